"""Ways of many units at once: fields of the least cost to a goal, and the routes that run down them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.crowd import crowded
from game.agents.flow import flow, named
from game.agents.picture import NIGHT, Picture
from game.engine.acts import NOWHERE, ROUTE
from game.engine.view import View
from game.rules.movement_cost import pace
from game.rules.movement_table import ADVANCE, COLUMN, TANKS

Ints = NDArray[np.int64]
ONE = 1024
INTO_ENEMY, INTO_SHUT, INTO_MARSH, INTO_FULL = 4, 8, 4, 5
"""By how much longer a way counts that leads through a believed enemy, through closed ground, for tanks
through marsh, and through a hex that own units fill: they go round where they can."""


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Fields toward G goals for the mobilities M' in use.

    Attributes
    ----------
    goals : int64[G]
    row : int64[M]
        Row of each mobility among those in use, -1 for the others.
    price : int32[M', H, 6]
        Weighted tenths of a minute to leave a hex over a side.
    field : int32[G, M', H]
        Weighted tenths of a minute from each hex to each goal, -1 where no way leads.
    """

    goals: Ints
    row: Ints
    price: NDArray[np.int32]
    field: NDArray[np.int32]

    def minutes(self, view: View, units: Ints) -> Ints:
        """Minutes int64[N, G] from where units stand to each goal, `NEVER` where no way leads."""
        here = np.maximum(view.forces.hex[units], 0)
        spent = self.field[:, self.row[view.cadre.mobility[units]], here].T.astype(np.int64)
        slow = tempo(view, units)
        return np.where(spent < 0, NEVER, (spent * slow[:, None] >> 10) // 10)

    def routes(self, view: View, units: Ints, goal: Ints) -> NDArray[np.int32]:
        """Hexes int32[N, ROUTE] of the ways of units to goals (rows), -1 after the last."""
        kind = self.row[view.cadre.mobility[units]]
        return follow(self.field[goal, kind], self.price[kind], view.board.neighbor, view.forces.hex[units])


NEVER = 1 << 30


def ways(picture: Picture, units: Ints, goals: Ints) -> Ways:
    """Fields toward goals for the mobilities of some units."""
    view = picture.view
    used = np.unique(view.cadre.mobility[units])
    row = np.full(len(view.tables.march.mobilities), -1, np.int64)
    row[used] = np.arange(used.size)
    cost = view.cost()[ADVANCE]
    full = crowded(picture)
    price = np.stack([weighed(picture, int(m), cost[m], full) for m in used]) if used.size else cost[:0]
    neighbor = view.board.neighbor
    fields = [flow(named(p, neighbor), p, neighbor, goals.tolist()) for p in price]
    field = np.array(fields, np.int32).reshape(used.size, goals.size, view.board.hexes).swapaxes(0, 1)
    return Ways(goals, row, price, field)


def weighed(
    picture: Picture, mobility: int, cost: NDArray[np.int32], full: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """Prices int32[H, 6] of a mobility with what it had better avoid made dear; `full` bool[H] is crowded."""
    view = picture.view
    load = np.where(picture.enemy > 0, INTO_ENEMY, 1) * np.where(picture.shut[0], INTO_SHUT, 1)
    load = load * np.where(full, INTO_FULL, 1)
    to = np.maximum(view.board.neighbor, 0)
    marsh = view.board.terrain == view.tables.rules.terrain.names.index("marsh")
    soft = marsh[to] & (view.ground.ways == 0) & (view.tables.march.mobilities[mobility] in TANKS)
    return np.where(cost < 0, -1, cost * load[to] * np.where(soft, INTO_MARSH, 1)).astype(np.int32)


def follow(
    field: NDArray[np.int32], price: NDArray[np.int32], neighbor: NDArray[np.int32], start: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Run down fields int32[N, H] by prices int32[N, H, 6] from hexes [N]; of equal sides the first."""
    units = np.arange(len(start))
    here = np.where((start >= 0) & (field[units, np.maximum(start, 0)] > 0), start, NOWHERE).astype(np.int64)
    out = np.full((len(start), ROUTE), NOWHERE, np.int32)
    for step in range(ROUTE):
        at = np.maximum(here, 0)
        around = neighbor[at]
        left, cost = field[units[:, None], np.maximum(around, 0)], price[units, at]
        open_ = (around >= 0) & (left >= 0) & (cost >= 0) & (here >= 0)[:, None]
        side = np.where(open_, left.astype(np.int64) + cost, NEVER).argmin(axis=1)
        going = open_[units, side] & (field[units, at] > 0)
        here = np.where(going, around[units, side], NOWHERE)
        out[:, step] = here
        if not going.any():
            break
    return out


def tempo(view: View, units: Ints) -> Ints:
    """Q10 factor on the minutes of units that advance now."""
    table, forces, sky = view.tables.march, view.forces, view.public
    told = pace(
        table,
        view.cadre.mobility[units],
        table.modes.index("advance"),
        sky.ground,
        sky.light >= NIGHT,
        sky.fog,
        forces.fatigue[units],
        forces.suppression[units],
    )
    return told.value


def on_way(view: View, units: Ints, routes: NDArray[np.int32]) -> Ints:
    """How many hexes of its route int64[N] each unit can go in column: along ways, without a gap."""
    board, cost = view.board, view.cost()[COLUMN]
    before = np.concatenate([view.forces.hex[units][:, None], routes[:, :-1]], axis=1)
    at = np.maximum(before, 0)
    side = (board.neighbor[at] == routes[..., None]).argmax(axis=-1)
    open_ = (cost[view.cadre.mobility[units][:, None], at, side] >= 0) & (routes >= 0)
    return np.asarray(np.logical_and.accumulate(open_, axis=1).sum(axis=1), np.int64)


def walked(view: View, units: Ints, routes: NDArray[np.int32]) -> Ints:
    """Minutes int64[N] that the ways of units take them deployed, by the ground alone; 0 for no way."""
    before = np.concatenate([view.forces.hex[units][:, None], routes[:, :-1]], axis=1)
    at = np.maximum(before, 0)
    side = (view.board.neighbor[at] == routes[..., None]).argmax(axis=-1)
    step = view.cost()[ADVANCE][view.cadre.mobility[units][:, None], at, side].astype(np.int64)
    tenths = np.where((routes >= 0) & (step > 0), step, 0).sum(axis=1)
    return np.asarray((tenths * tempo(view, units) >> 10) // 10)


def cut(routes: NDArray[np.int32], keep: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Routes up to the first hex that is not to be entered; `keep` (N, ROUTE) those that are."""
    return np.where(np.logical_and.accumulate(keep & (routes >= 0), axis=1), routes, NOWHERE)
