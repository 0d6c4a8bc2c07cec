"""Driving a scene as a player would, with posted events and exact time: nothing sleeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

import pygame
import pytest

from game.scenario.build import Start
from game.ui.app import App, Scene
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.layers.terrain import TerrainLayer
from game.ui.scenes.sheet import SheetScene
from game.ui.sheet.lettering import Print
from game.ui.sheet.survey import SheetSpec
from game.ui.sheetspec import spec_of
from game.ui.table import Table

S = TypeVar("S")
At = tuple[int, int]
TICK = 1 / 60


class PlainTerrain(TerrainLayer):
    """A sheet of one color, at once: what is on it is tested elsewhere."""

    def _made(self, step: int, shown: set[str], *_: object) -> pygame.Surface:
        scale = self.camera(step).scale
        sheet = pygame.Surface((round(self.spec.width_m * scale), round(self.spec.height_m * scale)))
        sheet.fill((233, 218, 182) if "relief" in shown else (250, 245, 230))
        return sheet

    def _placed(self, *_: object) -> tuple[Print, ...]:
        return ()


@lru_cache(maxsize=2)
def plain_terrain(spec: SheetSpec) -> PlainTerrain:
    """A plain sheet without ground or places; shared, because its larger pictures take their time."""
    terrain = PlainTerrain.__new__(PlainTerrain)
    TerrainLayer.__init__(terrain, None, spec, ())  # type: ignore[arg-type]
    return terrain


class Pilot:
    """A player's hands on an application."""

    def __init__(self, app: App) -> None:
        self.app = app

    def open(self, scene: Scene, size: At = (1280, 800)) -> None:
        """Show a scene in a window of a size, with an empty queue of events."""
        self.size(size)
        pygame.event.clear()
        self.app.scene = scene
        scene.draw(self.app.window)

    def size(self, size: At) -> None:
        """Make the window another size and tell the scene so."""
        if pygame.display.get_window_size() != size:
            self.app.window = pygame.display.set_mode(size, pygame.RESIZABLE)
        self.post(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])

    def post(self, kind: int, **values: Any) -> None:
        """Put an event into the queue."""
        pygame.event.post(pygame.Event(kind, **values))

    def frame(self, seconds: float = TICK) -> bool:
        """One step of the loop."""
        return self.app.frame(seconds)

    def move(self, at: At, rel: At = (0, 0), buttons: tuple[int, int, int] = (0, 0, 0)) -> None:
        """Bring the pointer to a place."""
        self.post(pygame.MOUSEMOTION, pos=at, rel=rel, buttons=buttons)
        self.frame()

    def click(self, at: At, button: int = 1) -> None:
        """Press and let go at a place."""
        self.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        self.post(pygame.MOUSEBUTTONDOWN, pos=at, button=button)
        self.post(pygame.MOUSEBUTTONUP, pos=at, button=button)
        self.frame()

    def drag(self, start: At, stop: At, button: int = 1) -> None:
        """Press at one place, move in two steps, let go at another."""
        half = ((start[0] + stop[0]) // 2, (start[1] + stop[1]) // 2)
        held = (int(button == 1), int(button == 2), int(button == 3))
        self.post(pygame.MOUSEMOTION, pos=start, rel=(0, 0), buttons=(0, 0, 0))
        self.post(pygame.MOUSEBUTTONDOWN, pos=start, button=button)
        for a, b in ((start, half), (half, stop)):
            self.post(pygame.MOUSEMOTION, pos=b, rel=(b[0] - a[0], b[1] - a[1]), buttons=held)
        self.post(pygame.MOUSEBUTTONUP, pos=stop, button=button)
        self.frame()

    def wheel(self, y: int, at: At | None = None) -> None:
        """Turn the wheel, with the buttons 4 and 5 that the library sends beside it."""
        if at is not None:
            self.move(at)
        place = at or (0, 0)
        button = 4 if y > 0 else 5
        self.post(pygame.MOUSEBUTTONDOWN, pos=place, button=button)
        self.post(pygame.MOUSEWHEEL, x=0, y=y, flipped=False)
        self.post(pygame.MOUSEBUTTONUP, pos=place, button=button)
        self.frame()

    def key(self, *keys: int, mod: int = 0, unicode: str = "") -> None:
        """Press and let go keys, one after the other."""
        for key in keys:
            self.post(pygame.KEYDOWN, key=key, mod=mod, unicode=unicode, scancode=0)
            self.post(pygame.KEYUP, key=key, mod=mod, unicode=unicode, scancode=0)
        self.frame()

    def write(self, text: str) -> None:
        """Type a text: a key and the text it makes for each character."""
        for char in text:
            code = ord(char.lower()) if ord(char) < 128 else 0
            self.post(pygame.KEYDOWN, key=code, mod=0, unicode=char, scancode=0)
            self.post(pygame.TEXTINPUT, text=char)
        self.frame()

    def scene(self, kind: type[S]) -> S:
        """The scene that is shown, which must be of a kind."""
        scene: object = self.app.scene
        assert isinstance(scene, kind)
        return scene


def ui(scale: float = 1.0) -> Ui:
    """The interface at a scale."""
    return Ui(STANDARD, scale)


@contextmanager
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, pygame.Rect]]]:
    """Every line of text painted meanwhile, with its place on the surface it went to."""
    lines: list[tuple[str, pygame.Rect]] = []
    real = Ui.text

    def spy(self: Ui, target: pygame.Surface, text: str, *values: object, **named: object) -> pygame.Rect:
        drawn = real(self, target, text, *values, **named)  # type: ignore[arg-type]
        lines.append((text, drawn))
        return drawn

    with monkeypatch.context() as patch:
        patch.setattr(Ui, "text", spy)
        yield lines


def scene_of(start: Start) -> SheetScene:
    """The map table of a scenario over a plain sheet."""
    small = pygame.Surface((140, 120))
    return SheetScene(ui(), Table(start), plain_terrain(spec_of(start)), small)
