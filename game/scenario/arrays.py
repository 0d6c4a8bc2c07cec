"""Arrays of a game: the columns of its units from the counters of the roster, and its turns in minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from game.engine.clock import Calendar
from game.engine.units import AMMUNITION, LOSS_CAUSES, NEVER, OFF_BOARD, ONE, SIDES, VEHICLE_STATES, Units
from game.grid.board import Board
from game.scenario.roster import GRADES, Counter
from game.scenario.turns import Turn

EPOCH = datetime(1938, 7, 29)
MINUTE = timedelta(minutes=1)


def minute(moment: datetime | None) -> int:
    """Minutes since the campaign's first midnight; `NEVER` for no hour and for one beyond 32 bits."""
    return int(NEVER) if moment is None else min(int(NEVER), (moment - EPOCH) // MINUTE)


def calendar_of(turns: tuple[Turn, ...]) -> Calendar:
    """The same turns as arrays of minutes."""
    columns = ([minute(turn.start) for turn in turns], [minute(turn.end) for turn in turns])
    start, end, pulse = (np.array(c, np.int32) for c in (*columns, [turn.pulse for turn in turns]))
    return Calendar(start, end, pulse)


@dataclass(frozen=True, slots=True)
class Rows:
    """The lists whose positions are the numbers in the arrays."""

    board: Board
    kinds: tuple[str, ...]
    weapons: tuple[str, ...]
    formations: tuple[str, ...]
    entries: tuple[str, ...]


def units_of(counters: tuple[Counter, ...], rows: Rows, cohesion: int) -> Units:
    """The arrays of a roster; `cohesion` Q10 at the start."""
    count = len(counters)
    weapon_row = {key: i for i, key in enumerate(rows.weapons)}
    weapons = np.zeros((count, len(rows.weapons)), np.int16)
    vehicles = np.zeros((count, len(rows.weapons), len(VEHICLE_STATES)), np.int16)
    for i, counter in enumerate(counters):
        for key, number in counter.weapons.items():
            weapons[i, weapon_row[key]] = number
        for key, number in counter.vehicles.items():
            vehicles[i, weapon_row[key], 0] = number
    ammunition = np.array([[round(c.ammunition * 100)] * len(AMMUNITION) for c in counters], np.int16)
    return Units(
        side=_int8(SIDES.index(c.side) for c in counters),
        kind=_int16(rows.kinds.index(c.kind) for c in counters),
        formation=_int16(rows.formations.index(c.formation) for c in counters),
        hex=_int32(rows.board.hex_of(c.hex) if c.hex else OFF_BOARD for c in counters),
        entry=_int16(rows.entries.index(c.enter.entry) if c.enter else -1 for c in counters),
        arrive=_int32(minute(c.enter.time if c.enter else None) for c in counters),
        release=_int32(minute(c.release.time if c.release else None) for c in counters),
        leave=_int32(minute(c.leave) for c in counters),
        men=_int16(c.men for c in counters),
        establishment=_int16(c.establishment for c in counters),
        losses=np.zeros((count, len(LOSS_CAUSES)), np.int16),
        weapons=weapons,
        vehicles=vehicles,
        ammunition=ammunition.reshape(count, len(AMMUNITION)),
        suppression=np.zeros(count, np.int16),
        cohesion=np.full(count, cohesion, np.int16),
        fatigue=_int16(round(c.fatigue * ONE) for c in counters),
        link=np.full(count, ONE, np.int16),
        works=_int16(round(c.works * ONE) for c in counters),
        quality=_int8(GRADES.index(c.quality) for c in counters),
    )


def _int8(values: object) -> NDArray[np.int8]:
    return np.fromiter(values, np.int8)  # type: ignore[call-overload, no-any-return]


def _int16(values: object) -> NDArray[np.int16]:
    return np.fromiter(values, np.int16)  # type: ignore[call-overload, no-any-return]


def _int32(values: object) -> NDArray[np.int32]:
    return np.fromiter(values, np.int32)  # type: ignore[call-overload, no-any-return]
