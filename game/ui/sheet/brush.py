"""Brushwork for the shading: furrows down the slopes and calm shores; never used for contours or rules."""

from __future__ import annotations

import numpy as np

from game.ui.sheet.field import F32, F64, Grid, Spline, at_points, linear, noise, smoothstep, spline

CELL_M = 20.0
FURROWS = ((62.0, 11, 1.7), (135.0, 17, 3.4))
"""Width of the furrows in meters, seed, depth in meters."""
STEP_M, STEPS = 24.0, 4
SHORE_M = 140.0


def shored(heights: Grid, water: Grid) -> F32:
    """Heights with the step at the water's edge eased: there the model was held at a level set by hand.

    Two passes of a 1-2-1 mean within 140 m of a shore; all other cells keep their value.
    """
    rows, cols = heights.values.shape
    xs: F64 = heights.x0 + heights.cell * np.arange(cols, dtype=np.float64)
    ys: F64 = heights.y0 + heights.cell * np.arange(rows, dtype=np.float64)
    weight = 1 - smoothstep(60.0, SHORE_M, np.abs(linear(water, xs, ys)))
    soft = heights.values
    for _ in range(2):
        soft = _mean(_mean(soft).T).T
    return np.asarray(heights.values + weight * (soft - heights.values), dtype=np.float32)


def _mean(values: F32) -> F32:
    padded = np.pad(values, ((1, 1), (0, 0)), mode="edge")
    return np.asarray(0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:], dtype=np.float32)


def _wide(values: F32) -> F32:
    """Mean over about 200 m, so that a lone step in the model grows no furrows."""
    for _ in range(8):
        values = _mean(_mean(values).T).T
    return values


def furrowed(heights: Spline, water: Grid, width_m: float, height_m: float) -> Spline:
    """The ground with spurs and gullies suggested on steep slopes, as a draftsman's brush would.

    Noise is averaged along the fall of the slope (line integral convolution: Cabral and Leedom,
    SIGGRAPH 1993), which leaves furrows that run downhill.
    """
    xs = np.arange(-200.0, width_m + 200.0 + CELL_M, CELL_M)
    ys = np.arange(-200.0, height_m + 200.0 + CELL_M, CELL_M)
    east, south = heights.sample(xs, ys, along_x=1), heights.sample(xs, ys, along_y=1)
    steep = np.hypot(east, south)
    strength = smoothstep(0.04, 0.27, _wide(steep)) * smoothstep(25.0, 120.0, -linear(water, xs, ys))
    fall = np.stack([east, south], axis=-1).astype(np.float32) / np.maximum(steep, 1e-4)[..., None]
    ground = heights.sample(xs, ys)
    for width, seed, depth in FURROWS:
        ground += (
            strength * np.float32(depth) * _along(fall, xs, ys, noise(width_m, height_m, width, seed).grid)
        )
    return spline(ground, float(xs[0]), float(ys[0]), CELL_M)


def _along(fall: F32 | F64, xs: F64, ys: F64, field: Grid) -> F32:
    """Mean of a noise along the fall of the slope through every point of a grid."""
    at = np.stack(np.meshgrid(xs, ys), axis=-1)
    total = np.zeros(at.shape[:2], dtype=np.float32)
    for k in range(-STEPS, STEPS + 1):
        places = (at + fall * (k * STEP_M)).reshape(-1, 2)
        total += at_points(field, places).reshape(total.shape)
    return total / np.float32(np.sqrt(2 * STEPS + 1))
