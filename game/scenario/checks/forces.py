"""Orders of battle: formations that end, kinds and weapons that exist, start hexes on land."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from game.scenario.checks.context import Context, unknown
from game.scenario.checks.ground import bad_entry, bad_hex
from game.scenario.faults import Fault, nearest
from game.scenario.load import Document
from game.scenario.models.common import Source
from game.scenario.models.oob import OrderOfBattle, Unit
from game.scenario.reader import Loc, Tree
from game.scenario.roster import chain_of

MOST = 32_767
"""The largest count of men, weapons or vehicles of one unit: 16 bits."""
VEHICLE_CLASSES = {
    "tank",
    "flame_tank",
    "bridge_tank",
    "armored_car",
    "self_propelled_gun",
    "armored_train",
    "boat",
    "lorry",
    "tractor",
    "bomber",
    "heavy_bomber",
    "fighter",
    "assault_aircraft",
}


def check_forces(document: Document[OrderOfBattle], context: Context) -> Iterator[Fault]:
    """Every fault of one order of battle that its shape alone does not show."""
    yield from _formations(document)
    yield from _sources(document)
    seen: dict[str, str] = {}
    for key, unit in document.model.units.items():
        yield from _unit(document, key, unit, context)
        if unit.short in seen:
            expected = "an id that no other counter of this side has"
            found = f"{unit.short!r}, also on {seen[unit.short]}"
            yield document.tree.fault(("units", key, "short"), expected, found)
        seen.setdefault(unit.short, key)


def _formations(document: Document[OrderOfBattle]) -> Iterator[Fault]:
    formations = document.model.formations
    for key, formation in formations.items():
        yield from _headquarters(document, key)
        loc = ("formations", key, "under")
        if formation.under is None:
            continue
        fault = unknown(document.tree, loc, "the id of a formation", formation.under, formations)
        if fault:
            yield fault
        elif _circle(key, document.model):
            expected = "a formation that is not below this one"
            yield document.tree.fault(loc, expected, f"{formation.under!r}, which leads back to {key!r}")


def _headquarters(document: Document[OrderOfBattle], key: str) -> Iterator[Fault]:
    """A headquarters is a counter of its formation, or of one below it."""
    oob, loc = document.model, ("formations", key, "headquarters")
    name = oob.formations[key].headquarters
    if name is None:
        return
    fault = unknown(document.tree, loc, "the id of a unit of this file", name, oob.units)
    if fault:
        yield fault
    elif key not in chain_of(oob.formations, oob.units[name].of):
        own = [unit for unit, row in oob.units.items() if row.of == key]
        found = f"{name!r} of {oob.units[name].of!r}"
        yield document.tree.fault(loc, "a unit of this formation", found, nearest(name, own))


def _sources(document: Document[OrderOfBattle]) -> Iterator[Fault]:
    """Every source key that is used must be explained at the head of the file."""
    known, what = document.model.sources, "a key of this file's `sources`"
    for loc, source in _all_sources(document.model):
        for i, key in enumerate(source.keys):
            fault = unknown(document.tree, (*loc, "keys", i), what, key, known)
            if fault:
                yield fault


def _all_sources(oob: OrderOfBattle) -> Iterator[tuple[Loc, Source]]:
    for key, formation in oob.formations.items():
        yield ("formations", key, "source"), formation.source
        if formation.commander:
            yield ("formations", key, "commander", "source"), formation.commander.source
        if formation.staffing:
            yield ("formations", key, "staffing", "source"), formation.staffing.source
        for i, leader in enumerate(formation.staff):
            yield ("formations", key, "staff", i, "source"), leader.source
    for key, unit in oob.units.items():
        yield ("units", key, "source"), unit.source
        if unit.leader:
            yield ("units", key, "leader", "source"), unit.leader.source
        if unit.enter and unit.enter.source:
            yield ("units", key, "enter", "source"), unit.enter.source


def _circle(key: str, oob: OrderOfBattle) -> bool:
    current, steps = oob.formations[key].under, 0
    while current is not None and current in oob.formations and steps <= len(oob.formations):
        if current == key:
            return True
        current, steps = oob.formations[current].under, steps + 1
    return False


def _unit(document: Document[OrderOfBattle], key: str, unit: Unit, context: Context) -> Iterator[Fault]:
    tree, loc = document.tree, ("units", key)
    names: tuple[tuple[str, str, str, Mapping[str, Any]], ...] = (
        ("of", "the id of a formation of this file", unit.of, document.model.formations),
        ("kind", "the id of a unit kind", unit.kind, context.kinds),
    )
    for part, what, name, valid in names:
        fault = unknown(tree, (*loc, part), what, name, valid)
        if fault:
            yield fault
    yield from check_men(tree, loc, unit.men)
    yield from check_men(tree, loc, unit.establishment, "establishment")
    yield from check_arms(tree, loc, unit.weapons, unit.vehicles, context)
    yield from _kind_side(document, key, unit, context)
    if unit.at is not None:
        yield from bad_hex(tree, (*loc, "at"), unit.at, context, context.kinds.get(unit.kind))
    if unit.enter is not None:
        yield from bad_entry(tree, (*loc, "enter"), unit.enter, document.model.side, context)
        if unit.leave is not None and unit.leave <= unit.enter.time:
            yield tree.fault(
                (*loc, "leave"), "an hour after the unit has entered", f"{unit.leave:%Y-%m-%dT%H:%M}"
            )
    if unit.men is not None and unit.establishment is not None and unit.men > unit.establishment:
        yield tree.fault((*loc, "men"), f"at most the establishment of {unit.establishment}", str(unit.men))


def _kind_side(document: Document[OrderOfBattle], key: str, unit: Unit, context: Context) -> Iterator[Fault]:
    kind = context.kinds.get(unit.kind)
    if kind is not None and kind.side != document.model.side:
        loc = ("units", key, "kind")
        yield document.tree.fault(
            loc, f"a {document.model.side} unit kind", f"{unit.kind!r} of the other side"
        )


def check_men(tree: Tree, loc: Loc, men: int | None, part: str = "men") -> Iterator[Fault]:
    """A count that the columns of `Units` can hold."""
    if men is not None and men > MOST:
        yield tree.fault((*loc, part), f"a number of at most {MOST}", str(men))


def check_arms(
    tree: Tree,
    loc: Loc,
    weapons: dict[str, int] | None,
    vehicles: dict[str, int] | None,
    context: Context,
) -> Iterator[Fault]:
    """Weapons and vehicles by ids that exist, each under the heading where it belongs."""
    for part, held in (("weapons", weapons), ("vehicles", vehicles)):
        for name, number in (held or {}).items():
            at = (*loc, part, name)
            yield from check_men(tree, (*loc, part), number, name)
            fault = unknown(tree, at, "the id of a weapon", name, context.weapons, key=True)
            if fault:
                yield fault
            elif name in context.weapons:
                is_vehicle = context.weapons[name].weapon_class in VEHICLE_CLASSES
                if is_vehicle != (part == "vehicles"):
                    right = "vehicles" if is_vehicle else "weapons"
                    yield tree.fault(at, f"this under `{right}`", f"{name!r} under `{part}`", key=True)
