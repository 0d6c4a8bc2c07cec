"""How a scenario is won: objectives on land; tasks that speak of places, units and hours that are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from game.scenario.checks.context import Context, unknown
from game.scenario.checks.ground import off_map, terrain_at
from game.scenario.faults import Fault
from game.scenario.load import Bundle, Document
from game.scenario.models.scenario import Scenario
from game.scenario.reader import Loc


def check_victory(document: Document[Scenario], bundle: Bundle, context: Context) -> Iterator[Fault]:
    """Faults of objectives and tasks."""
    model, tree = bundle.map.model, document.tree
    for i, objective in enumerate(document.model.victory.objectives):
        loc = ("victory", "objectives", i)
        what = "the id of a place of the map"
        fault = unknown(tree, (*loc, "place"), what, objective.place, model.places)
        if fault:
            yield fault
        yield from _late(document, (*loc, "from"), objective.from_time)
        for j, label in enumerate(objective.hexes):
            at = (*loc, "hexes", j)
            fault = off_map(tree, at, label, model)
            if fault:
                yield fault
            elif terrain_at(model, label) in ("lake", "river"):
                yield tree.fault(at, "a hex of land", f"{label}, which is {terrain_at(model, label)}")
    for key, term in document.model.victory.terms.items():
        yield from _late(document, ("victory", "terms", key, "from"), term.from_time)
    yield from _tasks(document, bundle, context)


def _tasks(document: Document[Scenario], bundle: Bundle, context: Context) -> Iterator[Fault]:
    """A task counts a place by the hexes of its objectives, so the place must be one of theirs."""
    victory, tree = document.model.victory, document.tree
    places = {objective.place: objective for objective in victory.objectives}
    # An objective with a slip in its place has been told already: its tasks are not to blame.
    sound = places.keys() <= bundle.map.model.places.keys()
    for key, condition in victory.conditions.items():
        for i, check in enumerate(condition.checks):
            loc = ("victory", "conditions", key, "checks", i)
            if sound and check.place is not None and check.place not in places:
                what = "the place of an objective"
                fault = unknown(tree, (*loc, "place"), what, check.place, places)
                yield fault or tree.fault((*loc, "place"), what, repr(check.place))
            for j, unit in enumerate(check.units):
                fault = unknown(tree, (*loc, "units", j), "the id of a unit", unit, context.units)
                if fault:
                    yield fault
            yield from _late(document, (*loc, "by"), check.by)


def _late(document: Document[Scenario], loc: Loc, hour: datetime | None) -> Iterator[Fault]:
    """An hour of the reckoning must lie inside the scenario."""
    model = document.model
    if hour is not None and not model.start <= hour <= model.end:
        yield document.tree.fault(loc, "an hour inside the scenario", f"{hour:%Y-%m-%dT%H:%M}")
