"""The sequential test: play until it is clear whether the first agent is better by 30 Elo or by none.

Wald's test on the outcomes of pairs: each of the two hypotheses is given the law of outcomes that has its
mean and lies nearest to what was seen (a generalized likelihood ratio). It is asked after every pair in the
order of the pairs, not of their finishing, so it stops at the same pair on any number of processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.analysis.ladder.chances import Floats, share_of
from game.analysis.ladder.pairs import OUTCOMES

ELO = (0.0, 30.0)
"""Differences of the two hypotheses."""
ALPHA = BETA = 0.05
BOUNDS = (log(BETA / (1 - ALPHA)), log((1 - BETA) / ALPHA))
MOST = 400
"""Pairs after which it is given up."""
STEPS = 60
LEAST = 1e-3
"""Added to each count, so that an outcome not seen yet is not taken for impossible."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of the test.

    Attributes
    ----------
    pairs : int
        After how many it ended, or how many there are.
    ratio : float
        Logarithm of the likelihood ratio then.
    better : bool or None
        Whether the first is better by the second hypothesis; None while it is open.
    """

    pairs: int
    ratio: float
    better: bool | None

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {"pairs": self.pairs, "ratio": round(self.ratio, 4), "better": self.better}


def log_ratio(counts: ArrayLike) -> Floats:
    """Logarithm (...) of the likelihood ratio of the two hypotheses for counts (..., 3) of `OUTCOMES`."""
    seen = np.asarray(counts, np.float64) + LEAST
    far = [_fit(seen, share_of(difference)) for difference in ELO]
    return np.asarray((seen * (np.log(far[0]) - np.log(far[1]))).sum(axis=-1), np.float64)


def _fit(seen: Floats, mean: float) -> Floats:
    """By how much (..., 3) the nearest law with a mean divides the frequency of each outcome.

    It is 1 + t (outcome - mean) with the t that gives the mean; found by halving (Van den Bergh 2019).
    """
    off = np.array(OUTCOMES) - mean
    low, high = np.full(seen.shape[:-1], -1 / off[-1]), np.full(seen.shape[:-1], -1 / off[0])
    for _ in range(STEPS):
        t = (low + high) / 2
        above = (seen * off / (1 + t[..., None] * off)).sum(axis=-1) > 0
        low, high = np.where(above, t, low), np.where(above, high, t)
    return np.asarray(1 + ((low + high) / 2)[..., None] * off, np.float64)


def verdict(outcomes: Sequence[float]) -> Verdict:
    """Test the outcomes of pairs in their order; what follows the end of the test is not looked at."""
    values = np.asarray(outcomes[:MOST], np.float64)
    if not values.size:
        return Verdict(0, 0.0, None)
    ratio = log_ratio((values[:, None] == np.array(OUTCOMES)).cumsum(axis=0))
    ended: NDArray[np.intp] = np.flatnonzero((ratio <= BOUNDS[0]) | (ratio >= BOUNDS[1]))
    at = int(ended[0]) if ended.size else values.size - 1
    better = bool(ratio[at] > 0) if ended.size else None
    return Verdict(at + 1, float(ratio[at]), better)
