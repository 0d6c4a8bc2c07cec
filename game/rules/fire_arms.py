"""What a unit brings to bear: its weapons that are served and supplied, and what firing them uses up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.fire_sums import runs
from game.rules.fire_table import RIFLE, FireTable, Ints
from game.rules.tables import ONE, POSTURES

RUNNING, KNOCKED_OUT, BOGGED = 0, 1, 2
PRONE = POSTURES.index("prone")


@dataclass(frozen=True, slots=True, eq=False)
class Muster:
    """Units counted up, leading axes `...`, N units, P profiles.

    Attributes
    ----------
    strength : (..., N, P) int64
        Q10 rifle equivalents by profile, before want of ammunition.
    sheltered : (..., N) int64
        Q10 men under armor.
    drawing, using : (..., N, 3) int64
        Q10 rifle equivalents that draw on each stock, and what they use in an hour of ordinary fire, in units
        of fire times rifle equivalents.
    """

    strength: Ints
    sheltered: Ints
    drawing: Ints
    using: Ints


def muster(weapons: ArrayLike, vehicles: ArrayLike, men: ArrayLike, table: FireTable) -> Muster:
    """Count up what units have in action: `man` on the `tally` of their weapons and vehicles."""
    return man(tally(weapons, vehicles, table), men, table)


def tally(weapons: ArrayLike, vehicles: ArrayLike, table: FireTable) -> Ints:
    """Sums over a unit's weapons of all that fire asks of them.

    Parameters
    ----------
    weapons : (..., N, W) int
        Small arms, machine guns and guns.
    vehicles : (..., N, W, 3) int
        Vehicles running, knocked out, bogged; a bogged tank still fires.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    (..., N, P + 8) int64
        By column of `FireTable.weights`. It stays the same while weapons and vehicles do: worth keeping.

    Notes
    -----
    Rules fire.2, fire.9 and fire.10. The sums run over floats that hold whole numbers far below 2**53, so
    they are exact in any order.
    """
    cars = np.asarray(vehicles)
    number = np.asarray(weapons) + cars[..., RUNNING]
    number += cars[..., BOGGED]
    weapons, columns = table.weights.shape
    flat = number.reshape(-1, weapons)
    sums = np.empty((len(flat), columns), np.int64)
    for part in runs(len(flat), table.weights.size):
        sums[part] = flat[part].astype(np.float64) @ table.weights
    return sums.reshape(*number.shape[:-1], columns)


def man(sums: Ints, men: ArrayLike, table: FireTable) -> Muster:
    """Put men to the weapons.

    Parameters
    ----------
    sums : (..., N, P + 8) int64
        From `tally`.
    men : (..., N) int
        Men present.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    Muster

    Notes
    -----
    Rule fire.10. Men who serve a heavier weapon leave their rifles silent; a unit that cannot serve all its
    weapons serves the same share of each.
    """
    profiles = table.reach.shape[1]
    strength, upkeep = sums[..., :profiles].copy(), sums[..., profiles:]
    present, need = np.asarray(men, np.int64), upkeep[..., 0]
    spare = present - need
    np.minimum(strength[..., RIFLE], np.maximum(spare, 0) << 10, out=strength[..., RIFLE])
    if spare.min(initial=0) < 0:
        served = np.minimum((present << 10) // np.maximum(need, 1), ONE)
        strength *= np.where(table.afoot, served[..., None], ONE)
        strength >>= 10
    return Muster(
        strength=strength,
        sheltered=np.minimum(upkeep[..., 1], present << 10),
        drawing=upkeep[..., 2:5],
        using=upkeep[..., 5:8],
    )


def arms(force: Muster, ammunition: ArrayLike, buttoned: ArrayLike, table: FireTable) -> Ints:
    """Rifle equivalents that are supplied and can see out.

    Parameters
    ----------
    force : Muster
        What the units have in action.
    ammunition : (..., N, 3) int
        Hundredths of a unit of fire by stock.
    buttoned : (..., N) bool
        Whether hatches are closed.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    (..., N, P) int64
        Q10 rifle equivalents by profile.

    Notes
    -----
    Rule fire.1: fire is unhindered above `ammunition_full` and falls in a straight line to nothing.
    """
    ready = supply(ammunition, table).take(table.stock, axis=-1)
    ready *= force.strength
    ready >>= 10
    closed = np.asarray(buttoned, np.bool_)
    if closed.any():
        hindered = closed[..., None] & table.hatched
        ready = np.where(hindered, ready * table.buttoned >> 10, ready)
    return ready


def supply(ammunition: ArrayLike, table: FireTable) -> Ints:
    """Ammunition factor, Q10, of hundredths of a unit of fire: 1 above `ammunition_full` (rule fire.1)."""
    stock = np.maximum(np.minimum(np.asarray(ammunition, np.int64), table.scarce), 0)
    return (stock << 10) // table.scarce


def reach_by_range(arm: Ints, table: FireTable) -> Ints:
    """Rifle equivalents (..., N, B), Q10, of units at every step of range; exact, as in `muster`."""
    sums: Ints = (arm.astype(np.float64) @ table.reach.T).astype(np.int64)
    return sums >> 10


def exposure(
    posture: ArrayLike,
    suppression: ArrayLike,
    cover: ArrayLike,
    men: ArrayLike,
    sheltered: ArrayLike,
    table: FireTable,
) -> Ints:
    """Exposed share of a unit's men, X.

    Parameters
    ----------
    posture : (..., N) int
        Row of `POSTURES`.
    suppression : (..., N) int
        Q10.
    cover : (..., N) int
        Q10 factor of the ground, for men whom nothing else covers (rule terrain.1).
    men : (..., N) int
        Men present.
    sheltered : (..., N) int
        Q10 men under armor, from `muster`.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    (..., N) int64
        Q10; 1024 for a man upright in the open.

    Notes
    -----
    Rule fire.1: (1-s) x exposed while fighting + s x exposed while suppressed. Good ground cannot make works
    worse than lying down: the better of the two counts.
    """
    stance, s = np.asarray(posture, np.intp), np.asarray(suppression, np.int64)
    x = table.exposed.take(stance * (ONE + 1) + s)
    ground = np.asarray(cover, np.int64)
    prone = table.exposed[PRONE].take(s) * ground >> 10
    x = np.where(table.bare.take(stance), x * ground >> 10, x)
    x = np.where(table.dug.take(stance), np.minimum(x, prone), x)
    under = np.asarray(sheltered, np.int64)
    if under.any():
        whole = np.maximum(np.asarray(men, np.int64), 1) << 10
        x = x * np.maximum(whole - under, 0) // whole
    return x


def visible_men(posture: ArrayLike, men: ArrayLike, sheltered: ArrayLike, table: FireTable) -> Ints:
    """Men a searcher can find, n: (..., N) int64, Q10, those under armor left out (rule fire.1)."""
    afoot = np.maximum((np.asarray(men, np.int64) << 10) - np.asarray(sheltered, np.int64), 0)
    shown: Ints = afoot * table.shown.take(np.asarray(posture, np.intp)) >> 10
    return shown


def search(visible: ArrayLike, table: FireTable) -> Ints:
    """Share of the time that is left for shooting, n / (n + n0): Q10, of Q10 visible men (..., N).

    Rule fire.1. Give the men of all targets in the hex where several lie together: crowding punishes itself.
    """
    n = np.asarray(visible, np.int64)
    return (n << 10) // np.maximum(n + table.n0, 1)


def fire_quality(grade: ArrayLike, branch: ArrayLike, night: ArrayLike, table: FireTable) -> Ints:
    """Quality of fire q, Q10 (..., N): grade times branch, times the branch's habit of night (units.2)."""
    habits = np.asarray(branch, np.intp)
    q = table.grade[np.asarray(grade, np.intp)] * table.habit[habits] >> 10
    return np.where(np.asarray(night, np.bool_), q * table.night[habits] >> 10, q)


