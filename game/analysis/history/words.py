"""Words for the study: numbers, intervals, demands, verdicts; the same on the screen and in the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.analysis.measures import DAY
from game.analysis.report_table import moment
from game.i18n import text

Data = Mapping[str, Any]
MEASURES = {
    "men_lost.japanese": "Japanese losses",
    "men_lost.soviet": "Soviet losses",
    "ratio.lost": "Soviet losses for each Japanese",
    "dead_per_wounded.japanese": "Japanese dead for each wounded",
    "dead_per_wounded.soviet": "Soviet dead for each wounded",
    "share.artillery.japanese": "by artillery, per cent",
    "share.air.japanese": "from the air, per cent",
    "share.close_combat.japanese": "in close combat, per cent",
    "shells_per_casualty": "Soviet shells for each man hit",
    "counts.tanks_out.soviet": "tanks out of action",
    "counts.tanks_burnt.soviet": "tanks written off",
    "counts.aircraft.soviet": "aircraft lost",
    "counts.damaged.soviet": "aircraft damaged",
    "strike.aborted": "strike of 2 August given up",
    "road.complete": "corps complete at the front",
}
"""What the demands are about."""
YES_OR_NO = ("strike.aborted",)
DATES = ("road.complete",)
VERDICTS = {"pass": "pass", "near": "near", "fail": "fail", None: "not judged"}
BESIDE = {"pass": "inside", "near": "near", "fail": "outside", None: ""}
"""Verdicts on figures: a record is met or not, it passes nothing."""
HOLDERS = {"S": "USSR", "J": "Japan", "S/J": "divided", "-": "nobody"}
SIDES = {"soviet": "USSR", "japanese": "Japan"}
CERTAINTY = {"high": "high", "medium": "medium", "low": "low"}
ENDINGS = {"calendar": "last turn played", "truce": "cease-fire", "war": "general war"}
REASONS = {
    "hour": "its time was over",
    "taken": "the place was taken",
    "arrived": "everybody was there",
    "flown": "everything had flown",
    "condition": "its condition was met",
    "loss": "too many men lost",
    "odds": "too few for those believed there",
    "far": "the units were on their way",
    "way": "no way led there",
    "nobody": "nobody of it was there",
    "weather": "no flying weather",
}
"""Why missions were late or over: codes of the executor."""


def number(value: float) -> str:
    """A number in three digits, whole ones and large ones in full."""
    if abs(value) >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def span(low: float, high: float) -> str:
    """An interval, one number where both ends are the same."""
    return number(low) if low == high else f"{number(low)} - {number(high)}"


def percent(share: float) -> str:
    """A share of 0 to 1 as per cent."""
    return f"{100 * share:.0f} %"


def recorded(row: Data) -> str:
    """The recorded number with its interval."""
    value, low, high = row["value"], row["low"], row["high"]
    if low is None:
        return text("no number")
    if value is None:
        return span(low, high)
    return number(value) if low == high else f"{number(value)} ({span(low, high)})"


def others(row: Data) -> list[str]:
    """What other accounts give instead."""
    told = []
    for other in row["others"]:
        how = (other["about"], ", ".join(other["source"]), text(CERTAINTY[other["certainty"]]))
        told.append(f"{span(other['low'], other['high'])} ({'; '.join(how)})")
    return told


def games(found: Data | None) -> str:
    """Median and the middle 90 per cent of the games."""
    if found is None:
        return ""
    return f"{number(found['median'])} ({number(found['low'])} - {number(found['high'])})"


def place(row: Data) -> str:
    """Per cent of the games below the record."""
    return "" if row["percentile"] is None else f"{row['percentile']:.0f} %"


def asked(test: Data) -> str:
    """What a test of the table demands."""
    measure = text(MEASURES.get(test["measure"], test["measure"] or ""))
    if test["ask"] == "interval":
        return text(
            "{what}: 90 % of the games hold {span}", what=measure, span=span(test["low"], test["high"])
        )
    if test["ask"] == "median":
        return text("{what}: median {span}", what=measure, span=span(test["low"], test["high"]))
    if test["ask"] == "share":
        return text("{what} in {limit} of the games", what=_which(test, measure), limit=_limit(test))
    if test["ask"] == "agreement":
        return text("mean agreement with the record {limit}", limit=_limit(test))
    return text("no hill and day below {least}", least=percent(test["least"]))


def _which(test: Data, measure: str) -> str:
    if test["measure"] in YES_OR_NO:
        return measure
    if test["over"] is not None:
        return text("{what} above {over}", what=measure, over=number(test["over"]))
    dated = test["measure"] in DATES
    low, high = (moment(int(n * DAY)) if dated else number(n) for n in (test["low"], test["high"]))
    return text("{what} between {low} and {high}", what=measure, low=low, high=high)


def _limit(test: Data) -> str:
    if test["least"] is not None:
        return text("at least {share}", share=percent(test["least"]))
    return text("at most {share}", share=percent(test["most"]))


def found(test: Data) -> str:
    """What the games came to in a test."""
    if test["found"] is None:
        return ""
    shares = test["ask"] in ("share", "agreement", "worst_day")
    return " - ".join(percent(n) if shares else number(n) for n in test["found"])


def held(day: Data) -> str:
    """In what part of the games who held a hill."""
    parts = [(who, part) for who, part in day["held"].items() if part]
    return ", ".join(f"{text(HOLDERS[who])} {percent(part)}" for who, part in parts)


def reasons(course: Data) -> str:
    """Why a mission was late or over, and in how many games."""
    told = [f"{text(REASONS.get(why, why))} {n}" for why, n in course["reasons"].items()]
    return ", ".join(told)


def silent(course: Data) -> bool:
    """Whether a mission that had its hour began in no game; one that waits for a call need not begin."""
    return bool(course["planned"] >= 0 and course["never"] == course["games"])


def planned(course: Data) -> str:
    """The hour of a mission's plan."""
    return moment(course["planned"]) if course["planned"] >= 0 else text("when called")


def coverage(told: Data) -> str:
    """How the records lie in the games."""
    rows = told["coverage"]
    return text(
        "Of {figures} figures {outside} lie outside the middle 80 % of the games (a fifth is to be "
        "expected), {central} in the middle 20 %.",
        figures=rows["figures"],
        outside=rows["outside_80"],
        central=rows["central_20"],
    )
