"""From a scenario's own words to the arrays that victory, escalation, truce, zones and arrivals read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from game.engine.units import SIDES
from game.rules.arrivals import EntryTable
from game.rules.escalation import DEEDS, PER, EscalationTable
from game.rules.tables import BITS, fixed
from game.rules.truce import TruceTable
from game.rules.victory_stakes import Stakes
from game.rules.victory_table import NOBODY
from game.rules.victory_tally import control
from game.rules.zones import BANS, NO_ACT, NO_RELEASE, ZoneTable
from game.scenario.build import Start, minute
from game.scenario.compile_events import compile_events
from game.scenario.compile_victory import compile_victory, known, objective_hexes
from game.scenario.models.common import Number
from game.scenario.models.scenario import Act
from game.scenario.roster import AIRCRAFT

T = TypeVar("T")
Flags = NDArray[np.bool_]

ACTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "soviet-west-of-border": ("ground", ("manchukuo", "korea")),
    "bombs-on-korea": ("bombs", ("korea",)),
    "bombs-on-manchukuo": ("bombs", ("manchukuo",)),
    "japanese-pursuit": ("ground", ("ussr",)),
    "japanese-aircraft": ("flight", ("ussr", "disputed", "manchukuo", "korea")),
    "korea-guns": ("heavy_fire", ("korea",)),
    "japanese-diversions": ("event", ()),
}
"""Acts that the rules can count: what is looked at, and in whose territory."""
BEYOND: Mapping[str, tuple[str, ...]] = {"soviet": ("manchukuo", "korea"), "japanese": ("ussr",)}
"""Whose ground lies past the border of each side."""
PURSUIT = "japanese-pursuit"
COUNTED = {"unit and turn": "unit", "raid": "unit", "event": "unit", "turn": "turn"}
"""What an act's points are paid for, by the words of the file."""
GUNS = ("field_gun", "howitzer", "heavy_howitzer", "heavy_gun", "mountain_gun")
HEAVY = ("heavy_howitzer", "heavy_gun")
BOUGHT = {"soviet-air-early": ("soviet", AIRCRAFT), "japanese-guns-early": ("japanese", GUNS)}
"""Effects of what is bought: units of a side with such weapons come or are released sooner."""


def compile_scenario(start: Start) -> Stakes:
    """Arrays of a scenario; raises `ValueError` in one sentence for words the rules do not know."""
    return Stakes(
        victory=compile_victory(start),
        escalation=_escalation(start),
        truce=_truce(start),
        zones=_zones(start),
        events=compile_events(start),
        entries=_entries(start),
        control=_control(start),
        side=start.units.side.copy(),
        heavy=_armed(start, HEAVY),
        afloat=_mobile(start, "boat"),
        flying=_mobile(start, "air"),
        radio=np.array([counter.symbol == "headquarters" for counter in start.roster.counters], np.bool_),
        beyond=np.stack([_territory(start, BEYOND[side]) for side in SIDES]),
        shared=_shared(start),
    )


def _escalation(start: Start) -> EscalationTable:
    data = start.bundle.scenario.model.escalation
    acts, bought = list(data.acts.values()), list(data.releases.values())
    deeds = [known(key, ACTS, "act of escalation") for key in data.acts]
    return EscalationTable(
        acts=tuple(data.acts),
        side=np.array([SIDES.index(act.side) for act in acts], np.int8),
        deed=np.array([DEEDS.index(deed) for deed, _ in deeds], np.int8),
        per=np.array([PER.index(_per(act)) for act in acts], np.int8),
        points=np.array([_milli(act.points) for act in acts], np.int64),
        forbidden=np.array([act.forbidden for act in acts], np.bool_),
        place=_stack([_where(start, key) for key in data.acts], start.board.hexes),
        start=data.start * 1000,
        war_at=data.war_at * 1000,
        releases=tuple(data.releases),
        buyer=np.array([SIDES.index(one.side) for one in bought], np.int8),
        each=np.array([_milli(one.each) for one in bought], np.int64),
    )


def _per(act: Act) -> str:
    return known(act.per, COUNTED, "way to count an act of escalation")


def _where(start: Start, act: str) -> Flags:
    """Hexes where an act counts. Pursuit begins a distance from the disputed lake, where there is one."""
    place = _territory(start, ACTS[act][1])
    board = start.board
    lake = _territory(start, ("disputed",)) & (board.terrain == start.terrain.index("lake"))
    if act != PURSUIT or not lake.any():
        return place
    limit = start.ruleset.value("victory", "pursuit_limit", 0)
    apart = board.meters(np.arange(board.hexes)[:, None], np.flatnonzero(lake)).min(axis=1)
    return np.asarray(place & (apart > limit))


