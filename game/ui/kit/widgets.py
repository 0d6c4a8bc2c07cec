"""Widgets: a panel with a cached picture, buttons, text fields, scrolling. Events go from the top down."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import pygame

from game.ui.kit.draw import Ui

WHEEL_STEP = 3
CURSOR_LEFT, CURSOR_RIGHT = pygame.K_LEFT, pygame.K_RIGHT


class Panel:
    """A rectangle of the window that keeps its picture until its key changes."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.hover: tuple[int, int] | None = None
        self.focused = False
        self._picture: pygame.Surface | None = None
        self._key: Hashable = None

    def place(self, rect: pygame.Rect) -> None:
        """Give the panel its place in the window."""
        if rect != self.rect:
            self.rect = rect.copy()
            self._picture = None

    def key(self) -> Hashable:
        """What the picture depends on; a change of it repaints."""
        raise NotImplementedError  # pragma: no cover

    def paint(self, target: pygame.Surface) -> None:
        """Paint the panel on a surface of its own size."""
        raise NotImplementedError  # pragma: no cover

    def draw(self, window: pygame.Surface) -> None:
        """Blit the panel, painting it anew only when its key has changed."""
        if self.rect.width <= 0 or self.rect.height <= 0:
            return
        key = (self.key(), self.focused, self.ui)
        if self._picture is None or key != self._key:
            self._picture = pygame.Surface(self.rect.size)
            self.paint(self._picture)
            self._key = key
        window.blit(self._picture, self.rect)

    def inside(self, at: tuple[int, int]) -> tuple[int, int]:
        """A place of the window as a place in the panel."""
        return at[0] - self.rect.left, at[1] - self.rect.top

    def handle(self, event: pygame.Event) -> bool:
        """Take an event; true when nobody else should."""
        return hasattr(event, "pos") and self.rect.collidepoint(event.pos)


@dataclass(slots=True)
class Button:
    """A word to click, in panel coordinates; `on` draws it pressed in."""

    text: str
    act: Callable[[], None]
    key_text: str = ""
    on: bool = False
    strong: bool = False
    rect: pygame.Rect = field(default_factory=lambda: pygame.Rect(0, 0, 0, 0))

    def draw(self, target: pygame.Surface, ui: Ui, hover: tuple[int, int] | None, size: float = 15) -> None:
        """Paint the button; the pointer over it lightens it."""
        theme, over = ui.theme, hover is not None and self.rect.collidepoint(hover)
        fill = theme.brass if self.strong else theme.pressed if self.on else theme.card
        edge = theme.brass if self.on or over else theme.line
        ui.box(target, self.rect, fill, edge)
        ink = theme.ink_on_brass if self.strong else theme.text if self.on or over else theme.muted
        role = "body-bold" if self.strong else "body"
        room = self.rect.width - ui.dp(12) - (ui.dp(26) if self.key_text else 0)
        height = ui.line_height(role, size)
        x = self.rect.left + ui.dp(10) if self.key_text else self.rect.centerx
        y = self.rect.centery - height // 2
        ui.text(target, self.text, (x, y), role, size, ink, width=room, align=0.0 if self.key_text else 0.5)
        if self.key_text:
            keycap(target, ui, self.key_text, (self.rect.right - ui.dp(8), self.rect.centery))


def keycap(target: pygame.Surface, ui: Ui, text: str, right_middle: tuple[int, int]) -> None:
    """A small cap with the key that does the same."""
    width = max(ui.dp(18), ui.width(text, "narrow-bold", 12) + ui.dp(8))
    rect = pygame.Rect(0, 0, width, ui.dp(18))
    rect.midright = right_middle
    ui.box(target, rect, ui.theme.bar, ui.theme.line, 3)
    y = rect.centery - ui.line_height("narrow-bold", 12) // 2
    ui.text(target, text, (rect.centerx, y), "narrow-bold", 12, ui.theme.text, align=0.5)


class ButtonPanel(Panel):
    """A panel that hands clicks to its buttons."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.buttons: list[Button] = []

    def handle(self, event: pygame.Event) -> bool:
        """Track the pointer and run the button that is clicked."""
        if event.type == pygame.MOUSEMOTION:
            at = self.inside(event.pos) if self.rect.collidepoint(event.pos) else None
            hit = next((b for b in self.buttons if at and b.rect.collidepoint(at)), None)
            self.hover = at if hit else None
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.rect.collidepoint(event.pos):
            at = self.inside(event.pos)
            for button in self.buttons:
                if button.rect.collidepoint(at):
                    button.act()
                    return True
        return super().handle(event)

    def hovered(self) -> int | None:
        """Index of the button below the pointer."""
        over = (i for i, b in enumerate(self.buttons) if self.hover and b.rect.collidepoint(self.hover))
        return next(over, None)

    def states(self) -> tuple[tuple[str, bool], ...]:
        """Words and states of the buttons, for the panel's key."""
        return tuple((b.text, b.on) for b in self.buttons)


