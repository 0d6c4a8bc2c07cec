"""The order-of-battle tree: lines, folds, tabs, search, and all of it by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.build import Start
from game.scenario.roster import Counter
from game.ui.panels.tree import ON_TABS, ROW, TABS, TreePanel
from game.ui.panels.treerows import Row, plain
from game.ui.scenes.sheet import SheetScene
from ui.pilot import Pilot, told

CTRL = pygame.KMOD_CTRL


def line_at(tree: TreePanel, i: int) -> tuple[int, int]:
    """Pixel of the window on a line of the tree that is in view."""
    top = tree.rect.top + tree._layout()[1].top
    height = tree.ui.dp(ROW)
    return tree.rect.left + 140, top + i * height + height // 2 - tree.scroll.offset


def units(tree: TreePanel) -> list[Row]:
    return [row for row in tree.rows if row.unit is not None]


def named(start: Start, test: Callable[[Counter], bool]) -> tuple[int, Counter]:
    """The first unit for which something holds."""
    return next((i, c) for i, c in enumerate(start.roster.counters) if test(c))


# the tree


def test_the_tree_lists_every_unit_once_below_its_formations(large: SheetScene) -> None:
    rows = large.tree.rows
    assert sorted(row.unit for row in rows if row.unit is not None) == list(range(len(large.table.counters)))
    heads = [row.id for row in rows if row.unit is None]
    assert len(heads) == len(set(heads))
    for above, below in pairwise(rows):
        assert below.depth <= above.depth + 1
        assert above.unit is None or below.depth <= above.depth or below.unit is not None


def test_a_formation_counts_the_men_below_it(large: SheetScene) -> None:
    roster = large.table.start.roster
    for row in large.tree.rows:
        if row.unit is None:
            below = [c for c in roster.counters if row.id in c.chain]
            assert row.men == sum(c.men for c in below)
            assert row.full == sum(c.establishment for c in below)
            assert row.waits == all(c.hex is None for c in below)


def test_a_click_on_a_unit_selects_and_centers_it(pilot: Pilot, large: SheetScene) -> None:
    tree = large.tree
    i, row = next(
        (i, r)
        for i, r in enumerate(tree.rows)
        if r.unit is not None and large.table.hex_of(r.unit) is not None
    )
    tree.scroll.show(i * tree.ui.dp(ROW), (i + 1) * tree.ui.dp(ROW))
    pilot.click(line_at(tree, i))
    assert large.table.selected == row.unit
    hex_ = large.table.hex_of(row.unit or 0)
    assert hex_ is not None
    x, y = large.camera.to_window(*large.table.centers[hex_])
    assert large.camera.view.collidepoint(x, y)


def test_a_unit_that_is_not_on_the_map_is_selected_without_moving_it(pilot: Pilot, large: SheetScene) -> None:
    tree, middle = large.tree, (large.camera.x, large.camera.y)
    i, row = next(
        (i, r) for i, r in enumerate(tree.rows) if r.unit is not None and large.table.hex_of(r.unit) is None
    )
    tree.scroll.show(i * tree.ui.dp(ROW), (i + 1) * tree.ui.dp(ROW))
    pilot.click(line_at(tree, i))
    assert large.table.selected == row.unit
    assert (large.camera.x, large.camera.y) == middle


def test_formations_fold_and_unfold(pilot: Pilot, large: SheetScene) -> None:
    tree, full = large.tree, large.tree.rows
    head = full[0]
    pilot.click(line_at(tree, 0))
    assert head.id in large.table.closed
    assert len(tree.rows) < len(full)
    assert tree.rows[0] == head
    assert all(head.id not in large.table.counters[r.unit].chain for r in units(tree) if r.unit is not None)
    pilot.click(line_at(tree, 0))
    assert tree.rows == full


@pytest.mark.parametrize("tab", [0, 1])
def test_side_tabs_show_one_side(pilot: Pilot, large: SheetScene, tab: int) -> None:
    tree = large.tree
    rect = tree.buttons[tab].rect.move(tree.rect.topleft)
    pilot.click(rect.center)
    side = TABS[tab][0]
    assert large.table.tab == side
    assert {row.side for row in tree.rows} == {side}
    assert len(units(tree)) == len(large.table.start.roster.of(side))  # type: ignore[arg-type]


def test_the_wheel_and_the_scroll_bar_move_the_tree_and_not_the_map(pilot: Pilot, large: SheetScene) -> None:
    tree, step = large.tree, large.camera.step
    pilot.wheel(-2, line_at(tree, 3))
    assert tree.scroll.offset > 0
    pilot.wheel(-9000)
    assert tree.scroll.offset == tree.scroll.most
    pilot.wheel(9000)
    assert tree.scroll.offset == 0
    body = tree._layout()[1].move(tree.rect.topleft)
    pilot.drag((body.right - 4, body.top + 4), (body.right - 40, body.bottom + 300))
    assert tree.scroll.offset == tree.scroll.most
    assert large.camera.step == step
    assert large.table.selected is None


# searching


def find(pilot: Pilot, scene: SheetScene, text: str) -> list[int]:
    """Search from an empty field; rows of the units found."""
    pilot.key(pygame.K_f, mod=CTRL)
    scene.tree.field.clear()
    pilot.write(text)
    assert scene.tree.field.text == text
    return [row.unit for row in units(scene.tree) if row.unit is not None]


@pytest.mark.parametrize("language", ["en", "ru", "ja"])
def test_units_are_found_by_name_in_every_language(pilot: Pilot, large: SheetScene, language: str) -> None:
    i, counter = named(large.table.start, lambda c: getattr(c.name, language) is not None)
    assert i in find(pilot, large, getattr(counter.name, language))
    assert i in find(pilot, large, getattr(counter.name, language).upper())


def test_units_are_found_by_id_short_name_leader_and_formation(pilot: Pilot, large: SheetScene) -> None:
    start = large.table.start
    i, counter = named(start, lambda c: c.leader is not None)
    assert counter.leader is not None
    for text in (counter.id, counter.short, counter.leader.name.en):
        assert i in find(pilot, large, text)
    division = next(f for f in start.roster.formations.values() if f.echelon == "division")
    key = next(key for key, f in start.roster.formations.items() if f is division)
    below = [i for i, c in enumerate(start.roster.counters) if key in c.chain]
    assert set(below) <= set(find(pilot, large, division.name.en))


def test_the_search_opens_every_fold(pilot: Pilot, large: SheetScene) -> None:
    i, counter = named(large.table.start, lambda c: len(c.chain) > 2)
    large.table.closed = set(large.table.start.roster.formations)
    folded = len(large.tree.rows)
    assert i in find(pilot, large, counter.id)
    assert any(row.unit is None and row.depth > 0 for row in large.tree.rows)
    pilot.key(pygame.K_ESCAPE)
    assert len(large.tree.rows) == folded


def test_accents_and_wide_letters_do_not_matter() -> None:
    assert plain("Заозёрная") == plain("ЗАОЗЕРНАЯ")
    assert plain("Satō") == plain("SATO")
    assert plain("７５聯隊") == plain("75聯隊")


@given(st.text(max_size=20))
def test_plain_text_is_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_nothing_found_is_said_and_harmless(
    pilot: Pilot, large: SheetScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with told(monkeypatch) as lines:
        assert find(pilot, large, "zzzz") == []
    assert any(words == "nothing of that name" for words, _ in lines)
    pilot.key(pygame.K_DOWN, pygame.K_RETURN)
    assert large.table.selected is None
    pilot.key(pygame.K_LEFT, pygame.K_RIGHT, pygame.K_RETURN)
    pilot.click(line_at(large.tree, 2))
    assert large.table.selected is None


def test_enter_picks_what_was_found(pilot: Pilot, large: SheetScene) -> None:
    rows = find(pilot, large, "company")
    assert len(rows) > 3
    pilot.key(pygame.K_RETURN)
    assert large.table.selected == rows[0]
    assert not large.tree.typing
    find(pilot, large, "company")
    lines = [row.unit for row in large.tree.rows]
    pilot.key(*[pygame.K_DOWN] * lines.index(rows[2]))
    pilot.key(pygame.K_KP_ENTER)
    assert large.table.selected == rows[2]


def test_escape_empties_the_search_before_anything_else(pilot: Pilot, large: SheetScene) -> None:
    pilot.key(pygame.K_TAB)
    find(pilot, large, "company")
    pilot.key(pygame.K_ESCAPE)
    assert large.tree.field.text == ""
    assert not large.tree.typing
    assert large.table.selected is not None


def test_the_slash_that_opens_the_search_is_not_searched_for(pilot: Pilot, large: SheetScene) -> None:
    pilot.write("/")
    assert large.tree.typing
    assert large.tree.field.text == ""
    pilot.write("7/118")
    assert large.tree.field.text == "7/118"


def test_letters_typed_into_the_search_switch_nothing(pilot: Pilot, large: SheetScene) -> None:
    before = (set(large.table.layers), large.table.style, large.camera.step, large.table.selected)
    find(pilot, large, "ghcln+-=/? ")
    assert (set(large.table.layers), large.table.style, large.camera.step, large.table.selected) == before


def test_the_search_lets_the_other_keys_through(pilot: Pilot, large: SheetScene) -> None:
    find(pilot, large, "rifle")
    pilot.key(pygame.K_PLUS, mod=CTRL)
    assert large.ui.scale == 1.1
    pilot.key(pygame.K_F1)
    assert large.help
    pilot.key(pygame.K_F1)
    pilot.key(pygame.K_TAB)
    assert not large.tree.typing
    assert large.table.selected is not None


def test_a_click_in_the_field_begins_and_elsewhere_ends_the_typing(pilot: Pilot, large: SheetScene) -> None:
    field = large.tree._layout()[0].move(large.tree.rect.topleft)
    pilot.click(field.center)
    assert large.tree.typing
    pilot.click(large.camera.view.center)
    assert not large.tree.typing


# the tree by keyboard


@pytest.fixture
def keyed(pilot: Pilot, large: SheetScene) -> SheetScene:
    """The large table with the keyboard in the tree."""
    pilot.key(pygame.K_F6)
    assert large.focus is large.tree
    return large


def test_arrows_walk_the_tree_and_keep_the_line_in_view(pilot: Pilot, keyed: SheetScene) -> None:
    tree = keyed.tree
    height = tree.ui.dp(ROW)
    for key, at in ((pygame.K_PAGEDOWN, 10), (pygame.K_DOWN, 11), (pygame.K_PAGEDOWN, 21), (pygame.K_UP, 20)):
        pilot.key(key)
        assert tree.cursor == at
        assert tree.scroll.offset <= at * height
        assert (at + 1) * height <= tree.scroll.offset + tree.scroll.shown
    for _ in range(80):
        pilot.key(pygame.K_PAGEDOWN)
    assert tree.cursor == len(tree.rows) - 1


def test_left_closes_then_goes_up_and_right_opens_then_goes_down(pilot: Pilot, keyed: SheetScene) -> None:
    tree = keyed.tree
    i = next(i for i, row in enumerate(tree.rows) if row.unit is not None and row.depth > 1)
    tree.cursor = i
    pilot.key(pygame.K_LEFT)
    parent = tree.rows[tree.cursor]
    assert parent.unit is None
    assert parent.depth < tree.rows[i].depth
    pilot.key(pygame.K_LEFT)
    assert parent.id in keyed.table.closed
    pilot.key(pygame.K_RIGHT)
    assert parent.id not in keyed.table.closed
    pilot.key(pygame.K_RIGHT)
    assert tree.rows[tree.cursor - 1] == parent
    tree.cursor = i
    pilot.key(pygame.K_RETURN)
    assert keyed.table.selected == tree.rows[i].unit


def test_the_tabs_are_reached_above_the_first_line(pilot: Pilot, keyed: SheetScene) -> None:
    pilot.key(pygame.K_UP)
    assert keyed.tree.cursor == ON_TABS
    keyed.tree.at = 2
    seen = []
    for _ in TABS:
        pilot.key(pygame.K_RIGHT)
        seen.append(keyed.table.tab)
    assert sorted(seen) == sorted(tab for tab, _ in TABS)
    pilot.key(pygame.K_DOWN)
    assert keyed.tree.cursor == 0
