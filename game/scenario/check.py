"""Checking files and folders: form, shape, and everything that one file says of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from game import locate
from game.scenario.checks.context import Context
from game.scenario.checks.forces import check_forces
from game.scenario.checks.ground import check_map
from game.scenario.checks.history import check_history
from game.scenario.checks.plan import check_plan
from game.scenario.checks.rules import check_rules_file, check_ruleset
from game.scenario.checks.scenario import check_scenario, check_standing
from game.scenario.checks.times import check_calendar, check_environment
from game.scenario.checks.tutorial import check_tutorial
from game.scenario.faults import BadData, Fault
from game.scenario.load import Bundle, Document, load, load_bundle, yaml_files
from game.scenario.models.common import File
from game.scenario.models.environment import Calendar, Environment
from game.scenario.models.history import History
from game.scenario.models.mapfile import MapFile
from game.scenario.models.oob import OrderOfBattle
from game.scenario.models.plan import PlanFile
from game.scenario.models.ruleset import Kinds, Rules, Ruleset, Terrains, Weapons
from game.scenario.models.scenario import Scenario
from game.scenario.models.tutorial import Tutorial

CHECKS: tuple[tuple[type[File], Callable[[Any, Context], Iterator[Fault]]], ...] = (
    (OrderOfBattle, check_forces),
    (MapFile, check_map),
    (Environment, check_environment),
    (Calendar, check_calendar),
    (Ruleset, check_ruleset),
    (Weapons, check_rules_file),
    (Kinds, check_rules_file),
    (Terrains, check_rules_file),
    (Rules, check_rules_file),
    (Tutorial, check_tutorial),
    (PlanFile, check_plan),
    (History, check_history),
)


def check_paths(paths: Iterable[Path]) -> tuple[int, list[Fault]]:
    """Number of files read, and every fault in them, in the order of file and line."""
    files: list[Path] = []
    faults: list[Fault] = []
    for path in paths:
        if path.is_dir():
            found = yaml_files(path)
            files += found
            if not found:
                faults.append(Fault(locate.shown(path), 0, 0, "", "a folder with YAML files", "none"))
        else:
            files.append(path)
    contexts: dict[Path, Context] = {}
    for path in dict.fromkeys(files):
        context = contexts.setdefault(path.parent, Context(path.parent))
        faults += check_file(path, context)
    return len(dict.fromkeys(files)), sorted(set(faults))


def check_file(path: Path, context: Context) -> list[Fault]:
    """Every fault of one file."""
    try:
        document = load(path)
    except BadData as bad:
        return list(bad.faults)
    if isinstance(document.model, Scenario):
        return _scenario(document)  # type: ignore[arg-type]
    return _check(document, context)


def _check(document: Document[Any], context: Context) -> list[Fault]:
    check = next(function for kind, function in CHECKS if isinstance(document.model, kind))
    return list(check(document, context))


def sound_bundle(path: Path) -> Bundle:
    """A scenario with every file it names, all checked; raises `BadData` with every fault."""
    bundle = load_bundle(path)
    faults = _bundle_faults(bundle)
    if faults:
        raise BadData(faults)
    return bundle


def _scenario(document: Document[Scenario]) -> list[Fault]:
    """A scenario is checked with the very files it names; their own faults count as its own."""
    try:
        return _bundle_faults(load_bundle(document.path))
    except BadData as bad:
        return list(bad.faults)


def _bundle_faults(bundle: Bundle) -> list[Fault]:
    scenario = bundle.scenario
    model = scenario.model
    context = Context(scenario.path.parent, model.ruleset, model.map, tuple(model.forces))
    faults = list(check_map(bundle.map, context))
    faults += check_environment(bundle.environment, context)
    faults += check_calendar(bundle.calendar, context)
    for force in bundle.forces:
        faults += check_forces(force, context)
    files: tuple[Document[Any], ...] = (bundle.ruleset.index, *bundle.ruleset.documents)
    for document in files:
        faults += _check(document, Context(document.path.parent))
    faults += check_scenario(scenario, bundle, context)
    return faults or list(check_standing(scenario, bundle, context))
