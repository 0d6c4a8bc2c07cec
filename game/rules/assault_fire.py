"""The approach and the final defensive fire on it: how long the last stretch takes and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.assault_table import AssaultTable, Ints
from game.rules.chance import Bits, LossLaw, binomial, losses
from game.rules.fire import Aims, Firers, Targets, expect
from game.rules.fire_sums import FINE, milli
from game.rules.fire_table import RATES, FireTable
from game.rules.fixed import mul, one_minus_exp, saturate
from game.rules.suppression import fire_stress
from game.rules.tables import BITS, ONE

APPROACH_TERMS = ("base", "belts", "climb")
"""Ledger of assault.1: Q10 minutes that are added; the result is tenths of a minute."""
FINAL_FACTORS = ("hours", "surprise")
"""Ledger of assault.2: the base is the loss in thousandths of an hour of such fire."""
FINAL = RATES.index("final_defensive")
_PART = ONE // 16
"""Share of a firer's fire, Q10, that finds room on any hexside by itself: by it his worth is measured."""


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
    numbers: FireTable,
    table: AssaultTable,
    steps: ArrayLike = -1,
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
    numbers : FireTable
        Of direct fire.
    table : AssaultTable
        Of this chapter.
    steps : (..., N, A) int, optional
        Step of range of the aims that are laid from elsewhere than the hex attacked; negative for all others.

    Returns
    -------
    FinalFire

    Notes
    -----
    Rule assault.2: rule fire.1 with the rate of fire.5 for final fire. Both results grow with the time in a
    straight line, so one hour serves for whatever time the approach will take. Where a hexside has no room
    for all, those who do most harm have it, so that nobody who joins in does the attackers a favor.
    """
    own, slots = np.asarray(steps, np.int64), np.shape(groups.men)
    near = np.where(own < 0, table.approach // numbers.step, own)
    target = np.asarray(aims.target, np.int64)
    apart = np.arange(target.shape[-2] * target.shape[-1]).reshape(target.shape[-2:])
    part = aims._replace(
        step=np.broadcast_to(near, target.shape),
        share=np.full(target.shape, _PART),
        front=np.broadcast_to(apart, target.shape),
    )
    fast = firers._replace(rate=np.full(np.shape(firers.suppression), FINAL))
    told = expect(fast, groups, part, minutes=60, table=numbers)
    aimed = told.base * np.where(target < 0, 0, aims.share) >> BITS
    room = _room(aimed, told.each, aims.front, numbers.frontage)
    hits = _sums(room * told.each, target, slots[-1])
    loud = (ONE - np.asarray(firers.suppression, np.int64))[..., None] * np.asarray(aims.visibility, np.int64)
    heard = _sums(room * loud, target, slots[-1]) >> 2 * BITS
    sides = (*slots[:-1], slots[-1] // 6, 6)
    return FinalFire(
        milli(hits * (ONE // _PART) >> FINE).reshape(sides),
        fire_stress(heard, 60, numbers).reshape(sides),
        surprise,
    )


def _room(aimed: Ints, worth: Ints, front: ArrayLike, most: int) -> Ints:
    """Q10 rifle equivalents (..., N, A) that find room on their hexside, those of most worth first."""
    count = aimed.shape[-2] * aimed.shape[-1]
    number = np.asarray(front, np.int64).reshape(-1, max(count, 1))
    number = (number + np.arange(len(number))[:, None] * count).ravel()
    order = np.lexsort((-worth.ravel(), number))
    load, number = aimed.ravel()[order], number[order]
    before = np.cumsum(load) - load
    first = np.diff(number, prepend=-1) != 0
    before -= np.maximum.accumulate(np.where(first, before, 0))
    out = np.empty_like(load)
    out[order] = np.clip(most - before, 0, load)
    return out.reshape(aimed.shape)


def _sums(values: Ints, target: Ints, count: int) -> Ints:
    """Sums (..., count) of values (..., N, A) by target; negative targets are left out."""
    lead = target.shape[:-2]
    # Written out, for where nobody fires numpy cannot tell how many rows there are.
    rows, each = prod(lead), prod(target.shape[-2:])
    row = np.where(target < 0, count, target).reshape(rows, each)
    place = row + np.arange(len(row))[:, None] * (count + 1)
    sums = np.zeros(len(row) * (count + 1), np.int64)
    np.add.at(sums, place.ravel(), values.ravel())
    return sums.reshape(*lead, count + 1)[..., :count]


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
