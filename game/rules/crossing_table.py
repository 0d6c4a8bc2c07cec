"""The crossings of a map: banks, kinds, whose they are; and those that engineers make."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.movement_table import CROSSINGS
from game.rules.tables import seal
from game.rules.works_table import BOATS, BRIDGE, FERRY

NONE = -1
"""Kind of a crossing that is not there, or was destroyed."""
MADE = {BOATS: "boats", FERRY: "ferry", BRIDGE: "bridge"}
"""What each task of engineers makes."""


@dataclass(frozen=True, slots=True, eq=False)
class CrossingTable:
    """Crossings [Q] of a map.

    Attributes
    ----------
    names : tuple of str
    near, far : int32[Q]
        Hexes of the two banks.
    kind : int8[Q]
        Row of `CROSSINGS` at the start, `NONE` where engineers could make one.
    count : int16[Q]
        Parties of boats, ferries or bridges of that kind.
    open_to : bool[Q, 2]
        By side.
    night_only : bool[Q]
        Whether it is used by night alone.
    """

    names: tuple[str, ...]
    near: NDArray[np.int32]
    far: NDArray[np.int32]
    kind: NDArray[np.int8]
    count: NDArray[np.int16]
    open_to: NDArray[np.bool_]
    night_only: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def waiting_at(table: CrossingTable, hex: ArrayLike, side: ArrayLike, kind: ArrayLike) -> NDArray[np.int64]:
    """Crossing at which units on a bank can wait.

    Parameters
    ----------
    table : CrossingTable
        Of the map.
    hex, side : (..., U) int
        Where each stands, negative off the board, and whose it is.
    kind : (..., Q) int
        Row of `CROSSINGS` now, `NONE` where nothing is.

    Returns
    -------
    (..., U) int64
        Row of the table, the first that stands there and is open to the side; -1 where none is.
    """
    place, stands = np.asarray(hex, np.int64)[..., None], np.asarray(kind)[..., None, :] != NONE
    open_to = np.moveaxis(table.open_to[:, np.asarray(side, np.intp)], 0, -1)
    fits = ((place == table.near) | (place == table.far)) & (place >= 0) & open_to & stands
    if fits.shape[-1] == 0:
        return np.full(fits.shape[:-1], -1, np.int64)
    return np.where(fits.any(axis=-1), fits.argmax(axis=-1), -1)


def with_made(
    table: CrossingTable, kind: ArrayLike, hex: ArrayLike, task: ArrayLike, finished: ArrayLike
) -> NDArray[np.int8]:
    """Crossings after engineers made some.

    Parameters
    ----------
    table : CrossingTable
        Of the map.
    kind : (..., Q) int
        Row of `CROSSINGS` before, `NONE` where nothing is.
    hex, task : (..., U) int
        Where each works, negative off the board, and at which task of `works_table.TASKS`.
    finished : (..., U) bool
        From `works_tasks.toil`.

    Returns
    -------
    (..., Q) int8
        The better of what was there and what was made at either bank, by the order of `CROSSINGS` (works.4).
    """
    made = np.full(max(MADE) + 2, NONE, np.int8)
    for row, name in MADE.items():
        made[row] = CROSSINGS.index(name)
    place, what = np.asarray(hex, np.int64)[..., None], np.asarray(task, np.int64)
    new = np.where(np.asarray(finished, np.bool_), made[what], NONE)[..., None]
    here = ((place == table.near) | (place == table.far)) & (place >= 0)
    best = np.where(here, new, NONE).max(axis=-2, initial=NONE)
    return np.asarray(np.maximum(np.asarray(kind, np.int8), best), np.int8)
