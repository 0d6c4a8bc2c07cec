"""Headquarters, and whatever else only drives, go aside from a road that the enemy sweeps with fire."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.marches import marches
from game.agents.picture import FAR, Picture, battery
from game.agents.staff.maps import Maps
from game.agents.ways import NEVER, ways
from game.engine.acts import NOWHERE, ROUTE
from game.engine.orders import March

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ASIDE_M = 1500
"""Meters within which a place to go to is looked for."""
TRIED = 12
"""Places that are looked at: the nearest."""


def sheltered(maps: Maps, units: Flags) -> list[March]:
    """Marches of those of some units bool[U] who do not fight in line and stand on a swept road."""
    picture, view = maps.picture, maps.picture.view
    cadre = view.cadre
    drives = units & (cadre.post | ~(cadre.foot | cadre.tanks | battery(view)))
    road = (view.ground.ways != 0).any(axis=1)
    swept = road & ~maps.dead & (picture.nearest < FAR)
    rows = np.flatnonzero(drives & swept[np.maximum(view.forces.hex, 0)])
    free = maps.dead & ~road & ~picture.shut[0] & ~picture.passage & (picture.enemy == 0)
    able, routes = nearest(picture, rows, free, ASIDE_M)
    return marches(picture, able, routes)


def nearest(picture: Picture, units: Ints, free: Flags, within_m: int) -> tuple[Ints, NDArray[np.int32]]:
    """Those of some units who find a way to a place of `free` bool[H], and their ways int32[N, ROUTE]."""
    view, some = picture.view, np.flatnonzero(free)
    none = np.full((0, ROUTE), NOWHERE, np.int32)
    if not units.size or not some.size:
        return units[:0], none
    here = view.forces.hex[units][:, None].astype(np.int64)
    meters = view.board.meters(here, some).min(axis=0)
    near = np.argsort(meters, kind="stable")[:TRIED]
    some = some[near[meters[near] <= within_m]]
    if not some.size:
        return units[:0], none
    known = ways(picture, units, some)
    minutes = known.minutes(view, units)
    able = minutes.min(axis=1) < NEVER
    return units[able], known.routes(view, units[able], minutes[able].argmin(axis=1))
