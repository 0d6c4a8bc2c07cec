"""How the games of a report were played, and how its two special measures came out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.analysis.history import words
from game.analysis.history.markup import Raw, table, tag
from game.analysis.measures import DAY
from game.analysis.report_table import moment
from game.i18n import text

Data = dict[str, Any]


def method_of(told: Data) -> Iterator[Raw]:
    """The table of what was played, and a word on what can be said of it."""
    method = told["method"]
    first, last = method["seeds"]
    rows = [
        (text("scenario"), f"{method['name']} ({method['scenario']})"),
        (text("from, to"), f"{moment(method['begin'])} - {moment(method['end'])}"),
        *((text(words.SIDES[side]), name) for side, name in method["commanders"].items()),
        (text("games"), str(method["runs"])),
        (text("seeds"), f"{first} - {last}"),
        (text("weather"), text(method["weather"])),
        (text("cease-fire"), text("at the hour of the record") if method["historical"] else text("drawn")),
        (text("program"), f"khasan {method['program']}"),
        (told["strike"]["name"], _strike(told["strike"])),
        (told["road"]["name"], _road(told["road"])),
    ]
    yield table((text("what"), text("how")), rows)
    yield tag(
        "p",
        text(
            "The same seeds give the same games, whatever the number of processes. Losses by day and by "
            "regiment, tanks by day and the hours in which single hills fell are kept out of the record "
            "here: whoever tunes the rules shall not see them."
        ),
    )


def _strike(told: Data) -> str:
    source = ", ".join(told["source"])
    return text(
        "given up in {aborted} games, flown in {struck}, not ordered in {unordered}. {note} [{source}]",
        aborted=told["aborted"],
        struck=told["struck"],
        unordered=told["unordered"],
        note=told["note"] or "",
        source=source,
    )


def _road(told: Data) -> str:
    days = told["days"]
    came = text("complete in {came} of {games} games", came=told["came"], games=told["games"])
    if days is not None:
        came += text(", in the median on {when}", when=moment(int(days["median"] * DAY)))
    return f"{came}. {told['note'] or ''} [{', '.join(told['source'])}]"
