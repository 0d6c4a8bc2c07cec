"""Columns on the road: who waits for whom in a pulse of movement (rule movement.6). For `movement`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.rules.march_state import STREET, Flags, Ints, Marching
from game.rules.movement_table import MarchTable
from game.rules.stacking import first_of


def blocked(table: MarchTable, state: Marching, who: Ints) -> Flags:
    """Columns among units int64[K] that must wait: another goes first, or their direction is full ahead."""
    out = np.zeros(who.size, np.bool_)
    at = np.flatnonzero(state.column[who])
    if at.size:
        rows = who[at]
        out[at] = _behind(table, state, rows) | _full_ahead(table, state, rows)
        free = at[~out[at]]
        out[free] = _gives_way(table, state, who[free])
    return out


def _behind(table: MarchTable, state: Marching, who: Ints) -> Flags:
    """Whether another crosses the side first: the one with most minutes in hand, then the lower row."""
    gate = state.gate(who)
    by = np.lexsort((who, -state.time[who], gate))
    out = np.zeros(who.size, np.bool_)
    out[by] = np.arange(by.size) - first_of(gate[by]) >= table.columns
    return out


def _full_ahead(table: MarchTable, state: Marching, who: Ints) -> NDArray[np.bool_]:
    """Whether the hex ahead is full: all in it go the same way but the columns that come toward the unit."""
    want = state.wanted(who)
    toward = state.columns_out[want * STREET + (state.way[who] + 3) % STREET]
    return np.asarray(state.columns_in[want] - toward >= table.columns)


def _gives_way(table: MarchTable, state: Marching, who: Ints) -> Flags:
    """Whether columns at the head of their roads must let others first into the hex where the roads meet.

    Those that come over the opposite side go the other way and hold up nobody.
    """
    want, row = np.unique(state.wanted(who), return_inverse=True)
    each, way = np.arange(who.size), state.way[who]
    turn = np.empty(who.size, np.int64)
    turn[np.lexsort((who, -state.time[who]))] = each
    heads = np.full((want.size, STREET), who.size)
    np.minimum.at(heads, (row, way), turn)
    before = heads[row] < turn[:, None]
    before[each, way] = before[each, (way + 3) % STREET] = False
    return np.asarray(before.sum(axis=-1) >= table.columns)
