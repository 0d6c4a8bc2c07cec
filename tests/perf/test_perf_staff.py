"""How long a staff thinks when all have arrived, beside the seconds it may take and beside the turn itself.

The battle is the offensive, 271 units on the map and 21 squadrons; a game between two line staffs gives the
views and memos of its turns. Fields of ways are kept while nothing changes, so they are forgotten before
each measurement, as a new turn would have it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from math import ceil
from typing import Any
from unittest.mock import patch

import pytest
from agents_field import game_of
from measure import cpu_seconds, few, row
from pytest_benchmark.fixture import BenchmarkFixture

from game.agents import fires, flow
from game.agents.base import Plan
from game.agents.registry import agent
from game.agents.staff import choice, commander, problem
from game.engine.view import View

SEED, TURNS, UNITS = 7, 6, 250
LIMIT = {"line": 1.5, "staff": 3.0}
"""Seconds of one core that a staff may think."""
STEPS: dict[str, tuple[tuple[Any, str], ...]] = {
    "picture": ((commander, "draw"),),
    "maps": ((commander, "draw_maps"),),
    "fields of ways": ((flow, "reach"), (commander, "roads")),
    "problem": (
        (commander, "draw_groups"),
        (commander, "draw_targets"),
        (commander, "problem_of"),
        (problem, "distances"),
    ),
    "search": ((commander, "decide"),),
    "missions and orders": (
        (commander, "write"),
        (commander, "carry_out"),
        (commander, "withdrawals"),
        (commander, "come_up"),
        (commander, "stay"),
    ),
    "guns and aircraft": ((fires, "gunnery"), (commander, "flights")),
    "check": ((commander, "allowed"),),
    "rehearsals": ((choice, "rehearse"),),
}
"""What each step of a staff's turn calls; a step within another counts for itself alone."""
Case = tuple[View, str]


@cache
def cases() -> tuple[tuple[Case, ...], float]:
    """Views and memos of both sides in each turn of a game, and the mean seconds that resolving one takes."""
    game, memos, who, resolved = game_of("offensive", SEED), ["", ""], agent("line", SEED), 0.0
    found: list[Case] = []
    for _ in range(TURNS):
        for side in (0, 1):
            found.append((game.view(side), memos[side]))
            answer = who.choose(*found[-1])
            memos[side] = answer.memo
            for order in answer.orders:
                assert game.plot(side, order) is None
            game.commit(side)
        resolved += cpu_seconds(game.play)
    return tuple(found), resolved / TURNS


def think(level: str, case: Case) -> Plan:
    """A turn's orders, the ways found anew."""
    flow.forget()
    return agent(level, SEED).choose(*case)


def quantile(times: list[float], part: float) -> float:
    """The least of some times that `part` of them do not exceed."""
    return sorted(times)[ceil(part * len(times)) - 1]


@contextmanager
def stopwatch() -> Iterator[dict[str, float]]:
    """Seconds by step of all that is chosen meanwhile."""
    spent: dict[str, float] = defaultdict(float)
    inner = [0.0]

    def timed(step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            inner.append(0.0)
            began = time.thread_time()
            try:
                return work(*args, **more)
            finally:
                took = time.thread_time() - began
                spent[step] += took - inner.pop()
                inner[-1] += took

        return run

    with ExitStack() as stack:
        for step, calls in STEPS.items():
            for module, name in calls:
                stack.enter_context(patch.object(module, name, timed(step, getattr(module, name))))
        yield spent


@pytest.mark.parametrize("level", LIMIT)
def test_a_turn_of_a_staff(benchmark: BenchmarkFixture, level: str) -> None:
    some, resolved = cases()
    most = max(some, key=lambda case: int((case[0].own & (case[0].forces.hex >= 0)).sum()))
    answer = few(benchmark, lambda: think(level, most))
    there = sum(int((view.own & (view.forces.hex >= 0)).sum()) for view, _ in some[:2])
    assert there >= UNITS
    assert answer.orders
    assert answer == think(level, most)
    if benchmark.stats is None:
        return
    times = [cpu_seconds(lambda case=case: think(level, case)) for case in some for _ in range(2)]  # type: ignore[misc]
    p50, p95, limit = quantile(times, 0.5), quantile(times, 0.95), LIMIT[level]
    what = f"a {level} turn, {there} units"
    row(benchmark, "AI-1", f"{what}, p95", f"{limit} s", p95 / limit, at_most=1, why=f"{p95:.2f} s")
    row(benchmark, "AI-1", f"{what}, p50", f"{limit} s", p50 / limit, why=f"{p50:.2f} s here")
    row(benchmark, "AI-1", f"{what}, p50", "resolving the turn", p50 / resolved)


@pytest.mark.parametrize("level", LIMIT)
def test_where_its_time_goes(benchmark: BenchmarkFixture, level: str) -> None:
    some, _ = cases()
    with stopwatch() as spent:
        few(benchmark, lambda: think(level, some[0]))
    assert set(spent) == set(STEPS)
    assert all(seconds >= 0 for seconds in spent.values())
    if benchmark.stats is None:
        return
    with stopwatch() as spent:
        whole = sum(cpu_seconds(lambda case=case: think(level, case)) for case in some)  # type: ignore[misc]
    for step, took in spent.items():
        row(benchmark, "AI-2", f"a {level} turn: {step}", "the turn's thinking", took / whole)
    row(
        benchmark, "AI-2", f"a {level} turn: the rest", "the turn's thinking", 1 - sum(spent.values()) / whole
    )
