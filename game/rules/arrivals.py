"""Arrivals and releases: which units come in a pulse, by which hexes, which may be used, and which leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.tables import seal
from game.rules.victory_table import NEVER

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class EntryTable:
    """Entries [E] of the map and releases [R] that may be bought.

    Attributes
    ----------
    hexes : int32[E, X]
        Where units come on, best first, -1 after the last.
    off_map : bool[E]
        Airfields: who comes there stands by and never takes a hex.
    members : bool[R, U]
        Units that a release brings forward.
    advance : int64[R]
        Minutes by which each release does so.
    """

    hexes: NDArray[np.int32]
    off_map: Flags
    members: Flags
    advance: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def advanced(table: EntryTable, hour: ArrayLike, bought: ArrayLike) -> Ints:
    """Hours of arrival or release with what has been bought.

    Parameters
    ----------
    table : EntryTable
        Of the scenario.
    hour : (..., U) int
        Minutes; `NEVER` stays so.
    bought : (..., R) int
        Releases, from `escalation.bought`.

    Returns
    -------
    (..., U) int64
        Each release brings its units forward by its minutes.

    Notes
    -----
    Rule victory.4.
    """
    given = np.asarray(hour, np.int64)
    sooner = (np.asarray(bought, np.int64) * table.advance) @ table.members.astype(np.int64)
    return np.where(given == NEVER, NEVER, given - sooner)


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """Who comes, may be used and goes.

    Attributes
    ----------
    enter : (..., U) bool
        Units that wait for a hex of their entry; `columns.placed` finds them one.
    wanted : (..., U, X) int32
        Those hexes, best first; -1 after the last and for units that do not enter.
    ready : (..., U) bool
        Units that may be used: on the map or standing by on their airfield, and released.
    leave : (..., U) bool
        Units whose hour to go has come.
    """

    enter: Flags
    wanted: NDArray[np.int32]
    ready: Flags
    leave: Flags

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def arrivals(
    table: EntryTable,
    minute: int,
    hex: ArrayLike,
    entry: ArrayLike,
    hours: tuple[ArrayLike, ArrayLike, ArrayLike],
    alive: ArrayLike,
) -> Arrivals:
    """Comings and goings of a pulse.

    Parameters
    ----------
    table : EntryTable
        Of the scenario.
    minute : int
        Start of the pulse.
    hex : (..., U) int
        Row of the board, negative while a unit waits or is gone.
    entry : (U) int
        Row of the entries, -1 for none.
    hours : three (..., U) int
        Arrival, release and leave, minutes. A release of `NEVER` is no release: the unit is free.
    alive : (..., U) bool
        Units that have men or vehicles left and have not left before.

    Returns
    -------
    Arrivals
        A unit enters at its hour whether it is released or not: held back, it waits near its entry.

    Notes
    -----
    Section 11 of the study: reinforcements and releases.
    """
    arrive, release, leave = (np.asarray(part, np.int64) for part in hours)
    on, way = np.asarray(hex, np.int64) >= 0, np.asarray(entry, np.int64)
    gone = (leave != NEVER) & (leave <= minute)
    here = np.asarray(alive, np.bool_) & ~gone
    come = here & (way >= 0) & (arrive <= minute)
    stands_by = come & table.off_map[way]
    enter = come & ~on & ~table.off_map[way]
    free = (release == NEVER) | (release <= minute)
    wanted = np.where(enter[..., None], table.hexes[way], np.int32(-1))
    ready = here & (on | stands_by) & free
    return Arrivals(enter, wanted, ready, np.asarray(alive, np.bool_) & gone & (on | (arrive <= minute)))
