"""The sight table: beside a plain walk, beside GDAL, beside what numpy can do at most; and asking it."""

from __future__ import annotations

import time
import timeit
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest
from measure import compare, cpu_seconds, few, median_ratio, row, run_outside, seconds, system_python
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture
from sight_oracle import Survey, bare_board, center, least
from whole_map import differing

from game.grid.board import Board
from game.rules.los import REACH_M, STANDING, SightTable, offsets_within, sight_table
from game.rules.los_relief import Relief, square_m, steps
from game.scenario.ground import load_ground
from game.scenario.sight import PERCH_M, relief_of

PAIRS, UNITS, SCREEN = 150, 300, 8_294_400
OPERATIONS = 11
"""On the samples of one ray, which serve both ways and both eyes: a fetch; both ways a fall, a slope and a
greatest; and for the second eye a slope and a greatest more."""
GDAL = Path(__file__).with_name("gdal_viewshed.py")


@cache
def campaign() -> tuple[Board, Survey, Relief]:
    ground = load_ground()
    survey = Survey.of(ground.heights, int(ground.x0), int(ground.y0), ground.cell_m, PERCH_M)
    return bare_board(56, 55), survey, relief_of(ground)


@cache
def campaign_table() -> SightTable:
    board, _, relief = campaign()
    return sight_table(board, relief)


def samples(board: Board, relief: Relief) -> tuple[int, int]:
    """Rays within reach, counted one way, and their inner points."""
    rays = points = 0
    for dq, dr in offsets_within(REACH_M, board.scale).tolist():
        if (dr, dq) > (0, 0):
            over = (dq + dr // 2, dq + (dr + 1) // 2)
            rows = ((board.rows - dr + 1) // 2, (board.rows - dr) // 2)
            count = sum(max(r, 0) * max(board.cols - abs(c), 0) for r, c in zip(rows, over, strict=True))
            rays += count
            points += count * (steps(square_m(board, dq, dr), relief.stride_m) - 1)
    return rays, points


def in_cache() -> float:
    """Seconds of one element of the quickest operation there is, on arrays that stay in the cache."""
    best = []
    for size in (4096, 8192, 16384):
        a = np.arange(size, dtype=np.float32)
        b, out = a[::-1].copy(), np.empty_like(a)
        best.append(min(timeit.repeat(partial(np.maximum, a, b, out=out), number=500, repeat=3)) / size)
    return min(best) / 500


def walked(board: Board, survey: Survey, pairs: list[tuple[int, int]], eye: int) -> list[int]:
    return [least(board, survey, a, b, eye) for a, b in pairs]


def near_pairs(board: Board, count: int) -> list[tuple[int, int]]:
    ends = [(i * 337 % board.hexes, i * 541 % board.hexes) for i in range(1, 8 * count)]
    return [(a, b) for a, b in ends if a != b and board.meters(a, b) <= REACH_M][:count]


def test_the_table(benchmark: BenchmarkFixture) -> None:
    """LOS-5, and the whole campaign map beside a walk pair by pair, which need not seek the eye's place."""
    board, survey, relief = campaign()
    table: SightTable = few(benchmark, lambda: sight_table(board, relief), rounds=5)
    pairs = near_pairs(board, PAIRS)
    for number, eye in enumerate(table.eyes_dm):
        assert table.hmin(number, *np.array(pairs).T).tolist() == walked(board, survey, pairs, eye)
    rays, points = samples(board, relief)
    flat = replace(survey, perch_m=0)
    lines = 2 * rays * len(table.eyes_dm)

    def plain() -> None:
        walked(board, flat, pairs, table.eyes_dm[0])

    rounds = [
        (in_cache(), cpu_seconds(lambda: sight_table(board, relief)), cpu_seconds(plain)) for _ in range(5)
    ]
    shares = sorted(points * OPERATIONS * limit / own for limit, own, _ in rounds)
    beside = sorted((own / lines) / (theirs / len(pairs)) for _, own, theirs in rounds)
    row(
        benchmark, "LOS-5", f"sight table, {points / 1e6:.0f} M samples at {OPERATIONS} operations",
        "in-cache limit of numpy", shares[2], at_least=0.40,
        why="a fetch is no sum: samples lie where rays fall; and a thousand blocks of some sixty calls",
    )  # fmt: skip
    row(benchmark, "LOS-8", "sight table, a line of sight", "plain Python", beside[2], at_most=1 / 300)


def test_the_table_beside_gdal(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The same observers, eyes, raster and radius, least heights from both, one thread each."""
    board, _, relief = campaign()
    few(benchmark, lambda: sight_table(board, relief))
    python = system_python()
    what = "sight table, all observers, both eyes"
    if python is None:
        row(benchmark, "LOS-9", what, "GDAL viewshed", None, at_most=0.5, why="GDAL is not installed")
        return
    ground, file = load_ground(), tmp_path / "observers.npz"
    places = np.array([center(board, h) for h in range(0, board.hexes, 11)]) / 1000
    eyes = np.concatenate([np.column_stack([places, np.full(len(places), eye)]) for eye in (1.7, 0.9)])
    frame = np.array([ground.x0, ground.y0, ground.cell_m, REACH_M])
    np.savez(file, heights=ground.heights.astype(np.float32) / 10, frame=frame, observers=eyes)
    ratios = []
    for _ in range(5):
        own = seconds(lambda: sight_table(board, relief))
        ratios.append(own / (float(run_outside(python, GDAL, file)) * board.hexes * 2))
    row(benchmark, "LOS-9", what, "GDAL viewshed", sorted(ratios)[2], at_most=0.5)


def test_asking_the_table(benchmark: BenchmarkFixture) -> None:
    """LOS-6: who sees whom among 300 units."""
    board, survey, _ = campaign()
    table = campaign_table()
    places = np.arange(UNITS) * 1021 % board.hexes

    def ask() -> NDArray[np.bool_]:
        return table.visible(STANDING, places[:, None], places, 17)

    seen = benchmark(ask)
    pairs = near_pairs(board, PAIRS)
    started = time.perf_counter()
    walked(board, replace(survey, perch_m=0), pairs, 17)
    near = np.count_nonzero(board.meters(places[:, None], places) <= REACH_M)
    plain = (time.perf_counter() - started) / PAIRS * near
    assert 0.05 < seen.mean() < 0.9
    screen, copy = np.ones(SCREEN, np.uint8), np.empty(SCREEN, np.uint8)
    table_of_times = compare(ask, lambda: np.copyto(copy, screen), rounds=25)
    own = median_ratio(table_of_times, 0, 1)
    asked = sorted(times[0] for times in table_of_times)[12]
    row(benchmark, "LOS-6", "300 x 300 units, who sees whom", "plain Python", asked / plain, at_most=1 / 5000)
    row(
        benchmark, "LOS-6", "300 x 300 units, who sees whom", "a copy of 8.3 MB", own, at_most=0.5,
        why="three arrays of 90,000 64-bit numbers for each question, which outgrow the second cache",
    )  # fmt: skip


@pytest.mark.parametrize("eye", [17, 9])
def test_every_pair_is_exact(benchmark: BenchmarkFixture, eye: int) -> None:
    """LOS-7 on the observers of every hundredth hex; `make soak` holds the whole map to it."""
    board, survey, _ = campaign()
    table = campaign_table()
    observers = range(0, board.hexes, 101)
    wrong = few(benchmark, lambda: differing(board, survey, table, observers, eye))
    assert wrong == 0
    row(
        benchmark,
        "LOS-7",
        f"pairs that differ, eye at {eye / 10} m",
        "whole-number reference",
        wrong,
        at_most=0,
    )
