"""Who holds the places of a side, and how likely they fall: it is the men who stand there that count.

The chance is measured in games of agents against one another, all five battles: of places in which nobody
stood, one in four fell within a turn where many enemies were near; of those with a company, one in fifty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from game.agents.picture import Picture
from game.agents.staff.groups import Groups
from game.agents.staff.targets import Targets

if TYPE_CHECKING:
    from game.agents.staff.weigh import Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WANTED, FEW = 120, 25
"""Men who are wanted in each hex that is held, and with how many it is left as it is."""
ROOM = 240
"""Men who are of use in an empty hex, and those beside it who come in when some of them fall."""
UNKNOWN, MANY = 100, 1500
"""Men who may come unseen, and those near by whom an open place falls half as often as it ever does."""
OPEN = 0.5
"""Chance at which a hex falls within a turn that nobody holds, before the greatest number of enemies."""
HALF = 20
"""Men in a hex by whom that chance is halved."""


def inside(picture: Picture, groups: Groups, targets: Targets) -> Ints:
    """Men int64[G, O] of each group who stand in the own hexes of each place."""
    view = picture.view
    out = np.zeros((len(groups), len(targets)), np.int64)
    rows = np.flatnonzero((groups.of >= 0) & view.cadre.foot)
    for place, hexes in enumerate(targets.hexes):
        own = hexes[view.ground.control[hexes] == view.side]
        there = rows[np.isin(view.forces.hex[rows], own)]
        np.add.at(out[:, place], groups.of[there], view.forces.men[there].astype(np.int64))
    return out


def falls(problem: Problem, tasks: Ints) -> Floats:
    """Chance (B, O) at which plans `tasks` int64[B, G] lose an own hex of each place within the turn."""
    groups, targets, count = problem.groups, problem.targets, problem.size
    stays = (tasks < 0) | (tasks >= count)
    there = stays.astype(np.int64) @ problem.inside
    comes = (tasks[..., None] == np.arange(count, 2 * count)) & (problem.minutes <= problem.turn)
    others = np.where(comes & (problem.inside == 0), (groups.men + 8 * groups.tanks)[:, None], 0).sum(axis=1)
    hexes = np.maximum(problem.held, 1)
    # Where a few are nobody is sent: those who have dug in elsewhere stay there.
    filled = np.maximum(there, np.minimum(there + others, ROOM * hexes))
    men = np.where(there < FEW * hexes, filled, there) / hexes
    come = targets.near + UNKNOWN
    return np.asarray(OPEN * come / (come + MANY) * HALF / (HALF + men))