def spend(
    ammunition: ArrayLike,
    force: Muster,
    engaged: ArrayLike,
    suppression: ArrayLike,
    rate: ArrayLike,
    minutes: int,
    table: FireTable,
) -> NDArray[np.int16]:
    """Stocks after a time of fire.

    Parameters
    ----------
    ammunition : (..., N, 3) int
        Hundredths of a unit of fire by stock.
    force : Muster
        What the units have in action.
    engaged : (..., N) int
        Q10 of the unit's fire that found targets: the sum of its shares.
    suppression : (..., N) int
        Q10.
    rate : (..., N) int
        Row of `RATES`.
    minutes : int
        Time of fire.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    (..., N, 3) int16
        Hundredths, never below 0; whoever fires uses at least one.

    Notes
    -----
    Rule fire.9.
    """
    firing = np.asarray(engaged, np.int64) * (ONE - np.asarray(suppression, np.int64)) >> 10
    pace = firing * table.rate.take(np.asarray(rate, np.intp)) >> 10
    use = (force.using << 10) // np.maximum(force.drawing, 1)
    hundredths = use * pace[..., None] * (100 * minutes)
    spent = np.maximum((hundredths + (30 << 20)) // (60 << 20), hundredths > 0)
    left: NDArray[np.int16] = np.maximum(np.asarray(ammunition, np.int64) - spent, 0).astype(np.int16)
    return left
