"""The ground under shells and bombs: a belt of trenches across the line of fire, and what lands on it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.analysis.engagement_bench import Bench, Ints
from game.grid.board import Board, make_board
from game.rules import barrage, dispersion

ROWS = COLS = 30
BELT = tuple(ROWS // 2 * COLS + 10 + place for place in range(8))
"""Hexes of a battalion's belt, side by side."""
LINE = 3
"""Line of fire and of flight, straight at the belt: a row of `dispersion.ORIENTATIONS`."""
GUN_RANGE = 5000
"""Meters from the batteries to the belt."""


@lru_cache(maxsize=1)
def plain() -> Board:
    """A plain without hills."""
    flat = np.zeros(ROWS * COLS, np.int16)
    return make_board(COLS, ROWS, 250, flat, flat, flat)


@lru_cache(maxsize=1)
def ground() -> NDArray[np.int32]:
    """Neighborhoods of all its hexes."""
    return dispersion.footprint(plain())


def by_kind(bench: Bench, rounds: int) -> tuple[Ints, Ints]:
    """Rows of the shells in the mixture of checks.study_shells, and so many rounds shared out among them."""
    names = bench.rules.layouts["checks.study_shells"][0]
    parts = [bench.number(f"study_shells.{name}.part") for name in names]
    kinds = np.array([bench.shells.names.index(name) for name in names], np.int64)
    ends = np.rint(np.cumsum(parts) * rounds).astype(np.int64)
    return kinds, np.diff(ends, prepend=0)


def belt(bench: Bench, rounds: int) -> Ints:
    """Rounds (H, C), in 1/65536, of a battalion's belt under so many shells, observed fire (artillery.2)."""
    kinds, fired = by_kind(bench, rounds)
    count = len(BELT)
    shell, aims = np.tile(kinds, count), np.repeat(BELT, len(kinds))
    each = np.repeat(np.arange(1, count + 1), len(kinds)) * np.tile(fired, count) // count
    each = np.diff(each.reshape(count, -1), axis=0, prepend=0).ravel()
    nothing = np.zeros(len(shell), np.int64)
    howitzer = shell != kinds[0]
    spread = barrage.deviations(howitzer, nothing, nothing + GUN_RANGE, nothing > 0, bench.batteries)
    share = dispersion.shares(*spread, LINE)
    return dispersion.land(ground(), aims, share, each, shell, len(bench.shells.names)).rounds
