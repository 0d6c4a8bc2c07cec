"""The hex grid of the sheet: centers, outlines, neighbors, labels and hexsides."""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

COLUMNS = 56
ROWS = 55
ACROSS_M = 250
RADIUS_M = ACROSS_M / math.sqrt(3)
WIDTH_M = 14_000
HEIGHT_M = 12_000
EAST = 625_500
NORTH = 4_708_500
CRS = "EPSG:32652"
DIRECTIONS = ("E", "NE", "NW", "W", "SW", "SE")
COUNT = COLUMNS * ROWS

_STEPS = (
    ((1, 0), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1)),
    ((1, 0), (1, -1), (0, -1), (-1, 0), (0, 1), (1, 1)),
)


def number(col: int, row: int) -> int:
    """Row-major number of a hex."""
    return row * COLUMNS + col


def label(hex_: int) -> str:
    """Printed label, column and row counted from 1."""
    row, col = divmod(hex_, COLUMNS)
    return f"{col + 1:02d}{row + 1:02d}"


def parse(text: str) -> int:
    """Number of the hex with a printed label."""
    return number(int(text[:2]) - 1, int(text[2:]) - 1)


def neighbor(hex_: int, direction: int) -> int | None:
    """Hex across a side, None beyond the edge of the map."""
    row, col = divmod(hex_, COLUMNS)
    dc, dr = _STEPS[row & 1][direction]
    col, row = col + dc, row + dr
    return number(col, row) if 0 <= col < COLUMNS and 0 <= row < ROWS else None


def neighbors(hex_: int) -> list[int]:
    """Hexes that touch a hex."""
    return [h for d in range(6) if (h := neighbor(hex_, d)) is not None]


def centers() -> NDArray[np.float64]:
    """Centers of all hexes, shape (COUNT, 2), sheet meters (x east, y south)."""
    row, col = np.divmod(np.arange(COUNT), COLUMNS)
    x = 125.0 + 250.0 * col + 125.0 * (row & 1)
    return np.column_stack([x, RADIUS_M + 1.5 * RADIUS_M * row])


def corners(x: float, y: float) -> list[tuple[float, float]]:
    """Six corners; side `d` of a hex runs from corner d to corner d + 1."""
    turns = (math.radians(60 * d - 30) for d in range(6))
    return [(x + RADIUS_M * math.cos(t), y - RADIUS_M * math.sin(t)) for t in turns]


def outlines() -> list[Polygon]:
    """Outline of every hex, by number."""
    return [shapely.Polygon(corners(x, y)) for x, y in centers()]


def nearest(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number of the hex that holds each point, shape (n, 2); -1 outside the map."""
    middle = centers()
    row = np.round((points[:, 1] - RADIUS_M) / (1.5 * RADIUS_M)).astype(np.int64)
    found = np.full(len(points), -1, dtype=np.int64)
    best = np.full(len(points), RADIUS_M * 1.001)
    for shift in (-1, 0, 1):
        r = row + shift
        c = np.round((points[:, 0] - 125 - 125 * (r & 1)) / 250).astype(np.int64)
        ok = (r >= 0) & (r < ROWS) & (c >= 0) & (c < COLUMNS)
        h = np.where(ok, r * COLUMNS + c, 0)
        away = np.hypot(*(points - middle[h]).T)
        closer = ok & (away < best)
        found[closer], best[closer] = h[closer], away[closer]
    return found


def hex_at(x: float, y: float) -> int:
    """Number of the hex that holds a point, -1 outside the map."""
    return int(nearest(np.array([[x, y]]))[0])


def side_name(hex_: int, direction: int) -> str:
    """Written name of a hexside, by the one of its two hexes that lies west or north of it."""
    if direction in (1, 2, 3):
        other = neighbor(hex_, direction)
        if other is not None:
            hex_, direction = other, (direction + 3) % 6
    return f"{label(hex_)}-{DIRECTIONS[direction]}"


def inner_sides() -> list[tuple[int, int, int]]:
    """Every side between two hexes of the map, once: hex, direction (E, SW or SE), other hex."""
    found = ((h, d, neighbor(h, d)) for h in range(COUNT) for d in (0, 4, 5))
    return [(h, d, other) for h, d, other in found if other is not None]
