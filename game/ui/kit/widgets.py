"""Widgets: a panel with a cached picture, buttons, scrolling. Events go from the top down."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

import pygame

from game.ui.kit.draw import Ui
from game.ui.kit.textfield import TextField

__all__ = [
    "PRESS",
    "Button",
    "ButtonPanel",
    "Panel",
    "Scroll",
    "TextField",
    "deliver",
    "keycap",
    "released",
    "ring",
]

RING = 2
"""Width in dp of the ring around what has the keyboard."""
TRACK = 10
"""Width in dp at the right edge where a press takes hold of the scroll bar."""
CAP_SPACING = 0.5
"""Letter spacing in dp on caps, whose small bold letters would touch."""
_KEYS = (pygame.KEYDOWN, pygame.TEXTINPUT)
PRESS = (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE)


class Panel(ABC):
    """A rectangle of the window that keeps its picture until its key changes."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.hover: tuple[int, int] | None = None
        self.focused = False
        self.pointed = False
        self._picture: pygame.Surface | None = None
        self._key: Hashable = None

    @property
    def shown(self) -> bool:
        """Whether the panel has any room in the window."""
        return self.rect.width > 0 and self.rect.height > 0

    def place(self, rect: pygame.Rect) -> None:
        """Give the panel its place in the window."""
        if rect != self.rect:
            self.rect = rect.copy()
            self._picture = None

    @abstractmethod
    def key(self) -> Hashable:
        """What the picture depends on; a change of it repaints."""

    @abstractmethod
    def paint(self, target: pygame.Surface) -> None:
        """Paint the panel on a surface of its own size."""

    def render(self, picture: pygame.Surface) -> None:
        """Paint the picture that is kept."""
        self.paint(picture)

    def draw(self, window: pygame.Surface) -> None:
        """Blit the panel, painting it anew only when its key has changed; a ring when it has the keyboard."""
        if not self.shown:
            return
        key = self._looks()
        if self._picture is None or key != self._key:
            self._picture = pygame.Surface(self.rect.size)
            self.render(self._picture)
            self._key = key
        window.blit(self._picture, self.rect)
        if self.focused:
            ring(window, self.ui, self.rect)

    def stale(self) -> bool:
        """Whether the panel looks other than when it was drawn last."""
        return self.shown and (self._picture is None or self._looks() != self._key)

    def _looks(self) -> Hashable:
        return (self.key(), self.focused, self.ui)

    def inside(self, at: tuple[int, int]) -> tuple[int, int]:
        """A place of the window as a place in the panel."""
        return at[0] - self.rect.left, at[1] - self.rect.top

    def handle(self, event: pygame.Event) -> bool:
        """Take an event; true when nobody else should. The wheel belongs to what is below the pointer."""
        if event.type == pygame.MOUSEWHEEL:
            return self.pointed and self.shown
        here = hasattr(event, "pos") and self.rect.collidepoint(event.pos)
        if event.type == pygame.MOUSEMOTION:
            self.pointed = here
        return here

    def elsewhere(self) -> None:
        """The pointer was pressed outside this panel: it forgets what was held."""
        self.hover = None


def released(event: pygame.Event) -> bool:
    """Whether the pointer was let go, or had been: a window without the focus is not told of it."""
    return event.type == pygame.MOUSEBUTTONUP or (event.type == pygame.MOUSEMOTION and not any(event.buttons))


def deliver(panels: Sequence[Panel], event: pygame.Event) -> bool:
    """Hand an event to panels, the topmost first; true when one took it.

    A press, a wheel or a key ends with the first that takes it. Movement and release reach all of them,
    so that none is left lit or dragging.
    """
    if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
        taken = [panel.handle(event) for panel in panels]
        return any(taken)
    # What is written goes into the field that is open, whoever else has the keyboard.
    first = [panel for panel in panels if event.type in _KEYS and getattr(panel, "typing", False)]
    taker = next((panel for panel in (*first, *panels) if panel.handle(event)), None)
    if event.type == pygame.MOUSEBUTTONDOWN:
        for panel in panels:
            if panel is not taker:
                panel.elsewhere()
    return taker is not None


