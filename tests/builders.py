"""Tiny worlds: a board drawn in letters and a handful of units, compiled by the real loader in milliseconds.

What costs seconds on the map of the battle (ruleset, tables, lines of sight) is made once for each size of
board and kept. The ground is flat unless heights are given, so everything sees as far as the air lets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from game.engine import turn
from game.engine.clock import GROUNDS, Calendar, Weather
from game.engine.game import Game
from game.engine.log import KINDS, Log
from game.engine.orders import Order
from game.engine.pulse.now import air_of
from game.engine.setting import Fate, Setting
from game.engine.state import State
from game.engine.tables import Tables, freeze_tables
from game.engine.view import View, public, view
from game.grid.board import Board, make_board
from game.rules.los import SightTable, sight_table
from game.rules.los_relief import make_relief
from game.rules.ruleset import Ruleset
from game.rules.visibility import Lines, draw_lines
from game.scenario.build import Start, build
from game.scenario.compile import compile_ruleset
from game.scenario.load import Bundle, Document, find_scenario, load_bundle
from game.scenario.models.mapfile import MapFile
from game.scenario.models.oob import OrderOfBattle
from game.scenario.models.scenario import Escalation, Placement, Scenario, Truce, Victory
from game.scenario.setting import first_state, setting_of
from game.scenario.weather import weather_of

SOVIET, JAPANESE = 0, 1
SIDES = ("soviet", "japanese")
NOON = "1938-08-06T12:00"
NIGHT = "1938-07-30T23:00"
EPOCH = datetime(1938, 7, 29)
LEGEND = {".": "open", "s": "scrub", "^": "crest", ":": "sand", "m": "marsh", "L": "lake", "R": "river"}
LEGEND |= {"f": "ford", "v": "village"}
OWNERS = {"u": "ussr", "d": "disputed", "m": "manchukuo", "k": "korea"}
SHA = "0" * 64
SOURCE = {"keys": ["S"], "mark": "rec"}
EYES_DM, REACH_M, CELL_M = (17, 9), 6000, 50


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `id`, `kind` of the ruleset, label `at` or hour to `enter`; `more` as in a set-up."""

    id: str
    kind: str
    at: str = ""
    enter: str = ""
    of: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def side(self) -> str:
        """By the first letters of the kind."""
        return SIDES[self.kind.startswith("jp_")]


def unit(id: str, kind: str, at: str = "", **more: Any) -> Unit:
    """A unit as it is written in tests: `unit("a", "su_rifle_company", "0102", works=2)`."""
    return Unit(id, kind, at, more.pop("enter", ""), more.pop("of", ""), more)


@dataclass(slots=True)
class World:
    """A tiny game: setting, luck and first state, with the names of its rows."""

    start: Start
    setting: Setting
    fate: Fate
    state: State

    def row(self, id: str) -> int:
        """Row of a unit."""
        return self.setting.cadre.ids.index(id)

    def hex(self, label: str) -> int:
        """Row of a hex."""
        return self.setting.board.hex_of(label)

    def way(self, *labels: str) -> tuple[int, ...]:
        """Rows of some hexes."""
        return tuple(self.hex(label) for label in labels)

    def at(self, id: str, state: State | None = None, game: int = 0) -> str:
        """Label of the hex in which a unit stands, "" for none."""
        place = int((state or self.state).forces.hex[game, self.row(id)])
        return self.setting.board.label(place) if place >= 0 else ""

    def of(self, column: str, id: str, state: State | None = None, game: int = 0) -> Any:
        """A column of `Forces` for one unit."""
        return getattr((state or self.state).forces, column)[game, self.row(id)]

    def view(self, side: int, state: State | None = None, game: int = 0) -> View:
        """What a side knows."""
        now = state or self.state
        return view(self.setting, now, side, told(self.setting, self.fate, now, game), game)

    def game(self) -> Game:
        """A game of the first row."""
        return Game(self.setting, self.fate.pick([0]), self.state.pick([0]).seal())

    def changed(self, change: Callable[[State], None]) -> World:
        """The same world with a state changed by hand and looked at anew."""
        state = self.state.copy()
        change(state)
        return replace(self, state=turn.first(self.setting, self.fate, state))

    def lay(self, *orders: Order) -> State:
        """The state with the same orders laid in every game."""
        return turn.lay(self.setting, self.state, [orders] * self.state.games)

    def pulses(self, *orders: Order, log: Log | None = None) -> list[State]:
        """States after each pulse of the turn."""
        return list(turn.run(self.setting, self.fate, self.lay(*orders), log if log is not None else Log()))


