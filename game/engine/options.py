"""What a unit can be ordered to do, from what its side knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.orders.base import on_map, own_and_ready
from game.engine.units import NEVER
from game.engine.view import View
from game.grid.routes import reach, route
from game.rules.arrivals import advanced
from game.rules.movement_cost import pace
from game.rules.movement_table import ADVANCE, COLUMN, SWIM

LAYERS = {"advance": ADVANCE, "column": COLUMN, "rush": ADVANCE, "stealth": ADVANCE}


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """What one unit can do now.

    Attributes
    ----------
    words : tuple of str
        Kinds of order that it can be given.
    minutes : int32[H]
        Tenths of a minute to each hex in the ordinary mode, -1 where it cannot come in this turn.
    targets : int32[N]
        Hexes that its guns reach, empty for who has none.
    """

    words: tuple[str, ...]
    minutes: NDArray[np.int32]
    targets: NDArray[np.int32]


def options_of(view: View, unit: int) -> Options:
    """Options of a unit; nothing for one that is not the side's or cannot be used."""
    hexes = view.board.hexes
    none = Options((), np.full(hexes, -1, np.int32), np.zeros(0, np.int32))
    if own_and_ready(view, unit) is not None:
        return none
    if on_map(view, unit) is not None:
        return Options(("fly",) if view.cadre.flies[unit] else (), none.minutes, none.targets)
    words = ["march", "withdraw", "hold", "dig", "rest", "fire"]
    if view.cadre.foot[unit] or view.cadre.tanks[unit]:
        words.insert(1, "assault")
    if view.cadre.foot[unit]:
        words.append("work")
    if view.cadre.gun[unit] >= 0:
        words.append("bombard")
    return Options(tuple(words), reachable(view, unit), in_range(view, unit))


def free_from(view: View, unit: int) -> int | None:
    """Minute from which an own unit can be used that cannot be used yet; None where that is not known."""
    cadre, entries, gains = view.cadre, view.stakes.entries, view.public.releases
    hours = [advanced(entries, cadre.release, gains)[unit]]
    if view.forces.hex[unit] < 0:
        hours.append(advanced(entries, cadre.arrive, gains)[unit])
    later = [int(hour) for hour in hours if view.minute < hour < NEVER]
    return max(later) if later and not view.ready[unit] else None


def tempo(view: View, unit: int, mode: str) -> int:
    """Q10 factor on the minutes of a unit's march now."""
    table, forces, sky = view.tables.march, view.forces, view.public
    told = pace(
        table,
        view.cadre.mobility[unit],
        table.modes.index(mode),
        sky.ground,
        sky.light >= 2,
        sky.fog,
        forces.fatigue[unit],
        forces.suppression[unit],
    )
    return int(told.value)


def priced(view: View, unit: int, mode: str = "advance", swims: bool = False) -> NDArray[np.int32]:
    """Tenths of a minute to leave each hex over each side, int32[H, 6], -1 where no way leads."""
    layer = SWIM if swims else LAYERS[mode]
    price = view.cost()[layer, view.cadre.mobility[unit]].astype(np.int64)
    slow = np.maximum(price * tempo(view, unit, mode) >> 10, 1)
    return np.where(price < 0, -1, slow).astype(np.int32)


def reachable(view: View, unit: int, mode: str = "advance", minutes: int | None = None) -> NDArray[np.int32]:
    """Tenths of a minute to each hex, -1 for those not reached by the end of the turn."""
    budget = (view.end - view.minute if minutes is None else minutes) * 10
    here = np.array(view.forces.hex[unit], np.int32)
    return reach(priced(view, unit, mode), view.board.neighbor, here, budget)


def way(view: View, unit: int, goal: int, mode: str = "advance", swims: bool = False) -> tuple[int, ...]:
    """The quickest route to a hex, without the hex where the unit stands; empty where there is none."""
    found = route(priced(view, unit, mode, swims), view.board.neighbor, int(view.forces.hex[unit]), goal)
    return tuple(int(hexes) for hexes in found[1:])


def in_range(view: View, unit: int) -> NDArray[np.int32]:
    """Hexes within the range of a unit's guns."""
    gun, table = int(view.cadre.gun[unit]), view.tables.batteries
    if gun < 0:
        return np.zeros(0, np.int32)
    meters = view.board.meters(int(view.forces.hex[unit]), np.arange(view.board.hexes))
    return np.flatnonzero((meters <= table.far[gun]) & (meters >= table.near[gun])).astype(np.int32)
