"""Sums over those who fire at one target or through one hexside, and the split of losses by cause."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.chance import Bits
from game.rules.fire_table import CAUSES, FIRE_CAUSES, Ints

FINE = 20
"""Binary places in which casualties are summed."""

ONE_THREAD = 1 << 16
"""Multiplications for which no library of linear algebra wakes a second thread."""

_CAUSE_COLUMNS = tuple(CAUSES.index(name) for name in FIRE_CAUSES)


def runs(rows: int, work: int) -> Iterator[slice]:
    """Rows by runs, each so little work that a product of matrices stays in one thread and in the cache.

    Waking a second thread costs more than all the work, many times more where other processes run.
    """
    step = max(ONE_THREAD // work, 1)
    return (slice(row, row + step) for row in range(0, rows, step))


def flat_rows(target: ArrayLike, count: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Rows of the targets in the flattened batch of `count` each, and where there is none."""
    row = np.asarray(target, np.intp)
    idle = row < 0
    row = np.where(idle, 0, row)
    if row.ndim > 2:
        row = row + offsets(row, count)
    return row, idle


def offsets(aims: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """First row of each game of a batch of aims (..., N, K) in a flattened array with `count` rows a game."""
    games = aims.shape[:-2]
    return np.arange(np.prod(games), dtype=np.intp).reshape(*games, 1, 1) * count


def gather(values: Ints, row: NDArray[np.intp], like: Ints) -> Ints:
    """Sums by row, in the shape of another array; exact, for bincount adds whole numbers below 2**53."""
    return np.bincount(row.ravel(), values.ravel(), like.size).astype(np.int64).reshape(like.shape)


def gather_causes(values: Ints, row: NDArray[np.intp], like: Ints) -> Ints:
    """Sums by row of values (..., N, K, 3), in the shape of another array and a column for each cause."""
    causes = values.shape[-1]
    sums = np.empty((like.size, causes), np.int64)
    number = row.ravel()
    for cause in range(causes):
        sums[:, cause] = np.bincount(number, values[..., cause].ravel(), like.size)
    return sums.reshape(*like.shape, causes)


def milli(fine: Ints) -> Ints:
    """Thousandths of casualties in `FINE` binary places."""
    rounded: Ints = (fine * 1000 + (1 << (FINE - 1))) >> FINE
    return rounded


def split(lost: ArrayLike, weights: Ints, bits: Bits) -> NDArray[np.int16]:
    """Losses by cause.

    Parameters
    ----------
    lost : (..., T) int
        Men lost.
    weights : (..., T, 3) int64
        Expected losses by `FIRE_CAUSES`, in any unit, below 2**40.
    bits : (..., T) uint64
        One word a target.

    Returns
    -------
    (..., T, 6) int16
        In the order of `CAUSES`; adds up to `lost`, each in the mean in proportion to its weight.

    Notes
    -----
    Systematic rounding: one word sets where the running sums are rounded, so none is favored for being large.
    """
    men = np.asarray(lost, np.int64)
    first = weights[..., 0]
    second = first + weights[..., 1]
    whole = np.maximum(second + weights[..., 2], 1)
    nudge = (bits >> np.uint64(48)).astype(np.int64) * whole >> 16
    low, high = (men * first + nudge) // whole, (men * second + nudge) // whole
    causes = np.zeros((*men.shape, len(CAUSES)), np.int16)
    for column, part in zip(_CAUSE_COLUMNS, (low, high - low, men - high), strict=True):
        causes[..., column] = part
    return causes
