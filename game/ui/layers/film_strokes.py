"""Strokes that the effects of a film have in common: sparks, arrows, rings."""

from __future__ import annotations

from math import cos, pi, sin

import pygame

from game.ui.kit.theme import Rgb

At = tuple[int, int]
PAPER, FLASH = (250, 240, 214), (236, 176, 72)
"""Edge of every stroke, so that it stands out from the sheet; the color of a muzzle's flash."""


def between(a: At, b: At, share: float) -> At:
    """The place at a share of the way."""
    return round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)


def star(window: pygame.Surface, at: At, size: int, ink: Rgb, turn: float) -> None:
    """A spark of four strokes."""
    for n in range(4):
        angle = turn + n * pi / 4
        dx, dy = round(size * cos(angle)), round(size * sin(angle))
        pygame.draw.line(window, ink, (at[0] - dx, at[1] - dy), (at[0] + dx, at[1] + dy))


def arrow(window: pygame.Surface, a: At, b: At, wide: int, ink: Rgb) -> None:
    """A tapered arrow with a light edge."""
    length = max(1.0, ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5)
    dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    head = min(length, 2.2 * wide)
    neck = (b[0] - dx * head, b[1] - dy * head)
    shape = [
        a,
        (neck[0] - dy * wide * 0.5, neck[1] + dx * wide * 0.5),
        (neck[0] - dy * wide, neck[1] + dx * wide),
        b,
        (neck[0] + dy * wide, neck[1] - dx * wide),
        (neck[0] + dy * wide * 0.5, neck[1] - dx * wide * 0.5),
    ]
    pygame.draw.polygon(window, ink, shape)
    pygame.draw.aalines(window, PAPER, True, shape)


def ring(window: pygame.Surface, at: At, radius: int, ink: Rgb) -> None:
    """A ring about a place."""
    width = max(2, radius // 14)
    pygame.draw.circle(window, PAPER, at, radius, width + 2)
    pygame.draw.circle(window, ink, at, radius, width)
