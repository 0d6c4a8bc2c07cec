"""What grows and lies on the ground: marsh, sand, scrub; soft tints below, small repeatable signs above."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from game.ui.kit.theme import SHEET
from game.ui.sheet import style
from game.ui.sheet.field import F32, F64, Spline, at_points, hashed, linear, smoothstep
from game.ui.sheet.ink import Pen, Stroke, View
from game.ui.sheet.relief import tinted
from game.ui.sheet.style import Scale
from game.ui.sheet.survey import Survey

MARSH_ROW_PX, MARSH_STEP_PX = 7.0, 27.0
DASH_PX = (9.0, 20.0)
TUFT_STEP_PX = 44.0
STIPPLE_PX = 6.2
SCRUB_STEP_PX = 26.0
BAR_REACH_M = (70.0, 230.0)
"""Sand of the bar zone is full up to the first distance from the water and gone beyond the second."""

Dots = NDArray[np.float64]


def tint_marsh(color: F32, survey: Survey, view: View, water: F32) -> None:
    """Lay the wet tint, in place; it fades over the last meters because no edge of a marsh is sharp."""
    inner = linear(survey.marsh, view.columns(), view.lines())
    tinted(color, SHEET.marsh, smoothstep(-45.0, 40.0, inner) * (water < 3) * np.float32(0.8))


def tint_sand(color: F32, survey: Survey, view: View, water: F32) -> None:
    """Lay the sand tint of islands and bars, in place."""
    xs, ys = view.columns(), view.lines()
    island = smoothstep(-12.0, 14.0, linear(survey.sand, xs, ys))
    island *= np.float32(0.5) + np.float32(0.35) * (1 - smoothstep(*BAR_REACH_M, -water))
    zone = smoothstep(-40.0, 40.0, linear(survey.bars, xs, ys))
    bars = zone * (1 - smoothstep(*BAR_REACH_M, -water)) * np.float32(0.85)
    tinted(color, style.SAND, np.maximum(island, bars))


def tint_scrub(color: F32, survey: Survey, view: View, steep: F32) -> None:
    """Lay a breath of green on slopes that the game's map calls scrub, in place."""
    patches = survey.patches.sample(view.columns(), view.lines())
    tinted(color, style.SCRUB, _scrub(steep, patches) * np.float32(0.5))


def _scrub(steep: F32, patches: F32) -> F32:
    return np.asarray(smoothstep(0.07, 0.16, steep + np.float32(0.02) * patches))


def marsh_signs(survey: Survey, scale: Scale) -> list[Stroke]:
    """Blue dashes in rows, and tufts of reed."""
    pen = Pen(SHEET.marsh_ink, max(0.8, scale.line(1.05)), 0.85)
    tufts = [part for at in _tufts(survey, scale) for part in _tuft(at, scale)]
    return [Stroke(_dashes(survey, scale), pen), Stroke(tufts, pen)]


