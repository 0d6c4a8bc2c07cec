"""How many fit into a hex, who of those that want in gets in, and how crowded it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.movement_table import MarchTable
from game.rules.tables import ONE

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SIDES = 2


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """What stands in the hexes, by side.

    Attributes
    ----------
    units, men, weight : (..., 2, H) int64
        Units, men, and companies in Q10.
    """

    units: Ints
    men: Ints
    weight: Ints


def stack_weight(table: MarchTable, men: ArrayLike, vehicles: ArrayLike = 0) -> NDArray[np.int32]:
    """Companies that a unit counts for in its hex, Q10 int32[...], at most one.

    `men` and running `vehicles` are int[...], not negative: whichever makes more of a company (movement.6).
    """
    by_men = np.asarray(men, np.int64) * ONE // table.full_men
    by_vehicles = np.asarray(vehicles, np.int64) * ONE // table.full_vehicles
    return np.minimum(np.maximum(by_men, by_vehicles), ONE).astype(np.int32)


def crowd(hex: ArrayLike, side: ArrayLike, men: ArrayLike, weight: ArrayLike, hexes: int) -> Crowd:
    """Sums by side and hex.

    Parameters
    ----------
    hex : (..., U) int
        Negative for a unit off the board.
    side, men, weight : (..., U) int
        Side 0 or 1, men, Q10 companies.
    hexes : int
        H.

    Returns
    -------
    Crowd
    """
    place, own = np.broadcast_arrays(np.asarray(hex, np.int64), np.asarray(side, np.int64))
    lead = place.shape[:-1]
    rows = int(np.prod(lead, dtype=np.int64))
    on = place >= 0
    batch = np.arange(rows).reshape(*lead, 1)
    key = np.where(on, (batch * SIDES + own) * hexes + place, 0).reshape(-1)
    size = rows * SIDES * hexes

    def total(value: ArrayLike) -> Ints:
        amount = np.where(on, np.broadcast_to(np.asarray(value, np.int64), place.shape), 0).reshape(-1)
        sums = np.zeros(size, np.int64)
        np.add.at(sums, key, amount)
        return sums.reshape(*lead, SIDES, hexes)

    return Crowd(total(1), total(men), total(weight))


def density(found: Crowd, hex: ArrayLike, side: ArrayLike) -> NDArray[np.int32]:
    """Men of the own side in each unit's hex, int32[..., U], 0 off the board.

    Fire and shells find more to hit in a crowded hex (rules fire.2 and artillery.1 read this).
    """
    place, own = np.broadcast_arrays(np.asarray(hex, np.int64), np.asarray(side, np.int64))
    lead, hexes = found.men.shape[:-2], found.men.shape[-1]
    batch = np.arange(int(np.prod(lead, dtype=np.int64))).reshape(*lead, 1)
    key = (batch * SIDES + own) * hexes + np.maximum(place, 0)
    return np.where(place >= 0, found.men.reshape(-1)[key], 0).astype(np.int32)


def overfull(table: MarchTable, found: Crowd) -> Flags:
    """Whether a hex holds more than the rule allows, bool[..., 2, H]; one unit alone always fits."""
    above = (found.men > table.stack_men) | (found.weight > table.stack_weight)
    return above & (found.units > 1)


def admitted(
    table: MarchTable,
    key: Ints,
    order: Ints,
    men: Ints,
    weight: Ints,
    inside: Sequence[NDArray[np.int32 | np.int64]],
) -> Flags:
    """Who of a list of units gets into the hexes that they want.

    Parameters
    ----------
    table : MarchTable
        Of the ruleset.
    key : (N,) int64
        What each wants: one number for side and hex (and battle of a batch).
    order : (N,) int64
        Who comes first: the least; equal ones by row.
    men, weight : (N,) int64
        Of each unit.
    inside : three (N,) int
        Units, men and Q10 companies of the own side that are in that hex now.

    Returns
    -------
    (N,) bool
        In their order, as many as fit; the first into a hex empty of its own side always does.
    """
    by = np.lexsort((np.arange(key.size), order, key))
    first = first_of(key[by])
    units_in, men_in, weight_in = (part[by] for part in inside)
    men_after = men_in + since(men[by], first)
    weight_after = weight_in + since(weight[by], first)
    alone = (units_in == 0) & (np.arange(key.size) == first)
    fits = (men_after <= table.stack_men) & (weight_after <= table.stack_weight) | alone
    out = np.zeros(key.size, np.bool_)
    out[by] = fits
    return out


def first_of(key: Ints) -> Ints:
    """Place of the first row of each row's group, int64[N], for keys that stand in groups."""
    begins = np.ones(key.size, np.bool_)
    begins[1:] = key[1:] != key[:-1]
    return np.maximum.accumulate(np.where(begins, np.arange(key.size), 0))


def since(value: Ints, first: Ints) -> Ints:
    """Running sum within each group, this row included, int64[N]."""
    total = np.cumsum(value)
    return total - (total - value)[first]
