"""Both sides on their way to the same empty hex: who is there first (rule movement.8). For `movement`."""

from __future__ import annotations

import numpy as np

from game.rules.march_state import Flags, Ints, Marching
from game.rules.stacking import SIDES


def outrun(state: Marching, who: Ints) -> Flags:
    """Whether the enemy comes first into the hex that each of some units int64[K] could enter now.

    Of all who want a hex, the one who has most minutes left there was there first; at the same tenth of a
    minute the lots decide, and where those are equal too nobody goes. He speaks for his side: the others of
    it follow, as far as there is room.
    """
    out = np.zeros(who.size, np.bool_)
    at = np.flatnonzero(state.met(who))
    if at.size:
        place, side = np.divmod(state.own[who[at]], SIDES)
        hexes, row = np.unique(place * state.hexes + state.next[who[at]], return_inverse=True)
        best = np.full((hexes.size, SIDES), -1, np.int64)
        rank = _ranks(state, who[at])
        np.maximum.at(best, (row, side), rank)
        out[at] = best[row, 1 - side] >= best[row, side]
    return out


def _ranks(state: Marching, who: Ints) -> Ints:
    """Who comes before whom, int64[K]: the higher the sooner, the same for those who come together."""
    left, lot = state.time[who] - state.price[who], state.lot[who]
    by = np.lexsort((lot, left))
    later = (np.diff(left[by]) != 0) | (np.diff(lot[by]) != 0)
    out = np.zeros(who.size, np.int64)
    out[by[1:]] = np.cumsum(later)
    return out
