"""Choice of targets: each firer splits its fire over the few that matter most (rule fire.8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.fire_table import FireTable, Ints
from game.rules.tables import ONE

NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """Whom each of N firers fires at, K aims each.

    Attributes
    ----------
    target : (..., N, K) int32
        Row of the target, weightiest first, or `NOBODY`.
    share : (..., N, K) int32
        Q10 of the firer's fire; the shares of a firer who fires add up to 1024.
    """

    target: NDArray[np.int32]
    share: NDArray[np.int32]


def weigh(
    firers: Ints,
    targets: Ints,
    worth: ArrayLike,
    threat: ArrayLike,
    steps: ArrayLike,
    seen: ArrayLike,
    table: FireTable,
) -> Ints:
    """Weight of every target for every firer: threat times expected casualties.

    Parameters
    ----------
    firers, targets : (..., N, B), (..., T, B) int64
        Q10 rifle equivalents by step of range, from `reach_by_range`.
    worth : (..., T) int
        Exposure times search of a target, Q20.
    threat : (..., T) int
        Q10 of a target's fire that is not suppressed, 1 - s.
    steps : (..., N, T) int
        Steps of range, from `fire_range`.
    seen : (..., N, T) int
        Q10 visibility; 0 where the firer cannot see the target or must not fire at it.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    (..., N, T) int64
        In no unit; 0 where fire would be in vain.

    Notes
    -----
    Rule fire.8. Threat is what the target itself brings to bear at that range, and a little for being there.
    """
    at = np.asarray(steps, np.int64)
    effect = np.take_along_axis(firers, at, axis=-1)
    answer = np.swapaxes(np.take_along_axis(targets, np.swapaxes(at, -1, -2), axis=-1), -1, -2)
    danger = table.threat + (answer * np.asarray(threat, np.int64)[..., None, :] >> 10)
    harm = effect * np.asarray(worth, np.int64)[..., None, :] >> 14
    return (harm * np.asarray(seen, np.int64) >> 10) * danger >> 6


def allocate(weight: ArrayLike, most: int) -> Allocation:
    """Split each firer's fire over its weightiest targets.

    Parameters
    ----------
    weight : (..., N, T) int
        0 for no target, below 2**51. Of two equal weights the lower row goes first.
    most : int
        Targets at most.

    Returns
    -------
    Allocation
        K = `most` aims.

    Notes
    -----
    Rule fire.8. What rounding leaves over goes to the weightiest target.
    """
    left = np.array(weight, np.int64)
    kept = np.zeros((*left.shape[:-1], most), np.int64)
    target = np.full(kept.shape, NOBODY, np.int32)
    for rank in range(min(most, left.shape[-1])):
        best = left.argmax(axis=-1)[..., None]
        kept[..., rank] = np.take_along_axis(left, best, axis=-1)[..., 0]
        target[..., rank] = np.where(kept[..., rank] > 0, best[..., 0], NOBODY)
        np.put_along_axis(left, best, -1, axis=-1)
    kept = np.maximum(kept, 0)
    total = kept.sum(axis=-1, keepdims=True)
    share = (kept << 10) // np.maximum(total, 1)
    share[..., 0] += np.where(total[..., 0] > 0, ONE - share.sum(axis=-1), 0)
    return Allocation(np.where(share > 0, target, NOBODY).astype(np.int32), share.astype(np.int32))
