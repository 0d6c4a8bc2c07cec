"""Where fire goes: range, light, the hexside it comes through, and who shares that side."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.axial import DIRECTIONS
from game.rules.fire_table import FireTable, Ints

WITHIN = 6
"""In place of a hexside: fire from the same hex."""
ALL_ROUND = -1
"""Facing of a unit that has none."""


def fire_range(meters: ArrayLike, closing: ArrayLike, table: FireTable) -> Ints:
    """Step of the range tables, int64[...].

    Parameters
    ----------
    meters : (...) int
        Between the centers of the hexes; 0 in the same hex.
    closing : (...) bool
        Whether either side is ordered to close: then the range is shorter.
    table : FireTable
        Numbers of the rules.

    Notes
    -----
    Rule fire.3. Beyond the last step nothing reaches.
    """
    apart = np.asarray(meters, np.int64)
    near = np.maximum(apart - np.asarray(closing, np.bool_) * table.approach, 0)
    near = np.where(apart == 0, table.same_hex, near)
    step: Ints = np.minimum(near // table.step, len(table.reach) - 1)
    return step


def visibility(
    light: ArrayLike, meters: ArrayLike, seen: ArrayLike, share: ArrayLike, table: FireTable
) -> Ints:
    """Visibility factor V, Q10 int64[...].

    Parameters
    ----------
    light : (...) int
        Row of `table.lights`.
    meters : (...) int
        Range.
    seen : (...) int
        Meters one sees.
    share : (...) int
        Q10 of the target that lies open to sight.
    table : FireTable
        Numbers of the rules.

    Notes
    -----
    Rule fire.4: nothing beyond the distance one sees.
    """
    factor = table.light.take(np.asarray(light, np.intp)) * np.asarray(share, np.int64) >> 10
    return np.where(np.asarray(meters) <= np.asarray(seen), factor, 0)


def hexside(target: ArrayLike, firer: ArrayLike) -> NDArray[np.int8]:
    """Hexside of the target through which fire from elsewhere comes.

    Parameters
    ----------
    target, firer : (..., 2) int
        Axial places.

    Returns
    -------
    (...) int8
        Direction 0..5 nearest to the line to the firer, or `WITHIN`. A line through a corner counts to the
        side counter-clockwise of it, seen from either end.
    """
    d = np.asarray(firer, np.int64) - np.asarray(target, np.int64)
    q, r = d[..., 0, None], d[..., 1, None]
    steps = DIRECTIONS.astype(np.int64)
    # Twice the scalar product in the plane: axes at 60 degrees.
    toward = 2 * q * steps[:, 0] + 2 * r * steps[:, 1] + q * steps[:, 1] + r * steps[:, 0]
    # Of two sides at a corner the one after, also across the seam from 5 to 0.
    best = toward == toward.max(axis=-1, keepdims=True)
    after = best & np.roll(best, 1, axis=-1)
    side = np.where(after.any(axis=-1), after.argmax(axis=-1), best.argmax(axis=-1))
    return np.where((d == 0).all(axis=-1), WITHIN, side).astype(np.int8)


def through_flank(facing: ArrayLike, side: ArrayLike) -> NDArray[np.bool_]:
    """Whether fire through a hexside comes from outside the front of 180 degrees: bool[...].

    Rule fire.1. `facing` is a direction 0..5 or `ALL_ROUND`; tanks, anti-tank guns and bunkers have one.
    """
    face, through = np.asarray(facing), np.asarray(side)
    turn = (through - face) % 6
    return np.asarray((face != ALL_ROUND) & (through != WITHIN) & (turn > 1) & (turn < 5))


def number_fronts(hexes: ArrayLike, side: ArrayLike, board: int) -> NDArray[np.int32]:
    """Number the hexsides under fire.

    Parameters
    ----------
    hexes : (..., N, K) int
        Hex of the target of each aim; anything negative where there is none.
    side : (..., N, K) int
        From `hexside`.
    board : int
        Hexes of the board.

    Returns
    -------
    (..., N, K) int32
        The same number, below N x K, for all aims through the same side of the same hex.

    Notes
    -----
    Each aim writes its own number on its hexside and then reads what stands there: no sorting.
    """
    place = np.maximum(np.asarray(hexes, np.int64), 0) * (WITHIN + 1) + np.asarray(side, np.int64)
    aims = place.shape[-2] * place.shape[-1]
    flat = place.reshape(-1, aims)
    flat = flat + np.arange(len(flat), dtype=np.int64)[:, None] * (board * (WITHIN + 1))
    slate = np.empty(len(flat) * board * (WITHIN + 1), np.int32)
    slate[flat] = np.arange(aims, dtype=np.int32)
    numbered: NDArray[np.int32] = slate[flat].reshape(place.shape)
    return numbered