def told(setting: Setting, fate: Fate, state: State, game: int = 0) -> Any:
    """What both sides know of a state."""
    last = int(setting.calendar.turn_end[-1]) - 1
    return public(setting, state, air_of(setting, fate, min(state.minute, last), 0), game)


def world(drawing: str, *units: Unit, **more: Any) -> World:
    """A world of a drawing, looked at for the first time.

    Parameters
    ----------
    drawing : str
        Rows of letters of `LEGEND`, blanks left out; a first letter for each hex.
    units : Unit
        Who is there.
    **more
        `start` hour, `turns` and `length`, `pulse` in minutes, `weather` and `ground` by name, `wind`,
        `seeds`, `sees` meters through the air, `heights` and `owners` drawn alike, `roads` of labels, `wire`
        by hexside, `crest` labels of the objective, `entries` by name, `posts` headquarters by formation,
        `truce`, `escalation`, `zones` names of those of the campaign, `crossings`, `historical`,
        `rows` which side's units have the first rows.
    """
    start = start_of(drawing, *units, **more)
    with patch.multiple("game.scenario.setting", **_QUICK):
        setting = setting_of(start, historical=bool(more.get("historical")))
    seeds, sky = tuple(more.get("seeds", (1,))), _some(more, "weather", "ground", "wind", "sees")
    fate = Fate(seeds, (weather(start, **sky),) * len(seeds))
    first = first_state(start, setting, len(seeds))
    return World(start, setting, fate, turn.first(setting, fate, first))


def start_of(drawing: str, *units: Unit, **more: Any) -> Start:
    """The start of such a world, from models that the loader's own checks of shape have passed."""
    base = _base()
    begin = datetime.fromisoformat(more.get("start", NOON))
    end = begin + timedelta(minutes=more.get("turns", 4) * more.get("length", 180))
    model = _scenario(base, units, begin, end, more)
    ground = MapFile.model_validate(_map(drawing, more))
    order = more.get("rows", SIDES)
    forces = [
        Document(f.path, f.tree, _force(s, units, more)) for s, f in zip(order, base.forces, strict=True)
    ]
    bundle = replace(
        base,
        scenario=replace(base.scenario, model=model),
        map=replace(base.map, model=ground),
        forces=tuple(forces),
    )
    with patch.multiple("game.scenario.build", compile_ruleset=_rules, weather_of=_any_weather):
        start = build(bundle)
    return replace(start, calendar=_calendar(begin, more))


def weather(
    start: Start, weather: str = "clear", ground: str = "dry", wind: int = -1, sees: int = 6000
) -> Weather:
    """The same weather all the time."""
    model = start.bundle.environment.model
    steps = len(model.days) * 1440 // 30
    air = np.full(steps, min(sees, round(model.weather[weather].visibility_m.value)), np.int32)
    dark = start.sky.visibility(np.arange(steps) * 30 + 15)

    def always(value: int, kind: type) -> NDArray[Any]:
        return np.full(steps, value, kind)

    return Weather(
        step=30,
        kind=always(list(model.weather).index(weather), np.int8),
        air=air,
        visibility=np.minimum(air, dark).astype(np.int32),
        ceiling=always(round(model.weather[weather].ceiling_m.value), np.int32),
        ground=always(GROUNDS.index(ground), np.int8),
        wind=always(wind, np.int8),
        strength=always(0 if wind < 0 else 2, np.int8),
    )


def kinds(events: NDArray[np.void], unit: int | None = None) -> list[str]:
    """Kinds of the events in order, of one unit or of all."""
    return [KINDS[e["kind"]] for e in events if unit is None or e["unit"] == unit]


def some(events: NDArray[np.void], kind: str, unit: int | None = None) -> NDArray[np.void]:
    """Events of one kind, of one unit or of all."""
    mine: NDArray[np.void] = events[events["kind"] == KINDS.index(kind)]
    return mine if unit is None else mine[mine["unit"] == unit]


