"""A record beside the battle that plays it: the battle, its places, formation and hexes exist."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.checks.context import Context
from game.scenario.faults import Fault, nearest, shown
from game.scenario.load import Document, kind_of
from game.scenario.models.history import History
from game.scenario.reader import Loc


def check_history(document: Document[History], context: Context) -> Iterator[Fault]:
    """Every fault of a record; it lies in a folder below that of its battle, or beside it."""
    model, tree = document.model, document.tree
    for folder in (context.folder, context.folder.parent):
        files = {path.stem for path in folder.glob("*.yaml") if kind_of(path) == "scenario"}
        if model.battle in files:
            break
    else:
        near = nearest(model.battle, files)
        yield tree.fault(("battle",), "a scenario in this folder or above", shown(model.battle), near)
        return
    around = Context(folder)
    places = around.map.model.places if around.map else {}
    asked: list[tuple[Loc, str]] = [(("control", "hills", hill), hill) for hill in model.control.hills]
    for loc, place in [*asked, (("strike", "place"), model.strike.place)]:
        if places and place not in places:
            yield tree.fault(loc, "a place of the map", shown(place), nearest(place, places))
    formations = {name for force in around.forces for name in force.model.formations}
    if formations and model.road.formation not in formations:
        near = nearest(model.road.formation, formations)
        yield tree.fault(("road", "formation"), "a formation in play", shown(model.road.formation), near)
    yield from _off_board(document, around)


def _off_board(document: Document[History], context: Context) -> Iterator[Fault]:
    """Hexes of the lines that are not on the map."""
    if context.map is None:
        return
    grid = context.map.model.grid
    for n, moment in enumerate(document.model.moments):
        for at, label in enumerate(moment.line):
            if not (1 <= int(label[:2]) <= grid.columns and 1 <= int(label[2:]) <= grid.rows):
                wanted = f"a hex from 0101 to {grid.columns:02d}{grid.rows:02d}"
                yield document.tree.fault(("moments", n, "line", at), wanted, shown(label))
