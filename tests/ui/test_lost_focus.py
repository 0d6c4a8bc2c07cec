"""A window that loses the focus or the pointer: nothing sticks, nothing is ordered, nothing is missed."""

from __future__ import annotations

import pygame
import pytest
from film_field import fight

from game.ui.scenes.film import Film
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from ui.pilot import At, Pilot, plain_terrain, ui
from ui.seats import ALONE, session_of, sit

FREE, LEFT, RIGHT = (0, 0, 0), (1, 0, 0), (0, 0, 1)


@pytest.fixture
def film(pilot: Pilot) -> Film:
    world, game = fight()
    session = Session(world.start, game, ["greedy", "greedy"])
    scene = Film(ui(), plain_terrain(spec_of(world.start)), session, 0, lambda: None)
    pilot.open(scene, (1600, 900))
    return scene


def press(pilot: Pilot, at: At, button: int) -> None:
    """Press and do not let go."""
    pilot.move(at)
    pilot.post(pygame.MOUSEBUTTONDOWN, pos=at, button=button)
    pilot.frame()


def lose(pilot: Pilot) -> None:
    """The focus goes, and what is let go meanwhile is never told."""
    pilot.post(pygame.WINDOWFOCUSLOST)
    pilot.frame()
    pilot.post(pygame.WINDOWFOCUSGAINED)
    pilot.frame()


def test_the_map_is_not_dragged_by_a_button_that_nobody_holds(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(ALONE))
    x, y = scene.camera.view.center
    press(pilot, (x, y), 3)
    pilot.move((x + 30, y), (30, 0), RIGHT)
    there = scene.camera.corner()
    lose(pilot)
    pilot.move((x + 200, y + 90), (170, 90), FREE)
    assert scene.camera.corner() == there
    assert not scene.dragging
    assert scene.table.hovered is not None


def test_a_button_held_when_the_focus_goes_opens_no_menu_and_gives_no_order(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(ALONE))
    scene.table.step(1)
    scene.go(scene.table.selected)
    x, y = scene.camera.view.center
    press(pilot, (x + 90, y), 3)
    lose(pilot)
    pilot.frame(2.0)
    assert scene.menu is None
    pilot.move((x + 91, y), (1, 0), FREE)
    pilot.post(pygame.MOUSEBUTTONUP, pos=(x + 91, y), button=3)
    pilot.frame()
    assert scene.session.plots == ()


def test_the_film_is_not_dragged_by_its_bar_or_its_map(pilot: Pilot, film: Film) -> None:
    track = film.bar._track().move(film.bar.rect.topleft)
    press(pilot, track.center, 1)
    at = film.player.at
    lose(pilot)
    pilot.move((track.left + 5, track.centery), (-9, 0), FREE)
    assert film.player.at == at
    x, y = film.camera.view.center
    press(pilot, (x, y), 3)
    there = film.camera.corner()
    lose(pilot)
    pilot.move((x + 200, y), (200, 0), FREE)
    assert film.camera.corner() == there


def test_the_small_map_is_let_go(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(ALONE, "offensive"))
    frame = scene.mini.frame().move(scene.mini.rect.topleft)
    press(pilot, frame.center, 1)
    there = scene.camera.corner()
    lose(pilot)
    pilot.move((frame.left + 3, frame.top + 3), (-9, -9), FREE)
    assert scene.camera.corner() == there


def test_a_film_goes_on_beside_another_window_and_stops_in_the_dock(pilot: Pilot, film: Film) -> None:
    film.player.playing = True
    pilot.post(pygame.KEYDOWN, key=pygame.K_LSHIFT, mod=0, unicode="", scancode=0)
    pilot.frame()
    assert film.player.rushing
    lose(pilot)
    assert film.player.playing
    assert not film.player.rushing
    pilot.post(pygame.WINDOWMINIMIZED)
    pilot.frame()
    assert not film.player.playing
