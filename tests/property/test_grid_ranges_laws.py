"""Ranges in windows against the least costs of `routes.reach`, on random boards."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from game.grid.board import make_neighbor
from game.grid.ranges import MOST, packed, ranges
from game.grid.routes import BLOCKED, reach


@st.composite
def boards(draw: st.DrawFn) -> tuple[np.ndarray, int, int]:
    cols, rows = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    high = draw(st.sampled_from([3, 12, 200, 20_000]))
    price = st.one_of(st.integers(1, 4), st.integers(1, high), st.sampled_from([-1, BLOCKED]))
    return draw(hnp.arrays(np.int32, (cols * rows, 6), elements=price)), cols, rows


@given(boards(), st.data())
@settings(max_examples=150, deadline=None)
def test_ranges_are_the_least_costs(board: tuple[np.ndarray, int, int], data: st.DataObject) -> None:
    cost, cols, rows = board
    starts = data.draw(st.lists(st.integers(-1, cols * rows - 1), min_size=1, max_size=6))
    most = data.draw(st.sampled_from([0, 5, 40, 125, 126, 127, 400, MOST]))
    budgets = data.draw(st.lists(st.integers(-1, most), min_size=len(starts), max_size=len(starts)))
    near = make_neighbor(cols, rows)
    terrain = packed(cost, cols, rows)
    for _ in range(2):
        # Twice, because the memory of the first call is used again.
        assert (ranges(terrain, starts, budgets).dense() == reach(cost, near, starts, budgets)).all()


def test_more_units_than_a_chunk() -> None:
    cost = np.full((30 * 30, 6), 2, np.int32)
    cost[::7] = 9
    starts = np.arange(900)
    found = ranges(packed(cost, 30, 30), starts, 16)
    assert (found.dense() == reach(cost, make_neighbor(30, 30), starts, 16)).all()
    unit, hex, price = found.reached()
    assert (price[unit == hex] == 0).all()


def test_nobody_and_nothing() -> None:
    terrain = packed(np.full((4, 6), -1, np.int32), 2, 2)
    assert ranges(terrain, np.zeros(0, int), 10).dense().shape == (0, 4)
    assert ranges(terrain, [1, -1], 10).dense().tolist() == [[-1, 0, -1, -1], [-1] * 4]


def test_what_windows_do_not_take() -> None:
    fine = packed(np.full((4, 6), 3, np.int32), 2, 2)
    with pytest.raises(ValueError, match="budgets up to"):
        ranges(fine, [0], MOST + 1)
    with pytest.raises(ValueError, match="prices from 1"):
        packed(np.zeros((4, 6), np.int32), 2, 2)
    with pytest.raises(ValueError, match="beyond the last"):
        ranges(fine, [4], 5)
    with pytest.raises(ValueError, match="do not fit"):
        packed(np.zeros((5, 6), np.int32), 2, 2)
