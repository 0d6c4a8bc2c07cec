"""The knobs of calibration: numbers of the rules that the design study tuned or judged, and may be moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.rules.ruleset import Ruleset
from game.rules.tables import BITS
from game.scenario.models.common import Number

TRENCH = "trench_area"


@dataclass(frozen=True, slots=True)
class Knob:
    """A number of the rules that may be moved within its range.

    `name` its path; `study` what the design study has; `stops` the places that are tried one by one. The one
    exception is `TRENCH`: a factor on what the study has for all shells against men in trenches. `bits` are
    the binary places in which the rules keep it.
    """

    name: str
    study: float
    stops: tuple[float, ...]
    bits: int = BITS

    def at(self, part: float) -> float:
        """The place at a part, 0 to 1, of the way from the first stop to the last."""
        first, last = self.stops[0], self.stops[-1]
        place = round((first + part * (last - first)) * (1 << self.bits)) / (1 << self.bits)
        return min(max(place, first), last)


KNOBS: tuple[Knob, ...] = (
    Knob(TRENCH, 1, (0.65, 0.75, 0.84, 0.92, 1, 1.1, 1.2, 1.35)),
    Knob("assault.rate", 0.05, (0.035, 0.04, 0.045, 0.05, 0.055, 0.06, 0.07)),
    Knob("assault.hold.japanese.threshold", 0.8, (0.7, 0.75, 0.8, 0.85, 0.9)),
    Knob("assault.hold.border_guards.threshold", 0.8, (0.7, 0.75, 0.8, 0.85, 0.9)),
    Knob("assault.reach.average.threshold", 0.34, (0.28, 0.31, 0.34, 0.38, 0.42)),
    Knob("fire.rate.final_defensive.factor", 5, (4, 4.5, 5, 5.5, 6)),
    Knob("units.posture.exposed_fighting.trench", 0.04, (0.03, 0.035, 0.04, 0.05, 0.06)),
    Knob("units.posture.exposed_suppressed.trench", 0.008, (0.005, 0.006, 0.007, 0.008, 0.01, 0.012)),
    Knob("fire.suppression_rate", 0.085, (0.06, 0.07, 0.085, 0.1, 0.12)),
    Knob("fire.suppression_tau", 0.25, (0.15, 0.2, 0.25, 0.3, 0.4)),
    Knob("air.aa_loss", 0.00055, (0.0003, 0.0004, 0.0005, 0.00055, 0.0007, 0.0009), bits=16),
    Knob("air.damaged_per_lost", 8, (6, 8, 10, 12, 14)),
    Knob("air.aa_altitude.low.factor", 1.6, (1.2, 1.4, 1.6, 1.8, 2)),
    Knob("armor.view_broken", 0.06, (0.05, 0.06, 0.07, 0.08, 0.09)),
)
"""First and last stop are the bounds that the rules give."""

STUDY_AREAS = {
    "gun_76": 11,
    "howitzer_122": 22,
    "howitzer_152": 30,
    "gun_75": 10.5,
    "howitzer_150": 28,
    "mortar_82": 9,
    "shell_70": 7,
    "grenade_50": 2.8,
    "gun_107": 18.6,
    "gun_122": 24,
    "gun_152": 32,
    "gun_105": 20.7,
    "gun_45": 5.2,
    "gun_37": 2.3,
    "grenade_40": 1.6,
}
"""Square meters of one shell against men in trenches: the design study's, and those scaled from them."""


def overlay(rules: Ruleset, values: Mapping[str, float]) -> dict[str, Number]:
    """What moves the numbers of a ruleset to these places, and all other knobs to the design study's.

    Raises
    ------
    ValueError
        If a place lies outside the range of its number, or no knob has the name.
    """
    strange = values.keys() - {knob.name for knob in KNOBS}
    if strange:
        raise ValueError(f"no such knob: {', '.join(sorted(strange))}")
    told = dict[str, Number]()
    for knob in KNOBS:
        place = values.get(knob.name, knob.study)
        if knob.name == TRENCH:
            told |= {
                f"artillery.lethal_area.{shell}.trench": _inside(
                    rules, f"artillery.lethal_area.{shell}.trench", area * place
                )
                for shell, area in STUDY_AREAS.items()
            }
        else:
            told[knob.name] = _inside(rules, knob.name, place)
    return told


def _inside(rules: Ruleset, path: str, value: float) -> Number:
    """A number at another place within its range."""
    old = rules.where(path)
    return Number(value=value, low=old.low, high=old.high, unit=old.unit, source=old.source, tag="calibrated")
