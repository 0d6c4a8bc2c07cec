"""The agent "greedy": the nearest objective with the best odds, superiority there, shells, the assault."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents import fires
from game.agents.attack import USUAL, Attack, Manner, attacks, storm
from game.agents.base import Plan, allowed
from game.agents.marches import CLOSE_M, come_up, marches, staged
from game.agents.picture import BROKEN, Picture, draw
from game.agents.reactive import stay, watch
from game.engine import acts
from game.engine.orders import Assault, March, Order, Withdraw, Work
from game.engine.view import View
from game.i18n import plural, text
from game.rules.works_table import TASKS, WIRE

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TIRED = 700
"""Q10 fatigue from which a unit far from the enemy rests."""
NEAR_M = 600
"""Meters to the nearest enemy within which a broken unit goes back, and idle tanks do."""
BACK = 4
"""Hexes that it goes."""


class Greedy:
    """It takes what can be taken soonest and most surely, and digs in where it holds."""

    name = "greedy"

    def __init__(self, seed: int, manner: Manner = USUAL) -> None:
        self.seed, self.manner = seed, manner

    def choose(self, view: View, memo: str = "") -> Plan:  # noqa: ARG002
        """Attacks first; then who goes back, comes up, supports, digs; then guns and aircraft."""
        picture = draw(view)
        busy = np.zeros(len(view.cadre), np.bool_)
        back = withdrawals(picture, busy)
        tired(picture, busy)
        plans = attacks(picture, busy, self.manner)
        goes: list[Order] = [*back]
        for plan in plans:
            goes += storm(picture, plan, self.manner)
        goes += gather(picture, plans)
        goes += keep_off(picture, [order.unit for order in goes if isinstance(order, Assault)], busy)
        goes += bring_up(picture, busy)
        moving = np.isin(np.arange(len(busy)), [order.unit for order in goes]) | _marching(view, busy)
        still = np.flatnonzero(view.ready & (view.forces.hex >= 0) & ~moving)
        aims = _aims(picture, plans)
        guns = fires.gunnery(picture, aims, moving)
        air = _air(picture, plans)
        work = wire(picture, still)
        digs = stay(picture, still[~np.isin(still, [order.unit for order in work])])
        orders: list[Order] = [*goes, *digs, *work, *watch(view, still), *guns, *air]
        return Plan(allowed(view, orders), _reasons(picture, plans, len(guns), len(air)))


def withdrawals(picture: Picture, busy: Flags) -> list[Withdraw]:
    """Broken units next to the enemy go back; they are marked in `busy`."""
    view, forces = picture.view, picture.view.forces
    broken = view.ready & (forces.hex >= 0) & (forces.nerve == BROKEN) & view.cadre.foot
    busy |= view.ready & (forces.nerve >= BROKEN)
    rows = np.flatnonzero(broken & (picture.nearest[np.maximum(forces.hex, 0)] < NEAR_M))
    routes = backward(picture, rows)
    return [
        Withdraw(unit=int(unit), route=tuple(int(h) for h in way if h >= 0))
        for unit, way in zip(rows, routes, strict=True)
        if way[0] >= 0
    ]


def backward(picture: Picture, units: Ints) -> NDArray[np.int32]:
    """Hexes int32[N, BACK] of ways that lead from the enemy, step by step to the hex farthest from him."""
    view = picture.view
    board, cost = view.board, view.cost()[0]
    here = view.forces.hex[units].astype(np.int64)
    out = np.full((units.size, BACK), acts.NOWHERE, np.int32)
    for step in range(BACK):
        at = np.maximum(here, 0)
        around = board.neighbor[at]
        to = np.maximum(around, 0)
        open_ = (around >= 0) & (cost[view.cadre.mobility[units], at] >= 0) & ~picture.shut[0][to]
        farther = np.where(open_, picture.nearest[to], -1)
        side = farther.argmax(axis=1)
        best = farther[np.arange(units.size), side]
        going = (here >= 0) & (best > picture.nearest[at])
        here = np.where(going, around[np.arange(units.size), side], acts.NOWHERE)
        out[:, step] = here
    return out


def tired(picture: Picture, busy: Flags) -> None:
    """Worn out units far from the enemy are left to rest where they are."""
    view, forces = picture.view, picture.view.forces
    far = picture.nearest[np.maximum(forces.hex, 0)] > CLOSE_M
    busy |= view.ready & (forces.fatigue > TIRED) & far


def gather(picture: Picture, plans: list[Attack]) -> list[Order]:
    """Whoever is meant for an attack that cannot go in yet comes near, and stops out of sight of it."""
    found: list[Order] = []
    for plan in plans:
        if not plan.ready:
            close = np.full(plan.units.size, CLOSE_M, np.int64)
            routes = staged(picture, plan.known, plan.units, plan.goal, close)
            found += marches(picture, plan.units, routes)
    return found


def keep_off(picture: Picture, storming: list[int], busy: Flags, near: int = NEAR_M) -> list[Order]:
    """Tanks that do not go in now do not stay within `near` meters of the enemy's infantry either."""
    view, forces = picture.view, picture.view.forces
    idle = view.ready & view.cadre.tanks & (forces.hex >= 0) & (forces.nerve < BROKEN)
    idle[storming] = False
    rows = np.flatnonzero(idle & (picture.nearest[np.maximum(forces.hex, 0)] < near))
    routes = backward(picture, rows)
    going = routes[:, 0] >= 0
    busy[rows[going]] = True
    return [
        March(unit=int(unit), route=tuple(int(h) for h in way if h >= 0))
        for unit, way in zip(rows[going], routes[going], strict=True)
    ]


