"""Spread of many games, the place of a record in it, and verdicts. Small functions of plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from game.scenario.models.history import Question

Verdict = Literal["pass", "near", "fail"]
VERDICTS: tuple[Verdict, ...] = ("pass", "near", "fail")
LOW, MIDDLE, HIGH = 5, 50, 95
"""Per cent of the games that came to less."""
NEAR = 0.1
"""What misses a bound by no more than this part of it is near; of shares, by no more than so much."""
CENTRAL = (40.0, 60.0)
"""Records all in the middle fifth of the games mean too good a fit, or games too wide."""
WIDE = (10.0, 90.0)
"""About one record in five is to be expected outside."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A number over many games: how many told it, 5, 50 and 95 per cent, least and most."""

    games: int
    low: float
    median: float
    high: float
    least: float
    most: float


def spread(values: Sequence[float]) -> Spread | None:
    """The spread of some values, None of none."""
    if not values:
        return None
    low, median, high = (float(n) for n in np.percentile(values, (LOW, MIDDLE, HIGH)))
    return Spread(len(values), low, median, high, float(min(values)), float(max(values)))


def percentile(values: Sequence[float], record: float) -> float:
    """Per cent of the games below a record; those equal to it count half."""
    below = sum(value < record for value in values)
    equal = sum(value == record for value in values)
    return 100 * (below + equal / 2) / len(values)


def against(found: Spread, low: float, high: float) -> Verdict:
    """A recorded interval beside many games: pass where it meets their middle 90 per cent."""
    if found.low <= high and found.high >= low:
        return "pass"
    return "near" if found.low <= _raised(high) and found.high >= _lowered(low) else "fail"


def contains(found: Spread, low: float, high: float) -> Verdict:
    """Whether the middle 90 per cent of the games hold an interval."""
    if found.low <= low and found.high >= high:
        return "pass"
    return "near" if found.low <= _raised(low) and found.high >= _lowered(high) else "fail"


def within(value: float, low: float, high: float) -> Verdict:
    """Whether a value lies in an interval."""
    if low <= value <= high:
        return "pass"
    return "near" if _lowered(low) <= value <= _raised(high) else "fail"


def limited(share: float, least: float | None, most: float | None) -> Verdict:
    """Whether a share, 0 to 1, is at least or at most so much."""
    miss = max((least - share) if least is not None else 0, (share - most) if most is not None else 0)
    # What is reckoned exactly on the bound of near has a rounding of its own.
    return "pass" if miss <= 0 else "near" if miss <= NEAR + 1e-12 else "fail"


def share_of(values: Sequence[float], games: int, test: Question) -> float:
    """Part of all games that told a value which the test asks for."""
    if test.over is not None:
        found = sum(value > test.over for value in values)
    else:
        found = sum((test.low or 0) <= value <= (test.high or 0) for value in values)
    return found / games


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The worst of some verdicts."""
    return max(verdicts, key=VERDICTS.index)


def _lowered(bound: float) -> float:
    return bound - NEAR * abs(bound)


def _raised(bound: float) -> float:
    return bound + NEAR * abs(bound)
