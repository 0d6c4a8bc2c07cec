"""The report as one page that needs nothing else: summary, tables, maps, curves, missions, sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.analysis.history import words
from game.analysis.history.charts import Curve, chart, hills, strip
from game.analysis.history.maps import key, maps
from game.analysis.history.markup import Raw, join, table, tag
from game.analysis.history.page_method import method_of
from game.analysis.history.page_style import STYLE
from game.analysis.history.page_tables import control, figures, missions, phases, plausibility
from game.analysis.measures import DAY
from game.i18n import plural, preferred, text
from game.scenario.build import Start

Data = dict[str, Any]
CURVES = (
    (
        "Men lost",
        (("men_lost.soviet", "s", "soviet-lost"), ("men_lost.japanese", "j", "japanese-lost")),
    ),
    (
        "Soviet tanks lost",
        (("tanks_out.soviet", "s", "tanks-out"), ("tanks_burnt.soviet", "n", "tanks-written-off")),
    ),
    ("Shells fired", (("shells.soviet", "s", "soviet-shells"), ("shells.japanese", "j", None))),
    ("Soviet sorties", (("sorties.soviet", "s", "soviet-sorties"),)),
    ("Part of the corps at the front", (("road", "s", None),)),
    ("Index of escalation", (("index", "n", None),)),
)
"""Charts: title, and curves by series, color and figure of the record."""
NAMES = {
    "tanks_out.soviet": "out of action",
    "tanks_burnt.soviet": "written off",
    "road": "USSR",
    "index": "index",
}


def page(told: Data, start: Start) -> str:
    """The whole page, drawn from the document of a study and the ground of its scenario."""
    title = text("{name}: beside the record", name=told["method"]["name"])
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Raw(STYLE)),
    )
    body = tag("body", tag("h1", title), *_parts(told, start))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=preferred())}\n"


def _parts(told: Data, start: Start) -> Iterator[Raw]:
    yield _summary(told)
    yield _part(text("Plausibility"), plausibility(told))
    pictures = maps(start, told["moments"])
    if pictures:
        yield _part(text("The line of control"), key(), tag("div", *pictures, class_="maps"))
    if told["control"]["days"]:
        yield _part(text("Who holds the hills at 24:00"), tag("p", told["control"]["about"]), _hills(told))
        yield control(told)
    yield _part(text("Figures"), _note(), figures(told), tag("p", words.coverage(told)), _strips(told))
    yield _part(text("Turn by turn"), tag("div", *_curves(told), class_="charts"))
    yield _part(text("By stretches of the battle"), phases(told))
    for side, courses in told["missions"].items():
        if courses:
            name = text("Missions, {side}", side=text(words.SIDES[side]))
            yield _part(name, *_silent(courses), missions(courses))
    yield _part(text("Method"), *method_of(told))
    rows = [(key, about) for key, about in sorted(told["sources"].items())]
    yield _part(text("Sources"), table((text("key"), text("source")), rows))


def _part(title: str, *inside: str) -> Raw:
    return tag("section", tag("h2", title), *inside)


def _summary(told: Data) -> Raw:
    method, verdicts = told["method"], [row["verdict"] for row in told["table"]]
    sides = " - ".join(f"{text(words.SIDES[s])}: {name}" for s, name in method["commanders"].items())
    games = plural("{n} game", "{n} games", method["runs"])
    overall = told["control"]["overall"]
    cards = [
        (str(verdicts.count("pass")), text("of {n} lines of the table hold", n=len(verdicts))),
        (str(verdicts.count("near")), text("are near, {n} fail", n=verdicts.count("fail"))),
        ("-" if overall is None else words.percent(overall), text("agreement on who holds the hills")),
        (
            str(told["coverage"]["outside_80"]),
            text("of {n} records outside the middle 80 %", n=told["coverage"]["figures"]),
        ),
    ]
    boxes = [tag("div", tag("b", number), what, class_="card") for number, what in cards]
    line = tag("p", f"{games}. {sides}. {_endings(told)}", class_="faint")
    part = text("The record is of the whole battle: this part is set beside its hills alone.")
    return join((line, *(() if method["whole"] else (tag("p", part),)), tag("div", *boxes, class_="cards")))


def _endings(told: Data) -> str:
    return ", ".join(f"{text(words.ENDINGS[end])} {n}" for end, n in told["endings"].items()) + "."


def _hills(told: Data) -> Raw:
    days = told["control"]["days"]
    pictures = [
        hills([day for day in days if day["hill"] == hill["id"]], hill["name"])
        for hill in told["control"]["hills"]
    ]
    colors = text("Red: USSR, blue: Japan, gray: divided.")
    return join((tag("div", *pictures, class_="charts"), tag("p", colors, class_="key")))


def _note() -> Raw:
    return tag(
        "p",
        text(
            "Games: median and the middle 90 per cent. The record's place is the part of the games below it; "
            "it is inside where its interval meets the middle 90 per cent."
        ),
        class_="key",
    )


def _strips(told: Data) -> Raw:
    rows = []
    for row in told["figures"]:
        if row["verdict"] is not None:
            picture = strip(row, told["values"][row["measure"]])
            rows.append((row["name"], picture, words.recorded(row), words.place(row)))
    if not rows:
        return Raw("")
    head = (
        text("figure"),
        text("games (dots, bar, median) and record (brown)"),
        text("record"),
        text("place"),
    )
    return table(head, rows, (2, 3))


def _curves(told: Data) -> Iterator[Raw]:
    series, records = told["series"], {row["id"]: row for row in told["figures"]}
    for title, curves in CURVES:
        drawn = [
            Curve(_name(name), series[name], letter, _record(told, records.get(figure or "")))
            for name, letter, figure in curves
        ]
        span = _span(told) if curves[0][0] == "road" else None
        yield chart(text(title), series["minutes"], told["method"]["begin"], drawn, span)


def _span(told: Data) -> tuple[int, int] | None:
    """Minutes between which the table wants the corps to be complete."""
    for row in told["table"]:
        for test in row["tests"]:
            if test["measure"] == "road.complete" and told["method"]["whole"]:
                return int(test["low"] * DAY), int(test["high"] * DAY)
    return None


def _name(series: str) -> str:
    return text(NAMES.get(series) or words.SIDES[series.partition(".")[2]])


def _record(told: Data, row: Data | None) -> tuple[float, float] | None:
    if row is None or row["low"] is None or not told["method"]["whole"]:
        return None
    return row["low"], row["high"]


def _silent(courses: list[Data]) -> list[Raw]:
    """What is told in red: missions that began in no game."""
    silent = [row["id"] for row in courses if words.silent(row)]
    if not silent:
        return []
    return [tag("p", text("Never begun in any game: {ids}.", ids=", ".join(silent)), class_="fail")]
