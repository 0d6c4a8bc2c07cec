"""The map table driven as a player drives it: select, switch, find the way out, change sizes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pygame
import pytest

from game.scenario.build import Start
from game.ui.scenes.menu import Menu
from game.ui.scenes.sheet import SheetScene
from ui.pilot import Pilot, scene_of, told

CTRL, SHIFT = pygame.KMOD_CTRL, pygame.KMOD_SHIFT


def spot(scene: SheetScene, hex_: int) -> tuple[int, int]:
    """Pixel of a hex's center, brought into view."""
    scene.camera.center(*scene.table.centers[hex_])
    return scene.camera.to_window(*scene.table.centers[hex_])


def tallest(scene: SheetScene) -> int:
    """The hex with the most units."""
    return max(scene.table.stacks, key=lambda hex_: len(scene.table.stacks[hex_]))


def empty(scene: SheetScene) -> int:
    """A hex in the middle of the view without units."""
    table = scene.table
    middle = table.start.board.hex_at(*scene.camera.to_sheet(scene.camera.view.center))
    return next(h for h in range(middle, len(table.centers)) if h not in table.stacks)


# selecting


def test_a_click_selects_the_top_counter_then_the_next_below(pilot: Pilot, large: SheetScene) -> None:
    hex_ = tallest(large)
    rows = large.table.stacks[hex_]
    assert len(rows) > 1
    at = spot(large, hex_)
    picked = []
    for _ in range(len(rows) + 1):
        pilot.click(at)
        picked.append(large.table.selected)
    assert picked == [*rows, rows[0]]
    assert large.table.top_of(hex_) == rows[0]


def test_a_click_on_an_empty_hex_deselects(pilot: Pilot, table: SheetScene) -> None:
    pilot.click(spot(table, tallest(table)))
    assert table.table.selected is not None
    pilot.click(spot(table, empty(table)))
    assert table.table.selected is None


@pytest.mark.parametrize("button", [2, 3, 4, 5])
def test_other_buttons_select_nothing(pilot: Pilot, table: SheetScene, button: int) -> None:
    pilot.click(spot(table, tallest(table)), button)
    assert table.table.selected is None


@pytest.mark.parametrize("key", [pygame.K_TAB, pygame.K_n])
@pytest.mark.parametrize("mod", [0, SHIFT])
def test_the_next_unit_key_visits_every_unit_on_the_map_once(
    pilot: Pilot, large: SheetScene, key: int, mod: int
) -> None:
    on_map = [row for row in range(len(large.table.counters)) if large.table.hex_of(row) is not None]
    seen = []
    for _ in on_map:
        pilot.post(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0)
    while event := pygame.event.poll():
        if event.type == pygame.NOEVENT:
            break
        large.handle(event)
        if event.type == pygame.KEYDOWN:
            seen.append(large.table.selected)
            x, y = large.camera.to_window(*large.table.centers[large.table.hex_of(seen[-1] or 0) or 0])
            assert large.camera.view.collidepoint(x, y)
    assert Counter(seen) == Counter(on_map)
    pilot.key(key, mod=mod)
    assert large.table.selected == seen[0]


def test_shift_goes_the_other_way(pilot: Pilot, table: SheetScene) -> None:
    pilot.key(pygame.K_TAB)
    first = table.table.selected
    pilot.key(pygame.K_TAB)
    pilot.key(pygame.K_n, mod=SHIFT)
    assert table.table.selected == first


def test_home_centers_on_the_selected_unit(pilot: Pilot, table: SheetScene) -> None:
    pilot.key(pygame.K_TAB)
    centered = (table.camera.x, table.camera.y)
    pilot.key(pygame.K_LEFT, pygame.K_LEFT, pygame.K_UP)
    assert (table.camera.x, table.camera.y) != centered
    pilot.key(pygame.K_HOME)
    assert (table.camera.x, table.camera.y) == centered