def ring(target: pygame.Surface, ui: Ui, rect: pygame.Rect) -> None:
    """The ring around what has the keyboard, inside the edge."""
    pygame.draw.rect(target, ui.theme.selection, rect, max(RING, ui.dp(RING)))


@dataclass(slots=True)
class Button:
    """A word to click, in panel coordinates; `on` draws it pressed in.

    `key_text` is what stands on the cap of its key, `key_of` who knows it: a player may change his keys.
    """

    text: str
    act: Callable[[], None]
    key_text: str = ""
    on: bool = False
    strong: bool = False
    rect: pygame.Rect = field(default_factory=lambda: pygame.Rect(0, 0, 0, 0))
    key_of: Callable[[], str] | None = None

    def cap(self) -> str:
        """What stands on the cap of its key now."""
        if self.key_of is not None:
            self.key_text = self.key_of()
        return self.key_text

    def draw(
        self,
        target: pygame.Surface,
        ui: Ui,
        hover: tuple[int, int] | None,
        size: float = 15,
        focused: bool = False,
    ) -> None:
        """Paint the button; the pointer over it lightens it, the keyboard rings it."""
        theme, over = ui.theme, hover is not None and self.rect.collidepoint(hover)
        fill = theme.brass if self.strong else theme.pressed if self.on else theme.card
        ui.box(target, self.rect, fill, theme.brass if self.on or over else theme.line)
        ink = theme.ink_on_brass if self.strong else theme.text if self.on or over else theme.muted
        role = "body-bold" if self.strong else "body"
        cap_text = self.cap()
        pad = ui.dp(8 if cap_text else 4)
        room = self.rect.width - 2 * pad
        if cap_text:
            cap = keycap_width(ui, cap_text)
            role = ui.slim(self.text, role, size, room - cap - ui.dp(6))
            if ui.width(self.text, role, size) + ui.dp(6) + cap <= room:
                keycap(target, ui, cap_text, (self.rect.right - pad, self.rect.centery))
                self._word(target, ui, role, size, ink, pad, room - cap - ui.dp(6))
                room = 0
        if room > 0:
            self._word(target, ui, ui.slim(self.text, role, size, room), size, ink, None, room)
        if focused:
            ring(target, ui, self.rect)

    def _word(
        self,
        target: pygame.Surface,
        ui: Ui,
        role: str,
        size: float,
        ink: tuple[int, int, int],
        left: int | None,
        room: int,
    ) -> None:
        """The word at the left edge, or in the middle where `left` is none."""
        y = self.rect.centery - ui.line_height(role, size) // 2
        x, align = (self.rect.centerx, 0.5) if left is None else (self.rect.left + left, 0.0)
        ui.text(target, self.text, (x, y), role, size, ink, width=room, align=align)


def keycap_width(ui: Ui, text: str) -> int:
    """Width of a key's cap."""
    return max(ui.dp(18), ui.width(text, "narrow-bold", 12, CAP_SPACING * ui.scale) + ui.dp(8))


def keycap(target: pygame.Surface, ui: Ui, text: str, right_middle: tuple[int, int]) -> None:
    """A small cap with the key that does the same."""
    rect = pygame.Rect(0, 0, keycap_width(ui, text), max(ui.dp(18), ui.line_height("narrow-bold", 12)))
    rect.midright = right_middle
    ui.box(target, rect, ui.theme.bar, ui.theme.line, 3)
    y = rect.centery - ui.line_height("narrow-bold", 12) // 2
    spacing = CAP_SPACING * ui.scale
    ui.text(target, text, (rect.centerx, y), "narrow-bold", 12, ui.theme.text, align=0.5, spacing=spacing)


