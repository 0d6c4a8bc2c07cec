"""What a step costs on ground with this wire and these ways: reckoned once for each ground, and kept."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.grid.board import Board
from game.rules.movement_cost import entry_cost
from game.rules.movement_table import MarchTable

Wire = NDArray[np.int8]
Ways = NDArray[np.uint8]
Cost = NDArray[np.int32]
KEPT = 1 << 26
"""Bytes of prices remembered at a time, so that a long game does not pile them up; two grounds at least."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A ground and its prices."""

    wire: Wire
    ways: Ways
    cost: Cost


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Prices of steps on a board; the memory changes no result."""

    board: Board
    table: MarchTable
    _memory: dict[bytes, _Known] = field(default_factory=dict)

    def of(self, wire: Wire, ways: Ways) -> Cost:
        """Prices int32[3, M, H, 6] (`movement_cost.entry_cost`) with these belts and ways (H, 6)."""
        key = wire.tobytes() + ways.tobytes()
        if key not in self._memory:
            known = next(iter(self._memory.values()), None)
            cost = self._reckoned(wire, ways) if known is None else self._changed(known, wire, ways)
            while len(self._memory) >= max(2, KEPT // cost.nbytes):
                self._memory.pop(next(iter(self._memory)))
            self._memory[key] = _Known(wire.copy(), ways.copy(), cost)
        return self._memory[key].cost

    def leaving(
        self,
        wire: Wire,
        ways: Ways,
        game: NDArray[np.integer],
        mobility: NDArray[np.integer],
        hexes: NDArray[np.integer],
    ) -> Cost:
        """Prices int32[N, 6] of leaving hexes (N), by the advance, on the ground (B, H, 6) of games."""
        out = np.empty((len(hexes), 6), np.int32)
        for one in np.unique(game):
            mine = game == one
            out[mine] = self.of(wire[one], ways[one])[0, mobility[mine], hexes[mine]]
        return out

    def _reckoned(self, wire: Wire, ways: Ways) -> Cost:
        board = self.board
        return entry_cost(
            self.table, board.neighbor, board.height, board.terrain, ways, board.edges, wire, board.scale
        )

    def _changed(self, known: _Known, wire: Wire, ways: Ways) -> Cost:
        """The prices of a known ground, with those of the hexes reckoned anew where wire or ways differ."""
        rows = np.flatnonzero(((wire != known.wire) | (ways != known.ways)).any(axis=1))
        board, cost = self.board, known.cost.copy()
        cost[:, :, rows] = entry_cost(
            self.table,
            board.neighbor[rows],
            board.height,
            board.terrain,
            ways[rows],
            board.edges[rows],
            wire[rows],
            board.scale,
            rows,
        )
        return cost
