"""Who can still be sent to storm: what a unit bears in the last hundred meters, less what it has borne.

It is rule assault.3 read beforehand, for own units alone. A worn company in a group drags the others back.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.view import View
from game.rules.assault_table import PICKED, PICKED_GRADE, USUAL, reach_threshold

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

ONE = 1024
LEFT = ONE * 13 // 100
"""Q10 of stress that must be left to bear: some seven men of a hundred hit on the way in."""


def vigor(view: View) -> Ints:
    """Q10 stress int64[U] that own units can bear in an assault beyond what they bear now."""
    forces, table = view.forces, view.tables.assault
    grade = view.cadre.quality
    troops = np.where(grade <= PICKED_GRADE, PICKED, USUAL)
    bears = reach_threshold(troops, forces.fatigue, np.maximum(forces.nerve, 0), table)
    men, whole = forces.men.astype(np.int64), np.maximum(forces.strength.astype(np.int64), 1)
    gone = np.maximum(whole - men, 0) * ONE // whole
    kept_down = forces.suppression.astype(np.int64) * table.stress_suppression >> 10
    led = (forces.lead.astype(np.int64) - ONE // 2) * table.stress_lead >> 10
    return np.asarray(bears - gone - kept_down + led)


def fresh(view: View) -> Flags:
    """Units bool[U] that can be sent to storm; tanks are not asked."""
    return np.asarray(view.own & ((vigor(view) >= LEFT) | view.cadre.tanks))
