"""The roster of a scenario: every unit in play with what it has and where it begins, overlays applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, get_args

from game.scenario.handicap import Handicap, chosen
from game.scenario.load import Bundle
from game.scenario.models.common import Name, Side, Source
from game.scenario.models.oob import Entry, Formation, Grade, Leader, OrderOfBattle, Release, Unit
from game.scenario.models.ruleset import Kind, Kinds, Weapons
from game.scenario.models.scenario import Placement, Setup

T = TypeVar("T")

NOTHING = Placement()

GRADES: tuple[str, ...] = get_args(Grade)
"""Grades of troops, the best first."""
FIELD_GUNS = (
    "field_gun",
    "howitzer",
    "heavy_howitzer",
    "heavy_gun",
    "mountain_gun",
    "infantry_gun",
    "battalion_gun",
    "self_propelled_gun",
)
"""Classes that the record counts as guns, anti-tank and anti-aircraft guns apart."""
TANKS = ("tank", "flame_tank", "bridge_tank")
AIRCRAFT = ("bomber", "heavy_bomber", "fighter", "assault_aircraft")


@dataclass(frozen=True, slots=True)
class Counter:
    """One unit as this scenario has it. `hex` is a label, or None while it waits for its entry."""

    id: str
    side: Side
    name: Name
    short: str
    formation: str
    chain: tuple[str, ...]
    kind: str
    symbol: str
    echelon: str
    leader: Leader | None
    men: int
    establishment: int
    weapons: dict[str, int]
    vehicles: dict[str, int]
    quality: str
    hex: str | None
    enter: Entry | None
    leave: datetime | None
    release: Release | None
    works: float
    fatigue: float
    ammunition: float
    facing: str | None
    optional: bool
    source: Source
    note: str | None

    def count(self, classes: dict[str, str], *wanted: str) -> int:
        """Weapons and vehicles of the wanted classes; `classes` maps weapon ids to classes."""
        both = (*self.weapons.items(), *self.vehicles.items())
        return sum(number for weapon, number in both if classes[weapon] in wanted)


@dataclass(frozen=True, slots=True)
class Roster:
    """All units in play, sides apart, in the order of the files, and the formations above them."""

    counters: tuple[Counter, ...]
    formations: dict[str, Formation]
    sides: dict[str, Side]
    classes: dict[str, str]
    arms: dict[str, Name]
    handicaps: tuple[Handicap, ...] = ()

    def of(self, side: Side) -> tuple[Counter, ...]:
        """Units of one side."""
        return tuple(c for c in self.counters if c.side == side)

    def on_map(self) -> Iterator[Counter]:
        """Units that have a hex at the start."""
        return (c for c in self.counters if c.hex is not None)


def kinds_of(bundle: Bundle) -> dict[str, Kind]:
    """Unit kinds of the bundle's ruleset by id, with the men that the scenario's overlay gives them."""
    kinds = {key: kind for document in bundle.ruleset.of(Kinds) for key, kind in document.model.kinds.items()}
    for path, number in bundle.scenario.model.overlay.rules.items():
        key = path.removeprefix("kinds.").removesuffix(".men")
        if path == f"kinds.{key}.men" and key in kinds:
            kinds[key] = kinds[key].model_copy(update={"men": number})
    return kinds


def classes_of(bundle: Bundle) -> dict[str, str]:
    """Class of each weapon of the bundle's ruleset by id."""
    tables = bundle.ruleset.of(Weapons)
    return {key: weapon.weapon_class for table in tables for key, weapon in table.model.weapons.items()}


def chain_of(formations: dict[str, Formation], formation: str) -> tuple[str, ...]:
    """A formation and all above it, lowest first; stops at an unknown or repeated one."""
    chain: list[str] = []
    current: str | None = formation
    while current is not None and current in formations and current not in chain:
        chain.append(current)
        current = formations[current].under
    return tuple(chain)


def in_play(chain: Iterable[str], unit: str, entry: Unit, setup: Setup) -> bool:
    """Whether a set-up names the unit or a formation above it, and nothing takes it out again."""
    present = setup.units.get(unit, NOTHING).present
    if present is not None:
        return present
    named = {unit, *chain}
    playing = not named.isdisjoint(setup.formations) and named.isdisjoint(setup.without)
    return playing and not is_optional(unit, entry, setup)


