"""The one door through the fog of war: what a side knows, and nothing else.

A view starts blank and fills in what is known, so a new column of the state stays hidden until somebody
decides otherwise. An agent, a preview, an order's check and every panel get a `View`, never a `State`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE, Acts, Fires, Flights, Missions
from game.engine.blind import blinded
from game.engine.cadre import Cadre
from game.engine.clock import Calendar, Sky
from game.engine.prices import Prices
from game.engine.services import Services, services_of
from game.engine.setting import Setting
from game.engine.state import Air, Forces, State
from game.engine.tables import Tables
from game.engine.units import NEVER
from game.grid.board import Board
from game.rules.arrivals import EntryTable, advanced
from game.rules.crossing_table import CrossingTable
from game.rules.escalation import bought, by_side, index_of
from game.rules.events import UNTOLD, EventTable
from game.rules.los import SightTable
from game.rules.victory_stakes import Stakes
from game.rules.visibility import Lines

T = TypeVar("T")
Flags = NDArray[np.bool_]
BLANK = dict.fromkeys(
    ("hex", "entry", "facing", "aim", "points", "route", "target", "task", "side", "kind", "bomb"), NOWHERE
)
"""What the columns of unknown units hold where it is not 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Contacts:
    """What is believed of the enemy's units, [U]; rows of own units and of the unknown are blank.

    `hex` int32 or -1; `error` int32 meters; `age` int32 pulses; `confidence` int32 Q16; `men` int32 estimated
    or -1; `kind` int64 row of the kind table or -1; `source` uint8 row of GRADES; `stays` bool.
    """

    hex: NDArray[np.int32]
    error: NDArray[np.int32]
    age: NDArray[np.int32]
    confidence: NDArray[np.int32]
    men: NDArray[np.int32]
    kind: NDArray[np.int64]
    source: NDArray[np.uint8]
    stays: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The ground as a side knows it, [H, ...]: `control` int8, `seen` bool, `smoke` int32, `wire` int8 and
    `ways` uint8 as in `state.Terrain`; `crossings` int8[Q]; `decoys` bool, own ones that stand as far as the
    side knows. What lies out of sight is as it was seen last, or as the map has it.
    """

    control: NDArray[np.int8]
    seen: Flags
    smoke: NDArray[np.int32]
    wire: NDArray[np.int8]
    ways: NDArray[np.uint8]
    crossings: NDArray[np.int8]
    decoys: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Public:
    """What both sides know: thousandths of the index and what each side caused of it, releases bought, the
    minute of the last shot or -1, whether and why the battle is over, the weather and light of the hour;
    `wind` is where it blows to and `strength` how hard, as in `clock.Weather`.
    """

    index: int
    caused: NDArray[np.int64]
    releases: NDArray[np.int16]
    truce: int
    over: int
    weather: int
    natural: int
    clear: int
    ceiling: int
    ground: int
    light: int
    fog: bool
    wind: int
    strength: int


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one side knows at the start of a turn.

    Attributes
    ----------
    side, turn, minute, end : int
        Whose, when, and when the turn ends.
    board, lines, sight, tables, calendar, sky
        The map, the rules and the calendar, which everybody may read.
    stakes : Stakes
        What the scenario is played for; without the heavy and hidden marks of enemy units.
    cadre : Cadre
        Own units; of the enemy's rows only the side, and the kind of those that are known.
    own : bool[U]
        Own units.
    ready : bool[U]
        Those that may be used now.
    forces, acts, later, fires, missions, flights, air
        As in the state; rows of the enemy are blank.
    contacts, ground, public
        What is believed of the enemy, known of the ground, and known to all.
    prices, crossings
        What steps cost, and where the river can be crossed.
    squadrons, air_type : int64[S]
        Rows of the own squadrons, -1 for others, and rows of `AirTable.types`.
    services : Services
        Own command, stores and tally.
    known : Setting
        What is played with, the enemy's rows empty: to rehearse on.
    """

    side: int
    turn: int
    minute: int
    end: int
    board: Board
    lines: Lines
    sight: SightTable
    tables: Tables
    calendar: Calendar
    sky: Sky
    stakes: Stakes
    cadre: Cadre
    own: Flags
    ready: Flags
    forces: Forces
    acts: Acts
    later: Acts
    fires: Fires
    missions: Missions
    flights: Flights
    air: Air
    contacts: Contacts
    ground: Known
    public: Public
    prices: Prices
    crossings: CrossingTable
    squadrons: NDArray[np.int64]
    air_type: NDArray[np.int64]
    services: Services
    known: Setting

    def cost(self) -> NDArray[np.int32]:
        """Prices of steps int32[3, M, H, 6] on the ground as the side knows it."""
        return self.prices.of(self.ground.wire, self.ground.ways)

    def squadron(self, unit: int) -> int:
        """Place of a unit among the squadrons."""
        return int((self.squadrons == unit).argmax())

    def digest(self) -> str:
        """Fingerprint of all that is not the same for everybody in every game."""
        total = hashlib.sha256(f"view {self.side} {self.turn} {self.minute}".encode())
        for name, array in _arrays(self):
            total.update(f"{name}{array.shape}".encode())
            total.update(np.ascontiguousarray(array).tobytes())
        total.update(repr((self.public.index, self.public.truce, self.public.over)).encode())
        return total.hexdigest()


