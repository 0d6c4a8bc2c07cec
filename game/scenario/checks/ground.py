"""Maps: files that match, terrain that the ruleset knows; and places that other files name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from game import locate
from game.scenario.checks.context import Context, unknown
from game.scenario.faults import Fault, nearest, shown
from game.scenario.load import Document
from game.scenario.models.common import Side
from game.scenario.models.mapfile import MapFile
from game.scenario.models.oob import Entry
from game.scenario.models.ruleset import Kind
from game.scenario.reader import Loc, Tree

AFLOAT = "boat"
WATERS = ("lake", "river")


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
        for i, label in enumerate(entry.hexes):
            station = "rail" in entry.modes and label in rails
            if len(model.around(label)) == 6 and not station:
                yield tree.fault(("entries", key, "hexes", i), "a hex at the edge of the map", shown(label))


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
