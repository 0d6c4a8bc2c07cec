"""The families of laws that the rules draw from: losses by their expectation, trials by their chance."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.rules.chance_laws import binomial, gamma_poisson
from game.rules.chance_tables import BUCKET_BITS, Family

Ints = NDArray[np.int64]

LOSS_TOP = 1 << 20
"""Expectations of losses end below this, in thousandths."""
LOSS_MOST = 4095
"""Most that one draw of losses can take."""
TRIALS = 255
"""Most trials of one binomial draw."""
CERTAIN = 1 << 16
_NARROW = 7
"""The narrowest cells of the losses: 128 thousandths."""
_GROUP = 16
"""Cells of one width: twice so many of the narrowest, then so many to each doubling of the expectation."""
_GROUPS = 10
_REACH = CERTAIN // 5
"""Expected successes that a cell of the trials may span: a fifth of one, as Q16."""


@lru_cache(maxsize=1)
def _loss_buckets() -> NDArray[np.int16]:
    """Bucket of an expectation by its quarters: int16[LOSS_TOP / 4]."""
    quarters = np.arange(LOSS_TOP >> 2, dtype=np.int64)
    doublings = np.searchsorted(1 << np.arange(10, 18), quarters, side="right")
    return ((quarters >> doublings) + doublings * (_GROUP << BUCKET_BITS)).astype(np.int16)


def loss_buckets(x: Ints) -> Ints:
    """Buckets (...) of expectations (...), which must lie below `LOSS_TOP`."""
    return _loss_buckets().take(x >> 2).astype(np.int64)


def loss_bucket(x: int) -> int:
    """Bucket of one expectation."""
    return int(_loss_buckets()[x >> 2])


@lru_cache(maxsize=8)
def loss_family(shape_q10: int) -> Family:
    """Gamma-Poisson laws of one shape; x is the expectation in thousandths."""
    shift = _NARROW + np.maximum(np.arange(_GROUP * _GROUPS, dtype=np.int64) // _GROUP - 1, 0)
    origin = np.cumsum(1 << shift) - (1 << shift)
    shape = Fraction(shape_q10, 1024)
    return Family(origin, shift, lambda _, x: gamma_poisson(x / 1000, shape, LOSS_MOST + 1))


@lru_cache(maxsize=1)
def trial_layout() -> tuple[Ints, Ints]:
    """First cell and width (as a power of two) for each number of trials, int64[256] each."""
    shift = np.array([(_REACH // max(n, 1)).bit_length() - 1 for n in range(TRIALS + 1)], np.int64)
    cells = CERTAIN >> shift
    return np.cumsum(cells) - cells, shift


@lru_cache(maxsize=1)
def trial_family() -> Family:
    """Binomial laws of 0 to 255 trials, one after the other; x is the chance as Q16."""
    first, shift = trial_layout()
    cells = CERTAIN >> shift
    shifts = np.repeat(shift, cells)
    origin = (np.arange(len(shifts)) - np.repeat(first, cells)) << shifts
    trials = np.repeat(np.arange(TRIALS + 1), cells)
    return Family(origin, shifts, lambda cell, x: binomial(int(trials[cell]), x / CERTAIN))


def trial_buckets(n: Ints, chance: Ints) -> Ints:
    """Buckets (...) of so many trials with such a chance."""
    first, shift = trial_layout()
    inside = np.minimum(chance, CERTAIN - 1) >> (shift.take(n) - BUCKET_BITS)
    return (first.take(n) << BUCKET_BITS) + inside


@lru_cache(maxsize=1)
def _trial_lists() -> tuple[list[int], list[int]]:
    first, shift = trial_layout()
    return (first << BUCKET_BITS).tolist(), (shift - BUCKET_BITS).tolist()


def trial_bucket(n: int, chance: int) -> int:
    """Bucket of one law."""
    first, shift = _trial_lists()
    return first[n] + (min(chance, CERTAIN - 1) >> shift[n])
