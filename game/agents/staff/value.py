"""What the end of a rehearsal is worth to a side: what is lost stays lost, what is held may be lost again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.staff.levels import STYLES, Style
from game.agents.staff.prospects import EVEN, HELD, likely, met
from game.engine.rehearsal import Rehearsal
from game.engine.view import View
from game.rules.victory_table import MEASURES, TaskTable

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ONE = 1024
STRENGTH = 1.0
"""What a part of the men is worth in the rest of a battle, for the same part of what is played for in it."""
FADES = 0.2
"""How fast what is held now is believed in less, with each turn until it counts."""
SPENT = ("loss_percent", "tanks_lost", "unit_turns_west")
"""Measures that only grow: the nearer to the limit, the less is it believed that it will be kept."""
LEFT = ("men_left", "share_left")
"""Measures that only fall, toward the least that is asked."""
FREE = ("assaults", "pulses_held")
"""Measures that lie in one's own hand, or cannot be lost again: taken as they stand."""


def worth(view: View, seen: Rehearsal, style: Style = STYLES["normal"]) -> Floats:
    """Thousandths of a point [K, S] to the side; ground and losses as its style weighs them."""
    held, lost = ground(view, seen) * style.ground / ONE, seen.terms * style.losses / ONE
    sign = 1 if view.side == 0 else -1
    return np.asarray(sign * (held + tasks(view, seen) + lost) + strength(view, seen), np.float64)


def strength(view: View, seen: Rehearsal) -> Floats:
    """Thousandths of a point [K, S] for who has more men left for the rest of the battle.

    A hundredth of a side's men is worth a hundredth of what is played for while there is time to use them.
    """
    ends, victory = np.asarray(view.calendar.turn_end, np.int64), view.stakes.victory
    left = float(ends[-1] - seen.minute) / max(1, int(ends[-1] - view.calendar.turn_start[0]))
    stake = int(victory.ground.weight.sum()) + int(victory.tasks.points.sum())
    own, known = view.own & (view.forces.hex >= 0), ~view.own & (view.contacts.hex >= 0)
    mine = max(1, int(view.forces.men[own].sum()))
    # Of the enemy only a part is known.
    theirs = max(int(view.contacts.men[known].sum()), mine // 2)
    net = seen.lost[..., ~view.own].sum(axis=-1) / theirs - seen.lost[..., view.own].sum(axis=-1) / mine
    return np.asarray(STRENGTH * stake * left * net, np.float64)


def lasting(view: View, seen: Rehearsal, hour: Ints) -> Floats:
    """How much of what is held at the end of a rehearsal is counted on at some hours [N]."""
    ends = np.asarray(view.calendar.turn_end, np.int64)
    until = np.minimum(hour, ends[-1])
    turns = np.searchsorted(ends, until) - np.searchsorted(ends, seen.minute)
    return np.asarray(1 / (1 + FADES * np.maximum(turns, 0)), np.float64)


def ground(view: View, seen: Rehearsal) -> Floats:
    """Points [K, S] for who holds the places played for, for the USSR above 0."""
    table = view.stakes.victory.ground
    held = seen.control[..., table.hexes]
    net = ((held == 0).astype(np.int64) - (held == 1)) @ table.parts
    share = net / np.maximum(table.parts.sum(axis=0), 1)
    first, last = int(view.calendar.turn_start[0]), int(view.calendar.turn_end[-1])
    stays = float(lasting(view, seen, np.array([last]))[0])
    left = (last - view.minute) / max(1, last - first)
    part = table.at_end * stays + table.on_average * left * (1 + stays) / 2
    return np.asarray((share * table.weight * part / ONE).sum(axis=-1), np.float64)


def tasks(view: View, seen: Rehearsal) -> Floats:
    """Points [K, S] for tasks by how likely they are to be met, for the USSR above 0."""
    table = view.stakes.victory.tasks
    if not table.points.size:
        return np.zeros(seen.terms.shape)
    held = likely(table, view.stakes.victory.ground.hexes, seen.control)
    chance = met(table, checks(table, seen.amounts, lasting(view, seen, table.by), held))
    return np.asarray((np.where(table.side == 0, 1, -1) * table.points * chance).sum(axis=-1), np.float64)


def checks(table: TaskTable, amounts: Ints, lasts: Floats, held: Floats) -> Floats:
    """Chance [K, S, C] that each check is kept, by what it counts now; `held` is that of places."""
    now = ((amounts >= table.least) & (amounts <= table.most)).astype(np.float64)
    spent = np.clip(1 - amounts / np.maximum(table.most, 1), 0, 1)
    left = np.clip(amounts / np.maximum(table.least, 1) - 1, 0, 1)
    later = np.full(now.shape, EVEN)
    for kinds, value in ((SPENT, spent), (LEFT, left), (FREE, now), (HELD, held)):
        later = np.where(np.isin(table.measure, [MEASURES.index(kind) for kind in kinds]), value, later)
    # What is beyond its limit for good stays so.
    gone = np.isin(table.measure, [MEASURES.index(kind) for kind in (*SPENT, *LEFT)]) & (now == 0)
    return np.asarray(np.where(gone, 0.0, lasts * now + (1 - lasts) * later), np.float64)