def is_optional(unit: str, entry: Unit, setup: Setup) -> bool:
    """Whether a unit stands by to be switched on: the set-up's word goes before the order of battle's."""
    return _first(setup.units.get(unit, NOTHING).optional, entry.optional)


def build_roster(bundle: Bundle, options: frozenset[str] = frozenset()) -> Roster:
    """Units in play; `options` names optional units or formations to switch on, and handicaps."""
    kinds = kinds_of(bundle)
    counters: list[Counter] = []
    formations: dict[str, Formation] = {}
    sides: dict[str, Side] = {}
    for document in bundle.forces:
        oob = document.model
        formations |= oob.formations
        sides |= dict.fromkeys(oob.formations, oob.side)
        counters += _side(bundle, oob, kinds, options)
    handicaps = chosen(options)
    arms = {
        key: weapon.name
        for table in bundle.ruleset.of(Weapons)
        for key, weapon in table.model.weapons.items()
    }
    own = tuple(burdened(counter, handicaps) for counter in counters)
    return Roster(own, formations, sides, classes_of(bundle), arms, handicaps)


def burdened(counter: Counter, handicaps: tuple[Handicap, ...]) -> Counter:
    """A counter with the handicaps of its side."""
    for one in handicaps:
        if one.side == counter.side and one.what == "ammunition":
            counter = replace(counter, ammunition=counter.ammunition * one.step / 100)
        elif one.side == counter.side:
            grade = min(GRADES.index(counter.quality) + one.step, len(GRADES) - 1)
            counter = replace(counter, quality=GRADES[grade])
    return counter


def armed(weapons: dict[str, int], men: int, classes: dict[str, str]) -> dict[str, int]:
    """Weapons of a unit at a strength: the crew-served ones by table or file, never more rifles than men."""
    return {key: min(n, men) if classes.get(key) == "rifle" else n for key, n in weapons.items()}


def _side(
    bundle: Bundle, oob: OrderOfBattle, kinds: dict[str, Kind], options: frozenset[str]
) -> Iterator[Counter]:
    setup, classes = bundle.scenario.model.setup[oob.side], classes_of(bundle)
    for key, unit in oob.units.items():
        chain = chain_of(oob.formations, unit.of)
        optional = is_optional(key, unit, setup)
        chosen = optional and not options.isdisjoint({key, *chain})
        if chosen or in_play(chain, key, unit, setup):
            placement = setup.units.get(key, NOTHING)
            counter = _counter(key, unit, placement, kinds[unit.kind], oob, chain, optional)
            yield replace(counter, weapons=armed(counter.weapons, counter.men, classes))


def _counter(
    key: str,
    unit: Unit,
    placement: Placement,
    kind: Kind,
    oob: OrderOfBattle,
    chain: tuple[str, ...],
    optional: bool,
) -> Counter:
    at, enter = _where(unit, placement)
    men = _first(placement.men, unit.men, round(kind.men.value))
    grades = (placement.quality, unit.quality, *(oob.formations[f].quality for f in chain))
    return Counter(
        id=key,
        side=oob.side,
        name=unit.name,
        short=unit.short,
        formation=unit.of,
        chain=chain,
        kind=unit.kind,
        symbol=kind.symbol,
        echelon=kind.echelon,
        leader=placement.leader or unit.leader,
        men=men,
        establishment=max(men, _first(unit.establishment, round(kind.men.value))),
        weapons=_first(placement.weapons, unit.weapons, kind.weapons),
        vehicles=_first(placement.vehicles, unit.vehicles, kind.vehicles),
        quality=next((grade for grade in grades if grade), "b"),
        hex=at,
        enter=enter,
        leave=unit.leave,
        release=placement.release or unit.release,
        works=placement.works or 0.0,
        fatigue=placement.fatigue or 0.0,
        ammunition=_first(placement.ammunition, 1.0),
        facing=placement.facing,
        optional=optional,
        source=unit.source,
        note=placement.note or unit.note,
    )


def _where(unit: Unit, placement: Placement) -> tuple[str | None, Entry | None]:
    """Hex at the start or entry; a unit with neither here keeps what the order of battle says."""
    if placement.at is not None:
        return placement.at, None
    if placement.enter is not None:
        return None, placement.enter
    return unit.at, unit.enter


def _first(*values: T | None) -> T:
    """The first value that is given."""
    return next(value for value in values if value is not None)
