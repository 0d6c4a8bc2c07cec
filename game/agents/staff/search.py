"""The search of a staff: formations massed on one place after another, then single ones, while it pays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.staff.weigh import RESERVE, Problem, Weighed, weigh
from game.agents.ways import NEVER

Ints = NDArray[np.int64]

MOST = 12
"""Formations that are massed on one place at most."""
BEST = 64
"""Plans weighed together."""


def decide(problem: Problem, lot: int = 0) -> tuple[Ints, Weighed]:
    """The plan int64[G] that is kept, and what it comes to; `lot` picks among the best of a poor staff."""
    best = start(problem)
    told = weigh(problem, best[None])
    for step in range(1 + problem.level.swaps):
        some = moves(problem, best, step)
        if not some.size:
            break
        found = weigh(problem, some)
        rank = np.argsort(-found.value, kind="stable")
        pick = int(rank[min(lot % problem.level.best_of, rank.size - 1)])
        if found.value[pick] <= told.value[0] + 1:
            if step:
                break
            continue
        best, told = some[pick], _one(found, pick)
    used = told.go[0] | told.gather[0]
    idle = problem.attacks(best) & ~used[np.clip(best, 0, problem.size - 1)]
    best = settled(problem, np.where(idle, RESERVE, best))
    return best, weigh(problem, best[None])


def settled(problem: Problem, plan: Ints) -> Ints:
    """Who stands in a place that is held and is not sent anywhere else has it to hold."""
    inside, every = problem.inside, np.arange(plan.size)
    if not problem.size:
        return plan
    place = inside.argmax(axis=1)
    stands = (plan == RESERVE) & (inside[every, place] > 0)
    return np.where(stands, problem.size + place, plan)


def start(problem: Problem) -> Ints:
    """Who held a place goes on with it where it still makes sense; attacks have to be worth it anew."""
    holds = [task for task in tasks(problem) if task >= problem.size]
    return np.where(np.isin(problem.before, holds), problem.before, RESERVE)


def moves(problem: Problem, plan: Ints, step: int) -> Ints:
    """Changed plans (B, G): first the nearest k formations to each task, later single ones too."""
    found = [changed for task in tasks(problem) for changed in masses(problem, plan, task)]
    if step:
        found += singles(plan)
    if not found:
        return np.zeros((0, plan.size), np.int64)
    return np.unique(np.stack(found), axis=0)


def tasks(problem: Problem) -> list[int]:
    """Tasks worth a thought: to attack what would bring something, to hold what may be lost."""
    targets, count = problem.targets, problem.size
    attack = [row for row in range(count) if targets.gain[row] > 0]
    hold = [count + row for row in range(count) if targets.risk[row] > 0]
    return attack + hold


def masses(problem: Problem, plan: Ints, task: int) -> list[Ints]:
    """The nearest 1, 2, 3 ... formations on a task, of all and of those in reserve; others as they are.

    Who is nearest often holds something, and leaves it open when he goes.
    """
    minutes = problem.minutes[:, task % problem.size]
    fit = problem.groups.fit | (task >= problem.size)
    near = np.argsort(np.where(fit, minutes, NEVER), kind="stable")
    near = near[(minutes[near] < NEVER) & fit[near] & (plan[near] != task)]
    found = []
    for some in (near, near[plan[near] == RESERVE]):
        for count in range(1, min(MOST, some.size) + 1):
            changed = plan.copy()
            changed[some[:count]] = task
            found.append(changed)
    return found


def singles(plan: Ints) -> list[Ints]:
    """Each formation that has a task in reserve instead."""
    found = []
    for group in np.flatnonzero(plan != RESERVE)[:BEST]:
        changed = plan.copy()
        changed[group] = RESERVE
        found.append(changed)
    return found


def _one(told: Weighed, row: int) -> Weighed:
    now = type(told.now)(*(getattr(told.now, name)[row : row + 1] for name in type(told.now).__slots__))
    rows = slice(row, row + 1)
    return Weighed(told.value[rows], now, told.go[rows], told.gather[rows], told.men[rows], told.tanks[rows])
