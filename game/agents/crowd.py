"""Where own units are in one another's way: hexes that are full, roads on which somebody has settled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.picture import Picture
from game.engine import acts
from game.engine.units import NEVER as LATER
from game.rules.stacking import stack_weight

Flags = NDArray[np.bool_]

FRONT_M = 600
"""Meters to the nearest enemy within which a road is part of the front and not kept free."""
GOES = (acts.MARCH, acts.ASSAULT, acts.WITHDRAW, acts.CROSS)
"""What takes a unit on along its way."""


def crowded(picture: Picture) -> NDArray[np.bool_]:
    """Hexes bool[H] that own units who stay fill up: who comes through has to wait."""
    view, table = picture.view, picture.view.tables.march
    stays = np.isin(view.acts.act, (acts.HOLD, acts.DIG, acts.RALLY, acts.TASK)) & (view.later.start >= LATER)
    stays &= view.own & (view.forces.hex >= 0) & (view.forces.men > 0) & ~view.cadre.flies
    rows = np.flatnonzero(stays)
    weight = stack_weight(table, view.forces.men[rows], view.forces.vehicles[rows, :, 0].sum(axis=1))
    sums = np.zeros((2, view.board.hexes), np.int64)
    np.add.at(sums[0], view.forces.hex[rows], weight)
    np.add.at(sums[1], view.forces.hex[rows], view.forces.men[rows])
    return np.asarray((sums[0] * 3 > table.stack_weight * 2) | (sums[1] * 3 > table.stack_men * 2))


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
