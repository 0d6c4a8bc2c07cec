"""Drawing for panels: sizes in dp, lines of text with ellipsis, wrapped prose, boxes, headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pygame

from game.ui.kit import fonts
from game.ui.kit.fonts import Color
from game.ui.kit.theme import Theme
from game.ui.kit.wrap import wrap

ELLIPSIS = "..."
SMALLEST_SCALE, LARGEST_SCALE = 0.8, 2.0


def fair(wishes: Sequence[int], room: int) -> list[int]:
    """Widths for words that want more than there is room: short ones keep theirs, others share the rest."""
    found, left = list(wishes), max(0, room)
    for n, k in enumerate(sorted(range(len(found)), key=lambda k: wishes[k])):
        found[k] = min(wishes[k], left // (len(found) - n))
        left -= found[k]
    return found


NARROW = {"body": "narrow", "body-bold": "narrow-bold"}
"""The narrow sister of a role."""


@dataclass(frozen=True, slots=True)
class Ui:
    """How large and in which colors everything is drawn; `find` finds words of a line that lead somewhere."""

    theme: Theme
    scale: float = 1.0
    text_scale: float = 1.0
    find: Callable[[str], Sequence[Any]] | None = None

    def resized(self, factor: float) -> Ui:
        """The same at another scale, 80 to 200 %."""
        scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, round(self.scale * factor, 2)))
        return replace(self, scale=scale)

    def dp(self, size: float) -> int:
        """Pixels of a size in dp."""
        return max(1, round(size * self.scale)) if size > 0 else round(size * self.scale)

    def row(self, size: float, role: str = "body", letters: float = 15) -> int:
        """Height of a row of so many dp, or as much as its letters need."""
        return max(self.dp(size), self.line_height(role, letters) + self.dp(2))

    def px(self, size: float) -> float:
        """Pixels of a type size in dp."""
        return size * self.scale * self.text_scale

    def text(
        self,
        target: pygame.Surface,
        text: str,
        at: tuple[float, float],
        role: str = "body",
        size: float = 15,
        color: Color | None = None,
        *,
        width: float | None = None,
        align: float = 0.0,
        spacing: float = 0.0,
    ) -> pygame.Rect:
        """One line at a place; cut with an ellipsis at `width`; `align` 0 left, 0.5 middle, 1 right of it.

        Gives the whole place of the line, also where the target's edge or clip hides a part of it.
        """
        px = self.px(size)
        line = text if width is None else self.fitted(text, role, size, width, spacing)
        picture = fonts.render(line, role, px, color or self.theme.text, spacing=spacing)
        place = picture.get_rect(topleft=(round(at[0] - align * picture.get_width()), round(at[1])))
        target.blit(picture, place)
        return place

    def fitted(self, text: str, role: str, size: float, width: float, spacing: float = 0.0) -> str:
        """The text, cut with an ellipsis to a width in pixels; empty where not even the ellipsis fits."""
        if fonts.measure(text, role, self.px(size), spacing=spacing)[0] <= width:
            return text
        return self.cut(text, role, size, width, spacing)

    def slim(self, text: str, role: str, size: float, width: float) -> str:
        """The role in which a text fits a width: its narrow sister where its own letters are too wide."""
        return role if self.width(text, role, size) <= width else NARROW.get(role, role)

    def cut(self, text: str, role: str, size: float, width: float, spacing: float = 0.0) -> str:
        """As much of the text as fits with an ellipsis after it; empty where not even that fits."""
        px = self.px(size)
        if fonts.measure(ELLIPSIS, role, px, spacing=spacing)[0] > width:
            return ""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            shown = text[:middle].rstrip() + ELLIPSIS
            fits = fonts.measure(shown, role, px, spacing=spacing)[0] <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + ELLIPSIS

    def line_height(self, role: str = "body", size: float = 15) -> int:
        """Height of a line of text."""
        return fonts.line_height(role, self.px(size))

    def width(self, text: str, role: str = "body", size: float = 15, spacing: float = 0.0) -> int:
        """Width of a line of text."""
        return fonts.measure(text, role, self.px(size), spacing=spacing)[0]

    def box(
        self,
        target: pygame.Surface,
        rect: pygame.Rect,
        fill: Color,
        edge: Color | None = None,
        radius: float = 4,
    ) -> None:
        """A rounded box with an edge."""
        pygame.draw.rect(target, fill, rect, border_radius=self.dp(radius))
        if edge is not None:
            pygame.draw.rect(target, edge, rect, max(1, self.dp(1)), border_radius=self.dp(radius))

    def heading(self, target: pygame.Surface, text: str, at: tuple[int, int], width: int) -> int:
        """A section head in letter-spaced brass capitals with a rule to the right; gives the y below it."""
        ink, apart = self.theme.brass, self.scale
        drawn = self.text(
            target, text.upper(), at, "narrow-bold", 14, ink, width=max(width, 1), spacing=apart
        )
        y = drawn.centery + 1
        left, right = drawn.right + self.dp(8), at[0] + width
        if right > left:
            pygame.draw.line(target, self.theme.line, (left, y), (right, y))
        return drawn.bottom + self.dp(6)

    def bar(
        self, target: pygame.Surface, rect: pygame.Rect, share: float, color: Color, back: Color | None = None
    ) -> None:
        """A strength bar."""
        pygame.draw.rect(target, back or self.theme.bar, rect, border_radius=self.dp(2))
        inner = rect.copy()
        inner.width = round(rect.width * min(1.0, max(0.0, share)))
        if inner.width > 0:
            pygame.draw.rect(target, color, inner, border_radius=self.dp(2))

    def wrapped(self, text: str, role: str, size: float, width: int) -> tuple[str, ...]:
        """The text as lines that fit a width: broken at spaces, between wide characters, in long words."""
        return wrap(text, role, self.px(size), width)

    def prose(
        self,
        target: pygame.Surface,
        text: str,
        rect: pygame.Rect,
        role: str = "body",
        size: float = 15,
        color: Color | None = None,
        leading: float = 1.25,
    ) -> int:
        """Paragraphs inside a box; gives the y below the last line, drawn or not.

        A line is drawn whole or not at all; the last one drawn ends with an ellipsis when more would follow.
        """
        step = round(self.line_height(role, size) * leading)
        lines = self.wrapped(text, role, size, rect.width)
        steps = [step if line else step // 2 for line in lines]
        tops = [rect.top + sum(steps[:i]) for i in range(len(lines))]
        floor = rect.bottom - self.line_height(role, size)
        drawn = [(line, y) for line, y in zip(lines, tops, strict=True) if y <= floor]
        more = any(line for line in lines[len(drawn) :])
        while drawn and not drawn[-1][0]:
            drawn.pop()
        for i, (line, y) in enumerate(drawn):
            last = more and i == len(drawn) - 1
            shown = self.cut(line, role, size, rect.width) if last else line
            self.text(target, shown, (rect.left, y), role, size, color)
        return rect.top + sum(steps)
