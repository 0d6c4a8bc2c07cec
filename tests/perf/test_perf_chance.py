"""Draws of losses and successes beside numpy's own generators and plain Python, all in one run.

Ratios are medians over rounds of the times within the same round; what is asserted is that the draws are
right. The limit of the generator is the time of one 64-bit word for each draw.
"""

from __future__ import annotations

import random  # noqa: TID251 (the plain Python that the draws are measured against)
from math import exp

import numpy as np
import pytest
from measure import compare, median_ratio, row
from numpy.random import Generator, default_rng  # noqa: TID251 (the peer that the draws are measured against)
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from game.engine.dice import draws
from game.rules import chance

ENGAGEMENTS, RUNS = 300, 2000
SHAPE = 3
LAW = chance.LossLaw(SHAPE << 10)


def cases() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Expected losses in thousandths, men, and Q16 chances of engagements that all differ."""
    i = np.arange(ENGAGEMENTS)
    return 50 + i * 3761 % 4000, 40 + i * 53 % 110, 1300 + i * 9377 % 15_000


def words() -> NDArray[np.uint64]:
    return draws(7, "preview", 0, 0, (RUNS, ENGAGEMENTS))


def plain_losses(milli: list[int], men: list[int]) -> list[int]:
    """One replica as plain Python would have it: a random number for the engagement and one for each man."""
    lost = []
    for expected, there in zip(milli, men, strict=True):
        share = 1 - exp(-random.gammavariate(SHAPE, 1 / SHAPE) * expected / (1000 * there))
        lost.append(sum(random.random() < share for _ in range(there)))
    return lost


def generator_losses(rng: Generator, milli: NDArray[np.int64], men: NDArray[np.int64]) -> NDArray[np.int64]:
    luck = rng.gamma(SHAPE, 1 / SHAPE, (RUNS, ENGAGEMENTS))
    lost: NDArray[np.int64] = rng.binomial(men, 1 - np.exp(-luck * milli / (1000 * men)))
    return lost


def test_losses(benchmark: BenchmarkFixture) -> None:
    """Monte-Carlo losses, dice included; how much of the time goes into the dice alone."""
    milli, men, _ = cases()
    rng, lists = default_rng(1), (milli.tolist(), men.tolist())
    result = benchmark(lambda: chance.losses(milli, men, words(), LAW).result)
    assert result.mean(axis=0) * 1000 == pytest.approx(milli, rel=0.15, abs=60)
    assert (result <= men).all()
    if benchmark.stats is None:
        return

    def drawn() -> chance.Drawn:
        return chance.losses(milli, men, words(), LAW)

    dice = compare(drawn, words)
    peers = compare(drawn, lambda: generator_losses(rng, milli, men), lambda: plain_losses(*lists))
    what = "draws of losses, exact to 1e-9, dice included"
    row(benchmark, "CMB-1", what, "vectorized numpy", median_ratio(peers, 0, 1), at_most=0.10)
    row(benchmark, "CMB-1", what, "plain Python", median_ratio(peers, 0, 2) / RUNS, at_most=1 / 250)
    row(
        benchmark, "CMB-2", what, "the raw generator", median_ratio(dice, 1, 0), at_least=0.60,
        why="the look-up, in a guide of 600 kB, takes longer than a word of Philox",
    )  # fmt: skip


def test_losses_where_all_expectations_differ(benchmark: BenchmarkFixture) -> None:
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
    what = "draws of losses, all expectations differ"
    row(benchmark, "CMB-1", what, "vectorized numpy", median_ratio(table, 0, 1))


def test_successes(benchmark: BenchmarkFixture) -> None:
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
    what = "draws of successes, dice included"
    row(benchmark, "CMB-1", what, "vectorized numpy", median_ratio(table, 0, 1))


def test_one_engagement(benchmark: BenchmarkFixture) -> None:
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
    for what, other in (("losses among 40 men", 1), ("losses among 110 men", 2)):
        row(benchmark, "CMB-4", f"one draw: {what}", "plain Python", median_ratio(table, 0, other), at_most=1)
    row(benchmark, "CMB-4", "one draw: 40 trials", "plain Python", median_ratio(table, 3, 4), at_most=1)


def test_turn(benchmark: BenchmarkFixture) -> None:
    """300 engagements of one turn in one replica, beside plain Python."""
    milli, men, _ = cases()
    word = words()[0]
    result = benchmark(lambda: chance.losses(milli, men, word, LAW).result)
    assert result.shape == (ENGAGEMENTS,)
    if benchmark.stats is None:
        return
    lists = (milli.tolist(), men.tolist())
    table = compare(lambda: chance.losses(milli, men, word, LAW), lambda: plain_losses(*lists))
    what = "draws of 300 engagements, one replica"
    row(benchmark, "CMB-3", what, "plain Python", median_ratio(table, 0, 1), at_most=1 / 25)


def test_deviates(benchmark: BenchmarkFixture) -> None:
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
    what = "normal deviates in whole numbers, dice included"
    row(benchmark, "CMB-1", what, "numpy, single precision", median_ratio(table, 0, 1))
