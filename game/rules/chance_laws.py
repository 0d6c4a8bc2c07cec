"""Exact laws as long integers: the cumulative chances of gamma-Poisson, binomial and normal laws.

Fixed point with many binary places and decimals of many digits; no float, so every machine builds the same
tables. These are slow and called only when a table is made; see `chance_tables`.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PLACES = 96
"""Binary places of the cumulative chances handed out."""
_NB_PLACES, _BINOMIAL_PLACES = 192, 544
_DIGITS = 70
_PI = "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899"

KNOTS_PER_SIGMA = 64
SIGMAS = 8
"""Deviations of the normal law beyond this many sigma are drawn as so many."""


def gamma_poisson(mean: Fraction, shape: Fraction, limit: int) -> list[int]:
    """P(N <= k), k = 0.., of a Poisson number whose mean is gamma distributed (negative binomial).

    Parameters
    ----------
    mean, shape : Fraction
        The gamma law has this mean and this shape; the mean may be 0.
    limit : int
        Most entries.

    Returns
    -------
    list of int
        With `PLACES` binary places, until less than one part in 2**60 is left or `limit` entries are there.
    """
    term, total, rows = _none(mean, shape), 0, []
    up, down = mean.numerator * shape.denominator, mean.denominator * shape.numerator
    over, under = shape.numerator * up, shape.denominator * (up + down)
    more, less = shape.denominator * up, under
    enough, low = (1 << _NB_PLACES) - (1 << (_NB_PLACES - 60)), _NB_PLACES - PLACES
    for _ in range(limit):
        total += term
        rows.append(total >> low)
        if total > enough:
            break
        term = term * over // under
        over, under = over + more, under + less
    return rows


def _none(mean: Fraction, shape: Fraction) -> int:
    """Chance of nothing at all, (shape / (shape + mean)) ** shape."""
    with localcontext(Context(prec=_DIGITS)):
        share = shape / (shape + mean)
        log = (Decimal(share.numerator) / share.denominator).ln()
        power = (log * shape.numerator / shape.denominator).exp()
        return int(power * (1 << _NB_PLACES))


def binomial(n: int, chance: Fraction) -> list[int]:
    """P(K <= k), k = 0..n-1, of the successes among n trials, with `PLACES` binary places."""
    mirrored = chance * 2 > 1
    rare, often = min(chance, 1 - chance), max(chance, 1 - chance)
    term = (often.numerator**n << _BINOMIAL_PLACES) // often.denominator**n
    terms = []
    for k in range(n + 1):
        terms.append(term)
        term = term * (n - k) * rare.numerator // ((k + 1) * often.numerator)
    total, rows = 0, []
    for term in terms[:0:-1] if mirrored else terms[:-1]:
        total += term
        rows.append(total >> (_BINOMIAL_PLACES - PLACES))
    return rows


def normal_tail(z: Fraction) -> int:
    """P(Z > z) of a standard normal deviate, 0 <= z <= 8, with `PLACES` binary places."""
    one = 1 << 256
    square = z * z / 2
    term = one * z.numerator // z.denominator
    total, k = 0, 0
    while term:
        total += (-term if k & 1 else term) // (2 * k + 1)
        k += 1
        term = term * square.numerator // (square.denominator * k)
    with localcontext(Context(prec=_DIGITS)):
        root = int((Decimal(2) * Decimal(_PI)).sqrt() * one)
    return (one // 2 - (total << 256) // root) >> (256 - PLACES)


@lru_cache(maxsize=1)
def normal_knots() -> NDArray[np.uint64]:
    """P(Z > j / 64), j = 0..512, as 64-bit words, falling."""
    tails = [normal_tail(Fraction(j, KNOTS_PER_SIGMA)) for j in range(SIGMAS * KNOTS_PER_SIGMA + 1)]
    return np.array([(tail + (1 << 31)) >> 32 for tail in tails], np.uint64)
