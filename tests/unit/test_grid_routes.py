"""Reach and route on boards small enough to draw."""

from __future__ import annotations

import numpy as np
import pytest

from game.grid.board import make_neighbor
from game.grid.routes import BLOCKED, UNREACHED, reach, route

NEAR = make_neighbor(5, 4)


def even(price: int = 2) -> np.ndarray:
    return np.full((20, 6), price, dtype=np.int32)


def test_costs_grow_with_the_steps() -> None:
    assert reach(even(), NEAR, 0)[:5].tolist() == [0, 2, 4, 6, 8]


def test_budget_bounds_the_reach() -> None:
    found = reach(even(), NEAR, 0, 3)
    assert np.flatnonzero(found >= 0).tolist() == [0, 1, 5]


def test_batch_of_starts_and_budgets() -> None:
    found = reach(even(), NEAR, [[0, 19], [7, -1]], [[0, 2], [100, 100]])
    assert found.shape == (2, 2, 20)
    assert (found >= 0).sum(axis=-1).tolist() == [[1, 3], [20, 0]]


def test_one_start_with_many_budgets() -> None:
    found = reach(even(), NEAR, 0, [-1, 0, 2, 4])
    assert (found >= 0).sum(axis=-1).tolist() == [0, 1, 3, 7]


@pytest.mark.parametrize("price", [-1, BLOCKED, BLOCKED + 5])
def test_closed_sides(price: int) -> None:
    cost = even()
    cost[0] = price
    found = reach(cost, NEAR, 0)
    assert found[0] == 0
    assert (found[1:] == UNREACHED).all()
    assert route(cost, NEAR, 0, 3).size == 0


def test_costs_are_directed() -> None:
    cost = even()
    cost[1, 3] = -1
    assert route(cost, NEAR, 0, 1).tolist() == [0, 1]
    assert route(cost, NEAR, 1, 0).tolist() == [1, 5, 0]


def test_route_takes_few_hexes_then_low_numbers() -> None:
    # Three ways of equal length from 0 to 6: over 1 or over 5; the lowest hex before the goal is 1.
    assert route(even(), NEAR, 0, 6).tolist() == [0, 1, 6]
    assert route(even(), NEAR, 6, 0).tolist() == [6, 1, 0]
    # Where steps cost nothing, the fewest hexes decide.
    assert route(even(0), NEAR, 0, 2).tolist() == [0, 1, 2]


def test_route_prefers_low_cost_to_few_hexes() -> None:
    cost = even(1)
    cost[1] = 50
    assert route(cost, NEAR, 0, 2).tolist() == [0, 5, 6, 2]


def test_route_to_itself_and_beyond_the_budget() -> None:
    assert route(even(), NEAR, 4, 4).tolist() == [4]
    assert route(even(), NEAR, 0, 4, budget=8).tolist() == [0, 1, 2, 3, 4]
    assert route(even(), NEAR, 0, 4, budget=7).size == 0


def test_wrong_hexes_and_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="beyond the last"):
        reach(even(), NEAR, 20)
    with pytest.raises(ValueError, match="two of the 20 hexes"):
        route(even(), NEAR, 0, -1)
    with pytest.raises(ValueError, match="do not fit"):
        reach(even()[:5], NEAR, 0)
