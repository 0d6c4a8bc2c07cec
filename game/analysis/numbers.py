"""The numbers of the ruleset behind a row of the ledger: where each factor comes from, and by whose word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np

from game.analysis import why_words
from game.analysis.why import figure
from game.i18n import text
from game.rules import ledger
from game.rules.ruleset import Ruleset, Trace

BASE, EXPECTED = "base", "expected"
MOST = 12
"""Numbers shown of a table in which none is the factor itself."""
_SUPPRESSED = ("fire.suppression_tau", "fire.suppression_rate")
_FIRE = {
    BASE: ("fire.equivalents", "fire.range_factor"),
    "time": ("fire.a0",),
    "share": ("fire.targets", "fire.rifles_firing"),
    "suppression": _SUPPRESSED,
    "quality": ("units.quality.*.fire", "units.branch.*.fire"),
    "fatigue": ("morale.fatigue_effect",),
    "rate": ("fire.rate",),
    "exposure": ("units.posture.exposed_*",),
    "search": ("fire.n0",),
    "visibility": ("fire.light",),
    "flank": ("fire.flank",),
    "frontage": ("fire.frontage",),
    EXPECTED: ("fire.kappa",),
}
_SHELLS: dict[str, tuple[str, ...]] = {"ground": ("terrain.*.cover",), "overlap": ("artillery.hex_area",)}
_WORK: dict[str, tuple[str, ...]] = {
    "fire": ("works.under_fire",),
    "night": ("works.night",),
    "fatigue": ("works.fatigue",),
}
PATHS: dict[str, dict[str, tuple[str, ...]]] = {
    "fire": _FIRE,
    "movement_fire": _FIRE,
    "final_fire": {"hours": ("assault.time_base", "assault.time_wire"), "surprise": ("assault.surprise",)},
    "losses": {EXPECTED: ("fire.kappa",)},
    "suppression": {
        BASE: _SUPPRESSED,
        "susceptibility": ("units.posture.susceptibility",),
        EXPECTED: ("fire.suppression_front",),
    },
    "shells": _SHELLS | {BASE: ("artillery.lethal_area",), EXPECTED: ("artillery.kappa",)},
    "bombs": _SHELLS | {BASE: ("air.lethal_area",), EXPECTED: ("artillery.kappa",)},
    "guns_lost": {BASE: ("artillery.gun_area", "artillery.dug_in_guns")},
    "anti_aircraft": {
        BASE: ("air.aa_loss",),
        "guns": ("air.aa_reach",),
        "engaged": ("air.aa_engaged",),
        "altitude": ("air.aa_altitude",),
    },
    "armor_hit": {
        "view": ("armor.view_open", "armor.view_broken"),
        "fatigue": ("morale.fatigue_effect",),
        "visibility": ("fire.light",),
        "knock_out": ("armor.gunnery", "armor.penetration"),
    },
    "armor_losses": {EXPECTED: ("armor.burnt", "armor.leader_first")},
    "tank_assault": {BASE: ("armor.close_day", "armor.close_night"), "escort": ("armor.close_escorted",)},
    "bog": {EXPECTED: ("armor.bog",)},
    "approach": {
        "base": ("assault.time_base",),
        "belts": ("assault.time_wire",),
        "climb": ("assault.time_slope",),
    },
    "reach": {
        "now": ("assault.stress_now",),
        "suppression": ("assault.stress_suppression",),
        "lead": ("assault.stress_lead",),
        "threshold": ("assault.reach",),
        EXPECTED: ("assault.stress_width",),
    },
    "close_defense": {
        BASE: ("assault.superiority",),
        "quality": ("units.quality.*.close", "units.branch.*.close", "units.branch.*.night"),
        "surprise": ("assault.surprise",),
        "rate": ("assault.rate",),
    },
    "close_attack": {
        "suppression": ("assault.defender_suppression",),
        "quality": ("units.quality.*.close", "units.branch.*.close", "units.branch.*.night"),
        "trench": ("assault.trench",),
        "share": ("assault.defender_share",),
        "rate": ("assault.rate",),
    },
    "break": {
        "suppression": ("assault.break_suppression",),
        "shaken": ("assault.break_shaken", "assault.shaken_loss", "assault.shaken_odds"),
        "threshold": ("assault.hold", "assault.attacker_threshold", "assault.defender_crest"),
        EXPECTED: ("assault.defender_width", "assault.attacker_width"),
    },
    "pursuit": {"pursuit": ("assault.pursuit",)},
    "cohesion": {
        "losses": ("morale.loss",),
        "suppression": ("morale.suppression",),
        "neighbor": ("morale.neighbor_routed",),
        "cut_off": ("morale.cut_off",),
        "tanks": ("morale.shock_tank",),
        "flame": ("morale.shock_flame",),
        "recovery": ("morale.recovery", "morale.recovery_led"),
    },
    "rally": {BASE: ("morale.rally",), "lead": ("morale.leader_worth",)},
    "leader": {EXPECTED: ("morale.leader_hit",)},
    "killed": {EXPECTED: ("units.killed_share_soviet", "units.killed_share_japanese")},
    "sickness": {EXPECTED: ("medical.sick_soviet", "medical.sick_japanese")},
    "spotting": {BASE: ("spotting.detection", "spotting.exponent"), "watchfulness": ("spotting.observer",)},
    "radio": {BASE: ("intelligence.intercept_soviet", "intelligence.intercept_japanese")},
    "order_delay": {
        BASE: ("command.hq_reach",),
        "link": ("command.delay_near", "command.delay_far"),
        "staff": ("command.staff",),
    },
    "march": {
        BASE: ("movement.minutes",),
        "mode": ("movement.modes",),
        "night": ("movement.night",),
        "fog": ("movement.fog",),
        "fatigue": ("movement.fatigue",),
        "fire": ("movement.under_fire",),
    },
    "crossing": {
        BASE: ("movement.crossings",),
        "night": ("movement.crossing_night",),
        "bombed": ("movement.crossing_bombed",),
    },
    "digging": _WORK
    | {BASE: ("works.levels",), "soil": ("terrain.*.dig_rate",), "sappers": ("works.sappers",)},
    "task": _WORK | {"party": ("works.party", "works.party_sappers")},
    "supply": {"interdiction": ("supply.interdict",)},
    "escalation": {BASE: ("victory.escalation",)},
    "release": {"each": ("victory.release_step",)},
    "war": {EXPECTED: ("victory.war_at",)},
    "truce": {
        "base": ("victory.truce_base",),
        "index": ("victory.truce_index",),
        "losses": ("victory.truce_loss",),
    },
    "strafing": {
        BASE: ("air.strafing_re",),
        "time": ("air.strafing_minutes",),
        "exposure": ("units.posture.exposed_*",),
        "search": ("fire.n0",),
    },
    "surrender": {BASE: ("assault.hold",)},
    "battery_located": {BASE: ("artillery.located_by_flash", "artillery.located_by_observer")},
    "recovery": {EXPECTED: ("armor.recovery",)},
    "repair": {EXPECTED: ("armor.repairable", "armor.repair_hours")},
}
"""By rule and then by factor, base or expectation: single numbers and tables of the ruleset."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A part of a row: what it is called, its value, and the numbers of the ruleset that it comes from."""

    words: str
    value: str
    numbers: tuple[Trace, ...]


