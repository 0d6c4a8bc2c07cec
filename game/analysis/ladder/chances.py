"""Shares, their intervals, and what they are in Elo. Chance comes from the keyed dice, as everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log10, sqrt

import numpy as np
from numpy.typing import NDArray

from game.engine.dice import below, draws

Floats = NDArray[np.float64]

RESAMPLES = 2000
SCALE = 400
"""Elo by which an agent is better who has ten times the chances."""
Z = 1.959964
"""Standard deviations that leave 2.5 % on either side."""
TAILS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    def as_data(self) -> dict[str, float | None]:
        """For JSON, which has no infinite numbers: None in their place."""
        told = {"value": self.value, "low": self.low, "high": self.high}
        return {name: round(n, 4) if abs(n) < inf else None for name, n in told.items()}


def elo(share: float) -> float:
    """Difference in Elo of one who takes a share of the points: 400 log10(s / (1 - s)), endless at 0, 1."""
    if share in (0, 1):
        return inf if share else -inf
    return SCALE * log10(share / (1 - share))


def share_of(difference: float) -> float:
    """Share of the points of one who is better by so many Elo: the inverse of `elo`."""
    return float(1 / (1 + 10 ** (-difference / SCALE)))


def wilson(points: float, n: int) -> Estimate:
    """Share of points among n trials with Wilson's interval (1927); draws as halves, so it errs wide."""
    share, square = points / n, Z * Z / n
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * sqrt(share * (1 - share) / n + square / (4 * n))
    # At the ends the formula gives 0 and 1 but for the last binary digit.
    return Estimate(share, middle - half if points else 0.0, middle + half if points < n else 1.0)


def resampled(values: Sequence[float], seed: int, row: int = 0) -> Floats:
    """Means float64[RESAMPLES] of as many values drawn anew from them; `row` tells draws of a seed apart."""
    known = np.asarray(values, np.float64)
    picks = below(draws(seed, "study", 0, row, (RESAMPLES, known.size)), known.size)
    return np.asarray(known[picks].mean(axis=1), np.float64)


def share(outcomes: Sequence[float], seed: int) -> Estimate:
    """Share of the points by the outcomes of pairs, its interval by the bootstrap over pairs.

    Where all pairs came out the same nothing can be drawn otherwise: Wilson's interval stands in.
    """
    n, points = len(outcomes), float(sum(outcomes))
    if len(set(outcomes)) == 1:
        return wilson(points, n)
    low, high = np.quantile(resampled(outcomes, seed), TAILS)
    return Estimate(points / n, float(low), float(high))


def in_elo(shares: Estimate) -> Estimate:
    """A share and its interval in Elo."""
    return Estimate(elo(shares.value), elo(shares.low), elo(shares.high))
