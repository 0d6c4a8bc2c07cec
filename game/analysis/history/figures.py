"""The figures of the record beside many games: spread, place of the record, verdict; the table of demands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from game.analysis.history import statistics as stats
from game.analysis.history.control import Agreement
from game.scenario.models.history import Demand, Figure, History, Question

Values = Mapping[str, Sequence[float]]
"""By the name of a measure what each game came to; games in which it has no meaning are left out."""
Data = dict[str, Any]


def values_of(numbers: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """Columns of the numbers of many games."""
    names = dict.fromkeys(name for row in numbers for name in row)
    return {name: [row[name] for row in numbers if name in row] for name in names}


def figures(record: History, values: Values, whole: bool) -> list[Data]:
    """Every figure of the record; beside games of a part of the battle it is told and not compared."""
    return [figure_row(name, figure, values if whole else {}) for name, figure in record.figures.items()]


def figure_row(name: str, figure: Figure, values: Values) -> Data:
    """One figure with its source, and what the games say to it."""
    told = figure.model_dump(mode="json", exclude={"name"})
    row: Data = {"id": name, "name": figure.name.en} | told
    row |= {"games": None, "percentile": None, "verdict": None}
    own = values.get(figure.measure or "", ())
    found = stats.spread(own)
    if found is None:
        return row
    row["games"] = asdict(found)
    if figure.low is None or figure.high is None:
        return row
    middle = figure.value if figure.value is not None else (figure.low + figure.high) / 2
    row["percentile"] = stats.percentile(own, middle)
    row["verdict"] = stats.against(found, figure.low, figure.high)
    return row


def table(record: History, values: Values, games: int, agreement: Agreement, whole: bool) -> list[Data]:
    """The table of plausibility: each demand with its tests, numbers and verdict; None where not judged."""
    return [demand_row(demand, values if whole else {}, games, agreement) for demand in record.table]


def demand_row(demand: Demand, values: Values, games: int, agreement: Agreement) -> Data:
    """One line of the table."""
    tests = [question_row(test, values, games, agreement) for test in demand.tests]
    known = [row["verdict"] for row in tests if row["verdict"] is not None]
    verdict = stats.worst(known) if len(known) == len(tests) else None
    return {"id": demand.id, "name": demand.name.en, "verdict": verdict, "tests": tests}


def question_row(test: Question, values: Values, games: int, agreement: Agreement) -> Data:
    """One test: what it asks, what was found, the verdict."""
    row: Data = test.model_dump(mode="json") | {"found": None, "verdict": None}
    if test.ask in ("agreement", "worst_day"):
        found = agreement.overall if test.ask == "agreement" else agreement.worst
        if found is not None:
            row |= {"found": [found], "verdict": stats.limited(found, test.least, test.most)}
        return row
    own = values.get(test.measure or "", ())
    if test.ask == "share":
        if values:
            share = stats.share_of(own, games, test)
            row |= {"found": [share], "verdict": stats.limited(share, test.least, test.most)}
        return row
    spread = stats.spread(own)
    if spread is None or test.low is None or test.high is None:
        return row
    if test.ask == "interval":
        return row | {
            "found": [spread.low, spread.high],
            "verdict": stats.contains(spread, test.low, test.high),
        }
    return row | {"found": [spread.median], "verdict": stats.within(spread.median, test.low, test.high)}


def coverage(rows: Sequence[Data]) -> Data:
    """How the records lie in the games: in all, outside the middle 80 per cent, in the middle fifth."""
    places = [row["percentile"] for row in rows if row["percentile"] is not None]
    low, high = stats.WIDE
    outside = sum(not low <= place <= high for place in places)
    central = sum(stats.CENTRAL[0] <= place <= stats.CENTRAL[1] for place in places)
    return {"figures": len(places), "outside_80": outside, "central_20": central}
