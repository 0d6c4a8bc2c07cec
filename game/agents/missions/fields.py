"""Ways of missions: over the ground as it is known, by places to pass, round the enemy where they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.crowd import crowded
from game.agents.flow import flow, named
from game.agents.picture import Picture
from game.agents.ways import INTO_FULL, INTO_MARSH, INTO_SHUT, NEVER, Ways, follow, tempo, walked
from game.engine.acts import NOWHERE, ROUTE
from game.rules.movement_table import ADVANCE, TANKS

Ints = NDArray[np.int64]
Route = NDArray[np.int32]
INTO_HELD = 16
"""By how much longer a step counts into a hex where an enemy is believed: nobody marches through him."""


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """Prices of one side's ground for all mobilities.

    `price` int32[M, H, 6] weighted tenths of a minute; `names` by which their fields are remembered;
    `picture` what they were made of.
    """

    picture: Picture
    price: NDArray[np.int32]
    names: tuple[bytes, ...]

    def field(self, mobility: int, goal: int) -> NDArray[np.int32]:
        """Weighted tenths of a minute int32[H] of a mobility to a goal, -1 where no way leads."""
        return self.fields(mobility, [goal])[0]

    def fields(self, mobility: int, goals: Sequence[int]) -> list[NDArray[np.int32]]:
        """The same to several goals."""
        return flow(self.names[mobility], self.price[mobility], self.picture.view.board.neighbor, goals)

    def toward(self, units: Ints, goals: Ints) -> Ways:
        """Fields toward goals for the mobilities of some units, in the form that `marches` reads."""
        used = np.unique(self.picture.view.cadre.mobility[units])
        row = np.full(len(self.price), -1, np.int64)
        row[used] = np.arange(used.size)
        hexes = self.picture.view.board.hexes
        field = np.array([self.fields(int(m), goals.tolist()) for m in used], np.int32)
        field = field.reshape(used.size, goals.size, hexes).swapaxes(0, 1)
        return Ways(goals, row, self.price[used], field)

    def minutes(self, units: Ints, goals: Ints) -> Ints:
        """Minutes int64[N] of each unit to its own goal, `NEVER` where no way leads."""
        view = self.picture.view
        here = np.maximum(view.forces.hex[units], 0)
        kinds = view.cadre.mobility[units]
        spent = np.array(
            [self.field(int(m), int(g))[h] for m, g, h in zip(kinds, goals, here, strict=True)], np.int64
        ).reshape(len(units))
        return np.where(spent < 0, NEVER, (spent * tempo(view, units) >> 10) // 10)

    def routes(self, units: Ints, goals: Ints, start: NDArray[np.integer] | None = None) -> Route:
        """Hexes int32[N, ROUTE] of the ways of units to their goals, from where they or `start` are."""
        view = self.picture.view
        kinds = view.cadre.mobility[units]
        if not len(units):
            return np.full((0, ROUTE), NOWHERE, np.int32)
        fields = np.stack([self.field(int(m), int(g)) for m, g in zip(kinds, goals, strict=True)])
        here = view.forces.hex[units] if start is None else np.asarray(start, np.int32)
        return follow(fields, self.price[kinds], view.board.neighbor, here)

    def through(self, units: Ints, goals: Ints, by: tuple[int, ...]) -> Route:
        """Ways to the goals by way of some hexes: those that a unit has not come past yet, in their order."""
        view = self.picture.view
        here = view.forces.hex[units].astype(np.int64)
        out, length = np.full((len(units), ROUTE), NOWHERE, np.int32), np.zeros(len(units), np.int64)
        for stop in (*by, NOWHERE):
            aim = goals if stop == NOWHERE else np.full(len(units), stop, np.int64)
            due = np.ones(len(units), np.bool_) if stop == NOWHERE else self._before(units, goals, here, stop)
            leg = self.routes(units[due], aim[due], here[due])
            here = here.copy()
            for row, way in zip(np.flatnonzero(due), leg, strict=True):
                some = way[way >= 0][: ROUTE - int(length[row])]
                out[row, length[row] : length[row] + some.size] = some
                length[row] += some.size
                here[row] = some[-1] if some.size else here[row]
        return out

    def walk(self, units: Ints, routes: Route) -> Ints:
        """Minutes int64[N] that the ways of units take them, 0 for no way."""
        return walked(self.picture.view, units, routes)

    def _before(self, units: Ints, goals: Ints, here: Ints, stop: int) -> NDArray[np.bool_]:
        """Units that are farther from their goal than a hex to go by, and have a way to it."""
        kinds = self.picture.view.cadre.mobility[units]
        told = [
            (self.field(int(m), int(g))[h], self.field(int(m), int(g))[stop], self.field(int(m), stop)[h])
            for m, g, h in zip(kinds, goals, here, strict=True)
        ]
        left, beyond, way = np.array(told, np.int64).reshape(len(units), 3).T
        return np.asarray((left > beyond) & (beyond >= 0) & (way > 0))


def roads(picture: Picture, crosses: bool = False) -> Roads:
    """The roads of a side as it knows them: dear through enemies, and closed ground unless it is crossed."""
    view = picture.view
    cost = view.cost()[ADVANCE].astype(np.int64)
    to = np.maximum(view.board.neighbor, 0)
    shut = picture.shut[0] & (not crosses)
    marsh = view.board.terrain == view.tables.rules.terrain.names.index("marsh")
    soft = marsh[to] & (view.ground.ways == 0)
    tracked = np.array([row in TANKS for row in view.tables.march.mobilities])[:, None, None]
    full, barred = crowded(picture), picture.enemy > 0
    load = np.where(shut, INTO_SHUT, 1)[to] * np.where(tracked & soft, INTO_MARSH, 1)
    load = load * (np.where(full, INTO_FULL, 1) * np.where(barred, INTO_HELD, 1))[to]
    price = np.where(cost < 0, -1, cost * load).astype(np.int32)
    return Roads(picture, price, tuple(named(one, view.board.neighbor) for one in price))
