"""Tables of the report."""

from __future__ import annotations

from typing import Any

from game.analysis.history import words
from game.analysis.history.markup import Raw, join, table, tag
from game.analysis.report_table import moment
from game.i18n import text

Data = dict[str, Any]


def verdict(found: str | None, named: dict[Any, str]) -> Raw:
    """A verdict in its color."""
    return tag("span", text(named[found]) if named[found] else "", class_=found)


def plausibility(told: Data) -> Raw:
    """Each line of the table of plausibility with its tests."""
    rows: list[tuple[str, ...]] = []
    for row in told["table"]:
        rows.append((tag("b", row["name"]), "", "", verdict(row["verdict"], words.VERDICTS)))
        for test in row["tests"]:
            told_of = verdict(test["verdict"], words.VERDICTS)
            rows.append(("", words.asked(test), words.found(test), told_of))
    return table((text("line"), text("must hold"), text("found"), text("verdict")), rows, (2,))


def figures(told: Data) -> Raw:
    """Every figure of the record, with what other accounts say."""
    rows = []
    for row in told["figures"]:
        name = join((row["name"], *(_small(text("or {other}", other=o)) for o in words.others(row))))
        note = join([_small(row["note"])] if row["note"] else [])
        rows.append(
            (
                join((name, note)),
                words.recorded(row),
                words.games(row["games"]),
                words.place(row),
                verdict(row["verdict"], words.BESIDE),
                text(words.CERTAINTY[row["certainty"]]),
                ", ".join(row["source"]),
            )
        )
    head = (text("figure"), text("record"), text("games"), text("place"), text("verdict"))
    return table((*head, text("certainty"), text("source")), rows, (1, 2, 3))


def _small(what: str) -> Raw:
    return tag("div", what, class_="faint")


def control(told: Data) -> Raw:
    """Each hill at each midnight."""
    rows = [
        (
            moment(day["minute"]),
            day["name"],
            join((text(words.HOLDERS[day["record"]]), *([_small(day["note"])] if day["note"] else []))),
            text(words.CERTAINTY[day["certainty"]]),
            words.held(day),
            words.percent(day["agreement"]),
            _other(day),
        )
        for day in told["control"]["days"]
    ]
    head = (text("midnight"), text("hill"), text("record"), text("certainty"), text("games"))
    return table((*head, text("agreement"), text("other account")), rows, (5,))


def _other(day: Data) -> str:
    if day["other"] is None:
        return ""
    return f"{text(words.HOLDERS[day['other']])}: {words.percent(day['other_agreement'])}"


def phases(told: Data) -> Raw:
    """Agreement and losses by stretches of the battle."""
    known = told["control"]["hills"]
    rows = [
        (
            row["name"],
            *(_part(row["hills"][hill["id"]]) for hill in known),
            *(words.games(row["lost"][side]) for side in words.SIDES),
        )
        for row in told["phases"]
    ]
    sides = [text("lost, {side}", side=text(name)) for name in words.SIDES.values()]
    head = (text("days"), *(hill["name"] for hill in known), *sides)
    return table(head, rows, range(1, len(head)))


def _part(share: float | None) -> str:
    return "" if share is None else words.percent(share)


def missions(courses: list[Data]) -> Raw:
    """Orders of a plan: when they were to begin and began, and what became of them."""
    rows = [
        (
            _order(row),
            words.planned(row),
            "" if row["begun"] is None else moment(int(row["begun"]["median"])),
            *(str(row[name]) for name in ("started", "delayed", "done", "aborted", "never")),
            words.reasons(row),
        )
        for row in courses
    ]
    counts = [text(word) for word in ("begun", "late", "done", "given up", "never")]
    head = (text("mission"), text("planned"), text("begun, median"), *counts, text("why late or over"))
    return table(head, rows, range(3, 8))


def _order(row: Data) -> Raw:
    return tag("span", row["words"] or row["id"], class_="fail" if words.silent(row) else None)