def _some(given: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: given[key] for key in keys if key in given}


@cache
def _base() -> Bundle:
    return load_bundle(find_scenario("campaign"))


@cache
def _ruleset() -> Ruleset:
    return compile_ruleset(_base().ruleset.models(), {})


@cache
def _tables() -> Tables:
    return freeze_tables(_ruleset())


@cache
def _recorded() -> Weather:
    return weather_of(_base().environment.model, 0, "recorded")


def _any_weather(*_: object) -> Weather:
    return _recorded()


def _rules(*_: object) -> Ruleset:
    return _ruleset()


@dataclass(frozen=True, slots=True)
class _Vision:
    table: SightTable


@cache
def _sight(cols: int, rows: int, heights: tuple[int, ...]) -> tuple[SightTable, Lines]:
    """Sight and lines of a board whose hexes rise like terraces; equal boards share them."""
    flat = np.zeros(cols * rows, np.int64)
    board = make_board(cols, rows, 250, np.array(heights), flat, flat)
    wide, deep = 5 * cols + 8, 5 * rows + 8
    ground = np.zeros((deep, wide), np.int16)
    for i in range(deep):
        for j in range(wide):
            there = board.hex_at(j * CELL_M - 100, i * CELL_M - 100)
            ground[i, j] = 10 * heights[there] if there >= 0 else 0
    table = sight_table(board, make_relief(ground, -100, -100, CELL_M, 0), REACH_M, EYES_DM)
    return table, draw_lines(board, table)


def _see(board: Board, *_: object) -> _Vision:
    return _Vision(_sight(board.cols, board.rows, tuple(board.height.tolist()))[0])


def _lines(board: Board, _: object) -> Lines:
    return _sight(board.cols, board.rows, tuple(board.height.tolist()))[1]


_QUICK: dict[str, Any] = {
    "freeze_tables": lambda _: _tables(),
    "vision_of": _see,
    "draw_lines": _lines,
    "load_ground": lambda: None,
}


def _calendar(begin: datetime, more: Mapping[str, Any]) -> Calendar:
    length, turns = more.get("length", 180), more.get("turns", 4)
    starts = (begin - EPOCH) // timedelta(minutes=1) + length * np.arange(turns, dtype=np.int32)
    starts = starts.astype(np.int32)
    return Calendar(starts, starts + np.int32(length), np.full(turns, more.get("pulse", 30), np.int32))


def _rows(drawing: str) -> list[str]:
    return [line.replace(" ", "") for line in drawing.strip().splitlines()]


def _map(drawing: str, more: Mapping[str, Any]) -> dict[str, Any]:
    rows = _rows(drawing)
    wide, deep = len(rows[0]), len(rows)
    heights = more.get("heights") or "\n".join(" ".join(["0"] * wide) for _ in rows)
    owners = _rows(more["owners"]) if "owners" in more else ["u" * wide] * deep
    roads = {
        f"way-{i}": {"kind": "road", "name": {"en": "Road"}, "status": "measured", "hexes": list(labels)}
        | {"source": ["S"]}
        for i, labels in enumerate(more.get("roads", ()))
    }
    files = {"file": "none.txt", "sha256": SHA}
    return {
        "kind": "map",
        "format": 1,
        "id": "tiny",
        "name": {"en": "Tiny"},
        "grid": {"columns": wide, "rows": deep, "across_m": 250, "crs": "x", "east": 0, "north": 0},
        "heights": files,
        "features": files,
        "legend": LEGEND,
        "terrain": rows,
        "height": [" ".join(line.split()) for line in heights.strip().splitlines()],
        "territory_legend": OWNERS,
        "territory": owners,
        "ways": roads,
        "places": {
            "hill": {"name": {"en": "Hill"}, "kind": "hill", "status": "measured"}
            | {"hex": more.get("crest", ("0101",))[0], "x": 0, "y": 0, "source": ["S"]}
        },
        "entries": {name: _entry(name, labels) for name, labels in _entries(wide, deep, more).items()},
        "crossings": {
            name: {"name": {"en": name}, "kind": "ferry", "sides": ["japanese"], "banks": list(banks)}
            | {"status": "candidate", "source": ["S"], "note": "drawn"}
            for name, banks in more.get("crossings", {}).items()
        },
        "magazines": {},
        "sources": {"S": "drawn"},
    }


