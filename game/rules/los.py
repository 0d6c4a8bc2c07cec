"""Line of sight: how tall a target must stand to be seen, for every pair of hexes within reach.

Rule sight.1 (`combat-model`, section 2). An observer's eye stands `eye` above the ground at the center of
his hex, or above the highest ground near it (`make_relief`, perch_m); a ray runs to the center of the
target hex over the 50 m heights, cut into equal steps of about 50 m. At each dividing point s of n, with
ground H (curvature less refraction added) under the ray, the line from the eye E over H meets the target's
place at the height E + (H - E) * n / s. The greatest of these is the least height at which a target is
seen.

Tie rule: a line that just touches the ground is not cut by it. Fractions are rounded up, first to the
millimeter, then to the quarter-meter; rounding up keeps order, so the result is exactly the upward-rounded
true fraction. Whole numbers throughout: every machine builds the same table.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid import axial
from game.grid.board import Board
from game.rules.los_relief import Relief, square_m
from game.rules.los_walk import NEVER, lay, offset, walk

Progress = Callable[[int, int], None]

REACH_M = 6000
EYES_DM = (17, 9)
STANDING, TRENCH = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class SightTable:
    """Least target heights in quarter-meters, `table` uint8[E, H, K]: eye, observer's hex, offset.

    Offsets are those of `offsets_within(reach_m, scale)`; NEVER (255) means hidden at any height up to
    63.5 m, off the board or out of reach. `code` intp[H] numbers the places so that each offset has one
    difference, and `column` intp[...] gives for a difference, counted from the least one, the number of
    the offset or -1.
    """

    eyes_dm: tuple[int, ...]
    reach_m: int
    table: NDArray[np.uint8]
    code: NDArray[np.intp]
    column: NDArray[np.intp]

    def hmin(self, eye: int, a: ArrayLike, b: ArrayLike) -> NDArray[np.uint8]:
        """Least height uint8[...] in quarter-meters at which a target in hex `b` is seen from hex `a`.

        `a` and `b` int[...] broadcast; where one is negative (a unit off the board) nothing is seen: NEVER.
        """
        seer, target = np.asarray(a, np.intp), np.asarray(b, np.intp)
        # The differences run from -n to n, so the middle of `column` is that of a hex from itself.
        place = np.asarray(self.column.take(self.code[target] + len(self.column) // 2 - self.code[seer]))
        beyond = np.asarray(place < 0).view(np.uint8)
        rows = self.table[eye]
        place += seer * rows.shape[1]
        # Beyond reach this is a place in another row; what stands there is raised to NEVER.
        found = np.asarray(rows.reshape(-1).take(place, mode="wrap"))
        np.maximum(found, np.negative(beyond), out=found)
        if (seer < 0).any() or (target < 0).any():
            np.putmask(found, np.broadcast_to((seer < 0) | (target < 0), found.shape), NEVER)
        return found

    def visible(self, eye: int, a: ArrayLike, b: ArrayLike, target_dm: ArrayLike) -> NDArray[np.bool_]:
        """Whether targets `target_dm` decimeters tall in hexes `b` are seen from hexes `a`: bool[...]."""
        return stands_out(self.hmin(eye, a, b), target_dm)

    def field(self, eye: int, h: int) -> NDArray[np.uint8]:
        """Least height at which a target in each hex is seen from hex `h`: uint8[H] quarter-meters."""
        return self.hmin(eye, h, np.arange(len(self.code)))


def stands_out(hmin: ArrayLike, target_dm: ArrayLike) -> NDArray[np.bool_]:
    """Whether targets of a height in decimeters reach a least height in quarter-meters."""
    tall = np.minimum(2 * np.asarray(target_dm, dtype=np.int32) // 5, NEVER - 1)
    out = np.asarray(hmin, dtype=np.uint8) <= np.maximum(tall, 0).astype(np.uint8)
    return np.asarray(out & (tall >= 0))


def offsets_within(reach_m: int, scale: int) -> NDArray[np.int32]:
    """Axial offsets int32[K, 2] of the hexes whose centers lie in reach, the center first, ring by ring."""
    # A ring of n hexes comes as near as n * scale * sqrt(3) / 2, so these rings hold all that is in reach.
    rings = math.isqrt(4 * reach_m * reach_m // (3 * scale * scale)) + 1
    offsets = axial.disk_offsets(rings)
    q, r = offsets.astype(np.int64).T
    near: NDArray[np.int32] = offsets[scale * scale * (q * q + q * r + r * r) <= reach_m * reach_m]
    return near


def sight_table(
    board: Board,
    relief: Relief,
    reach_m: int = REACH_M,
    eyes_dm: tuple[int, ...] = EYES_DM,
    progress: Progress | None = None,
) -> SightTable:
    """Build the sight table of a board.

    Parameters
    ----------
    board : Board
        H hexes; only its size and scale matter.
    relief : Relief
        The ground, from `make_relief`; beyond it the rim goes on.
    reach_m : int
        Meters between the centers of two hexes, beyond which nothing is asked.
    eyes_dm : tuple of int
        Eye heights over the ground in decimeters.
    progress : callable, optional
        Called with (done, total) as the work goes on.

    Returns
    -------
    SightTable
        uint8[E, H, K]; the same on every machine.

    Notes
    -----
    Each ray is sampled once and serves both directions and all eyes. All observers in rows of one parity
    see the same offset over the same steps, so a block of them is walked at once.
    """
    offsets = offsets_within(reach_m, board.scale)
    # Offset by offset while it is made, so that a walk fills in whole rows.
    table = np.full((len(eyes_dm), len(offsets), board.rows, board.cols), NEVER, dtype=np.uint8)
    table[:, 0] = 0
    number = {(int(q), int(r)): k for k, (q, r) in enumerate(offsets)}
    half = [(dq, dr) for dq, dr in number if (dr, dq) > (0, 0)]
    lattice = lay(board, relief, eyes_dm)
    for done, (dq, dr) in enumerate(half, start=1):
        both = table[:, number[dq, dr]], table[:, number[-dq, -dr]]
        walk(both, lattice, offset(dq, dr, board.cols, square_m(board, dq, dr), relief.stride_m))
        if progress is not None:
            progress(done, len(half))
    by_hex = table.reshape(len(eyes_dm), len(offsets), board.hexes).swapaxes(1, 2)
    return make_table(board, np.ascontiguousarray(by_hex), reach_m, eyes_dm)


def make_table(
    board: Board, table: NDArray[np.uint8], reach_m: int = REACH_M, eyes_dm: tuple[int, ...] = EYES_DM
) -> SightTable:
    """Sight table around an array made before for the same board, reach and eyes, which is frozen.

    Raises
    ------
    ValueError
        If type or shape of the array do not fit.
    """
    offsets = offsets_within(reach_m, board.scale)
    shape = (len(eyes_dm), board.hexes, len(offsets))
    if table.dtype != np.uint8 or table.shape != shape:
        raise ValueError(f"a sight table here is uint8{shape}, got {table.dtype}{table.shape}")
    # r differs by less than the rows, so q times this keeps the offsets apart; those off the board go
    # unasked.
    width = 2 * board.rows - 1
    code = board.qr[:, 0].astype(np.intp) * width + board.qr[:, 1]
    most = int(code.max() - code.min())
    column = np.full(2 * most + 1, -1, dtype=np.intp)
    askable = np.flatnonzero(np.abs(offsets[:, 1]) < board.rows)
    number = offsets[askable, 0] * width + offsets[askable, 1] + most
    on = (number >= 0) & (number <= 2 * most)
    column[number[on]] = askable[on]
    for array in (table, code, column):
        array.setflags(write=False)
    return SightTable(tuple(eyes_dm), reach_m, table, code, column)
