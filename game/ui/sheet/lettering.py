"""Letters as pictures on the sheet: straight lines of type, type turned by an angle, type along a curve."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pygame

from game.ui.kit import fonts
from game.ui.kit.theme import SHEET, Rgb
from game.ui.sheet import shapes
from game.ui.sheet.field import F64

FINE = 3
"""Turned letters are drawn this many times larger and brought down while turning."""


@dataclass(frozen=True, slots=True)
class Print:
    """A picture of type and where its upper left corner goes, in pixels of the whole sheet.

    `blended` marks colors already multiplied by their opacity, as turned letters need.
    """

    picture: pygame.Surface
    left: int
    top: int
    blended: bool = False

    @property
    def rect(self) -> pygame.Rect:
        """The room it takes."""
        return pygame.Rect(self.left, self.top, *self.picture.get_size())

    def moved(self, dx: int, dy: int) -> Print:
        """The same picture elsewhere."""
        return Print(self.picture, self.left + dx, self.top + dy, self.blended)


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: role, size in pixels, color, halo and letter spacing."""

    role: str
    px: int
    color: Rgb
    halo: Rgb = SHEET.halo
    halo_px: int = 2
    halo_alpha: int = 225
    spacing: float = 0.0

    def picture(self, text: str, scale: int = 1) -> pygame.Surface:
        """One straight line."""
        halo = (*self.halo, self.halo_alpha)
        return fonts.render(
            text,
            self.role,
            self.px * scale,
            self.color,
            halo=halo if self.halo_px else None,
            halo_px=self.halo_px * scale,
            spacing=self.spacing * scale,
        )

    def width(self, text: str) -> int:
        """Width without the halo."""
        return fonts.measure(text, self.role, self.px, spacing=self.spacing)[0]


def stacked(lines: Sequence[tuple[str, Type]], align: float = 0.0, leading: float = 0.88) -> pygame.Surface:
    """Several lines under each other; `align` 0 flush left, 0.5 centered, 1 flush right."""
    pictures = [kind.picture(text) for text, kind in lines]
    if len(pictures) == 1:
        return pictures[0]
    width = max(p.get_width() for p in pictures)
    steps = [0.0, *np.cumsum([p.get_height() * leading for p in pictures[:-1]]).tolist()]
    block = pygame.Surface((width, round(steps[-1]) + pictures[-1].get_height()), pygame.SRCALPHA)
    for picture, y in zip(pictures, steps, strict=True):
        block.blit(picture, (round(align * (width - picture.get_width())), round(y)))
    return block


def turned(text: str, kind: Type, at: F64, angle: float) -> Print:
    """A text turned by an angle (radians, clockwise as seen) about its middle, which comes to pixel `at`."""
    large = kind.picture(text, FINE).premul_alpha()
    small = pygame.transform.rotozoom(large, -math.degrees(angle), 1 / FINE)
    x, y = at.tolist()
    return Print(small, round(x - small.get_width() / 2), round(y - small.get_height() / 2), blended=True)


def curve_length(text: str, kind: Type) -> float:
    """Pixels that a text takes along a curve."""
    return float(_starts(text, kind)[-1])


def _starts(text: str, kind: Type) -> list[float]:
    """Distance from the start of the text to the start of each letter, and to its end."""
    fine = 4
    ends = [fonts.measure(text[:k], kind.role, kind.px * fine)[0] / fine for k in range(1, len(text) + 1)]
    widths = [fonts.measure(c, kind.role, kind.px * fine)[0] / fine for c in text]
    starts = [end - width + k * kind.spacing for k, (end, width) in enumerate(zip(ends, widths, strict=True))]
    return [*starts, starts[-1] + widths[-1]] if text else [0.0]


def curved(text: str, kind: Type, curve: F64, start: float) -> list[Print]:
    """The letters of a text along a curve in pixels, the first one `start` pixels from its beginning."""
    starts = _starts(text, kind)
    prints = []
    for k, letter in enumerate(text):
        if letter.isspace():
            continue
        width = fonts.measure(letter, kind.role, kind.px)[0]
        middle = start + starts[k] + width / 2
        before, at, after = shapes.along(curve, np.array([middle - width, middle, middle + width]))
        dx, dy = (after - before).tolist()
        prints.append(turned(letter, replace(kind, spacing=0.0), at, math.atan2(dy, dx)))
    return prints


def put(target: pygame.Surface, prints: Sequence[Print], left: int = 0, top: int = 0) -> None:
    """Lay pictures of type on a surface whose corner is the pixel `left`, `top` of the whole sheet."""
    for one in prints:
        flags = pygame.BLEND_PREMULTIPLIED if one.blended else 0
        target.blit(one.picture, (one.left - left, one.top - top), special_flags=flags)
