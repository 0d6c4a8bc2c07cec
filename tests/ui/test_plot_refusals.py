"""Orders that cannot be given or have a price: told in words, at the place, before anything happens."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.engine.options import free_from
from game.ui.scenes.plot import PlotScene
from ui.pilot import Pilot, told
from ui.seats import choose, spot


def test_a_unit_that_waits_for_its_release_is_refused_in_words(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(pilot, scene, "119rr-2")
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_d)
    assert scene.session.plots == ()
    words = " ".join(line for line, _rect in lines)
    assert "has not been released" in words
    assert "It can be used from" in words


@pytest.mark.parametrize("button", [1, 3])
def test_a_click_for_a_unit_that_is_held_says_that_it_is_held(
    pilot: Pilot, scene: PlotScene, button: int
) -> None:
    row = choose(pilot, scene, "119rr-2")
    view, here = scene.play.view, scene.table.hex_of(row)
    assert free_from(view, row) == int(view.cadre.release[row]) > view.minute
    assert here is not None
    if button == 3:
        pilot.click(spot(scene, int(scene.play.board.neighbor[here, 0])), 3)
        assert "has not been released" in scene.controller.message
    assert scene.commands.controller.unable().endswith("29 July, 17:00.")


def test_what_an_order_costs_in_escalation_is_told_before_it_is_given(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_m)
    abroad = scene.play.board.hex_of("1930")
    with told(monkeypatch) as lines:
        pilot.move(spot(scene, abroad))
    assert scene.session.plots == ()
    assert any("Escalation +0.1" in line for line, _rect in lines)
    pilot.move(spot(scene, scene.play.board.hex_of("2229")))
    assert scene.controller.price(scene.table.hovered) == ""


def test_a_place_that_cannot_be_reached_is_refused_in_words(pilot: Pilot, scene: PlotScene) -> None:
    choose(pilot, scene, "59bd-makhalin")
    board, terrain = scene.play.board, scene.table.start.terrain
    lake = int(np.flatnonzero(board.terrain == terrain.index("lake"))[0])
    pilot.key(pygame.K_m)
    pilot.click(spot(scene, lake))
    assert scene.session.plots == ()
    assert scene.controller.bad
    assert "way" in scene.controller.message


def test_nothing_can_be_told_to_the_enemy_or_to_nobody(pilot: Pilot, scene: PlotScene) -> None:
    pilot.key(pygame.K_d)
    assert scene.controller.bad
    pilot.click(spot(scene, scene.play.board.hex_of("2128")), 3)
    assert scene.session.plots == ()
