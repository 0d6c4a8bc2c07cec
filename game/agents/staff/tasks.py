"""The tasks of a scenario as a staff reads them: what losses and assaults cost besides the terms on them."""

from __future__ import annotations

import numpy as np

from game.engine.services import ASSAULTS, TANKS_OUT
from game.engine.view import View
from game.rules.victory import TANKS
from game.rules.victory_table import MEASURES

LOSS, ARMOR, STORMS = (MEASURES.index(name) for name in ("loss_percent", "tanks_lost", "assaults"))
PERCENT = 1024
"""Q10 of one in the limits of checks."""
SHARE = 0.25
"""Part of a task on losses that is counted for each per cent: it may be missed for other reasons."""
POINT = 1000.0
"""Thousandths of a point that each per cent of men lost costs in any case."""


def price(view: View) -> float:
    """Thousandths of a point that a per cent of the own men costs: the term, and tasks not yet missed."""
    lost = int(view.forces.losses[view.own].sum())
    there = int(view.forces.men[view.own & view.forces.stood].sum())
    return POINT + SHARE * at_stake(view, LOSS, 100 * lost / max(1, lost + there))


def tank_price(view: View) -> float:
    """Thousandths of a point that an own tank out of action costs: the term, and tasks not yet missed."""
    terms = view.stakes.victory.terms
    mine = (terms.counts == TANKS) & (terms.side == view.side)
    return at_stake(view, ARMOR, int(view.services.toll[TANKS_OUT])) - float(terms.points[mine].sum())


def peace(view: View) -> float:
    """Thousandths of a point that the next assault costs at once: own tasks that allow no more of them."""
    tasks, ordered = view.stakes.victory.tasks, int(view.services.toll[ASSAULTS])
    full = (tasks.measure == STORMS) & (tasks.check_side == view.side) & (tasks.most == ordered * PERCENT)
    lost = (tasks.side == view.side) & ~tasks.any_of & (tasks.of & full).any(axis=-1)
    return float(tasks.points[lost].sum())


def at_stake(view: View, measure: int, now: float) -> float:
    """Thousandths of a point of own tasks that set a limit to something, for each unit of what they allow."""
    tasks, total = view.stakes.victory.tasks, 0.0
    for task, check in np.argwhere(tasks.of):
        mine = tasks.side[task] == view.side and tasks.check_side[check] == view.side
        limit = float(tasks.most[check]) / PERCENT
        if mine and tasks.measure[check] == measure and now < limit:
            part = 1 if tasks.any_of[task] else int(tasks.of[task].sum())
            total += float(tasks.points[task]) / part / max(1.0, limit)
    return total
