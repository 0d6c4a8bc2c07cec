"""Shares of rounds looked up, not reckoned: one pattern for each way of laying, range and line of fire."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.artillery_table import BY_MAP, BatteryTable, Ints
from game.rules.barrage import deviations
from game.rules.dispersion import ORIENTATIONS, shares
from game.rules.tables import seal


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Every pattern that the batteries of a ruleset can lay.

    Attributes
    ----------
    table : int32[N, 19]
        Q16 shares in the order of `dispersion.OFFSETS`: gun or howitzer, by `AIMS` but none, day or night, by
        range in steps of the width of a hex, by line of fire.
    step : int
        Meters of a step of range.
    ranges : int
        Number of those steps.
    """

    table: NDArray[np.int32]
    step: int
    ranges: int

    def __post_init__(self) -> None:
        """Seal the table."""
        seal(self)


def freeze_patterns(batteries: BatteryTable, scale: int) -> Patterns:
    """Patterns for all ranges of the weapons of a ruleset, in steps of the width of a hex in meters."""
    ranges = int(batteries.far.max(initial=0)) // scale + 2
    steep, aim, night, step, line = (
        axis.ravel() for axis in np.indices((2, BY_MAP + 1, 2, ranges, ORIENTATIONS))
    )
    along, across = deviations(steep, aim, step * scale, night > 0, batteries)
    return Patterns(shares(along, across, line, scale).astype(np.int32), scale, ranges)


def pattern(
    howitzer: ArrayLike,
    aim: ArrayLike,
    meters: ArrayLike,
    night: ArrayLike,
    line: ArrayLike,
    patterns: Patterns,
) -> Ints:
    """Share of each mission's rounds on the 19 hexes about its aim.

    Parameters
    ----------
    howitzer, night : (..., M) bool
        Whether the piece is a howitzer; whether it is night.
    aim : (..., M) int
        Row of `AIMS`; none counts as the map.
    meters : (..., M) int
        From battery to aim, to the nearest step.
    line : (..., M) int
        From `dispersion.orientation`.
    patterns : Patterns
        Of the ruleset.

    Returns
    -------
    (..., M, 19) int64
        What `dispersion.shares` gives for `barrage.deviations` at that step of range.

    Notes
    -----
    Rule artillery.2.
    """
    far = (np.asarray(meters, np.int64) + patterns.step // 2) // patterns.step
    row = np.asarray(howitzer).astype(np.int64) * (BY_MAP + 1) + np.minimum(aim, BY_MAP)
    row = row * 2 + np.asarray(night).astype(np.int64)
    row = row * patterns.ranges + np.minimum(far, patterns.ranges - 1)
    return np.asarray(patterns.table[row * ORIENTATIONS + np.asarray(line, np.int64)], np.int64)
