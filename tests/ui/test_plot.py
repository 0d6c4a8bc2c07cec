"""Plotting through real events: giving orders and taking them back."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.engine import ways
from game.engine.orders import Bombard, Dig, Fire, Hold, March, Rest, Withdraw
from game.ui.scenes.plot import PlotScene
from ui.pilot import Pilot
from ui.seats import CTRL, beside, choose, spot

SHIFT = pygame.KMOD_SHIFT


def test_a_right_click_marches_to_an_empty_hex(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    goal = beside(scene, unit)
    pilot.click(spot(scene, goal), 3)
    (order,) = scene.session.plots
    assert isinstance(order, March)
    assert (order.unit, order.route[-1], order.mode) == (unit, goal, "advance")


def test_dragging_with_the_right_button_moves_the_map_and_orders_nothing(
    pilot: Pilot, scene: PlotScene
) -> None:
    choose(pilot, scene, "59bd-makhalin")
    middle, before = scene.camera.view.center, scene.camera.x
    pilot.drag(middle, (middle[0] + 120, middle[1]), 3)
    assert scene.session.plots == ()
    assert scene.camera.x < before


def test_the_keyboard_alone_marches_by_a_cursor(pilot: Pilot, scene: PlotScene) -> None:
    pilot.key(pygame.K_TAB)
    unit = scene.table.selected
    assert unit is not None
    here = scene.table.hex_of(unit)
    assert here is not None
    pilot.key(pygame.K_m)
    assert scene.controller.verb == "march"
    pilot.key(pygame.K_RIGHT, pygame.K_RIGHT)
    assert scene.table.hovered == here + 2
    pilot.key(pygame.K_RETURN)
    (order,) = scene.session.plots
    assert isinstance(order, March)
    assert order.route[-1] == here + 2


def test_the_way_leads_through_hexes_that_are_chosen(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    goal = beside(scene, unit)
    here = scene.table.hex_of(unit)
    assert here is not None
    by = here + scene.play.board.cols
    pilot.key(pygame.K_m)
    at = spot(scene, by)
    try:
        pygame.key.set_mods(SHIFT)
        pilot.click(at)
    finally:
        pygame.key.set_mods(0)
    before, ways = scene.session.plots, [scene.controller.via]
    assert before == ()
    pilot.move(spot(scene, goal))
    for _ in range(2):
        pilot.key(pygame.K_p)
        ways.append(scene.controller.via)
    assert ways == [(by,), (by, goal), (by,)]
    pilot.key(pygame.K_RETURN)
    (order,) = scene.session.plots
    assert isinstance(order, March)
    assert order.route[0] == by
    assert order.route[-1] == goal
    assert len(scene.controller.via) == 0


def test_mode_and_conditions_go_into_the_order(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    goal = beside(scene, unit)
    pilot.key(pygame.K_m, pygame.K_F6)
    assert scene.focus is scene.commands
    pilot.key(pygame.K_RIGHT)
    pilot.key(pygame.K_DOWN, pygame.K_DOWN, pygame.K_RIGHT)
    pilot.key(pygame.K_DOWN, pygame.K_RIGHT)
    pilot.click(spot(scene, goal))
    (order,) = scene.session.plots
    assert isinstance(order, March)
    assert (order.mode, order.on_contact, order.stop_loss) == ("rush", True, 10)


def test_a_click_on_a_setting_changes_it(pilot: Pilot, scene: PlotScene) -> None:
    choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_f)
    found = []
    for step in (1, -1):
        scene.draw(pilot.app.window)
        field = scene.commands.field(scene.commands.lines[0]).move(scene.commands.rect.topleft)
        pilot.click((field.centerx + step * field.width // 3, field.centery))
        found.append(scene.controller.terms.value("policy"))
    assert found == ["overwatch", "free"]
    pilot.key(pygame.K_f)
    (order,) = scene.session.plots
    assert isinstance(order, Fire)
    assert order.aim == -1


@pytest.mark.parametrize(("key", "kind"), [(pygame.K_d, Dig), (pygame.K_s, Hold), (pygame.K_z, Rest)])
def test_orders_without_an_aim_are_given_at_once(
    pilot: Pilot, scene: PlotScene, key: int, kind: type
) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    pilot.key(key)
    assert scene.session.plots == (kind(unit=unit),)


def test_aiming_on_finds_no_field_of_ways_anew(
    pilot: Pilot, corps: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot.key(pygame.K_n, pygame.K_q, pygame.K_m)
    here = corps.table.hex_of(corps.table.chosen[0])
    assert here is not None
    pilot.move(spot(corps, here))

    def never(*_: object) -> object:
        raise AssertionError("a field of ways is found anew")

    before = corps.controller.tentative(here + 3)
    monkeypatch.setattr(ways, "field", never)
    assert corps.controller.tentative(here + 4) != before


def test_a_new_order_takes_the_place_of_the_old_one(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_d)
    pilot.key(pygame.K_w)
    pilot.click(spot(scene, beside(scene, unit)))
    (order,) = scene.session.plots
    assert isinstance(order, Withdraw)


def test_a_battery_fires_at_a_hex_with_the_rounds_that_are_shown(pilot: Pilot, corps: PlotScene) -> None:
    view = corps.play.view
    unit = int(
        np.flatnonzero(view.ready & (view.cadre.gun >= 0) & (view.forces.hex >= 0) & ~view.cadre.foot)[0]
    )
    corps.table.select((unit,))
    pilot.key(pygame.K_b)
    share = next(line for line in corps.controller.lines() if line.name == "share")
    goal = int(
        np.flatnonzero(view.board.meters(int(view.forces.hex[unit]), np.arange(view.board.hexes)) == 3000)[0]
    )
    pilot.click(spot(corps, goal))
    if corps.controller.bad:
        pytest.fail(corps.controller.message)
    (order,) = corps.session.plots
    assert isinstance(order, Bombard)
    assert share.value.startswith(f"{order.rounds} ")


def test_orders_are_undone_redone_and_withdrawn(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_d)
    pilot.key(pygame.K_s)
    assert scene.session.plots == (Hold(unit=unit),)
    steps = [(pygame.K_z, CTRL), (pygame.K_y, CTRL), (pygame.K_BACKSPACE, 0), (pygame.K_u, 0)]
    found = []
    for key, mod in steps:
        pilot.key(key, mod=mod)
        found.append(scene.session.plots)
    assert found == [(Dig(unit=unit),), (Hold(unit=unit),), (), (Hold(unit=unit),)]


def test_an_answer_goes_with_the_orders_that_it_speaks_of(pilot: Pilot, scene: PlotScene) -> None:
    choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_d)
    assert scene.controller.message == "1 order given."
    pilot.key(pygame.K_u)
    assert not scene.session.plots
    assert scene.controller.message == ""


def test_a_line_of_the_list_selects_its_unit_and_its_cross_withdraws_it(
    pilot: Pilot, scene: PlotScene
) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_d, pygame.K_ESCAPE)
    assert scene.table.selected is None
    line = scene.orders.rect.move(20, scene.ui.dp(44))
    pilot.click(line.topleft)
    assert scene.table.selected == unit
    pilot.click((scene.orders.rect.right - 20, line.top))
    assert scene.session.plots == ()
