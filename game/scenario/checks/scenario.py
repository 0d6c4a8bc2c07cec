"""Scenarios: units and places that exist, hexes on land, hours inside the battle, overlays that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from game.scenario.checks.context import Context, unknown
from game.scenario.checks.events import check_record
from game.scenario.checks.forces import check_arms, check_men
from game.scenario.checks.ground import bad_entry, bad_hex
from game.scenario.checks.victory import check_victory
from game.scenario.compile import compile_ruleset
from game.scenario.faults import Fault, nearest, shown
from game.scenario.load import Bundle, Document
from game.scenario.models.common import SIDES, File, Number, Side
from game.scenario.models.oob import Unit
from game.scenario.models.scenario import Placement, Scenario
from game.scenario.reader import Loc, Tree
from game.scenario.roster import build_roster, is_optional
from game.scenario.turns import turns_of

_HEXSIDE = re.compile(r"[0-9]{4}-(E|NE|NW|W|SW|SE)")


def check_scenario(document: Document[Scenario], bundle: Bundle, context: Context) -> Iterator[Fault]:
    """Every fault of a scenario that its shape alone does not show."""
    yield from _identity(document)
    yield from _hours(document, bundle)
    yield from _forces(document, bundle)
    for side in SIDES:
        yield from _setup(document, side, bundle, context)
    yield from check_victory(document, bundle, context)
    yield from check_record(document, bundle)
    yield from _overlay(document, bundle)


def check_standing(document: Document[Scenario], bundle: Bundle, context: Context) -> Iterator[Fault]:
    """Where each unit in play really begins; asked only when everything it rests on is sound."""
    counters = build_roster(bundle).counters
    yield from _idle(document, {counter.id for counter in counters}, context)
    for counter in counters:
        kind = context.kinds.get(counter.kind)
        if counter.enter is None or kind is None or kind.mobility == "air":
            continue
        placed = document.model.setup[counter.side].units.get(counter.id)
        here = placed is not None and placed.enter is not None
        loc: Loc = ("setup", counter.side, "formations")
        if here:
            loc = ("setup", counter.side, "units", counter.id, "enter", "time")
        hour = f"{counter.enter.time:%Y-%m-%dT%H:%M}"
        if counter.enter.time >= document.model.end:
            expected = "units that come before the scenario ends"
            yield document.tree.fault(loc, expected, f"{counter.id!r}, which comes at {hour}")
        elif counter.enter.time < document.model.start:
            expected = "a start hex for a unit that is there already"
            yield document.tree.fault(loc, expected, f"{counter.id!r}, which came at {hour}")


def _idle(document: Document[Scenario], playing: set[str], context: Context) -> Iterator[Fault]:
    """A placement of a unit that does not play is a slip, unless it is optional or taken out on purpose."""
    for side in SIDES:
        setup = document.model.setup[side]
        for key, placement in setup.units.items():
            unit = context.units.get(key)
            meant = placement.present is False or (unit is not None and is_optional(key, unit, setup))
            if key not in playing and not meant:
                loc = ("setup", side, "units", key)
                yield document.tree.fault(loc, "a unit of the formations in play", repr(key), key=True)


def _identity(document: Document[Scenario]) -> Iterator[Fault]:
    if document.model.id != document.path.stem:
        expected = f"{document.path.stem!r}, the name of the file"
        yield document.tree.fault(("id",), expected, shown(document.model.id))


def _hours(document: Document[Scenario], bundle: Bundle) -> Iterator[Fault]:
    model, tree = document.model, document.tree
    turns = turns_of(bundle.calendar.model, model.start, model.end)
    if not turns or turns[0].start != model.start or turns[-1].end != model.end:
        days = sorted(bundle.calendar.model.days)
        span = f"{days[0]} to {days[-1]}" if days else "no day"
        found = f"{model.start:%Y-%m-%dT%H:%M} to {model.end:%Y-%m-%dT%H:%M}"
        yield tree.fault(("start",), f"hours inside the calendar ({span})", found)
    for key, event in model.events.items():
        if not model.start <= event.time < model.end:
            expected = "an hour inside the scenario"
            yield tree.fault(("events", key, "time"), expected, f"{event.time:%Y-%m-%dT%H:%M}")
    if model.truce and not model.truce.earliest <= model.truce.historical:
        yield tree.fault(("truce", "earliest"), "an hour no later than `historical`")


def _forces(document: Document[Scenario], bundle: Bundle) -> Iterator[Fault]:
    """Forces of each side, and no id twice: rows of the arrays and set-ups go by ids."""
    tree, seen = document.tree, dict[str, str]()
    for side in SIDES:
        if all(force.model.side != side for force in bundle.forces):
            yield tree.fault(("forces",), f"an order of battle of the {side} side", "none")
    for i, (name, force) in enumerate(zip(document.model.forces, bundle.forces, strict=True)):
        for key in (*force.model.formations, *force.model.units):
            if seen.setdefault(key, name) != name:
                found = f"{key!r}, which is in {seen[key]} too"
                yield tree.fault(("forces", i), "ids that no other file of forces has", found)


def _setup(document: Document[Scenario], side: Side, bundle: Bundle, context: Context) -> Iterator[Fault]:
    setup, tree = document.model.setup[side], document.tree
    forces = [force.model for force in bundle.forces if force.model.side == side]
    units = {key: unit for force in forces for key, unit in force.units.items()}
    everything = {**units, **{key: f for force in forces for key, f in force.formations.items()}}
    for part in ("formations", "without"):
        for i, name in enumerate(getattr(setup, part)):
            what = f"the id of a {side} formation or unit"
            fault = unknown(tree, ("setup", side, part, i), what, name, everything)
            if fault:
                yield fault
    for key, placement in setup.units.items():
        at = ("setup", side, "units", key)
        fault = unknown(tree, at, f"the id of a {side} unit", key, units, key=True)
        if fault:
            yield fault
        elif key in units:
            yield from _placement(tree, at, placement, units[key], side, context)
    yield from _works(document, side, context)


def _placement(
    tree: Tree, at: Loc, placement: Placement, unit: Unit, side: Side, context: Context
) -> Iterator[Fault]:
    if placement.at is not None:
        yield from bad_hex(tree, (*at, "at"), placement.at, context, context.kinds.get(unit.kind))
    if placement.enter is not None:
        yield from bad_entry(tree, (*at, "enter"), placement.enter, side, context)
    yield from check_men(tree, at, placement.men)
    yield from check_arms(tree, at, placement.weapons, placement.vehicles, context)


def _works(document: Document[Scenario], side: Side, context: Context) -> Iterator[Fault]:
    setup, tree = document.model.setup[side], document.tree
    if context.map is None:
        return
    model = context.map.model
    for name in setup.wire:
        loc = ("setup", side, "wire", name)
        if not _HEXSIDE.fullmatch(name):
            yield tree.fault(loc, 'a hexside like "1207-NE"', shown(name), key=True)
        elif model.side_key(name) is None:
            yield tree.fault(loc, "a side between two hexes of the map", shown(name), key=True)
    for place in setup.control:
        loc = ("setup", side, "control", place)
        fault = unknown(tree, loc, "the id of a place of the map", place, model.places, key=True)
        if fault:
            yield fault


def _overlay(document: Document[Scenario], bundle: Bundle) -> Iterator[Fault]:
    """Each overlaid number must be one that the ruleset has, and fit where it goes."""
    models, rules = bundle.ruleset.models(), document.model.overlay.rules
    try:
        known = compile_ruleset(models).numbers
    except ValueError as error:
        yield document.tree.fault(("ruleset",), "a ruleset that is whole", str(error))
        return
    for key, number in rules.items():
        loc = ("overlay", "rules", key)
        if key not in known:
            expected = "a number of the ruleset, chapter.value or chapter.table.row.column"
            yield document.tree.fault(loc, expected, shown(key), nearest(key, known), key=True)
        elif trouble := _misfit(models, {key: number}):
            found = f"{number.value:g}: {trouble.partition(', found')[0]}"
            yield document.tree.fault((*loc, "value"), "a number that the rules can use", found)


def _misfit(models: Mapping[str, File], overlay: Mapping[str, Number]) -> str:
    try:
        compile_ruleset(models, overlay)
    except ValueError as error:
        return str(error)
    return ""
