"""History matching: which places of the open numbers the public record does not rule out.

Points of a Latin hypercube are played by the historical orders. How far off a point is, is the worst of its
distances from the demands of the table, each in its own measure: a quarter of the demand's interval, and how
badly so few games tell the mean. Who holds the hills is held out: nothing is fitted to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.calibration_knobs import STUDY_AREAS
from game.analysis.history import statistics as stats
from game.engine.dice import draws
from game.rules.ruleset import Ruleset
from game.scenario.models.history import History, Question

AREAS = "artillery.lethal_area.*.trench"
"""One knob for all shells against men in trenches: each lies at the same part of its own range."""
KNOBS = (
    "fire.a0",
    "fire.rate.final_defensive.factor",
    "units.posture.exposed_fighting.trench",
    AREAS,
    "assault.reach.average.threshold",
    "assault.hold.japanese.threshold",
    "assault.hold.soviet_line.threshold",
    "assault.rate",
    "armor.view_broken",
)
"""Fire, final fire, exposure and shells in trenches, thresholds, close combat, what tanks are seen of."""
KEPT = 3.0
"""Points farther off than this are ruled out."""
FAR = 99.0
"""Distance where a demand has nothing to measure."""
SLACK = 0.1
"""Measure of distance from a demand on shares."""
Point = tuple[float, ...]
"""Part, 0 to 1, of the way from low to high, by knob."""


@dataclass(frozen=True, slots=True)
class Distance:
    """A demand, what the games came to, and how far off that is."""

    what: str
    found: float | None
    off: float


def hypercube(points: int, seed: int) -> tuple[Point, ...]:
    """Points of which each knob takes each of as many equal parts of its range once."""
    bits = draws(seed, "study", len(KNOBS), points, (2, len(KNOBS), points))
    part = bits[0].argsort(axis=-1, kind="stable").astype(np.int64)
    within = (bits[1] >> np.uint64(11)).astype(np.float64) / (1 << 53)
    return tuple(tuple(float(x) for x in row) for row in ((part + within) / points).T)


def moved(rules: Ruleset, point: Point) -> tuple[tuple[str, float], ...]:
    """Numbers of the rules by path, as a point has them."""
    told: list[tuple[str, float]] = []
    for knob, part in zip(KNOBS, point, strict=True):
        for path in _paths(knob):
            number = rules.where(path)
            told.append((path, round(number.low + part * (number.high - number.low), 6)))
    return tuple(told)


def _paths(knob: str) -> tuple[str, ...]:
    return tuple(knob.replace("*", shell) for shell in STUDY_AREAS) if "*" in knob else (knob,)


def distances(record: History, values: Mapping[str, Sequence[float]], games: int) -> list[Distance]:
    """How far the games are off each demand that may be fitted."""
    found = []
    for demand in record.table:
        for test in demand.tests:
            if test.measure is not None and test.ask != "interval":
                found.append(_distance(test, test.measure, values.get(test.measure, ()), games))
    return found


def _distance(test: Question, measure: str, values: Sequence[float], games: int) -> Distance:
    if test.ask == "share":
        share = stats.share_of(values, games, test)
        short = (test.least or 0) - share if test.least is not None else share - (test.most or 0)
        return Distance(f"{measure}, share of games", share, max(0.0, short) / SLACK)
    if not values or test.low is None or test.high is None:
        return Distance(measure, None, FAR)
    mean = float(np.mean(values))
    doubt = float(np.var(values)) / len(values) + ((test.high - test.low) / 4) ** 2
    return Distance(measure, mean, abs(mean - (test.low + test.high) / 2) / float(np.sqrt(doubt)))


def implausibility(found: Sequence[Distance]) -> float:
    """The worst distance."""
    return max(distance.off for distance in found)
