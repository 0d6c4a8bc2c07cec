"""The engagement study: the rules, run many times, beside the published numbers of the same engagements.

What falls outside a published interval is said with its number. Nothing here changes a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from game.analysis import engagement_infantry as infantry
from game.analysis import engagement_machines as machines
from game.analysis import engagement_shells as shells
from game.analysis.engagement_bench import Bench, Measure
from game.rules.ruleset import Ruleset, Trace


@dataclass(frozen=True, slots=True)
class Check:
    """One engagement: its id, what it is called, and how it is run; what its set-up leaves open."""

    id: str
    title: str
    run: Callable[[Bench, int], tuple[Measure, ...]]
    caution: str = ""


_TRENCH = (
    "The published chances do not say whether the companies fire as they come on, and much hangs on it: both "
    "are run. By rule fire.6 half an hour of their fire keeps the trench half suppressed before the assault, "
    "so the published chances can only be those of companies that hold it; the other rows show what it "
    "is worth. The hour of coming near and the ground without wire are of this set-up."
)
_FLAK = (
    "The record is of aircraft at their own heights, and the rules are fitted to that. The design study "
    "reckoned all sorties at one height; low flyers are hit more often, so at that height the same rules hit "
    "fewer."
)
_SHOTS = "The published table comes from the same formulas: it tests that they are built right, no more."
_TANKS = (
    "Guns in sight, their suppression, the range and the hours are judged (checks.study_tank_fights): the "
    "check tells whether the record is within reach, not that it follows."
)
_SPREAD = (
    "The published spread of a battalion is that of a day; here it is that of its one attack, without the "
    "factor of the day."
)

CHECKS: tuple[Check, ...] = (
    Check("july", "29 July: 11 guards against 150", infantry.july),
    Check("trench", "One trench hex against three companies", infantry.trench, _TRENCH),
    Check("shells", "Shells for each casualty on a belt of trenches", shells.casualties),
    Check("preparation", "5,000 shells in 45 minutes on a battalion", shells.preparation),
    Check("bombs", "1,000 bombs on a battalion", shells.bombs),
    Check("flak", "1,028 sorties under anti-aircraft fire", machines.flak, _FLAK),
    Check("marsh", "A tank company in the marsh", machines.marsh),
    Check("shots", "Chance that one shot puts a T-26 out", machines.shots, _SHOTS),
    Check("tanks", "Tanks out of action in the battle", machines.tanks, _TANKS),
    Check("spread", "How far luck carries losses from their mean", infantry.spread, _SPREAD),
)
"""The engagements in the order in which they are told. A check's place is part of the address of its dice."""


BASES = {"sourced": "record", "calibrated": "prototype", "judged": "judgment"}
"""What a number is, by its tag in the ruleset."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure beside its published number."""

    check: str
    title: str
    measure: Measure
    published: Trace

    @property
    def basis(self) -> str:
        """What the published number is: the record of the battle, the prototype's result, or a judgment."""
        return BASES[self.published.tag]

    @property
    def inside(self) -> bool:
        """Whether the model's mean lies in the published interval."""
        return self.published.low <= self.measure.mean <= self.published.high

    @property
    def verdict(self) -> str:
        """The same in words: on which side, by how much, and whether the model's spread reaches it."""
        mean, low, high = self.measure.mean, self.published.low, self.published.high
        if self.inside:
            return "inside"
        side, gap = ("above", mean - high) if mean > high else ("below", low - mean)
        reached = self.measure.low <= high and self.measure.high >= low
        spread = self.measure.low < self.measure.high
        return f"outside: {gap:.2g} {side}" + ("; within the spread" if spread and reached else "")

    def as_data(self) -> dict[str, Any]:
        """Plain data, the same as the table says."""
        own, other = self.measure, self.published
        return {
            "check": self.check,
            "title": self.title,
            "what": own.what,
            "published": {
                "number": other.path,
                "value": other.value,
                "low": other.low,
                "high": other.high,
                "unit": other.unit,
                "source": other.source,
                "basis": self.basis,
                "note": other.note,
            },
            "model": {"mean": own.mean, "p5": own.low, "p95": own.high},
            "inside": self.inside,
            "verdict": self.verdict,
        }


def tally(found: Iterable[Finding]) -> dict[str, tuple[int, int]]:
    """How many of the findings lie inside, and how many there are, by basis."""
    counts = dict[str, tuple[int, int]]()
    for finding in found:
        inside, all_ = counts.get(finding.basis, (0, 0))
        counts[finding.basis] = (inside + finding.inside, all_ + 1)
    return counts


def study(rules: Ruleset, replicas: int, seed: int) -> tuple[Finding, ...]:
    """Run every engagement.

    Parameters
    ----------
    rules : Ruleset
        With the chapter of checks.
    replicas : int
        Number of times each engagement is run.
    seed : int
        Of the dice: the same seed, the same findings.

    Returns
    -------
    tuple of Finding
        In the order of `CHECKS`.
    """
    bench = Bench(rules, replicas, seed)
    return tuple(
        Finding(check.id, check.title, measure, rules.where(measure.path))
        for number, check in enumerate(CHECKS)
        for measure in check.run(bench, number)
    )
