"""Room on the sheet: what is taken, what had better stay open, and the best free spot beside a sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pygame

from game.ui.sheet.field import F64
from game.ui.sheet.lettering import Print

GAP_PX = 2.0
HIDDEN = 1.6
"""Cost of hiding 12 pixels of a line, in steps down the list of spots."""


@dataclass(slots=True)
class Room:
    """What is taken: the picture's edges and rectangles in pixels of the whole sheet.

    `drawn` are points along roads, borders and shores, which a name may cover but better does not; they are
    kept from west to east, so that a question looks at few of them.
    """

    bounds: pygame.Rect
    taken: list[pygame.Rect] = field(default_factory=list)
    drawn: F64 = field(default_factory=lambda: np.empty((0, 2)))

    def __post_init__(self) -> None:
        self.drawn = self.drawn[np.argsort(self.drawn[:, 0], kind="stable")]

    def free(self, rect: pygame.Rect, but: Sequence[pygame.Rect] = ()) -> bool:
        """Whether a rectangle lies on the sheet and touches nothing."""
        clear = self.bounds.contains(rect) and rect.collidelist(self.taken) < 0
        return clear and (not but or rect.collidelist(list(but)) < 0)

    def covered(self, rect: pygame.Rect) -> int:
        """How many points of drawn lines a rectangle would hide."""
        first, last = np.searchsorted(self.drawn[:, 0], (rect.left, rect.right)).tolist()
        y = self.drawn[first:last, 1]
        return int(np.count_nonzero((y >= rect.top) & (y < rect.bottom)))

    def take(self, *rects: pygame.Rect) -> None:
        """Mark rectangles as taken."""
        self.taken += rects


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a picture of type, and how little it is liked: 0 is best."""

    rect: pygame.Rect
    cost: float

    @property
    def core(self) -> pygame.Rect:
        """The part that holds letters."""
        return core(self.rect)

    def print(self, picture: pygame.Surface) -> Print:
        """The picture at this spot."""
        return Print(picture, *self.rect.topleft)


def core(rect: pygame.Rect) -> pygame.Rect:
    """The part of a line's picture that holds letters: less above and below."""
    return rect.inflate(-4, -2 * max(1, min(3, round(rect.height * 0.1))))


def spots(
    room: Room,
    size: tuple[int, int],
    at: F64,
    half: float,
    rings: Sequence[float],
    but: Sequence[pygame.Rect] = (),
) -> list[Spot]:
    """Free spots for a picture, best first; `but` must stay free too.

    They lie round a sign of half width `half`; with `half` 0 the first lies on the place itself.
    """
    found = []
    corners = list(_corners(at, half, size, rings, but))
    if half == 0:
        corners.insert(0, (round(at[0] - size[0] / 2), round(at[1] - size[1] / 2)))
    for order, corner in enumerate(corners):
        rect = pygame.Rect(corner, size)
        if room.free(core(rect), but):
            found.append(Spot(rect, order + HIDDEN * room.covered(core(rect))))
    return sorted(found, key=lambda spot: spot.cost)


def _corners(
    at: F64, half: float, size: tuple[int, int], rings: Sequence[float], but: Sequence[pygame.Rect]
) -> Iterable[tuple[int, int]]:
    """Corners to try: right, behind what stands there, left, below, above, aslant, then farther out."""
    x, y = at.tolist()
    width, height = size
    for ring in rings:
        gap = half + GAP_PX + ring * height * 0.6
        right, left = round(x + gap), round(x - gap - width)
        yield right, round(y - height / 2)
        if ring == 0.0:
            yield from ((rect.right + 2, round(y - height * up)) for rect in but for up in (0.5, 0.8))
        yield left, round(y - height / 2)
        for shift in (0.0, 0.28, -0.28):
            middle = round(x - width / 2 + shift * width)
            yield middle, round(y + gap * 0.8)
            yield middle, round(y - gap * 0.8 - height)
        for up in (0.8, 0.2):
            yield right, round(y - up * height)
            yield left, round(y - up * height)
