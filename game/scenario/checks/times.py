"""Environment and calendar: weather that is defined, chances between known kinds, days that have a plan."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.checks.context import Context, unknown
from game.scenario.faults import Fault, shown
from game.scenario.load import Document
from game.scenario.models.environment import Calendar, Environment


def check_environment(document: Document[Environment], context: Context) -> Iterator[Fault]:
    """Every weather id that is named must be defined, and every day must exist."""
    del context
    model, tree = document.model, document.tree
    kinds, what = model.weather, "the id of a weather of this file"
    for i, period in enumerate(model.recorded):
        fault = unknown(tree, ("recorded", i, "weather"), what, period.weather, kinds)
        if fault:
            yield fault
    for key, chain in model.chains.items():
        for name in chain.start:
            fault = unknown(tree, ("chains", key, "start", name), what, name, kinds, key=True)
            if fault:
                yield fault
        for name, row in chain.rows.items():
            for place, word in (((name,), name), *(((name, other), other) for other in row)):
                fault = unknown(tree, ("chains", key, "rows", *place), what, word, kinds, key=True)
                if fault:
                    yield fault


def check_calendar(document: Document[Calendar], context: Context) -> Iterator[Fault]:
    """Every day must have a record of light and weather beside it."""
    model, tree = document.model, document.tree
    for day in model.days:
        known = [day in d.model.days for d in context.environments]
        if known and not any(known):
            expected = "a day that the environment file has"
            yield tree.fault(("days", day), expected, shown(day), key=True)