def test_the_counter_shown_on_top_is_the_selected_one(
    pilot: Pilot, large: SheetScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    hex_ = tallest(large)
    pilot.click(spot(large, hex_))
    pilot.click(spot(large, hex_))
    row = large.table.selected
    assert row is not None
    with told(monkeypatch) as lines:
        large.unit.place(pygame.Rect(0, 0, 0, 0))
        pilot.move((large.camera.view.right - 3, large.camera.view.bottom - 3))
    first = large.table.counters[row].name.en.partition(", ")[0]
    assert any(words == first for words, _ in lines)


# switches and help


def test_keys_switch_grid_counters_and_style(pilot: Pilot, table: SheetScene) -> None:
    pilot.key(pygame.K_g)
    assert "grid" not in table.table.layers
    pilot.key(pygame.K_g)
    assert "grid" in table.table.layers
    pilot.key(pygame.K_h)
    assert "counters" not in table.table.layers
    pilot.key(pygame.K_c)
    assert table.table.style == "silhouette"
    pilot.key(pygame.K_c)
    assert table.table.style == "symbol"


def test_hiding_the_counters_takes_them_off_the_map(pilot: Pilot, table: SheetScene) -> None:
    at = spot(table, tallest(table))
    away = (table.camera.view.right - 4, table.camera.view.bottom - 4)
    pilot.move(away)
    shown = pilot.app.window.subsurface(pygame.Rect(0, 0, 20, 20).move(at[0] - 10, at[1] - 10)).copy()
    pilot.key(pygame.K_h)
    hidden = pilot.app.window.subsurface(pygame.Rect(0, 0, 20, 20).move(at[0] - 10, at[1] - 10))
    assert pygame.image.tobytes(shown, "RGB") != pygame.image.tobytes(hidden, "RGB")


@pytest.mark.parametrize("key", [pygame.K_a, pygame.K_ESCAPE, pygame.K_F1, pygame.K_TAB, pygame.K_SPACE])
def test_any_key_closes_the_help_and_does_nothing_else(pilot: Pilot, table: SheetScene, key: int) -> None:
    pilot.key(pygame.K_F1)
    assert table.help
    pilot.key(key)
    assert not table.help
    assert table.table.selected is None
    assert pilot.scene(SheetScene) is table


def test_a_click_closes_the_help_and_selects_nothing(pilot: Pilot, table: SheetScene) -> None:
    at = spot(table, tallest(table))
    pilot.key(pygame.K_F1)
    pilot.click(at)
    assert not table.help
    assert table.table.selected is None


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 640), (700, 400)])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_the_help_fits_the_window(
    pilot: Pilot, table: SheetScene, size: tuple[int, int], scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    from game.ui.keys import rows
    from game.ui.scenes.help import _pages, draw_help

    window, kit = pygame.Surface(size), table.ui.resized(scale)
    for place in ("table", "plot", "film", "review"):
        with told(monkeypatch) as lines:
            for page in range(len(_pages(place, kit, size))):
                draw_help(window, kit, place, page + 1)
        assert {words for _, words in rows(place)} <= {words for words, _ in lines}
        assert all(window.get_rect().contains(where) for _, where in lines)


def test_keys_are_read_with_large_letters_in_the_narrowest_window_page_by_page(
    pilot: Pilot, table: SheetScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from game.ui.keys import rows

    table.ui = replace(table.ui, text_scale=1.6)
    pilot.size((1024, 640))
    seen, heights = set[str](), set[int]()
    pilot.key(pygame.K_F1)
    while table.help:
        with told(monkeypatch) as lines:
            table.draw(pilot.app.window)
        wanted = {words for _, words in rows("table")}
        seen |= {words for words, _ in lines} & wanted
        heights |= {where.height for words, where in lines if words in wanted}
        pilot.key(pygame.K_SPACE)
    assert seen == {words for _, words in rows("table")}
    assert min(heights) >= 0.7 * table.ui.line_height("body", 15)
    pilot.key(pygame.K_F1)
    pilot.key(pygame.K_ESCAPE)
    assert not table.help


# the way out


def test_escape_deselects_then_leaves_the_panel_then_goes_to_the_menu(
    pilot: Pilot, table: SheetScene
) -> None:
    pilot.key(pygame.K_TAB)
    pilot.key(pygame.K_F6)
    assert table.focus is not None
    pilot.key(pygame.K_ESCAPE)
    assert table.table.selected is None
    assert table.focus is not None
    pilot.key(pygame.K_ESCAPE)
    assert table.focus is None
    assert pilot.scene(SheetScene) is table
    pilot.key(pygame.K_ESCAPE)
    assert pilot.scene(Menu).ui is table.ui


def test_the_buttons_of_the_bar_do_what_their_keys_do(pilot: Pilot, table: SheetScene) -> None:
    whole, help_, menu = table.top.buttons
    top = table.top.rect.topleft
    pilot.click((top[0] + whole.rect.centerx, top[1] + whole.rect.centery))
    assert table.camera.step == 0
    pilot.click((top[0] + help_.rect.centerx, top[1] + help_.rect.centery))
    assert table.help
    pilot.key(pygame.K_a)
    pilot.click((top[0] + menu.rect.centerx, top[1] + menu.rect.centery))
    pilot.scene(Menu)


# the keyboard's place


def test_f6_goes_round_the_panels_and_shows_where_it_is(pilot: Pilot, table: SheetScene) -> None:
    ring = table.ui.theme.selection
    stops = []
    for _ in range(8):
        pilot.key(pygame.K_F6)
        stops.append(table.focus)
        if table.focus is not None:
            rect = table.focus.rect
            edge = [pilot.app.window.get_at((x, rect.bottom - 1))[:3] for x in range(rect.left, rect.right)]
            assert set(edge) == {ring}
            assert set(pilot.app.window.get_at((rect.centerx, rect.bottom - 2))[:3]) == set(ring)
    turn = stops.index(None) + 1
    assert turn >= 3
    assert {id(s) for s in stops} >= {id(table.tree), id(table.dock), id(None)}
    assert stops[turn] is stops[0]
    here = table.focus
    pilot.key(pygame.K_F6)
    pilot.key(pygame.K_F6, mod=SHIFT)
    assert table.focus is here


def test_a_click_on_the_map_takes_the_keyboard_back(pilot: Pilot, table: SheetScene) -> None:
    pilot.key(pygame.K_F6)
    pilot.click(spot(table, empty(table)))
    assert table.focus is None


# size of the interface and of the window


def test_the_interface_grows_and_shrinks_between_its_limits(pilot: Pilot, table: SheetScene) -> None:
    for key, most in ((pygame.K_PLUS, 2.0), (pygame.K_MINUS, 0.8)):
        pilot.key(*[key] * 16, mod=CTRL)
        assert table.ui.scale == most
        assert all(panel.ui.scale == most for panel in table.panels)
    pilot.key(pygame.K_0, mod=CTRL)
    assert table.ui.scale == 1.0
    assert table.camera.step == 4


def test_a_resized_window_lays_the_panels_out_anew(pilot: Pilot, table: SheetScene) -> None:
    for size in ((1920, 1080), (1600, 900), (1366, 768), (1024, 640)):
        pilot.size(size)
        pilot.frame()
        window = pygame.Rect((0, 0), size)
        assert table.top.rect.width == size[0]
        assert window.contains(table.camera.view)
        assert table.camera.view.width > 300
        assert table.camera.view.height > 200
        for panel in table.panels:
            assert not panel.shown or window.contains(panel.rect)


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1024, 640), 0.8), ((1024, 640), 1.5), ((1366, 768), 0.8), ((1366, 768), 2.0), ((2560, 1440), 2.0)],
)
def test_every_size_and_scale_can_be_drawn_with_a_unit_selected(
    pilot: Pilot, hill: Start, size: tuple[int, int], scale: float
) -> None:
    scene = scene_of(hill)
    scene.resize(scale)
    pilot.open(scene, size)
    pilot.key(pygame.K_TAB)
    pilot.key(pygame.K_F6)
    pilot.move(scene.camera.view.center)
    pilot.frame(1.0)
    assert scene.camera.view.width > 0
    assert scene.camera.view.height > 0


def test_nothing_is_drawn_while_the_player_only_thinks(pilot: Pilot, table: SheetScene) -> None:
    pilot.frame()
    assert [pilot.frame(0.1) for _ in range(10)] == [False] * 10