@dataclass(slots=True)
class TextField:
    """One line of text to type into."""

    hint: str
    text: str = ""
    cursor: int = 0

    def type(self, event: pygame.Event) -> bool:
        """Take a typed text or an editing key; true when the text or cursor changed."""
        if event.type == pygame.TEXTINPUT:
            clean = "".join(c for c in event.text if c.isprintable())
            self.text = self.text[: self.cursor] + clean + self.text[self.cursor :]
            self.cursor += len(clean)
            return bool(clean)
        if event.type != pygame.KEYDOWN:
            return False
        return self._edit(event.key)

    def _edit(self, key: int) -> bool:
        if key == pygame.K_BACKSPACE and self.cursor:
            self.text = self.text[: self.cursor - 1] + self.text[self.cursor :]
            self.cursor -= 1
        elif key == pygame.K_DELETE:
            self.text = self.text[: self.cursor] + self.text[self.cursor + 1 :]
        elif key in (CURSOR_LEFT, CURSOR_RIGHT):
            self.cursor = min(len(self.text), max(0, self.cursor + (1 if key == CURSOR_RIGHT else -1)))
        elif key == pygame.K_HOME:
            self.cursor = 0
        elif key == pygame.K_END:
            self.cursor = len(self.text)
        else:
            return False
        return True

    def clear(self) -> None:
        """Empty the field."""
        self.text, self.cursor = "", 0

    def draw(self, target: pygame.Surface, ui: Ui, rect: pygame.Rect, focused: bool) -> None:
        """Paint the field with its hint or text and, when it has the focus, its cursor."""
        theme = ui.theme
        ui.box(target, rect, theme.bar, theme.brass if focused else theme.line)
        left, room = rect.left + ui.dp(28), rect.width - ui.dp(36)
        y = rect.centery - ui.line_height("body", 14) // 2
        center, radius = (rect.left + ui.dp(14), rect.centery - ui.dp(1)), ui.dp(5)
        pygame.draw.circle(target, theme.muted, center, radius, max(1, ui.dp(1.5)))
        tail = (center[0] + radius, center[1] + radius)
        end = (tail[0] + ui.dp(3), tail[1] + ui.dp(3))
        pygame.draw.line(target, theme.muted, tail, end, max(1, ui.dp(1.5)))
        role, ink = ("body", theme.text) if self.text else ("body-italic", theme.dim)
        ui.text(target, self.text or self.hint, (left, y), role, 14, ink, width=room)
        if focused:
            x = left + min(room, ui.width(self.text[: self.cursor], "body", 14))
            pygame.draw.line(target, theme.text, (x, rect.top + ui.dp(5)), (x, rect.bottom - ui.dp(5)))


@dataclass(slots=True)
class Scroll:
    """How far a list or text is scrolled, in pixels."""

    offset: int = 0
    full: int = 0
    shown: int = 0

    @property
    def most(self) -> int:
        """Largest offset."""
        return max(0, self.full - self.shown)

    def move(self, pixels: int) -> None:
        """Scroll by a distance, within the limits."""
        self.offset = min(self.most, max(0, self.offset + pixels))

    def show(self, top: int, bottom: int) -> None:
        """Scroll as little as is needed to show a stretch."""
        if top < self.offset:
            self.offset = top
        elif bottom > self.offset + self.shown:
            self.offset = bottom - self.shown
        self.move(0)

    def draw(self, target: pygame.Surface, ui: Ui, rect: pygame.Rect) -> None:
        """Paint the scroll bar at the right edge when there is more than is shown."""
        if self.most == 0 or self.full == 0:
            return
        track = pygame.Rect(rect.right - ui.dp(6), rect.top, ui.dp(4), rect.height)
        height = max(ui.dp(20), rect.height * self.shown // self.full)
        top = rect.top + (rect.height - height) * self.offset // self.most
        pygame.draw.rect(target, ui.theme.bar, track, border_radius=ui.dp(2))
        knob = pygame.Rect(track.left, top, track.width, height)
        pygame.draw.rect(target, ui.theme.line, knob, border_radius=ui.dp(2))