class ButtonPanel(Panel):
    """A panel that hands clicks and keys to its buttons."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.buttons: list[Button] = []
        self.at = 0

    def _looks(self) -> Hashable:
        """As of every panel, with the caps of the keys."""
        return (super()._looks(), *(button.cap() for button in self.buttons))

    def handle(self, event: pygame.Event) -> bool:
        """Track the pointer and run the button that is clicked."""
        if event.type == pygame.MOUSEMOTION:
            at = self.inside(event.pos) if self.rect.collidepoint(event.pos) else None
            hit = next((b for b in self.buttons if at and b.rect.collidepoint(at)), None)
            self.hover = at if hit else None
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.rect.collidepoint(event.pos):
            at = self.inside(event.pos)
            for i, button in enumerate(self.buttons):
                if button.rect.collidepoint(at):
                    self.at = i
                    button.act()
                    return True
        return super().handle(event)

    def walk(self, key: int) -> bool:
        """Left and right go from button to button, Enter or Space presses; true when it was such a key."""
        if not self.buttons:
            return False
        if key in (pygame.K_LEFT, pygame.K_RIGHT):
            self.at = (self.at + (1 if key == pygame.K_RIGHT else -1)) % len(self.buttons)
        elif key in PRESS:
            self.buttons[self.at % len(self.buttons)].act()
        else:
            return False
        return True

    def hovered(self) -> int | None:
        """Index of the button below the pointer."""
        over = (i for i, b in enumerate(self.buttons) if self.hover and b.rect.collidepoint(self.hover))
        return next(over, None)

    def states(self) -> tuple[tuple[str, bool], ...]:
        """Words and states of the buttons, for the panel's key."""
        return tuple((b.text, b.on) for b in self.buttons)


@dataclass(slots=True)
class Scroll:
    """How far a list or text is scrolled, in pixels."""

    offset: int = 0
    full: int = 0
    shown: int = 0
    held: bool = False

    @property
    def most(self) -> int:
        """Largest offset."""
        return max(0, self.full - self.shown)

    def measure(self, full: int, shown: int) -> None:
        """Say how much there is and how much of it is in view; keeps the offset within the limits."""
        self.full, self.shown = full, max(0, shown)
        self.move(0)

    def move(self, pixels: int) -> None:
        """Scroll by a distance, within the limits."""
        self.offset = min(self.most, max(0, self.offset + pixels))

    def show(self, top: int, bottom: int) -> None:
        """Scroll as little as is needed to show a stretch; the top of one that is too long."""
        if bottom > self.offset + self.shown:
            self.offset = bottom - self.shown
        self.offset = min(self.offset, top)
        self.move(0)

    def knob(self, rect: pygame.Rect, ui: Ui) -> pygame.Rect | None:
        """Where the knob lies in a track at the right edge of a rectangle; None when all is in view."""
        if self.most == 0:
            return None
        height = min(rect.height, max(ui.dp(20), rect.height * self.shown // self.full))
        top = rect.top + (rect.height - height) * self.offset // self.most
        return pygame.Rect(rect.right - ui.dp(6), top, ui.dp(4), height)

    def handle(self, event: pygame.Event, at: tuple[int, int], rect: pygame.Rect, ui: Ui) -> bool:
        """Drag the knob: `at` is the event's place in the coordinates of `rect`; true while it is held."""
        track = pygame.Rect(rect.right - ui.dp(TRACK), rect.top, ui.dp(TRACK), rect.height)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self.held = self.most > 0 and track.collidepoint(at)
        elif released(event):
            self.held = False
        if self.held:
            self._bring(at[1], rect, ui)
        return self.held

    def _bring(self, y: int, rect: pygame.Rect, ui: Ui) -> None:
        """Bring the middle of the knob to a height in the track."""
        knob = self.knob(rect, ui)
        if knob is not None and rect.height > knob.height:
            share = (y - rect.top - knob.height / 2) / (rect.height - knob.height)
            self.offset = round(min(1.0, max(0.0, share)) * self.most)

    def draw(self, target: pygame.Surface, ui: Ui, rect: pygame.Rect) -> None:
        """Paint the scroll bar at the right edge when there is more than is shown."""
        knob = self.knob(rect, ui)
        if knob is not None:
            track = pygame.Rect(knob.left, rect.top, knob.width, rect.height)
            pygame.draw.rect(target, ui.theme.bar, track, border_radius=ui.dp(2))
            pygame.draw.rect(target, ui.theme.line, knob, border_radius=ui.dp(2))
