"""Several chances of one thing: at least one of them comes true, and what a chance becomes in another time.

Chances that are independent multiply by what they leave out, so their logarithms are added: whole numbers
with 20 binary places, in which the order of adding changes nothing.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.fixed import CERTAIN, one_minus_exp

Ints = NDArray[np.int64]

PLACES = 20
"""Binary places of a logarithm of what a chance leaves out."""
SURE = 32 << PLACES
"""Logarithm of what a certain chance leaves out: so much that nothing remains in 16 places."""
_WORK = 44
_TERMS = 16


@lru_cache(maxsize=1)
def _logs() -> Ints:
    """-ln(1 - i/65536) for i = 0..65536.

    The logarithm grows from one entry to the next by ln(n / (n-1)), n = 65536 - i, and that is twice the sum
    of 1 / (k m^k) over odd k with m = 2n - 1: integer divisions with 44 places, off by less than 2^-24 in the
    end.
    """
    m = 2 * np.arange(CERTAIN, 1, -1, dtype=np.int64) - 1
    term = (2 << _WORK) // m
    growth = term.copy()
    for k in range(3, 2 * _TERMS, 2):
        term = term // (m * m)
        growth += term // k
    logs = np.concatenate([[0], np.cumsum(growth), [SURE << (_WORK - PLACES)]])
    rounded: Ints = (logs + (1 << (_WORK - PLACES - 1))) >> (_WORK - PLACES)
    rounded.setflags(write=False)
    return rounded


def left_out(chance: ArrayLike) -> Ints:
    """Logarithm, sign turned, of what Q16 chances (...) leave out: int64[...] with `PLACES` places."""
    return _logs().take(np.asarray(chance))


def at_least_one(logs: ArrayLike) -> Ints:
    """Q16 chance int64[...] that belongs to a sum of `left_out`: 1 - (1-p)(1-p)..."""
    return one_minus_exp(logs, PLACES)


def in_time(chance: ArrayLike, minutes: ArrayLike, stated: int) -> Ints:
    """What a chance becomes in another time: 1 - (1-p)^(minutes / stated).

    Parameters
    ----------
    chance : (...) int
        Q16, for `stated` minutes.
    minutes : (...) int
        Not negative; broadcasts.
    stated : int
        Minutes for which the chance is stated.

    Returns
    -------
    (...) int64
        Q16, off by at most one unit. A certain chance stays certain in any time above 0.

    Notes
    -----
    Rule spotting.1.
    """
    time = np.asarray(minutes, np.int64)
    whole = np.asarray(chance, np.int64)
    spread = at_least_one(left_out(whole) * time // stated)
    return np.where((whole >= CERTAIN) & (time > 0), CERTAIN, spread)
