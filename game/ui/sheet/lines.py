"""Roads, tracks, streams, the railway, the border with its band, and the line claimed by Japan."""

from __future__ import annotations

import numpy as np

from game.ui.kit.theme import SHEET
from game.ui.sheet import shapes, style
from game.ui.sheet.field import F64
from game.ui.sheet.ink import Pen, Stroke
from game.ui.sheet.style import Scale
from game.ui.sheet.survey import Course, Survey

TICK_PX, TICK_EVERY_PX = 7.5, 13.0
CROSS_PX, CROSS_EVERY_PX = 6.4, 15.0
BAND_PX = 13.0


def streams(survey: Survey, scale: Scale) -> list[Stroke]:
    """Streams in the ink of the shore."""
    return [Stroke(_points(survey, "stream"), Pen(SHEET.shore, scale.line(2.2), cap="round"))]


def roads(survey: Survey, scale: Scale) -> list[Stroke]:
    """Tracks and causeways dashed, roads with a pale fill between dark edges.

    The edges of a road whose course is only reconstructed are broken.
    """
    width = scale.line
    strokes = [Stroke(_points(survey, "track"), Pen(SHEET.ink, width(1.5), 0.85, (width(11), width(5))))]
    for measured, dash in ((False, (width(14), width(4.5))), (True, ())):
        lines = [c.points for c in _of(survey, "road", "causeway") if c.measured is measured]
        strokes.append(Stroke(lines, Pen(SHEET.road_casing, width(4.6), 0.95, dash)))
        strokes.append(Stroke(lines, Pen(SHEET.road, width(2.6))))
    return strokes


def railway(survey: Survey, scale: Scale) -> list[Stroke]:
    """One black line with ticks across it."""
    lines = _points(survey, "railway")
    half = scale.meters(scale.sign(TICK_PX)) / 2
    ticks = [
        tick for line in lines for tick in _across(line, scale.meters(scale.sign(TICK_EVERY_PX)), half, half)
    ]
    return [
        Stroke(lines, Pen(style.RAIL, scale.line(2.3))),
        Stroke(ticks, Pen(style.RAIL, scale.line(1.4))),
    ]


def border(survey: Survey, scale: Scale) -> list[Stroke]:
    """The border, with a pale band on the Soviet (eastern) side; thin, the other course it had in 1938."""
    lines = [southward(c.points) for c in _of(survey, "border")]
    band = scale.sign(BAND_PX)
    bands = [eastern(line, scale.meters(band / 2)) for line in lines]
    unit = scale.line(1.0)
    other = Pen(SHEET.border, 1.3 * unit, 0.6, (6 * unit, 4 * unit))
    return [
        Stroke(bands, Pen(SHEET.border, band, 0.18)),
        Stroke(_points(survey, "border_1938"), other),
        Stroke(lines, Pen(SHEET.border, 2.1 * unit, 0.95, (15 * unit, 4.5 * unit, 2.1 * unit, 4.5 * unit))),
    ]


def claim(survey: Survey, scale: Scale) -> list[Stroke]:
    """The line claimed by Japan: a row of crosses, a sign that nothing else on the sheet has."""
    half = scale.meters(scale.sign(CROSS_PX)) / 2
    every = scale.meters(scale.sign(CROSS_EVERY_PX))
    crosses = []
    for line in _points(survey, "claim"):
        crosses += _across(line, every, half, half) + _lengthwise(line, every, half)
    pale = Pen(SHEET.halo, scale.line(3.6), 0.7, cap="round")
    return [Stroke(crosses, pale), Stroke(crosses, Pen(style.CLAIM, scale.line(1.7)))]


def southward(line: F64) -> F64:
    """The line drawn from its northern end."""
    return line if line[0, 1] <= line[-1, 1] else line[::-1]


def eastern(line: F64, by_m: float) -> F64:
    """A smooth companion of a southward line, on its eastern side."""
    spacing = 12.0
    even = shapes.smoothed(shapes.resampled(line, spacing), max(2, round(1.2 * by_m / spacing)))
    return shapes.shifted(even, by_m)


def _of(survey: Survey, *kinds: str) -> list[Course]:
    return [course for kind in kinds for course in survey.courses.get(kind, ())]


def _points(survey: Survey, kind: str) -> list[F64]:
    return [course.points for course in _of(survey, kind)]


def _stations(line: F64, every: float) -> tuple[F64, F64]:
    """Evenly spaced places on a line, and the unit step along it at each."""
    total = float(shapes.lengths(line)[-1])
    at = np.arange(every / 2, total, every)
    before, after = (shapes.along(line, np.clip(at + d, 0, total)) for d in (-4.0, 4.0))
    step = after - before
    return shapes.along(line, at), step / np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]


def _across(line: F64, every: float, left: float, right: float) -> list[F64]:
    at, step = _stations(line, every)
    side = np.column_stack([step[:, 1], -step[:, 0]])
    return list(np.stack([at + left * side, at - right * side], axis=1))


def _lengthwise(line: F64, every: float, half: float) -> list[F64]:
    at, step = _stations(line, every)
    return list(np.stack([at - half * step, at + half * step], axis=1))
