"""A plan against the battle it belongs to: every name, place, hour and order that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game import locate
from game.scenario.checks.context import Context
from game.scenario.faults import Fault
from game.scenario.load import Document, kind_of
from game.scenario.models.plan import PlanFile
from game.scenario.plans.resolve import read_missions
from game.scenario.plans.setting import Ground, whole_ground

UP = 2
"""Folders above a plan in which its battle may lie."""
DEFAULT = "khasan_1938"


def check_plan(document: Document[PlanFile], context: Context) -> Iterator[Fault]:
    """Every fault of a plan; nothing of a battle whose own files cannot be read, which tell their own."""
    ground = _ground(battle_of(document.path, context))
    if ground is not None:
        yield from read_missions(document, ground)[1]


def battle_of(path: Path, context: Context) -> Context:
    """What lies beside the plan or above it, else the shipped battle."""
    for folder in (path.parent, *path.resolve().parents[1 : UP + 1]):
        if _has_battle(folder):
            return context if folder == path.parent else Context(folder)
    return Context(locate.scenarios() / DEFAULT)


def _has_battle(folder: Path) -> bool:
    kinds = {kind_of(path) for path in folder.glob("*.y*ml")}
    return {"oob", "map"} <= kinds


def _ground(context: Context) -> Ground | None:
    if context.map is None or not context.forces or context.ruleset is None:
        return None
    forces = [document.model for document in context.forces]
    return whole_ground(forces, context.kinds, context.map.model, context.ruleset)
