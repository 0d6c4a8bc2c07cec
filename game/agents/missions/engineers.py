"""Engineers of missions: which side of their hex is wired or cleared, who leaves his work for cover, who cuts
the wire before an attack.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.missions.clerk import Due
from game.agents.missions.fields import Roads
from game.agents.missions.places import WATCHED_M, dark, lead
from game.agents.picture import BROKEN, FAR, Picture
from game.agents.ways import NEVER
from game.engine import acts
from game.engine.orders import Order, Work
from game.engine.units import NEVER as LATER
from game.rules.works_table import CLEAR, TASKS, WIRE
from game.scenario.plans.mission import Goal, Mission

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SIDES = (WIRE, CLEAR)
"""Tasks that are done on a side of a hex."""
DRIVEN_OFF = 256
"""Q10 suppression from which nobody works on."""


def works(picture: Picture, mission: Mission, units: Ints) -> list[Order]:
    """The engineers' task of an order by those who can do it and are not at it."""
    if mission.kind != "engineer" or not mission.task:
        return []
    view, row = picture.view, TASKS.index(mission.task)
    able = view.cadre.sappers[units] & view.cadre.foot[units] & ~at_work(picture, mission, units)
    able &= ~_driven_off(picture, units)
    found: list[Order] = []
    for unit in units[able]:
        side = toward(picture, int(view.forces.hex[unit]), row) if row in SIDES else -1
        if side >= 0 or row not in SIDES:
            found.append(Work(unit=int(unit), task=mission.task, toward=side))
    return [order for order in found if order.check(view) is None]


def at_work(picture: Picture, mission: Mission, units: Ints) -> Flags:
    """Who of some units bool[N] is at the task of his order and can go on with it."""
    view = picture.view
    if mission.kind != "engineer" or not mission.task:
        return np.zeros(units.size, np.bool_)
    waits = view.later.start[units] < LATER
    act, task = (
        np.where(waits, getattr(view.later, name)[units], getattr(view.acts, name)[units])
        for name in ("act", "task")
    )
    busy = (act == acts.TASK) & (task == TASKS.index(mission.task))
    return np.asarray(busy & ~_driven_off(picture, units))


def _driven_off(picture: Picture, units: Ints) -> Flags:
    """Who cannot work where he is bool[N]: under fire, or by day in the enemy's sight; he digs meanwhile."""
    view = picture.view
    shaken = view.forces.suppression[units] >= DRIVEN_OFF
    watched = picture.nearest[np.maximum(view.forces.hex[units], 0)] <= WATCHED_M
    return np.asarray(shaken | (watched & (not dark(picture))))


def toward(picture: Picture, hex: int, task: int) -> int:
    """The side of a hex 0..5 on which a task is of use, that toward the enemy first; -1 for none.

    Wire is laid where there is room for a belt and nobody of one's own stands behind it; what is cleared has
    one.
    """
    view = picture.view
    around, belts = view.board.neighbor[hex], view.ground.wire[hex]
    to = np.maximum(around, 0)
    useful = (around >= 0) & ((belts > 0) if task == CLEAR else (belts < view.tables.works.belts))
    if task == WIRE:
        useful &= picture.own[to] == 0
    meters = np.where(useful, picture.nearest[to].astype(np.int64), 2 * FAR)
    return int(meters.argmin()) if useful.any() else -1


def breach(
    picture: Picture, roads: Roads, due: Due, goal: Goal, units: Ints, open_: Ints
) -> tuple[list[Order], Ints]:
    """Orders of sappers who are to cut the wire of a place, where any is known, and who they are."""
    some = cutters(picture, due.mission, units)
    near, _ = belts_before(picture, open_)
    if not some.size or not near.size:
        return [], units[:0]
    orders, busy = cut(picture, some, open_)
    rest = some[~np.isin(some, busy)]
    spent = roads.toward(rest, near).minutes(picture.view, rest)
    able = spent.min(axis=1, initial=NEVER) < NEVER
    aims = near[spent[able].argmin(axis=1)] if able.any() else near[:0]
    crosses = due.mission.rules.cross_border is True
    orders += lead(picture, roads, rest[able], aims, goal, due.start, crosses) if able.any() else []
    return orders, np.concatenate([busy, rest[able]])


def cutters(picture: Picture, mission: Mission, units: Ints) -> Ints:
    """Who of some units goes along to cut wire: sappers on foot and steady, in the dark."""
    rows = [unit for role, told in mission.aid if role == "cut_wire" for unit in told]
    cadre, forces = picture.view.cadre, picture.view.forces
    able = np.isin(units, rows) & cadre.sappers[units] & cadre.foot[units] & (forces.nerve[units] < BROKEN)
    return units[able & dark(picture)]


def belts_before(picture: Picture, hexes: Ints) -> tuple[Ints, Ints]:
    """Hexes from which wire on the sides of a place can be cut, and the side of each, both int64[N]."""
    view = picture.view
    around, belts = view.board.neighbor[hexes], view.ground.wire[hexes]
    row, side = np.nonzero((around >= 0) & (belts > 0))
    near = around[row, side].astype(np.int64)
    open_ = (picture.enemy[near] == 0) & ~np.isin(near, hexes) & ~picture.shut[0][near]
    return near[open_], (side[open_].astype(np.int64) + 3) % 6


def cut(picture: Picture, units: Ints, hexes: Ints) -> tuple[list[Order], Ints]:
    """Work of those who stand before the wire of a place, and who they are, at it already or not."""
    view = picture.view
    near, sides = belts_before(picture, hexes)
    found, busy = list[Order](), list[int]()
    for unit in units:
        mine = sides[near == view.forces.hex[unit]]
        if mine.size:
            busy.append(int(unit))
            if view.acts.act[unit] != acts.TASK:
                found.append(Work(unit=int(unit), task="clear", toward=int(mine[0])))
    return [order for order in found if order.check(view) is None], np.array(busy, np.int64)
