"""Which own units need a look: in trouble and why, held back, without orders. From a view alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from game.engine import groups
from game.engine.orders import Order
from game.engine.overlays import rounds_left, scarce
from game.engine.view import View
from game.rules.morale import STEADY

Flags = NDArray[np.bool_]
HELD_DOWN = 400
"""Q10 suppression from which a unit counts as held down."""
TROUBLES = ("ammunition", "suppressed", "broken", "cut off")
"""What a unit can suffer from: all but out of rounds, held down, shaken or worse, no order or no way back."""


def troubles(view: View) -> Flags:
    """What own units on the map suffer from, bool[4, U], in the order of `TROUBLES`."""
    forces, left = view.forces, rounds_left(view)
    there = view.own & (forces.hex >= 0) & (forces.men > 0)
    empty = (left >= 0) & (left <= scarce(view) // 4)
    down, shaken = forces.suppression >= HELD_DOWN, forces.nerve > STEADY
    return np.asarray(there & np.stack([empty, down, shaken, (forces.delay < 0) | forces.cut]))


def troubled(view: View) -> Flags:
    """Own units on the map that need a look, bool[U]."""
    return np.asarray(troubles(view).any(axis=0))


def held(view: View) -> Flags:
    """Own units on the map that cannot be used yet, bool[U]."""
    forces = view.forces
    return np.asarray(view.own & (forces.hex >= 0) & (forces.men > 0) & ~forces.gone & ~view.ready)


def waiting(view: View, plots: Sequence[Order], passed: Sequence[int] = ()) -> Flags:
    """Own units that wait for orders, bool[U]; those that were passed over wait no more."""
    found = np.zeros(len(view.cadre), np.bool_)
    found[groups.idle(view, plots)] = True
    found[list(passed)] = False
    return found
