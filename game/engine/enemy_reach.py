"""Where the enemy could come this turn, as far as he is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.view import View
from game.grid.routes import reach
from game.rules.movement_cost import pace
from game.rules.movement_table import ADVANCE


def enemy_reach(view: View) -> NDArray[np.int32]:
    """Tenths of a minute int32[H] in which the nearest known enemy could be in each hex, -1 for none.

    Contacts of which the kind is known are taken to be rested and to go at once, on the ways that the side
    knows; how tired the enemy is nobody tells.
    """
    told = view.contacts
    rows = np.flatnonzero(~view.own & (told.hex >= 0) & (told.kind >= 0) & ~view.cadre.flies)
    best = np.full(view.board.hexes, np.iinfo(np.int32).max, np.int32)
    for mobility in np.unique(view.cadre.mobility[rows]).tolist():
        some = rows[view.cadre.mobility[rows] == mobility]
        minutes = reach(_price(view, mobility), view.board.neighbor, told.hex[some], _budget(view))
        best = np.minimum(best, np.where(minutes < 0, best, minutes).min(axis=0))
    return np.where(best == np.iinfo(np.int32).max, -1, best).astype(np.int32)


def _budget(view: View) -> int:
    return 10 * (view.end - view.minute)


def _price(view: View, mobility: int) -> NDArray[np.int32]:
    """Tenths of a minute int32[H, 6] for a rested unit in the weather and light of now."""
    sky, table = view.public, view.tables.march
    mode = table.modes.index("advance")
    told = pace(table, mobility, mode, sky.ground, sky.light >= 2, sky.fog, 0, 0)
    price = view.cost()[ADVANCE, mobility].astype(np.int64)
    slow = np.maximum(price * int(told.value) >> 10, 1)
    return np.where(price < 0, -1, slow).astype(np.int32)
