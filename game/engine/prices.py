"""What a step costs on ground with this wire and these ways: reckoned once for each ground, and kept."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.grid.board import Board
from game.rules.movement_cost import entry_cost
from game.rules.movement_table import MarchTable

KEPT = 8
"""Grounds remembered at a time, so that a long game does not pile them up."""


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Prices of steps on a board; the memory changes no result."""

    board: Board
    table: MarchTable
    _memory: dict[bytes, NDArray[np.int32]] = field(default_factory=dict)

    def of(self, wire: NDArray[np.int8], ways: NDArray[np.uint8]) -> NDArray[np.int32]:
        """Prices int32[3, M, H, 6] (`movement_cost.entry_cost`) with these belts and ways (H, 6)."""
        key = wire.tobytes() + ways.tobytes()
        if key not in self._memory:
            while len(self._memory) >= KEPT:
                self._memory.pop(next(iter(self._memory)))
            board = self.board
            ground = (board.height, board.terrain, ways, board.edges, wire, board.scale)
            self._memory[key] = entry_cost(self.table, board.neighbor, *ground)
        return self._memory[key]
