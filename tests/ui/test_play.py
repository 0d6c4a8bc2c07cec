"""Whole battles through real events: two players at one machine, one against a staff, two staffs watched."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pygame
import pytest

from game.engine.orders import Assault, Dig, March
from game.ui.scenes.menu import Menu
from game.ui.scenes.over import Over
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.review import Review
from game.ui.session import Session
from ui.pilot import Pilot, told
from ui.seats import ALONE, HOTSEAT, WATCH, choose, desk_of, session_of, sit, spot, to_the_end


def attack_the_post(pilot: Pilot) -> Callable[[PlotScene], None]:
    """Keys of a Japanese player who goes for the hill as soon as he may, and of a Soviet one who digs."""

    def orders(scene: PlotScene) -> None:
        board = scene.play.board
        if scene.session.side == 0:
            pilot.key(pygame.K_TAB, pygame.K_d)
            assert isinstance(scene.session.plots[0], Dig)
        elif scene.play.view.ready.any() and not scene.session.plots:
            choose(pilot, scene, "kanda")
            pilot.key(pygame.K_a)
            pilot.click(spot(scene, board.hex_of("2128")))
            if scene.controller.bad:
                assert scene.controller.message
            else:
                assert isinstance(scene.session.plots[0], Assault)

    return orders


def test_two_players_at_one_machine_fight_a_battle_to_its_end(pilot: Pilot) -> None:
    session = session_of(HOTSEAT)
    sit(pilot, session)
    shown = to_the_end(pilot, attack_the_post(pilot))
    turns = len(session.game.setting.calendar)
    assert session.game.over
    assert session.turn == turns
    # The first curtain was lifted before; then each sits down alone once a turn, at the end for the film.
    assert shown.count("PlotScene") == 2 * turns
    assert shown.count("Curtain") == 2 * turns + 1
    assert shown.count("Film") == 2 * turns
    assert ("PlotScene", "PlotScene") not in pairwise(shown)
    fought = [order for entry in session.game.entries for side in entry.orders for order in side]
    assert {type(order) for order in fought} >= {Dig, Assault}


def test_one_player_against_a_staff_is_never_behind_a_curtain(pilot: Pilot) -> None:
    session = session_of(ALONE)
    sit(pilot, session)
    shown = to_the_end(pilot)
    assert "Curtain" not in shown
    assert shown.count("PlotScene") == shown.count("Film") == len(session.game.setting.calendar)
    assert any(isinstance(order, March) for entry in session.game.entries for order in entry.orders[1])


def test_two_staffs_are_watched_turn_by_turn(pilot: Pilot) -> None:
    session = session_of(WATCH)
    session.open = True
    scene = sit(pilot, session)
    assert scene.close.buttons[0].text == "Next turn"
    pilot.key(pygame.K_TAB, pygame.K_d)
    assert session.plots == ()
    assert to_the_end(pilot).count("Film") == session.turn


@pytest.fixture
def ended() -> Session:
    session = session_of(WATCH)
    while not session.game.over:
        for _step in (*session.think(), *session.resolve()):
            pass
    return session


def test_the_end_tells_level_score_and_reasons(
    pilot: Pilot, ended: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Over(desk_of(ended))
    with told(monkeypatch) as lines:
        pilot.open(scene, (1280, 800))
    words = [line for line, _rect in lines]
    score = int(ended.reckoning().score.total[0]) / 100
    assert scene.outcome.level.casefold() in [line.casefold() for line in words]
    assert any(f"{score:+.1f}" in line for line in words)
    assert sum(points for _label, points in scene.outcome.parts) == pytest.approx(score, abs=0.01)
    assert any("Bezymyannaya" in line for line in words)
    pilot.key(pygame.K_ESCAPE)
    assert isinstance(pilot.app.scene, Menu)


def test_the_way_to_the_menu_is_found_by_the_pointer_too(pilot: Pilot, ended: Session) -> None:
    scene = Over(desk_of(ended))
    pilot.open(scene, (1024, 640))
    pilot.click(scene.buttons[1].rect.center)
    assert isinstance(pilot.app.scene, Menu)


def test_the_end_leads_to_the_review_and_back(pilot: Pilot, ended: Session) -> None:
    scene = Over(desk_of(ended))
    pilot.open(scene, (1600, 900))
    pilot.key(pygame.K_r)
    assert isinstance(pilot.app.scene, Review)
    pilot.key(pygame.K_ESCAPE)
    assert isinstance(pilot.app.scene, Over)
