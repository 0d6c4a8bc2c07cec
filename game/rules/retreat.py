"""Ways back: the hex that beaten units go to, the path of a rout, and who has no way at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import OFF_BOARD
from game.rules.tables import IMPASSABLE

NOWHERE = -1
"""No hex to go to."""
SIDES = 6
_TURNS = np.abs(np.arange(SIDES)[:, None] - np.arange(SIDES))
APART = np.minimum(_TURNS, SIDES - _TURNS)
"""Hexsides between two directions, 0..3."""


def pressed_sides(hexes: ArrayLike, foe: NDArray[np.bool_], neighbor: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Sides (..., 6) of hexes (...) beyond which an enemy stands; `foe` (H) or (..., H) as in `retreat`."""
    beside = neighbor[np.asarray(hexes, np.intp)]
    near: NDArray[np.bool_] = _at(foe, beside) & (beside != OFF_BOARD)
    return near


def retreat(
    hexes: ArrayLike,
    from_sides: ArrayLike,
    cost: ArrayLike,
    foe: NDArray[np.bool_],
    lost_ground: NDArray[np.bool_],
    neighbor: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Choose the hex to fall back to.

    Parameters
    ----------
    hexes : (...) int
        Where the beaten stand.
    from_sides : (..., 6) bool
        Hexsides from which they were attacked.
    cost : (..., 6) int
        Tenths of a minute to enter each neighbor; `IMPASSABLE` or below 0 where they cannot, as in the prices
        of `movement_cost.entry_cost`.
    foe : (H) bool or (..., H) bool
        Hexes with enemies in them: one map for all, or leading axes as many as those of `hexes`.
    lost_ground : (H) bool or (..., H) bool
        Hexes that the enemy controls.
    neighbor : (H, 6) int32
        Of the board.

    Returns
    -------
    (...) int32
        Hex, or `NOWHERE`.

    Notes
    -----
    Rule assault.6. Never into the enemy, off the board or through a side they were attacked from. Then, one
    after another: ground that is not the enemy's, as far round from the attackers as can be, the lowest cost,
    the lowest number of hexside.
    """
    home, pressed = np.asarray(hexes, np.intp), np.asarray(from_sides, np.bool_)
    beside, toll = neighbor[home], np.asarray(cost, np.int64)
    closed = (toll < 0) | (toll >= int(IMPASSABLE))
    shut = (beside == OFF_BOARD) | closed | _at(foe, beside) | pressed
    away = np.where(pressed[..., None, :], APART, SIDES).min(axis=-1)
    away = np.where(pressed.any(axis=-1, keepdims=True), away, 0)
    worth = _at(lost_ground, beside).astype(np.int64)
    rank = ((worth * (SIDES + 1) + (SIDES - away)) << 20) + np.minimum(toll, int(IMPASSABLE))
    rank = np.where(shut, np.int64(2**62), rank * SIDES + np.arange(SIDES))
    best = rank.argmin(axis=-1)
    chosen = np.take_along_axis(beside, best[..., None], axis=-1)[..., 0]
    return np.where(shut.all(axis=-1), NOWHERE, chosen).astype(np.int32)


def _at(flags: NDArray[np.bool_], places: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Flags at places (..., 6); where a place is off the board the answer means nothing."""
    rows = places.astype(np.intp)
    found: NDArray[np.bool_] = flags[rows] if flags.ndim == 1 else np.take_along_axis(flags, rows, axis=-1)
    return found


def rout_path(
    hexes: ArrayLike,
    steps: int,
    cost: NDArray[np.int16 | np.int32],
    foe: NDArray[np.bool_],
    lost_ground: NDArray[np.bool_],
    neighbor: NDArray[np.int32],
    fled: ArrayLike | None = None,
    row: ArrayLike | None = None,
) -> NDArray[np.int32]:
    """Where routed units run to.

    Parameters
    ----------
    hexes : (A) int
        Where they are.
    steps : int
        Hexes they go.
    cost : (A, H, 6) or (H, 6) int
        Tenths of a minute to enter the neighbors of every hex; one map serves all.
    foe, lost_ground : (H) bool or (A, H) bool
        Where enemies stand; what the enemy controls.
    neighbor : (H, 6) int32
        Of the board.
    fled : (A, 6) bool, optional
        Sides from which they flee as long as no enemy stands next to them.
    row : (A) int, optional
        Map of `cost` (N, H, 6) that each pays by; where left out, the maps are those of the units in order.

    Returns
    -------
    (A, steps) int32
        Hexes in order; `NOWHERE` from where there is no further way, or the unit is off the board.

    Notes
    -----
    Rule morale.2. Each step is a retreat from the enemies next to the hex; with none near, from those it
    fled.
    """
    at = np.asarray(hexes, np.int32)
    going, path = at != OFF_BOARD, []
    own = np.arange(len(at)) if row is None else np.asarray(row, np.intp)
    fled = np.zeros((*at.shape, SIDES), np.bool_) if fled is None else np.asarray(fled, np.bool_)
    for _ in range(steps):
        place = np.where(going, at, 0)
        near = pressed_sides(place, foe, neighbor)
        fled = np.where(near.any(axis=-1, keepdims=True), near, fled)
        toll = cost[place] if cost.ndim == 2 else cost[own, place]
        chosen = retreat(place, fled, toll, foe, lost_ground, neighbor)
        going = going & (chosen != NOWHERE)
        at = np.where(going, chosen, at)
        path.append(np.where(going, chosen, NOWHERE))
    return np.stack(path, axis=-1).astype(np.int32)
