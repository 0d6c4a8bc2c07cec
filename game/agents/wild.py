"""The agent "random": any order that may be given, sensible or not. It shakes the rules, not the enemy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.base import Plan, allowed, chance
from game.engine import acts
from game.engine.dice import Bits, below
from game.engine.options import in_range
from game.engine.orders import (
    Assault,
    Bombard,
    Dig,
    Fire,
    Fly,
    Hold,
    March,
    Order,
    Request,
    Rest,
    Withdraw,
    Work,
)
from game.engine.orders.acts import MODES
from game.engine.view import View
from game.rules.artillery_table import MISSIONS
from game.rules.works_table import TASKS

WORDS = 12
"""Dice of a unit for its orders; those for the steps of its way follow."""
STAYS: tuple[type[Dig] | type[Hold] | type[Rest], ...] = (Dig, Hold, Rest)
GOES: tuple[type[March], ...] = (March, Assault, Withdraw)
BLOCKED = 1 << 40


class Wild:
    """Every unit is given some order of the kinds that it can obey."""

    name = "random"

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def choose(self, view: View, memo: str = "") -> Plan:  # noqa: ARG002
        """An act for every unit, and fire, missions and flights for some."""
        words = chance(self.seed, view, len(view.cadre), WORDS + acts.ROUTE)
        walks = stray(view, words[:, WORDS:].T)
        orders: list[Order] = [Request(side=view.side)] if below(words[0, :1], 64)[0] == 0 else []
        for unit in np.flatnonzero(view.ready):
            orders += _orders(view, int(unit), words[unit], walks[unit])
        return Plan(allowed(view, orders))


def stray(view: View, words: Bits) -> NDArray[np.int32]:
    """Hexes int32[U, ROUTE] of a way for each unit: half of the steps at random, half toward an objective."""
    board, cost, units = view.board, view.cost()[0], np.arange(len(view.cadre))
    here = np.where(view.ready, view.forces.hex, acts.NOWHERE).astype(np.int64)
    goals = view.stakes.victory.ground.hexes
    goal = goals[below(words[0], len(goals))] if len(goals) else np.maximum(here, 0)
    out = np.full((units.size, acts.ROUTE), acts.NOWHERE, np.int32)
    for step in range(acts.ROUTE):
        at = np.maximum(here, 0)
        around = board.neighbor[at]
        open_ = (cost[view.cadre.mobility, at] >= 0) & (around >= 0) & (here >= 0)[:, None]
        toward = board.meters(np.maximum(around, 0), goal[:, None]).astype(np.int64)
        dice = below(words[step][:, None] << _SHIFTS, 1 << 20)
        side = np.where(open_, np.where(below(words[step], 2)[:, None] == 0, toward, dice), BLOCKED).argmin(
            axis=1
        )
        here = np.where(open_[units, side], around[units, side], acts.NOWHERE)
        out[:, step] = here
    return out


_SHIFTS = np.arange(1, 31, 5, dtype=np.uint64)
"""Six parts of one word: a die for each side."""


def _orders(view: View, unit: int, words: Bits, walk: NDArray[np.int32]) -> list[Order]:
    """Some orders for one unit, at most one of each group."""
    if view.cadre.flies[unit]:
        return [_flight(view, unit, words)]
    if view.forces.hex[unit] < 0:
        return []
    found = [_act(view, unit, words, walk)]
    if below(words[8:9], 4)[0] == 0:
        found.append(_fire(view, unit, words))
    if view.cadre.gun[unit] >= 0 and below(words[9:10], 2)[0] == 0:
        found += _mission(view, unit, words)
    return found


def _act(view: View, unit: int, words: Bits, walk: NDArray[np.int32]) -> Order:
    kind, pick, length, mode = (int(n) for n in below(words[:4], np.array([8, 3, 16, len(MODES)])))
    start = view.minute + 30 * int(below(words[4:5], 4)[0])
    if kind == 0:
        task, toward = (int(n) for n in below(words[5:7], np.array([len(TASKS), 6])))
        return Work(unit=unit, task=TASKS[task], toward=toward, start=start)
    if kind < 3:
        return STAYS[pick](unit=unit, start=start)
    route = tuple(int(h) for h in walk[: length + 1] if h >= 0)
    halts, loss = (int(n) for n in below(words[5:7], np.array([2, 60])))
    if GOES[pick] is Assault:
        wanted, way = int(below(words[7:8], 80)[0]), MODES[mode] if MODES[mode] != "column" else "rush"
        return Assault(unit=unit, route=route, mode=way, start=start, when_suppressed=wanted, stop_loss=loss)
    return GOES[pick](
        unit=unit, route=route, mode=MODES[mode], start=start, on_contact=bool(halts), stop_loss=loss
    )


def _fire(view: View, unit: int, words: Bits) -> Order:
    policy, far = (int(n) for n in below(words[6:8], np.array([len(acts.POLICIES), 5])))
    aim = int(below(words[5:6], view.board.hexes)[0]) if far == 0 else acts.NOWHERE
    return Fire(unit=unit, policy=acts.POLICIES[policy], aim=aim, open_m=200 * far)


def _mission(view: View, unit: int, words: Bits) -> list[Order]:
    """A mission on a believed enemy within range, or else on any hex there."""
    reach = in_range(view, unit)
    if not reach.size:
        return []
    told = np.intersect1d(reach, view.contacts.hex[view.contacts.hex >= 0])
    pool = told if told.size and below(words[4:5], 4)[0] else reach
    kind, rounds, when = (int(n) for n in below(words[5:8], np.array([len(MISSIONS), 120, 4])))
    return [
        Bombard(
            unit=unit,
            kind=MISSIONS[kind],
            target=int(pool[below(words[10:11], len(pool))[0]]),
            rounds=rounds + 1,
            start=view.minute + 30 * when if when else 0,
            near=bool(below(words[11:12], 2)[0]),
        )
    ]


def _flight(view: View, unit: int, words: Bits) -> Order:
    table = view.tables.air
    kind, bomb, aircraft = (int(n) for n in below(words[:3], np.array([3, len(table.bombs), 12])))
    told = view.contacts.hex[view.contacts.hex >= 0]
    pool = told if told.size and below(words[3:4], 2)[0] else np.arange(view.board.hexes)
    return Fly(
        unit=unit,
        kind=acts.FLIGHTS[kind],
        aircraft=aircraft + 1,
        target=int(pool[below(words[4:5], len(pool))[0]]),
        bomb=table.bombs[bomb] if kind == acts.BOMB else "",
        start=view.minute + 30 * int(below(words[5:6], 5)[0]),
        near=bool(below(words[6:7], 2)[0]),
    )
