"""Fatigue: what wears men out, what sleep gives back, and what it takes from them (rule morale.4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.morale_table import DUTIES, Ints, MoraleTable
from game.rules.tables import ONE

FATIGUE_TERMS = (*DUTIES, "assault")
"""Ledger of morale.4: Q10 terms that are added to the base, the fatigue before."""
_HOUR = 60


@dataclass(frozen=True, slots=True, eq=False)
class Tired:
    """Fatigue after a pulse: `result` int16 (..., U) Q10, and the ledger."""

    result: NDArray[np.int16]
    account: Account


def tire(before: ArrayLike, minutes: ArrayLike, assaulted: ArrayLike, table: MoraleTable) -> Tired:
    """Fatigue after a pulse.

    Parameters
    ----------
    before : (..., U) int
        Q10.
    minutes : (..., U, 5) int
        Spent on each of DUTIES; lying under shells may go with any of the others.
    assaulted : (..., U) bool
        Made an assault in the pulse.
    table : MoraleTable
        Of the chapter morale.

    Returns
    -------
    Tired
        0 to 1024.

    Notes
    -----
    Rule morale.4. Rates an hour times minutes, rounded to the nearest.
    """
    spent = np.asarray(minutes, np.int64)
    half = _HOUR << 9
    hours = (spent * table.duty + half) // (2 * half)
    storm = np.where(np.asarray(assaulted, np.bool_), table.assault, 0)
    result = np.clip(np.asarray(before, np.int64) + hours.sum(axis=-1) + storm, 0, ONE)
    base = np.broadcast_to(np.asarray(before, np.int64), result.shape)
    parts = (*(hours[..., row] for row in range(len(DUTIES))), storm)
    return Tired(result.astype(np.int16), account(base, parts, result * 1000 >> 10, result))


def vigor(fatigue: ArrayLike, table: MoraleTable) -> Ints:
    """What fatigue leaves, Q10 (...): a factor on rate of fire and on the stress that men bear (morale.4).

    The march has a factor of its own, movement.fatigue.
    """
    return ONE - (np.asarray(fatigue, np.int64) * table.effect >> 10)
