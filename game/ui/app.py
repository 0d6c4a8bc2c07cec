"""The window and its loop: the scene takes events, answers with the scene that follows, and draws."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol, cast

import pygame

from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD

if TYPE_CHECKING:
    from game.ui.shell import Shell

SMALLEST, USUAL = (1024, 640), (1600, 900)
"""The least window, and the one that is opened unless another is wanted."""
IDLE_MS = 100
UNCOVERED = (
    pygame.VIDEOEXPOSE,
    pygame.VIDEORESIZE,
    pygame.WINDOWEXPOSED,
    pygame.WINDOWSHOWN,
    pygame.WINDOWRESTORED,
    pygame.WINDOWSIZECHANGED,
    pygame.WINDOWFOCUSGAINED,
)
"""Events after which the window may show something else than what was drawn."""
NO_SCREEN = (
    "khasan play: there is no screen to open a window on; without one these work: "
    "khasan list, check, schema, map, oob, simulate, info, replay, export, branch, thoughts, history, "
    "ladder, study, why"
)
WRONG_PYGAME = (
    "khasan play: this Python has pygame in the place of pygame-ce; repair it with: "
    "pip uninstall pygame pygame-ce, then pip install pygame-ce"
)


class Scene(Protocol):
    """What the loop asks of a scene."""

    def handle(self, event: pygame.Event) -> Scene | None:
        """Take an event; the scene that follows, or None to leave the game."""

    def update(self, seconds: float) -> bool:
        """Let time pass; true when something is to be drawn."""

    def draw(self, window: pygame.Surface) -> None:
        """Draw everything."""


class Mending(Protocol):
    """A scene that can draw only what has changed.

    `partial` tells it that the window is as it left it; `dirty` are the places that it drew, None for all.
    """

    partial: bool
    dirty: list[pygame.Rect] | None


class NoScreenError(Exception):
    """No window can be opened; the text says what to do."""


class App:
    """The window and the scene in it; a shell brings the player's settings, keys and sounds to the scenes."""

    def __init__(self, size: tuple[int, int], full_screen: bool = False, shell: Shell | None = None) -> None:
        if not getattr(pygame, "IS_CE", 0):
            raise NoScreenError(WRONG_PYGAME)
        self.size, self.shell = size, shell
        self.window = open_window(size, full_screen)
        self.ui = shell.ui if shell is not None else Ui(STANDARD)
        if shell is not None:
            shell.screen = self.reopen
        self.scene: Scene | None = None
        self.clock = pygame.time.Clock()
        self._drawn: Scene | None = None

    def run(self, scene: Scene) -> None:
        """Go on until a scene answers with None."""
        self.scene = scene
        busy = True
        while self.scene is not None:
            first = None if busy else pygame.event.wait(IDLE_MS)
            busy = self.frame(self.clock.tick(60) / 1000, first)

    def frame(self, seconds: float, first: pygame.Event | None = None) -> bool:
        """One step: events, time, drawing; true when something changed."""
        events = [first] if first is not None and first.type != pygame.NOEVENT else []
        changed = False
        for event in (*events, *pygame.event.get()):
            if event.type == pygame.QUIT:
                self.scene = None
            if event.type in UNCOVERED:
                self._drawn = None
            if self.scene is None:
                return False
            self.scene = (self.shell or _BARE).handle(event, self.scene)
            changed = True
        if self.scene is None:
            return False
        if (self.shell or _BARE).update(seconds, self.scene) or changed:
            self.window = pygame.display.get_surface() or self.window
            self._draw(self.window, self.scene)
            return True
        return False

    def _draw(self, window: pygame.Surface, scene: Scene) -> None:
        """Let a scene draw; one that can mend its own picture shows only the places that it has mended."""
        alone = self.shell is None or not self.shell.over
        mending = cast(Mending, scene) if hasattr(scene, "partial") else None
        if mending is not None:
            mending.partial = alone and self._drawn is scene
        (self.shell or _BARE).draw(window, scene)
        self._drawn = scene if alone else None
        if mending is None or mending.dirty is None:
            pygame.display.flip()
        else:
            pygame.display.update(mending.dirty)
        if mending is not None:
            mending.partial = False

    def reopen(self, full_screen: bool) -> None:
        """Open the window anew, over the whole screen or not."""
        self._drawn = None
        self.window = open_window(self.size, full_screen)


class _Bare:
    """No shell: a scene has every event, and is all there is."""

    def handle(self, event: pygame.Event, scene: Scene) -> Scene | None:
        return scene.handle(event)

    def update(self, seconds: float, scene: Scene) -> bool:
        return scene.update(seconds)

    def draw(self, window: pygame.Surface, scene: Scene) -> None:
        scene.draw(window)


_BARE = _Bare()


def _blind() -> bool:
    """Whether there is no screen at all, which Linux tells by its variables."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    return sys.platform.startswith("linux") and not any(os.environ.get(key) for key in screens)


def open_window(size: tuple[int, int], full_screen: bool) -> pygame.Surface:
    """Open the window; raises `NoScreenError` with one sentence where there is no screen."""
    if sys.platform.startswith("linux"):
        # Without a graphics card the accelerated path copies every picture twice; the plain one is faster.
        os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    if _blind():
        raise NoScreenError(NO_SCREEN)
    try:
        pygame.display.init()
        pygame.font.init()
        flags = pygame.FULLSCREEN if full_screen else pygame.RESIZABLE
        wanted = (0, 0) if full_screen else fitted(size)
        window = pygame.display.set_mode(wanted, flags)
    except pygame.error:
        raise NoScreenError(NO_SCREEN) from None
    pygame.display.set_caption("Khasan 1938")
    if not full_screen and pygame.display.get_driver() != "dummy":
        frame = pygame.Window.from_display_module()
        frame.minimum_size = tuple(min(a, b) for a, b in zip(SMALLEST, window.get_size(), strict=True))
    return window


def desktop() -> tuple[int, int] | None:
    """Pixels of the first screen; None where there is none that anybody looks at."""
    if _blind() or not getattr(pygame, "IS_CE", 0):
        return None
    try:
        pygame.display.init()
        sizes = pygame.display.get_desktop_sizes()
    except pygame.error:
        return None
    return None if pygame.display.get_driver() == "dummy" else next(iter(sizes), None)


def opened(size: tuple[int, int] | None, full_screen: bool, shell: Shell) -> App:
    """The application as the player has set it up, in a window of his size or one that suits the screen."""
    screen = desktop()
    if screen is not None:
        shell.propose(screen)
    scale = shell.settings.scale / 100
    usual = round(USUAL[0] * scale), round(USUAL[1] * scale)
    return App(size or usual, full_screen or shell.settings.full_screen, shell)


def fitted(size: tuple[int, int]) -> tuple[int, int]:
    """A window no larger than the desktop and no smaller than the layout needs."""
    if pygame.display.get_driver() == "dummy":
        # Nobody looks at this screen and it has no size of its own.
        return size
    desktop = next(iter(pygame.display.get_desktop_sizes()), size)
    return tuple(max(low, min(wish, most)) for wish, most, low in zip(size, desktop, SMALLEST, strict=True))  # type: ignore[return-value]
