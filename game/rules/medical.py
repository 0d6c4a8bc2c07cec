"""Casualties and their way: killed and wounded, the sick, the road to the rear, and who comes back.

Nobody is lost on the way: at every hour the men who fell are killed, waiting at the aid post, in hospital, or
back with their units; `Wards` holds where they are, and `Tally` counts by day what happened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.assault_gather import share_out, total
from game.rules.chance import Bits, binomial
from game.rules.fixed import CHANCE_BITS
from game.rules.medical_table import COUNTS, TRIALS, MedicalTable
from game.rules.tables import seal

Ints = NDArray[np.int64]
KILLED, WOUNDED, RETURNED, SICK = range(len(COUNTS))
SPLIT_FACTORS: tuple[str, ...] = ()
"""Ledger of medical.1: the base is casualties, the result those killed."""
SICK_FACTORS: tuple[str, ...] = ()
"""Ledger of medical.2: the base is men, the result those who fall sick."""


@dataclass(frozen=True, slots=True, eq=False)
class Wards:
    """Where the wounded and sick of each unit are, (..., U).

    Attributes
    ----------
    aid : (..., U) int32
        At the aid post, waiting to be carried to the rear.
    road : (..., U, T) int32
        On the way to the hospital, by hours still to go; column 0 arrives within the hour.
    hospital : (..., U) int32
        In hospital, for the rest of the campaign.
    mending : (..., U, D) int32
        Lightly wounded who come back, by days still to wait; column 0 comes back at the end of this day.
    """

    aid: NDArray[np.int32]
    road: NDArray[np.int32]
    hospital: NDArray[np.int32]
    mending: NDArray[np.int32]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    @property
    def men(self) -> Ints:
        """All who are in the wards, int64 (..., U)."""
        moving = self.road.sum(axis=-1, dtype=np.int64) + self.mending.sum(axis=-1, dtype=np.int64)
        everyone: Ints = moving + self.aid + self.hospital
        return everyone


def empty_wards(shape: tuple[int, ...], table: MedicalTable) -> Wards:
    """Wards without anyone, for units of this shape (..., U)."""
    none = np.zeros(shape, np.int32)
    road = np.zeros((*shape, int(table.hours.max())), np.int32)
    return Wards(none, road, none.copy(), np.zeros((*shape, table.return_days), np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Casualties taken apart, int16 (..., U): `killed`, `wounded`, of these `light`; and the ledger."""

    killed: NDArray[np.int16]
    wounded: NDArray[np.int16]
    light: NDArray[np.int16]
    account: Account


def split_losses(lost: ArrayLike, side: ArrayLike, bits: Bits, table: MedicalTable) -> Split:
    """Take casualties apart into killed and wounded.

    Parameters
    ----------
    lost : (..., U) int
        Casualties of the pulse, prisoners not among them.
    side : (U) int
        Row of SIDES.
    bits : (..., U, 2) uint64
        Dice: killed, lightly wounded.
    table : MedicalTable
        Of this chapter.

    Returns
    -------
    Split
        killed + wounded = lost, light <= wounded.

    Notes
    -----
    Rules medical.1 and medical.4; the share of killed is units.3.
    """
    fallen = np.asarray(lost, np.int64)
    chance = table.killed[np.asarray(side, np.intp)]
    killed = _struck(fallen, chance, bits[..., 0])
    wounded = fallen - killed
    light = _struck(wounded, table.returning, bits[..., 1])
    told = account(fallen, (), fallen * 1000 * chance >> 16, killed, bits[..., 0])
    return Split(killed.astype(np.int16), wounded.astype(np.int16), light.astype(np.int16), told)


def _struck(men: Ints, chance: ArrayLike, bits: Bits) -> Ints:
    """Men struck by a Q16 chance each: one draw asks `TRIALS` of them at most, the rest has its share."""
    asked = np.minimum(men, TRIALS)
    drawn = binomial(asked, chance, bits).result.astype(np.int64)
    return drawn + ((men - asked) * np.asarray(chance, np.int64) >> CHANCE_BITS)


def admit(wards: Wards, wounded: ArrayLike, light: ArrayLike) -> Wards:
    """Wards with new wounded: the light ones mend behind the line, all others wait at the aid post."""
    easy = np.asarray(light, np.int32)
    mending = wards.mending.copy()
    mending[..., -1] += easy
    waiting = wards.aid + np.asarray(wounded, np.int32) - easy
    return replace(wards, aid=waiting.astype(np.int32), mending=mending)


