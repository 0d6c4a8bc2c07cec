"""From checked files to what the engine starts from: board, units, tables, turns, weather."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from game.engine.clock import Sky, Weather
from game.engine.units import AMMUNITION, LOSS_CAUSES, NEVER, OFF_BOARD, ONE, SIDES, VEHICLE_STATES, Units
from game.grid.board import Board
from game.rules.ruleset import Ruleset
from game.scenario.boardfile import TERRITORIES, board_of, terrain_ids, wire_belts, with_wire
from game.scenario.compile import compile_ruleset
from game.scenario.load import Bundle
from game.scenario.models.common import SIDES as SIDE_NAMES
from game.scenario.models.common import Name
from game.scenario.models.ruleset import Terrains
from game.scenario.roster import Counter, Roster, build_roster
from game.scenario.turns import Turn, turns_of
from game.scenario.weather import Choice, sky_of, weather_of

EPOCH = datetime(1938, 7, 29)
MINUTE = timedelta(minutes=1)
GRADES = ("a", "a_minus", "b_plus", "b", "b_minus", "c_plus", "c")


@dataclass(frozen=True, slots=True)
class Start:
    """Everything a game begins with. Rows of `units` follow `roster.counters`."""

    bundle: Bundle
    board: Board
    wire: NDArray[np.uint8]
    roster: Roster
    units: Units
    turns: tuple[Turn, ...]
    sky: Sky
    weather: Weather
    ruleset: Ruleset
    terrain: tuple[str, ...]
    terrain_names: dict[str, Name]
    territories: tuple[str, ...]
    kinds: tuple[str, ...]
    weapons: tuple[str, ...]
    formations: tuple[str, ...]
    entries: tuple[str, ...]


def minute(moment: datetime | None) -> int:
    """Minutes since the campaign's first midnight; `NEVER` for no hour and for one beyond 32 bits."""
    return int(NEVER) if moment is None else min(int(NEVER), (moment - EPOCH) // MINUTE)


def build(
    bundle: Bundle, options: frozenset[str] = frozenset(), seed: int = 0, weather: Choice = "recorded"
) -> Start:
    """Build the start of a scenario; `options` names optional units or formations to switch on."""
    scenario = bundle.scenario.model
    roster = build_roster(bundle, options)
    board = board_of(bundle.map.model, bundle.ruleset)
    wire = {side: n for name in SIDE_NAMES for side, n in scenario.setup[name].wire.items()}
    board = with_wire(board, bundle.map.model, wire) if wire else board
    rows = Rows(
        board,
        tuple(sorted({counter.kind for counter in roster.counters})),
        tuple(roster.classes),
        tuple(roster.formations),
        tuple(bundle.map.model.entries),
    )
    environment = bundle.environment.model
    rules = compile_ruleset(bundle.ruleset.models(), scenario.overlay.rules)
    return Start(
        bundle=bundle,
        board=board,
        wire=wire_belts(board, bundle.map.model, wire),
        roster=roster,
        units=units_of(roster.counters, rows, rules.value("units", "start_cohesion")),
        turns=turns_of(bundle.calendar.model, scenario.start, scenario.end),
        sky=sky_of(environment),
        weather=weather_of(environment, seed, weather),
        ruleset=rules,
        terrain=terrain_ids(bundle.ruleset),
        terrain_names={k: t.name for d in bundle.ruleset.of(Terrains) for k, t in d.model.terrain.items()},
        territories=TERRITORIES,
        kinds=rows.kinds,
        weapons=rows.weapons,
        formations=rows.formations,
        entries=rows.entries,
    )


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
