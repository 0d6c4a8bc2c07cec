"""What is played for, as one frozen bundle: all that victory, escalation, truce, zones and events read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.arrivals import EntryTable
from game.rules.escalation import EscalationTable
from game.rules.events import EventTable
from game.rules.tables import seal
from game.rules.truce import TruceTable
from game.rules.victory_table import VictoryTable
from game.rules.zones import ZoneTable

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """The stakes of a scenario; U units, H hexes.

    Attributes
    ----------
    truce : TruceTable or None
        None where the scenario ends at its hour and no other.
    control : int8[H]
        Who holds each hex at the start, -1 for nobody.
    side : int8[U]
        Row of SIDES.
    heavy : bool[U]
        Batteries of heavy guns.
    afloat, flying : bool[U]
        Boats; squadrons.
    radio : bool[U]
        Headquarters, which a listening service may hear.
    beyond : bool[2, H]
        Hexes past the border of each side.
    shared : bool[H]
        River hexes that wash the shore of the USSR: the border runs in mid-stream, and a Soviet boat there
        has crossed nothing.
    """

    victory: VictoryTable
    escalation: EscalationTable
    truce: TruceTable | None
    zones: ZoneTable
    events: EventTable
    entries: EntryTable
    control: NDArray[np.int8]
    side: NDArray[np.int8]
    heavy: Flags
    afloat: Flags
    flying: Flags
    radio: Flags
    beyond: Flags
    shared: Flags

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def grounded(stakes: Stakes, hex: ArrayLike) -> Ints:
    """Where each unit (..., U) counts as standing on somebody's ground, -1 where it does not.

    `hex` (..., U) int: row of the board, negative for none. Squadrons stand nowhere; a boat does not count on
    water that both banks share (`Stakes.shared`). What `zones.breach`, `escalation.deeds` and
    `victory_tally.after_turn` ask of ground units is asked with these hexes.
    """
    return counted(stakes, np.arange(len(stakes.side)), hex)


def counted(stakes: Stakes, unit: ArrayLike, hex: ArrayLike) -> Ints:
    """The same for units (..., N) by their rows, wherever they may be going."""
    at, who = np.asarray(hex, np.int64), np.asarray(unit, np.int64)
    free = stakes.flying[who] | (stakes.afloat[who] & stakes.shared[np.maximum(at, 0)])
    return np.where(free, -1, at)


def over_the_border(stakes: Stakes, hex: ArrayLike, fit: ArrayLike) -> Ints:
    """Ground units past their border (..., 2) by side; `hex` from `grounded`, `fit` bool those with men."""
    at = np.asarray(hex, np.int64)
    past = stakes.beyond[stakes.side, np.maximum(at, 0)] & (at >= 0) & np.asarray(fit, np.bool_)
    of = (stakes.side[:, None] == np.arange(2)).astype(np.int64)
    number: Ints = past.astype(np.int64) @ of
    return number
