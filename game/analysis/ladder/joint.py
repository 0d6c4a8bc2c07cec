"""One rating for each agent out of all pairings: Bradley and Terry's model, by the greatest likelihood.

Who has won every pair has no greatest likelihood. So each pairing is given one drawn pair besides, which
pulls its two agents together by about one part in as many as pairs were played.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from game.analysis.ladder.chances import RESAMPLES, SCALE, TAILS, Estimate, Floats, resampled
from game.analysis.ladder.pairs import Agents

STEPS = 60
LONGEST = 1.0
"""Greatest change of a rating in one step of Newton's, as a natural logarithm of odds."""
PRIOR = 1.0
"""Drawn pairs given to each pairing."""
_UNIT = SCALE / np.log(10)


def ratings(points: Floats, prior: float = PRIOR) -> Floats:
    """Ratings in Elo, the first one 0.

    Parameters
    ----------
    points : (..., A, A) float
        What each (row) has won of each other (column), draws half.
    prior : float
        Drawn pairs given to every pairing that was played.

    Returns
    -------
    (..., A) float

    Notes
    -----
    Bradley and Terry 1952; Newton's method on the logarithm of the likelihood, which is concave.
    """
    number = points + np.swapaxes(points, -1, -2)
    number = number + prior * (number > 0)
    won = (points + prior / 2 * (number > 0)).sum(axis=-1)
    rating: Floats = np.zeros(points.shape[:-1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(rating[..., None, :] - rating[..., :, None]))
        slope = won - (number * chance).sum(axis=-1)
        weight = number * chance * (1 - chance)
        bend = weight.sum(axis=-1)[..., None] * np.eye(points.shape[-1]) - weight
        step = np.linalg.solve(bend[..., 1:, 1:], slope[..., 1:, None])[..., 0]
        rating[..., 1:] += np.clip(step, -LONGEST, LONGEST)
    return np.asarray(rating * _UNIT, np.float64)


def joint(
    outcomes: Mapping[Agents, Sequence[float]], agents: Sequence[str], seed: int
) -> dict[str, Estimate]:
    """Ratings of the agents from the outcomes of each pairing, told from its first; the first agent has 0.

    Intervals are by the bootstrap over the pairs of each pairing.
    """
    place = {name: row for row, name in enumerate(agents)}
    won = np.zeros((RESAMPLES + 1, len(agents), len(agents)))
    for row, ((one, other), values) in enumerate(outcomes.items()):
        points = np.append(resampled(values, seed, row) * len(values), sum(values))
        won[:, place[one], place[other]] = points
        won[:, place[other], place[one]] = len(values) - points
    rated = ratings(won)
    ends = np.quantile(rated[:-1], TAILS, axis=0)
    return {
        name: Estimate(float(rated[-1, row]), float(ends[0, row]), float(ends[1, row]))
        for name, row in place.items()
    }
