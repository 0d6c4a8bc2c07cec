"""Air missions: weather, loads, where the bombs fall, errors near own troops, strafing, morale (rules air.*).

Bombs land by `dispersion.land` and act by `artillery.shell` with the table `AirTable.kinds`, as shells do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import OFF_BOARD
from game.rules.air_table import AirTable
from game.rules.artillery_table import Ints
from game.rules.chance import Bits, happens, pick
from game.rules.dispersion import shares
from game.rules.fixed import mul, one_minus_exp
from game.rules.tables import BITS, ONE

Bools = NDArray[np.bool_]

GATES = ("flies", "grounded", "turned_back")
"""What the weather makes of a mission: attacks, never takes off, comes back with its bombs."""
FLIES, GROUNDED, TURNED_BACK = range(len(GATES))
FULL_MOON = 100
"""Per cent of the moon lit when nothing is said of it."""
STRAFING_FACTORS = ("time", "exposure", "search")
"""Of the ledger, whose base is Q10 rifle equivalents on the target."""
WORDS = 2
"""Words of dice a mission: whether it errs, and over which side."""


def gate(
    kind: ArrayLike,
    base_ceiling: ArrayLike,
    ceiling: ArrayLike,
    fog: ArrayLike,
    night: ArrayLike,
    table: AirTable,
    moon: ArrayLike = FULL_MOON,
) -> NDArray[np.int8]:
    """What the weather makes of missions.

    Parameters
    ----------
    kind : (..., M) int
        Row of `table.types`.
    base_ceiling, ceiling : (..., M) int
        Meters under the clouds over the airfields and over the target.
    fog, night : (..., M) bool
        Fog at the target; night.
    table : AirTable
        Of the ruleset.
    moon : (..., M) int
        Per cent of the moon that is lit, 0 while it is down or behind clouds; read by night only.

    Returns
    -------
    (..., M) int8
        Row of `GATES`.

    Notes
    -----
    Rule air.3. The sky over the target is known only there: such a mission counts as flown, and
    keeps its bombs. By night crews must see the ground to find it.
    """
    row = np.asarray(kind, np.intp)
    low = np.asarray(ceiling, np.int64)
    stays = np.asarray(base_ceiling, np.int64) < table.base_ceiling
    blind = ~table.by_night[row] | (np.asarray(moon, np.int64) < table.night_moon)
    stays = stays | (np.asarray(night, np.bool_) & blind)
    back = (low < table.abort_ceiling) | np.asarray(fog, np.bool_)
    back = back | ((low < table.low_ceiling) & ~table.under_cloud[row])
    return np.where(stays, GROUNDED, np.where(back, TURNED_BACK, FLIES)).astype(np.int8)


def altitude(kind: ArrayLike, ceiling: ArrayLike, table: AirTable) -> Ints:
    """Meters (..., M) at which missions attack: the height of the type, or the ceiling if that is lower."""
    return np.minimum(table.altitude[np.asarray(kind, np.intp)], np.asarray(ceiling, np.int64))


def loaded(kind: ArrayLike, bomb: ArrayLike, aircraft: ArrayLike, stock: ArrayLike, table: AirTable) -> Ints:
    """Bombs that missions take up.

    Parameters
    ----------
    kind, bomb, aircraft : (..., M) int
        Row of the type; row of the bomb, negative for none; aircraft sent.
    stock : (..., K) int
        Bombs of each kind at the airfields.
    table : AirTable
        Of the ruleset.

    Returns
    -------
    (..., M) int64
        Bombs: as many as the aircraft carry, and of each kind never more in all than there are. Where they do
        not suffice, missions that were ordered first are served first.
    """
    what = np.asarray(bomb, np.int64)
    carried = table.load[np.asarray(kind, np.intp), np.maximum(what, 0)] * np.asarray(aircraft, np.int64)
    mine = np.arange(len(table.bombs)) == what[..., None]
    wanted = np.where(mine, carried[..., None], 0)
    left = np.maximum(np.asarray(stock, np.int64)[..., None, :] - (wanted.cumsum(axis=-2) - wanted), 0)
    return np.asarray(np.minimum(wanted, left).sum(axis=-1))


def pattern(kind: ArrayLike, line: ArrayLike, table: AirTable) -> Ints:
    """Share Q16 (..., M, 19) of a mission's bombs on the aim hex and two rings (air.1).

    The line of flight is that of `dispersion.orientation`; `kind` and `line` are (..., M).
    """
    spread = table.deviation[np.asarray(kind, np.intp)]
    return shares(spread[..., 0], spread[..., 1], line, table.kinds.scale)


def refused(friends_m: ArrayLike, allowed: ArrayLike, table: AirTable) -> Bools:
    """Whether missions (..., M) are refused for own troops near the aim (air.7), unless that is allowed."""
    return np.asarray((np.asarray(friends_m) <= table.safety_m) & ~np.asarray(allowed, np.bool_))


def strayed(
    aim: ArrayLike, friends_m: ArrayLike, bits: Bits, neighbor: NDArray[np.int32], table: AirTable
) -> NDArray[np.int32]:
    """Hexes that missions really aim at.

    Parameters
    ----------
    aim : (..., M) int
        Aim hex, negative for no mission.
    friends_m : (..., M) int
        Meters from it to the nearest own troops.
    bits : (..., M, 2) uint64
        Purpose "bombs": whether the mission errs, and over which side of the hex.
    neighbor : int32[H, 6]
        Of the board.
    table : AirTable
        Of the ruleset.

    Returns
    -------
    (..., M) int32
        One of the six neighbors where it errs, `OFF_BOARD` if that lies off the board.

    Notes
    -----
    Rule air.7: the chance is stated for targets near own troops, where crews take one line for the other.
    """
    where = np.asarray(aim, np.int64)
    near = np.asarray(friends_m) <= table.safety_m
    errs = happens(bits[..., 0], table.error) & near & (where >= 0)
    side = pick(np.ones(6, np.int64), bits[..., 1])
    beside = neighbor[np.maximum(where, 0), side]
    return np.where(errs, beside, np.where(where >= 0, where, OFF_BOARD)).astype(np.int32)


def strafing(kind: ArrayLike, aircraft: ArrayLike, minutes: int, table: AirTable) -> Ints:
    """Rifle equivalents Q10 (..., M) that missions bring to bear on their hex, averaged over the pulse.

    Rule air.6: each aircraft strafes for some minutes; types without forward guns not at all.
    """
    time = min(table.strafing_minutes, minutes)
    able = table.strafes[np.asarray(kind, np.intp)]
    return np.where(able, np.asarray(aircraft, np.int64) * (table.strafing * time) // minutes, 0)


def shocked(bomb: ArrayLike, bombs: ArrayLike, meters: ArrayLike, table: AirTable) -> Bools:
    """Units within reach of a bomb of the heaviest kind.

    Parameters
    ----------
    bomb, bombs : (..., M) int
        Row of the bomb and number dropped by each mission.
    meters : (..., M, A) int
        From its aim hex to each unit.
    table : AirTable
        Of the ruleset.

    Returns
    -------
    (..., A) bool
    """
    what = np.asarray(bomb, np.int64)
    heavy = (what >= 0) & (table.mass[what] >= table.shock_mass) & (np.asarray(bombs) > 0)
    return np.asarray((heavy[..., None] & (np.asarray(meters) <= table.shock_m)).any(axis=-2))


def cohesion_lost(stress: ArrayLike, susceptibility: ArrayLike, shock: ArrayLike, table: AirTable) -> Ints:
    """Cohesion that attack from the air costs.

    Parameters
    ----------
    stress : (..., A) int
        Q10 exponent of suppression by bombs and strafing, before susceptibility.
    susceptibility : (..., A) int
        Q10 by posture (units.1).
    shock : (..., A) bool
        From `shocked`.
    table : AirTable
        Of the ruleset.

    Returns
    -------
    (..., A) int64
        Q10.

    Notes
    -----
    Rules air.2 (the shock, stated for men in trenches, is taken for all) and air.8.
    """
    cowed = one_minus_exp(mul(stress, susceptibility)) >> (16 - BITS)
    struck = np.where(np.asarray(shock, np.bool_), table.shock, 0)
    return np.minimum(mul(cowed, table.dread) + struck, ONE)
