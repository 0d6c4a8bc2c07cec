"""Ways to learn of the enemy other than by looking: aircraft, radio, signs (rules spotting.3, intelligence.5,
6).

Each kernel gives the chance that a side learns of each unit in a pulse; that of batteries which fire comes
from `counter_battery.located`. `reported` makes chances into the grades that beliefs are made from, and
`best_of` keeps the best report of each unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import Board
from game.rules.account import Account, account
from game.rules.beliefs_table import GRADES, BeliefTable
from game.rules.chance import Bits, happens
from game.rules.ruleset import Ruleset
from game.rules.spotting_odds import at_least_one, in_time, left_out
from game.rules.spotting_table import WORKS
from game.rules.tables import BITS, ONE, POSTURES, SIDES, seal

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY = 1440
RADIO_FACTORS = ("time",)
"""Ledger of intelligence.5: the base is the chance in a day, the factor the part of a day that has passed."""


@dataclass(frozen=True, slots=True, eq=False)
class ReconTable:
    """Numbers of reconnaissance from the air.

    Attributes
    ----------
    from_air : int64[P]
        Q16 chance that one sortie over a unit sees it, by posture.
    swath_m, visibility_m : int
        How far from its hex a sortie looks, and the visibility it needs.
    overgrown : int
        Q10 factor for a unit that the growth covers.
    """

    from_air: Ints
    swath_m: int
    visibility_m: int
    overgrown: int

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_recon(rules: Ruleset) -> ReconTable:
    """Compile the numbers; raises `ValueError` where one is missing."""
    named = {"column": "air_column", "riding": "air_column"} | dict.fromkeys(WORKS, "air_trench")
    chances = [rules.value("spotting", named.get(posture, "air_open"), bits=16) for posture in POSTURES]
    return ReconTable(
        from_air=np.array(chances, np.int64),
        swath_m=rules.value("spotting", "air_swath", bits=0),
        visibility_m=rules.value("spotting", "air_visibility", bits=0),
        overgrown=rules.value("spotting", "overgrown"),
    )


def overflown(table: ReconTable, board: Board, aims: ArrayLike, hexes: ArrayLike) -> Ints:
    """Sorties that look at each unit.

    Parameters
    ----------
    table : ReconTable
        The frozen numbers.
    board : Board
        H hexes.
    aims : (..., S) int
        Hex each reconnaissance sortie was sent to, -1 for none.
    hexes : (..., U) int
        Of the units, -1 off the board.

    Returns
    -------
    (..., U) int64

    Notes
    -----
    Rule spotting.3.
    """
    sent, units = np.asarray(aims, np.int64)[..., :, None], np.asarray(hexes, np.int64)[..., None, :]
    near = board.meters(np.maximum(sent, 0), np.maximum(units, 0)) <= table.swath_m
    return np.asarray((near & (sent >= 0) & (units >= 0)).sum(axis=-2, dtype=np.int64))


def from_air(
    table: ReconTable, sorties: ArrayLike, posture: ArrayLike, covered: ArrayLike, visibility: ArrayLike
) -> Ints:
    """Chance that reconnaissance aircraft see each unit.

    Parameters
    ----------
    table : ReconTable
        The frozen numbers.
    sorties : (..., U) int
        From `overflown`.
    posture : (..., U) int
        Row of `POSTURES`.
    covered : (..., U) bool
        Whether growth or houses cover it (`Marks.height_dm` is 0).
    visibility : (...) int
        Meters, light and air together: by night or in fog nothing is seen.

    Returns
    -------
    (..., U) int64
        Q16.

    Notes
    -----
    Rule spotting.3: a chance for each sortie, whatever the length of the pulse.
    """
    one = table.from_air[np.asarray(posture)] * np.where(covered, table.overgrown, ONE) >> BITS
    usable = np.asarray(visibility)[..., None] >= table.visibility_m
    return np.where(usable, at_least_one(left_out(one) * np.asarray(sorties, np.int64)), 0)


def intercept(table: BeliefTable, side: ArrayLike, sends: ArrayLike, minutes: ArrayLike) -> Ints:
    """Chance that a listening service places each headquarters by its radio.

    Parameters
    ----------
    table : BeliefTable
        The frozen numbers.
    side : (U,) int
        Row of `SIDES` of each unit.
    sends : (..., U) bool
        Headquarters with a radio in the air, on the board or off it.
    minutes : (...) int
        Length of the pulse.

    Returns
    -------
    (..., U) int64
        Q16, for the side that the unit is not of.

    Notes
    -----
    Rule intelligence.5.
    """
    listeners = table.intercept[::-1][np.asarray(side)]
    chance = in_time(listeners, np.asarray(minutes, np.int64)[..., None], DAY)
    return np.where(sends, chance, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """Reports of the listening services: `grade` uint8 (..., 2, U), and the account (..., U)."""

    grade: NDArray[np.uint8]
    account: Account

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def heard(table: BeliefTable, side: ArrayLike, sends: ArrayLike, minutes: ArrayLike, bits: Bits) -> Heard:
    """What the listening services of both sides report of a pulse.

    Parameters
    ----------
    table : BeliefTable
        The frozen numbers.
    side : (U,) int
        Row of `SIDES` of each unit.
    sends : (..., U) bool
        As for `intercept`.
    minutes : (...) int
        Length of the pulse.
    bits : (..., U) uint64
        Purpose "radio", one word a unit.

    Returns
    -------
    Heard
        The account belongs to the side that the unit is not of, and is empty for units that do not send.

    Notes
    -----
    Rule intelligence.5.
    """
    chance = intercept(table, side, sends, minutes)
    base = np.where(sends, table.intercept[::-1][np.asarray(side)], 0)
    time = np.asarray(minutes, np.int64)[..., None] * ONE // DAY
    spread = np.broadcast_to(base, chance.shape)
    told = account(spread, (time,), chance, happens(bits, chance), bits)
    return Heard(reported("radio", side, chance, bits), told)


def reported(grade: str, side: ArrayLike, chance: ArrayLike, bits: Bits) -> NDArray[np.uint8]:
    """Reports of one kind.

    Parameters
    ----------
    grade : str
        One of `GRADES`.
    side : (U,) int
        Row of `SIDES` of each unit.
    chance : (..., U) int
        Q16 that the other side learns of it.
    bits : (..., U) uint64
        One word a unit, of the purpose of this kind: "recon", "counter_battery" or "radio".

    Returns
    -------
    (..., 2, U) uint8
        Row of `GRADES`, 0 for none and for own units.
    """
    return _graded(grade, side, happens(bits, chance))


def best_of(*grades: ArrayLike) -> NDArray[np.uint8]:
    """The best report of each unit: the greatest of grades (..., 2, U) from several sources."""
    best = np.asarray(grades[0], np.uint8)
    for more in grades[1:]:
        best = np.maximum(best, np.asarray(more, np.uint8))
    return best


def signs(side: ArrayLike, noticed: ArrayLike) -> NDArray[np.uint8]:
    """Reports of things that need no chance: emptied villages, new earth, smoke of kitchens.

    Parameters
    ----------
    side : (U,) int
        Row of `SIDES` of each unit.
    noticed : (..., U) bool
        Units whose doings gave themselves away, as the scenario tells.

    Returns
    -------
    (..., 2, U) uint8
        Row of `GRADES` for the other side.

    Notes
    -----
    Rule intelligence.6: in the record, border villages emptied from 23 July on, guns seen on the day after.
    """
    return _graded("sign", side, np.asarray(noticed, np.bool_))


def _graded(grade: str, side: ArrayLike, learned: Flags) -> NDArray[np.uint8]:
    """A grade where something (..., U) was learned, for the side that the unit is not of."""
    others = np.asarray(side)[None, :] != np.arange(len(SIDES))[:, None]
    return np.where(learned[..., None, :] & others, GRADES.index(grade), 0).astype(np.uint8)
