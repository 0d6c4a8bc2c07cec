"""What ground is worth besides its objectives: tasks that ask who holds a place, and the price of time.

Nothing here is certain before the hour at which it counts: that a limit is kept is the more likely, the more
hexes there are to spare.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.view import View
from game.rules.victory import DELAY, HOLDING
from game.rules.victory_table import MEASURES, TaskTable, TermTable

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Control = NDArray[np.int8]

HELD = ("holds", "hexes_held")
"""Measures of who holds a place: the more hexes there are to spare, the more it is believed."""
PLACES = tuple(MEASURES.index(name) for name in HELD)
WIDTH = 0.8
"""Hexes over which the chance that enough are held at the end goes from unlikely to likely."""
EVEN = 0.5
"""What a check is worth of which nothing can be said."""
DAY = 1440
ONE = 1024


def likely(table: TaskTable, hexes: NDArray[np.integer], control: Control) -> Floats:
    """Chance [..., K] that each check on a place is kept at its hour, by who holds its hexes now [..., H]."""
    held = control[..., hexes]
    mine = ((held[..., None, :] == table.check_side[:, None]) & table.place).sum(axis=-1)
    whole = table.measure == PLACES[0]
    least = np.where(whole, table.place.sum(axis=-1), table.least / ONE)
    most = np.where(whole, np.inf, table.most / ONE)
    spare = np.minimum(mine - least, most - mine) + 0.5
    return np.asarray(1 / (1 + np.exp(-spare / WIDTH)))


def met(table: TaskTable, chance: Floats) -> Floats:
    """Chance [..., C] of each task by those of its checks [..., K], as if they did not hang together."""
    some = chance[..., None, :]
    one = 1 - np.where(table.of, 1 - some, 1.0).prod(axis=-1)
    every = np.where(table.of, some, 1.0).prod(axis=-1)
    return np.asarray(np.where(table.any_of, one, every))


def prospects(view: View, control: Control) -> Floats:
    """Thousandths of a point [...], for the USSR above 0, of tasks and terms by who holds what [..., H]."""
    victory = view.stakes.victory
    return _tasks(view, control) + _crest(view, victory.terms, control)


def _tasks(view: View, control: Control) -> Floats:
    victory = view.stakes.victory
    table = victory.tasks
    if not table.points.size:
        return np.zeros(control.shape[:-1])
    place = np.isin(table.measure, PLACES) & (table.by > view.minute)
    chance = np.where(place, likely(table, victory.ground.hexes, control), EVEN)
    return np.asarray((np.where(table.side == 0, 1, -1) * table.points * met(table, chance)).sum(axis=-1))


def _crest(view: View, terms: TermTable, control: Control) -> Floats:
    """Days without the whole crest and turns with a part of it, from now to the end."""
    ground, calendar = view.stakes.victory.ground, view.calendar
    ends = np.asarray(calendar.turn_end, np.int64)
    crest = ground.hexes[ground.crest]
    total = np.zeros(control.shape[:-1])
    for row in range(len(terms.names)):
        mine = (control[..., crest] == terms.side[row]).mean(axis=-1) if crest.size else total
        since = max(view.minute, int(terms.since[row]))
        days = max(0, int(ends[-1]) - since) / DAY
        turns = int((ends > since).sum())
        amount = {DELAY: days * (1 - mine), HOLDING: np.minimum(turns * mine, turns)}.get(
            int(terms.counts[row]), total
        )
        paid = np.clip(terms.points[row] * amount, -terms.cap[row], terms.cap[row])
        total = total + (1 if terms.side[row] == 0 else -1) * paid
    return total
