"""Drawing for panels: sizes in dp, lines of text with ellipsis, wrapped prose, boxes, headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pygame

from game.ui.kit import fonts
from game.ui.kit.fonts import Color
from game.ui.kit.theme import Theme

ELLIPSIS = "..."
WIDE_SCRIPT = 0x3000


@dataclass(frozen=True, slots=True)
class Ui:
    """How large and in which colors everything is drawn."""

    theme: Theme
    scale: float = 1.0
    text_scale: float = 1.0

    def dp(self, size: float) -> int:
        """Pixels of a size in dp."""
        return max(1, round(size * self.scale)) if size > 0 else round(size * self.scale)

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
        """One line at a place; cut with an ellipsis at `width`; `align` 0 left, 0.5 middle, 1 right of it."""
        px = self.px(size)
        line = text if width is None else self.fitted(text, role, size, width, spacing)
        picture = fonts.render(line, role, px, color or self.theme.text, spacing=spacing)
        x = at[0] - align * picture.get_width()
        return target.blit(picture, (round(x), round(at[1])))

    def fitted(self, text: str, role: str, size: float, width: float, spacing: float = 0.0) -> str:
        """The text, cut with an ellipsis to a width in pixels."""
        px = self.px(size)
        if fonts.measure(text, role, px, spacing=spacing)[0] <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = fonts.measure(text[:middle] + ELLIPSIS, role, px, spacing=spacing)[0] <= width
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
        drawn = self.text(target, text.upper(), at, "narrow-bold", 14, self.theme.brass, spacing=self.scale)
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
        return _wrapped(text, role, self.px(size), width)

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
        """Paragraphs inside a box; gives the y below the last line, drawn or not."""
        step = round(self.line_height(role, size) * leading)
        y = rect.top
        for line in self.wrapped(text, role, size, rect.width):
            if line and rect.top <= y and y + step <= rect.bottom + step // 2:
                self.text(target, line, (rect.left, y), role, size, color)
            y += step if line else step // 2
        return y


def _pieces(paragraph: str) -> Iterator[str]:
    """Words with the space after them; every wide character is a piece of its own."""
    piece = ""
    for char in paragraph:
        if ord(char) >= WIDE_SCRIPT:
            if piece:
                yield piece
            yield char
            piece = ""
        elif char == " ":
            yield piece + char
            piece = ""
        else:
            piece += char
    if piece:
        yield piece


@lru_cache(maxsize=512)
def _wrapped(text: str, role: str, px: float, width: int) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        lines += _paragraph(paragraph.strip(), role, px, width)
    return tuple(lines)


def _paragraph(paragraph: str, role: str, px: float, width: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(paragraph):
        if line and fonts.measure((line + piece).rstrip(), role, px)[0] > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while fonts.measure(line.rstrip(), role, px)[0] > width and len(line) > 1:
            cut = _longest(line, role, px, width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()]


def _longest(line: str, role: str, px: float, width: int) -> int:
    """How many characters of a word that is too long fit; at least one."""
    cut = len(line) - 1
    while cut > 1 and fonts.measure(line[:cut], role, px)[0] > width:
        cut -= 1
    return cut
