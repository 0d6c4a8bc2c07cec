"""A line of text to type into; the part around the cursor stays in view."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui.kit.draw import Ui

SIZE = 14
LONGEST = 200
"""Characters that a field takes; more are left out."""


@dataclass(slots=True)
class TextField:
    """One line of text to type into; the hint shows while it is empty. `lens` marks one for searching."""

    hint: str
    text: str = ""
    cursor: int = 0
    lens: bool = True
    longest: int = LONGEST

    def type(self, event: pygame.Event) -> bool:
        """Take a typed text or an editing key; true when it was one."""
        if event.type == pygame.TEXTINPUT:
            return self._insert(event.text)
        return event.type == pygame.KEYDOWN and self._edit(event.key)

    def _insert(self, typed: str) -> bool:
        clean = "".join(c for c in typed if c.isprintable())[: self.longest - len(self.text)]
        self.text = self.text[: self.cursor] + clean + self.text[self.cursor :]
        self.cursor += len(clean)
        return bool(clean)

    def _edit(self, key: int) -> bool:
        if key == pygame.K_BACKSPACE:
            self.text = self.text[: max(0, self.cursor - 1)] + self.text[self.cursor :]
            self.cursor = max(0, self.cursor - 1)
        elif key == pygame.K_DELETE:
            self.text = self.text[: self.cursor] + self.text[self.cursor + 1 :]
        elif key == pygame.K_LEFT:
            self.cursor = max(0, self.cursor - 1)
        elif key == pygame.K_RIGHT:
            self.cursor = min(len(self.text), self.cursor + 1)
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

    def first(self, ui: Ui, room: int) -> int:
        """Index of the first character in view: the text moves left as far as the cursor needs."""
        start = 0
        while start < self.cursor and ui.width(self.text[start : self.cursor], "body", SIZE) > room:
            start += 1
        return start

    def draw(self, target: pygame.Surface, ui: Ui, rect: pygame.Rect, focused: bool) -> None:
        """Paint the field with its hint or text and, when it has the focus, its cursor."""
        theme = ui.theme
        ui.box(target, rect, theme.bar, theme.brass if focused else theme.line)
        pad = ui.dp(28 if self.lens else 8)
        if self.lens:
            _lens(target, ui, (rect.left + ui.dp(14), rect.centery - ui.dp(1)))
        left, room = rect.left + pad, max(0, rect.width - pad - ui.dp(8))
        y = rect.centery - ui.line_height("body", SIZE) // 2
        start = self.first(ui, room) if focused else 0
        if self.text:
            ui.text(target, self.text[start:], (left, y), "body", SIZE, theme.text, width=room)
        elif not focused:
            ui.text(target, self.hint, (left, y), "body-italic", SIZE, theme.muted, width=room)
        if focused:
            x = left + (ui.width(self.text[start : self.cursor], "body", SIZE) if self.cursor > start else 0)
            top, bottom = rect.top + ui.dp(5), rect.bottom - ui.dp(5)
            pygame.draw.line(target, theme.text, (x, top), (x, bottom), max(1, ui.dp(1)))


def _lens(target: pygame.Surface, ui: Ui, center: tuple[int, int]) -> None:
    """The magnifying glass that marks a field for searching."""
    radius, thick = ui.dp(5), max(1, ui.dp(1.5))
    pygame.draw.circle(target, ui.theme.muted, center, radius, thick)
    tail = (center[0] + radius - ui.dp(1), center[1] + radius - ui.dp(1))
    pygame.draw.line(target, ui.theme.muted, tail, (tail[0] + ui.dp(4), tail[1] + ui.dp(4)), thick)
