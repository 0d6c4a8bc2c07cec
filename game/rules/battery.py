"""What a battery can fire: rate, heat of the barrels, suppression of the crew, its rounds (artillery.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.artillery_table import BatteryTable, Ints
from game.rules.fixed import mul
from game.rules.tables import ONE

HUNDREDTHS = 100
"""Stocks are counted in hundredths of a unit of fire, and what is left over in hundredths of a round."""


class Battery(NamedTuple):
    """Batteries (..., B) and what they are to fire.

    `weapon` row of the weapon table; `guns` that can fire; `unit_of_fire` rounds of the full battery; `stock`
    hundredths of a unit of fire; `loose` hundredths of a round out of an opened hundredth; `heat` thousandths
    of a round a gun above the sustained rate; `suppression` Q10; `mission` row of MISSIONS; `wanted` rounds;
    `fatigue` Q10 of the crews; `nerve` Q10 of its fire that a shaken or broken crew keeps.
    """

    weapon: ArrayLike
    guns: ArrayLike
    unit_of_fire: ArrayLike
    stock: ArrayLike
    loose: ArrayLike
    heat: ArrayLike
    suppression: ArrayLike
    mission: ArrayLike
    wanted: ArrayLike
    fatigue: ArrayLike = 0
    nerve: ArrayLike = ONE


@dataclass(frozen=True, slots=True, eq=False)
class Volley:
    """What B batteries fire in a pulse, and what is left.

    Attributes
    ----------
    rounds : int64[..., B]
        Whole rounds.
    stock, loose, heat : int64[..., B]
        As in `Battery`, after the pulse.
    """

    rounds: Ints
    stock: Ints
    loose: Ints
    heat: Ints


def main_gun(weapons: NDArray[np.int16], table: BatteryTable) -> tuple[Ints, Ints]:
    """The weapon that units fire indirectly with.

    Parameters
    ----------
    weapons : int16[..., U, W]
        Weapons by row of the weapon table, self-propelled guns that run among them.
    table : BatteryTable
        Of the ruleset.

    Returns
    -------
    weapon, guns : (..., U) int64
        Row of the weapon with the greatest range of those that the unit has, -1 for none; how many.
    """
    count = np.where(table.shell >= 0, np.asarray(weapons, np.int64), 0)
    reach = np.where(count > 0, table.far, -1)
    best = reach.argmax(axis=-1)
    guns = np.take_along_axis(count, best[..., None], axis=-1)[..., 0]
    return np.where(guns > 0, best, -1).astype(np.int64), guns


def fire(battery: Battery, minutes: int, table: BatteryTable, kept: ArrayLike = ONE) -> Volley:
    """Rounds that batteries fire in a pulse.

    Parameters
    ----------
    battery : Battery
        Columns (..., B).
    minutes : int
        Length of the pulse.
    table : BatteryTable
        Of the ruleset.
    kept : (..., B) int
        Q10 share of the pulse in which fire is kept on (`barrage.kept_on`).

    Returns
    -------
    Volley
        The least of what is wanted, what the rate allows with the men who serve the guns, what the barrels
        bear and what is at hand. Stock + rounds fired = stock before, exactly. Batteries that fire nothing
        cool, and their stocks are left as they are.

    Notes
    -----
    Rule artillery.3. Barrels take the rate of a preparation for `barrel_minutes`; they heat with
    what is fired above the sustained rate and cool with what is fired below it. Tired crews serve more slowly
    (morale.4), and so do shaken and broken ones (morale.2).
    """
    gun, guns = np.asarray(battery.weapon, np.int64), np.asarray(battery.guns, np.int64)
    rate, steady = _rate(gun, table), sustained(gun, minutes, table)
    heat = np.asarray(battery.heat, np.int64)
    by_rate = guns * mul(
        rate * minutes, table.pace[np.asarray(battery.mission, np.intp)], kept, _serving(battery, table)
    )
    by_heat = guns * np.maximum((rate - mul(rate, table.sustained)) * table.barrel_minutes - heat + steady, 0)
    held = at_hand(battery.stock, battery.loose, battery.unit_of_fire)
    rounds = np.minimum(np.minimum(by_rate, by_heat) // 1000, np.minimum(held, battery.wanted))
    rounds = np.maximum(rounds, 0)
    left = spend(battery.stock, battery.loose, rounds, battery.unit_of_fire)
    # After guns are lost more may lie open than a hundredth holds: it is counted anew by who fires of it.
    stock, loose = (
        np.where(rounds > 0, after, before)
        for after, before in zip(left, (battery.stock, battery.loose), strict=True)
    )
    warmed = heat + np.where(guns > 0, rounds * 1000 // np.maximum(guns, 1), 0) - steady
    return Volley(rounds, stock, loose, np.maximum(warmed, 0))


def sustained(weapon: ArrayLike, minutes: int, table: BatteryTable) -> Ints:
    """Thousandths of a round a gun (...) that barrels bear in a pulse without end (artillery.3)."""
    return mul(_rate(weapon, table), table.sustained) * minutes


def _rate(weapon: ArrayLike, table: BatteryTable) -> Ints:
    gun = np.asarray(weapon, np.int64)
    return np.where(gun >= 0, table.rate[table.shell[gun]], 0)


def _serving(battery: Battery, table: BatteryTable) -> Ints:
    """Q10 of what a fresh and steady crew under no fire would serve."""
    fresh = ONE - mul(battery.fatigue, table.fatigue)
    return mul(ONE - np.asarray(battery.suppression, np.int64), fresh, battery.nerve)


def at_hand(stock: ArrayLike, loose: ArrayLike, unit_of_fire: ArrayLike) -> Ints:
    """Whole rounds (...) of stocks in hundredths of a unit of fire and loose hundredths of a round."""
    return _parts(stock, loose, unit_of_fire) // HUNDREDTHS


def spend(
    stock: ArrayLike, loose: ArrayLike, rounds: ArrayLike, unit_of_fire: ArrayLike
) -> tuple[Ints, Ints]:
    """Stocks after rounds were fired.

    Parameters
    ----------
    stock : (...) int
        Hundredths of a unit of fire.
    loose : (...) int
        Hundredths of a round left of a hundredth that was opened; once guns are lost, it may be of several.
    rounds : (...) int
        Whole rounds fired.
    unit_of_fire : (...) int
        Rounds of the full battery; 0 for a unit without guns.

    Returns
    -------
    stock, loose : (...) int64
        stock x unit_of_fire + loose falls by exactly 100 x rounds.

    Raises
    ------
    ValueError
        If more is fired than there is.
    """
    whole = np.asarray(unit_of_fire, np.int64)
    left = _parts(stock, loose, whole) - HUNDREDTHS * np.asarray(rounds, np.int64)
    if left.size and int(left.min()) < 0:
        raise ValueError("more rounds fired than there are")
    some = whole > 0
    divisor = np.maximum(whole, 1)
    return np.where(some, left // divisor, stock), np.where(some, left % divisor, loose)


def _parts(stock: ArrayLike, loose: ArrayLike, unit_of_fire: ArrayLike) -> Ints:
    """Hundredths of a round in all."""
    whole = np.asarray(unit_of_fire, np.int64)
    return np.where(whole > 0, np.asarray(stock, np.int64) * whole + np.asarray(loose, np.int64), 0)