_OPEN = ("board", "lines", "sight", "tables", "calendar", "sky", "stakes", "prices", "known")


def _arrays(holder: object, path: str = "") -> Iterator[tuple[str, NDArray[Any]]]:
    for field in fields(holder):  # type: ignore[arg-type]
        value = getattr(holder, field.name)
        if isinstance(value, np.ndarray):
            yield path + field.name, value
        elif is_dataclass(value) and field.name not in _OPEN:
            yield from _arrays(value, f"{path}{field.name}.")


def view(setting: Setting, state: State, side: int, told: Public, game: int = 0) -> View:
    """What a side knows of one game.

    Parameters
    ----------
    setting : Setting
        What is played with.
    state : State
        At the start of a turn.
    side : int
        Row of SIDES.
    told : Public
        What everybody knows, from `public`.
    game : int
        Row of the game.

    Returns
    -------
    View
    """
    own = setting.cadre.side == side
    cadre = _cadre(setting, state, side, game, own)
    stakes = _stakes(setting.stakes, own, side, state.minute)
    return View(
        side=side,
        turn=state.turn,
        minute=state.minute,
        end=int(setting.calendar.turn_end[state.turn]),
        board=setting.board,
        lines=setting.lines,
        sight=setting.sight,
        tables=setting.tables,
        calendar=setting.calendar,
        sky=setting.sky,
        stakes=stakes,
        cadre=cadre,
        own=own,
        ready=_ready(setting, state, own, game),
        forces=_mine(state.forces, own, game),
        acts=_mine(state.acts, own, game),
        later=_mine(state.later, own, game),
        fires=_mine(state.fires, own, game),
        missions=_mine(state.missions, own, game),
        flights=_mine(state.flights, own, game),
        air=_air(setting, state, side, game),
        contacts=_contacts(setting, state, side, game),
        ground=_ground(setting, state, side, game),
        public=told,
        prices=setting.prices,
        crossings=setting.crossings,
        squadrons=np.where(own[setting.squadrons], setting.squadrons, NOWHERE),
        air_type=np.where(own[setting.squadrons], setting.air_type, NOWHERE),
        services=services_of(setting, state, side, game, own),
        known=blinded(setting, side, cadre, stakes),
    )


def public(setting: Setting, state: State, air: Any, game: int = 0) -> Public:
    """What both sides know; `air` is the light and air of the hour (`now.Air`)."""
    table, caused = setting.stakes.escalation, state.count.caused[game]
    names = ("natural", "clear", "ceiling", "ground", "light", "fog", "wind", "strength")
    weather = {name: getattr(air, name)[game].item() for name in names}
    return Public(
        index=int(index_of(table, caused)),
        caused=by_side(table, caused),
        releases=bought(table, caused),
        truce=int(state.count.truce[game]),
        over=int(state.count.over[game]),
        weather=int(air.kind[game]),
        **weather,
    )


def _mine(columns: T, own: Flags, game: int) -> T:
    """Columns [U, ...] of one game with the rows of the enemy blank."""
    kept: dict[str, Any] = {}
    for field in fields(columns):  # type: ignore[arg-type]
        array = getattr(columns, field.name)[game]
        wide = own.reshape(-1, *([1] * (array.ndim - 1)))
        blank = NEVER if field.name == "start" and array.dtype == np.int32 else BLANK.get(field.name, 0)
        kept[field.name] = np.where(wide, array, array.dtype.type(blank))
    return type(columns)(**kept)


