"""The window and its loop: leaving, idling, resizing, and the one sentence when no window can be opened."""

from __future__ import annotations

import os
import subprocess
import sys

import pygame
import pytest

from game.scenario.load import find_scenario
from game.ui import app as app_module
from game.ui import main
from game.ui.app import NO_SCREEN, SMALLEST, WRONG_PYGAME, App, NoScreenError, Scene, fitted
from game.ui.scenes.loading import Loading, Opening
from game.ui.scenes.menu import Menu
from game.ui.scenes.setup import Setup
from ui.pilot import Pilot


class Counting:
    """A scene that counts what is asked of it; `busy` says how many updates have something to draw."""

    def __init__(self, busy: int = 0, leave_at: int | None = None) -> None:
        self.events: list[int] = []
        self.drawn: list[tuple[int, int]] = []
        self.updates = 0
        self.busy, self.leave_at = busy, leave_at

    def handle(self, event: pygame.Event) -> Scene | None:
        self.events.append(event.type)
        return None if event.type == self.leave_at else self

    def update(self, seconds: float) -> bool:
        self.updates += 1
        return self.updates <= self.busy

    def draw(self, window: pygame.Surface) -> None:
        self.drawn.append(window.get_size())


def test_a_closed_window_ends_the_game(pilot: Pilot) -> None:
    scene = Counting()
    pilot.open(scene)
    pilot.frame()
    pilot.post(pygame.QUIT)
    pilot.post(pygame.KEYDOWN, key=pygame.K_a, mod=0)
    assert not pilot.frame()
    assert pilot.app.scene is None
    assert pygame.KEYDOWN not in scene.events
    assert not pilot.frame()


def test_a_scene_that_answers_nothing_ends_the_game(pilot: Pilot) -> None:
    scene = Counting(leave_at=pygame.KEYDOWN)
    pilot.open(scene)
    drawn = len(scene.drawn)
    pilot.key(pygame.K_ESCAPE)
    assert pilot.app.scene is None
    assert len(scene.drawn) == drawn


def test_nothing_is_drawn_while_nothing_happens(pilot: Pilot) -> None:
    scene = Counting()
    pilot.open(scene)
    pilot.frame()
    before = len(scene.drawn)
    assert [pilot.frame() for _ in range(20)] == [False] * 20
    assert len(scene.drawn) == before
    assert pilot.frame(0.0) is False
    assert pilot.app.frame(0.1, pygame.Event(pygame.NOEVENT)) is False
    pilot.move((10, 10))
    assert len(scene.drawn) == before + 1


def test_a_moving_scene_is_drawn_every_step(pilot: Pilot) -> None:
    scene = Counting(busy=3)
    pilot.open(scene)
    pygame.event.clear()
    drawn = len(scene.drawn)
    assert [pilot.frame() for _ in range(5)] == [True, True, True, False, False]
    assert len(scene.drawn) == drawn + 3


def test_the_waiting_event_is_handled_too(pilot: Pilot) -> None:
    scene = Counting()
    pilot.open(scene)
    pygame.event.clear()
    pilot.app.frame(0.1, pygame.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0))
    assert scene.events == [pygame.KEYDOWN]


def test_run_goes_on_until_the_scene_ends(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[int] = []

    def wait(milliseconds: int) -> pygame.Event:
        waits.append(milliseconds)
        kind = pygame.NOEVENT if len(waits) < 3 else pygame.QUIT
        return pygame.Event(kind)

    monkeypatch.setattr(pygame.event, "wait", wait)
    scene = Counting(busy=2)
    pygame.event.clear()
    pilot.app.run(scene)
    assert pilot.app.scene is None
    assert waits == [app_module.IDLE_MS] * 3
    assert len(scene.drawn) == 2


def test_a_resized_window_is_drawn_at_its_new_size(pilot: Pilot) -> None:
    scene = Counting()
    pilot.open(scene, (1280, 800))
    pilot.size((1024, 640))
    pilot.frame()
    assert scene.drawn[-1] == (1024, 640)
    assert pygame.VIDEORESIZE in scene.events


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (320, 200), (640, 120), (200, 900)])
@pytest.mark.parametrize("message", ["", "word " * 80])
def test_the_menu_draws_in_windows_of_any_size(pilot: Pilot, size: tuple[int, int], message: str) -> None:
    for scale in (0.8, 2.0):
        scene = Menu(pilot.app.ui.resized(scale), message)
        pilot.open(scene, size)
        pilot.key(pygame.K_DOWN, pygame.K_END)
        assert pilot.scene(Menu) is scene


@pytest.mark.parametrize("size", [(1, 1), (320, 200)])
def test_the_loading_bar_draws_in_windows_of_any_size(pilot: Pilot, size: tuple[int, int]) -> None:
    scene = Loading(pilot.app.ui, find_scenario("bezymyannaya"))
    pilot.open(scene, size)
    assert scene.drawn


def test_the_window_keeps_to_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fitted((5000, 4000)) == (5000, 4000)
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "x11")
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(1920, 1080)])
    assert fitted((5000, 4000)) == (1920, 1080)
    assert fitted((100, 100)) == SMALLEST
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", list)
    assert fitted((1600, 900)) == (1600, 900)


def test_the_other_pygame_is_told_from_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(pygame, "IS_CE")
    with pytest.raises(NoScreenError, match="pip uninstall pygame pygame-ce, then pip install pygame-ce"):
        App((1280, 800))
    assert main.play((1280, 800), False, None) == WRONG_PYGAME


def test_a_window_that_cannot_be_opened_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise pygame.error("No available video device")

    monkeypatch.setattr(pygame.display, "set_mode", refuse)
    assert main.play((1280, 800), False, None) == NO_SCREEN


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a screen is told by its variables on Linux")
def test_without_a_screen_the_command_says_what_works() -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    env = {key: value for key, value in os.environ.items() if key not in screens}
    command = [sys.executable, "-c", "from game.cli import main; main()", "play"]
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.strip() == NO_SCREEN


def test_play_opens_the_menu_or_a_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    scenes: list[Scene] = []
    monkeypatch.setattr(App, "run", lambda _self, scene: scenes.append(scene))
    monkeypatch.setattr(pygame, "quit", lambda: None)
    path = find_scenario("bezymyannaya")
    assert main.play((1280, 800), False, None) is None
    assert main.play((1280, 800), False, path) is None
    assert isinstance(scenes[0], Menu)
    assert main.play((1280, 800), False, path.with_name("a game.khasan")) is None
    assert isinstance(scenes[1], Setup)
    assert scenes[1].card.path == path
    assert isinstance(scenes[2], Opening)