@dataclass(frozen=True, slots=True, eq=False)
class Sickness:
    """Those who fall sick, int16 (..., U), and the ledger."""

    sick: NDArray[np.int16]
    account: Account


def fall_sick(men: ArrayLike, side: ArrayLike, bits: Bits, table: MedicalTable) -> Sickness:
    """Men who fall sick in a day.

    Parameters
    ----------
    men : (..., U) int
        Present.
    side : (U) int
        Row of SIDES.
    bits : (..., U) uint64
        Dice, one word a draw.
    table : MedicalTable
        Of this chapter.

    Returns
    -------
    Sickness

    Notes
    -----
    Rule medical.2: heat and bad water. Once a day; add them to the wards with `admit` and `light` 0.
    """
    present = np.asarray(men, np.int64)
    chance = table.sick[np.asarray(side, np.intp)]
    sick = _struck(present, chance, bits)
    return Sickness(sick.astype(np.int16), account(present, (), present * 1000 * chance >> 16, sick, bits))


def places(trips: ArrayLike, table: MedicalTable) -> Ints:
    """Wounded that find room, int64 (..., 2): in vehicles that go back on the road, and by tons of ferry."""
    return np.asarray(trips, np.int64) * table.places


def evacuate(wards: Wards, room: ArrayLike, side: ArrayLike, bits: Bits, table: MedicalTable) -> Wards:
    """Load the wounded for the rear.

    Parameters
    ----------
    wards : Wards
        Where they are.
    room : (..., 2) int
        Places by side, from `places`.
    side : (U) int
        Row of SIDES.
    bits : (..., U) uint64
        Dice of the units, for the odd man when there is not room for all.
    table : MedicalTable
        Of this chapter.

    Returns
    -------
    Wards
        Each unit's part of the places is its part of those who wait.

    Notes
    -----
    Rule medical.3.
    """
    slot = np.asarray(side, np.int64)
    carried = np.minimum(total(wards.aid, slot, 2), np.asarray(room, np.int64))
    gone = share_out(carried, wards.aid, slot, bits).astype(np.int32)
    start = table.hours[slot] - 1 == np.arange(wards.road.shape[-1])[:, None]
    return replace(wards, aid=wards.aid - gone, road=wards.road + gone[..., None] * start.T)


def travel(wards: Wards, hours: int) -> Wards:
    """Wards after so many hours on the road; who arrives is in hospital (medical.3)."""
    step = min(hours, wards.road.shape[-1])
    arrived = wards.road[..., :step].sum(axis=-1, dtype=np.int32)
    rest = np.concatenate([wards.road[..., step:], np.zeros_like(wards.road[..., :step])], axis=-1)
    return replace(wards, road=rest, hospital=wards.hospital + arrived)


def end_of_day(wards: Wards) -> tuple[Wards, NDArray[np.int16]]:
    """Wards at the end of a day, and the men int16 (..., U) who come back to their units (medical.4)."""
    back = wards.mending[..., 0].astype(np.int16)
    left = np.concatenate([wards.mending[..., 1:], np.zeros_like(wards.mending[..., :1])], axis=-1)
    return replace(wards, mending=left), back


def no_tally(batch: tuple[int, ...], days: int) -> NDArray[np.int32]:
    """Daily accounts, int32 (..., days, 2, 4), with nothing in them: by day, side and COUNTS."""
    return np.zeros((*batch, days, 2, len(COUNTS)), np.int32)


def book(
    tally: NDArray[np.int32], day: int, side: ArrayLike, counts: tuple[ArrayLike, ...]
) -> NDArray[np.int32]:
    """Daily accounts with more booked.

    Parameters
    ----------
    tally : (..., days, 2, 4) int32
        Before.
    day : int
        Row of the day.
    side : (U) int
        Row of SIDES.
    counts : tuple of (..., U) int
        Killed, wounded, returned, sick.

    Returns
    -------
    (..., days, 2, 4) int32
        A new array.

    Raises
    ------
    ValueError
        If there is no such day.
    """
    if not 0 <= day < tally.shape[-3]:
        raise ValueError(f"day must lie in 0..{tally.shape[-3] - 1}, got {day}")
    after = tally.copy()
    for column, values in enumerate(counts):
        after[..., day, :, column] += total(values, side, 2).astype(np.int32)
    return after
