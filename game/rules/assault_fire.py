"""The approach and the final defensive fire on it: how long the last stretch takes and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.assault_table import AssaultTable, Ints
from game.rules.chance import Bits, LossLaw, binomial, losses
from game.rules.fire import Aims, Firers, Targets, fire
from game.rules.fire_table import RATES, FireTable
from game.rules.fixed import mul, one_minus_exp, saturate
from game.rules.tables import ONE

APPROACH_TERMS = ("base", "belts", "climb")
"""Ledger of assault.1: Q10 minutes that are added; the result is tenths of a minute."""
FINAL_FACTORS = ("hours", "surprise")
"""Ledger of assault.2: the base is the loss in thousandths of an hour of such fire."""
FINAL = RATES.index("final_defensive")


class Approach(NamedTuple):
    """The ground before each hexside, (..., K, 6).

    `belts` of wire not yet cut by shells; `crushed` whether tanks go in front; `silent` whether the wire may
    be cut unheard, by night; `climb` meters of rise over the approach, negative downhill.
    """

    belts: ArrayLike
    crushed: ArrayLike
    silent: ArrayLike
    climb: ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class Approached:
    """Approaches made, (..., K, 6): `tenths` of a minute, belts `cut` for good, the ledger."""

    tenths: NDArray[np.int32]
    cut: NDArray[np.int16]
    account: Account


def climb_of(height_from: ArrayLike, height_to: ArrayLike, scale: int, table: AssaultTable) -> Ints:
    """Meters of rise (...) over the approach, from the heights of two hex centers `scale` meters apart."""
    rise = np.asarray(height_to, np.int64) - np.asarray(height_from, np.int64)
    return rise * table.approach // scale


def approach(ground: Approach, bits: Bits, table: AssaultTable) -> Approached:
    """Minutes of the approach, wire and slope counted in.

    Parameters
    ----------
    ground : Approach
        What lies before each hexside.
    bits : (..., K, 6) uint64
        Dice of the silent cutting.
    table : AssaultTable
        Of this chapter.

    Returns
    -------
    Approached

    Notes
    -----
    Rule assault.1. Tanks crush every belt. Downhill costs nothing and saves nothing.
    """
    belts = np.asarray(ground.belts, np.int64)
    chance = np.where(np.asarray(ground.silent, np.bool_), table.cut_night, 0)
    snipped = binomial(belts, chance, bits).result
    cut = np.where(np.asarray(ground.crushed, np.bool_), belts, snipped.astype(np.int64))
    wire = (belts - cut) * table.time_wire
    slope = np.maximum(np.asarray(ground.climb, np.int64), 0) * table.time_slope // 10
    tenths = table.time_base + wire + slope
    terms = tuple((part << 10) // 10 for part in (np.int64(table.time_base), wire, slope))
    return Approached(
        tenths=tenths.astype(np.int32),
        cut=cut.astype(np.int16),
        account=account(belts, terms, 100 * tenths, tenths, bits),
    )


class FinalFire(NamedTuple):
    """Fire on each hexside's approach, (..., K, 6), as an hour of it would be.

    `hourly` expected losses in thousandths; `stress` Q10 exponent of suppression before susceptibility;
    `surprise` whether the attackers were not seen coming.
    """

    hourly: ArrayLike
    stress: ArrayLike
    surprise: ArrayLike


def final_fire(
    firers: Firers,
    groups: Targets,
    aims: Aims,
    surprise: ArrayLike,
    law: LossLaw,
    numbers: FireTable,
    table: AssaultTable,
) -> FinalFire:
    """Final fire from the rules of direct fire.

    Parameters
    ----------
    firers : Firers
        Defenders (..., N) with sight of the hexsides; their `rate` is not looked at: it is final fire.
    groups : Targets
        The attackers' groups (..., K x 6), one a slot, in posture advance.
    aims : Aims
        `target` is a slot. Their `step` is not looked at: the range is the length of the approach.
    surprise : (..., K, 6) bool
        Whether the attackers were not seen coming.
    law : LossLaw
        Of fire; nothing is drawn here.
    numbers : FireTable
        Of direct fire.
    table : AssaultTable
        Of this chapter.

    Returns
    -------
    FinalFire

    Notes
    -----
    Rule assault.2: rule fire.1 with the rate of fire.5 for final fire. Both results grow with the time in a
    straight line, so one hour serves for whatever time the approach will take.
    """
    rate = np.full(np.shape(firers.suppression), FINAL)
    slots = np.shape(groups.men)
    near = np.full(np.shape(aims.target), table.approach // numbers.step)
    told = fire(
        firers._replace(rate=rate),
        groups,
        aims._replace(step=near),
        minutes=60,
        bits=np.zeros((*slots, 2), np.uint64),
        law=law,
        table=numbers,
    )
    target = np.asarray(aims.target, np.int64)
    flat = target.reshape(*target.shape[:-2], -1)
    hits = told.expected.reshape(flat.shape)
    hourly = _sums(hits, flat, slots[-1])
    sides = (*slots[:-1], slots[-1] // 6, 6)
    return FinalFire(hourly.reshape(sides), told.stress.reshape(sides), surprise)


def _sums(values: Ints, row: Ints, count: int) -> Ints:
    """Sums (..., count) of values (..., A) by row; negative rows are left out."""
    flat = values.reshape(-1, values.shape[-1])
    games = np.arange(len(flat), dtype=np.int64)[:, None] * (count + 1)
    place = np.where(row < 0, count, row).reshape(flat.shape) + games
    sums = np.bincount(place.ravel(), flat.ravel(), len(flat) * (count + 1))
    return sums.astype(np.int64).reshape(*values.shape[:-1], count + 1)[..., :count]


@dataclass(frozen=True, slots=True, eq=False)
class UnderFire:
    """After the final fire, (..., K, 6): men `lost` int16, `suppression` int64 Q10, and the ledger."""

    lost: NDArray[np.int16]
    suppression: Ints
    account: Account


def under_fire(
    men: ArrayLike,
    suppression: ArrayLike,
    tenths: ArrayLike,
    final: FinalFire,
    bits: Bits,
    law: LossLaw,
    table: AssaultTable,
) -> UnderFire:
    """What final fire does to the groups on the approach.

    Parameters
    ----------
    men, suppression : (..., K, 6) int
        Men who go in, and Q10.
    tenths : (..., K, 6) int
        Time under fire.
    final : FinalFire
        The fire on the approach.
    bits : (..., K, 6) uint64
        Dice, one word a draw.
    law : LossLaw
        Of fire.
    table : AssaultTable
        Of this chapter.

    Returns
    -------
    UnderFire

    Notes
    -----
    Rules assault.2, fire.1 and fire.6: surprise divides what the defenders see of the attackers.
    """
    seen = np.where(np.asarray(final.surprise, np.bool_), ONE * ONE // table.surprise, ONE)
    hours = (np.asarray(tenths, np.int64) << 10) // 600
    total = saturate(mul(final.hourly, hours, seen), men)
    lost = losses(total, men, bits, law).result
    load = mul(final.stress, hours, seen, table.susceptibility)
    before = np.asarray(suppression, np.int64)
    gain = (ONE - before) * one_minus_exp(load) >> 16
    return UnderFire(
        lost=lost,
        suppression=np.where(np.asarray(men) > 0, before + gain, before),
        account=account(np.broadcast_to(final.hourly, lost.shape), (hours, seen), total, lost, bits),
    )
