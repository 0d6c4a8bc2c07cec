"""Standard normal deviates from words, as integers: a table of the inverse law, finer at its ends."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.rules.chance_laws import KNOTS_PER_SIGMA, SIGMAS, normal_knots
from game.rules.chance_tables import blocks

Bits = NDArray[np.uint64]
Ints = NDArray[np.int64]

Z_BITS = 20
"""Binary places of a deviate."""
_CELLS = 1 << 16
_OUTER = 1 << 9
"""Cells at either end in which a word is looked up with all its bits."""
_FINER = np.int32(-(2**31))
"""What the table holds in those cells."""
_KNOT_BITS = Z_BITS - (KNOTS_PER_SIGMA.bit_length() - 1)


def deviates(bits: Bits) -> NDArray[np.int32]:
    """Standard normal deviates (...) with 20 binary places, off by less than 1/2000; never falling."""
    words = np.atleast_1d(bits)
    z = np.empty(words.shape, np.int32)
    for block in blocks(words.shape):
        _table().take((words[block] >> np.uint64(48)).view(np.int64), out=z[block], mode="clip")
    outer = np.unravel_index(np.flatnonzero(z == _FINER), z.shape)
    z[outer] = _inverse(words[outer])
    return z.reshape(bits.shape)


def scaled(z: NDArray[np.int32], sigma: Ints) -> Ints:
    """Deviates (...) times standard deviations (...), rounded to the nearest, halves away from 0."""
    product = np.atleast_1d(z * sigma)
    for block in blocks(product.shape):
        part = product[block]
        part += (1 << (Z_BITS - 1)) + (part >> 63)
        part >>= Z_BITS
    return product.reshape(np.broadcast_shapes(z.shape, sigma.shape))


@lru_cache(maxsize=1)
def _table() -> NDArray[np.int32]:
    """Deviates in the middle of each cell, int32[65536]; the upper half mirrors the lower."""
    cells = np.arange(_CELLS // 2, dtype=np.uint64)
    lower = _inverse((cells << np.uint64(48)) + np.uint64(1 << 47))
    table = np.concatenate([lower, -lower[::-1]]).astype(np.int32)
    table[:_OUTER] = table[-_OUTER:] = _FINER
    table.setflags(write=False)
    return table


def _inverse(bits: Bits) -> Ints:
    """Deviates (M) along straight lines between the knots of the law."""
    knots, lower = normal_knots(), bits < np.uint64(1 << 63)
    tail = np.where(lower, bits, ~bits)
    last = SIGMAS * KNOTS_PER_SIGMA
    knot = last - np.searchsorted(knots[::-1], tail, side="right")
    near, far = knots[knot], knots[np.minimum(knot + 1, last)]
    step = np.maximum((near - far) >> np.uint64(_KNOT_BITS), np.uint64(1))
    part = np.minimum((near - tail) // step, np.uint64(1 << _KNOT_BITS)).astype(np.int64)
    size = (knot.astype(np.int64) << _KNOT_BITS) + np.where(knot < last, part, 0)
    return np.where(lower, -size, size)