def _entries(wide: int, deep: int, more: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    given = {"soviet-road": (f"{wide:02d}01",), "japanese-road": (f"01{deep:02d}",), "soviet-field": ()}
    return given | dict(more.get("entries", {}))


def _entry(name: str, labels: Iterable[str]) -> dict[str, Any]:
    hexes = list(labels)
    off = {} if hexes else {"off_map": True}
    return {
        "name": {"en": name},
        "side": name.partition("-")[0],
        "hexes": hexes,
        "leads_to": "away",
        "modes": ["column", "air"],
        "status": "measured",
        "source": ["S"],
    } | off


def _force(side: str, units: Iterable[Unit], more: Mapping[str, Any]) -> OrderOfBattle:
    mine = [one for one in units if one.side == side]
    own = side[0] + "-all"
    names = dict.fromkeys([own, *(one.of for one in mine if one.of)])
    posts = more.get("posts", {})
    return OrderOfBattle.model_validate(
        {
            "kind": "oob",
            "format": 1,
            "id": side,
            "side": side,
            "name": {"en": side},
            "formations": {
                name: {"name": {"en": name}, "echelon": "regiment", "source": SOURCE}
                | ({"headquarters": posts[name]} if name in posts else {})
                for name in names
            },
            "units": {one.id: _unit(one, own) for one in mine},
            "sources": {"S": "drawn"},
        }
    )


def _unit(one: Unit, own: str) -> dict[str, Any]:
    flies = "squadron" in one.kind and "cavalry" not in one.kind
    entry = "soviet-field" if flies else f"{one.side}-road"
    hour = one.enter or (EPOCH.isoformat()[:16] if flies else NOON)
    place: dict[str, Any] = {"at": one.at} if one.at else {"enter": {"entry": entry, "time": hour}}
    known = ("men", "weapons", "vehicles", "quality", "leave", "release", "establishment")
    return {
        "name": {"en": one.id},
        "short": one.id[:9],
        "of": one.of or own,
        "kind": one.kind,
        "source": SOURCE,
        **place,
        **_some(one.more, *known),
    }


def _scenario(
    base: Bundle, units: Iterable[Unit], begin: datetime, end: datetime, more: Mapping[str, Any]
) -> Scenario:
    model = base.scenario.model
    crest = more.get("crest", ("0101",))
    objective = model.victory.objectives[0].model_copy(update={"place": "hill", "hexes": tuple(crest)})
    victory = Victory(
        about=model.victory.about, objectives=(objective,), terms={}, levels=model.victory.levels
    )
    setups = {side: _setup(side, units, more) for side in SIDES}
    return model.model_copy(
        update={
            "id": "tiny",
            "start": begin,
            "end": end,
            "setup": {side: setup.model_copy(update=setups[side]) for side, setup in model.setup.items()},
            "zones": {name: model.zones[name] for name in more.get("zones", ())},
            "events": dict(more.get("events", {})),
            "victory": more.get("victory", victory),
            "escalation": _escalation(model.escalation, more),
            "truce": _truce(model.truce, more),
        }
    )


def _setup(side: str, units: Iterable[Unit], more: Mapping[str, Any]) -> dict[str, Any]:
    mine = [one for one in units if one.side == side]
    known = ("works", "fatigue", "ammunition", "facing")
    return {
        "formations": tuple(dict.fromkeys([side[0] + "-all", *(one.of for one in mine if one.of)])),
        "without": (),
        "units": {one.id: Placement.model_validate(_some(one.more, *known)) for one in mine},
        "wire": dict(more.get("wire", {})) if side == SIDES[SOVIET] else {},
        "control": {},
    }


def _escalation(model: Escalation, more: Mapping[str, Any]) -> Escalation:
    plain = model.model_copy(update={"releases": {}})
    return plain.model_copy(update=dict(more.get("escalation", {})))


def _truce(model: Truce | None, more: Mapping[str, Any]) -> Truce | None:
    if model is None or "truce" not in more:
        return None
    return model.model_copy(update=dict(more["truce"]))
