"""Anti-tank guns in ambush: silent until tanks are near enough to be hit, free to fire without one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.missions.carry import AT_OPEN_M
from game.agents.missions.clerk import Due
from game.agents.picture import Picture
from game.agents.staff.maps import COME_M
from game.engine import acts
from game.engine.orders import Fire, Order
from game.engine.view import View

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

COVERS_M = 1200
"""Meters from a place within which an anti-tank gun belongs to its ambush."""


def guns(view: View) -> Flags:
    """Own anti-tank guns bool[U] on the map that can be used."""
    kind = view.tables.spotting.classes.index("at_gun")
    return np.asarray(view.ready & (view.cadre.target == kind) & (view.forces.hex >= 0))


def expected(picture: Picture, hexes: Ints) -> bool:
    """Whether an ambush of a place makes sense: tanks may come, and there are guns to meet them."""
    view = picture.view
    tanks = ~view.own & (view.contacts.hex >= 0) & view.cadre.tanks
    return bool(_near(view, tanks, hexes, COME_M).any() and _near(view, guns(view), hexes, COVERS_M).any())


def lie_in_wait(picture: Picture, dues: tuple[Due, ...], orders: list[Order]) -> list[Order]:
    """The orders with the fire of anti-tank guns held where an ambush is laid, and free again where not."""
    view = picture.view
    places = [due.mission.hexes for due in dues if due.mission.tactic == "at_ambush"]
    hexes = np.array([row for some in places for row in some], np.int64)
    all_, waits = guns(view), _near(view, guns(view), hexes, COVERS_M)
    wanted = np.where(waits, AT_OPEN_M, 0)
    change = np.flatnonzero(all_ & (view.fires.open_m != wanted))
    policy = acts.POLICIES[acts.OVERWATCH]
    kept = [order for order in orders if not (isinstance(order, Fire) and order.unit in set(change.tolist()))]
    return [*kept, *(Fire(unit=int(unit), policy=policy, open_m=int(wanted[unit])) for unit in change)]


def _near(view: View, units: Flags, hexes: Ints, within_m: int) -> Flags:
    """Those of some units bool[U], own or believed, that are near one of the hexes."""
    found = units.copy()
    rows = np.flatnonzero(units)
    if not hexes.size or not rows.size:
        return np.zeros_like(units)
    place = np.where(view.own, view.forces.hex, view.contacts.hex)[rows]
    found[rows] = view.board.meters(place[:, None], hexes).min(axis=1) <= within_m
    return found
