"""Closing a turn: the question, the button that is there in every window, what holds afterwards."""

from __future__ import annotations

import pygame
import pytest

from game.engine.orders import Dig
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.resolving import Resolving
from ui.pilot import Pilot, told
from ui.seats import CTRL, choose


def test_commit_asks_for_idle_units_and_goes_to_one(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    (idle,) = scene.idle()
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_RETURN, mod=CTRL)
    question = scene.question
    assert question is not None
    name = scene.table.counters[idle].name.en
    assert any(name in line for line, _rect in lines)
    pilot.key(pygame.K_ESCAPE)
    assert scene.question is None
    assert not scene.session.closed
    pilot.click(scene.close.buttons[0].rect.move(scene.close.rect.topleft).center)
    question = scene.question
    assert question is not None
    pilot.click(question.buttons[2].rect.move(question.rect.topleft).center)
    assert scene.table.selected == idle
    assert scene.question is None
    pilot.key(pygame.K_d)
    pilot.key(pygame.K_RETURN, mod=CTRL)
    assert isinstance(pilot.app.scene, Resolving)
    assert scene.session.game.committed[0]


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (3840, 2160)])
def test_the_button_that_commits_is_there_in_every_window(
    pilot: Pilot, scene: PlotScene, size: tuple[int, int]
) -> None:
    pilot.size(size)
    pilot.frame()
    window = pygame.Rect((0, 0), size)
    for selected in (None, scene.play.view.own.nonzero()[0][0]):
        scene.table.select(() if selected is None else (int(selected),))
        scene.draw(pilot.app.window)
        assert window.contains(scene.close.rect)
        assert scene.close.buttons[0].rect.width > 0
    scene.table.select(())
    scene.draw(pilot.app.window)
    pilot.click(scene.close.rect.center)
    assert scene.question is not None
    assert window.contains(scene.question.rect)


def test_space_passes_over_a_unit_and_never_commits(pilot: Pilot, scene: PlotScene) -> None:
    pilot.key(pygame.K_TAB, pygame.K_SPACE, pygame.K_SPACE)
    assert scene.idle() == ()
    assert pilot.app.scene is scene
    assert not scene.session.closed


def test_a_committed_turn_takes_no_more_orders(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    scene.session.commit()
    assert scene.session.plot(Dig(unit=unit)) is not None
    assert scene.session.undo() is False
