"""What is looked for in the games of a scenario: the record in rows and minutes of its setting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from game import locate
from game.analysis.campaign import Stage
from game.analysis.measures import DAY, Hill
from game.engine.setting import Setting
from game.engine.units import SIDES
from game.scenario.arrays import minute
from game.scenario.load import Document, load_as
from game.scenario.models.history import History, Line, Strike, day_end

SOVIET, JAPANESE = range(len(SIDES))
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The record as one scenario has it.

    Attributes
    ----------
    record : History
    whole : bool
        Whether the scenario is the whole battle, to which the figures belong.
    hills : tuple of Hill
        Those of the record that the scenario plays for.
    moments : dict
        By minute the moments of which a map is wanted.
    strike : tuple of int
        Minutes between which the strike is looked for.
    target : bool[H]
        Hexes on which its bombs count.
    corps : int64[U]
        Men of each unit that count for the road, 0 for all others.
    """

    record: History
    whole: bool
    hills: tuple[Hill, ...]
    moments: dict[int, Line]
    strike: tuple[int, int]
    target: Flags
    corps: NDArray[np.int64]

    @property
    def complete(self) -> int:
        """Men of the corps that must be there for it to count as complete."""
        return int(np.ceil(self.corps.sum() * self.record.road.complete))


def record_file() -> Path:
    """The shipped record."""
    return locate.scenarios() / "khasan_1938" / "history" / "record.yaml"


def load_record(path: Path | None = None) -> Document[History]:
    """Read a record; raises `BadData`."""
    return load_as(path or record_file(), History)


def scope_of(stage: Stage, record: History) -> Scope:
    """The record in rows and minutes of a stage."""
    setting = stage.setting
    begin, end = int(setting.calendar.turn_start[0]), int(setting.calendar.turn_end[-1])
    moments = {minute(line.at): line for line in record.moments if begin <= minute(line.at) <= end}
    return Scope(
        record=record,
        whole=stage.setting.scenario == record.battle,
        hills=tuple(hill for hill in stage.hills if hill.id in record.control.hills),
        moments=moments,
        strike=(minute(record.strike.start), minute(record.strike.end)),
        target=_target(stage, record.strike),
        corps=_corps(setting, record),
    )


def _target(stage: Stage, strike: Strike) -> Flags:
    place = stage.bundle.map.model.places.get(strike.place)
    board = stage.setting.board
    if place is None:
        return np.zeros(board.hexes, np.bool_)
    return np.asarray(board.meters(np.arange(board.hexes), board.hex_of(place.hex)) <= strike.within_m)


def _corps(setting: Setting, record: History) -> NDArray[np.int64]:
    """Men of the ground units of the formation that are due by the hour of the record, or there at first."""
    cadre = setting.cadre
    below = np.array([_under(setting, int(row), record.road.formation) for row in cadre.formation])
    last = int(setting.calendar.turn_end[-1])
    due = (cadre.arrive < minute(record.road.due)) | (cadre.arrive > last)
    return np.where(below & due & ~cadre.flies, cadre.establishment, 0).astype(np.int64)


def _under(setting: Setting, formation: int, name: str) -> bool:
    while formation >= 0:
        if setting.cadre.formations[formation] == name:
            return True
        formation = int(setting.command.parent[formation])
    return False


def days_of(scope: Scope, begin: int, end: int) -> tuple[int, ...]:
    """Midnights that end the days of the record within two minutes."""
    known = {minute(day_end(row.day)) for rows in scope.record.control.hills.values() for row in rows}
    return tuple(sorted(n for n in known if begin < n and n - DAY < end))
