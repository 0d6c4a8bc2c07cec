"""The last kilometer: carriers, what each unit is handed, and what is eaten."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.fixed import ratio
from game.rules.supply_table import AMMUNITION, ISSUED, STORES, SupplyTable

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY = 1440
FOOD = STORES.index("food")


@dataclass(frozen=True, slots=True, eq=False)
class Issued:
    """Ammunition handed out.

    Attributes
    ----------
    ammunition : (..., U, 3) int16
        Hundredths of a unit of fire after the issue.
    stock : (..., F, C) int64
        Grams left with the formations.
    grams : (..., U, 3) int64
        Handed out.
    """

    ammunition: NDArray[np.int16]
    stock: Ints
    grams: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Fed:
    """Rations eaten.

    Attributes
    ----------
    fed : (..., F) int32
        Q10 share of the need that was met; 1024 where nobody was to be fed.
    stock : (..., F, C) int64
        Grams left with the formations.
    grams : (..., F) int64
        Eaten.
    """

    fed: NDArray[np.int32]
    stock: Ints
    grams: Ints


def carriers_pass(
    table: SupplyTable,
    path: ArrayLike,
    covered: ArrayLike,
    night: ArrayLike,
    by_night_alone: ArrayLike = False,
    scale: int = 250,
) -> Flags:
    """Whether stores reach a unit over its last kilometer.

    Parameters
    ----------
    table : SupplyTable
        Of the ruleset.
    path : (..., U, L) int
        Hexes from the dump to the unit, -1 after the last; none at all for a unit at its dump.
    covered : (..., H) bool
        Hexes in sight and within `carrier_cut` meters of enemy machine guns.
    night : (...) bool
        Whether it is dark.
    by_night_alone : (..., U) bool
        Whether the side carries by night alone (the Japanese rule).
    scale : int
        Meters from hex to hex.

    Returns
    -------
    (..., U) bool

    Notes
    -----
    Rules supply.4 and 5. Wagons come within `wagon_reach` of a unit. From there men carry; by day that way is
    cut where every hex of it lies under machine-gun fire.
    """
    way, fire = np.asarray(path), np.asarray(covered, np.bool_)
    lead = np.broadcast_shapes(way.shape[:-2], fire.shape[:-1])
    way = np.broadcast_to(way, (*lead, *way.shape[-2:]))
    wide = np.broadcast_to(fire, (*lead, fire.shape[-1]))
    on = way >= 0
    behind = on[..., ::-1].cumsum(axis=-1)[..., ::-1]
    carried = on & (behind <= max(table.wagon_reach // scale, 1))
    battle = np.arange(int(np.prod(lead, dtype=np.int64))).reshape(*lead, 1, 1)
    struck = wide.reshape(-1)[battle * wide.shape[-1] + np.maximum(way, 0)]
    at_dump = ~on.any(axis=-1)
    safe = (carried & ~struck).any(axis=-1) & ~np.asarray(by_night_alone, np.bool_)
    return np.asarray(np.asarray(night, np.bool_)[..., None] | at_dump | safe)


def asked(table: SupplyTable, ammunition: ArrayLike, hundredth: ArrayLike) -> Ints:
    """Grams that bring each unit up to what it may hold: int64[..., U, 3]."""
    lacks = np.maximum(table.most - np.asarray(ammunition, np.int64), 0)
    return lacks * np.asarray(hundredth, np.int64)


def issue(
    table: SupplyTable,
    stock: ArrayLike,
    ammunition: ArrayLike,
    hundredth: ArrayLike,
    formation: ArrayLike,
    reached: ArrayLike,
) -> Issued:
    """Hand out the ammunition of each formation to its units.

    Parameters
    ----------
    table : SupplyTable
        Of the ruleset.
    stock : (..., F, C) int
        Grams with the formations, in the order of `STORES`.
    ammunition : (..., U, 3) int
        Hundredths of a unit of fire.
    hundredth : (..., U, 3) int
        Grams of one hundredth (`supply_table.hundredths`); 0 where a unit has no such weapon.
    formation : (U,) int
        Row of each unit's formation, negative for none.
    reached : (..., U) bool
        From `carriers_pass`.

    Returns
    -------
    Issued

    Notes
    -----
    Rules supply.6 and 7. Units of a formation get the same share of what they lack, in whole hundredths
    rounded down; the rest stays with the formation. Grams are conserved exactly.
    """
    have, weight = np.asarray(ammunition, np.int64), np.asarray(hundredth, np.int64)
    store, own = np.asarray(stock, np.int64), np.asarray(formation)
    can = np.asarray(reached, np.bool_) & (own >= 0)
    lacks = np.where(can[..., None] & (weight > 0), np.maximum(table.most - have, 0), 0)
    lead = np.broadcast_shapes(lacks.shape[:-2], store.shape[:-2])
    lacks = np.broadcast_to(lacks, (*lead, *lacks.shape[-2:]))
    store = np.broadcast_to(store, (*lead, *store.shape[-2:])).copy()
    weight = np.broadcast_to(weight, lacks.shape)
    given = np.zeros_like(lacks)
    member = np.arange(store.shape[-2])[:, None] == own
    for kind in range(len(AMMUNITION)):
        wish = lacks[..., kind] * weight[..., kind]
        total = wish @ member.T.astype(np.int64)
        there = store[..., ISSUED[kind]]
        share = np.where(total > there, ratio(there, total), 1024)
        part = np.where(own >= 0, share[..., np.maximum(own, 0)], 0)
        given[..., kind] = (lacks[..., kind] * part) >> 10
        store[..., ISSUED[kind]] -= (given[..., kind] * weight[..., kind]) @ member.T.astype(np.int64)
    after = np.broadcast_to(have, lacks.shape) + given
    return Issued(after.astype(np.int16), store, given * weight)


def eat(table: SupplyTable, stock: ArrayLike, men: ArrayLike, minutes: int) -> Fed:
    """Feed the men of each formation.

    Parameters
    ----------
    table : SupplyTable
        Of the ruleset.
    stock : (..., F, C) int
        Grams with the formations.
    men : (..., F) int
        Men to feed.
    minutes : int
        Length of the turn.

    Returns
    -------
    Fed

    Notes
    -----
    Rule supply.6: rations and fodder of a division for a day, by the head.
    """
    store, heads = np.asarray(stock, np.int64), np.asarray(men, np.int64)
    need = heads * table.rations * minutes // (table.ration_men * DAY)
    lead = np.broadcast_shapes(store.shape[:-1], need.shape)
    after = np.broadcast_to(store, (*lead, store.shape[-1])).copy()
    eaten = np.minimum(need, after[..., FOOD])
    after[..., FOOD] -= eaten
    fed = np.where(need > 0, ratio(eaten, need), 1024)
    return Fed(fed.astype(np.int32), after, np.broadcast_to(eaten, lead))