def _cadre(setting: Setting, state: State, side: int, game: int, own: Flags) -> Cadre:
    """Who the units are: of the enemy's the side alone, and what the known ones are."""
    cadre, told = setting.cadre, {}
    known = own | state.beliefs.known[game, side]
    by_kind = ("kind", "mobility", "branch", "target", "foot", "tanks", "flies", "post", "sappers")
    for field in fields(Cadre):
        value = getattr(cadre, field.name)
        if not isinstance(value, np.ndarray) or field.name == "side":
            told[field.name] = value
            continue
        shown = known if field.name in by_kind else own
        hidden = NEVER if field.name in ("arrive", "release", "leave") else _hidden(value)
        told[field.name] = np.where(shown, value, hidden)
    return Cadre(**told)


def _hidden(value: NDArray[Any]) -> Any:
    return False if value.dtype == np.bool_ else NOWHERE


def _stakes(stakes: Stakes, own: Flags, side: int, minute: int) -> Stakes:
    """The stakes without what they tell of the enemy's units, and without events still to come."""
    entries = EntryTable(
        stakes.entries.hexes, stakes.entries.off_map, stakes.entries.members & own, stakes.entries.advance
    )
    told = {field.name: getattr(stakes, field.name) for field in fields(Stakes)}
    marks = {name: told[name] & own for name in ("heavy", "afloat", "flying", "radio")}
    return Stakes(**(told | marks | {"entries": entries, "events": _past(stakes.events, side, minute)}))


def _past(events: EventTable, side: int, minute: int) -> EventTable:
    """The events that the side has been told of; the rows of the others never happen."""
    known = (events.minute < minute) & events.to[:, side]
    return replace(
        events,
        names=tuple(name if yes else "" for name, yes in zip(events.names, known, strict=True)),
        minute=np.where(known, events.minute, NEVER),
        acts=np.where(known[:, None], events.acts, 0),
        learner=np.where(known & (events.learner == side), events.learner, UNTOLD).astype(np.int8),
    )


def _ready(setting: Setting, state: State, own: Flags, game: int) -> Flags:
    """Own units that may be used: on the map or standing by, released, and not gone."""
    cadre, forces = setting.cadre, state.forces
    gains = bought(setting.stakes.escalation, state.count.caused[game])
    release = advanced(setting.stakes.entries, cadre.release, gains)
    arrive = advanced(setting.stakes.entries, cadre.arrive, gains)
    off_map = setting.stakes.entries.off_map[np.maximum(cadre.entry, 0)] & (cadre.entry >= 0)
    here = (forces.hex[game] >= 0) | (off_map & (arrive <= state.minute))
    free = (release == NEVER) | (release <= state.minute)
    return np.asarray(own & here & free & (forces.men[game] > 0) & ~forces.gone[game])


def _air(setting: Setting, state: State, side: int, game: int) -> Air:
    mine = setting.cadre.side[setting.squadrons] == side
    air = state.air
    return Air(
        resting=np.where(mine[:, None], air.resting[game], 0),
        flown=np.where(mine, air.flown[game], 0),
        bombs=air.bombs[game] * int(mine.any()),
    )


def _contacts(setting: Setting, state: State, side: int, game: int) -> Contacts:
    told = state.beliefs
    held = told.confidence[game, side] > 0
    known = told.known[game, side]
    return Contacts(
        hex=np.where(held, told.hex[game, side], NOWHERE),
        error=told.error[game, side],
        age=told.age[game, side],
        confidence=told.confidence[game, side],
        men=told.strength[game, side],
        kind=np.where(held & known, setting.cadre.kind, NOWHERE),
        source=told.source[game, side],
        stays=told.stays[game, side],
    )


def _ground(setting: Setting, state: State, side: int, game: int) -> Known:
    ground = state.ground
    seen = ground.seen[game, side]
    return Known(
        control=ground.known[game, side],
        seen=seen,
        smoke=np.where(seen, ground.smoke[game], 0),
        wire=ground.belts[game, side],
        ways=ground.paths[game, side],
        crossings=np.where(
            setting.crossings.open_to[:, side], ground.crossings[game], setting.crossings.kind
        ),
        decoys=(ground.decoys[game] == side) & ((ground.feigned[game] >= 0) | ~seen),
    )