def _lattice(survey: Survey, step_x: float, step_y: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    cols = np.arange(int(survey.spec.width_m / step_x) + 1)
    rows = np.arange(int(survey.spec.height_m / step_y) + 1)
    grid = np.meshgrid(cols, rows)
    return grid[0].ravel(), grid[1].ravel()


def _dashes(survey: Survey, scale: Scale) -> list[F64]:
    step, row = (scale.meters(scale.sign(px)) for px in (MARSH_STEP_PX, MARSH_ROW_PX))
    i, j = _lattice(survey, step, row)
    length = scale.meters(scale.sign(1.0)) * (DASH_PX[0] + (DASH_PX[1] - DASH_PX[0]) * hashed(i, j, 41))
    left = (i + hashed(j, j, 45)) * step + hashed(i, j, 43) * (step - length)
    y = (np.floor(j * row * scale.px_per_m) + 0.5) / scale.px_per_m
    clumps = at_points(survey.patches.grid, np.column_stack([left, y]))
    wet = hashed(i, j, 47) < 0.74 + 0.16 * clumps
    for share in (0.0, 0.5, 1.0):
        at = np.column_stack([left + share * length, y])
        wet &= (at_points(survey.marsh, at) > 4) & (at_points(survey.water, at) < -scale.meters(4))
        wet &= at_points(survey.sand, at) < 0
    ends = np.stack([np.column_stack([left, y]), np.column_stack([left + length, y])], axis=1)
    return list(ends[wet])


def _scattered(survey: Survey, step: float, seed: int) -> tuple[Dots, F32]:
    """One place in every cell of a lattice, moved about inside it, and a number in [0, 1) for each."""
    i, j = _lattice(survey, step, step)
    x = (i + 0.1 + 0.8 * hashed(i, j, seed)) * step
    y = (j + 0.1 + 0.8 * hashed(i, j, seed + 1)) * step
    return np.column_stack([x, y]), hashed(i, j, seed + 2)


def _tufts(survey: Survey, scale: Scale) -> Dots:
    at, chance = _scattered(survey, scale.meters(scale.sign(TUFT_STEP_PX)), 53)
    keep = (at_points(survey.marsh, at) > 15) & (at_points(survey.water, at) < -scale.meters(9))
    return at[keep & (chance < 0.34) & (at_points(survey.sand, at) < 0)]


def _tuft(at: F64, scale: Scale) -> Iterator[F64]:
    unit = scale.meters(scale.sign(1.0))
    for dx, dy in ((-3.2, -3.6), (0.0, -5.4), (3.2, -3.6)):
        yield np.array([at, at + unit * np.array([dx, dy])])


def sand_signs(survey: Survey, scale: Scale) -> list[Stroke]:
    """Fine brown dots, denser toward the water."""
    at, chance = _scattered(survey, scale.meters(scale.sign(STIPPLE_PX)), 61)
    water = at_points(survey.water, at)
    island = smoothstep(0.0, 30.0, at_points(survey.sand, at)) * (0.45 + 0.5 * (water > -60))
    bars = smoothstep(-30.0, 40.0, at_points(survey.bars, at)) * (1 - smoothstep(*BAR_REACH_M, -water))
    dry = water < -scale.meters(2.5)
    kept = at[dry & (chance < 0.9 * np.maximum(island, bars))]
    unit = scale.meters(scale.sign(1.3))
    dots = np.stack([kept, kept + np.array([unit, 0.0])], axis=1)
    return [Stroke(list(dots), Pen(style.SAND_DOT, scale.sign(1.25), 0.8))]


def scrub_signs(survey: Survey, scale: Scale) -> list[Stroke]:
    """Small open rings with a dot beside them."""
    at, chance = _scattered(survey, scale.meters(scale.sign(SCRUB_STEP_PX)), 71)
    steep = np.hypot(*(_points(survey.heights, at, axis) for axis in (0, 1)))
    patches = _points(survey.patches, at, None)
    dry = (at_points(survey.water, at) < -scale.meters(8)) & (at_points(survey.marsh, at) < 0)
    keep = dry & (chance < 0.3 * _scrub(np.asarray(steep, dtype=np.float32), patches))
    unit = scale.meters(scale.sign(1.0))
    angle = np.linspace(0, 2 * np.pi, 11)
    ring = 1.7 * unit * np.column_stack([np.cos(angle), np.sin(angle)])
    dot = unit * np.array([[2.6, 1.7], [3.9, 1.7]])
    pen = Pen(style.SCRUB_INK, max(0.7, scale.line(0.9)), 0.75)
    return [Stroke([p + ring for p in at[keep]] + [p + dot for p in at[keep]], pen)]


def _points(surface: Spline, at: Dots, axis: int | None) -> F32:
    """A spline at single places, read off a grid fine enough for signs."""
    grid = surface.grid
    if axis is None:
        return at_points(grid, at)
    step = np.array([grid.cell, 0.0]) if axis == 0 else np.array([0.0, grid.cell])
    return np.asarray((at_points(grid, at + step) - at_points(grid, at - step)) / np.float32(2 * grid.cell))
