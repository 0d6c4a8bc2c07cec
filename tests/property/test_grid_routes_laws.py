"""Reach and route against Dijkstra's algorithm in plain Python, and the laws of least cost."""

from __future__ import annotations

import heapq
import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from game.grid.board import make_neighbor
from game.grid.routes import BLOCKED, reach, route

Ints = NDArray[np.int32]
Field = tuple[Ints, Ints]


@st.composite
def fields(draw: st.DrawFn) -> Field:
    """Directed costs, about one side in six closed, and the neighbors of a random board."""
    cols, rows = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    price = st.one_of(st.integers(0, 9), st.integers(0, 9), st.sampled_from([-1, BLOCKED, 3]))
    cost = draw(hnp.arrays(np.int32, (cols * rows, 6), elements=price))
    return cost, make_neighbor(cols, rows)


def dijkstra(cost: Ints, near: Ints, start: int, budget: int) -> list[int]:
    """Oracle: one start, a heap, no arrays."""
    best = {start: 0} if budget >= 0 else {}
    heap = [(0, start)] if budget >= 0 else []
    while heap:
        spent, h = heapq.heappop(heap)
        if spent > best[h]:
            continue
        for price, to in zip(cost[h].tolist(), near[h].tolist(), strict=True):
            if to < 0 or not 0 <= price < BLOCKED or spent + price > budget:
                continue
            if spent + price < best.get(to, BLOCKED):
                best[to] = spent + price
                heapq.heappush(heap, (best[to], to))
    return [best.get(h, -1) for h in range(len(cost))]


@given(fields(), st.data())
def test_reach_is_that_of_dijkstra(field: Field, data: st.DataObject) -> None:
    cost, near = field
    some = st.integers(0, len(cost) - 1)
    starts = data.draw(st.lists(some, min_size=1, max_size=4))
    budgets = data.draw(st.lists(st.integers(-1, 40), min_size=len(starts), max_size=len(starts)))
    found = reach(cost, near, starts, budgets)
    for row, start, budget in zip(found.tolist(), starts, budgets, strict=True):
        assert row == dijkstra(cost, near, start, budget)


@given(fields(), st.data())
def test_a_route_costs_what_reach_says(field: Field, data: st.DataObject) -> None:
    cost, near = field
    start, goal = (data.draw(st.integers(0, len(cost) - 1)) for _ in range(2))
    least = int(reach(cost, near, start)[goal])
    way = route(cost, near, start, goal).tolist()
    if least < 0:
        assert way == []
        return
    assert (way[0], way[-1]) == (start, goal)
    assert len(set(way)) == len(way)
    sides = [near[a].tolist().index(b) for a, b in itertools.pairwise(way)]
    assert sum(int(cost[a, d]) for a, d in zip(way, sides, strict=False)) == least
    assert route(cost, near, start, goal, budget=least).tolist() == way
    assert route(cost, near, start, goal, budget=least - 1).size == 0


@given(fields())
@settings(max_examples=40)
def test_two_way_costs_obey_the_triangle_law(field: Field) -> None:
    cost, near = field
    mirrored = np.where(near >= 0, cost[near, (np.arange(6) + 3) % 6], -1)
    both = np.where((cost < 0) | (mirrored < 0), -1, np.maximum(cost, mirrored)).astype(np.int32)
    found = reach(both, near, np.arange(len(cost))).astype(np.int64)
    far = np.where(found < 0, BLOCKED, found)
    assert (far == far.T).all()
    assert (far[:, None, :] <= far[:, :, None] + far[None, :, :]).all()


@given(fields(), st.data())
def test_dearer_sides_and_smaller_budgets_never_help(field: Field, data: st.DataObject) -> None:
    cost, near = field
    h, d = data.draw(st.integers(0, len(cost) - 1)), data.draw(st.integers(0, 5))
    dear = cost.copy()
    dear[h, d] = -1
    base, closed = reach(cost, near, 0, 30), reach(dear, near, 0, 30)
    assert ((closed >= base) | (closed < 0)).all()
    less = reach(cost, near, 0, 12)
    assert (less == np.where(base <= 12, base, -1)).all()
