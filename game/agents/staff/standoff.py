"""Room for the guns: who only lies beside a place of the enemy's goes back, or no shell can fall on it.

Batteries refuse to fire where own infantry is within 250 m. In games of agents seven hours in ten went by so,
all guns of a corps in reach; who storms the place starts 500 m away and follows their fire.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.crowd import crowded
from game.agents.fires import batteries, within
from game.agents.marches import marches
from game.agents.picture import Picture, battery, dark
from game.agents.staff.shelter import nearest
from game.engine.orders import March

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ENOUGH, LEFT = 6, 30
"""Batteries in reach for which room is made, with more hundredths of a unit of fire than these."""
BACK_M = 750
"""Meters that somebody goes back at most."""


def stood_off(picture: Picture, units: Flags) -> list[March]:
    """Marches of those of some units bool[U] who lie in the way of the guns by day."""
    view = picture.view
    aims = _aims(picture)
    if not aims.size or dark(view):
        return []
    meters = view.board.meters(np.arange(view.board.hexes)[:, None], aims).min(axis=1)
    near = meters <= view.tables.batteries.safety_m
    place = np.zeros(view.board.hexes, np.bool_)
    place[picture.goals[picture.held]] = True
    lies = near & ~place
    fights = (view.cadre.foot | view.cadre.tanks) & ~battery(view)
    rows = np.flatnonzero(units & fights & lies[np.maximum(view.forces.hex, 0)])
    road = (view.ground.ways != 0).any(axis=1)
    free = ~near & ~road & ~crowded(picture) & ~picture.passage & ~picture.shut[0] & (picture.enemy == 0)
    able, routes = nearest(picture, rows, free, BACK_M)
    return marches(picture, able, routes)


def _aims(picture: Picture) -> Ints:
    """The enemy's places in the reach of enough batteries with shells."""
    view = picture.view
    foreign = picture.goals[view.ground.control[picture.goals] == 1 - view.side]
    foreign = foreign[~picture.shut[1][foreign] & (picture.enemy[foreign] > 0)]
    rows = batteries(picture, np.zeros(len(view.cadre), np.bool_))
    rows = rows[~view.cadre.foot[rows] & (view.forces.ammunition[rows, 1] > LEFT)]
    reach = within(picture, rows, foreign).sum(axis=0)
    return np.asarray(foreign[reach >= ENOUGH], np.int64)
