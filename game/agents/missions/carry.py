"""What each kind of mission asks of its units this turn."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.agents.attack import strength
from game.agents.marches import STUCK
from game.agents.missions.assaults import attack, believed, spent
from game.agents.missions.clerk import Due
from game.agents.missions.engineers import at_work, works
from game.agents.missions.fields import Roads
from game.agents.missions.judge import held
from game.agents.missions.places import EXACT, go, there, waits
from game.agents.missions.timing import CONVERGING, together
from game.agents.picture import BROKEN, Picture
from game.agents.reactive import stay, watch
from game.engine import acts
from game.engine.orders import Fire, Order
from game.scenario.plans.mission import Goal, Mission

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

STRIKE_BACK_M = 1500
"""Meters within which the garrison of a place goes back for it when it is lost."""
DIGS = ("defend", "delay", "dig", "screen", "support", "attack", "reserve", "relieve")
"""Missions whose units dig where they stand; the others rest or stand ready."""
AT_OPEN_M = 400
"""Meters to which guns in an ambush hold their fire."""


@dataclass(slots=True, eq=False)
class Turn:
    """The orders of a turn as they are written: `roads` by whether the border may be crossed.

    `by_night`: who has a place to hold changes it in the dark, where the enemy watches.
    """

    picture: Picture
    roads: dict[bool, Roads]
    orders: list[Order] = field(default_factory=list)
    late: dict[str, str] = field(default_factory=dict)
    by_night: bool = False

    def ground(self, mission: Mission) -> Roads:
        """The roads that a mission may use."""
        return self.roads[mission.rules.cross_border is True]


def carry_out(turn: Turn, due: Due, units: Ints) -> None:
    """Orders of a mission for those of its units (rows, on the map and ready) that it has the say over."""
    mission = due.mission
    kept, free, before = reserve(turn.picture, mission, units), units, len(turn.orders)
    for goal, mine in shares(turn.picture, mission, units):
        _toward(turn, due, goal, mine, kept)
        free = free[~np.isin(free, mine)]
    if mission.tactic == CONVERGING:
        turn.orders[before:] = together(turn.ground(mission), turn.orders[before:])
    _stand(turn, mission, free[turn.picture.view.acts.act[free] != acts.CROSS])
    if mission.rules.hold_fire_until or mission.tactic == "at_ambush":
        _hold_fire(turn, mission, units)


def shares(picture: Picture, mission: Mission, units: Ints) -> list[tuple[Goal, Ints]]:
    """Goals with those who go there now, each unit for one of its own; who only goes along, for any.

    An attack goes for one goal after another, in the order of the plan; others are spread over theirs.
    """
    goals = mission.goals
    able = np.array([np.isin(units, goal.units) for goal in goals], np.bool_).reshape(len(goals), units.size)
    along = [unit for role, rows in mission.aid if role != "on_call" for unit in rows]
    able |= ~able.any(axis=0) & np.isin(units, along)
    nth = units % np.maximum(able.sum(axis=0), 1)
    if mission.kind == "attack":
        still = able & np.array([not held(picture, goal.hexes) for goal in goals], np.bool_)[:, None]
        able, nth = np.where(still.any(axis=0), still, able), np.zeros_like(units)
    pick = able & (able.cumsum(axis=0) == nth + 1)
    return [(goal, units[mine]) for goal, mine in zip(goals, pick, strict=True) if mine.any()]


def _toward(turn: Turn, due: Due, goal: Goal, units: Ints, kept: Ints) -> None:
    mission, picture = due.mission, turn.picture
    crosses = mission.rules.cross_border is True
    roads = turn.ground(mission)
    goers = units[~np.isin(units, kept)]
    if mission.kind == "attack" or _strikes_back(picture, mission, goal, goers):
        orders, late = attack(picture, roads, due, goal, goers)
        if late and mission.kind == "attack":
            turn.late[mission.id] = late
    else:
        back = mission.kind in ("withdraw", "delay")
        if turn.by_night:
            goers = goers[~waits(picture, mission.kind, goal, goers)]
        orders = go(picture, roads, goers, goal, due.start, crosses, back, mission.kind in EXACT)
    turn.orders += orders
    _settle(turn, due, goal, units, {order.unit for order in orders})


def reserve(picture: Picture, mission: Mission, units: Ints) -> Ints:
    """Who is kept back: as many riflemen as the order wants of all its units, the freshest of them."""
    keep = mission.rules.keep_reserve
    view = picture.view
    rifles = units[view.cadre.foot[units] & ~view.cadre.post[units]]
    if not keep or rifles.size <= keep:
        return units[:0]
    fresh = np.argsort(view.forces.fatigue[rifles], kind="stable")[:keep]
    return rifles[np.sort(fresh)]


def _strikes_back(picture: Picture, mission: Mission, goal: Goal, units: Ints) -> bool:
    """Whether the garrison goes back for what it has lost: near, steady, and strong enough."""
    if mission.kind != "defend" or mission.posture == "cautious" or not units.size:
        return False
    view = picture.view
    hexes = np.asarray(goal.hexes, np.int64)
    lost = hexes[view.ground.control[hexes] == 1 - view.side]
    if not lost.size:
        return False
    near = view.board.meters(view.forces.hex[units][:, None], lost).min(axis=1) <= STRIKE_BACK_M
    able = near & view.cadre.foot[units] & (view.forces.nerve[units] < BROKEN) & ~spent(view, units)
    return int(strength(view, units[able]).sum()) > believed(picture, lost)


def _settle(turn: Turn, due: Due, goal: Goal, units: Ints, moving: set[int]) -> None:
    """Who has nothing to go for does what the mission means on the spot."""
    picture, mission = turn.picture, due.mission
    view = picture.view
    busy = np.isin(view.acts.act[units], (acts.MARCH, acts.ASSAULT, acts.WITHDRAW))
    # Whoever lies where he is for hours, on his way or before a place that is his no more, digs there.
    busy &= view.forces.in_place[units] < STUCK
    busy |= view.acts.act[units] == acts.CROSS
    hexes = np.asarray(goal.hexes, np.int64)
    arrived = there(picture, units, hexes, mission.kind in EXACT)
    storms = (view.acts.act[units] == acts.ASSAULT) & np.isin(view.acts.target[units], hexes)
    still = units[~np.isin(units, list(moving)) & ~storms & (arrived | ~busy)]
    _stand(turn, mission, still, dig=mission.kind in DIGS or bool(arrived.any()))


def _stand(turn: Turn, mission: Mission, units: Ints, *, dig: bool = True) -> None:
    """Units do their work, dig and watch where they are."""
    work = works(turn.picture, mission, units)
    at_it = at_work(turn.picture, mission, units)
    rest = units[~at_it & ~np.isin(units, [order.unit for order in work])]
    turn.orders += [*work, *(stay(turn.picture, rest) if dig else []), *watch(turn.picture.view, units)]


def _hold_fire(turn: Turn, mission: Mission, units: Ints) -> None:
    """Fire is held to the distance of the order; an ambush is one of guns against tanks."""
    view = turn.picture.view
    open_m = mission.rules.hold_fire_until or AT_OPEN_M
    policy = acts.POLICIES[acts.OVERWATCH]
    some = units[(view.fires.open_m[units] != open_m) & ~view.cadre.flies[units]]
    if mission.tactic == "at_ambush" and not mission.rules.hold_fire_until:
        some = some[(view.forces.ammunition[some, 2] > 0) & ~view.cadre.foot[some] & ~view.cadre.tanks[some]]
    turn.orders = [o for o in turn.orders if not (isinstance(o, Fire) and o.unit in set(some.tolist()))]
    turn.orders += [Fire(unit=int(unit), policy=policy, open_m=open_m) for unit in some]