def _territory(start: Start, names: Sequence[str]) -> Flags:
    rows = [start.territories.index(name) for name in names]
    return np.asarray(np.isin(start.board.territory, rows))


def _truce(start: Start) -> TruceTable | None:
    data = start.bundle.scenario.model.truce
    if data is None:
        return None
    hours = (start.ruleset.value("victory", key) for key in ("last_fire", "truce_agreed"))
    last, agreed = hours
    return TruceTable(
        earliest=minute(data.earliest),
        historical=minute(data.historical),
        base=fixed(data.base_chance.value, 16),
        per_index=fixed(data.per_escalation.value, 16),
        per_loss=fixed(data.per_japanese_loss_percent.value, 16),
        lag=(last - agreed) * 60 >> BITS,
    )


def _zones(start: Start) -> ZoneTable:
    scenario = start.bundle.scenario.model
    zones, acts = list(scenario.zones.values()), tuple(scenario.escalation.acts)
    releases = tuple(scenario.escalation.releases)
    return ZoneTable(
        names=tuple(scenario.zones),
        side=np.array([SIDES.index(zone.side) for zone in zones], np.int8),
        ban=np.array([BANS.index(zone.ban) for zone in zones], np.int8),
        act=np.array([_row(zone.act, acts, NO_ACT) for zone in zones], np.int8),
        place=_stack([_territory(start, zone.territory) for zone in zones], start.board.hexes),
        until=np.array([minute(zone.until) for zone in zones], np.int64),
        release=np.array([_row(zone.release, releases, NO_RELEASE) for zone in zones], np.int8),
        advance=_advance(start),
    )


def _row(name: str | None, names: Sequence[str], none: int) -> int:
    return names.index(name) if name in names else none


def _advance(start: Start) -> int:
    """Minutes by which one release brings something forward."""
    return start.ruleset.value("victory", "release_advance", 0) * 60


def _entries(start: Start) -> EntryTable:
    places = start.bundle.map.model.entries
    entries = [places[name] for name in start.entries]
    wide = max((len(entry.hexes) for entry in entries), default=0)
    hexes = np.full((len(entries), wide), -1, np.int32)
    for row, entry in enumerate(entries):
        hexes[row, : len(entry.hexes)] = [start.board.hex_of(label) for label in entry.hexes]
    bought = start.bundle.scenario.model.escalation.releases.values()
    effects = [known(one.effect, BOUGHT, "effect of a release") for one in bought]
    members = [_armed(start, classes, side) for side, classes in effects]
    return EntryTable(
        hexes=hexes,
        off_map=np.array([entry.off_map for entry in entries], np.bool_),
        members=_stack(members, len(start.units)),
        advance=np.full(len(members), _advance(start), np.int64),
    )


def _control(start: Start) -> NDArray[np.int8]:
    """Places as the set-up gives them, then the hexes where one side stands alone."""
    scenario = start.bundle.scenario.model
    held = np.full(start.board.hexes, NOBODY, np.int8)
    for setup in scenario.setup.values():
        for place, side in setup.control.items():
            held[objective_hexes(start, place)] = SIDES.index(side)
    units = start.units
    return control(held, units.hex, units.side, units.men > 0)


def _armed(start: Start, classes: Sequence[str], side: str | None = None) -> Flags:
    roster = start.roster
    return np.array(
        [side in (None, c.side) and c.count(roster.classes, *classes) > 0 for c in roster.counters], np.bool_
    )


def _mobile(start: Start, mobility: str) -> Flags:
    kinds = start.ruleset.kinds
    of = [kinds.mobility[kinds.names.index(counter.kind)] for counter in start.roster.counters]
    return np.asarray(np.array(of) == start.ruleset.movement.mobilities.index(mobility), np.bool_)


def _shared(start: Start) -> Flags:
    """River hexes next to ground of the USSR, or counted as its own."""
    board = start.board
    own = _territory(start, ("ussr",))
    near = (own[np.maximum(board.neighbor, 0)] & (board.neighbor >= 0)).any(axis=1)
    river = board.terrain == start.terrain.index("river") if "river" in start.terrain else np.False_
    return np.asarray((own | near) & river)


def _stack(rows: Sequence[Flags], width: int) -> Flags:
    return np.array(rows, np.bool_).reshape(len(rows), width)


def _milli(number: Number) -> int:
    return round(number.value * 1000)
