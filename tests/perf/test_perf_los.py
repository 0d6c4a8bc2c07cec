"""The whole-array walk of the sight table against the same walk pair by pair in plain Python, in one run."""

from __future__ import annotations

import time

import numpy as np
from pytest_benchmark.fixture import BenchmarkFixture
from sight_oracle import Survey, bare_board, least

from game.rules.los import SightTable, sight_table

COLS, ROWS = 28, 28
PAIRS = 150


def rolling() -> Survey:
    """Hills up to 100 m on 50 m points under the whole board, the same on every machine."""
    y, x = np.mgrid[0:140, 0:150]
    heights = 500 + 300 * np.sin(x / 9.0) * np.cos(y / 7.0) + (x * 31 + y * 17) % 23
    return Survey.of(np.rint(heights).astype(np.int16), -90, -70, 50)


def test_sight_table_against_plain_walk(benchmark: BenchmarkFixture) -> None:
    board, survey = bare_board(COLS, ROWS), rolling()
    relief = survey.relief()
    table: SightTable = benchmark(sight_table, board, relief)
    ends = [(i * 337 % board.hexes, i * 541 % board.hexes) for i in range(1, 4 * PAIRS)]
    pairs = [(a, b) for a, b in ends if a != b and board.meters(a, b) <= table.reach_m][:PAIRS]
    started = time.perf_counter()
    walked = [[least(board, survey, a, b, eye) for a, b in pairs] for eye in table.eyes_dm]
    plain = (time.perf_counter() - started) / (len(pairs) * len(walked))
    for row, expected in enumerate(walked):
        assert table.hmin(row, *np.array(pairs).T).tolist() == expected
    numbers = np.arange(board.hexes)
    reached = int((board.meters(numbers[:, None], numbers) <= table.reach_m).sum()) - board.hexes
    if benchmark.stats is not None:
        own = benchmark.stats.stats.median / (reached * len(table.eyes_dm))
        benchmark.extra_info["lines_of_sight"] = reached * len(table.eyes_dm)
        benchmark.extra_info["plain_python_over_arrays"] = round(plain / own, 1)
