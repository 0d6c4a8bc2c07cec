"""Places for units in and around the hexes of a mission, and the marches that bring them there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.marches import crossings, marches, staged, stand_off
from game.agents.missions.fields import Roads, Route
from game.agents.picture import Picture, battery
from game.agents.ways import NEVER, cut
from game.engine.acts import NOWHERE
from game.engine.orders import Order, Withdraw
from game.scenario.plans.mission import Goal

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CROWD = 120
"""Men for whom a hex of a mission has room in any case, before its neighbors are used too."""
NEAR_M = 300
"""Meters to a hex of its mission within which a unit counts as there."""
EXACT = ("march", "withdraw", "reserve", "dig", "relieve", "engineer")
"""Missions that send batteries and staffs too to the very place that they name."""
BEHIND_M = 3000
"""The same for headquarters; batteries within reach of the place need not go."""


def there(picture: Picture, units: Ints, hexes: Ints, exactly: bool = False) -> Flags:
    """Whether each unit [N] is where it should be: in or beside the hexes.

    Guns and staffs of a fight for the place need only be near enough, unless it is told `exactly` where to.
    """
    view, cadre = picture.view, picture.view.cadre
    here = view.forces.hex[units]
    meters = view.board.meters(np.maximum(here, 0)[:, None], hexes).min(axis=1)
    gun, guns = cadre.gun[units], battery(view)[units]
    reach = np.where(guns, view.tables.batteries.far[gun] * 3 // 5, 0)
    fights = ~guns & ~cadre.post[units]
    limit = np.where(
        fights | exactly, NEAR_M, np.where(cadre.post[units], BEHIND_M, np.maximum(reach, NEAR_M))
    )
    return np.asarray((here >= 0) & (meters <= limit))


def stations(picture: Picture, units: Ints, hexes: Ints) -> Ints:
    """A hex int64[N] for each unit: the hexes of the mission filled evenly, then those around them."""
    view = picture.view
    table, men = view.tables.march, np.maximum(view.forces.men[units].astype(np.int64), 1)
    around = view.board.neighbor[hexes].ravel()
    around = np.unique(around[around >= 0])
    ring = around[~np.isin(around, hexes) & ~picture.shut[0][around] & ~picture.passage[around]]
    open_ = (view.cost()[0][view.cadre.mobility[units]].max(axis=0) >= 0).any(axis=1)
    slots = np.concatenate([hexes, ring[open_[ring]]])
    mine = np.zeros(view.board.hexes, np.int64)
    np.add.at(mine, np.maximum(view.forces.hex[units], 0), np.where(view.forces.hex[units] >= 0, men, 0))
    room = np.maximum(int(table.stack_men) - np.maximum(picture.own - mine, 0)[slots], 0)
    share = max(CROWD, -(-int(men.sum()) // max(1, hexes.size)))
    filled = np.cumsum(np.minimum(room, share))
    return slots[np.minimum(np.searchsorted(filled, np.cumsum(men) - men, side="right"), slots.size - 1)]


def go(
    picture: Picture,
    roads: Roads,
    units: Ints,
    goal: Goal,
    start: int,
    crosses: bool,
    back: bool = False,
    exactly: bool = False,
) -> list[Order]:
    """Marches of units that are not there yet: fighters to their stations, guns and staffs behind them."""
    hexes = np.asarray(goal.hexes, np.int64)
    rows = units[~there(picture, units, hexes, exactly)]
    if not rows.size:
        return []
    cadre = picture.view.cadre
    behind = battery(picture.view)[rows] | cadre.post[rows]
    mixed = bool(behind.any() and not behind.all()) and not exactly
    front = rows[~behind] if mixed else rows
    orders = lead(picture, roads, front, stations(picture, front, hexes), goal, start, crosses, back)
    return orders + (rear(picture, roads, rows[behind], hexes, start) if mixed else [])


def lead(
    picture: Picture,
    roads: Roads,
    units: Ints,
    places: Ints,
    goal: Goal,
    start: int,
    crosses: bool,
    back: bool = False,
) -> list[Order]:
    """Units go to their own places by the way of their goal, over the river where no other way leads."""
    view = picture.view
    minutes = roads.minutes(units, places)
    by_land = minutes < NEVER
    some, aims = units[by_land], places[by_land]
    routes = lawful(picture, some, roads.through(some, aims, stops(goal)), crosses)
    over: list[Order] = []
    if not by_land.all():
        moving = np.zeros(len(view.cadre), np.bool_)
        known = roads.toward(units[~by_land], np.unique(places[~by_land]))
        over = [*crossings(picture, units[~by_land], known, moving)]
    if back:
        return [*_withdrawals(some, routes, start), *over]
    return [*marches(picture, some, routes, start), *over]


def rear(picture: Picture, roads: Roads, units: Ints, hexes: Ints, start: int) -> list[Order]:
    """Guns and staffs come up to their distance from the place."""
    known = roads.toward(units, hexes)
    minutes = known.minutes(picture.view, units)
    able = minutes.min(axis=1, initial=NEVER) < NEVER
    some = units[able]
    if not some.size:
        return []
    nearest = minutes[able].argmin(axis=1)
    routes = staged(picture, known, some, nearest, stand_off(picture.view, some))
    return [*marches(picture, some, routes, start)]


def lawful(picture: Picture, units: Ints, routes: Route, crosses: bool) -> Route:
    """Routes that do not step over a line which the order may not cross."""
    if crosses:
        return routes
    outside = picture.shut[0][np.maximum(picture.view.forces.hex[units], 0)]
    step = picture.shut[0][np.maximum(routes, 0)]
    return cut(routes, ~step | outside[:, None])


def stops(goal: Goal) -> tuple[int, ...]:
    """Of each place to go by the hex in its middle."""
    return tuple(stop[len(stop) // 2] for stop in goal.by if stop)


def _withdrawals(units: Ints, routes: Route, start: int) -> list[Order]:
    return [
        Withdraw(unit=int(unit), route=tuple(int(h) for h in way if h != NOWHERE), start=start)
        for unit, way in zip(units, routes, strict=True)
        if way[0] != NOWHERE
    ]
