"""Where a tip lies: inside the window, beside what it speaks of, off what must stay in sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pygame

GAP = 8
"""Pixels between a tip and what it speaks of."""


def place_tip(
    size: tuple[int, int], room: pygame.Rect, about: pygame.Rect, clear: Sequence[pygame.Rect] = ()
) -> pygame.Rect:
    """The place of a tip of a size.

    Parameters
    ----------
    size : (int, int)
        Width and height; cut to the room where it is larger.
    room : Rect
        Where the tip must stay.
    about : Rect
        What it speaks of: never covered while there is room on any side of it.
    clear : sequence of Rect
        What else is kept clear as far as that goes.

    Returns
    -------
    Rect
        Right and below first, then the other corners and sides, then those of the place together with what
        lies close to it; the one that covers least.
    """
    fits = (min(size[0], room.width), min(size[1], room.height))
    best, least = pygame.Rect(room.topleft, fits), None
    near = [about.union(other) for other in clear if other.colliderect(about.inflate(4 * GAP, 4 * GAP))]
    for corner in (corner for one in (about, *near) for corner in _corners(fits, one)):
        tip = pygame.Rect(corner, fits).clamp(room)
        cost = (_area(tip, about), sum(_area(tip, other) for other in clear))
        if cost == (0, 0):
            return tip
        if least is None or cost < least:
            best, least = tip, cost
    return best


def _corners(size: tuple[int, int], about: pygame.Rect) -> Iterator[tuple[int, int]]:
    """Upper left corners to try."""
    wide, high = size
    right, left = about.right + GAP, about.left - GAP - wide
    below, above = about.bottom + GAP, about.top - GAP - high
    yield from ((right, below), (left, below), (right, above), (left, above))
    yield from ((right, about.centery - high // 2), (left, about.centery - high // 2))
    yield from ((about.centerx - wide // 2, below), (about.centerx - wide // 2, above))


def _area(one: pygame.Rect, other: pygame.Rect) -> int:
    both = one.clip(other)
    return both.width * both.height
