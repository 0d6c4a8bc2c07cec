"""Odds and overlays in the plotting, through real events."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pygame
import pytest

from game.engine.options import way
from game.engine.orders import Assault
from game.engine.preview import Preview
from game.ui.panels import odds as odds_panel
from game.ui.scenes.plot import PlotScene
from ui.pilot import Pilot, told
from ui.seats import ALONE, choose, session_of, sit, spot

UNIT = "59bd-makhalin"


@pytest.fixture
def scene(pilot: Pilot) -> PlotScene:
    """The Soviet player's first turn of the smallest battle."""
    return sit(pilot, session_of(ALONE))


def near(scene: PlotScene, unit: int) -> int:
    """A hex that the unit can go to, two steps away."""
    here = scene.table.hex_of(unit)
    assert here is not None
    beside = scene.play.board.neighbor[here]
    return int(next(h for h in beside.tolist() if h >= 0 and way(scene.play.view, unit, h)))


def lines(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the next frame paints."""
    scene = pilot.scene(PlotScene)
    scene.odds._picture = None
    with told(monkeypatch) as found:
        scene.draw(pilot.app.window)
    return [line for line, _ in found]


def test_aiming_an_assault_is_answered_and_the_order_keeps_its_pill(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = choose(pilot, scene, UNIT)
    goal = near(scene, unit)
    pilot.key(pygame.K_a)
    pilot.move(spot(scene, goal))
    assert scene.odds.asked
    assert scene.odds.oracle.wait(60, best=True)
    assert pilot.frame()
    assert not pilot.frame()
    assert "ASSAULT PREVIEW" in lines(pilot, monkeypatch)
    pilot.click(spot(scene, goal))
    (order,) = scene.session.plots
    assert isinstance(order, Assault)
    pilot.move((5, 400))
    assert scene.odds.oracle.wait(60, best=True)
    pilot.frame()
    odds = scene.odds.odds()
    assert odds is not None
    assert odds.goal == goal
    assert odds_panel.pill(odds) in lines(pilot, monkeypatch)
    pilot.key(pygame.K_BACKSPACE)
    pilot.frame()
    assert not scene.odds.asked
    assert "ASSAULT PREVIEW" not in lines(pilot, monkeypatch)


def test_a_frame_never_waits_for_the_odds(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The preview stands still until the test lets it go on; frames come and go meanwhile."""
    begun, go_on = Event(), Event()

    def slow(*_: Any) -> Iterator[Preview | None]:
        begun.set()
        assert go_on.wait(30)
        yield None

    monkeypatch.setattr(odds_panel, "trial", slow)
    unit = choose(pilot, scene, UNIT)
    pilot.key(pygame.K_a)
    pilot.move(spot(scene, near(scene, unit)))
    assert begun.wait(30)
    for _ in range(5):
        pilot.frame()
    assert not scene.odds.oracle.done
    assert "Reckoning..." in lines(pilot, monkeypatch)
    go_on.set()
    assert scene.odds.oracle.wait(30, best=True)


def test_overlays_answer_to_their_keys_and_show_their_legend(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(pilot, scene, UNIT)
    for key, title in (
        (pygame.K_3, "Weapon ranges"),
        (pygame.K_8, "Elevation"),
        (pygame.K_v, "Visible ground"),
    ):
        pilot.key(key)
        assert title in lines(pilot, monkeypatch)
    pilot.key(pygame.K_v)
    assert "Visible ground" not in lines(pilot, monkeypatch)
    pilot.key(pygame.K_F7)
    assert "Line of sight" in lines(pilot, monkeypatch)
    pilot.key(pygame.K_F7, mod=pygame.KMOD_SHIFT)
    assert scene.overlays.on is None
