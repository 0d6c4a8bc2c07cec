"""Leaders: whether one is among the fallen, who takes his place, and what the unit loses meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account, permille_of
from game.rules.chance import Bits, happens
from game.rules.morale_table import CASUALTIES, MoraleTable

LEADER_FACTORS: tuple[str, ...] = ()
"""Ledger of morale.3: the base is casualties, the expectation the chance per mille."""


@dataclass(frozen=True, slots=True, eq=False)
class Led:
    """Leaders after a pulse, (..., U).

    Attributes
    ----------
    hit : (..., U) bool
        Fell in this pulse.
    vacant : (..., U) int8
        Pulses until the successor is in his place; 0 where a leader is.
    lead : (..., U) int16
        Q10 worth of whoever leads.
    account : Account
    """

    hit: NDArray[np.bool_]
    vacant: NDArray[np.int8]
    lead: NDArray[np.int16]
    account: Account


def leaders(vacant: ArrayLike, lead: ArrayLike, lost: ArrayLike, bits: Bits, table: MoraleTable) -> Led:
    """Leaders after a pulse.

    Parameters
    ----------
    vacant : (..., U) int
        Pulses until a successor is in his place.
    lead : (..., U) int
        Q10.
    lost : (..., U) int
        Casualties of the pulse.
    bits : (..., U) uint64
        Dice, one word a draw.
    table : MoraleTable
        Of the chapter morale.

    Returns
    -------
    Led
        A leader who falls before his predecessor's place was filled starts the time anew.

    Notes
    -----
    Rule morale.3: chance 1 - (1 - p)^casualties, by table.
    """
    fallen = np.asarray(lost, np.int64)
    chance = table.leader_hit[np.clip(fallen, 0, CASUALTIES - 1)]
    hit = happens(bits, chance)
    waiting = np.maximum(np.asarray(vacant, np.int64) - 1, 0)
    worth = np.asarray(lead, np.int64)
    less = np.maximum(worth - np.where(hit, table.leader_worth, 0), 0)
    return Led(
        hit=hit,
        vacant=np.where(hit, table.leader_pulses, waiting).astype(np.int8),
        lead=less.astype(np.int16),
        account=account(fallen, (), permille_of(chance), hit, bits),
    )


def link_without(link: ArrayLike, vacant: ArrayLike, table: MoraleTable) -> NDArray[np.int16]:
    """Command link Q10 (..., U) while no leader is in his place (morale.3)."""
    worth = np.asarray(link, np.int64)
    empty = np.asarray(vacant) > 0
    return np.where(empty, np.maximum(worth - table.leader_link, 0), worth).astype(np.int16)
