"""What a staff moves as one: the units of a battalion or directly under a regiment; few units one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.attack import strength
from game.agents.picture import BROKEN, Picture, battery
from game.agents.staff.vigor import fresh
from game.engine.view import View

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TIRED = 700
"""Q10 fatigue above which a formation is not sent into an attack."""
SINGLE = 36
"""Units up to which a staff moves each by itself, and no formation as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Formations [G] that fight on foot or in tanks.

    Attributes
    ----------
    names : tuple of str
        Ids of the formations.
    of : int64[U]
        Group of each unit, -1 for none.
    men, storm, tanks : int64[G]
        Men who can hold, men who can be sent to storm, the worn left out; tanks running.
    hex : int64[G]
        Where the most men of it stand.
    fit : bool[G]
        Whether some of it can be sent to attack: steady and not worn out.
    """

    names: tuple[str, ...]
    of: Ints
    men: Ints
    storm: Ints
    tanks: Ints
    hex: Ints
    fit: Flags

    def __len__(self) -> int:
        return len(self.names)

    def units(self, group: int) -> Ints:
        """Rows of its units."""
        return np.flatnonzero(self.of == group)


def fighters(view: View) -> Flags:
    """Units bool[U] that take and hold ground and can be used now."""
    cadre, forces = view.cadre, view.forces
    fights = (cadre.foot | cadre.tanks) & ~cadre.post & ~cadre.flies & ~battery(view)
    return np.asarray(view.ready & (forces.hex >= 0) & (forces.men > 0) & fights)


def draw_groups(picture: Picture) -> Groups:
    """The groups of a picture, in the order of the formations."""
    view = picture.view
    rows = np.flatnonzero(fighters(view))
    single = rows.size <= SINGLE
    key = rows if single else view.cadre.formation[rows]
    found, of_rows = np.unique(key, return_inverse=True)
    of = np.full(len(view.cadre), -1, np.int64)
    of[rows] = of_rows
    count = found.size
    men, storm, tanks = (np.zeros(count, np.int64) for _ in range(3))
    armor = view.cadre.tanks[rows]
    able = fresh(view)[rows] & (view.forces.nerve[rows] < BROKEN) & (view.forces.fatigue[rows] <= TIRED)
    for sums, some in ((men, ~armor), (storm, ~armor & able)):
        np.add.at(sums, of_rows[some], strength(view, rows[some]))
    np.add.at(tanks, of_rows[armor], view.forces.vehicles[rows[armor], :, 0].sum(axis=1).astype(np.int64))
    ready = np.bincount(of_rows, weights=able, minlength=count)
    return Groups(
        names=tuple((view.cadre.ids if single else view.cadre.formations)[int(row)] for row in found),
        of=of,
        men=men,
        storm=storm,
        tanks=tanks,
        hex=_centers(view, rows, of_rows, count),
        fit=np.asarray(ready > 0),
    )


def _centers(view: View, rows: Ints, of_rows: Ints, count: int) -> Ints:
    """The hex of the unit of each group that has the most men."""
    order = np.lexsort((rows, -view.forces.men[rows].astype(np.int64), of_rows))
    first = np.searchsorted(of_rows[order], np.arange(count))
    return view.forces.hex[rows[order[first]]].astype(np.int64) if count else np.zeros(0, np.int64)
