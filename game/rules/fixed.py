"""Integer arithmetic of the rules: products of factors; exp, powers of one half and the logistic by look-up.

Factors are Q10 (1.0 = 1024), chances Q16 (1.0 = 65536). No float takes part, so that no processor's exp
decides a battle (rule chance.1). Every curve is monotone and off by at most one unit of Q16.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules import fixed_tables as tables
from game.rules.tables import BITS

Ints = NDArray[np.int64]

CHANCE_BITS = 16
CERTAIN = 1 << CHANCE_BITS
"""The chance of something sure to happen."""
MOST_BITS = 20
"""Most binary places that the argument of a curve may have."""
_E, _TWO = 0, 2
_REACH = {_E: 21 << BITS, _TWO: 31 << BITS}


def mul(a: ArrayLike, *factors: ArrayLike) -> Ints:
    """Product of a quantity and Q10 factors.

    Parameters
    ----------
    a : (...) int
        Not negative, in any unit.
    *factors : (...) int
        Q10, not negative; they broadcast.

    Returns
    -------
    (...) int64
        In the unit of `a`, rounded down after each factor.

    Raises
    ------
    ValueError
        If anything is negative.

    Notes
    -----
    Rule chance.1.
    """
    product = _whole(a, "a quantity")
    for factor in factors:
        product = (product * _whole(factor, "a factor")) >> BITS
    return product


def ratio(num: ArrayLike, den: ArrayLike) -> Ints:
    """Quotient as Q10, rounded down; 0 where the divisor is 0 (both (...) int, not negative)."""
    above, below = _whole(num, "a quantity"), _whole(den, "a divisor")
    return np.where(below > 0, (above << BITS) // np.maximum(below, 1), 0)


def exp_neg(x: ArrayLike, bits: int = BITS) -> Ints:
    """exp(-x) as Q16.

    Parameters
    ----------
    x : (...) int
        Not negative.
    bits : int
        Binary places of x, 10 to 20.

    Returns
    -------
    (...) int64
        0..65536, off by at most one unit; 0 from about x = 11.8 on.

    Raises
    ------
    ValueError
        If x is negative or `bits` out of range.
    """
    return _rounded(_power(_E, x, bits))


def one_minus_exp(x: ArrayLike, bits: int = BITS) -> Ints:
    """1 - exp(-x) as Q16, with x as in `exp_neg`: the chance of at least one hit when x are expected."""
    return CERTAIN - exp_neg(x, bits)


def half_power(x: ArrayLike, bits: int = BITS) -> Ints:
    """2^-x as Q16, with x as in `exp_neg`."""
    return _rounded(_power(_TWO, x, bits))


def logistic(x: ArrayLike) -> Ints:
    """1 / (1 + exp(-x)) as Q16.

    Parameters
    ----------
    x : (...) int
        Q10, of either sign.

    Returns
    -------
    (...) int64
        0..65536, off by at most one unit; logistic(-x) = 65536 - logistic(x).
    """
    whole = np.asarray(x, np.int64)
    half = tables.logistic_half(12 << BITS)
    upper = half.take(np.minimum(np.abs(whole), len(half) - 1))
    return np.where(whole < 0, CERTAIN - upper, upper)


def saturate(expected_milli: ArrayLike, most: ArrayLike) -> Ints:
    """Expected losses when hits fall on men at random: most x (1 - exp(-expected / most)).

    Parameters
    ----------
    expected_milli : (...) int
        Expected hits in thousandths.
    most : (...) int
        Men there are to hit.

    Returns
    -------
    (...) int64
        Expected men hit at least once, in thousandths: never above the hits, never above the men, off by at
        most one unit and one part in 10^5; 0 where there are no men.

    Notes
    -----
    Rule fire.1: the mean of Binomial(men, 1 - exp(-E / men)).
    """
    hits, men = _whole(expected_milli, "an expectation"), _whole(most, "a number of men") * 1000
    share = (hits << MOST_BITS) // np.maximum(men, 1)
    struck = (1 << tables.PLACES) - _power(_E, share, MOST_BITS)
    losses: Ints = (men * struck + (1 << (tables.PLACES - 1))) >> tables.PLACES
    return np.minimum(losses, hits)


def to_q10(chance: ArrayLike) -> Ints:
    """A Q16 chance as a Q10 factor, rounded down."""
    factor: Ints = np.asarray(chance, np.int64) >> (CHANCE_BITS - BITS)
    return factor


def to_q16(factor: ArrayLike) -> Ints:
    """A Q10 factor as a Q16 chance, exactly."""
    chance: Ints = np.asarray(factor, np.int64) << (CHANCE_BITS - BITS)
    return chance


def _whole(x: ArrayLike, what: str) -> Ints:
    whole = np.asarray(x, np.int64)
    if whole.size and int(whole.min()) < 0:
        raise ValueError(f"{what} must not be negative, found {int(whole.min())}")
    return whole


def _power(base: int, x: ArrayLike, bits: int) -> Ints:
    """base^-x with `PLACES` binary places."""
    if not BITS <= bits <= MOST_BITS:
        raise ValueError(f"bits must lie in {BITS}..{MOST_BITS}, got {bits}")
    whole, more = _whole(x, "the argument of a falling curve"), bits - BITS
    table = tables.coarse(base, _REACH[base])
    steps = np.minimum(whole >> more, len(table) - 1)
    power: Ints = table.take(steps)
    if more:
        between = tables.fine(base, bits).take(whole & ((1 << more) - 1))
        power = (power * between + (1 << (tables.PLACES - 1))) >> tables.PLACES
    return power


def _rounded(power: Ints) -> Ints:
    shift = tables.PLACES - CHANCE_BITS
    return (power + (1 << (shift - 1))) >> shift
