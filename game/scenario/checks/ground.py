"""Maps: files that match, terrain that the ruleset knows; and places that other files name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from game import locate
from game.scenario.checks.context import Context, unknown
from game.scenario.faults import Fault, nearest, shown
from game.scenario.load import Document
from game.scenario.models.common import Side
from game.scenario.models.mapfile import DIRECTIONS, MapFile
from game.scenario.models.oob import Entry
from game.scenario.models.ruleset import Kind
from game.scenario.reader import Loc, Tree

AFLOAT = "boat"
WATERS = ("lake", "river")
WIDEST = 3
"""Most hexes of water that a crossing leads over."""


def check_map(document: Document[MapFile], context: Context) -> Iterator[Fault]:
    """Every fault of a map that its shape alone does not show."""
    model, tree = document.model, document.tree
    for part in ("heights", "features"):
        yield from _file(document, part)
    for letter, terrain in model.legend.items():
        fault = unknown(tree, ("legend", letter), "the id of a terrain", terrain, context.land)
        if fault:
            yield fault
    for key, entry in model.entries.items():
        for i, way in enumerate(entry.ways):
            loc = ("entries", key, "ways", i)
            fault = unknown(tree, loc, "the id of a way of this map", way, model.ways)
            if fault:
                yield fault
        rails = {h for way in model.ways.values() if way.kind == "railway" for h in way.hexes}
        inward = {h for way in entry.ways if way in model.ways for h in model.ways[way].hexes}
        for i, label in enumerate(entry.hexes):
            station = "rail" in entry.modes and label in rails
            # A column drives on along its road: only the first hex of those of a road has to be at the edge.
            onward = i > 0 and label in inward
            if len(model.around(label)) == 6 and not station and not onward:
                yield tree.fault(("entries", key, "hexes", i), "a hex at the edge of the map", shown(label))
    yield from _crossings(document, context)
    yield from _magazines(document, context)


def _crossings(document: Document[MapFile], context: Context) -> Iterator[Fault]:
    """Both banks on land, with nothing but water between them."""
    model, tree = document.model, document.tree
    for key, crossing in model.crossings.items():
        first, last = crossing.banks
        if first == last:
            yield tree.fault(("crossings", key, "banks", 1), "another hex than the first", shown(last))
            continue
        wet = [
            label for label in crossing.banks if not context.land.get(terrain_at(model, label) or "", True)
        ]
        for label in wet:
            i = crossing.banks.index(label)
            found = f"{label}, which is {terrain_at(model, label)}"
            yield tree.fault(("crossings", key, "banks", i), "a hex of land", found)
        if not wet and last not in _over_water(model, first):
            expected = f"a hex over at most {WIDEST} hexes of water from {first}, or beyond a river side"
            yield tree.fault(("crossings", key, "banks", 1), expected, shown(last))


def _over_water(model: MapFile, bank: str) -> set[str]:
    """Hexes straight across from a bank, over a river side or water alone."""
    sides = {model.side_key(side) for side in model.hexsides.get("river", ())}
    steps = [(d, label) for d in range(6) if (label := model.across(bank, d)) is not None]
    over = {label for d, label in steps if model.side_key(f"{bank}-{DIRECTIONS[d]}") in sides}
    afloat = {label for _, label in steps if terrain_at(model, label) in WATERS}
    for hexes in range(1, WIDEST + 1):
        beyond = {other for label in afloat for other in model.around(label)}
        over |= {label for label in beyond if model.steps(bank, label) == hexes + 1}
        afloat = {label for label in beyond if terrain_at(model, label) in WATERS}
    return over


def _magazines(document: Document[MapFile], context: Context) -> Iterator[Fault]:
    """A magazine stands on land; at most one for a side and way."""
    model, seen = document.model, dict[tuple[str, str], str]()
    for key, place in model.magazines.items():
        terrain = terrain_at(model, place.hex)
        if terrain is not None and not context.land.get(terrain, True):
            found = f"{place.hex}, which is {terrain}"
            yield document.tree.fault(("magazines", key, "hex"), "a hex of land", found)
        if (place.side, place.way) in seen:
            found = f"{place.way!r}, as {seen[place.side, place.way]}"
            yield document.tree.fault(("magazines", key, "way"), "one magazine of a side for each way", found)
        seen[place.side, place.way] = key


def _file(document: Document[MapFile], part: str) -> Iterator[Fault]:
    """The heights and features that the map was made with must be the ones that are there."""
    reference = document.model.heights if part == "heights" else document.model.features
    loc: Loc = (part, "file")
    for root in (document.path.parent, locate.assets()):
        try:
            path = locate.under(root, reference.file)
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except (OSError, ValueError):
            continue
        if found != reference.sha256:
            expected = f"the sha256 of {reference.file}, {found[:12]}..."
            yield document.tree.fault((part, "sha256"), expected, shown(reference.sha256[:12] + "..."))
        return
    yield document.tree.fault(loc, "a file beside the map or in the assets", shown(reference.file))


def terrain_at(model: MapFile, label: str) -> str | None:
    """Terrain id of a hex; None beyond the map."""
    number = model.number(label)
    if number is None:
        return None
    row, column = divmod(number, model.grid.columns)
    return model.legend[model.terrain[row][column]]


def off_map(tree: Tree, loc: Loc, label: str, model: MapFile) -> Fault | None:
    """A fault when a label is beyond the map, or in digits that no label is printed in."""
    if label.isascii() and model.number(label) is not None:
        return None
    last = f"{model.grid.columns:02d}{model.grid.rows:02d}"
    return tree.fault(loc, f"a hex from 0101 to {last}", shown(label))


def bad_hex(tree: Tree, loc: Loc, label: str, context: Context, kind: Kind | None) -> Iterator[Fault]:
    """A fault when a unit could not stand in a hex: beyond the map, in water, a boat on land."""
    if context.map is None:
        return
    model = context.map.model
    fault = off_map(tree, loc, label, model)
    if fault:
        yield fault
        return
    terrain = terrain_at(model, label)
    afloat = kind is not None and kind.mobility == AFLOAT
    if afloat and terrain not in WATERS:
        yield tree.fault(loc, "a hex of water for a boat", f"{label}, which is {terrain}")
    elif not afloat and terrain is not None and not context.land.get(terrain, True):
        yield tree.fault(loc, "a hex of land", f"{label}, which is {terrain}")


def bad_entry(tree: Tree, loc: Loc, enter: Entry, side: Side, context: Context) -> Iterator[Fault]:
    """A fault when an entry is not on the map, or is the other side's."""
    if context.map is None:
        return
    entries = context.map.model.entries
    fault = unknown(tree, (*loc, "entry"), "the id of an entry of the map", enter.entry, entries)
    if fault:
        yield fault
    elif enter.entry in entries:
        entry = entries[enter.entry]
        if entry.side != side:
            mine = {key: e for key, e in entries.items() if e.side == side}
            near = nearest(enter.entry, mine)
            found = f"{enter.entry!r} of the other side"
            yield tree.fault((*loc, "entry"), f"a {side} entry of the map", found, near)
        elif enter.mode not in entry.modes:
            expected = f"one of the modes of {enter.entry!r}: {', '.join(entry.modes)}"
            yield tree.fault((*loc, "mode"), expected, shown(enter.mode), nearest(enter.mode, entry.modes))
