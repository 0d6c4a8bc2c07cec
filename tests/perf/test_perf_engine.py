"""Whole turns beside the kernels they are made of, batches beside single games, growth with units and map.

The battle is the offensive; orders are those of the greedy agents, chosen once, so that kernels and agents
are measured apart. Ratios are medians over rounds within one run.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from math import log
from statistics import median
from typing import Any

import numpy as np
import pytest
from measure import cpu_seconds, few, row, seconds
from pytest_benchmark.fixture import BenchmarkFixture
from test_perf_movement import field as ground
from test_perf_movement import starts
from test_perf_spotting import field as hills

from game.agents.registry import agent
from game.analysis.campaign import NO_MEMOS, Match, Stage, choose, simulate, stage_of
from game.engine import turn
from game.engine.dice import draws
from game.engine.log import Log
from game.engine.orders import Order
from game.engine.setting import Fate
from game.engine.state import State
from game.grid.ranges import packed, ranges
from game.rules.chance import LossLaw, losses
from game.rules.visibility import in_view
from game.scenario.setting import fate_of
from tools.big_field import Field, field, orders

UNITS, TURNS, SEED, GAMES, ROUNDS = 300, 2, 7, 64, 3
HUNDREDS = "some hundred questions a turn whether anything is to be told, and by whom it is seen"
Plan = list[list[Order]]


class Mute(Log):
    """A log that takes nothing down."""

    def tell(self, *_: Any, **__: Any) -> None:
        """Nothing."""

    def explain(self, *_: Any, **__: Any) -> None:
        """Nothing."""


@cache
def stage() -> Stage:
    return stage_of(Match("offensive", ("greedy", "greedy")))


def begin(games: int) -> tuple[Fate, State]:
    made = stage()
    fate = fate_of(made.bundle, tuple(range(SEED, SEED + games)))
    return fate, turn.first(made.setting, fate, made.first.pick(np.zeros(games, np.int64)))


def advance(fate: Fate, state: State, given: Sequence[Sequence[Order]], kept: Log) -> State:
    setting = stage().setting
    for after in turn.run(setting, fate, turn.lay(setting, state, given), kept):
        state = after
    return state


@cache
def plans() -> list[Plan]:
    """Orders of both sides for each turn of one game."""
    fate, state = begin(1)
    agents = [[agent("greedy", SEED), agent("greedy", SEED)]]
    told, memos = [], [NO_MEMOS]
    for _ in range(TURNS):
        orders, memos = choose(stage().setting, fate, state, agents, memos)
        told.append(orders)
        state = advance(fate, state, orders, Log(why=False))
    return told


def play(games: int, kept: Callable[[], Log] = lambda: Log(why=False)) -> State:
    """The first turns with the same orders in every game."""
    fate, state = begin(games)
    for plan in plans():
        state = advance(fate, state, plan * games, kept())
    return state


def kernels() -> Callable[[], object]:
    """The kernel sum: ranges of 300 units, who of them sees whom, and 300 engagements."""
    cost, near = ground(60, 50)
    packs, begins = packed(cost, 60, 50), starts(len(near))
    _, _, _, lines = hills()
    hexes = np.arange(UNITS) * 7919 % lines.hexes
    eye, tall = hexes % 2, np.full(UNITS, 17)
    milli, men, law = 50 + hexes % 4000, 40 + hexes % 110, LossLaw(3 << 10)

    def work() -> None:
        ranges(packs, begins, np.full(UNITS, 16))
        in_view(lines, eye, hexes, hexes, tall)
        losses(milli, men, draws(SEED, "preview", 0, 0, UNITS), law)

    return work


def middle(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    work()
    return median(cpu_seconds(work) for _ in range(rounds))


def test_a_turn_beside_its_kernels(benchmark: BenchmarkFixture) -> None:
    state = few(benchmark, lambda: play(1))
    assert state.turn == TURNS
    assert int(state.forces.losses.sum()) > 0
    if benchmark.stats is None:
        return
    fate, first = begin(1)
    agents = [[agent("greedy", SEED), agent("greedy", SEED)]]
    chosen = middle(lambda: choose(stage().setting, fate, first, agents, [NO_MEMOS]))
    resolved = middle(lambda: play(1)) / TURNS
    own = middle(kernels(), 25)
    why = "a pulse is some twenty phases of a hundred small array calls; a turn is six pulses, settled"
    row(
        benchmark,
        "SIM-1",
        "a turn of two greedy agents",
        "kernel sum",
        (chosen + resolved) / own,
        at_most=4,
        why=why,
    )
    row(benchmark, "SIM-1", "the same without choosing orders", "kernel sum", resolved / own)
    row(
        benchmark,
        "SIM-1",
        "choosing the orders of both sides",
        "the whole turn",
        chosen / (chosen + resolved),
    )
    kinds = (partial(Log, why=False), Log, Mute)
    rounds = [[cpu_seconds(partial(play, 1, kind)) for kind in kinds] for _ in range(7)]
    logged, ledger, mute = (min(times) for times in zip(*rounds, strict=True))
    row(
        benchmark, "SIM-6", "events taken down, more", "a turn", logged / mute - 1, at_most=0.10, why=HUNDREDS
    )
    row(benchmark, "SIM-6", "events and the ledger of reasons, more", "a turn", ledger / mute - 1)


def test_many_games_at_once(benchmark: BenchmarkFixture) -> None:
    state = few(benchmark, lambda: play(4))
    assert state.games == 4
    assert state.digest(0) == play(1).digest()
    if benchmark.stats is None:
        return
    alone, together = middle(lambda: play(1)), middle(lambda: play(GAMES), 1) / GAMES
    why = "what is asked of pairs of units grows with the games; only calls are shared"
    row(
        benchmark, "SIM-3", "a game among 64 in a batch", "one alone", together / alone, at_most=0.20, why=why
    )


def test_two_processes(benchmark: BenchmarkFixture) -> None:
    made = stage_of(Match("night-assault", ("greedy", "greedy")))

    def run(jobs: int, games: int = 32) -> list[str]:
        return [game.digest for game in simulate(made, range(games), jobs=jobs, batch=games // 2)]

    assert few(benchmark, lambda: run(2, 2)) == run(1, 2)
    if benchmark.stats is None:
        return
    pairs = [(seconds(lambda: run(1)), seconds(lambda: run(2))) for _ in range(ROUNDS)]
    why = "two processes start, load and warm their tables; other work takes the second core"
    gain = median(one / two for one, two in pairs)
    row(
        benchmark,
        "SIM-4",
        "32 games by two processes, how many times as fast",
        "one",
        gain,
        at_least=1.9,
        why=why,
    )


def settled(made: Field) -> Callable[[], object]:
    """A turn of a made field with simple orders."""
    fate = fate_of(stage().bundle, (SEED,))
    state = turn.first(made.setting, fate, made.state)
    laid = turn.lay(made.setting, state, [orders(made)])
    return lambda: list(turn.run(made.setting, fate, laid, Log(why=False)))


def test_growth_with_units_and_map(benchmark: BenchmarkFixture) -> None:
    small, one = field(56, 55, 1, 2000), field(168, 163, 1, 2000)
    few(benchmark, settled(small))
    assert len(one.setting.cadre) == len(small.setting.cadre)
    if benchmark.stats is None:
        return
    nine, large = field(168, 163, 9, 2000), field(500, 500, 1, 2000)
    times = [middle(settled(made)) for made in (small, one, nine, large)]
    power = log(times[2] / times[1]) / log(9)
    what = "growth of a turn from 292 to 2,628 units on 27,000 hexes, exponent"
    row(benchmark, "SIM-5", what, "1 for linear", power, at_most=1.1)
    why = "control, smoke, prices and what is seen of every hex are brought up to date whole"
    row(benchmark, "SIM-5", "a turn on 250,000 hexes", "on 3,000", times[3] / times[0], at_most=1.15, why=why)


CAMPAIGN = """
from game.analysis.campaign import Match, stage_of
from game.engine import turn
from game.engine.log import Log
from game.scenario.setting import fate_of
made = stage_of(Match("campaign", ("greedy", "greedy")))
fate = fate_of(made.bundle, (7,))
state = turn.first(made.setting, fate, made.first)
for _ in range(len(made.setting.calendar)):
    for state in turn.run(made.setting, fate, turn.lay(made.setting, state, [[]]), Log(why=False)):
        pass
"""
PEAK = """
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


def peak(code: str) -> int:
    """Most memory that a process of its own held, in kB."""
    done = subprocess.run([sys.executable, "-c", code + PEAK], capture_output=True, check=True, text=True)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process in this way")
def test_memory_of_a_campaign(benchmark: BenchmarkFixture) -> None:
    bare = few(benchmark, lambda: peak("import numpy"))
    assert bare > 0
    if benchmark.stats is None:
        return
    why = "lines of sight between all hexes take 32 MB, and models, yaml and tables of chance as much again"
    row(
        benchmark,
        "SIM-6",
        "peak memory of a campaign",
        "importing numpy",
        peak(CAMPAIGN) / bare,
        at_most=2,
        why=why,
    )
