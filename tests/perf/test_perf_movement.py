"""Ranges of 300 units (goals MOV-1 to MOV-3) beside the ways a user would take, in one run.

Plain Python with a heap is always there; scipy and networkx are measured where they are installed. Ratios
are medians over rounds of "ours / theirs in the same round", printed and kept with the benchmark.
"""

from __future__ import annotations

import heapq
import importlib
import timeit
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import numpy as np
import pytest
from measure import cpu_seconds, installed, row, seconds
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from game.grid.board import make_neighbor
from game.grid.ranges import packed, ranges
from game.grid.routes import reach

Ints = NDArray[np.int32]
UNITS, ROUNDS, FEW = 300, 7, 20
CAMPAIGN, LARGE = (60, 50), (500, 500)


def field(cols: int, rows: int) -> tuple[Ints, Ints]:
    """Entry costs of 2 to 12 half points, 6 % blocked, the same on every machine."""
    mixed = (np.arange(cols * rows, dtype=np.uint64) + np.uint64(17)) * np.uint64(0x9E3779B97F4A7C15)
    place = ((mixed >> np.uint64(40)) % np.uint64(100)).astype(int)
    entry = np.select(
        [place < 6, place < 44, place < 63, place < 78, place < 89, place < 95], [-1, 2, 3, 4, 6, 8], 12
    )
    near = make_neighbor(cols, rows)
    return np.where(near >= 0, entry[np.maximum(near, 0)], -1).astype(np.int32), near


def starts(hexes: int) -> NDArray[np.int64]:
    return (np.arange(UNITS, dtype=np.int64) * 7919 + 13) % hexes


def by_heap(cost: list[list[int]], near: list[list[int]], start: int, budget: int) -> dict[int, int]:
    """What anyone writes first."""
    best, heap = {start: 0}, [(0, start)]
    while heap:
        spent, h = heapq.heappop(heap)
        if spent > best[h]:
            continue
        for price, to in zip(cost[h], near[h], strict=True):
            total = spent + price
            if price >= 0 and total <= budget and total < best.get(to, budget + 1):
                best[to] = total
                heapq.heappush(heap, (total, to))
    return best


def peers(
    cost: Ints, near: Ints, begin: NDArray[np.int64], budget: int
) -> dict[str, tuple[Callable[[], Any], int]]:
    """Ways to the same answer, each with the number of units it does in a call."""
    plain = (cost.tolist(), near.tolist())
    few = begin[:FEW].tolist()
    found: dict[str, tuple[Callable[[], Any], int]] = {
        "heapq": (lambda: [by_heap(*plain, s, budget) for s in few], FEW)
    }
    h, d = np.nonzero((cost >= 0) & (near >= 0))
    if installed("scipy") and len(cost) < 10_000:
        sparse, graphs = (importlib.import_module(f"scipy.sparse{part}") for part in ("", ".csgraph"))
        graph = sparse.csr_matrix((cost[h, d].astype(float), (h, near[h, d])), shape=(len(cost), len(cost)))
        found["scipy"] = (lambda: graphs.dijkstra(graph, indices=begin, limit=budget), UNITS)
    if installed("networkx"):
        nx = importlib.import_module("networkx")
        net = nx.DiGraph()
        net.add_weighted_edges_from(zip(h.tolist(), near[h, d].tolist(), cost[h, d].tolist(), strict=True))
        found["networkx"] = (
            lambda: [nx.single_source_dijkstra_path_length(net, s, cutoff=budget) for s in few if s in net],
            FEW,
        )
    return found


def beside(ours: Callable[[], Any], others: dict[str, tuple[Callable[[], Any], int]]) -> dict[str, float]:
    """Median ratio of time a unit, ours to each peer."""
    ours()
    ratios: dict[str, list[float]] = {name: [] for name in others}
    for _ in range(ROUNDS):
        for name, (work, units) in others.items():
            theirs = seconds(work) / units
            ratios[name].append(min(seconds(ours), seconds(ours)) / UNITS / theirs)
    return {name: median(rows) for name, rows in ratios.items()}


GOALS: dict[tuple[tuple[int, int], int], tuple[str, str, dict[str, float]]] = {
    (CAMPAIGN, 16): ("MOV-1", "ranges of 300 units, 3,000 hexes", {"scipy": 0.30, "networkx": 1 / 45}),
    (LARGE, 16): ("MOV-2", "ranges of 300 units, 250,000 hexes", {"heapq": 0.04}),
    (CAMPAIGN, 32): ("MOV-3", "long ranges of 300 units, 3,000 hexes", {"scipy": 0.45}),
}


def limit() -> float:
    """Seconds that 300 growing hexagons take at seven operations a pass on bytes that stay in the cache.

    Passes go on until the last hex is reached: budget 16 at the least price of 2 is eight of them.
    """
    a = np.arange(1 << 14, dtype=np.int64).astype(np.uint8)
    b, out = a[::-1].copy(), np.empty_like(a)
    element = min(timeit.repeat(partial(np.minimum, a, b, out=out), number=500, repeat=5)) / 500 / a.size
    cells = sum(3 * k * (k + 1) + 1 for k in range(1, 9))
    return element * cells * 7 * UNITS


@pytest.mark.parametrize(
    ("size", "budget"), [(CAMPAIGN, 16), (LARGE, 16), (CAMPAIGN, 32)], ids=["mov1", "mov2", "mov3"]
)
def test_ranges_beside_their_peers(benchmark: BenchmarkFixture, size: tuple[int, int], budget: int) -> None:
    cost, near = field(*size)
    begin = starts(len(cost))
    terrain = packed(cost, *size)
    found = benchmark(ranges, terrain, begin, budget)
    unit, hex, price = found.reached()
    heap = by_heap(cost.tolist(), near.tolist(), int(begin[5]), budget)
    assert dict(zip(hex[unit == 5].tolist(), price[unit == 5].tolist(), strict=True)) == heap
    ratios = beside(lambda: ranges(terrain, begin, budget), peers(cost, near, begin, budget))
    info = {name: round(value, 4) for name, value in ratios.items()} | {"hexes_a_unit": unit.size / UNITS}
    if size == CAMPAIGN:
        info["dense_to_reach"] = round(
            seconds(lambda: ranges(terrain, begin, budget).dense())
            / seconds(lambda: reach(cost, near, begin, budget)),
            3,
        )
    else:
        small = packed(field(*CAMPAIGN)[0], *CAMPAIGN)
        near_begin = starts(CAMPAIGN[0] * CAMPAIGN[1])
        info["to_campaign_map"] = round(
            beside(
                lambda: ranges(terrain, begin, budget),
                {"own": (lambda: ranges(small, near_begin, budget), UNITS)},
            )["own"],
            3,
        )
    benchmark.extra_info.update(info)
    assert ratios["heapq"] < 0.3
    number, what, goals = GOALS[size, budget]
    for peer, goal in goals.items():
        there = ratios.get(peer)
        row(
            benchmark,
            number,
            what,
            peer,
            there,
            at_most=goal,
            why="" if there else f"{peer} is not installed",
        )
    if size == LARGE:
        row(benchmark, number, what, "3,000 hexes, ours", info["to_campaign_map"], at_most=1.10)
    if number == "MOV-1":
        share = median(limit() / cpu_seconds(lambda: ranges(terrain, begin, budget)) for _ in range(15))
        why = "whole rows of the windows are worked on, not hexagons, and the prices are gathered first"
        row(benchmark, "MOV-6", what, "in-cache limit of numpy", share, at_least=0.25, why=why)
