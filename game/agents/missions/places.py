"""Places for units in and around the hexes of a mission, and the marches that bring them there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.crowd import filled, sizes
from game.agents.flow import BACK
from game.agents.marches import STUCK, crossings, marches, staged, stand_off
from game.agents.missions.fields import Roads, Route
from game.agents.picture import Picture, battery
from game.agents.ways import NEVER, cut
from game.engine.acts import NOWHERE
from game.engine.orders import Order, Withdraw
from game.engine.view import View
from game.scenario.plans.mission import Goal

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CROWD = 120
"""Men for whom a hex of a mission has room in any case, before its neighbors are used too."""
NEAR_M = 300
"""Meters to a hex of its mission within which a unit counts as there."""
EXACT = ("march", "withdraw", "reserve", "dig", "relieve", "engineer")
"""Missions that send batteries and staffs too to the very place that they name."""
WATCHED_M = 1500
"""Meters to the nearest enemy within which nobody changes his place by day without need."""
WAITS = ("defend", "reserve", "dig", "screen", "support", "relieve")
"""Missions whose units wait for the dark before they do."""
BEHIND_M = 3000
"""The same for headquarters; batteries within reach of the place need not go."""


def there(picture: Picture, units: Ints, hexes: Ints, exactly: bool = False) -> Flags:
    """Whether each unit [N] is where it should be: in or beside the hexes.

    Guns and staffs of a fight for the place need only be near enough, unless it is told `exactly` where to.
    A hex that is the enemy's and empty is not held from beside it.
    """
    view, cadre = picture.view, picture.view.cadre
    here = view.forces.hex[units]
    empty = (view.ground.control[hexes] == 1 - view.side) & (picture.enemy[hexes] == 0)
    away = view.board.meters(np.maximum(here, 0)[:, None], hexes)
    meters = np.where(empty & (away > 0), NEVER, away).min(axis=1)
    gun, guns = cadre.gun[units], battery(view)[units]
    reach = np.where(guns, view.tables.batteries.far[gun] * 3 // 5, 0)
    fights = ~guns & ~cadre.post[units]
    limit = np.where(
        fights | exactly, NEAR_M, np.where(cadre.post[units], BEHIND_M, np.maximum(reach, NEAR_M))
    )
    return np.asarray((here >= 0) & (meters <= limit))


def stations(picture: Picture, units: Ints, hexes: Ints) -> Ints:
    """A hex int64[N] for each unit: the hexes of the mission filled evenly, then those behind and about them.

    Nobody is sent where there is no room for him, unless there is none anywhere.
    """
    view = picture.view
    around = view.board.neighbor[hexes].ravel()
    around = np.unique(around[around >= 0])
    ring = around[~np.isin(around, hexes) & ~picture.shut[0][around] & ~picture.passage[around]]
    ring = ring[np.argsort(-picture.nearest[ring], kind="stable")]
    slots = np.concatenate([hexes, ring])
    passable = _passable(view, slots)[view.cadre.mobility[units]]
    need, taken = sizes(view, units), _taken(view, units, slots)
    limit = np.array([view.tables.march.stack_men, view.tables.march.stack_weight])
    total = int(need[:, 0].sum() + taken[: hexes.size, 0].sum())
    share = max(CROWD, -(-total // max(1, hexes.size)))
    pick = np.zeros(units.size, np.int64)
    for n in range(units.size):
        fits = passable[n] & (taken + need[n] <= limit).all(axis=1)
        even = fits & (taken[:, 0] < share)
        some = next((flags for flags in (even, fits, passable[n]) if flags.any()), fits)
        pick[n] = np.where(some, 0 if some is not passable[n] else taken[:, 0], NEVER).argmin()
        taken[pick[n]] += need[n]
    return slots[pick]


def _passable(view: View, slots: Ints) -> Flags:
    """Hexes that a mobility can come into, bool[M, S]."""
    before = view.board.neighbor[slots]
    price = view.cost()[0][:, np.maximum(before, 0), BACK]
    return np.asarray(((price >= 0) & (before >= 0)).any(axis=2))


def _taken(view: View, units: Ints, slots: Ints) -> Ints:
    """Men and weight int64[S, 2] of other own units that are in hexes."""
    others = view.own & (view.forces.hex >= 0) & (view.forces.men > 0) & ~view.cadre.flies
    others[units] = False
    return filled(view, np.flatnonzero(others))[slots]


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
    behind = (battery(picture.view) | picture.view.cadre.post)[rows] & (not exactly)
    front = rows[~behind]
    orders = list[Order]()
    if front.size:
        orders += lead(picture, roads, front, stations(picture, front, hexes), goal, start, crosses, back)
    return orders + (rear(picture, roads, rows[behind], hexes, start) if behind.any() else [])


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
        over = [*crossings(picture, units[~by_land], known, moving, stops(goal))]
    if back:
        return [*_withdrawals(some, routes, start), *over]
    # Whose way is full of others goes round them now that it is known.
    stuck = view.forces.in_place[some] >= STUCK
    return [*marches(picture, some, routes, start, stuck), *over]


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


def waits(picture: Picture, kind: str, goal: Goal, units: Ints) -> Flags:
    """Who of some units bool[N] stays in cover until it is dark: watched, and nothing of his is lost.

    Guns are laid on what moves; a garrison that changes its places under them by day dies on the way.
    """
    view = picture.view
    hexes = np.asarray(goal.hexes, np.int64)
    lost = (view.ground.control[hexes] == 1 - view.side).any()
    if kind not in WAITS or lost or dark(picture):
        return np.zeros(units.size, np.bool_)
    near = picture.nearest[np.maximum(view.forces.hex[units], 0)] <= WATCHED_M
    near |= picture.nearest[hexes].min(initial=NEVER) <= WATCHED_M
    return np.asarray(near & view.cadre.foot[units] & (view.forces.hex[units] >= 0))


def dark(picture: Picture) -> bool:
    """Whether night or fog hides who moves."""
    return bool(picture.night or picture.view.public.fog)


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
