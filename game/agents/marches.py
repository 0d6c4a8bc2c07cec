"""Coming up: units far from the enemy go to the places that are played for, along roads in column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.crowd import blocks, crowded
from game.agents.picture import BROKEN, Picture
from game.agents.ways import NEVER, Ways, cut, on_way, walked, ways
from game.engine import acts
from game.engine.orders import Cross, March
from game.engine.units import NEVER as LATER
from game.engine.view import View
from game.rules.movement_table import ADVANCE

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CLOSE_M = 1000
"""Meters from a place that is played for, at which a march ends."""
CONTACT_M = 1500
"""Meters to the nearest enemy within which nobody marches in column."""
STAFF_M = 2500
"""Meters from there at which a headquarters opens."""
DETOUR = 60
"""Minutes of a longer way that are worth not crowding one place."""
STUCK = 120
"""Minutes in one place after which a unit on the march digs in where it is."""
QUEUE = 90
"""Minutes of a longer way that are worth a shorter queue at the water."""
LEAST = 3
"""Hexes of road that are worth forming a column for."""
ORDERED = 30
"""Minutes in which an order usually reaches a unit."""


def entered(picture: Picture) -> Flags:
    """Own units bool[U] that came onto the map over a road and have not settled down yet."""
    view = picture.view
    settled = np.isin(view.acts.act, (acts.DIG, acts.RALLY)) | (view.later.act == acts.DIG)
    return np.asarray(view.ready & (view.forces.hex >= 0) & (view.cadre.entry >= 0) & ~settled)


def stand_off(view: View, units: Ints) -> Ints:
    """Meters from the places played for at which units stay: guns within reach of them, staffs behind."""
    cadre, table = view.cadre, view.tables.batteries
    gun = cadre.gun[units]
    reach = np.where(gun >= 0, table.far[gun], 0)
    fights = cadre.foot[units] | cadre.tanks[units]
    behind = np.where(cadre.post[units], STAFF_M, np.maximum(reach // 2, CLOSE_M))
    return np.where(fights, CLOSE_M, behind).astype(np.int64)


def far_off(picture: Picture, units: Flags) -> Ints:
    """Rows of those of some units that are too far from every place played for to be of use there.

    Whoever has settled where others must pass is too far in any case.
    """
    view = picture.view
    rows = np.flatnonzero(units)
    if not rows.size or not picture.goals.size:
        return rows[:0]
    cadre, table = view.cadre, view.tables.batteries
    gun, fights = cadre.gun[rows], cadre.foot[rows] | cadre.tanks[rows]
    reach = np.where((gun >= 0) & ~fights, table.far[gun] * 3 // 5, 0)
    limit = np.maximum(np.where(cadre.post[rows], 2 * STAFF_M, CLOSE_M * 3 // 2), reach)
    here = view.forces.hex[rows]
    meters = view.board.meters(here[:, None], picture.goals).min(axis=1)
    passed = blocks(picture)[rows]
    # Where others are before him and no road has to be kept free, a man digs.
    stuck = (view.acts.act[rows] == acts.MARCH) & (view.forces.in_place[rows] >= STUCK)
    stuck &= ~(view.ground.ways[here] != 0).any(axis=1)
    return np.asarray(rows[(meters > limit) & ~stuck | passed], np.int64)


def come_up(picture: Picture, units: Flags) -> tuple[list[March | Cross], Flags]:
    """Marches of some units to the nearest place played for, over the water if need be, and who moves (U)."""
    view = picture.view
    moving = np.zeros(units.shape, np.bool_)
    rows = far_off(picture, units)
    if not rows.size:
        return [], moving
    known = ways(picture, rows, picture.goals)
    minutes = known.minutes(view, rows)
    by_land = minutes.min(axis=1) < NEVER
    goal = spread(minutes, rows, DETOUR)
    routes = staged(picture, known, rows, goal, stand_off(view, rows), blocks(picture)[rows])
    going = by_land & (routes[:, 0] >= 0)
    moving[rows[going]] = True
    over = crossings(picture, rows[~by_land], known, moving)
    rows, routes = rows[going], routes[going]
    # Who gets there in this turn does not stop where the column ends: the next one would stand behind him.
    soon = walked(view, rows, routes) <= view.end - view.minute - ORDERED
    stuck = view.forces.in_place[rows] >= STUCK
    return [*marches(picture, rows, routes, anew=stuck, whole=soon), *over], moving


def crossings(
    picture: Picture, units: Ints, toward: Ways, moving: Flags, by: tuple[int, ...] = ()
) -> list[March | Cross]:
    """Ways of units over the water: to the banks from which the other side leads on, not all to the same.

    Who is told to go by a bank goes over there, if a crossing of his side is there.
    """
    view, table = picture.view, picture.view.crossings
    use = np.flatnonzero(table.open_to[:, view.side] & (view.ground.crossings >= 0))
    told = use[np.isin(table.near[use], by) | np.isin(table.far[use], by)]
    use = told if told.size else use
    if not use.size or not units.size:
        return []
    bank = np.concatenate([table.near[use], table.far[use]]).astype(np.int64)
    other = np.concatenate([table.far[use], table.near[use]]).astype(np.int64)
    known = ways(picture, units, bank)
    kind = toward.row[view.cadre.mobility[units]]
    beyond = toward.field[:, kind][:, :, other].astype(np.int64)
    beyond = np.where(beyond < 0, NEVER, beyond).min(axis=0) // 10
    total = np.minimum(known.minutes(view, units) + beyond, NEVER)
    pick, able = spread(total, np.arange(units.size), QUEUE), total.min(axis=1) < NEVER
    moving[units[able]] = True
    fresh = able & ~_crossing(view, units)
    routes = known.routes(view, units[fresh], pick[fresh])
    return [
        _over(view, int(u), r, int(bank[p]))
        for u, r, p in zip(units[fresh], routes, pick[fresh], strict=True)
    ]


def spread(minutes: Ints, units: Ints, more: int) -> Ints:
    """Columns int64[N] of minutes (N, G): like units take turns among all that are at most `more` farther."""
    by = np.argsort(minutes, axis=1, kind="stable")
    near = (minutes <= minutes.min(axis=1, keepdims=True) + more).sum(axis=1)
    return np.asarray(by[np.arange(units.size), units % near], np.int64)


def _crossing(view: View, units: Ints) -> Flags:
    """Units that are on their way over already, or are to begin it."""
    waits = view.later.start[units] < LATER
    return np.asarray(np.where(waits, view.later.act[units], view.acts.act[units]) == acts.CROSS)


def _over(view: View, unit: int, route: NDArray[np.int32], bank: int) -> March | Cross:
    """Over the water from a bank that is reached in one order, else toward it."""
    way = tuple(int(h) for h in route if h >= 0)
    at_bank = (way[-1] if way else int(view.forces.hex[unit])) == bank
    return Cross(unit=unit, route=way) if at_bank else March(unit=unit, route=way)


def staged(
    picture: Picture, known: Ways, units: Ints, goal: Ints, close: Ints, aside: Flags | None = None
) -> NDArray[np.int32]:
    """Routes int32[N, ROUTE] toward goals that end `close` meters [N] before them and before any enemy.

    Who is nearer already stays where he is, if he is not one of those who are to step `aside`.
    """
    view = picture.view
    routes = known.routes(view, units, goal)
    at = np.maximum(routes, 0)
    near = view.board.meters(at, known.goals[goal][:, None]) < close[:, None]
    safe = picture.nearest[at] >= np.minimum(close, CLOSE_M)[:, None]
    stand = picture.passage[view.forces.hex[units]] if aside is None else aside
    return beside_road(picture, units, cut(routes, ~near & safe & ~picture.shut[0][at]), stand)


def beside_road(picture: Picture, units: Ints, routes: NDArray[np.int32], stand: Flags) -> NDArray[np.int32]:
    """Routes that would end on a road or a bank end beside it, each unit on another side: others must pass.

    Who is to stay where he is steps aside as well if he is one of those who `stand` in the way (N).
    """
    view = picture.view
    board, each = view.board, np.arange(units.size)
    length = (routes >= 0).sum(axis=1)
    here = view.forces.hex[units]
    at = np.maximum(np.where(length > 0, routes[each, np.maximum(length - 1, 0)], here), 0)
    around = board.neighbor[at]
    to = np.maximum(around, 0)
    roads = (view.ground.ways != 0).any(axis=1) | picture.passage
    open_ = (around >= 0) & ~(roads | crowded(picture) | picture.shut[0])[to] & (picture.enemy[to] == 0)
    open_ &= view.cost()[ADVANCE][view.cadre.mobility[units], at] >= 0
    turn = (np.arange(6) + units[:, None]) % 6
    side = np.where(open_, turn, 6).argmin(axis=1)
    aside = np.where(length > 0, roads[at], stand) & (length < routes.shape[1])
    aside &= open_[each, side]
    out = routes.copy()
    out[each[aside], length[aside]] = around[each, side][aside]
    return out


def marches(
    picture: Picture,
    units: Ints,
    routes: NDArray[np.int32],
    start: int = 0,
    anew: Flags | None = None,
    whole: Flags | None = None,
) -> list[March]:
    """Orders to march: in column as far as the road goes and the enemy is far, else deployed.

    Who marches to the same place already is left alone: a new order would only have to reach him first.
    Those of `anew` bool[N] get one in any case; those of `whole` bool[N] go deployed to the end.
    """
    view = picture.view
    far = np.logical_and.accumulate(picture.nearest[np.maximum(routes, 0)] > CONTACT_M, axis=1)
    count = (routes >= 0).sum(axis=1)
    road = np.minimum(on_way(view, units, routes), far.sum(axis=1))
    # The last of the way is gone deployed, so that nobody is left standing on the road.
    road = np.where(road >= count - 1, road - LEAST, road)
    in_column = (road >= LEAST) & (picture.nearest[view.forces.hex[units]] > CONTACT_M)
    if whole is not None:
        in_column &= ~whole
    length = np.where(in_column, road, count)
    under_way = _under_way(picture, units, routes, length, in_column)
    new = (length > 0) & ~(under_way if anew is None else under_way & ~anew)
    return [
        March(
            unit=int(units[n]),
            route=tuple(int(h) for h in routes[n, : length[n]]),
            mode="column" if in_column[n] else "advance",
            start=start,
            on_contact=True,
        )
        for n in np.flatnonzero(new)
    ]


def _under_way(
    picture: Picture, units: Ints, routes: NDArray[np.int32], length: Ints, in_column: Flags
) -> Flags:
    """Units whose march under way ends where the new one would, in the same mode."""
    view, now = picture.view, picture.view.acts
    last = (now.route[units] >= 0).sum(axis=1)
    each = np.arange(units.size)
    same = now.route[units, np.maximum(last - 1, 0)] == routes[each, np.maximum(length - 1, 0)]
    mode = now.mode[units] == np.where(in_column, *(_row(picture, name) for name in ("column", "advance")))
    waits = view.later.start[units] < LATER
    able = view.forces.nerve[units] < BROKEN
    return np.asarray((now.act[units] == acts.MARCH) & (last > 0) & same & mode & ~waits & able)


def _row(picture: Picture, mode: str) -> int:
    return picture.view.tables.march.modes.index(mode)
