"""A studio for pictures of the game: the application with a player's hands and a camera, without a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pygame

from game.ui.app import App, Scene
from game.ui.scenes.curtain import Curtain
from game.ui.scenes.film import Film
from game.ui.shell import Shell

SIZE = (1920, 1080)


class Studio:
    """The application with a player's hands, and the camera."""

    def __init__(self, folder: Path, config: Path) -> None:
        self.folder = folder
        self.app = App(SIZE, shell=Shell(config / "settings.yaml"))

    def size(self, size: tuple[int, int]) -> None:
        """Make the window another size."""
        if pygame.display.get_window_size() != size:
            self.app.window = pygame.display.set_mode(size, pygame.RESIZABLE)
        self.post(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])
        self.frame()

    def post(self, kind: int, **values: Any) -> None:
        """Put an event into the queue."""
        pygame.event.post(pygame.Event(kind, **values))

    def frame(self, seconds: float = 1 / 60) -> None:
        """One step of the loop."""
        self.app.frame(seconds)

    def key(self, *keys: int, mod: int = 0) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.post(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0)
        self.frame()

    def point(self, at: tuple[int, int], click: int = 0) -> None:
        """Bring the pointer to a place, and click there."""
        self.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        if click:
            self.post(pygame.MOUSEBUTTONDOWN, pos=at, button=click)
            self.post(pygame.MOUSEBUTTONUP, pos=at, button=click)
        self.frame()

    def show(self, scene: Scene) -> None:
        """Begin with a scene."""
        pygame.event.clear()
        self.app.scene = scene
        self.point((5, 5))

    def until(self, kind: type, most: int = 4000) -> None:
        """Let time pass until a scene of a kind is on the screen."""
        for _ in range(most):
            if isinstance(self.app.scene, kind):
                self.frame()
                return
            if isinstance(self.app.scene, Film | Curtain) and kind not in (Film, Curtain):
                self.key(pygame.K_RETURN)
            self.frame()
        raise RuntimeError(f"no {kind.__name__} came; the scene is {type(self.app.scene).__name__}")

    def take(self, name: str) -> None:
        """Draw and keep a picture."""
        self.frame()
        assert self.app.scene is not None
        assert self.app.shell is not None
        self.app.shell.draw(self.app.window, self.app.scene)
        path = self.folder / f"{name}.jpg"
        pygame.image.save(self.app.window, str(path))
        print(f"{name}: {path.stat().st_size // 1024} KB")
