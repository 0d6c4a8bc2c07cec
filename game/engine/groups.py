"""Orders to many units at once, and what a side has left without any; from its view alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from game.engine import acts
from game.engine.options import priced
from game.engine.orders import Assault, Bombard, Dig, March, Order, Request
from game.engine.orders.acts import MODES
from game.engine.units import NEVER
from game.engine.view import View
from game.engine.ways import Ways
from game.rules.air_defense import ready
from game.rules.artillery_table import MISSIONS
from game.rules.stacking import stack_weight
from game.rules.works_table import CLEAR, TASKS, WIRE

__all__ = ["MISSIONS", "MODES", "SIDED", "TASKS"]

Ints = NDArray[np.int64]
SHARE = 256
"""Q10 of a unit of fire that a mission spends unless something else is said."""
SIDED = (TASKS[WIRE], TASKS[CLEAR])
"""Works that are done on a side of a hex."""


def idle(view: View, plots: Sequence[Order]) -> Ints:
    """Rows of the units on the map that could be used and neither have an order nor are at anything."""
    busy = np.zeros(len(view.cadre), np.bool_)
    busy[[order.unit for order in plots if order.unit >= 0]] = True
    busy |= (view.acts.act != acts.HOLD) | (view.later.start < NEVER)
    busy |= ((view.missions.rounds > 0) & (view.missions.end > view.minute)).any(axis=1)
    return np.flatnonzero(view.ready & (view.forces.hex >= 0) & ~busy & ~view.cadre.flies)


def minutes_along(view: View, unit: int, route: Sequence[int], mode: str = "advance") -> int:
    """Minutes that a way takes a unit in the weather and light of now, rounded up."""
    hexes = np.array((int(view.forces.hex[unit]), *route), np.int64)
    side = (view.board.neighbor[hexes[:-1]] == hexes[1:, None]).argmax(axis=1)
    price = priced(view, unit, mode)[hexes[:-1], side]
    return int(-(-price.sum() // 10)) if price.size else 0


def path(
    view: View,
    unit: int,
    stops: Sequence[int],
    mode: str = "advance",
    swims: bool = False,
    ways: Ways | None = None,
) -> tuple[int, ...]:
    """The quickest way of a unit through some hexes in their order; empty where one cannot be reached.

    `ways` keeps what it has found, for who asks again and again.
    """
    ways, at = ways or Ways(view), int(view.forces.hex[unit])
    found: list[int] = []
    for stop in stops:
        leg = ways.leg(unit, at, stop, mode, swims)
        if not leg:
            return ()
        found += leg[1:]
        at = stop
    return tuple(found)


def spread(view: View, units: Sequence[int], goal: int) -> Ints:
    """Hexes for units in and around a goal: the nearest that the limits of a hex leave room in."""
    table, forces = view.tables.march, view.forces
    running = forces.vehicles[:, :, 0].sum(axis=1)
    weight = stack_weight(table, forces.men, running).astype(np.int64)
    others = np.flatnonzero(view.own & (forces.hex >= 0))
    others = others[~np.isin(others, np.asarray(units, np.int64))]
    loads = np.zeros((2, view.board.hexes), np.int64)
    np.add.at(loads[0], forces.hex[others], weight[others])
    np.add.at(loads[1], forces.hex[others], forces.men[others])
    near = np.argsort(view.board.meters(goal, np.arange(view.board.hexes)), kind="stable")
    limit = np.array([table.stack_weight, table.stack_men])[:, None]
    places = []
    for unit in units:
        need = np.array([weight[unit], forces.men[unit]])[:, None]
        fits = ((loads[:, near] + need) <= limit).all(axis=0) | (loads[0, near] == 0)
        place = int(near[fits.argmax()])
        loads[:, place] += need[:, 0]
        places.append(place)
    return np.array(places, np.int64)


def march(
    view: View,
    units: Sequence[int],
    goal: int,
    mode: str = "advance",
    start: int = 0,
    on_contact: bool = False,
    stop_loss: int = 0,
    via: Sequence[int] = (),
    ways: Ways | None = None,
) -> list[Order]:
    """Every unit goes to its own place in or around the goal; who stands there already has no order."""
    places = spread(view, units, goal) if len(units) > 1 else [goal]
    return [
        March(unit=unit, route=found, mode=mode, start=start, on_contact=on_contact, stop_loss=stop_loss)
        for unit, place in zip(units, places, strict=True)
        if via or int(view.forces.hex[unit]) != place
        for found in (path(view, unit, (*via, int(place)), mode, ways=ways),)
    ]


def attack(
    view: View,
    units: Sequence[int],
    goal: int,
    mode: str = "advance",
    start: int = 0,
    on_contact: bool = False,
    stop_loss: int = 0,
    when_suppressed: int = 0,
    via: Sequence[int] = (),
    ways: Ways | None = None,
) -> list[Order]:
    """Infantry and tanks assault the goal; batteries among the units prepare it with fire."""
    found: list[Order] = []
    for unit in units:
        if view.cadre.foot[unit] or view.cadre.tanks[unit]:
            found.append(
                Assault(
                    unit=unit,
                    route=path(view, unit, (*via, goal), mode, ways=ways),
                    mode=mode,
                    start=start,
                    on_contact=on_contact,
                    stop_loss=stop_loss,
                    when_suppressed=when_suppressed,
                )
            )
        elif view.cadre.gun[unit] >= 0:
            found.append(Bombard(unit=unit, kind=MISSIONS[0], target=goal, rounds=max(1, rounds(view, unit))))
    return found


def defend(
    view: View, units: Sequence[int], goal: int, mode: str = "advance", ways: Ways | None = None
) -> list[Order]:
    """Units take their places in and around a hex, and dig in where they stand in theirs already."""
    places = spread(view, units, goal)
    return [
        Dig(unit=unit)
        if int(view.forces.hex[unit]) == place
        else March(unit=unit, route=path(view, unit, (int(place),), mode, ways=ways), mode=mode)
        for unit, place in zip(units, places, strict=True)
    ]


def rounds(view: View, unit: int, share: int = SHARE) -> int:
    """Rounds of a battery in a share Q10 of a unit of fire, no more than it has."""
    gun, forces = int(view.cadre.gun[unit]), view.forces
    if gun < 0:
        return 0
    load = (int(forces.weapons[unit, gun]) + int(forces.vehicles[unit, gun, 0])) * int(
        view.tables.batteries.load[gun]
    )
    return min(load * share >> 10, load * int(forces.ammunition[unit, 1]) // 100)


def fit(view: View, unit: int) -> int:
    """Aircraft of a squadron that can fly now."""
    if not view.cadre.flies[unit]:
        return 0
    row = view.squadron(unit)
    whole = np.array([view.forces.vehicles[unit, :, 0].max()])
    return int(ready(whole, view.air.resting[row][None], view.air.flown[row][None], view.tables.air)[0])


def bombs(view: View, unit: int) -> tuple[str, ...]:
    """Bombs that a squadron carries and that are left."""
    if not view.cadre.flies[unit]:
        return ()
    table, kind = view.tables.air, int(view.air_type[view.squadron(unit)])
    there = (table.load[kind] > 0) & (view.air.bombs > 0)
    return tuple(name for name, has in zip(table.bombs, there, strict=True) if has)


def tasks(view: View, unit: int) -> tuple[str, ...]:
    """Engineers' works that a unit can do."""
    if not view.cadre.foot[unit]:
        return ()
    able = view.tables.works.tasks[:, int(view.cadre.sappers[unit])] >= 0
    return tuple(task for task, can in zip(TASKS, able, strict=True) if can)


def marks(view: View) -> tuple[int, ...]:
    """Minutes at which the pulses of the turn begin."""
    return tuple(int(m) for m in view.calendar.pulses(view.turn)[:-1])


def toward(view: View, unit: int, hex_: int) -> int:
    """The side of a unit's hex that looks to a hex beside it, -1 for no such side."""
    here = int(view.forces.hex[unit])
    beside = view.board.neighbor[here] == hex_ if here >= 0 and hex_ >= 0 else np.zeros(6, np.bool_)
    return int(beside.argmax()) if beside.any() else -1


def can_cross(view: View) -> bool:
    """Whether there is any place where the side goes over the river now."""
    return bool((view.crossings.open_to[:, view.side] & (view.ground.crossings >= 0)).any())


def can_ask(view: View) -> bool:
    """Whether the side can ask for what is forbidden to it."""
    return Request(side=view.side).check(view) is None
