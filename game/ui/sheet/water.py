"""Lakes and the river: a tint that deepens from the shore, the shore line, and four water lines that fade."""

from __future__ import annotations

import numpy as np

from game.ui.kit.theme import SHEET
from game.ui.sheet.field import F32, linear, smoothstep
from game.ui.sheet.ink import View
from game.ui.sheet.relief import tinted
from game.ui.sheet.style import WATER_LINES
from game.ui.sheet.survey import WATER_REACH, Survey

DEEP_M = 210.0
SHORE_PX = 1.6
LINE_PX = 0.95


def from_shore(survey: Survey, view: View) -> F32:
    """Meters to the shore at every pixel, positive on the water."""
    return linear(survey.water, view.columns(), view.lines())


def covered(distance: F32, view: View) -> F32:
    """Share of every pixel that is water."""
    return np.asarray(np.clip(distance * np.float32(view.scale.px_per_m) + np.float32(0.5), 0, 1))


def paint(color: F32, distance: F32, survey: Survey, view: View) -> None:
    """Paint water over the colors, in place; no water line runs down the middle of a channel."""
    rows = np.flatnonzero((distance > -20).any(axis=1))
    cols = np.flatnonzero((distance > -20).any(axis=0))
    if not len(rows):
        return
    box = (slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1))
    part, near = color[:, *box], distance[box]
    wet = covered(near, view)
    tinted(part, SHEET.water, wet)
    tinted(part, SHEET.deep_water, wet * smoothstep(0.0, DEEP_M, near))
    widening = smoothstep(0.45, 0.8, linear(survey.breadth, view.columns()[box[1]], view.lines()[box[0]]))
    for strength, line in _water_lines(near, view):
        tinted(part, SHEET.shore, line * widening * np.float32(strength))
    tinted(part, SHEET.shore, _line(near, view, 0.0, view.scale.line(SHORE_PX)) * np.float32(0.95))


def _line(distance: F32, view: View, at_m: float, width_px: float) -> F32:
    """Share of every pixel under a line at a distance from the shore."""
    off = np.abs((distance - np.float32(at_m)) * np.float32(view.scale.px_per_m))
    return np.asarray(np.clip(np.float32(width_px / 2 + 0.5) - off, 0, min(1.0, width_px)))


def _water_lines(distance: F32, view: View) -> list[tuple[float, F32]]:
    width = view.scale.line(LINE_PX)
    places = [(view.scale.meters(view.scale.sign(px)), strength) for px, strength in WATER_LINES]
    return [(s, _line(distance, view, at, width)) for at, s in places if at < WATER_REACH - 20]
