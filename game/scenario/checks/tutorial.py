"""A tutorial beside its scenario: the battle exists and is the one for beginners, no step twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.scenario.checks.context import Context
from game.scenario.faults import BadData, Fault, nearest, shown
from game.scenario.load import Document, kind_of, load_as
from game.scenario.models.scenario import Scenario
from game.scenario.models.tutorial import Tutorial


def check_tutorial(document: Document[Tutorial], context: Context) -> Iterator[Fault]:
    """Every fault of a tutorial."""
    model, tree = document.model, document.tree
    ids = [step.id for step in model.steps]
    for n, name in enumerate(ids):
        if name in ids[:n]:
            yield tree.fault(("steps", n, "id"), "a name that no other step has", shown(name))
    files = {path.stem: path for path in context.folder.glob("*.yaml") if kind_of(path) == "scenario"}
    if model.scenario not in files:
        near = nearest(model.scenario, files)
        yield tree.fault(("scenario",), f"one of {', '.join(sorted(files))}", shown(model.scenario), near)
    elif not _for_beginners(files[model.scenario]):
        wanted = "a scenario whose card says tutorial: true"
        yield tree.fault(("scenario",), wanted, shown(model.scenario))


def _for_beginners(path: Path) -> bool:
    """What the card of a scenario says; one that cannot be read tells its own faults."""
    try:
        return load_as(path, Scenario).model.card.tutorial
    except BadData:
        return True
