"""What never changes about the units of a game: who they are, what they are, when they come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.tables import seal

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Cadre:
    """Columns [U] that are the same in every game of a scenario.

    Attributes
    ----------
    ids : tuple of str
        Ids of the order of battle: what orders and files call the units.
    side, kind, formation, quality : int64
        Rows of SIDES, of the kind table, of the formations and of the grades.
    mobility, branch, target : int64
        Rows of the mobilities, of units.branch and of spotting.detection, by the kind.
    entry, arrive, release, leave : int64
        Row of the entries or -1, and minutes.
    establishment : int64
        Men by the table.
    gun : int64
        Row of the weapon that it fires indirectly with, -1 for none.
    foot, tanks, flies, sappers, post : bool
        Goes on foot or horse and can assault; fights from armor; flies; engineers; headquarters.
    formations : tuple of str
    """

    ids: tuple[str, ...]
    side: Ints
    kind: Ints
    formation: Ints
    quality: Ints
    mobility: Ints
    branch: Ints
    target: Ints
    entry: Ints
    arrive: Ints
    release: Ints
    leave: Ints
    establishment: Ints
    gun: Ints
    foot: Flags
    tanks: Flags
    flies: Flags
    sappers: Flags
    post: Flags
    formations: tuple[str, ...]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    def __len__(self) -> int:
        return len(self.side)
