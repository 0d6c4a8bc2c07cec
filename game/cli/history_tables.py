"""Tables of the study of the historical orders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from game.analysis.history import words
from game.analysis.report_table import moment
from game.i18n import plural, text

STYLES = {"pass": "green", "near": "yellow", "fail": "bold red", None: "dim"}
LONGEST = 64
"""Letters of an order in a table."""
Data = dict[str, Any]


def show(told: Data, out: Console, table_alone: bool = False) -> None:
    """The tables."""
    method = told["method"]
    sides = " - ".join(method["commanders"].values())
    games = plural(
        "{n} game from seed {seed} on",
        "{n} games from seed {seed} on",
        method["runs"],
        seed=method["seeds"][0],
    )
    out.print(Text(f"{method['name']}: {sides}, {games}", style="bold"))
    if not method["whole"]:
        out.print(Text(text("The record is of the whole battle: this part is set beside its hills alone.")))
    out.print(_plausibility(told))
    if table_alone:
        return
    out.print(_figures(told))
    out.print(Text(words.coverage(told)))
    out.print(_control(told))
    out.print(_phases(told))
    for side, courses in told["missions"].items():
        if courses:
            out.print(_missions(side, courses))
    for key, about in told["sources"].items():
        out.print(Text(f"{key}: {about}", style="dim"))


def _table(title: str, columns: Iterable[str], right: Iterable[str] = ()) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", padding=(0, 1, 0, 0))
    some = set(right)
    for column in columns:
        table.add_column(column, justify="right" if column in some else "left")
    return table


def _verdict(verdict: str | None, named: dict[Any, str]) -> Text:
    return Text(text(named[verdict]) if named[verdict] else "", style=STYLES[verdict])


def _plausibility(told: Data) -> Table:
    columns = (text("line"), text("must hold"), text("found"), text("verdict"))
    table = _table(text("Plausibility"), columns, (text("found"),))
    for row in told["table"]:
        table.add_row(Text(row["name"], style="bold"), "", "", _verdict(row["verdict"], words.VERDICTS))
        for test in row["tests"]:
            table.add_row("", words.asked(test), words.found(test), _verdict(test["verdict"], words.VERDICTS))
    return table


def _figures(told: Data) -> Table:
    columns = [text("figure"), text("record"), text("games, median (5 - 95 %)"), text("record's place")]
    table = _table(
        text("Figures"), (*columns, text("verdict"), text("certainty"), text("source")), columns[1:]
    )
    for row in told["figures"]:
        table.add_row(
            row["name"],
            words.recorded(row),
            words.games(row["games"]),
            words.place(row),
            _verdict(row["verdict"], words.BESIDE),
            text(words.CERTAINTY[row["certainty"]]),
            ", ".join(row["source"]),
        )
        for other in words.others(row):
            table.add_row(text("  or"), other, style="dim")
    return table


def _control(told: Data) -> Table:
    columns = (text("midnight"), text("hill"), text("record"), text("certainty"), text("games"))
    table = _table(
        text("Who holds the hills"),
        (*columns, text("agreement"), text("other account")),
        (text("agreement"),),
    )
    for day in told["control"]["days"]:
        table.add_row(
            moment(day["minute"]),
            day["name"],
            text(words.HOLDERS[day["record"]]),
            text(words.CERTAINTY[day["certainty"]]),
            words.held(day),
            words.percent(day["agreement"]),
            _other(day),
        )
    return table


def _other(day: Data) -> str:
    if day["other"] is None:
        return ""
    return f"{text(words.HOLDERS[day['other']])} {words.percent(day['other_agreement'])}"


def _phases(told: Data) -> Table:
    hills = [hill["name"] for hill in told["control"]["hills"]]
    sides = [text("lost, {side}", side=text(name)) for name in words.SIDES.values()]
    table = _table(text("By stretches of the battle"), (text("days"), *hills, *sides), (*hills, *sides))
    for row in told["phases"]:
        shares = ["" if part is None else words.percent(part) for part in row["hills"].values()]
        table.add_row(row["name"], *shares, *(words.games(row["lost"][side]) for side in words.SIDES))
    return table


def _missions(side: str, courses: list[Data]) -> Table:
    counts = [text(word) for word in ("begun", "late", "done", "given up", "never")]
    title = text("Missions, {side}", side=text(words.SIDES[side]))
    table = _table(title, (text("mission"), text("planned"), *counts, text("why")), counts)
    for row in courses:
        names = ("started", "delayed", "done", "aborted", "never")
        cells = [words.planned(row), *(str(row[name]) for name in names), words.reasons(row)]
        style = "bold red" if words.silent(row) else ""
        table.add_row(_short(row["words"] or row["id"]), *cells, style=style)
    return table


def _short(order: str) -> str:
    """An order that leaves room for its numbers; the report has it whole."""
    return order if len(order) <= LONGEST else order[: LONGEST - 3] + "..."
