"""The tasks of a scenario as a staff reads them: what places are worth besides, what losses cost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.view import View
from game.rules.victory_table import MEASURES

Ints = NDArray[np.int64]

HOLDS = tuple(MEASURES.index(name) for name in ("holds", "hexes_held"))
LOSS = MEASURES.index("loss_percent")
SOON = 360
"""Minutes before its hour from which a task counts in full; before that by `EARLY`."""
EARLY = 0.7
PERCENT = 1024
"""Q10 of one per cent in the limits of checks."""
POINT = 1000.0
"""Thousandths of a point that each per cent of men lost costs in any case."""


def places(view: View) -> tuple[Ints, Ints]:
    """Thousandths of a point by objective [O]: of tasks that taking it serves, of those that losing it fails.

    What serves the other side's tasks counts as one's own: taken from him is as good as won.
    """
    ground, tasks = view.stakes.victory.ground, view.stakes.victory.tasks
    out = np.zeros(ground.parts.shape[1], np.float64)
    size = np.maximum(tasks.place.sum(axis=1), 1)
    for task, check in np.argwhere(tasks.of):
        open_ = tasks.by[check] > view.minute and tasks.measure[check] in HOLDS
        if not open_ or tasks.check_side[check] != tasks.side[task]:
            continue
        points = float(tasks.points[task]) / (1 if tasks.any_of[task] else int(tasks.of[task].sum()))
        points *= 1.0 if tasks.by[check] - view.minute <= SOON else EARLY
        out += points * (tasks.place[check] @ ground.parts) / size[check]
    whole = out.astype(np.int64)
    return whole, whole


def price(view: View) -> float:
    """Thousandths of a point that a per cent of the own men costs: the term, and tasks not yet missed."""
    tasks = view.stakes.victory.tasks
    lost = int(view.forces.losses[view.own].sum())
    there = int(view.forces.men[view.own & view.forces.stood].sum())
    share = 100 * lost / max(1, lost + there)
    total = POINT
    for task, check in np.argwhere(tasks.of):
        mine = tasks.side[task] == view.side and tasks.check_side[check] == view.side
        limit = float(tasks.most[check]) / PERCENT
        if mine and tasks.measure[check] == LOSS and share < limit:
            part = 1 if tasks.any_of[task] else int(tasks.of[task].sum())
            total += float(tasks.points[task]) / part / max(1.0, limit)
    return total
