"""The list of the stack beside the map: all units of a hex, several checked, by pointer and by keys."""

from __future__ import annotations

import pygame
import pytest

from game.engine.orders import Dig
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.scenes.plot import PlotScene
from ui.pilot import Pilot, told
from ui.seats import ALONE, session_of, sit, spot
from ui.small_game import row, skirmish, table_of


@pytest.fixture
def corps(pilot: Pilot) -> PlotScene:
    """A large battle with the list open on its tallest stack."""
    scene = sit(pilot, session_of(ALONE, "offensive"), (1920, 1080))
    hex_ = max(scene.table.stacks, key=lambda h: len(scene.table.stacks[h]))
    pilot.click(spot(scene, hex_))
    pilot.key(pygame.K_COMMA)
    return scene


def at(scene: PlotScene, line: int, boxed: bool) -> tuple[int, int]:
    place = scene.stack.box_of(line).center if boxed else scene.stack.place_of(line).center
    return place[0] + scene.stack.rect.left, place[1] + scene.stack.rect.top


def test_every_unit_of_the_stack_is_listed_beside_the_map(
    pilot: Pilot, corps: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    hex_ = corps.table.hex_of(corps.table.chosen[0])
    assert hex_ is not None
    assert corps.stack.rows() == corps.table.stacks[hex_]
    assert corps.stack.rect.right == corps.camera.view.left
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_DOWN)
    words = [line for line, _ in lines]
    for unit in corps.stack.rows():
        assert any(corps.table.counters[unit].name.en.startswith(line.rstrip("…")) for line in words if line)


def test_boxes_check_several_and_a_line_selects_one(pilot: Pilot, corps: PlotScene) -> None:
    rows = corps.stack.rows()
    pilot.click(at(corps, 1, boxed=False))
    assert list(corps.table.chosen) == [rows[1]]
    pilot.click(at(corps, 0, boxed=True))
    assert list(corps.table.chosen) == [rows[1], rows[0]]
    pilot.click(at(corps, 1, boxed=True))
    assert list(corps.table.chosen) == [rows[0]]


def test_keys_check_all_and_one_order_goes_to_all(pilot: Pilot, corps: PlotScene) -> None:
    rows = corps.stack.rows()
    pilot.key(pygame.K_a)
    assert set(corps.table.chosen) == set(rows)
    pilot.key(pygame.K_d)
    assert set(corps.session.plots) == {Dig(unit=unit) for unit in rows}
    pilot.key(pygame.K_UP, pygame.K_UP, pygame.K_SPACE)
    assert rows[0] not in corps.table.chosen
    pilot.key(pygame.K_DOWN, pygame.K_RETURN)
    assert list(corps.table.chosen) == [rows[1]]


def test_control_and_a_click_check_a_line(pilot: Pilot, corps: PlotScene) -> None:
    rows = corps.stack.rows()
    pilot.click(at(corps, 0, boxed=False))
    pygame.key.set_mods(pygame.KMOD_CTRL)
    try:
        pilot.click(at(corps, 1, boxed=False))
    finally:
        pygame.key.set_mods(0)
    assert corps.table.chosen == (rows[0], rows[1])


def test_the_same_key_and_escape_close_it(pilot: Pilot, corps: PlotScene) -> None:
    view = corps.camera.view.copy()
    pilot.key(pygame.K_COMMA)
    assert not corps.stack.shown
    assert corps.camera.view.width == view.width + view.left - corps.camera.view.left
    pilot.key(pygame.K_COMMA)
    pilot.key(pygame.K_ESCAPE)
    assert not corps.stack.shown
    assert corps.table.selected is not None


def test_an_open_list_follows_the_selection_and_closes_before_the_menu(
    pilot: Pilot, corps: PlotScene
) -> None:
    corps.focus = None
    first = corps.stack.hex_()
    pilot.key(*[pygame.K_n] * 9)
    assert corps.stack.hex_() == corps.table.hex_of(corps.table.chosen[0])
    assert corps.stack.hex_() != first
    pilot.key(pygame.K_ESCAPE)
    assert corps.table.selected is None
    assert corps.stack.shown
    pilot.key(pygame.K_ESCAPE)
    assert not corps.stack.shown
    assert pilot.scene(PlotScene) is corps


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (3840, 2160)])
@pytest.mark.parametrize("letters", [1.0, 1.6])
def test_map_list_and_cards_have_room_in_every_window(
    pilot: Pilot, corps: PlotScene, size: tuple[int, int], letters: float
) -> None:
    corps.ui = Ui(STANDARD, 1.0, letters)
    corps.compare.pin()
    pilot.size(size)
    pilot.frame()
    columns = [corps.compare.rect, corps.camera.view]
    if size[0] >= 1280:
        columns.append(corps.stack.rect)
    assert all(rect.width >= 150 for rect in columns)
    assert corps.unit.rect.left - corps.camera.view.left >= 150
    assert not any(a.colliderect(b) for a in columns for b in columns if a is not b)
    assert corps.close.shown


def test_an_enemy_is_believed_and_never_checked_for_an_order(pilot: Pilot) -> None:
    from game.ui.panels.stack import StackPanel
    from ui.pilot import ui

    table = table_of(skirmish())
    foe = row(table, "b1")
    panel = StackPanel(ui(), table)
    table.select((row(table, "a1"),))
    table.select((foe,))
    assert panel.rows() == (foe,)
    panel.check(0)
    assert list(table.chosen) == [foe]
    assert table.orders_go_to() == ()
    panel.check_all()
    assert list(table.chosen) == []
