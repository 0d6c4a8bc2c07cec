"""Words of a panel that lead somewhere: a dotted line under them, and where they lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import NamedTuple

import pygame

from game.ui.kit.draw import Ui
from game.ui.kit.fonts import Color
from game.ui.kit.widgets import Panel

DOT = 2
"""Width in dp of the dots of the line, and of the gaps between them."""


class Span(NamedTuple):
    """Part of a line, and the key of where it leads."""

    start: int
    stop: int
    key: str


Finder = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a panel, in its own coordinates, that leads somewhere."""

    rect: pygame.Rect
    key: str


@dataclass(frozen=True)
class Pen(Ui):
    """Writes like the plain one, and marks the first place of each link of what it writes."""

    drawn: list[tuple[pygame.Surface, Link]] = field(default_factory=list, compare=False)

    @classmethod
    def of(cls, ui: Ui) -> Pen:
        """A pen of the same sizes and colors."""
        return cls(**{f.name: getattr(ui, f.name) for f in fields(ui)})

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
        """One line as the plain pen writes it, with its links marked."""
        place = Ui.text(self, target, text, at, role, size, color, width=width, align=align, spacing=spacing)
        if self.find is not None and not spacing:
            line = text if width is None else self.fitted(text, role, size, width)
            for span in self.find(line):
                if all(link.key != span.key for _surface, link in self.drawn):
                    self._mark(target, place, line, span, (role, size))
        return place

    def _mark(
        self, target: pygame.Surface, place: pygame.Rect, line: str, span: Span, letters: tuple[str, float]
    ) -> None:
        left = self.width(line[: span.start], *letters) if span.start else 0
        rect = pygame.Rect(place.left + left, place.top, 0, place.height)
        rect.width = self.width(line[span.start : span.stop], *letters)
        if not target.get_clip().contains(rect):
            return
        dot = self.dp(DOT)
        for x in range(rect.left, rect.right, 2 * dot):
            low = rect.bottom - self.dp(2)
            pygame.draw.line(target, self.theme.brass, (x, low), (min(x + dot, rect.right) - 1, low))
        self.drawn.append((target, Link(rect, span.key)))


class LinkPanel(Panel):
    """A panel whose words may lead somewhere."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.links: tuple[Link, ...] = ()

    def scrolled(self) -> int:
        """By how much what is painted apart is shifted up."""
        return 0

    def render(self, picture: pygame.Surface) -> None:
        """Paint with a pen that marks links, where any are looked for."""
        plain, self.links = self.ui, ()
        if plain.find is None:
            self.paint(picture)
            return
        self.ui = pen = Pen.of(plain)
        try:
            self.paint(picture)
        finally:
            self.ui = plain
        self.links = tuple(self._placed(pen, picture))

    def _placed(self, pen: Pen, picture: pygame.Surface) -> list[Link]:
        """Links that show, in the panel's coordinates."""
        whole = picture.get_rect()
        shift = self.scrolled()
        moved = [Link(k.rect if s is picture else k.rect.move(0, -shift), k.key) for s, k in pen.drawn]
        return [link for link in moved if whole.contains(link.rect)]

    def link_at(self, at: tuple[int, int]) -> Link | None:
        """The link at a place of the window."""
        here = self.inside(at)
        return next((link for link in self.links if self.shown and link.rect.collidepoint(here)), None)
