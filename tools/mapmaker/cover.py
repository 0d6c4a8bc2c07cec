"""Shares of each hex covered by drawn ground, and statistics of the heights inside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tools.mapmaker import hexes
from tools.mapmaker.source import Source

LEDGE_M = 700
CELLS_ROUND = 7


@dataclass(frozen=True, slots=True)
class Relief:
    """Heights inside each hex, meters; `slope` is the mean gradient, `rise` the top over the land around."""

    mean: NDArray[np.float64]
    top: NDArray[np.float64]
    low: NDArray[np.float64]
    slope: NDArray[np.float64]
    rise: NDArray[np.float64]
    summit: NDArray[np.bool_]


def shares(ground: BaseGeometry) -> NDArray[np.float64]:
    """Share of each hex's area covered by a shape, 0 to 1."""
    shapely.prepare(ground)
    outlines = np.array(hexes.outlines(), dtype=object)
    inside = shapely.intersection(outlines, ground)
    return np.asarray(shapely.area(inside) / shapely.area(outlines), dtype=np.float64)


def _cells(source: Source) -> NDArray[np.int64]:
    """Number of the hex that holds each cell, in the shape of the height grid."""
    rows, cols = source.heights.shape
    x = source.x0 + source.cell_m * np.arange(cols)
    y = source.y0 + source.cell_m * np.arange(rows)
    points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return hexes.nearest(points).reshape(rows, cols)


def _box_mean(grid: NDArray[np.float64], half: int) -> NDArray[np.float64]:
    """Mean over a square of 2 * half + 1 cells."""
    size = 2 * half + 1
    total = np.pad(np.pad(grid, half, mode="edge").cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    summed = total[size:, size:] - total[:-size, size:] - total[size:, :-size] + total[:-size, :-size]
    return np.asarray(summed / size**2, dtype=np.float64)


def _summits(grid: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Cells that are the highest of the 15 x 15 round them: the local maxima of the model."""
    padded = np.pad(grid, CELLS_ROUND, mode="constant", constant_values=-np.inf)
    window = np.lib.stride_tricks.sliding_window_view(padded, (2 * CELLS_ROUND + 1,) * 2)
    return np.asarray(grid >= window.max(axis=(2, 3)))


def relief(source: Source) -> Relief:
    """Statistics of the heights in every hex."""
    owner = _cells(source)
    south, east = np.gradient(source.heights, source.cell_m)
    steep = np.hypot(south, east)
    above = source.heights - _box_mean(source.heights, LEDGE_M // source.cell_m)
    peak = _summits(source.heights) & (above > 6) & ~source.water
    groups = [np.flatnonzero(owner.ravel() == h) for h in range(hexes.COUNT)]
    flat = source.heights.ravel()

    def each(values: NDArray[np.float64], how: str) -> NDArray[np.float64]:
        return np.array([getattr(values.ravel()[g], how)() for g in groups])

    return Relief(
        mean=np.array([flat[g].mean() for g in groups]),
        top=each(source.heights, "max"),
        low=each(source.heights, "min"),
        slope=each(steep, "mean"),
        rise=each(above, "max"),
        summit=np.array([bool(peak.ravel()[g].any()) for g in groups]),
    )
