"""A pulse of shelling by whole arrays against the same sums shell by shell in plain Python, in one run."""

from __future__ import annotations

import time
from math import erf, exp, sqrt

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from game.engine.dice import draws
from game.grid.board import make_board
from game.rules import artillery, barrage, dispersion
from game.rules.artillery_table import freeze_batteries, freeze_shells
from game.rules.patterns import freeze_patterns, pattern
from game.rules.tables import ONE
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

RULES = compile_ruleset(load_ruleset("standard").models())
SHELLS, BATTERIES = freeze_shells(RULES), freeze_batteries(RULES)
COLS, ROWS, MISSIONS, UNITS, REPLICAS = 56, 55, 60, 300, 64
OFFSETS = dispersion.OFFSETS.tolist()
CUTS = [place / 8 for place in (-8, -7, -6, -5, -4, 4, 5, 6, 7, 8)]
WIDTHS = [part / 8 for part in (1, 3, 5, 7, 8, 7, 5, 3, 1)]
NOTHING = np.zeros(COLS * ROWS, np.int16)
BOARD = make_board(COLS, ROWS, 250, NOTHING, NOTHING, NOTHING)
GROUND = dispersion.footprint(BOARD)
PATTERNS = freeze_patterns(BATTERIES, SHELLS.scale)

_WORDS = draws(11, "shells", 0, 0, (MISSIONS, 4))
AIM = (_WORDS[:, 0] % np.uint64(600)).astype(np.int64) + 20 * COLS
FROM = (_WORDS[:, 1] % np.uint64(600)).astype(np.int64) + 40 * COLS
SHELL = (_WORDS[:, 2] % np.uint64(3)).astype(np.int64)
ROUNDS = (_WORDS[:, 3] % np.uint64(160)).astype(np.int64)
_UNIT = draws(12, "shells", 0, 0, (UNITS, 3))
HEX = (_UNIT[:, 0] % np.uint64(600)).astype(np.int64) + 20 * COLS
MEN = (_UNIT[:, 1] % np.uint64(150)).astype(np.int64) + 1
POSTURE = (_UNIT[:, 2] % np.uint64(6)).astype(np.int64)
NONE = np.zeros(MISSIONS, np.int64)


def shares() -> np.ndarray:
    line = dispersion.orientation(BOARD.qr[AIM].astype(np.int32) - BOARD.qr[FROM])
    return pattern(SHELL > 0, NONE, BOARD.meters(FROM, AIM), NONE > 0, line, PATTERNS)


def pulse(copies: int = 1) -> artillery.Shelled:
    """Lay, land and count the losses of one pulse, or of many copies of it under dice of their own."""
    lead = () if copies == 1 else (copies,)
    landed = dispersion.land(GROUND, AIM, shares(), ROUNDS, SHELL, len(SHELLS.names)).rounds
    bits = draws(13, "shells", 0, 0, (*lead, UNITS))
    return artillery.shell(landed, HEX, MEN, POSTURE, ONE, bits, SHELLS)


def plain_shares(m: int) -> list[float]:
    """The 19 shares of one mission by erf products, strip by strip, in plain Python."""
    meters = int(BOARD.meters(FROM[m], AIM[m]))
    along, across = (int(d) / 100 for d in barrage.deviations(SHELL[m] > 0, 0, meters, False, BATTERIES))
    dq, dr = (int(d) for d in BOARD.qr[AIM[m]].astype(np.int32) - BOARD.qr[FROM[m]])
    corner = int(dispersion.orientation((dq, dr))) & 1
    flat, point = (across, along) if corner else (along, across)
    side, told = 250 / sqrt(3), []
    for q, r in OFFSETS:
        total = 0.0
        for strip in range(9):
            low, high, width = CUTS[strip], CUTS[strip + 1], WIDTHS[strip]
            y, x = -1.5 * side * r, 250 * (q + r / 2)
            upright = erf((y + high * side) / point / sqrt(2)) - erf((y + low * side) / point / sqrt(2))
            level = erf((x + width * 125) / flat / sqrt(2)) - erf((x - width * 125) / flat / sqrt(2))
            total += upright * level / 4
        told.append(total)
    return told


def plain() -> list[float]:
    """Expected losses of the same pulse, one mission, hex and unit at a time."""
    landed: dict[int, list[float]] = {}
    ground, lethal = GROUND.tolist(), SHELLS.lethal.tolist()
    for m in range(MISSIONS):
        share = plain_shares(m)
        for k, cell in enumerate(ground[int(AIM[m])]):
            if cell >= 0:
                row = landed.setdefault(cell, [0.0] * len(SHELLS.names))
                row[int(SHELL[m])] += int(ROUNDS[m]) * share[k]
    expected = []
    for u in range(UNITS):
        row = landed.get(int(HEX[u]), [])
        often = sum(n * lethal[c][int(POSTURE[u])] / ONE for c, n in enumerate(row)) / SHELLS.hex_area
        expected.append(int(MEN[u]) * (1 - exp(-often)))
    return expected


@pytest.mark.benchmark(group="shells")
def test_a_pulse_against_plain_python(benchmark: BenchmarkFixture) -> None:
    told = benchmark(pulse)
    started = time.perf_counter()
    slow = plain()
    taken = time.perf_counter() - started
    # Turned lines of fire and steps of range tell them apart by single hexes, never by the sum.
    assert told.expected.sum() / 1000 == pytest.approx(sum(slow), rel=0.03)
    if benchmark.stats is not None:
        benchmark.extra_info["plain_python_over_arrays"] = round(taken / benchmark.stats.stats.median, 1)


@pytest.mark.benchmark(group="shells")
def test_many_copies(benchmark: BenchmarkFixture) -> None:
    """Cost of one copy among 64 against a pulse on its own."""
    told = benchmark(pulse, REPLICAS)
    assert told.result.shape == (REPLICAS, UNITS)
    started = time.perf_counter()
    for _ in range(5):
        pulse()
    single = (time.perf_counter() - started) / 5
    if benchmark.stats is not None:
        share = benchmark.stats.stats.median / REPLICAS / single
        benchmark.extra_info["copy_over_single"] = round(share, 3)
