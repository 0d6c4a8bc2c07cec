"""Anti-aircraft fire, and how soon aircraft fly again (rules air.4 and air.5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.air_table import BIN, LOW, MEDIUM, NIGHT, AirTable
from game.rules.artillery_table import Ints
from game.rules.chance import Bits, binomial
from game.rules.fixed import CERTAIN, MOST_BITS, mul
from game.rules.tables import ONE

FACTORS = ("guns", "engaged", "altitude")
"""What the loss of all sorties by one gun (base, Q16 aircraft) is multiplied with."""
WORDS = 2
"""Words of dice a mission: aircraft lost, aircraft damaged."""
_SHIFT = MOST_BITS - 16


@dataclass(frozen=True, slots=True, eq=False)
class Flown:
    """What anti-aircraft fire did to M missions.

    Attributes
    ----------
    base : int64[..., M]
        Aircraft that one gun which engages them all would shoot down, Q16.
    factors : int32[..., M, 3]
        Q10, in the order of `FACTORS`.
    expected : int64[..., M]
        Aircraft lost, thousandths.
    draw : uint16[..., M]
        Per mille of the law.
    result : int16[..., M]
        Aircraft lost.
    damaged : int16[..., M]
        Aircraft that come home damaged.
    """

    base: Ints
    factors: NDArray[np.int32]
    expected: Ints
    draw: NDArray[np.uint16]
    result: NDArray[np.int16]
    damaged: NDArray[np.int16]


def guns_in_reach(
    weapons: NDArray[np.int16],
    suppression: ArrayLike,
    meters: ArrayLike,
    altitude: ArrayLike,
    table: AirTable,
) -> Ints:
    """Anti-aircraft guns that reach missions.

    Parameters
    ----------
    weapons : int16[..., U, W]
        Of the other side's units.
    suppression : (..., U) int
        Q10: so much of a battery does not fire.
    meters : (..., M, U) int
        From the aim hex to each unit; more than any reach for units that are away.
    altitude : (..., M) int
        Meters.
    table : AirTable
        Of the ruleset.

    Returns
    -------
    (..., M) int64
        Guns, Q10.

    Notes
    -----
    Rule air.4: within its reach over ground and under its ceiling.
    """
    rows = np.flatnonzero(table.ceiling >= 0)
    alert = np.asarray(weapons[..., rows], np.int64) * (ONE - np.asarray(suppression, np.int64)[..., None])
    near = np.asarray(meters)[..., None] <= table.reach[rows]
    under = np.asarray(altitude)[..., None, None] <= table.ceiling[rows]
    return np.asarray(np.where(near & under, alert[..., None, :, :], 0).sum(axis=(-1, -2)))


def flak(
    aircraft: ArrayLike, guns: ArrayLike, altitude: ArrayLike, night: ArrayLike, bits: Bits, table: AirTable
) -> Flown:
    """Aircraft lost and damaged.

    Parameters
    ----------
    aircraft : (..., M) int
        Aircraft that attack, at most 255.
    guns : (..., M) int
        Q10, from `guns_in_reach`.
    altitude : (..., M) int
        Meters of attack.
    night : (..., M) bool
        Whether it is night.
    bits : (..., M, 2) uint64
        Purpose "flak": losses and damage.
    table : AirTable
        Of the ruleset.

    Returns
    -------
    Flown
        Lost and damaged together never exceed the aircraft.

    Notes
    -----
    Rule air.4: P(lost in a sortie) = engaged x guns x loss x altitude; damaged so many times as often. Each
    aircraft is a draw of its own.
    """
    sorties = np.asarray(aircraft, np.int64)
    height = np.where(np.asarray(altitude, np.int64) < table.low_below, LOW, MEDIUM)
    factor = table.height_factor[np.where(np.asarray(night, np.bool_), NIGHT, height)]
    barrels = np.asarray(guns, np.int64)
    chance = np.minimum(mul(table.loss, barrels, table.engaged, factor) >> _SHIFT, CERTAIN)
    lost = binomial(sorties, chance, bits[..., 0])
    hit = np.minimum(mul(chance, table.damaged), CERTAIN)
    damaged = binomial(sorties - lost.result, hit, bits[..., 1])
    shape = np.broadcast_shapes(sorties.shape, chance.shape)
    parts = [np.broadcast_to(part, shape) for part in (barrels, np.int64(table.engaged), factor)]
    return Flown(
        base=np.broadcast_to(sorties * table.loss >> _SHIFT, shape),
        factors=np.stack(parts, axis=-1).astype(np.int32),
        expected=(sorties * chance * 1000) >> 16,
        draw=lost.draw,
        result=lost.result,
        damaged=damaged.result,
    )


def ready(aircraft: ArrayLike, resting: ArrayLike, flown: ArrayLike, table: AirTable) -> Ints:
    """Aircraft that can be sent.

    Parameters
    ----------
    aircraft : (..., S) int
        Whole aircraft of each squadron.
    resting : (..., S, R) int
        Of these, those that may fly again within 30, 60, ... minutes.
    flown : (..., S) int
        Missions of the day, an aircraft each.
    table : AirTable
        Of the ruleset.

    Returns
    -------
    (..., S) int64
        Those that do not rest, while the squadron has missions left for the day.
    """
    whole = np.asarray(aircraft, np.int64)
    fresh = whole - np.asarray(resting, np.int64).sum(axis=-1)
    left = whole * table.missions_a_day - np.asarray(flown, np.int64)
    return np.asarray(np.maximum(np.minimum(fresh, left), 0))


def land_again(resting: ArrayLike, back: ArrayLike, table: AirTable) -> NDArray[np.int16]:
    """Aircraft resting (..., S, R) after `back` (..., S) whole ones came home from a mission (air.5)."""
    after = np.asarray(resting, np.int16).copy()
    after[..., table.rest_bins - 1] += np.asarray(back, np.int16)
    return after


def rested(resting: ArrayLike, minutes: int) -> NDArray[np.int16]:
    """Aircraft resting (..., S, R) after some minutes, a multiple of 30; those whose time is over are gone.

    Raises
    ------
    ValueError
        If the minutes are not a multiple of 30, for the bins would lose time.
    """
    if minutes < 0 or minutes % BIN:
        raise ValueError(f"rest is counted in steps of {BIN} minutes, got {minutes}")
    before = np.asarray(resting, np.int16)
    after = np.zeros_like(before)
    gone = minutes // BIN
    if gone < before.shape[-1]:
        after[..., : before.shape[-1] - gone] = before[..., gone:]
    return after


def no_rest(squadrons: int, table: AirTable) -> NDArray[np.int16]:
    """Nobody resting: zeros of the shape (S, R) that `ready` expects."""
    return np.zeros((squadrons, table.rest_bins), np.int16)
