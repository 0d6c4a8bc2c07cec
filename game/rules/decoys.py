"""Decoy batteries: which battery each feigns, who takes it for one, and what puts it out (rule works.5)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import OFF_BOARD, Board
from game.rules.beliefs import ASTRAY, Beliefs
from game.rules.chance import Bits, happens
from game.rules.fixed import MOST_BITS, one_minus_exp
from game.rules.works_table import WorksTable

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NOBODY = -1


def chosen(wanted: ArrayLike, free: ArrayLike, bits: Bits) -> NDArray[np.int32]:
    """Battery that each new decoy feigns.

    Parameters
    ----------
    wanted : (N, D) bool
        Decoys finished in this pulse.
    free : (N, U) bool
        Batteries of the side that nobody feigns yet and of which the other side believes nothing.
    bits : (N, U) uint64
        Dice of the batteries: the least word comes first.

    Returns
    -------
    (N, D) int32
        Row of the battery, `NOBODY` where no decoy was finished or no battery is left.
    """
    want, may = np.asarray(wanted, np.bool_), np.asarray(free, np.bool_)
    # The free come first, in the order of their words.
    order = np.lexsort((bits, ~may), axis=-1)
    number = np.cumsum(want, axis=-1) - 1
    found = np.take_along_axis(order, np.minimum(np.maximum(number, 0), order.shape[-1] - 1), axis=-1)
    return np.where(want & (number < may.sum(axis=-1, keepdims=True)), found, NOBODY).astype(np.int32)


def credible(board: Board, old: Beliefs, place: ArrayLike) -> Flags:
    """Whether a side may take a decoy for the battery that it feigns, (..., 2, U) bool.

    Parameters
    ----------
    board : Board
        H hexes.
    old : Beliefs
        Before the pulse.
    place : (..., U) int
        Hex of the decoy that feigns each battery, negative for none.

    Notes
    -----
    Rule works.5: of a battery that is known to stand elsewhere no second one is made out.
    """
    spot = np.broadcast_to(np.asarray(place, np.int64)[..., None, :], old.hex.shape)
    both = (spot >= 0) & (old.hex >= 0)
    apart = board.meters(np.where(both, spot, 0), np.where(both, old.hex, 0))
    near = apart <= board.scale + ASTRAY * old.error
    return np.asarray((spot >= 0) & (near | (old.confidence == 0) | (old.hex == OFF_BOARD)))


def standing(table: WorksTable, shells: ArrayLike, beside: ArrayLike, bits: Bits) -> Flags:
    """Whether a decoy still deceives after a pulse, (...) bool.

    Parameters
    ----------
    table : WorksTable
        Of the ruleset.
    shells : (...) int
        That fell in its hex.
    beside : (...) bool
        Whether enemy infantry stands in its hex or next to it.
    bits : (...) uint64
        One word a decoy.

    Notes
    -----
    Rule works.5: each shell wrecks it with a small chance; from beside, logs are seen to be logs.
    """
    hit = happens(bits, one_minus_exp(np.asarray(shells, np.int64) * table.decoy_shell, MOST_BITS))
    return np.asarray(~np.asarray(beside, np.bool_) & ~hit)
