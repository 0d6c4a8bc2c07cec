"""Line of sight a third time: from one observer to all within reach, in whole numbers only.

Written from the rule, and quick enough to hold the table to on every pair of a map. The steepest point so far
is kept as a fraction and compared by cross-multiplying.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from sight_oracle import Survey, center

from game.grid.board import Board
from game.rules.los import SightTable

Whole = NDArray[np.int64]
CURVE = 14_844_430


def ground_at(survey: Survey, heights: Whole, x: Whole, y: Whole, over: Whole) -> Whole:
    """Millimeters of the half-cells nearest to (x / over, y / over) mm; ties go up; kept on the grid."""
    half = 500 * survey.cell * over
    rows, cols = heights.shape
    i = np.clip((y - 1000 * survey.y0 * over + half // 2) // half, 0, 2 * rows - 2)
    j = np.clip((x - 1000 * survey.x0 * over + half // 2) // half, 0, 2 * cols - 2)
    corners = [heights[(i + a) // 2, (j + b) // 2] for a in (0, 1) for b in (0, 1)]
    mean: Whole = 25 * (corners[0] + corners[1] + corners[2] + corners[3])
    return mean


def least_from(board: Board, survey: Survey, heights: Whole, a: int, ends: Whole, eye_dm: int) -> Whole:
    """Least heights in quarter-meters at which targets in other hexes are seen from hex `a`; 255 never."""
    places = np.array([center(board, h) for h in ends.tolist()], np.int64)
    (xa, ya), (xb, yb) = center(board, a), places.T
    dq, dr = (board.qr[ends].astype(np.int64) - board.qr[a]).T
    square = board.scale**2 * (dq * dq + dq * dr + dr * dr)
    n = np.ceil(np.sqrt(square) / survey.cell).astype(np.int64)
    n += (n * survey.cell) ** 2 < square
    n -= ((n - 1) * survey.cell) ** 2 >= square
    eye = survey.perch(xa, ya) + 100 * eye_dm
    rise, run = np.full(len(ends), -(10**12), np.int64), np.ones(len(ends), np.int64)
    for s in range(1, int(n.max())):
        on = np.flatnonzero(n > s)
        m = n[on]
        ground = ground_at(survey, heights, xa * (m - s) + xb[on] * s, ya * (m - s) + yb[on] * s, m)
        up = ground + 1000 * square[on] * s * (m - s) // (CURVE * m * m) - eye
        steeper = up * run[on] > rise[on] * s
        rise[on[steeper]], run[on[steeper]] = up[steeper], s
    gap = (eye - ground_at(survey, heights, xb, yb, np.ones_like(xb))) * run + rise * n
    least: Whole = np.clip(-(-gap // (250 * run)), 0, 255)
    return least


def differing(board: Board, survey: Survey, table: SightTable, observers: Iterable[int], eye_dm: int) -> int:
    """Pairs from some observers, within reach, for which a table says something else."""
    row, every, wrong = table.eyes_dm.index(eye_dm), np.arange(board.hexes), 0
    heights = np.array(survey.heights, np.int64)
    for a in observers:
        ends = every[(board.meters(a, every) <= table.reach_m) & (every != a)]
        least = least_from(board, survey, heights, a, ends, eye_dm)
        wrong += int((table.hmin(row, a, ends) != least).sum())
    return wrong
