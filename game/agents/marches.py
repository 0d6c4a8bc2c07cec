"""Coming up: units far from the enemy go to the places that are played for, along roads in column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.picture import BROKEN, Picture
from game.agents.ways import NEVER, Ways, cut, on_way, ways
from game.engine import acts
from game.engine.orders import March
from game.engine.units import NEVER as LATER
from game.engine.view import View

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CLOSE_M = 1000
"""Meters from a place that is played for, at which a march ends."""
CONTACT_M = 1500
"""Meters to the nearest enemy within which nobody marches in column."""
STAFF_M = 2500
"""Meters from there at which a headquarters opens."""
LEAST = 3
"""Hexes of road that are worth forming a column for."""


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


def come_up(picture: Picture, units: Flags) -> tuple[list[March], Flags]:
    """Marches of some units to the nearest place played for, and who is on the march (U)."""
    view = picture.view
    moving = np.zeros(units.shape, np.bool_)
    rows = np.flatnonzero(units)
    if not rows.size or not picture.goals.size:
        return [], moving
    known = ways(picture, rows, picture.goals)
    minutes = known.minutes(view, rows)
    goal = minutes.argmin(axis=1)
    routes = staged(picture, known, rows, goal, stand_off(view, rows))
    going = (minutes.min(axis=1) < NEVER) & (routes[:, 0] >= 0)
    moving[rows[going]] = True
    return marches(picture, rows[going], routes[going]), moving


def staged(picture: Picture, known: Ways, units: Ints, goal: Ints, close: Ints) -> NDArray[np.int32]:
    """Routes int32[N, ROUTE] toward goals that end `close` meters [N] before them and before any enemy.

    Who is nearer already stays where he is.
    """
    view = picture.view
    routes = known.routes(view, units, goal)
    at = np.maximum(routes, 0)
    near = view.board.meters(at, known.goals[goal][:, None]) < close[:, None]
    safe = picture.nearest[at] >= np.minimum(close, CLOSE_M)[:, None]
    return cut(routes, ~near & safe & ~picture.shut[0][at])


def marches(picture: Picture, units: Ints, routes: NDArray[np.int32], start: int = 0) -> list[March]:
    """Orders to march: in column as far as the road goes and the enemy is far, else deployed.

    Who marches to the same place already is left alone: a new order would only have to reach him first.
    """
    view = picture.view
    far = np.logical_and.accumulate(picture.nearest[np.maximum(routes, 0)] > CONTACT_M, axis=1)
    road = np.minimum(on_way(view, units, routes), far.sum(axis=1))
    in_column = (road >= LEAST) & (picture.nearest[view.forces.hex[units]] > CONTACT_M)
    length = np.where(in_column, road, (routes >= 0).sum(axis=1))
    new = (length > 0) & ~_under_way(picture, units, routes, length, in_column)
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
