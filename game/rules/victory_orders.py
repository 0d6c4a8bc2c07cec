"""Orders against the bans: whether there is leave for each, and what it costs to give it all the same.

The same deeds are counted here, before an order is given, as by `victory_turn` when it has been carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.escalation import deeds
from game.rules.escalation_price import Price, price
from game.rules.victory_stakes import Stakes, counted
from game.rules.zones import BANS, Breach, breach, lifted

Ints = NDArray[np.int64]
GROUND, FIRE, AIR = range(len(BANS))
"""Rows of BANS."""
NO_UNIT = -1


class Intents(NamedTuple):
    """Orders (N) as the bans see them.

    `ban` row of BANS: to go, to fire, to fly; `side`; `unit` row, `NO_UNIT` for aircraft that are asked for
    and not played; `stands` hex of the unit now and `hex` where it would go, fire or fly, negative for none;
    `bombs` whether a flight drops any; `minute` when.
    """

    ban: ArrayLike
    side: ArrayLike
    unit: ArrayLike
    stands: ArrayLike
    hex: ArrayLike
    bombs: ArrayLike
    minute: ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Answer to orders: the zones that they breach, (N, Z), and the price of each by itself, (N, ...)."""

    breach: Breach
    price: Price

    @property
    def refused(self) -> NDArray[np.bool_]:
        """Orders (N) that no price buys."""
        return self.breach.refused


def ask(stakes: Stakes, orders: Intents, caused: ArrayLike, planned: ArrayLike, releases: ArrayLike) -> Asked:
    """Whether there is leave for orders, and what they cost.

    Parameters
    ----------
    stakes : Stakes
        Of the scenario.
    orders : Intents
        N orders of either side.
    caused : (A,) int
        Thousandths by act before the turn.
    planned : (A,) int
        Deeds of what is ordered already, from `deeds_of`, added up.
    releases : (R,) int
        Bought by now, which bring bans to their end sooner.

    Returns
    -------
    Asked

    Notes
    -----
    Rule victory.4. A march is judged by the hex in which it ends: ground units are counted at the end of the
    turn. The index is public, so an answer betrays nothing.
    """
    ends = lifted(stakes.zones, releases)
    found = [
        breach(stakes.zones, ban, orders.side, hex, orders.minute, ends)
        for ban, hex in zip(BANS, _told(stakes, orders), strict=True)
    ]
    broken = found[0].zones | found[1].zones | found[2].zones
    refused = found[0].refused | found[1].refused | found[2].refused
    leave = Breach(broken, np.asarray(broken.any(axis=-1)), refused)
    return Asked(leave, price(stakes.escalation, caused, planned, deeds_of(stakes, orders)))


def deeds_of(stakes: Stakes, orders: Intents) -> Ints:
    """Deeds of escalation (N, A) that each order would be counted for."""
    ground, fire, air = _told(stakes, orders)
    unit = np.asarray(orders.unit, np.int64)
    heavy = stakes.heavy[np.maximum(unit, 0)] & (unit >= 0)
    gun = np.where((fire >= 0) & heavy, np.asarray(orders.stands, np.int64), -1)
    bombs = np.where(np.asarray(orders.bombs, np.bool_), air, -1)
    kinds = (("ground", ground), ("heavy_fire", gun), ("bombs", bombs), ("flight", air))
    side = np.asarray(orders.side)[..., None]
    table = stakes.escalation
    done = [deeds(table, kind, side, hex[..., None], True) for kind, hex in kinds]
    return np.asarray(np.sum(done, axis=0), np.int64)


def _told(stakes: Stakes, orders: Intents) -> tuple[Ints, Ints, Ints]:
    """Where the bans look for each order (N): ground, fire and flight in the order of BANS, -1 for others."""
    ban, at = np.broadcast_arrays(np.asarray(orders.ban), np.asarray(orders.hex, np.int64))
    ground, fire, air = (np.where(ban == row, at, -1) for row in range(len(BANS)))
    return counted(stakes, orders.unit, ground), fire, air