def bring_up(picture: Picture, busy: Flags) -> list[Order]:
    """All the others that are far off come up, guns within reach of the places played for."""
    view, forces = picture.view, picture.view.forces
    orders, moving = come_up(picture, view.ready & ~busy & (forces.hex >= 0) & ~view.cadre.flies)
    busy |= moving
    return [*orders]


def _marching(view: View, busy: Flags) -> Flags:
    """Units whose march goes on: they were left alone because they do what they should."""
    return np.asarray(busy & np.isin(view.acts.act, (acts.MARCH, acts.ASSAULT, acts.CROSS)) & view.ready)


def wire(picture: Picture, units: Ints) -> list[Work]:
    """Sappers beside what is held put wire on the side of it that looks to the enemy."""
    view = picture.view
    here = view.forces.hex[units]
    able = view.cadre.sappers[units] & view.cadre.foot[units] & np.isin(here, picture.goals[picture.held])
    able &= view.acts.act[units] != acts.TASK
    around = view.board.neighbor[np.maximum(here, 0)]
    side = np.where(around >= 0, picture.nearest[np.maximum(around, 0)], 1 << 30).argmin(axis=1)
    return [Work(unit=int(units[n]), task=TASKS[WIRE], toward=int(side[n])) for n in np.flatnonzero(able)]


def _aims(picture: Picture, plans: list[Attack]) -> fires.Aims:
    aims = fires.on_contacts(picture)
    for plan in plans:
        if plan.ready and plan.prepared:
            worth = int(aims.worth.max(initial=1)) + 1
            aims = fires.before_assault(plan.hexes, worth, plan.fire, plan.hour) + aims
    return aims


def _air(picture: Picture, plans: list[Attack]) -> list[Order]:
    """On what is to be assaulted, then on what is known; if nothing is, somebody goes to look."""
    at = np.flatnonzero(picture.enemy)
    worth = picture.enemy[at]
    for plan in plans:
        if plan.defended:
            at = np.concatenate([plan.hexes, at])
            worth = np.concatenate([np.full(plan.hexes.size, worth.max(initial=1) + 1), worth])
    return [*(fires.sorties(picture, at, worth) or fires.scouts(picture, picture.goals[~picture.held]))]


def _reasons(picture: Picture, plans: list[Attack], guns: int, flights: int) -> tuple[str, ...]:
    told = [plan.reason(picture.view) for plan in plans]
    if not told:
        told.append(text("Nothing to take, or no odds to take it: hold, and dig."))
    if guns:
        told.append(plural("{n} fire mission.", "{n} fire missions.", guns))
    if flights:
        told.append(plural("{n} flight.", "{n} flights.", flights))
    return tuple(told)
