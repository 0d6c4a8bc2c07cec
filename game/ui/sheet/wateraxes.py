"""The course that the name of a lake or a river takes: along the middle of the water, in calm stretches."""

from __future__ import annotations

import numpy as np

from game.scenario.ground import Feature
from game.ui.sheet import shapes
from game.ui.sheet.field import F64, Grid, at_points
from game.ui.sheet.survey import Outlines, outline

STEP_M = 25.0
LEAST_WIDTH_M = 40.0
MARGIN_M = 150.0
RIVER_REPEAT_M = 5200.0


def lake_axis(feature: Feature, water: Grid) -> F64:
    """The middle line of a lake from end to end, float64[n, 2], running from left to right."""
    ring = outline(feature)[0]
    middle = ring.mean(axis=0)
    axis = np.linalg.svd(shapes.resampled(ring, STEP_M) - middle, full_matrices=False)[2][0]
    axis = axis if axis[0] >= 0 else -axis
    across = np.array([-axis[1], axis[0]])
    along, aside = (ring - middle) @ axis, (ring - middle) @ across
    stations = np.arange(along.min() + STEP_M, along.max(), STEP_M)
    offsets = np.arange(aside.min(), aside.max() + STEP_M, STEP_M)
    at = middle + stations[:, None, None] * axis + offsets[None, :, None] * across
    depth = at_points(water, at.reshape(-1, 2)).reshape(at.shape[:2])
    weight = np.clip(depth, 0, None) ** 2
    held = weight.sum(axis=1) > 0
    center = (weight * offsets).sum(axis=1)[held] / weight.sum(axis=1)[held]
    line = middle + stations[held, None] * axis + center[:, None] * across
    return shapes.smoothed(line, 12)


def river_axis(feature: Feature, survey: Outlines) -> list[F64]:
    """The middle of a river where it crosses the sheet, in one stretch or several."""
    ring = shapes.resampled(outline(feature)[0], STEP_M)
    bank = _one_bank(ring)
    inward = _inward(bank, survey.water)
    depths = np.arange(0.0, 260.0, 20.0)
    at = bank[:, None, :] + depths[None, :, None] * inward[:, None, :]
    depth = at_points(survey.water, at.reshape(-1, 2)).reshape(at.shape[:2])
    line = bank + inward * depths[depth.argmax(axis=1)][:, None]
    spec = survey.spec
    limits = np.array([spec.width_m, spec.height_m]) - MARGIN_M
    held = ((line > MARGIN_M) & (line < limits)).all(axis=1) & (depth.max(axis=1) > LEAST_WIDTH_M)
    return [shapes.smoothed(part, 14) for part in shapes.pieces(line, held)]


def _one_bank(ring: F64) -> F64:
    """Half of the outline of a long thin area: from one of its two ends to the other."""
    far = int(np.hypot(*(ring - ring[0]).T).argmax())
    start = int(np.hypot(*(ring - ring[far]).T).argmax())
    first, last = sorted((far, start))
    return ring[first : last + 1]


def _inward(bank: F64, water: Grid) -> F64:
    step = np.gradient(shapes.smoothed(bank, 3), axis=0)
    step /= np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]
    side = np.column_stack([step[:, 1], -step[:, 0]])
    wet = at_points(water, bank + 40 * side) > at_points(water, bank - 40 * side)
    return np.where(wet[:, None], side, -side)


def calm(line: F64, length: float, count: int) -> list[F64]:
    """The straightest stretches of a length, at most `count`, well apart, from left to right; best first."""
    even = shapes.resampled(line, STEP_M)
    span = round(length / STEP_M)
    if not 2 <= span < len(even):
        return []
    step = np.diff(even, axis=0)
    heading = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    windows = np.lib.stride_tricks.sliding_window_view(heading, span)
    bend = np.abs(np.diff(windows, axis=1)).sum(axis=1) + 0.5 * np.abs(np.sin(windows.mean(axis=1)))
    found: list[int] = []
    for k in np.argsort(bend, kind="stable").tolist():
        if len(found) < count and all(abs(k - other) * STEP_M > RIVER_REPEAT_M for other in found):
            found.append(k)
    parts = [even[k : k + span + 1] for k in found]
    return [part if part[0, 0] <= part[-1, 0] else part[::-1] for part in parts]
