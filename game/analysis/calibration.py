"""Calibration: which numbers of the rules, moved within their ranges, bring the engagements to the record.

Two steps that anyone can repeat. A Latin hypercube over all knobs shows what hangs on what and whether any
corner of the ranges fits. Then, from the numbers of the design study, one knob after another is moved to the
place that brings the most, until no move is worth it: what need not move stays where the study put it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from game.analysis import engagement_infantry as infantry
from game.analysis import engagement_machines as machines
from game.analysis import engagement_shells as shells
from game.analysis.calibration_knobs import KNOBS, Knob, overlay
from game.analysis.engagement_bench import Bench, Floats, Ints, Measure
from game.engine.dice import draws
from game.rules.ruleset import Ruleset, Trace
from game.scenario.compile import compile_ruleset
from game.scenario.models.common import File

Values = Mapping[str, float]
"""Places of knobs by name."""

LEAST_MARGIN = 0.1
"""Nearer to a published number than this share of it a model need not come: no count is better."""
LEAST_CHANCE = 0.02
"""The same for a chance: some hundred replicas do not tell finer."""
WORTH = 0.04
"""A move must lower the implausibility by this share of it, or it is not made."""
_UNIT = 1 << 53


@dataclass(frozen=True, slots=True)
class Target:
    """A measure of the study and the published number it is held against."""

    measure: Measure
    published: Trace

    @property
    def implausibility(self) -> float:
        """How far off the mean is, in margins: half the published interval, or a tenth of the number."""
        told = self.published
        least = LEAST_CHANCE if told.unit == "probability" else LEAST_MARGIN * abs(told.value)
        margin = max((told.high - told.low) / 2, least)
        return abs(self.measure.mean - told.value) / margin


@dataclass(frozen=True, slots=True)
class Trial:
    """One set of numbers and what came of it."""

    values: Values
    targets: tuple[Target, ...]

    @property
    def worst(self) -> float:
        """Implausibility of the worst target."""
        return max(target.implausibility for target in self.targets)

    @property
    def all_in_all(self) -> float:
        """Root of the mean square of all."""
        return float(np.sqrt(np.mean([target.implausibility**2 for target in self.targets])))


def measures(bench: Bench) -> Iterator[Measure]:
    """What is fitted: set-ups whose published number follows from the rules alone.

    Left out: companies that fire all the way, which the study of the battle did not have; flak at one height,
    which nobody flew; chances of one shot and bogging, which are formulas; shares of view but the rules' own.
    """
    yield from infantry.july(bench, 0)
    yield from infantry.trench(bench, 1, infantry.OWN_FIRE[:1])
    yield from shells.casualties(bench, 2)
    yield from shells.preparation(bench, 3)
    yield from shells.bombs(bench, 4)
    yield from machines.flak(bench, 5)[2:]
    for out in machines.tanks(bench, 8, [bench.rules.where("armor.view_broken").value]):
        yield replace(out, what="tanks out of action")


class Workshop:
    """Tries sets of numbers on the files of a ruleset, always with the same dice."""

    def __init__(self, files: Mapping[str, File], replicas: int, seed: int) -> None:
        self.files, self.replicas, self.seed = files, replicas, seed
        self.plain = compile_ruleset(files)

    def rules(self, values: Values) -> Ruleset:
        """The ruleset with knobs at these places, all others as the design study has them."""
        return compile_ruleset(self.files, overlay(self.plain, values))

    def attempt(self, values: Values) -> Trial:
        """Run all that is fitted with these numbers."""
        return self.measured(self.rules(values), values)

    def measured(self, rules: Ruleset, values: Values) -> Trial:
        """Run all that is fitted with a ruleset."""
        bench = Bench(rules, self.replicas, self.seed)
        return Trial(values, tuple(Target(each, rules.where(each.path)) for each in measures(bench)))


def hypercube(points: int, seed: int) -> tuple[Values, ...]:
    """Places of all knobs in so many trials: of each knob one in each of as many equal parts of its range."""
    bits = draws(seed, "study", len(KNOBS), points, (2, len(KNOBS), points))
    part: Ints = bits[0].argsort(axis=-1, kind="stable").astype(np.int64)
    within = (bits[1] >> np.uint64(11)).astype(np.float64) / _UNIT
    place = (part + within) / points
    return tuple(
        {knob.name: knob.at(float(x)) for knob, x in zip(KNOBS, row, strict=True)} for row in place.T
    )


def ranks(values: Sequence[float]) -> Floats:
    """Ranks 0, 1, ... of numbers, equal ones in their order."""
    return np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(np.float64)


def pulls(trials: Sequence[Trial]) -> dict[str, dict[str, float]]:
    """Rank correlation of each target with each knob over trials, by target and knob."""
    told = dict[str, dict[str, float]]()
    for row, target in enumerate(trials[0].targets):
        out = ranks([trial.targets[row].measure.mean for trial in trials])
        if np.ptp([trial.targets[row].measure.mean for trial in trials]) > 0:
            told[target.measure.what] = {
                knob.name: float(np.corrcoef(out, ranks([trial.values[knob.name] for trial in trials]))[0, 1])
                for knob in KNOBS
            }
    return told


def descend(shop: Workshop) -> Iterator[Trial]:
    """The study's own numbers, then one move after another: each the best of all that are worth it."""
    here = shop.attempt({})
    yield here
    while True:
        best = min(
            (shop.attempt(values) for values in _moves(here.values)), key=lambda trial: trial.all_in_all
        )
        if best.all_in_all >= here.all_in_all * (1 - WORTH):
            return
        here = best
        yield here


def _moves(values: Values) -> Iterator[Values]:
    for knob in KNOBS:
        for place in knob.stops:
            if place != values.get(knob.name, knob.study):
                yield {**values, knob.name: place}


def moved(values: Values) -> list[tuple[Knob, float]]:
    """Knobs that are not where the design study has them, and their places."""
    return [(knob, values[knob.name]) for knob in KNOBS if values.get(knob.name, knob.study) != knob.study]
