"""Pairs of places near each other, found without asking every pair: the board is cut into cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.grid.board import Board
from game.rules.tables import seal

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cells of a board: `of` int64[H] number of each hex's cell, `around` int64[9] steps to those about it.

    Two hexes within reach of each other lie in the same cell or in two that touch.
    """

    of: Ints
    around: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def cells(board: Board, rings: int) -> Cells:
    """Cut a board into cells of `rings` hexes each way; what lies within `rings` hexes is in reach."""
    q, r = (board.qr.astype(np.int64) // max(1, rings)).T
    q, r = q - q.min(), r - r.min()
    # A spare column on both sides keeps the cells beyond the rim from being others.
    wide = int(r.max()) + 3
    step = np.arange(-1, 2)
    return Cells((q + 1) * wide + r + 1, (step[:, None] * wide + step).reshape(-1))


def near_pairs(grid: Cells, seer: Ints, target: Ints) -> tuple[Ints, Ints, Ints]:
    """Pairs of places in reach of each other, and some beyond it.

    Parameters
    ----------
    grid : Cells
        Of the board.
    seer, target : (B, M) int64, (B, N) int64
        Hexes, negative for who is not there.

    Returns
    -------
    layer, row, column : (P,) int64
        Battle, place in `seer` and place in `target`, in rising order.
    """
    count = int(grid.of.max(initial=0)) + 1 + int(grid.around.max())
    layer, column = np.nonzero(target >= 0)
    key = layer * count + grid.of[target[layer, column]]
    order = np.argsort(key, kind="stable")
    key = key[order]
    battle, row = np.nonzero(seer >= 0)
    wanted = (battle * count + grid.of[seer[battle, row]])[:, None] + grid.around
    first, last = np.searchsorted(key, wanted, "left"), np.searchsorted(key, wanted, "right")
    many = (last - first).reshape(-1)
    who = np.repeat(np.arange(len(row)), (last - first).sum(axis=1))
    # Every run of targets one after another: the place in the run plus where the run begins.
    begin = np.repeat(first.reshape(-1) - (many.cumsum() - many), many)
    found = column[order[begin + np.arange(many.sum())]]
    flat = (battle[who] * seer.shape[1] + row[who]) * target.shape[1] + found
    flat.sort()
    rest, found = np.divmod(flat, max(1, target.shape[1]))
    return (*np.divmod(rest, max(1, seer.shape[1])), found)
