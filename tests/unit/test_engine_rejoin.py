"""An order that arrives while its unit has gone on: where the unit joins its route."""

from __future__ import annotations

import numpy as np

from game.engine.pulse.coming import rejoined
from game.grid.board import make_board

COLS, ROWS = 8, 3
NONE = np.zeros(COLS * ROWS, np.int16)
SIDES = np.zeros((COLS * ROWS, 6), np.uint8)
BOARD = make_board(COLS, ROWS, 250, NONE, NONE, NONE, SIDES, SIDES)
ROUTE = (1, 2, 3, 4)
"""Along the upper edge, from hex 0."""


def joined(hex: int) -> tuple[list[int], bool]:
    row = np.full((1, 6), -1, np.int32)
    row[0, : len(ROUTE)] = ROUTE
    route, lost = rejoined(row, np.array([hex], np.int32), BOARD.neighbor)
    return [int(h) for h in route[0] if h >= 0], bool(lost[0])


def test_from_the_place_where_it_was_ordered_the_whole_route() -> None:
    assert joined(0) == ([1, 2, 3, 4], False)


def test_what_has_been_passed_is_left_out() -> None:
    assert joined(2) == ([3, 4], False)
    assert joined(4) == ([], False)


def test_from_beside_the_route_at_its_first_hex_there() -> None:
    beside = int(BOARD.neighbor[3][(BOARD.neighbor[3] >= COLS) & (BOARD.neighbor[3] < 2 * COLS)].min())
    route, lost = joined(beside)
    assert not lost
    assert route[0] in BOARD.neighbor[beside]
    assert route == list(ROUTE[ROUTE.index(route[0]) :])


def test_far_from_the_route_it_waits() -> None:
    assert joined(2 * COLS + 7)[1]
