"""Digging in: how deep a position comes in a pulse. What shells do to it stands in `shelled_ground`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.fixed import mul
from game.rules.tables import BITS, ONE, POSTURES
from game.rules.works_table import WorksTable

Ints = NDArray[np.int64]

FACTORS = ("soil", "fire", "night", "fatigue", "sappers")
"""Factors of the rate of digging, in order."""
DEEPEST = 4 * ONE
OPEN = 3 * ONE
"""Deepest without overhead cover."""
PRONE, SCRAPE, TRENCH, BUNKER = (POSTURES.index(name) for name in ("prone", "scrape", "trench", "bunker"))
_POSTURE = np.array([PRONE, SCRAPE, SCRAPE, TRENCH, BUNKER], np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Dug:
    """A pulse of digging.

    Attributes
    ----------
    factors : (..., U, 5) int32
        Q10, in the order of `FACTORS`.
    worked : (..., U) int64
        Q10 minutes of full work done in this pulse.
    progress : (..., U) int16
        Level of the position, Q10, 0..4096.
    carry : (..., U) int32
        Q10 minutes of work not yet enough for the next unit of progress.
    used : (..., U) int64
        Grams of engineer stores.
    """

    factors: NDArray[np.int32]
    worked: Ints
    progress: NDArray[np.int16]
    carry: NDArray[np.int32]
    used: Ints


def work_rate(
    table: WorksTable,
    terrain: ArrayLike | None,
    under_fire: ArrayLike,
    night: ArrayLike,
    fatigue: ArrayLike,
    sappers: ArrayLike,
) -> tuple[NDArray[np.int32], Ints]:
    """Rate of digging and other work.

    Parameters
    ----------
    table : WorksTable
        Of the ruleset.
    terrain : (..., U) int, optional
        Ground that is dug; nothing for work to which the soil does not matter.
    under_fire : (..., U) int
        Q10 share of the pulse under fire, or suppression, whichever is more.
    night : (..., U) or (..., 1) bool
        Whether it is dark.
    fatigue : (..., U) int
        Q10.
    sappers : (..., U) bool
        Whether engineers do it.

    Returns
    -------
    factors : (..., U, 5) int32
        Q10, in the order of `FACTORS`.
    rate : (..., U) int64
        Q10 product.

    Notes
    -----
    Rule works.2: soil x (1 - .7 fire) x night x (1 - .5 fatigue) x sappers.
    """
    soil = np.int64(ONE) if terrain is None else table.dig_rate[np.asarray(terrain)]
    parts = (
        soil,
        ONE - mul(under_fire, ONE - table.under_fire),
        np.where(np.asarray(night), table.night, ONE),
        ONE - mul(fatigue, table.fatigue),
        np.where(np.asarray(sappers), table.sappers, ONE),
    )
    factors = np.stack(np.broadcast_arrays(*parts), axis=-1)
    return factors.astype(np.int32), mul(ONE, *np.moveaxis(factors, -1, 0))


def dig(
    table: WorksTable,
    progress: ArrayLike,
    carry: ArrayLike,
    terrain: ArrayLike,
    under_fire: ArrayLike,
    night: ArrayLike,
    fatigue: ArrayLike,
    sappers: ArrayLike,
    stores: ArrayLike,
    minutes: ArrayLike,
) -> Dug:
    """Dig for a pulse.

    Parameters
    ----------
    table : WorksTable
        Of the ruleset.
    progress : (..., U) int
        Level so far, Q10, 0..4096.
    carry : (..., U) int
        From the pulse before, 0 at first.
    terrain, under_fire, night, fatigue, sappers
        As for `work_rate`.
    stores : (..., U) int
        Grams of engineer stores at hand for overhead cover.
    minutes : (..., U) int
        Spent digging, 0 for who does not dig: his position and what he carries over stay as they are.

    Returns
    -------
    Dug

    Notes
    -----
    Rules works.1 and 2. Level 1 takes half an hour of full work, 2 three, 3 twelve, 4 thirty-six, in even
    steps between. Beyond level 3 stores are used in proportion, and without them nothing comes of it.
    """
    factors, rate = work_rate(table, terrain, under_fire, night, fatigue, sappers)
    level = np.asarray(progress, np.int64)
    work = np.asarray(minutes, np.int64) * rate
    begun = _minutes_at(table, level)
    total = begun + np.asarray(carry, np.int64) + work
    reached = np.maximum(_level_at(table, total), level)
    most = np.maximum(OPEN, level) + np.asarray(stores, np.int64) * ONE // max(table.overhead, 1)
    after = np.minimum(reached, np.minimum(np.maximum(most, level), DEEPEST))
    # What does not show yet is kept, less than one unit of it; at a limit nothing is saved up.
    kept = np.where(after == reached, np.maximum(total - _minutes_at(table, after), 0), 0)
    kept = np.where(after >= DEEPEST, 0, kept)
    # Where shells have ruined a position, work carried over may be worth more than it was: to who digs on.
    idle = np.asarray(minutes) <= 0
    after, kept = np.where(idle, level, after), np.where(idle, carry, kept)
    covered = np.maximum(after - OPEN, 0) - np.maximum(level - OPEN, 0)
    used = -(-covered * table.overhead // ONE)
    return Dug(factors, work, after.astype(np.int16), kept.astype(np.int32), np.minimum(used, stores))


def _minutes_at(table: WorksTable, level: Ints) -> Ints:
    """Q10 minutes of full work from nothing to a level, rounded up."""
    whole = np.minimum(level >> 10, len(table.hours) - 2)
    part = level - (whole << 10)
    return np.asarray(table.hours[whole] * ONE + part * (table.hours[whole + 1] - table.hours[whole]))


def _level_at(table: WorksTable, work: Ints) -> Ints:
    """Level, Q10 rounded down, that so many Q10 minutes of full work come to."""
    bounds = table.hours * ONE
    whole = np.clip(np.searchsorted(bounds, work, side="right") - 1, 0, len(bounds) - 2)
    span = np.maximum(bounds[whole + 1] - bounds[whole], 1)
    part = np.minimum((work - bounds[whole]) * ONE // span, ONE)
    return np.asarray((whole << 10) + part)


def posture_at(progress: ArrayLike, craters: int = 0) -> NDArray[np.int8]:
    """Posture of men at rest in a position of a level, row of `POSTURES` int8[...] (rule works.1).

    Level 1 is a scrape, 3 a trench, 4 a bunker; a fire trench, level 2, is a scrape to which `covered` gives
    its part of the way to trench cover. A trench of which shells have ruined no more
    than `craters` (Q10 of a level) is one still.
    """
    dug = np.asarray(progress, np.int64)
    dug = np.where((dug >= OPEN - craters) & (dug < OPEN), OPEN, dug)
    level = np.clip(dug >> BITS, 0, len(_POSTURE) - 1)
    return np.asarray(_POSTURE[level], np.int8)


def covered(table: WorksTable, column: NDArray[np.int16], posture: ArrayLike, progress: ArrayLike) -> Ints:
    """A factor of the postures for men whose works lie between two of them.

    Parameters
    ----------
    table : WorksTable
        Of the ruleset.
    column : int16[7]
        Q10 by row of `POSTURES`, such as `PostureTable.exposed_fighting`.
    posture, progress : (...) int
        Row of `POSTURES`, and level of the position, Q10.

    Returns
    -------
    (...) int64
        Q10: in a scrape evenly from its own factor to that of the trench by `trench_share`; else its own.
    """
    stance, factor = np.asarray(posture, np.int64), column.astype(np.int64)
    way = factor[TRENCH] - factor[SCRAPE]
    deep = factor[SCRAPE] + ((way * trench_share(table, progress)) >> BITS)
    return np.where(stance == SCRAPE, deep, factor[stance])


def trench_share(table: WorksTable, progress: ArrayLike) -> NDArray[np.int32]:
    """Q10 share of the way from scrape to trench cover at a level, int32[...], even between levels."""
    level = np.asarray(progress, np.int64)
    whole = np.minimum(level >> 10, len(table.trench_share) - 2)
    low, high = table.trench_share[whole], table.trench_share[whole + 1]
    share = low + (((high - low) * (level - (whole << 10))) >> 10)
    return np.asarray(share, np.int32)
