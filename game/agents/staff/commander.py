"""The agents of the staff: the picture, the problem, the search, missions, and the orders that they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from game.agents.base import Plan, allowed
from game.agents.crowd import blocks
from game.agents.greedy import keep_off, tired, wire, withdrawals
from game.agents.marches import come_up
from game.agents.missions.carry import Turn, carry_out
from game.agents.missions.fields import Roads, roads
from game.agents.picture import Picture, dark, draw
from game.agents.reactive import stay, watch
from game.agents.staff.ambush import lie_in_wait
from game.agents.staff.choice import Stage, choose
from game.agents.staff.groups import Groups, draw_groups
from game.agents.staff.guns import flights, gunnery, notes
from game.agents.staff.hopes import hopes
from game.agents.staff.leave import guarded, lawful
from game.agents.staff.levels import LEVELS, STYLES, Level
from game.agents.staff.maps import Maps, draw_maps
from game.agents.staff.massed import calm, massed
from game.agents.staff.memory import Memory, idle, judged, read
from game.agents.staff.memory import write as remember
from game.agents.staff.orders import Written, write
from game.agents.staff.problem import problem_of
from game.agents.staff.search import decide
from game.agents.staff.shelter import sheltered
from game.agents.staff.standoff import stood_off
from game.agents.staff.targets import draw_targets
from game.agents.staff.thrift import thrifty
from game.agents.staff.weigh import Problem, Weighed, weigh
from game.engine import acts
from game.engine.dice import draws
from game.engine.orders import Order
from game.engine.view import View

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """What lies before a staff: maps, ways, what there is to decide, what it remembers."""

    maps: Maps
    ways: Roads
    problem: Problem
    memory: Memory


class Commander:
    """A staff of some level and style, for either side and every scenario."""

    def __init__(self, level: str, style: str, seed: int) -> None:
        self.level, self.style, self.seed = level, style, seed
        self.name = level if style == "normal" else f"{level}:{style}"

    def choose(self, view: View, memo: str = "") -> Plan:
        """The staff's own plan, or one that comes out better when both are rehearsed."""
        picture, level, style = guarded(draw(view)), LEVELS[self.level], STYLES[self.style]
        groups = draw_groups(picture)
        desk = self._desk(picture, groups, read(memo))
        tasks, told = decide(desk.problem, _lot(self.seed, view, level))
        own = self._plan(desk, tasks, told)
        stage = Stage(view, level, style, self.seed)
        if not stage.able:
            return own
        others = [*massed(desk.problem, tasks, stage.masses), *calm(desk.problem, tasks)]
        plans = [own, *(self._plan(desk, one, weigh(desk.problem, one[None])) for one in others)]
        choice = choose(stage, picture, groups, plans)
        draft = choice.draft
        kept = draft.plan.memo if draft.own else idle(own.memo)
        plan = lawful(picture, draft.plan)
        return replace(plan, memo=kept, estimates=hopes(picture, plan, choice.seen))

    def _desk(self, picture: Picture, groups: Groups, before: Memory) -> Desk:
        """All that plans of a turn are made from."""
        maps, ways = draw_maps(picture), roads(picture)
        targets = draw_targets(picture, maps)
        memory = judged(before, targets, storming(picture.view))
        level, style = LEVELS[self.level], STYLES[self.style]
        problem = problem_of(picture, maps, ways, groups, targets, level, style, memory, self.seed)
        return Desk(maps, ways, problem, memory)

    def _plan(self, desk: Desk, tasks: Ints, told: Weighed) -> Plan:
        """Missions first, then who is left, then guns and aircraft."""
        picture, problem, targets = desk.maps.picture, desk.problem, desk.problem.targets
        written = write(picture, desk.maps, problem, tasks, told, self.style)
        orders, notes = self._orders(desk.maps, desk.ways, written)
        go = np.isin(np.arange(len(targets)), tasks) & ~told.gather[0] & (targets.foe > 0)
        attacked = {int(row): int(told.men[0, row]) for row in np.flatnonzero(go & (told.men[0] > 0))}
        kept = remember(desk.memory, problem.groups, targets, tasks, attacked)
        plan = Plan(allowed(picture.view, orders), (*written.reasons, *notes), kept, written.estimates)
        return lawful(picture, plan)

    def _orders(self, maps: Maps, ways: Roads, written: Written) -> tuple[list[Order], list[str]]:
        picture, view = maps.picture, maps.picture.view
        turn = Turn(picture, {False: ways, True: ways})
        busy = np.zeros(len(view.cadre), np.bool_)
        turn.orders += withdrawals(picture, busy)
        if dark(view):
            # By night and in fog they are hunted: they go back first, whatever they were about.
            turn.orders += keep_off(picture, [], busy, OFF_M)
        able = view.ready & (view.forces.hex >= 0) & ~view.cadre.flies
        for due in written.dues:
            mine = np.asarray(due.mission.units, np.int64)
            mine = mine[able[mine] & ~busy[mine]]
            busy[mine] = True
            if mine.size:
                carry_out(turn, due, mine)
        aside = sheltered(maps, able & ~busy)
        busy[[order.unit for order in aside]] = True
        turn.orders += aside
        back = stood_off(picture, able & ~busy)
        busy[[order.unit for order in back]] = True
        turn.orders += back
        turn.orders += keep_off(picture, np.flatnonzero(busy).tolist(), busy)
        tired(picture, busy)
        come, moving = come_up(picture, able & ~busy & distant(picture))
        turn.orders += come
        still = np.flatnonzero(able & ~busy & ~moving)
        work = wire(picture, still)
        still = still[~np.isin(still, [order.unit for order in work])]
        turn.orders += [*work, *stay(picture, still), *watch(view, still)]
        turn.orders = thrifty(view, lie_in_wait(picture, written.dues, turn.orders))
        goes = np.isin(
            np.arange(len(view.cadre)), [o.unit for o in turn.orders if o.group == "act" and o.word in GOES]
        )
        guns = gunnery(picture, written.attacks, goes, LEVELS[self.level])
        air = flights(picture, written.attacks)
        return [*turn.orders, *guns, *air], notes(view, LEVELS[self.level], len(guns), len(air))


def storming(view: View) -> NDArray[np.int64]:
    """Hexes that own units are on their way to storm."""
    some = view.own & (view.acts.act == acts.ASSAULT) & (view.forces.men > 0)
    return np.asarray(view.acts.target[some], np.int64)


NEAR_M, TANKS_M = 1500, 2500
"""Meters from the nearest place within which who is in reserve stays where he is; tanks keep out of range."""
OFF_M = 1500
"""Meters to the enemy within which tanks do not stay by night."""


def distant(picture: Picture) -> Flags:
    """Units bool[U] that have to come up: who is far off or in the way; guns and staffs as ever."""
    view = picture.view
    here = np.maximum(view.forces.hex, 0)
    if not picture.goals.size:
        return np.zeros(len(view.cadre), np.bool_)
    meters = view.board.meters(here[:, None], picture.goals).min(axis=1)
    fights = (view.cadre.foot | view.cadre.tanks) & ~view.cadre.post
    near = np.where(view.cadre.tanks, TANKS_M, NEAR_M)
    return np.asarray(~fights | (meters > near) | blocks(picture))


GOES = ("march", "assault", "withdraw", "cross")


def _lot(seed: int, view: View, level: Level) -> int:
    """Which of its best plans a poor staff takes."""
    if level.best_of == 1:
        return 0
    return int(draws(seed, "agent", view.turn, view.side, 1, batch=1)[0] >> np.uint64(33)) % level.best_of
