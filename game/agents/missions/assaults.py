"""Attacks of missions: who storms what, whether it can be dared, and the hour at which it goes in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.attack import DUG_IN, LOSSES, ONE, READY, needs, strength
from game.agents.crowd import crowded, filled
from game.agents.flow import BACK
from game.agents.marches import marches
from game.agents.missions.clerk import PULSE, Due
from game.agents.missions.engineers import breach
from game.agents.missions.fields import Roads, Route
from game.agents.missions.launches import Storm, launch, prepared, stage
from game.agents.missions.places import go, lawful, lead, rear, stops
from game.agents.picture import BROKEN, Picture
from game.agents.ways import NEVER, cut
from game.engine import acts
from game.engine.acts import NOWHERE, ROUTE
from game.engine.orders import Order
from game.engine.view import View
from game.rules.stacking import stack_weight
from game.scenario.plans.mission import Goal

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ODDS = {"cautious": 2 * ONE, "normal": 5 * ONE // 4, "bold": 0}
"""Q10 of own men for each one believed there, by posture: with fewer nobody goes. Dug-in men count twice."""
COUNTER = "counter_attack"
"""The tactic that strikes at once after a loss, and even then only with as many men as are believed there."""
GATHER = "gather"
"""The tactic of those who come near and do not go in yet."""
PREPARED = 3 * ONE // 4
"""Q10 by which preparation lowers them."""
SPENT = LOSSES
"""Per cent of the day's strength at whose loss a unit is not sent into an attack again."""
SECOND_M = 1500
"""Meters before the place at which the second line waits."""


def attack(picture: Picture, roads: Roads, due: Due, goal: Goal, units: Ints) -> tuple[list[Order], str]:
    """Orders of the units that go for a goal, and why it is late ("" where it goes in)."""
    mission, view = due.mission, picture.view
    crosses = mission.rules.cross_border is True
    hexes = np.asarray(goal.hexes, np.int64)
    open_ = hexes[view.ground.control[hexes] != view.side]
    if not open_.size:
        return go(picture, roads, units, goal, due.start, crosses), ""
    orders, at_wire = breach(picture, roads, due, goal, units, open_)
    goers, others = split(picture, units[~np.isin(units, at_wire)], mission.tactic)
    orders += rear(picture, roads, others, hexes, due.start)
    storm = plan(picture, roads, goers, open_, goal, crosses, due.abreast)
    if not storm.units.size:
        return orders + _forward(picture, roads, goers, open_, goal, due, crosses), "way"
    late = dared(picture, storm, open_, due)
    behind = goers[~np.isin(goers, storm.units)]
    orders += _second(picture, roads, behind, open_, goal, due, crosses)
    if late or mission.tactic in ("feint", GATHER):
        return orders + stage(picture, storm, due), late
    return orders + launch(picture, storm, due), ""


def split(picture: Picture, units: Ints, tactic: str) -> tuple[Ints, Ints]:
    """Who goes in, and who comes up behind: carried weapons, guns, staffs; tanks when they see nothing."""
    view, cadre = picture.view, picture.view.cadre
    names = view.tables.march.mobilities
    light = np.isin(cadre.mobility[units], [names.index("infantry"), names.index("horse")])
    armor = cadre.tanks[units] & (not picture.night or tactic == "tank_led")
    steady = (view.forces.nerve[units] < BROKEN) & ~spent(view, units)
    goes = ((cadre.foot[units] & light & ~cadre.post[units]) | armor) & steady
    return units[goes], units[~goes]


def spent(view: View, units: Ints) -> Flags:
    """Who has lost so much in the day's fighting bool[N] that he is not sent in again that day."""
    men, whole = (column[units].astype(np.int64) for column in (view.forces.men, view.forces.strength))
    return np.asarray(men * 100 < whole * (100 - SPENT))


def plan(
    picture: Picture,
    roads: Roads,
    units: Ints,
    hexes: Ints,
    goal: Goal,
    crosses: bool,
    exact: bool = False,
) -> Storm:
    """A hex to take and one to come from for each unit that has a way; no more come from a side than fit.

    `exact`: how many do is counted, not estimated by whether the hex is full.
    """
    view = picture.view
    sides, targets = approaches(picture, hexes)
    allowed = crosses | ~picture.shut[0][sides]
    sides, targets = sides[allowed], targets[allowed]
    if not units.size or not sides.size:
        none = np.zeros(0, np.int64)
        return Storm(none, none, np.zeros((0, ROUTE), np.int32), none, none)
    spent = roads.toward(units, sides).minutes(view, units)
    each, place = np.unique(sides, return_inverse=True)
    weight = stack_weight(view.tables.march, view.forces.men[units])
    pick = shared(spent, weight, free(picture, each, units) if exact else _room(picture, each), place)
    able = pick >= 0
    some, aims, by = units[able], targets[pick[able]], sides[pick[able]]
    routes = _stepped(view, some, roads.through(some, by, stops(goal)), by, aims)
    routes = lawful(picture, some, routes, crosses)
    last = (routes >= 0).sum(axis=1)
    arrives = (last > 0) & (routes[np.arange(some.size), np.maximum(last - 1, 0)] == aims)
    some, routes = some[arrives], opened(picture, routes[arrives])
    aims = routes[np.arange(some.size), np.maximum((routes >= 0).sum(axis=1) - 1, 0)].astype(np.int64)
    wait = np.maximum(view.forces.delay[some].astype(np.int64), 0)
    return Storm(some, aims, routes, roads.walk(some, routes), wait)


