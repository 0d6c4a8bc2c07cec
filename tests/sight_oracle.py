"""Line of sight once more, pair by pair in plain Python: the reference the sight table is held to.

Written from the rule and not from the kernel: heights are interpolated at each sample from the surveyed
decimeters, and the steepest sample is found by cross-multiplying, with one division at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from game.grid.board import Board, make_board
from game.rules.los_relief import Relief, make_relief


@dataclass(frozen=True)
class Survey:
    """Heights in decimeters as nested lists, the sheet meters of the first point, and the spacing."""

    heights: list[list[int]]
    x0: int
    y0: int
    cell: int
    perch_m: int = 0

    @staticmethod
    def of(heights: NDArray[np.int16], x0: int, y0: int, cell: int, perch_m: int = 0) -> Survey:
        return Survey(heights.tolist(), x0, y0, cell, perch_m)

    def relief(self) -> Relief:
        return make_relief(np.array(self.heights, dtype=np.int16), self.x0, self.y0, self.cell, self.perch_m)

    def halves(self, x: int, y: int, over: int) -> tuple[int, int]:
        """Half-cells (row, column) nearest to (x / over, y / over) mm; ties go up; kept on the grid."""
        half = 500 * self.cell * over
        i = (y - 1000 * self.y0 * over + half // 2) // half
        j = (x - 1000 * self.x0 * over + half // 2) // half
        return min(max(i, 0), 2 * len(self.heights) - 2), min(max(j, 0), 2 * len(self.heights[0]) - 2)

    def ground(self, x: int, y: int, over: int = 1) -> int:
        """Millimeters: the mean of the surveyed points around a half-cell."""
        return self.mean(*self.halves(x, y, over))

    def mean(self, i: int, j: int) -> int:
        rows = self.heights[i // 2], self.heights[(i + 1) // 2]
        return 25 * sum(row[j // 2] + row[(j + 1) // 2] for row in rows)

    def perch(self, x: int, y: int) -> int:
        """Millimeters of the highest half-cell within `perch_m` of a place."""
        i, j = self.halves(x, y, 1)
        r = 2 * self.perch_m // self.cell
        last = 2 * len(self.heights) - 2, 2 * len(self.heights[0]) - 2
        square = [(di, dj) for di in range(-r, r + 1) for dj in range(-r, r + 1)]
        disk = [(i + di, j + dj) for di, dj in square if di * di + dj * dj <= r * r]
        return max(self.mean(min(max(i, 0), last[0]), min(max(j, 0), last[1])) for i, j in disk)


def bare_board(cols: int, rows: int, scale: int = 250) -> Board:
    none = np.zeros(cols * rows, dtype=np.int8)
    return make_board(cols, rows, scale, none, none, none)


def center(board: Board, h: int) -> tuple[int, int]:
    row, col = divmod(h, board.cols)
    x = 500 * board.scale * (2 * col + 1 + row % 2)
    return x, isqrt((1000 * board.scale * (3 * row + 2)) ** 2 // 12)


def least(board: Board, survey: Survey, a: int, b: int, eye_dm: int) -> int:
    """Least height in quarter-meters at which a target in hex `b` is seen from hex `a`; 255 never."""
    (xa, ya), (xb, yb) = center(board, a), center(board, b)
    d = (board.qr[b].astype(int) - board.qr[a]).tolist()
    square = board.scale**2 * (d[0] ** 2 + d[0] * d[1] + d[1] ** 2)
    n = 1
    while (n * survey.cell) ** 2 < square:
        n += 1
    eye = survey.perch(xa, ya) + 100 * eye_dm
    rise, run = -(10**12), 1
    for s in range(1, n):
        x, y = xa * (n - s) + xb * s, ya * (n - s) + yb * s
        bulge = 1000 * square * s * (n - s) // (14_844_430 * n * n)
        up = survey.ground(x, y, n) + bulge - eye
        if up * run > rise * s:
            rise, run = up, s
    gap = (eye - survey.ground(xb, yb)) * run + rise * n
    return min(255, max(0, -(-gap // (250 * run))))
