"""Maps of a staff: where the enemy's fire falls, where he does not see, what he could bring up."""

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
"""Meters to which the fire of infantry is counted, falling off by half at each `HALF_M`."""
HALF_M = 400
COME_M = 3000
"""Meters from which an enemy may come to a place within a turn or two."""


@dataclass(frozen=True, slots=True, eq=False)
class Maps:
    """Of a picture with H hexes.

    Attributes
    ----------
    threat : int64[H]
        Men's fire that reaches a hex, weighed by range and lines of sight, in men at close range.
    dead : bool[H]
        Hexes that no believed enemy within `REACH_M` looks into.
    guns : int64
        Enemy batteries known.
    """

    picture: Picture
    threat: Ints
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
        none = np.zeros(view.board.hexes, np.int64)
        return Maps(picture, none, np.ones(view.board.hexes, np.bool_), 0)
    meters = view.board.meters(at[:, None], every)
    near = meters <= REACH_M
    sees = in_view(view.lines, np.zeros(at.size, np.int64), at, every, np.full(every.size, STANDING_DM))
    sees &= near
    fall = 1024 >> np.minimum(meters // HALF_M, 10)
    threat = np.where(sees, picture.enemy[at][:, None] * fall, 0).sum(axis=0) >> 10
    return Maps(picture, threat, np.asarray(~sees.any(axis=0)), int(picture.guns.sum()))