def origins(row: np.void, rules: Ruleset) -> tuple[Origin, ...]:
    """Parts of a row that come from numbers of the ruleset, in order, without factors that change nothing."""
    return tuple(_origins(row, rules))


def _origins(row: np.void, rules: Ruleset) -> Iterator[Origin]:
    rule = ledger.RULES[int(row["rule"])]
    paths = PATHS.get(rule.id, {})
    if BASE in paths and BASE not in rule.factors:
        shown = figure(int(row["base"]), ledger.UNITS[rule.unit_of_base])
        yield Origin(text("the base"), shown, _traces(paths[BASE], None, rules))
    unit = ledger.UNITS[rule.unit_of_factors]
    idle = unit if rule.form in ("product", "curve", "quotient") else 0
    for name, value in zip(rule.factors, row["factors"].tolist(), strict=False):
        if value != idle and name in paths:
            numbers = _traces(paths[name], value / unit, rules)
            yield Origin(text(why_words.FACTORS[name]), figure(value, unit), numbers)
    if EXPECTED in paths:
        shown = figure(int(row["expected"]), ledger.UNITS[rule.unit_of_expected])
        yield Origin(text("what is expected of it"), shown, _traces(paths[EXPECTED], None, rules))


def _traces(heads: tuple[str, ...], value: float | None, rules: Ruleset) -> tuple[Trace, ...]:
    """Numbers under some heads; where the value itself is among them, those that are it."""
    found = [trace for head in heads for trace in under(rules, head)]
    same = [t for t in found if value is not None and abs(t.value - abs(value)) <= 0.6 / 1024]
    return tuple((same or found)[:MOST])


def under(rules: Ruleset, head: str) -> list[Trace]:
    """A single number, all numbers of a table or chapter, or those of a pattern."""
    if head in rules.numbers:
        return [rules.where(head)]
    if "*" in head:
        return [trace for path, trace in rules.numbers.items() if fnmatchcase(path, head)]
    return [trace for path, trace in rules.numbers.items() if path.startswith(f"{head}.")]


def told(trace: Trace) -> str:
    """A number with its range, unit, source and standing in one line; a judged value is called so."""
    values = {"path": trace.path, "value": f"{trace.value:g}", "unit": trace.unit, "source": trace.source}
    span = text("{low} to {high}", low=f"{trace.low:g}", high=f"{trace.high:g}")
    line = "{path} = {value} {unit} ({span}), {standing} [{source}]"
    return text(line, **values, span=span, standing=text(STANDING.get(trace.tag, trace.tag)))


STANDING = {"sourced": "from a source", "calibrated": "tuned to the record", "judged": "judged by the makers"}
"""How a number came to be what it is, by its tag."""
