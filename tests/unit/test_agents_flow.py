"""Fields that are remembered: what a search finds, found once, and never to be written to."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest

from game.agents import flow
from game.agents.flow import backward, named
from game.grid.routes import reach

NEIGHBOR = np.array([[1, -1, -1, -1, -1, -1], [2, -1, -1, 0, -1, -1], [-1, -1, -1, 1, -1, -1]], np.int32)
"""Three hexes in a row."""
PRICE = np.where(NEIGHBOR >= 0, 10, -1).astype(np.int32)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    flow.forget()
    yield
    flow.forget()


def told(price: np.ndarray, *goals: int) -> list[list[int]]:
    return [field.tolist() for field in flow.flow(named(price, NEIGHBOR), price, NEIGHBOR, goals)]


def test_a_field_is_what_a_search_from_the_goal_finds() -> None:
    price = PRICE.copy()
    price[0, 0] = 3
    assert told(price, 2, 0) == reach(backward(price, NEIGHBOR), NEIGHBOR, np.array([2, 0])).tolist()
    assert told(price, 2) == [[13, 10, 0]]


def test_a_goal_is_searched_once_as_long_as_the_prices_are_the_same() -> None:
    with patch.object(flow, "reach", wraps=reach) as search:
        told(PRICE, 2, 1, 2)
        told(PRICE.copy(), 1, 2)
        assert search.call_count == 1
        dearer = PRICE * 2
        assert told(dearer.astype(np.int32), 2) == [[40, 20, 0]]
        assert search.call_count == 2


def test_what_is_shared_cannot_be_written_to() -> None:
    (field,) = flow.flow(named(PRICE, NEIGHBOR), PRICE, NEIGHBOR, [1])
    with pytest.raises(ValueError, match="read-only"):
        field[0] = 1


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "KEPT", 2)
    with patch.object(flow, "reach", wraps=reach) as search:
        for goal in (0, 1, 2, 0):
            told(PRICE, goal)
        assert search.call_count == 4
