"""Chance: what a raw word of the dice means. One word a draw; the greater the word, the greater the result.

Words come from `game.engine.dice`; nothing is drawn here. A word u stands for the share u / 2**64 of a law,
and the result is the law's inverse there, so that the same luck against a greater expectation never costs
less. All tables are integers built from integers (rule chance.2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules import chance_families as families
from game.rules.chance_normal import deviates, scaled
from game.rules.ruleset import Ruleset

Bits = NDArray[np.uint64]
Ints = NDArray[np.int64]

SHAPES = (1 << 10, 16 << 10)
"""Least and greatest shape of a law of losses, Q10: within these the tables are exact to 10^-9."""
EFFECTS = {"fire": "fire", "shells": "artillery"}
"""Effects that have a law of losses, and the chapter in which its shape stands."""
_HALF_WORD = np.uint64(32)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Results and the words they came from.

    Attributes
    ----------
    result : (...) int16
    bits : (...) uint64
    """

    result: NDArray[np.int16]
    bits: Bits

    @property
    def draw(self) -> NDArray[np.uint16]:
        """Per mille of the law that each word stands for, 0..999; worked out when asked for."""
        return permille(self.bits)


@dataclass(frozen=True, slots=True)
class LossLaw:
    """The law of losses: gamma-Poisson of a shape, Q10; its coefficient of variation is 1 / sqrt(shape)."""

    shape: int

    def __post_init__(self) -> None:
        """Check that the tables hold for it."""
        if not SHAPES[0] <= self.shape <= SHAPES[1]:
            low, high = (shape >> 10 for shape in SHAPES)
            raise ValueError(
                f"the shape of a law of losses must lie in {low}..{high}, got {self.shape / 1024:g}"
            )


def loss_law(rules: Ruleset, effect: str) -> LossLaw:
    """Law of "fire" (rule fire.7) or "shells" (bombs too; its shape stands in the artillery chapter)."""
    if effect not in EFFECTS:
        raise ValueError(f"effect must be one of {', '.join(EFFECTS)}, got {effect!r}")
    return LossLaw(rules.value(EFFECTS[effect], "kappa"))


def permille(bits: Bits) -> NDArray[np.uint16]:
    """Words (...) as the per mille of a law they stand for, 0..999."""
    share = (bits >> _HALF_WORD) * np.uint64(1000) >> _HALF_WORD
    return share.astype(np.uint16)


def happens(bits: Bits, chance_q16: ArrayLike) -> NDArray[np.bool_]:
    """Whether something with a Q16 chance happens, exactly; 65536 always does, 0 never (both (...))."""
    happened: NDArray[np.bool_] = (bits >> np.uint64(48)).view(np.int64) < np.asarray(chance_q16, np.int64)
    return happened


def losses(expected_milli: ArrayLike, most: ArrayLike, bits: Bits, law: LossLaw) -> Drawn:
    """Losses by fire, shells or bombs.

    Parameters
    ----------
    expected_milli : (...) int
        Expected losses in thousandths. From 1,048,575 on all are drawn alike.
    most : (...) int
        Men there are to lose, 0..4095.
    bits : (...) uint64
        One word a draw.
    law : LossLaw
        Shape kappa.

    Returns
    -------
    Drawn
        `result` (...) int16, 0..most. All arguments broadcast.

    Raises
    ------
    ValueError
        If an expectation is negative or `most` out of range.

    Notes
    -----
    Rule fire.7. The law is that of min(N, most) where N is Poisson with mean G x E and G is gamma distributed
    with mean 1 and shape kappa: N is negative binomial, its mean E, its variance E + E^2 / kappa, and

        P(N = 0) = (kappa / (kappa + E)) ** kappa
        P(N = k + 1) = P(N = k) x (k + kappa) / (k + 1) x E / (E + kappa).

    N counts men struck by an effect that has not run out of men; when it does, the rest strikes nobody,
    and that is what the bound says: it lowers the mean only by what lies beyond `most`. That hits fall on
    men already hit is not chance but expectation: `fixed.saturate` makes it men x (1 - exp(-hits / men))
    where a kernel counts hits; rules that reckon in covered ground have done so. Both together stand for
    the study's Binomial(men, 1 - exp(-G x E / men)), with expectation and luck apart in the ledger.

    Given uniform words the law of the result differs from this one by less than 10^-9 in total variation, the
    tail included. Results never fall when the word or `most` grows, nor, but for one word in 10^9, when the
    expectation does.
    """
    expected, men = np.asarray(expected_milli, np.int64), np.asarray(most, np.int64)
    family, top = families.loss_family(law.shape), families.LOSS_TOP - 1
    if expected.size == men.size == bits.size == 1:
        one, bound = expected.item(), men.item()
        if one >= 0 and 0 <= bound <= families.LOSS_MOST:
            found = family.one(families.loss_bucket(min(one, top)), min(one, top), bits.item())
            return _drawn(_single(min(found, bound), max(expected.ndim, men.ndim, bits.ndim)), bits)
    _within(expected, 0, None, "an expectation of losses")
    _within(men, 0, families.LOSS_MOST, "the men to lose")
    x = np.minimum(expected, top)
    results, bounds = family.draw(families.loss_buckets(x), x, bits), men.astype(np.int16)
    roomy = np.broadcast_shapes(results.shape, bounds.shape) == results.shape
    return _drawn(np.minimum(results, bounds, out=results if roomy else None), bits)


