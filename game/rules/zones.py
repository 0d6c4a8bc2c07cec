"""Zones: where a side has no leave to go, to fire or to fly before an hour, and the events of the record.

A zone that names an act of escalation is a choice with a price: its breach is told before the order is
given, and the act is counted. One that names none cannot be breached: such orders are refused.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.tables import seal

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
BANS = ("ground", "fire", "air")
"""What a zone forbids: to go there, to fire there, to fly or bomb there."""
NO_ACT = -1


@dataclass(frozen=True, slots=True, eq=False)
class ZoneTable:
    """Zones [Z].

    Attributes
    ----------
    names : tuple of str
    side, ban, act : int8[Z]
        Rows of SIDES, `BANS` and the acts of escalation; `NO_ACT` for a ban that has no price.
    place : bool[Z, H]
        Hexes.
    until : int64[Z]
        Minute at which the ban ends.
    """

    names: tuple[str, ...]
    side: NDArray[np.int8]
    ban: NDArray[np.int8]
    act: NDArray[np.int8]
    place: Flags
    until: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


@dataclass(frozen=True, slots=True, eq=False)
class Breach:
    """Zones that deeds breach.

    Attributes
    ----------
    zones : (..., N, Z) bool
    any : (..., N) bool
        Whether any zone is breached.
    refused : (..., N) bool
        Whether one of them cannot be bought with an act of escalation.
    """

    zones: Flags
    any: Flags
    refused: Flags

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def breach(table: ZoneTable, ban: str, side: ArrayLike, hex: ArrayLike, minute: ArrayLike) -> Breach:
    """Which zones it breaches to go, fire or fly to a hex at an hour.

    Parameters
    ----------
    table : ZoneTable
        Of the scenario.
    ban : str
        One of `BANS`.
    side : (..., N) int
        Row of SIDES of the doer.
    hex : (..., N) int
        Where it goes or fires, negative for nowhere.
    minute : (..., N) int
        When; the ban is over at its last minute.

    Returns
    -------
    Breach

    Raises
    ------
    ValueError
        If the ban is unknown.

    Notes
    -----
    Rule victory.4.
    """
    if ban not in BANS:
        raise ValueError(f"a ban must be one of {', '.join(BANS)}, got {ban!r}")
    at, own, when = np.broadcast_arrays(np.asarray(hex, np.int64), side, minute)
    inside = np.moveaxis(table.place[:, np.maximum(at, 0)], 0, -1) & (at >= 0)[..., None]
    live = (own[..., None] == table.side) & (when[..., None] < table.until)
    broken: Flags = inside & live & (table.ban == BANS.index(ban))
    refused = broken & (table.act == NO_ACT)
    return Breach(broken, np.asarray(broken.any(axis=-1)), np.asarray(refused.any(axis=-1)))


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
    """

    names: tuple[str, ...]
    minute: Ints
    to: Flags
    agreement: Flags

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def happening(table: EventTable, after: int, until: int, historical: bool = False) -> Flags:
    """Events bool[N] later than one minute and no later than another; whether the recorded truce is kept."""
    return (table.minute > after) & (table.minute <= until) & (historical | ~table.agreement)
