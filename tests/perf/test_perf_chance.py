"""Draws of losses and successes beside numpy's own generators and plain Python, all in one run.

Ratios are medians over rounds of the times within the same round. They are printed and kept in `extra_info`;
what is asserted is that the draws are right.
"""

from __future__ import annotations

import random  # noqa: TID251 (the plain Python that the draws are measured against)
import statistics
import time
from collections.abc import Callable
from math import exp

import numpy as np
import pytest
from numpy.random import Generator, default_rng  # noqa: TID251 (the peer that the draws are measured against)
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from game.engine.dice import draws
from game.rules import chance

ENGAGEMENTS, RUNS, ROUNDS = 300, 2000, 9
SHAPE = 3
LAW = chance.LossLaw(SHAPE << 10)
Work = Callable[[], object]


def cases() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Expected losses in thousandths, men, and Q16 chances of engagements that all differ."""
    i = np.arange(ENGAGEMENTS)
    return 50 + i * 3761 % 4000, 40 + i * 53 % 110, 1300 + i * 9377 % 15_000


def words() -> NDArray[np.uint64]:
    return draws(7, "preview", 0, 0, (RUNS, ENGAGEMENTS))


def seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(*works: Work, rounds: int = ROUNDS) -> list[list[float]]:
    """Seconds of each of the works, round by round, after one round to warm up."""
    return [[seconds(work) for work in works] for _ in range(rounds + 1)][1:]


def median_ratio(table: list[list[float]], a: int, b: int) -> float:
    return statistics.median(row[a] / row[b] for row in table)


def plain_losses(milli: list[int], men: list[int]) -> list[int]:
    """One replica as plain Python would have it: a random number for the engagement and one for each man."""
    lost = []
    for expected, there in zip(milli, men, strict=True):
        share = 1 - exp(-random.gammavariate(SHAPE, 1 / SHAPE) * expected / (1000 * there))
        lost.append(sum(random.random() < share for _ in range(there)))
    return lost


def note(benchmark: BenchmarkFixture, **ratios: float) -> None:
    for name, ratio in ratios.items():
        benchmark.extra_info[name] = round(ratio, 4)
        print(f"{name}: {ratio:.4f}")


def generator_losses(rng: Generator, milli: NDArray[np.int64], men: NDArray[np.int64]) -> NDArray[np.int64]:
    luck = rng.gamma(SHAPE, 1 / SHAPE, (RUNS, ENGAGEMENTS))
    lost: NDArray[np.int64] = rng.binomial(men, 1 - np.exp(-luck * milli / (1000 * men)))
    return lost


def test_losses(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Monte-Carlo losses, dice included; how much of the time goes into the dice alone."""
    milli, men, _ = cases()
    rng, lists = default_rng(1), (milli.tolist(), men.tolist())
    ready = words()
    result = benchmark(lambda: chance.losses(milli, men, words(), LAW).result)
    assert result.mean(axis=0) * 1000 == pytest.approx(milli, rel=0.15, abs=60)
    assert (result <= men).all()
    if benchmark.stats is None:
        return

    def drawn() -> chance.Drawn:
        return chance.losses(milli, men, words(), LAW)

    dice = compare(drawn, words, lambda: chance.losses(milli, men, ready, LAW))
    peers = compare(drawn, lambda: generator_losses(rng, milli, men), lambda: plain_losses(*lists))
    with capsys.disabled():
        print()
        note(
            benchmark,
            losses_over_numpy_generator=median_ratio(peers, 0, 1),
            losses_over_plain_python=median_ratio(peers, 0, 2) / RUNS,
            share_of_the_raw_generator=median_ratio(dice, 1, 0),
            look_up_over_raw_generator=median_ratio(dice, 2, 1),
        )


def test_losses_where_all_expectations_differ(
    benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Replicas that have drifted apart: no two of 600,000 laws need be the same."""
    rng, ready = default_rng(2), words()
    _, men, _ = cases()
    milli = (draws(8, "preview", 0, 0, (RUNS, ENGAGEMENTS)) % np.uint64(4000)).astype(np.int64)
    result = benchmark(lambda: chance.losses(milli, men, ready, LAW).result)
    assert result.mean() * 1000 == pytest.approx(milli.mean(), rel=0.02)
    if benchmark.stats is None:
        return
    table = compare(
        lambda: chance.losses(milli, men, words(), LAW), lambda: generator_losses(rng, milli, men)
    )
    with capsys.disabled():
        print()
        note(benchmark, drifted_losses_over_numpy_generator=median_ratio(table, 0, 1))


def test_successes(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Binomial draws of 40 to 149 trials."""
    _, trials, share = cases()
    rng, p = default_rng(3), share / 65536
    result = benchmark(lambda: chance.binomial(trials, share, words()).result)
    assert result.mean(axis=0) == pytest.approx(trials * p, rel=0.1, abs=0.2)
    if benchmark.stats is None:
        return
    table = compare(
        lambda: chance.binomial(trials, share, words()),
        lambda: rng.binomial(trials, p, (RUNS, ENGAGEMENTS)),
    )
    with capsys.disabled():
        print()
        note(benchmark, successes_over_numpy_generator=median_ratio(table, 0, 1))


def test_one_engagement(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """A single draw costs no more than plain Python's, down to a platoon of forty men."""
    word, milli, men = words()[0, :1], np.array([1500]), np.array([40])
    result = benchmark(lambda: chance.losses(milli, men, word, LAW).result)
    assert result.shape == (1,)
    if benchmark.stats is None:
        return
    many = range(400)
    table = compare(
        lambda: [chance.losses(milli, men, word, LAW) for _ in many],
        lambda: [plain_losses([1500], [40]) for _ in many],
        lambda: [plain_losses([1500], [110]) for _ in many],
        lambda: [chance.binomial(men, 4000, word) for _ in many],
        lambda: [sum(random.random() < 0.061 for _ in range(40)) for _ in many],
    )
    with capsys.disabled():
        print()
        note(
            benchmark,
            one_loss_over_plain_python_40_men=median_ratio(table, 0, 1),
            one_loss_over_plain_python_110_men=median_ratio(table, 0, 2),
            one_success_over_plain_python_40_trials=median_ratio(table, 3, 4),
        )


def test_turn(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """300 engagements of one turn in one replica, beside plain Python."""
    milli, men, _ = cases()
    row = words()[0]
    result = benchmark(lambda: chance.losses(milli, men, row, LAW).result)
    assert result.shape == (ENGAGEMENTS,)
    if benchmark.stats is None:
        return
    lists = (milli.tolist(), men.tolist())
    table = compare(lambda: chance.losses(milli, men, row, LAW), lambda: plain_losses(*lists))
    with capsys.disabled():
        print()
        note(benchmark, turn_over_plain_python=median_ratio(table, 0, 1))


def test_deviates(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Scatter: integer normal deviates beside numpy's in single precision."""
    rng, ready = default_rng(4), words()
    result = benchmark(lambda: chance.normal(ready, 100))
    assert result.std() == pytest.approx(100, rel=0.01)
    if benchmark.stats is None:
        return
    table = compare(
        lambda: chance.normal(words(), 100),
        lambda: np.rint(rng.standard_normal((RUNS, ENGAGEMENTS), np.float32) * 100).astype(np.int64),
    )
    with capsys.disabled():
        print()
        note(benchmark, deviates_over_numpy_generator=median_ratio(table, 0, 1))