def opened(picture: Picture, routes: Route) -> Route:
    """Routes to the first hex where an enemy is believed: who bars the way is stormed first."""
    met = (routes >= 0) & (picture.enemy[np.maximum(routes, 0)] > 0)
    return cut(routes, np.cumsum(met, axis=1) - met == 0)


def approaches(picture: Picture, hexes: Ints) -> tuple[Ints, Ints]:
    """Hexes from which places can be stormed, and the place of each, both int64[N]."""
    view = picture.view
    around = view.board.neighbor[hexes]
    rows, side = np.nonzero(around >= 0)
    near, place = around[rows, side].astype(np.int64), hexes[rows]
    infantry = view.tables.march.mobilities.index("infantry")
    step = view.cost()[0][infantry, near, BACK[side]]
    open_ = (step >= 0) & (picture.enemy[near] == 0) & ~np.isin(near, hexes)
    return near[open_], place[open_]


def _room(picture: Picture, hexes: Ints) -> Ints:
    """Q10 companies that still fit into hexes [N] beside those who stay there."""
    table = picture.view.tables.march
    full = crowded(picture)[hexes]
    return np.where(full, table.stack_weight // 3, table.stack_weight)


def free(picture: Picture, hexes: Ints, units: Ints) -> Ints:
    """Q10 companies that fit into hexes [N] beside all own units but those of `units`."""
    view = picture.view
    others = view.own & (view.forces.hex >= 0) & (view.forces.men > 0) & ~view.cadre.flies
    others[units] = False
    rows = np.flatnonzero(others & ~np.isin(view.acts.act, (acts.MARCH, acts.WITHDRAW, acts.CROSS)))
    taken = filled(view, rows)[hexes, 1]
    return np.asarray(np.maximum(view.tables.march.stack_weight - taken, 0), np.int64)


def shared(minutes: Ints, weight: NDArray[np.int32], room: Ints, place: Ints) -> Ints:
    """Column int64[N] of each unit by minutes (N, G): the soonest reached that has room, -1 where none has.

    `room` of each hex that units come from, `place` int64[G] its row for each column. Who comes soonest
    chooses first; those left over would only stand in the others' way.
    """
    left = room.astype(np.int64).copy()
    by = np.argsort(minutes, axis=1, kind="stable")
    pick = np.full(len(minutes), NOWHERE, np.int64)
    for unit in np.argsort(minutes.min(axis=1, initial=NEVER), kind="stable"):
        fits = (left[place[by[unit]]] >= weight[unit]) & (minutes[unit, by[unit]] < NEVER)
        if fits.any():
            pick[unit] = by[unit, fits.argmax()]
            left[place[pick[unit]]] -= int(weight[unit])
    return pick


def _stepped(view: View, units: Ints, routes: Route, by: Ints, aims: Ints) -> Route:
    """Routes to the hexes that units come from, and the last step into the place itself."""
    length = (routes >= 0).sum(axis=1)
    last = routes[np.arange(units.size), np.maximum(length - 1, 0)]
    here = np.where(length > 0, last, view.forces.hex[units])
    out = routes.copy()
    on = (here == by) & (length < ROUTE)
    out[on, length[on]] = aims[on]
    return out


def dared(picture: Picture, storm: Storm, hexes: Ints, due: Due) -> str:
    """Why an assault does not go in: too few for those believed there, or too far; "" if it does."""
    view, mission = picture.view, due.mission
    men, tanks = strength(view, storm.units), view.cadre.tanks[storm.units]
    begin = max(due.start, view.minute)
    come = storm.after(begin - view.minute) <= view.end - begin - PULSE // 2
    if not (come & ~tanks).any():
        return "far"
    foot = int(men[come & ~tanks].sum())
    strong = foot + min(int(men[come & tanks].sum()), foot)
    least = max(ODDS[mission.posture], ONE if mission.tactic == COUNTER else 0)
    odds = least * (PREPARED if prepared(due) else ONE) >> 10
    if strong * ONE < believed(picture, hexes) * odds:
        return "odds"
    near = int(men[come].sum()) * ONE >= int(men.sum()) * READY
    return "" if near or mission.posture == "bold" else "far"


def believed(picture: Picture, hexes: Ints) -> int:
    """Men believed in some hexes and, by half, beside them; those dug in count twice, nobody twice over."""
    worth = picture.enemy * np.where(picture.dug, DUG_IN, 1)
    around = np.unique(picture.view.board.neighbor[hexes])
    beside = around[(around >= 0) & ~np.isin(around, hexes)]
    alone = int(needs(picture, hexes[:1])[0]) if hexes.size == 1 else 0
    return max(alone, int(worth[hexes].sum() + worth[beside].sum() // 2))


def _second(
    picture: Picture, roads: Roads, units: Ints, hexes: Ints, goal: Goal, due: Due, crosses: bool
) -> list[Order]:
    """Those for whom there is no room in front come near, and wait until there is."""
    view = picture.view
    meters = view.board.meters(view.forces.hex[units][:, None], hexes).min(axis=1)
    some = units[meters > SECOND_M]
    if not some.size:
        return []
    aims = np.full(some.size, hexes[0], np.int64)
    routes = lawful(picture, some, roads.through(some, aims, stops(goal)), crosses)
    far = view.board.meters(np.maximum(routes, 0), hexes[0]) >= SECOND_M
    return [*marches(picture, some, cut(routes, far), due.start)]


def _forward(
    picture: Picture, roads: Roads, units: Ints, hexes: Ints, goal: Goal, due: Due, crosses: bool
) -> list[Order]:
    """Who has no way that one order can hold goes as far along it as it leads."""
    if not units.size:
        return []
    return lead(picture, roads, units, np.full(units.size, hexes[0], np.int64), goal, due.start, crosses)
