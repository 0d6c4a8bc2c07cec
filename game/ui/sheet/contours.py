"""Contour lines in brown, every fifth one strong and numbered."""

from __future__ import annotations

import numpy as np

from game.ui.kit.theme import SHEET
from game.ui.sheet import shapes
from game.ui.sheet.field import F64
from game.ui.sheet.ink import Pen, Stroke
from game.ui.sheet.style import INDEX_STEP_M, Scale, contour_step
from game.ui.sheet.survey import Outlines, Survey

NUMBER_EVERY_M = 3600.0
NUMBER_LEAST_M = 1100.0


def strokes(survey: Survey, scale: Scale) -> list[Stroke]:
    """Contours at a scale: thin ones first, index contours over them."""
    step = contour_step(scale)
    thin: list[F64] = []
    strong: list[F64] = []
    for level, lines in survey.contours.items():
        if level % INDEX_STEP_M == 0:
            strong += lines
        elif level % step == 0:
            thin += lines
    return [
        Stroke(thin, Pen(SHEET.contour, scale.line(0.9), 0.59)),
        Stroke(strong, Pen(SHEET.index_contour, scale.line(1.7), 0.84)),
    ]


def numbers(survey: Outlines) -> list[tuple[int, F64, float]]:
    """Height, place and direction (radians, right way up) of the numbers on index contours, best first."""
    found = []
    for level, lines in survey.contours.items():
        if level % INDEX_STEP_M == 0:
            for line in lines:
                found += [(level, at, angle, bend) for at, angle, bend in _straightest(line)]
    found.sort(key=lambda item: item[3])
    return [(level, at, angle) for level, at, angle, _ in found]


def _straightest(line: F64) -> list[tuple[F64, float, float]]:
    """The straightest short stretch in each long stretch of a line."""
    total = float(shapes.lengths(line)[-1])
    if total < NUMBER_LEAST_M:
        return []
    even = shapes.resampled(line, 30.0)
    heading = np.unwrap(np.arctan2(*np.diff(even, axis=0).T[::-1]))
    reach = 4
    bend = np.full(len(heading), np.inf)
    for k in range(reach, len(heading) - reach):
        bend[k] = np.abs(np.diff(heading[k - reach : k + reach + 1])).sum()
    spans = np.array_split(np.arange(len(heading)), max(1, round(total / NUMBER_EVERY_M)))
    best = [int(span[np.argmin(bend[span])]) for span in spans if len(span)]
    return [(even[k], _upright(float(heading[k])), float(bend[k])) for k in best if np.isfinite(bend[k])]


def _upright(angle: float) -> float:
    """The same direction or its opposite, whichever lets letters stand upright."""
    angle = (angle + np.pi) % (2 * np.pi) - np.pi
    return float(angle - np.pi if angle > np.pi / 2 else angle + np.pi if angle < -np.pi / 2 else angle)
