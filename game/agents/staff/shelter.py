"""Headquarters, and whatever else only drives, go aside from a road that the enemy sweeps with fire."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.marches import marches
from game.agents.picture import FAR, battery
from game.agents.staff.maps import Maps
from game.agents.ways import NEVER, ways
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
    free = np.flatnonzero(maps.dead & ~road & ~picture.shut[0] & ~picture.passage & (picture.enemy == 0))
    if not rows.size or not free.size:
        return []
    here = view.forces.hex[rows][:, None].astype(np.int64)
    meters = view.board.meters(here, free).min(axis=0)
    near = np.argsort(meters, kind="stable")[:TRIED]
    some = free[near[meters[near] <= ASIDE_M]]
    if not some.size:
        return []
    known = ways(picture, rows, some)
    minutes = known.minutes(view, rows)
    able = minutes.min(axis=1) < NEVER
    routes = known.routes(view, rows[able], minutes[able].argmin(axis=1))
    return marches(picture, rows[able], routes)
