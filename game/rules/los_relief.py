"""The ground a line of sight walks over, in whole millimeters, and the points at which it is sampled.

Between the surveyed points of the height grid the ground is bilinear; it is laid down once on a mesh of
half the spacing, and a sample takes the height of the nearest mesh point. Everything here is whole numbers,
so that every machine samples the same points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.grid.board import Board

# Twice the radius of the earth in meters, times 1.165 for refraction: the ground falls off by d * d / this.
CURVE_M = 14_844_430
MAX_STEPS = 128


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """Heights int32[rows, cols] in mm on a square mesh; its first point lies at (`x0`, `y0`) mm of the sheet.

    `perch` int32[rows, cols] is the height of the ground an observer posted there picks for his eye, `step`
    the spacing of the mesh in mm, `stride_m` that of the samples along a line of sight.
    """

    height: NDArray[np.int32]
    perch: NDArray[np.int32]
    x0: int
    y0: int
    step: int
    stride_m: int


def make_relief(heights: NDArray[np.int16], x0: int, y0: int, cell_m: int, perch_m: int = 0) -> Relief:
    """Mesh over a surveyed grid.

    Parameters
    ----------
    heights : (rows, cols) int16
        Decimeters, row 0 in the north.
    x0, y0 : int
        Sheet meters of the first point; the grid need not be aligned with the hexes.
    cell_m : int
        Meters between points.
    perch_m : int
        How far an observer looks about for higher ground to put his eye on: the highest mesh point within
        so many meters counts, though his lines of sight still start from the center. 0 keeps him to the
        center itself.

    Returns
    -------
    Relief
        With the surveyed points and, halfway between them, their means (exact: a mean of four decimeters is
        a whole number of millimeters).

    Raises
    ------
    ValueError
        If the grid is not two-dimensional and whole, or the spacing is not positive.
    """
    known = np.asarray(heights)
    if known.ndim != 2 or known.size == 0 or known.dtype.kind not in "iu" or cell_m <= 0:
        raise ValueError(
            f"heights must be rows and columns of decimeters, got {known.dtype}{known.shape} at {cell_m} m"
        )
    rows, cols = known.shape
    mesh = np.empty((2 * rows - 1, 2 * cols - 1), dtype=np.int32)
    mesh[::2, ::2] = known.astype(np.int32) * 100
    mesh[::2, 1::2] = (mesh[::2, :-1:2] + mesh[::2, 2::2]) // 2
    mesh[1::2] = (mesh[:-1:2] + mesh[2::2]) // 2
    perch = _highest(mesh, 2 * max(0, int(perch_m)) // int(cell_m))
    for array in (mesh, perch):
        array.setflags(write=False)
    return Relief(mesh, perch, 1000 * int(x0), 1000 * int(y0), 500 * int(cell_m), int(cell_m))


def _highest(mesh: NDArray[np.int32], radius: int) -> NDArray[np.int32]:
    """Greatest height within `radius` mesh points of each point, the mesh going on past its rim."""
    rows, cols = mesh.shape
    wide = np.pad(mesh, radius, mode="edge")
    best = mesh.copy()
    for i in range(-radius, radius + 1):
        for j in range(-radius, radius + 1):
            if i * i + j * j <= radius * radius:
                shifted = wide[radius + i : radius + i + rows, radius + j : radius + j + cols]
                np.maximum(best, shifted, out=best)
    return best


def columns_mm(board: Board, parity: int) -> NDArray[np.int64]:
    """Sheet x in mm of the hex centers of a row of the given parity: int64[cols]."""
    half_widths = np.arange(1 + parity, 1 + parity + 2 * board.cols, 2, dtype=np.int64)
    return half_widths * (500 * board.scale)


def rows_mm(board: Board) -> NDArray[np.int64]:
    """Sheet y in mm of the hex centers of each row, rounded down: int64[rows].

    A row lies at scale * (2 + 3 * row) / sqrt(12); the root is taken in whole numbers.
    """
    across = 1000 * board.scale
    roots: Iterable[int] = (math.isqrt((across * (2 + 3 * row)) ** 2 // 12) for row in range(board.rows))
    return np.fromiter(roots, dtype=np.int64, count=board.rows)


def square_m(board: Board, dq: int, dr: int) -> int:
    """Square of the meters between two hex centers an axial offset apart: always a whole number."""
    return board.scale**2 * (dq * dq + dq * dr + dr * dr)


def steps(square: int, stride_m: int) -> int:
    """Equal steps into which a ray is cut: about a stride long, the least number not longer, 128 at most."""
    return min(MAX_STEPS, math.isqrt(square - 1) // stride_m + 1) if square > 0 else 1


def bulge_mm(square: int, n: int) -> NDArray[np.int32]:
    """Rise in mm of the round ground over its chord at points 0 .. n of n, less refraction, rounded down."""
    s = np.arange(n + 1, dtype=np.int64)
    return (1000 * square * s * (n - s) // (CURVE_M * n * n)).astype(np.int32)


def nearest(
    start: NDArray[np.int64], end: NDArray[np.int64], n: int, first: int, origin: int, step: int, count: int
) -> NDArray[np.int64]:
    """Mesh rows or columns nearest to the dividing points of rays, along one axis.

    Parameters
    ----------
    start, end : (M,) int64
        Coordinates of the ends in mm.
    n, first : int
        Points s = first .. n - first of n equal steps.
    origin, step, count : int
        The mesh along this axis: place of its first point, spacing in mm, number of points.

    Returns
    -------
    (n + 1 - 2 * first, M) int64
        A point halfway between two mesh points takes the one to the east or south; a point beyond the mesh
        takes its rim. The result depends on the point alone, so a ray walked backward meets the same
        ground.
    """
    s = np.arange(first, n + 1 - first, dtype=np.int64)[:, None]
    point = start * (n - s) + end * s
    found: NDArray[np.int64] = (2 * (point - n * origin) + n * step) // (2 * n * step)
    return found.clip(0, count - 1)
