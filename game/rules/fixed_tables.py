"""Tables behind the integer curves, built from decimals, so that every machine has the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]

PLACES = 30
"""Binary places of the tables of powers: far more than are handed out."""
STEP_BITS = 10
"""Steps of the coarse tables: 1/1024."""
NEAR_HALF = 1e-6
"""So near to a half that another machine's floating point might round the other way: many times its error."""
_WORK = 160
_DIGITS = 60


def _exact() -> Context:
    return Context(prec=_DIGITS)


def _powers(step: Decimal, count: int) -> Table:
    """exp(-step x i) for i = 0..count-1 with `PLACES` binary places, rounded to the nearest."""
    with localcontext(_exact()):
        factor = int((-step).exp() * (1 << _WORK))
    power, rows = 1 << _WORK, []
    for _ in range(count):
        rows.append((power + (1 << (_WORK - PLACES - 1))) >> (_WORK - PLACES))
        power = power * factor >> _WORK
    table = np.array(rows, np.int64)
    table.setflags(write=False)
    return table


def _rate(base: int) -> Decimal:
    """Natural logarithm of the base; 0 stands for e."""
    with localcontext(_exact()):
        return Decimal(base).ln() if base else Decimal(1)


@lru_cache(maxsize=8)
def coarse(base: int, count: int) -> Table:
    """Powers of 1/base in steps of 1/1024; base 0 stands for e."""
    return _powers(_rate(base) / (1 << STEP_BITS), count)


@lru_cache(maxsize=16)
def fine(base: int, bits: int) -> Table:
    """Powers of 1/base between two coarse steps, for arguments with so many binary places."""
    return _powers(_rate(base) / (1 << bits), 1 << (bits - STEP_BITS))


@lru_cache(maxsize=2)
def logistic_half(count: int) -> Table:
    """1 / (1 + exp(-i/1024)) for i = 0..count-1 as Q16, rounded to the nearest."""
    one = np.int64(1 << PLACES)
    table: Table = ((one << 17) // (one + coarse(0, count)) + 1) >> 1
    table.setflags(write=False)
    return table


def rounded(values: NDArray[np.float64], exact: Callable[[int], Decimal]) -> Table:
    """Nearest whole numbers int64[N] of values below 2^30: the few so near to a half that floating point
    could be in doubt are worked out anew by `exact` from their places.
    """
    floor = np.floor(values)
    table = np.where(values - floor > 0.5, floor + 1, floor).astype(np.int64)
    for place in np.flatnonzero(np.abs(values - floor - 0.5) < NEAR_HALF).tolist():
        table[place] = int(exact(place).to_integral_value())
    return table