def binomial(n: ArrayLike, chance_q16: ArrayLike, bits: Bits) -> Drawn:
    """Successes among independent trials.

    Parameters
    ----------
    n : (...) int
        Trials, 0..255.
    chance_q16 : (...) int
        Chance of each, 0..65536.
    bits : (...) uint64
        One word a draw.

    Returns
    -------
    Drawn
        `result` (...) int16, 0..n. All arguments broadcast. Exact to 10^-9 in total variation; n successes
        when the chance is 65536.

    Raises
    ------
    ValueError
        If `n` or a chance is out of range.
    """
    trials, chance = np.asarray(n, np.int64), np.asarray(chance_q16, np.int64)
    family, top = families.trial_family(), families.CERTAIN
    if trials.size == chance.size == bits.size == 1:
        many, one = trials.item(), chance.item()
        if 0 <= many <= families.TRIALS and 0 <= one <= top:
            found = many if one == top else family.one(families.trial_bucket(many, one), one, bits.item())
            return _drawn(_single(found, max(trials.ndim, chance.ndim, bits.ndim)), bits)
    _within(trials, 0, families.TRIALS, "trials")
    _within(chance, 0, top, "a chance")
    trials, chance = np.broadcast_arrays(trials, chance)
    results = family.draw(families.trial_buckets(trials, chance), chance, bits)
    return _drawn(np.where(chance == top, trials.astype(np.int16), results), bits)


def normal(bits: Bits, sigma: ArrayLike) -> Ints:
    """Integer normal deviates with mean 0, for scatter and errors of judgment.

    Parameters
    ----------
    bits : (...) uint64
        One word a draw; the word ~u gives the deviate of u with the other sign.
    sigma : (...) int
        Standard deviation in any unit, not negative.

    Returns
    -------
    (...) int64
        In the unit of `sigma`, rounded to the nearest, halves away from 0. Before rounding a deviate is off
        by less than sigma / 2000; those beyond 8 sigma (once in 10^15) are drawn as 8 sigma.

    Raises
    ------
    ValueError
        If `sigma` is negative.
    """
    spread = np.asarray(sigma, np.int64)
    _within(spread, 0, None, "a standard deviation")
    return scaled(deviates(bits), spread)


def pick(weights: ArrayLike, bits: Bits) -> Ints:
    """Row drawn by weights.

    Parameters
    ----------
    weights : (..., K) int
        Not negative, their sum below 2**31.
    bits : (...) uint64
        One word a draw.

    Returns
    -------
    (...) int64
        Row 0..K-1 with a chance of its weight among the sum, off by less than 2**-64; -1 where all weights
        are 0.

    Raises
    ------
    ValueError
        If a weight is negative or a sum too large.
    """
    weight = np.asarray(weights, np.int64)
    _within(weight, 0, None, "a weight")
    ends = weight.cumsum(axis=-1)
    total = ends[..., -1]
    _within(total, 0, 2**31 - 1, "a sum of weights")
    high, low = (bits >> _HALF_WORD).view(np.int64), (bits & np.uint64(2**32 - 1)).view(np.int64)
    at = (high * total + (low * total >> 32)) >> 32
    row = (ends <= at[..., None]).sum(axis=-1)
    return np.where(total > 0, row, -1)


def _single(result: int, axes: int) -> NDArray[np.int16]:
    """One result in the shape, all ones, that its arguments broadcast to."""
    return np.array(result, np.int16, ndmin=axes)


def _drawn(result: NDArray[np.int16], bits: Bits) -> Drawn:
    return Drawn(result, bits if bits.shape == result.shape else np.broadcast_to(bits, result.shape))


def _within(values: Ints, low: int, high: int | None, what: str) -> None:
    if np.count_nonzero(values < low):
        raise ValueError(f"{what} must be at least {low}, found {int(values.min())}")
    if high is not None and np.count_nonzero(values > high):
        raise ValueError(f"{what} must be at most {high}, found {int(values.max())}")
