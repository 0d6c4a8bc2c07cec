"""Maps of a staff: where the enemy does not see, what he could bring up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.picture import Picture
from game.rules.visibility import in_view

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

STANDING_DM = 17
REACH_M = 1500
"""Meters to which the enemy's infantry is reckoned to look."""
COME_M = 3000
"""Meters from which an enemy may come to a place within a turn or two."""


@dataclass(frozen=True, slots=True, eq=False)
class Maps:
    """Of a picture with H hexes.

    Attributes
    ----------
    dead : bool[H]
        Hexes that no believed enemy within `REACH_M` looks into.
    guns : int64
        Enemy batteries known.
    """

    picture: Picture
    dead: Flags
    guns: int

    def near(self, hexes: Ints, within_m: int = COME_M) -> int:
        """Enemy men believed within some meters of a place, the farther the fewer of them count."""
        picture = self.picture
        at = np.flatnonzero(picture.enemy)
        if not at.size or not hexes.size:
            return 0
        meters = picture.view.board.meters(at[:, None], hexes).min(axis=1)
        weight = np.clip(1024 - 1024 * meters // within_m, 0, 1024)
        return int((picture.enemy[at] * weight).sum() >> 10)


def draw_maps(picture: Picture) -> Maps:
    """Maps of a picture."""
    view = picture.view
    at = np.flatnonzero(picture.enemy)
    every = np.arange(view.board.hexes)
    if not at.size:
        return Maps(picture, np.ones(view.board.hexes, np.bool_), 0)
    meters = view.board.meters(at[:, None], every)
    near = meters <= REACH_M
    sees = in_view(view.lines, np.zeros(at.size, np.int64), at, every, np.full(every.size, STANDING_DM))
    sees &= near
    return Maps(picture, np.asarray(~sees.any(axis=0)), int(picture.guns.sum()))
