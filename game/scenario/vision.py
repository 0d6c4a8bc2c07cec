"""What can be seen from where on a scenario's map: the sight table with the heights of its ruleset."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.grid.board import Board
from game.rules.los import Progress, SightTable
from game.rules.los_profile import Profile, profile
from game.rules.los_relief import Relief
from game.rules.ruleset import Ruleset
from game.scenario.ground import Ground
from game.scenario.sight import load_sight, relief_of

STANDING = 0
"""Row of the table for the eye of a standing observer; row 1 is that of one in a trench."""


@dataclass(frozen=True, slots=True)
class Vision:
    """Sight table, relief and the heights of eye and man in decimeters."""

    board: Board
    relief: Relief
    table: SightTable
    eye_dm: int
    man_dm: int

    def seen_from(self, hex_: int) -> NDArray[np.bool_]:
        """Hexes bool[H] in which a standing man is seen by an observer in a hex; his own is."""
        every = np.arange(self.board.hexes)
        seen = self.table.visible(STANDING, np.full_like(every, hex_), every, self.man_dm)
        seen[hex_] = True
        return seen

    def profile(self, observer: int, target: int) -> Profile:
        """Ground below the line from an observer to a standing man in another hex."""
        return profile(self.board, self.relief, observer, target, self.eye_dm, self.man_dm)


def decimeters(rules: Ruleset, path: str) -> int:
    """A height of the ruleset in whole decimeters."""
    return round(10 * rules.where(path).value)


def vision_of(board: Board, ground: Ground, rules: Ruleset, progress: Progress | None = None) -> Vision:
    """Sight by the numbers of chapter `sight`; the table comes from the cache or takes some seconds."""
    eyes = (decimeters(rules, "sight.eye_standing"), decimeters(rules, "sight.eye_trench"))
    perch, reach = (rules.value("sight", key, bits=0) for key in ("perch", "reach"))
    table = load_sight(board, ground, progress, reach, eyes, perch)
    man = decimeters(rules, "sight.target_height.man.height")
    return Vision(board, relief_of(ground, perch), table, eyes[STANDING], man)
