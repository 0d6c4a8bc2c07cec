"""Small boards and units on the march, for the tests of movement."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.grid.board import make_board, make_neighbor
from game.rules.los import SightTable, make_table, offsets_within
from game.rules.movement import March, Moved, move
from game.rules.movement_cost import entry_cost
from game.rules.movement_table import freeze_march
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

RULES = compile_ruleset(load_ruleset("standard").models())
TABLE = freeze_march(RULES)
COLS, ROWS = 8, 6
HEXES = COLS * ROWS
NEAR = make_neighbor(COLS, ROWS)
GROUND = {name: row for row, name in enumerate(RULES.terrain.names)}
INFANTRY, LORRY, T26, BOAT = (TABLE.row(name) for name in ("infantry", "lorry", "t26", "boat"))
SOVIET, JAPANESE = 0, 1


class Field:
    """Open ground of 8 x 6 hexes at one height; change it, then ask for `cost`."""

    def __init__(self) -> None:
        self.height = np.zeros(HEXES, np.int64)
        self.terrain = np.full(HEXES, GROUND["open"])
        self.ways = np.zeros((HEXES, 6), np.uint8)
        self.edges = np.zeros((HEXES, 6), np.uint8)
        self.belts = np.zeros((HEXES, 6), np.int8)

    def mark(self, bits: NDArray[Any], h: int, d: int, value: int) -> None:
        """Say something of a hexside on both its hexes."""
        bits[h, d] |= value
        if NEAR[h, d] >= 0:
            bits[NEAR[h, d], (d + 3) % 6] |= value

    def cost(self) -> NDArray[np.int32]:
        return entry_cost(TABLE, NEAR, self.height, self.terrain, self.ways, self.edges, self.belts)


def march(*units: dict[str, Any]) -> March:
    """Units on the march from dicts of what is not usual."""

    def column(name: str, default: Any, dtype: Any) -> Any:
        return np.array([unit.get(name, default) for unit in units], dtype)

    longest = max((len(unit.get("route", ())) for unit in units), default=0) + 1
    route = np.full((len(units), longest), -1, np.int32)
    for row, unit in zip(route, units, strict=True):
        row[: len(unit.get("route", ()))] = unit.get("route", ())
    pace = column("pace", 1024, np.int64)
    return March(
        hex=column("hex", -1, np.int32),
        route=route,
        carried=column("carried", 0, np.int32),
        pace=pace,
        final=np.array([unit.get("final", slow) for unit, slow in zip(units, pace, strict=True)], np.int64),
        mobility=column("mobility", INFANTRY, np.int8),
        layer=column("layer", 0, np.int8),
        side=column("side", SOVIET, np.int8),
        men=column("men", 100, np.int16),
        weight=column("weight", 1024, np.int32),
        halts=column("halts", False, np.bool_),
        lot=column("lot", 0, np.int64),
    )


QUIET = np.zeros((2, HEXES), np.bool_)
BOARD = make_board(COLS, ROWS, 250, np.zeros(HEXES, int), np.zeros(HEXES, int), np.zeros(HEXES, int))
OPEN_REACH = 1500
HIDDEN = 255
"""Least height, in quarters of a meter, that no target has (`los.NEVER`)."""


def sight(hidden: bool = False) -> SightTable:
    """A level board without cover, or one of walls."""
    offsets = offsets_within(OPEN_REACH, BOARD.scale)
    table = np.full((2, HEXES, len(offsets)), HIDDEN if hidden else 0, np.uint8)
    return make_table(BOARD, table, OPEN_REACH, (17, 9))


def go(units: March, cost: NDArray[np.int32] | None = None, minutes: int = 30, contact: Any = QUIET) -> Moved:
    """One pulse on open ground, or at other prices."""
    return move(TABLE, units, Field().cost() if cost is None else cost, NEAR, contact, minutes)
