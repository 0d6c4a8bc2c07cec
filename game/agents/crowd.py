"""Where own units are in one another's way: hexes that are full, roads on which somebody has settled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.picture import Picture
from game.engine import acts
from game.engine.units import NEVER as LATER
from game.engine.view import View
from game.rules.stacking import stack_weight

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

FRONT_M = 600
"""Meters to the nearest enemy within which a road is part of the front and not kept free."""
GOES = (acts.MARCH, acts.ASSAULT, acts.WITHDRAW, acts.CROSS)
"""What takes a unit on along its way."""


def crowded(picture: Picture) -> NDArray[np.bool_]:
    """Hexes bool[H] that own units who stay fill up: who comes through has to wait."""
    view, table = picture.view, picture.view.tables.march
    stays = np.isin(view.acts.act, (acts.HOLD, acts.DIG, acts.RALLY, acts.TASK)) & (view.later.start >= LATER)
    stays &= view.own & (view.forces.hex >= 0) & (view.forces.men > 0) & ~view.cadre.flies
    men, weight = filled(view, np.flatnonzero(stays)).T
    return np.asarray((weight * 3 > table.stack_weight * 2) | (men * 3 > table.stack_men * 2))


def filled(view: View, units: Ints) -> Ints:
    """Men and Q10 companies int64[H, 2] that own units make up in each hex."""
    sums = np.zeros((view.board.hexes, 2), np.int64)
    np.add.at(sums, view.forces.hex[units], sizes(view, units))
    return sums


def sizes(view: View, units: Ints) -> Ints:
    """Men and Q10 companies int64[N, 2] of units in a hex."""
    men = np.maximum(view.forces.men[units].astype(np.int64), 1)
    return np.stack([men, stack_weight(view.tables.march, men, running(view, units))], axis=1)


def running(view: View, units: Ints) -> Ints:
    """Vehicles int64[N] that run."""
    return np.asarray(view.forces.vehicles[units][..., 0].sum(axis=1), np.int64)


def blocks(picture: Picture) -> Flags:
    """Own units bool[U] on the map that have settled where all others have to pass: they are to step aside.

    That is at an entry, at a bank, and on a road behind the front.
    """
    view = picture.view
    here = np.maximum(view.forces.hex, 0)
    road = (view.ground.ways != 0).any(axis=1) & (picture.nearest > FRONT_M)
    road[picture.goals] = False
    settled = road[here] & ~np.isin(view.acts.act, GOES) & (view.later.start >= LATER)
    return np.asarray(view.own & (view.forces.hex >= 0) & (picture.passage[here] | settled))
