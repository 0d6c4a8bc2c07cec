"""The menu of the context: what can be done with a hex and who stands there, and why not."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.engine.orders import Dig, March
from game.ui.context import UNITS, Item
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.panels.context_menu import ContextMenu
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.plot_menu import HELD_S
from ui.pilot import Pilot, told
from ui.seats import choose, spot

GUARD = "59bd-makhalin"


@pytest.fixture
def shift() -> object:
    pygame.key.set_mods(pygame.KMOD_SHIFT)
    yield
    pygame.key.set_mods(0)


def menu(scene: PlotScene) -> ContextMenu:
    assert scene.menu is not None
    return scene.menu


def line(scene: PlotScene, words: str) -> Item:
    return next(item for item in menu(scene).items if item.words == words)


def beside(scene: PlotScene, unit: int) -> int:
    here = scene.table.hex_of(unit)
    assert here is not None
    return int(next(h for h in scene.play.board.neighbor[here] if h >= 0 and h not in scene.table.stacks))


def choose_line(pilot: Pilot, scene: PlotScene, words: str) -> None:
    """Click a line."""
    at = next(n for n, item in enumerate(menu(scene).items) if item.words == words)
    pilot.click(menu(scene).places[at].move(menu(scene).rect.topleft).center)


def test_shift_and_the_right_button_open_it_and_order_nothing(
    pilot: Pilot, scene: PlotScene, shift: object
) -> None:
    unit = choose(pilot, scene, GUARD)
    goal = beside(scene, unit)
    pilot.click(spot(scene, goal), 3)
    assert line(scene, "March here").act is not None
    assert scene.session.plots == ()
    choose_line(pilot, scene, "March here")
    assert scene.menu is None
    orders = scene.session.plots
    assert len(orders) == 1
    order = next(iter(orders))
    assert isinstance(order, March)
    assert order.route[-1] == goal


def test_a_button_that_is_held_still_opens_it_and_a_short_click_orders(
    pilot: Pilot, scene: PlotScene
) -> None:
    goal = beside(scene, choose(pilot, scene, GUARD))
    at = spot(scene, goal)
    pilot.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
    pilot.post(pygame.MOUSEBUTTONDOWN, pos=at, button=3)
    pilot.frame(HELD_S / 2)
    assert scene.menu is None
    pilot.frame(HELD_S)
    assert scene.menu is not None
    pilot.post(pygame.MOUSEBUTTONUP, pos=at, button=3)
    pilot.frame()
    assert scene.menu is not None
    assert scene.session.plots == ()
    assert not scene.dragging
    pilot.key(pygame.K_ESCAPE)
    pilot.click(at, 3)
    assert isinstance(scene.session.plots[0], March)


def test_a_drag_with_the_right_button_opens_nothing(pilot: Pilot, scene: PlotScene) -> None:
    at = spot(scene, beside(scene, choose(pilot, scene, GUARD)))
    pilot.post(pygame.MOUSEBUTTONDOWN, pos=at, button=3)
    away = (at[0] + 40, at[1])
    pilot.post(pygame.MOUSEMOTION, pos=away, rel=(40, 0), buttons=(0, 0, 1))
    pilot.frame(HELD_S)
    pilot.frame(HELD_S)
    assert scene.menu is None
    pilot.post(pygame.MOUSEBUTTONUP, pos=away, button=3)
    pilot.frame()
    assert scene.session.plots == ()


def test_the_key_opens_it_on_the_unit_and_a_letter_gives_the_order(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, GUARD)
    pilot.move((2, 2))
    pilot.key(pygame.K_PERIOD)
    assert line(scene, "Dig in").act is not None
    assert line(scene, "March").act is not None
    pilot.key(pygame.K_d)
    assert scene.menu is None
    assert scene.session.plots == (Dig(unit=unit),)
    pilot.key(pygame.K_PERIOD)
    pilot.key(pygame.K_m)
    assert scene.controller.verb == "march"


def test_what_cannot_be_says_why_and_does_nothing(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(pilot, scene, GUARD)
    pilot.key(pygame.K_PERIOD)
    item = line(scene, "Bombard")
    assert item.act is None
    assert item.told == "It has no guns that fire indirectly."
    at = menu(scene).items.index(item)
    with told(monkeypatch) as lines:
        pilot.click(menu(scene).places[at].move(menu(scene).rect.topleft).center)
    assert scene.menu is not None
    assert item.told in [words for words, _ in lines]
    assert scene.session.plots == ()


def test_a_place_out_of_reach_says_so(pilot: Pilot, scene: PlotScene) -> None:
    choose(pilot, scene, GUARD)
    board, terrain = scene.play.board, scene.table.start.terrain
    water = int(np.flatnonzero(board.terrain == terrain.index("lake"))[0])
    scene.open_menu(water)
    pilot.frame()
    item = line(scene, "March here")
    assert item.act is None
    assert item.told.startswith("No way leads there")


def test_units_of_the_hex_are_chosen_by_name(pilot: Pilot, corps: PlotScene) -> None:
    hex_, rows = max(corps.table.stacks.items(), key=lambda pair: len(pair[1]))
    pilot.move(spot(corps, hex_))
    pilot.key(pygame.K_PERIOD)
    names = [corps.table.counters[row].name.en for row in rows[:UNITS]]
    shown = [item.words for item in menu(corps).columns[1].items]
    assert shown[: len(names)] == names
    choose_line(pilot, corps, names[1])
    assert corps.table.selected == rows[1]
    pilot.key(pygame.K_PERIOD)
    choose_line(pilot, corps, f"Select all {len(rows)} units here")
    assert set(corps.table.chosen) == set(rows)


def test_the_map_is_asked_from_the_menu(pilot: Pilot, scene: PlotScene) -> None:
    hex_ = scene.play.board.hex_of("2128")
    scene.open_menu(hex_)
    pilot.frame()
    choose_line(pilot, scene, "What is seen from here")
    assert scene.table.observer == hex_
    scene.open_menu(hex_)
    pilot.frame()
    choose_line(pilot, scene, "What is here, in words")
    assert scene.board.opened
    assert scene.board.hex_() == hex_
    scene.camera.center(0, 0)
    scene.open_menu(hex_)
    pilot.frame()
    choose_line(pilot, scene, "Center here")
    assert scene.camera.view.collidepoint(scene.camera.to_window(*scene.table.centers[hex_]))


def test_arrows_walk_over_all_lines_and_a_click_beside_closes(pilot: Pilot, scene: PlotScene) -> None:
    choose(pilot, scene, GUARD)
    pilot.key(pygame.K_PERIOD)
    seen = set()
    for _ in menu(scene).items:
        seen.add(menu(scene).cursor)
        pilot.key(pygame.K_DOWN)
    assert seen == set(range(len(menu(scene).items)))
    orders = len(menu(scene).columns[0].items)
    pilot.key(pygame.K_RIGHT)
    assert menu(scene).cursor >= orders
    pilot.key(pygame.K_LEFT)
    assert menu(scene).cursor < orders
    pilot.click((3, 3))
    assert scene.menu is None


@pytest.mark.parametrize("size", [(1024, 640), (1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("letters", [1.0, 1.6])
def test_every_line_is_inside_the_window(
    pilot: Pilot, corps: PlotScene, size: tuple[int, int], letters: float
) -> None:
    corps.ui = Ui(STANDARD, 1.0, letters)
    pilot.size(size)
    hex_, _rows = max(corps.table.stacks.items(), key=lambda pair: len(pair[1]))
    corps.open_menu(hex_)
    pilot.frame()
    assert pygame.Rect((0, 0), size).contains(menu(corps).rect)
    inside = pygame.Rect((0, 0), menu(corps).rect.size)
    assert len(menu(corps).places) == len(menu(corps).items)
    for place in menu(corps).places:
        assert inside.contains(place)
        assert place.height >= corps.ui.line_height("body", 15) * 3 // 5
