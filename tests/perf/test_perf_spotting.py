"""Who stands in view of whom, 300 by 300: against plain-Python walks and one copy of memory, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from statistics import median

import numpy as np
from pytest_benchmark.fixture import BenchmarkFixture
from sight_oracle import Survey, bare_board, least
from spotting_field import observers, table, targets

from game.grid.board import Board
from game.rules.los import SightTable, sight_table
from game.rules.spotting import spot
from game.rules.spotting_pairs import Conditions
from game.rules.visibility import Lines, draw_lines, in_view

UNITS, PAIRS, ROUNDS = 300, 100, 25
COLS, ROWS = 56, 55
MAN_DM = 17
COPY_BYTES = 8_300_000


@lru_cache(maxsize=1)
def field() -> tuple[Board, Survey, SightTable, Lines]:
    """The size of the campaign's board over hills up to 80 m, the same on every machine."""
    y, x = np.mgrid[0:260, 0:300]
    heights = 500 + 300 * np.sin(x / 11.0) * np.cos(y / 8.0) + (x * 31 + y * 17) % 23
    survey = Survey.of(np.rint(heights).astype(np.int16), -90, -70, 50)
    board = bare_board(COLS, ROWS)
    sight = sight_table(board, survey.relief())
    return board, survey, sight, draw_lines(board, sight)


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return median(times)


def test_visibility_of_all_units(benchmark: BenchmarkFixture) -> None:
    board, survey, sight, lines = field()
    hexes = np.arange(UNITS, dtype=np.int64) * 7919 % board.hexes
    eye, height = np.arange(UNITS, dtype=np.int64) % 2, np.full(UNITS, MAN_DM, np.int64)

    def query() -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        return in_view(lines, eye, hexes, hexes, height)

    seen = benchmark(query)
    assert seen.shape == (UNITS, UNITS)
    pairs = [(i * 37 % UNITS, i * 101 % UNITS) for i in range(1, PAIRS + 1)]
    started = time.perf_counter()
    walked = [least(board, survey, int(hexes[a]), int(hexes[b]), sight.eyes_dm[a % 2]) for a, b in pairs]
    plain = (time.perf_counter() - started) / len(pairs)
    near = [board.meters(hexes[a], hexes[b]) <= sight.reach_m for a, b in pairs]
    expected = [bool(n) and w < 255 and 5 * w <= 2 * MAN_DM for n, w in zip(near, walked, strict=True)]
    assert [bool(seen[a, b]) for a, b in pairs] == expected
    if benchmark.stats is None:
        return
    assert plain * UNITS * UNITS > 5000 * benchmark.stats.stats.median
    source, target = np.ones(COPY_BYTES, np.uint8), np.empty(COPY_BYTES, np.uint8)
    own, copy = [], []
    for _ in range(9):
        own.append(seconds(query))
        copy.append(seconds(lambda: np.copyto(target, source)))
    benchmark.extra_info["microseconds"] = round(1e6 * median(own), 1)
    benchmark.extra_info["plain_python_over_table"] = round(plain * UNITS * UNITS / median(own))
    benchmark.extra_info["table_over_copy"] = round(median(o / c for o, c in zip(own, copy, strict=True)), 2)


def test_a_pulse_of_spotting(benchmark: BenchmarkFixture) -> None:
    """All of rule spotting for 300 units, a tenth of them moving and a fifth firing, by day."""
    board, _, _, lines = field()
    row = np.arange(UNITS)
    hexes = row * 7919 % board.hexes
    seen = targets(UNITS, moving=row % 10 == 0, firing=row % 5 == 1, posture=row % 7)
    day = Conditions(visibility=np.full(board.hexes, 6000), air=6000, dark=False)
    bits = np.arange(2 * UNITS, dtype=np.uint64).reshape(2, UNITS) << np.uint64(54)
    found = benchmark(spot, table(), lines, row % 2, hexes, observers(UNITS), seen, day, bits)
    assert 0 < (found.grade > 0).sum() < UNITS
