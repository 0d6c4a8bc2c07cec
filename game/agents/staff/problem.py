"""The problem of a turn, made of the picture: who is where, how far, what guns can do there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.fires import batteries
from game.agents.missions.assaults import approaches
from game.agents.missions.fields import Roads
from game.agents.picture import Picture, dark
from game.agents.staff.garrisons import inside
from game.agents.staff.groups import Groups
from game.agents.staff.levels import Level, Style
from game.agents.staff.maps import Maps
from game.agents.staff.memory import MORE, Memory
from game.agents.staff.targets import Targets
from game.agents.staff.tasks import peace, price, tank_price
from game.agents.staff.weigh import RESERVE, Problem
from game.agents.ways import NEVER
from game.engine.view import View

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PULSE = 30
SUPPORT_M = 1400
"""Meters at which machine guns help an attack."""
HOUR = 0.10
"""Part of a unit of fire that a battery spends on a preparation of an hour."""
SAVED = 0.25
"""Part of its ammunition that a battery keeps for defence."""
HEAVY = 2.0
"""Rounds of field guns that a howitzer's counts for."""


def problem_of(
    picture: Picture,
    maps: Maps,
    roads: Roads,
    groups: Groups,
    targets: Targets,
    level: Level,
    style: Style,
    memory: Memory,
    seed: int,
) -> Problem:
    """The problem of a side's turn."""
    view = picture.view
    before = [memory.tasks.get(name, RESERVE) for name in groups.names]
    tasks = np.array(before, np.int64).reshape(len(groups))
    own = int(view.forces.men[view.own & view.forces.stood].sum() + view.forces.losses[view.own].sum())
    return Problem(
        groups=groups,
        targets=targets,
        minutes=distances(picture, roads, groups, targets),
        inside=inside(picture, groups, targets),
        held=np.array([int((view.ground.control[h] == view.side).sum()) for h in targets.hexes], np.int64),
        turn=max(view.end - view.minute - PULSE, PULSE),
        later=_later(view),
        rounds=rounds(picture, targets),
        room=room(picture, targets),
        open_m=approach(maps, targets),
        support=support(picture, targets),
        price=price(view),
        tank=tank_price(view),
        peace=peace(view),
        dark=dark(view),
        own=max(own, 1),
        enemy=max(int(picture.enemy.sum()), own // 3, 1),
        before=np.where(tasks < 2 * len(targets), tasks, RESERVE),
        tried=np.array([memory.tried.get(row, 0) / 10 for row in range(len(targets))]),
        failed=np.array([MORE * memory.sent.get(row, 0) for row in range(len(targets))]),
        key=(seed, view.turn, view.side),
        level=level,
        style=style,
    )


def _later(view: View) -> int:
    """Minutes until the end of the next turn in which somebody can still arrive."""
    ends = view.calendar.turn_end
    return max(int(ends[min(view.turn + 1, len(ends) - 1)]) - view.minute - PULSE, PULSE)


def distances(picture: Picture, roads: Roads, groups: Groups, targets: Targets) -> Ints:
    """Minutes int64[G, O] that each group's chief unit walks to the nearest open hex of a place, else to it.

    Which way it takes is told by weighted fields, how long that takes by the ground alone.
    """
    view = picture.view
    chief = np.array([_chief(picture, groups, g) for g in range(len(groups))], np.int64)
    if not chief.size or not len(targets):
        return np.full((len(groups), len(targets)), NEVER, np.int64)
    aims, weighted = [], []
    for row in range(len(targets)):
        hexes = targets.open[row] if targets.open[row].size else targets.hexes[row]
        spent = roads.toward(chief, hexes).minutes(view, chief)
        aims.append(hexes[spent.argmin(axis=1)])
        weighted.append(spent.min(axis=1))
    units, goals = np.tile(chief, len(targets)), np.concatenate(aims)
    routes, far = roads.routes(units, goals), np.concatenate(weighted)
    # A way of more hexes than an order holds is not walked to its end: there the field has to do.
    whole = (routes == goals[:, None]).any(axis=1) | (view.forces.hex[units] == goals)
    walked = np.where(whole, roads.walk(units, routes), far)
    late = np.maximum(view.forces.delay[units].astype(np.int64), 0)
    return np.where(far < NEVER, walked + late, NEVER).reshape(len(targets), -1).T


def _chief(picture: Picture, groups: Groups, group: int) -> int:
    units = groups.units(group)
    here = units[picture.view.forces.hex[units] == groups.hex[group]]
    return int(here[0] if here.size else units[0])


def rounds(picture: Picture, targets: Targets) -> Floats:
    """Rounds (of field guns) on each hex of the places [O] if all batteries in reach prepare for an hour."""
    view = picture.view
    rows = batteries(picture, np.zeros(len(view.cadre), np.bool_))
    if not rows.size:
        return np.zeros(len(targets))
    gun, forces, table = view.cadre.gun[rows], view.forces, view.tables.batteries
    number = forces.weapons[rows, gun].astype(np.int64) + forces.vehicles[rows, gun, 0]
    left = np.maximum(forces.ammunition[rows, 1] / 100 - SAVED, 0)
    fired = number * table.load[gun] * np.minimum(left, HOUR) * _weight(picture, rows)
    out = []
    for hexes, open_ in zip(targets.hexes, targets.open, strict=True):
        aims = open_ if open_.size else hexes
        meters = view.board.meters(forces.hex[rows][:, None], aims)
        able = (meters <= table.far[gun][:, None]) & (meters >= table.near[gun][:, None])
        able &= ~picture.shut[1][aims]
        out.append(float((fired * able.any(axis=1)).sum()) / max(1, aims.size))
    return np.array(out)


def _weight(picture: Picture, rows: Ints) -> Floats:
    """What a round of each battery counts for: howitzers throw heavier shells."""
    view = picture.view
    return np.where(view.tables.batteries.howitzer[view.cadre.gun[rows]], HEAVY, 1.0)


def room(picture: Picture, targets: Targets) -> Floats:
    """Men [O] for whom there is room in the hexes from which each place can be stormed."""
    most = picture.view.tables.march.stack_men
    found = []
    for hexes, open_ in zip(targets.hexes, targets.open, strict=True):
        sides, _ = approaches(picture, open_ if open_.size else hexes)
        free = np.unique(sides)
        found.append(float(most * max(1, int((~picture.shut[0][free]).sum()))))
    return np.array(found)


def approach(maps: Maps, targets: Targets) -> Floats:
    """Meters [O] of the last 1,500 around each place that lie in the enemy's view."""
    view = maps.picture.view
    out = []
    for hexes, open_ in zip(targets.hexes, targets.open, strict=True):
        aims = open_ if open_.size else hexes
        meters = view.board.meters(np.arange(view.board.hexes)[:, None], aims).min(axis=1)
        ring = (meters <= 1500) & (meters > 0)
        out.append(1500 * float((~maps.dead[ring]).mean()) if ring.any() else 0.0)
    return np.array(out)


def support(picture: Picture, targets: Targets) -> Floats:
    """Men [O] of carried weapons that stand near enough to each place to help."""
    view = picture.view
    carried = view.cadre.mobility == view.tables.march.mobilities.index("carried")
    rows = np.flatnonzero(view.own & carried & (view.forces.hex >= 0) & (view.forces.men > 0))
    if not rows.size:
        return np.zeros(len(targets))
    men = view.forces.men[rows]
    near = [
        view.board.meters(view.forces.hex[rows][:, None], h).min(axis=1) <= SUPPORT_M for h in targets.hexes
    ]
    return np.array([float(men[some].sum()) for some in near])
