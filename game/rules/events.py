"""Events of the record: news at their hour, and what each of them does to the index and to what is known.

Nothing here is decided by dice or by the players. An event may count as acts of escalation, once; and it may
give a side reports of what stands or marches in certain hexes, once or for as long as it lasts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.tables import seal

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
UNTOLD = -1
"""Learner of an event that gives no reports."""


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """Events [N] of the record.

    Attributes
    ----------
    names : tuple of str
    minute : int64[N]
    to : bool[N, 2]
        Sides that are told.
    agreement : bool[N]
        News of the recorded cease-fire, which come only where its hour is kept.
    acts : int64[N, A]
        How often the event does each act of escalation.
    learner : int8[N]
        Side that learns of units, `UNTOLD` for none.
    watched : bool[N, H]
        Where it learns of them.
    marching : bool[N]
        Whether only of those that march.
    until : int64[N]
        Minute of the last reports; the event's own for those that come once.
    visibility_m : int64[N]
        Least visibility that the reports need, meters.
    """

    names: tuple[str, ...]
    minute: Ints
    to: Flags
    agreement: Flags
    acts: Ints
    learner: NDArray[np.int8]
    watched: Flags
    marching: Flags
    until: Ints
    visibility_m: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def happening(table: EventTable, start: int, end: int, historical: bool = False) -> Flags:
    """Events bool[N] of the minutes from `start` up to `end`; whether the recorded truce is kept."""
    return (table.minute >= start) & (table.minute < end) & (historical | ~table.agreement)


def acts_of(table: EventTable, happens: ArrayLike) -> Ints:
    """How often each act of escalation is done int64[A] by the events `happens` bool[N]."""
    return np.asarray(np.asarray(happens, np.int64) @ table.acts)


def noticed(
    table: EventTable,
    start: int,
    end: int,
    side: ArrayLike,
    hex: ArrayLike,
    marching: ArrayLike,
    visibility: ArrayLike,
) -> Flags:
    """Units that events give away in a pulse.

    Parameters
    ----------
    table : EventTable
        Of the scenario.
    start, end : int
        Minutes of the pulse: an event of its first minute belongs to it, one of its last to the next.
    side : (U,) int
        Row of SIDES.
    hex : (..., U) int
        Row of the board, negative for none.
    marching : (..., U) bool
        Units that moved in the pulse.
    visibility : (...) int
        Meters, light and air together.

    Returns
    -------
    (..., U) bool
        For `intelligence.signs`, which makes reports to the other side of them.

    Notes
    -----
    Rules intelligence.6 and victory.6.
    """
    live = (table.minute < end) & (table.until >= start) & (table.learner != UNTOLD)
    clear = np.asarray(visibility, np.int64)[..., None] >= table.visibility_m
    at = np.asarray(hex, np.int64)
    there = np.moveaxis(table.watched[:, np.maximum(at, 0)], 0, -1) & (at >= 0)[..., None]
    seen = np.asarray(marching, np.bool_)[..., None] | ~table.marching
    enemy = np.asarray(side)[:, None] != table.learner
    found: Flags = (there & seen & enemy & (live & clear)[..., None, :]).any(axis=-1)
    return found
