"""Zones: where a side has no leave to go, to fire or to fly before an hour.

A zone that names an act of escalation is a choice with a price: its breach is told before the order is
given, and the act is counted. One that names none cannot be breached: such orders are refused.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.tables import seal
from game.rules.victory_table import NEVER

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
BANS = ("ground", "fire", "air")
"""What a zone forbids: to go there, to fire there, to fly or bomb there."""
NO_ACT = -1
NO_RELEASE = -1


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
    release : int8[Z]
        Row of the release that brings that minute forward, `NO_RELEASE` for none.
    advance : int
        Minutes by which one release does so.
    """

    names: tuple[str, ...]
    side: NDArray[np.int8]
    ban: NDArray[np.int8]
    act: NDArray[np.int8]
    place: Flags
    until: Ints
    release: NDArray[np.int8]
    advance: int

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


def lifted(table: ZoneTable, releases: ArrayLike) -> Ints:
    """Minutes (..., Z) at which bans end with the releases (..., R) bought by now (`escalation.bought`).

    Rule victory.4. A ban without an hour stays.
    """
    number = np.asarray(releases, np.int64)
    padded = np.concatenate([number, np.zeros((*number.shape[:-1], 1), np.int64)], axis=-1)
    sooner = padded[..., table.release] * table.advance
    return np.where(table.until == NEVER, NEVER, table.until - sooner)


def breach(
    table: ZoneTable,
    ban: str,
    side: ArrayLike,
    hex: ArrayLike,
    minute: ArrayLike,
    until: ArrayLike | None = None,
) -> Breach:
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
    until : (..., Z) int, optional
        Minutes at which the bans end, from `lifted`; those of the table where none are given.

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
    ends = table.until if until is None else np.asarray(until, np.int64)[..., None, :]
    live = (own[..., None] == table.side) & (when[..., None] < ends)
    broken: Flags = inside & live & (table.ban == BANS.index(ban))
    refused = broken & (table.act == NO_ACT)
    return Breach(broken, np.asarray(broken.any(axis=-1)), np.asarray(refused.any(axis=-1)))
