"""From a scenario's account of victory to the arrays that the score is reckoned with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from game.engine.units import SIDES
from game.rules.tables import fixed
from game.rules.victory_table import (
    MEASURES,
    NEVER,
    POINT,
    TERMS,
    UNBOUNDED,
    GroundTable,
    TaskTable,
    TermTable,
    VictoryTable,
    part_of,
)
from game.scenario.build import Start, minute
from game.scenario.models.scenario import Check, Condition, Objective, Term

T = TypeVar("T")
Flags = NDArray[np.bool_]


def compile_victory(start: Start) -> VictoryTable:
    """Objectives, terms, tasks and levels of a scenario."""
    victory = start.bundle.scenario.model.victory
    return VictoryTable(
        ground=_ground(start, victory.objectives),
        terms=_terms(start, victory.terms),
        tasks=_tasks(start, victory.conditions),
        levels=np.array([round(level.least) for level in victory.levels], np.int64),
    )


def known(name: str, valid: Mapping[str, T], what: str) -> T:
    """What a name stands for; raises `ValueError` in one sentence when it is none of the valid ones."""
    if name not in valid:
        raise ValueError(f"{name!r} is not a known {what}: the rules know {', '.join(valid)}")
    return valid[name]


def objective_hexes(start: Start, place: str) -> list[int]:
    """Hexes of a place: its own, and those of its objectives."""
    objectives = start.bundle.scenario.model.victory.objectives
    labels = {label for o in objectives if o.place == place for label in o.hexes}
    labels.add(start.bundle.map.model.places[place].hex)
    return sorted(start.board.hex_of(label) for label in labels)


def _ground(start: Start, objectives: Sequence[Objective]) -> GroundTable:
    rows = [(i, label) for i, objective in enumerate(objectives) for label in objective.hexes]
    parts = np.zeros((len(rows), len(objectives)), np.int64)
    parts[np.arange(len(rows)), [i for i, _ in rows]] = 1
    paid = np.array([part_of(o.at_end_percent) for o in objectives], np.int64).reshape(-1, 2)
    crest = _crest(objectives)
    begin = start.bundle.scenario.model.start
    return GroundTable(
        hexes=np.array([start.board.hex_of(label) for _, label in rows], np.int32),
        parts=parts,
        weight=np.array([round(o.weight.value * POINT) for o in objectives], np.int64),
        at_end=paid[:, 0].copy(),
        on_average=paid[:, 1].copy(),
        since=np.array([minute(o.from_time or begin) for o in objectives], np.int64),
        crest=np.array([objectives[i].place == crest for i, _ in rows], np.bool_),
    )


def _crest(objectives: Sequence[Objective]) -> str:
    """The place whose objectives weigh most together, the first of equals."""
    weights: dict[str, float] = {}
    for objective in objectives:
        weights[objective.place] = weights.get(objective.place, 0) + objective.weight.value
    return max(weights, key=lambda place: weights[place], default="")


def _terms(start: Start, terms: Mapping[str, Term]) -> TermTable:
    rows = [
        (name, side, term)
        for name, term in terms.items()
        for side in (SIDES if term.side == "both" else (term.side,))
    ]
    counts = {name: row for row, name in enumerate(TERMS)}
    begin = start.bundle.scenario.model.start
    return TermTable(
        names=tuple(name for name, _, _ in rows),
        counts=np.array([known(name, counts, "term of the score") for name, _, _ in rows], np.int8),
        side=np.array([SIDES.index(side) for _, side, _ in rows], np.int8),
        points=np.array([round(term.points.value * POINT) for _, _, term in rows], np.int64),
        cap=np.array([_cap(term) for _, _, term in rows], np.int64),
        since=np.array([minute(term.from_time or begin) for _, _, term in rows], np.int64),
    )


def _cap(term: Term) -> int:
    return UNBOUNDED if term.cap is None else round(term.cap * POINT)


def _tasks(start: Start, conditions: Mapping[str, Condition]) -> TaskTable:
    checks = [(row, check) for row, c in enumerate(conditions.values()) for check in c.checks]
    of = np.zeros((len(conditions), len(checks)), np.bool_)
    of[[row for row, _ in checks], np.arange(len(checks))] = True
    each = [check for _, check in checks]
    tasks = list(conditions.values())
    return TaskTable(
        names=tuple(conditions),
        side=np.array([SIDES.index(task.side) for task in tasks], np.int8),
        points=np.array([round(task.points * POINT) for task in tasks], np.int64),
        any_of=np.array([task.match == "any" for task in tasks], np.bool_),
        of=of,
        measure=np.array([MEASURES.index(check.measure) for check in each], np.int8),
        check_side=np.array([SIDES.index(check.side) for check in each], np.int8),
        place=_places(start, each),
        units=_units(start, each),
        by=np.array([minute(check.by) if check.by else NEVER for check in each], np.int64),
        least=np.array([_least(check) for check in each], np.int64),
        most=np.array([UNBOUNDED if c.most is None else fixed(c.most) for c in each], np.int64),
    )


def _least(check: Check) -> int:
    """Lower limit, Q10; a place that must be held counts 1."""
    if check.measure == "holds":
        return fixed(1)
    return 0 if check.least is None else fixed(check.least)


def _places(start: Start, checks: Sequence[Check]) -> Flags:
    objectives = start.bundle.scenario.model.victory.objectives
    owner = [objective.place for objective in objectives for _ in objective.hexes]
    rows = [[check.place == place for place in owner] for check in checks]
    return np.array(rows, np.bool_).reshape(len(checks), len(owner))


def _units(start: Start, checks: Sequence[Check]) -> Flags:
    """Units that a check names, or all of its side."""
    counters = start.roster.counters
    rows = [
        [counter.id in check.units if check.units else counter.side == check.side for counter in counters]
        for check in checks
    ]
    return np.array(rows, np.bool_).reshape(len(checks), len(counters))
