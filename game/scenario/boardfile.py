"""From the map file to the board's arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from game.grid.board import EDGE_KINDS, WAY_KINDS, Board, make_board, make_neighbor, share_sides
from game.scenario.load import RulesetFiles
from game.scenario.models.mapfile import DIRECTIONS, MapFile
from game.scenario.models.ruleset import Terrains

TERRITORIES = ("ussr", "disputed", "manchukuo", "korea")


def terrain_ids(ruleset: RulesetFiles) -> tuple[str, ...]:
    """Terrain ids in the order of the ruleset's table; the board's numbers are rows of it."""
    return tuple(key for document in ruleset.of(Terrains) for key in document.model.terrain)


def board_of(map_file: MapFile, ruleset: RulesetFiles) -> Board:
    """The board of a map that has been checked against the ruleset."""
    grid = map_file.grid
    terrain = terrain_ids(ruleset)
    neighbor = make_neighbor(grid.columns, grid.rows)
    flat_terrain = [terrain.index(t) for row in map_file.terrain_ids() for t in row]
    flat_owner = [TERRITORIES.index(t) for row in map_file.territory_ids() for t in row]
    return make_board(
        grid.columns,
        grid.rows,
        grid.across_m,
        np.array(map_file.height_values()).reshape(-1),
        np.array(flat_terrain),
        np.array(flat_owner),
        share_sides(_edges(map_file), neighbor),
        share_sides(_ways(map_file, neighbor), neighbor),
    )


def wire_belts(board: Board, map_file: MapFile, belts: Mapping[str, int]) -> NDArray[np.uint8]:
    """Belts of wire uint8[H, 6] on each hexside, the same from both of its hexes."""
    found = np.zeros((board.hexes, 6), np.uint8)
    for side, count in belts.items():
        number, direction = map_file.number(side[:4]), DIRECTIONS.index(side[5:])
        if number is not None:
            found[number, direction] = max(count, found[number, direction])
            beyond = int(board.neighbor[number, direction])
            if beyond >= 0:
                found[beyond, (direction + 3) % 6] = found[number, direction]
    found.setflags(write=False)
    return found


def with_wire(board: Board, map_file: MapFile, sides: Iterable[str]) -> Board:
    """The same board with wire on more hexsides, as a scenario sets it up."""
    edges = board.edges.copy()
    bit = 1 << EDGE_KINDS.index("wire")
    for side in sides:
        number = map_file.number(side[:4])
        if number is not None:
            edges[number, DIRECTIONS.index(side[5:])] |= bit
    shared = share_sides(edges, board.neighbor)
    b = board
    return make_board(b.cols, b.rows, b.scale, b.height, b.terrain, b.territory, shared, b.ways)


def _edges(map_file: MapFile) -> NDArray[np.uint8]:
    bits = np.zeros((map_file.grid.columns * map_file.grid.rows, 6), np.uint8)
    for kind, sides in map_file.hexsides.items():
        for side in sides:
            bits[map_file.number(side[:4]), DIRECTIONS.index(side[5:])] |= 1 << EDGE_KINDS.index(kind)
    return bits


def _ways(map_file: MapFile, neighbor: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Each step of a way marks the side it crosses."""
    bits = np.zeros(neighbor.shape, np.uint8)
    for way in map_file.ways.values():
        for before, after in zip(way.hexes, way.hexes[1:], strict=False):
            here, there = map_file.number(before), map_file.number(after)
            side = int(np.flatnonzero(neighbor[here] == there)[0])
            bits[here, side] |= 1 << WAY_KINDS.index(way.kind)
    return bits
