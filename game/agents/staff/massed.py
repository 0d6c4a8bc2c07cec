"""Plans beside the one that weighs most: all who can be there in the turn, or half of them, on one place;
and the same without its attacks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.staff.search import settled, start
from game.agents.staff.weigh import LEAST_MEN, RESERVE, Problem, weigh

Ints = NDArray[np.int64]


def massed(problem: Problem, best: Ints, most: int) -> list[Ints]:
    """At most so many plans int64[G], one for each place, those first that weigh most, none like `best`."""
    found = []
    for row in np.flatnonzero(problem.targets.gain > 0) if most else ():
        some = [plan for plan in _on(problem, int(row)) if (plan != best).any()]
        if some:
            told = weigh(problem, np.stack(some)).value
            found.append((float(told.max()), some[int(told.argmax())]))
    found.sort(key=lambda one: -one[0])
    return [plan for _, plan in found[:most]]


def calm(problem: Problem, best: Ints) -> list[Ints]:
    """The plan without its attacks, if it has any: who was meant for one holds where he stands, or is kept.

    Its guns fire as a staff's guns do, which those of an enemy of all attacks would not.
    """
    attacks = problem.attacks(best)
    return [settled(problem, np.where(attacks, RESERVE, best))] if attacks.any() else []


def _on(problem: Problem, row: int) -> list[Ints]:
    """The nearer half of those who are fit and near enough on a place, and all; others hold or are kept."""
    minutes = problem.minutes[:, row]
    able = np.flatnonzero(problem.groups.fit & (minutes <= problem.turn) & (problem.groups.storm > 0))
    near = able[np.argsort(minutes[able], kind="stable")]
    found = []
    for count in sorted({near.size // 2, near.size} - {0}):
        if int(problem.groups.storm[near[:count]].sum()) >= LEAST_MEN:
            plan = start(problem)
            plan[near[:count]] = row
            found.append(plan)
    return found
