"""Smooth fields on regular grids: cubic splines, linear sampling, repeatable noise without a generator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
POLE = 3.0**0.5 - 2.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Values at x = `x0` + `cell` * column, y = `y0` + `cell` * row."""

    values: F32
    x0: float
    y0: float
    cell: float


@dataclass(frozen=True, slots=True)
class Spline:
    """The twice smooth surface through a grid; `values` of the grid hold its coefficients."""

    grid: Grid

    def sample(self, xs: F64, ys: F64, along_x: int = 0, along_y: int = 0) -> F32:
        """Surface, or its first derivative along an axis, at every crossing of columns xs and rows ys.

        Parameters
        ----------
        xs, ys : float64[n], float64[m]
            Places in meters; beyond the grid the edge cell is carried on.
        along_x, along_y : int
            1 for the derivative along that axis, per meter.

        Returns
        -------
        float32[m, n]
        """
        g = self.grid
        rows, row_weights = _cubic((ys - g.y0) / g.cell, g.values.shape[0], along_y, g.cell)
        cols, col_weights = _cubic((xs - g.x0) / g.cell, g.values.shape[1], along_x, g.cell)
        narrow = sum(w[:, None] * g.values[r] for r, w in zip(rows, row_weights, strict=True))
        tall = np.ascontiguousarray(np.asarray(narrow).T)
        wide = sum(w[:, None] * tall[c] for c, w in zip(cols, col_weights, strict=True))
        return np.ascontiguousarray(np.asarray(wide, dtype=np.float32).T)


def spline(values: NDArray[np.generic], x0: float, y0: float, cell: float) -> Spline:
    """The cubic B-spline that passes through every value of a grid.

    Coefficients by the recursive filter with pole sqrt(3) - 2: Unser, Aldroubi and Eden, "B-spline signal
    processing", IEEE Trans. Signal Processing 41 (1993).
    """
    coefficients = _filtered(_filtered(values.astype(np.float64)).T).T
    return Spline(Grid(np.ascontiguousarray(coefficients, dtype=np.float32), x0, y0, cell))


def _filtered(values: F64) -> F64:
    """Spline coefficients along the first axis, edges mirrored."""
    c = 6.0 * values
    reach = min(len(c), 14)
    c[0] = sum(c[k] * POLE**k for k in range(reach))
    for k in range(1, len(c)):
        c[k] += POLE * c[k - 1]
    c[-1] = POLE / (POLE * POLE - 1.0) * (c[-1] + POLE * c[-2])
    for k in range(len(c) - 2, -1, -1):
        c[k] = POLE * (c[k + 1] - c[k])
    return c


def _cubic(at: F64, count: int, derivative: int, cell: float) -> tuple[list[NDArray[np.int64]], list[F32]]:
    """The four rows that carry each place, and their weights."""
    base = np.clip(np.floor(at), 0, count - 1).astype(np.int64)
    t = np.clip(at - base, 0.0, 1.0)
    if derivative:
        s = 1.0 - t
        parts = [-s * s / 2, (3 * t * t - 4 * t) / 2, (-3 * t * t + 2 * t + 1) / 2, t * t / 2]
        parts = [part / cell for part in parts]
    else:
        s = 1.0 - t
        parts = [s**3 / 6, (3 * t**3 - 6 * t * t + 4) / 6, (-3 * t**3 + 3 * t * t + 3 * t + 1) / 6, t**3 / 6]
    rows = [_mirrored(base + k, count) for k in (-1, 0, 1, 2)]
    return rows, [part.astype(np.float32) for part in parts]


def _mirrored(index: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    index = np.abs(index)
    return np.where(index >= count, np.maximum(2 * count - 2 - index, 0), index)


def linear(grid: Grid, xs: F64, ys: F64) -> F32:
    """Grid values at every crossing of columns xs and rows ys, in straight lines between the cells."""
    r0, rt = _between((ys - grid.y0) / grid.cell, grid.values.shape[0])
    c0, ct = _between((xs - grid.x0) / grid.cell, grid.values.shape[1])
    rows = grid.values[r0] * (1 - rt)[:, None] + grid.values[r0 + 1] * rt[:, None]
    return np.asarray(rows[:, c0] * (1 - ct) + rows[:, c0 + 1] * ct, dtype=np.float32)


def at_points(grid: Grid, points: F64) -> F32:
    """Grid values at single places, float64[n, 2]."""
    r0, rt = _between((points[:, 1] - grid.y0) / grid.cell, grid.values.shape[0])
    c0, ct = _between((points[:, 0] - grid.x0) / grid.cell, grid.values.shape[1])
    v = grid.values
    upper = v[r0, c0] * (1 - ct) + v[r0, c0 + 1] * ct
    lower = v[r0 + 1, c0] * (1 - ct) + v[r0 + 1, c0 + 1] * ct
    return np.asarray(upper * (1 - rt) + lower * rt, dtype=np.float32)


def _between(at: F64, count: int) -> tuple[NDArray[np.int64], F32]:
    at = np.clip(at, 0.0, count - 1.001)
    base = at.astype(np.int64)
    return base, (at - base).astype(np.float32)


def hashed(x: NDArray[np.int64], y: NDArray[np.int64], seed: int) -> F32:
    """A repeatable number in [0, 1) for every pair of whole coordinates (they broadcast)."""
    h = (x * 0x9E3779B1 + y * 0x85EBCA77 + seed * 0xC2B2AE3D).astype(np.uint32)
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        h ^= h >> np.uint32(shift)
        h *= np.uint32(factor)
    h ^= h >> np.uint32(16)
    return np.asarray((h >> np.uint32(8)).astype(np.float32) / np.float32(1 << 24))


def noise(width_m: float, height_m: float, cell_m: float, seed: int, margin_m: float = 400.0) -> Spline:
    """A smooth random-looking surface of about unit spread, the same for the same seed."""
    cols = np.arange(int((width_m + 2 * margin_m) / cell_m) + 3)
    rows = np.arange(int((height_m + 2 * margin_m) / cell_m) + 3)
    raw = sum(hashed(cols[None, :], rows[:, None], seed + k) for k in range(3))
    values = (np.asarray(raw, dtype=np.float32) - np.float32(1.5)) * np.float32(2.0)
    return Spline(Grid(values, -margin_m, -margin_m, cell_m))


def smoothstep(low: float, high: float, values: F32) -> F32:
    """0 below `low`, 1 above `high`, an easy slope between."""
    t = np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)
