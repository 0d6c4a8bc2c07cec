"""The ground profile under one line of sight, for the panel that shows why a hex is seen or hidden."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.grid.board import Board
from game.rules.los import stands_out
from game.rules.los_relief import Relief, bulge_mm, columns_mm, nearest, rows_mm, square_m, steps
from game.rules.los_walk import least_height, quarters


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A cut through the ground from an observer's hex to a target's, both ends included: n + 1 points.

    `distance` float64 m from the observer; `ground` float64 m above the sea; `curved` the same with the
    rise of the round ground over the chord, so that light runs straight; `line` float64 m, the line from
    the eye to the target's top; `lit` bool, whether the ground at the point is seen from the eye; `hmin`
    least height of a target in quarter-meters (255: never), as in the sight table; `seen`, whether this
    target is.
    """

    distance: NDArray[np.float64]
    ground: NDArray[np.float64]
    curved: NDArray[np.float64]
    line: NDArray[np.float64]
    lit: NDArray[np.bool_]
    hmin: int
    seen: bool

    @property
    def cut(self) -> NDArray[np.bool_]:
        """Inner points at which the ground rises above the line."""
        above = np.asarray(self.curved > self.line)
        above[[0, -1]] = False
        return above


def profile(board: Board, relief: Relief, a: int, b: int, eye_dm: int, target_dm: int) -> Profile:
    """Profile from hex `a` to hex `b`, over the very points the sight table was built from.

    Parameters
    ----------
    board, relief
        As for `sight_table`.
    a, b : int
        Hexes of the observer and the target.
    eye_dm, target_dm : int
        Heights above the ground in decimeters.

    Returns
    -------
    Profile
        With `hmin` and `seen` equal to what the table says of this pair; the two differ from the exact line
        by rounding the least height up to a quarter-meter.

    Raises
    ------
    ValueError
        If the two hexes are the same.
    """
    if a == b:
        raise ValueError(f"a profile needs two hexes, got {board.label(a)} twice")
    square = square_m(board, *(int(d) for d in board.qr[b].astype(np.int32) - board.qr[a]))
    n = steps(square, relief.stride_m)
    ground, perch = _ground(board, relief, a, b, n)
    curved = ground + bulge_mm(square, n)
    eye = perch + 100 * eye_dm
    hmin = int(quarters(least_height(n * curved[1:-1, None], eye) - ground[-1])[0])
    top = ground[-1] + 100 * target_dm
    part = np.arange(n + 1) / n
    return Profile(
        distance=part * float(np.sqrt(square)),
        ground=ground / 1000.0,
        curved=curved / 1000.0,
        line=(eye * (1 - part) + top * part) / 1000.0,
        lit=_lit(curved, int(eye[0])),
        hmin=hmin,
        seen=bool(stands_out(hmin, target_dm)),
    )


def _ground(
    board: Board, relief: Relief, a: int, b: int, n: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Ground in mm at the n + 1 dividing points of the ray, and that on which the eye stands (one value)."""
    (row_a, col_a), (row_b, col_b) = divmod(a, board.cols), divmod(b, board.cols)
    y = rows_mm(board)
    x_a, x_b = columns_mm(board, row_a & 1)[col_a], columns_mm(board, row_b & 1)[col_b]
    depth, width = relief.height.shape
    j = nearest(x_a[None], x_b[None], n, 0, relief.x0, relief.step, width)[:, 0]
    i = nearest(y[row_a][None], y[row_b][None], n, 0, relief.y0, relief.step, depth)[:, 0]
    return relief.height[i, j], relief.perch[i[:1], j[:1]]


def _lit(curved: NDArray[np.int32], eye: int) -> NDArray[np.bool_]:
    """Whether the ground at each point lies on or above every line from the eye over a nearer point."""
    lit = np.ones(len(curved), dtype=np.bool_)
    rise, run = int(curved[1]) - eye, 1
    for s in range(2, len(curved)):
        here = int(curved[s]) - eye
        # rise / run > here / s, cross-multiplied.
        lit[s] = here * run >= rise * s
        if lit[s]:
            rise, run = here, s
    return lit
