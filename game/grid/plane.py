"""The sheet plane in meters: x to the east, y to the south, from the north-west corner of the sheet.

Hexes are pointy-top, `across_m` wide from flat to flat, in rows from the north, odd rows shifted half a hex
to the east. Angles and sides run counter-clockwise from east, as on a map with north up. Floats here are for
drawing, picking and measuring; nothing in the rules is decided by them.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid import axial

Floats = NDArray[np.float64]

ACROSS_M = 250.0
SQRT3 = math.sqrt(3.0)

_TURNS = np.radians(60.0 * np.arange(6))
_SIDE_UNIT: Floats = np.stack([np.cos(_TURNS), -np.sin(_TURNS)], axis=-1)
_CORNER_TURNS = _TURNS - math.pi / 6
_CORNER_UNIT: Floats = np.stack([np.cos(_CORNER_TURNS), -np.sin(_CORNER_TURNS)], axis=-1)


def radius(across_m: float = ACROSS_M) -> float:
    """Distance from the center of a hex to its corners, which is also the length of its sides."""
    return across_m / SQRT3


def center(col: int, row: int, across_m: float = ACROSS_M) -> tuple[float, float]:
    """Center (x, y) of one hex."""
    size = radius(across_m)
    return across_m * (0.5 + col + 0.5 * (row & 1)), size * (1.0 + 1.5 * row)


def centers(cols: int, rows: int, across_m: float = ACROSS_M) -> Floats:
    """Centers of all hexes, row by row: float64[cols * rows, 2]."""
    row, col = np.divmod(np.arange(cols * rows), cols)
    size = radius(across_m)
    return np.stack([across_m * (0.5 + col + 0.5 * (row & 1)), size * (1.0 + 1.5 * row)], axis=-1)


def corners(col: int, row: int, across_m: float = ACROSS_M) -> Floats:
    """Six corners float64[6, 2] of one hex.

    Corner i lies between side i - 1 and side i, so side i runs from corner i to corner (i + 1) % 6: corner 0
    is the lower right one, corner 1 the upper right, corner 2 the top, and so on counter-clockwise.
    """
    return np.asarray(center(col, row, across_m)) + radius(across_m) * _CORNER_UNIT


def all_corners(cols: int, rows: int, across_m: float = ACROSS_M) -> Floats:
    """Corners of all hexes, row by row, in the order of `corners`: float64[cols * rows, 6, 2]."""
    return centers(cols, rows, across_m)[:, None, :] + radius(across_m) * _CORNER_UNIT


def side_midpoint(col: int, row: int, side: int, across_m: float = ACROSS_M) -> tuple[float, float]:
    """Middle of a hexside."""
    x, y = center(col, row, across_m)
    dx, dy = 0.5 * across_m * _SIDE_UNIT[side % 6]
    return x + float(dx), y + float(dy)


def side_midpoints(cols: int, rows: int, across_m: float = ACROSS_M) -> Floats:
    """Middles of all hexsides, row by row: float64[cols * rows, 6, 2]."""
    return centers(cols, rows, across_m)[:, None, :] + 0.5 * across_m * _SIDE_UNIT


def hexes_at(xy: ArrayLike, across_m: float = ACROSS_M) -> NDArray[np.int32]:
    """Column and row of the hex under each point.

    Parameters
    ----------
    xy : (..., 2) float
        Points in sheet meters.
    across_m : float
        Width of a hex.

    Returns
    -------
    (..., 2) int32
        Column and row, on the board or beyond it: `inside` tells. The hex is the one whose center is nearest.
    """
    point = np.asarray(xy, dtype=np.float64)
    size = radius(across_m)
    r = (point[..., 1] / size - 1.0) / 1.5
    q = point[..., 0] / across_m - 0.5 - r / 2.0
    cube = np.stack([q, r, -q - r], axis=-1)
    rounded = np.rint(cube)
    worst = np.abs(rounded - cube).argmax(axis=-1)
    rq, rr, rs = rounded[..., 0], rounded[..., 1], rounded[..., 2]
    place = np.stack([np.where(worst == 0, -rr - rs, rq), np.where(worst == 1, -rq - rs, rr)], axis=-1)
    return axial.to_offset(place.astype(np.int32))


def hex_at(x: float, y: float, across_m: float = ACROSS_M) -> tuple[int, int]:
    """Column and row of the hex under one point, on the board or beyond it."""
    col, row = hexes_at((x, y), across_m)
    return int(col), int(row)


def inside(col: ArrayLike, row: ArrayLike, cols: int, rows: int) -> NDArray[np.bool_]:
    """Whether columns and rows lie on a board of the given size."""
    c, r = np.asarray(col), np.asarray(row)
    return np.asarray((c >= 0) & (c < cols) & (r >= 0) & (r < rows))


def distance(a: ArrayLike, b: ArrayLike) -> Floats:
    """Meters between points float[..., 2]."""
    d = np.asarray(b, dtype=np.float64) - np.asarray(a, dtype=np.float64)
    return np.asarray(np.hypot(d[..., 0], d[..., 1]))


def bearing(a: ArrayLike, b: ArrayLike) -> Floats:
    """Degrees clockwise from grid north, in [0, 360), from points `a` to `b`; 0 where they coincide."""
    d = np.asarray(b, dtype=np.float64) - np.asarray(a, dtype=np.float64)
    # The last remainder takes back the 360 that a tiny negative angle rounds to; 0.0 clears a negative zero.
    return np.asarray(np.degrees(np.arctan2(d[..., 0], -d[..., 1])) % 360.0 % 360.0 + 0.0)


def size_m(cols: int, rows: int, across_m: float = ACROSS_M) -> tuple[float, float]:
    """Width and height in meters of the box around a board whose first hex touches the origin."""
    width = across_m * (cols + (0.5 if rows > 1 else 0.0))
    return width, radius(across_m) * (0.5 + 1.5 * rows)
