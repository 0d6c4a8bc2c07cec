"""What of the map the rules need besides the board: entries, crossings, magazines, banks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.units import OFF_BOARD, SIDES
from game.grid.board import Board
from game.rules.crossing_table import NONE, CrossingTable
from game.rules.movement_table import CROSSINGS
from game.rules.ruleset import Ruleset
from game.rules.supply_net import WAYS, SupplyNet, banks
from game.scenario.models.mapfile import MapFile


def crossings_of(map_file: MapFile, board: Board) -> CrossingTable:
    """Crossings in the order of the file."""
    rows = list(map_file.crossings.values())
    near, far = (np.array([board.hex_of(row.banks[end]) for row in rows], np.int32) for end in (0, 1))
    open_to = [[side in row.sides for side in SIDES] for row in rows]
    return CrossingTable(
        names=tuple(map_file.crossings),
        near=near,
        far=far,
        kind=np.array([CROSSINGS.index(row.kind) if row.standing else NONE for row in rows], np.int8),
        count=np.array([row.count for row in rows], np.int16),
        open_to=np.array(open_to, np.bool_).reshape(-1, len(SIDES)),
        night_only=np.array([row.hours == "night" for row in rows], np.bool_),
    )


def supply_of(map_file: MapFile, board: Board, rules: Ruleset) -> SupplyNet:
    """Magazines in the order of the file, and the banks of the river."""
    rows = list(map_file.magazines.values())
    return SupplyNet(
        names=tuple(map_file.magazines),
        hex=np.array([board.hex_of(row.hex) for row in rows], np.int32),
        side=np.array([SIDES.index(row.side) for row in rows], np.int8),
        way=np.array([WAYS.index(row.way) for row in rows], np.int8),
        bank=banks(board, ~rules.terrain.land),
    )


def entry_hexes(map_file: MapFile, board: Board) -> NDArray[np.int32]:
    """Hexes of each entry int32[E, X], best first, `OFF_BOARD` after the last."""
    rows = [entry.hexes for entry in map_file.entries.values()]
    out = np.full((len(rows), max(map(len, rows), default=0)), OFF_BOARD, np.int32)
    for row, labels in zip(out, rows, strict=True):
        row[: len(labels)] = [board.hex_of(label) for label in labels]
    out.setflags(write=False)
    return out


def entry_roads(map_file: MapFile) -> NDArray[np.int16]:
    """The road that each entry leads over, int16[E]: entries whose first way is the same share it.

    An entry without a way has one of its own. Whoever queues for the road queues with all who come over it:
    there is one road from Posyet, whatever the place at which it is left.
    """
    keys = [entry.ways[0] if entry.ways else f"entry {name}" for name, entry in map_file.entries.items()]
    roads = tuple(dict.fromkeys(keys))
    out = np.array([roads.index(key) for key in keys], np.int16)
    out.setflags(write=False)
    return out
