"""The hexes printed on the sheet: thin outlines, and the number of each under its top corner."""

from __future__ import annotations

import math

import numpy as np
import pygame

from game.ui.kit import fonts
from game.ui.kit.theme import SHEET
from game.ui.sheet.field import F64
from game.ui.sheet.ink import Pen, Stroke, View
from game.ui.sheet.style import Scale
from game.ui.sheet.survey import SheetSpec

LEAST_RADIUS_PX = 8.0
LEAST_NUMBER_RADIUS_PX = 22.0
NUMBER_ALPHA = 128


def radius(spec: SheetSpec) -> float:
    """Meters from the center of a hex to its corner."""
    return spec.across_m / math.sqrt(3.0)


def outlines(spec: SheetSpec, scale: Scale) -> list[Stroke]:
    """All hex sides once; nothing where hexes are too small to see."""
    if radius(spec) * scale.px_per_m < LEAST_RADIUS_PX:
        return []
    lines = [line for row in range(spec.rows) for line in _row(spec, row)]
    lines.append(_zigzag(spec, spec.rows - 1, below=True))
    opacity = 0.26 * min(1.0, max(0.6, scale.zoom**0.4))
    return [Stroke(lines, Pen(SHEET.hex_line, max(0.7, scale.line(1.0)), round(opacity, 3)))]


def _zigzag(spec: SheetSpec, row: int, below: bool = False) -> F64:
    """The upper or lower edges of a row of hexes."""
    r, half = radius(spec), spec.across_m / 2
    n = np.arange(2 * spec.cols + 1)
    sign = 1.0 if below else -1.0
    y = r + 1.5 * r * row + sign * np.where(n % 2 == 0, r / 2, r)
    return np.column_stack([half * (row & 1) + half * n, y])


def _row(spec: SheetSpec, row: int) -> list[F64]:
    """Upper edges of a row, its upright sides, and the end of its lower edges that no other row draws."""
    r, half = radius(spec), spec.across_m / 2
    y = r + 1.5 * r * row
    left = half * (row & 1)
    x = left + spec.across_m * np.arange(spec.cols + 1)
    sides = np.stack([np.column_stack([x, np.full_like(x, y + d)]) for d in (-r / 2, r / 2)], axis=1)
    lower = _zigzag(spec, row, below=True)
    loose = [] if row == spec.rows - 1 else [lower[-2:] if row & 1 else lower[:2]]
    return [_zigzag(spec, row), *sides, *loose]


def numbers(target: pygame.Surface, view: View, spec: SheetSpec) -> None:
    """Column and row, counted from one, under the top corner of every hex."""
    r = radius(spec)
    if r * view.scale.px_per_m < LEAST_NUMBER_RADIUS_PX:
        return
    px = 10 * view.scale.larger * min(1.5, max(0.7, view.scale.zoom))
    left, top, right, bottom = view.meters(60)
    for row in range(spec.rows):
        y = r * (1.5 * row + 0.12)
        if not top <= y <= bottom:
            continue
        for col in range(spec.cols):
            x = spec.across_m * (col + 0.5 + 0.5 * (row & 1))
            if left <= x <= right:
                _number(target, view, f"{col + 1:02d}{row + 1:02d}", px, (x, y))


def _number(target: pygame.Surface, view: View, text: str, px: float, at: tuple[float, float]) -> None:
    picture = fonts.render(text, "narrow", px, (*SHEET.hex_line, NUMBER_ALPHA))
    x, y = view.px(np.array(at))
    target.blit(picture, (round(x - picture.get_width() / 2), round(y)))
