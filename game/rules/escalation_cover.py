"""Japanese aircraft over the field: what the forbidden choice would have bought (rule victory.7).

No squadron of theirs is played, for none flew. Asked for, they are over the field for the turn, and missions
of the other side turn back; the index tells what that costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account, permille_of
from game.rules.chance import Bits, happens
from game.rules.ruleset import Ruleset
from game.rules.tables import BITS, seal

COVER_FACTORS = ("met",)
"""Ledger of victory.7: the base is the chance of a mission that is met, the factor whether it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Turned:
    """Missions that turn back bool (..., S), and the account (..., S), empty for those that are not met."""

    back: NDArray[np.bool_]
    account: Account

    def __post_init__(self) -> None:
        """Seal the missions."""
        seal(self)


def freeze_cover(rules: Ruleset) -> int:
    """Q16 chance that a mission turns back from a field over which the other side's aircraft are."""
    return rules.value("victory", "cover", bits=16)


def turned_back(chance: int, side: ArrayLike, flies: ArrayLike, covered: ArrayLike, bits: Bits) -> Turned:
    """Missions that turn back before aircraft of the other side.

    Parameters
    ----------
    chance : int
        Q16, from `freeze_cover`.
    side : (..., S) int
        Row of SIDES of each mission.
    flies : (..., S) bool
        Whether it would reach the field.
    covered : (..., 2) bool
        Sides that have asked for aircraft over the field this turn.
    bits : (..., S) uint64
        One word a mission.

    Returns
    -------
    Turned

    Notes
    -----
    Rule victory.7. A mission turns back whole.
    """
    asked = np.asarray(covered, np.bool_)
    other = np.where(np.asarray(side) == 0, asked[..., 1:], asked[..., :1])
    met = other & np.asarray(flies, np.bool_)
    odds = np.where(met, chance, 0)
    back = happens(bits, odds)
    base = np.full(met.shape, chance, np.int64)
    return Turned(back, account(base, (met.astype(np.int64) << BITS,), permille_of(odds), back, bits))
