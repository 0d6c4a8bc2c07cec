"""`khasan list`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import JustifyMethod
from rich.table import Table

from game import locate
from game.cli.console import console
from game.scenario.faults import BadData, Fault
from game.scenario.load import Document, inside, load_as, scenario_paths
from game.scenario.models.environment import Calendar
from game.scenario.models.scenario import Scenario
from game.scenario.turns import turns_of

SIDE_NAMES = {"soviet": "USSR", "japanese": "Japan"}


def row(document: Document[Scenario]) -> dict[str, Any]:
    """What the list says of one scenario."""
    model = document.model
    path = inside(document.path.parent, model.calendar, document.tree, ("calendar",))
    calendar = load_as(path, Calendar).model
    return {
        "id": model.id,
        "name": model.name.en,
        "subtitle": model.subtitle.en,
        "start": model.start.isoformat(timespec="minutes"),
        "end": model.end.isoformat(timespec="minutes"),
        "turns": len(turns_of(calendar, model.start, model.end)),
        "minutes": model.card.minutes,
        "size": model.card.size,
        "complexity": model.card.complexity,
        "recommended_side": model.card.recommended_side,
        "tutorial": model.card.tutorial,
        "learning": model.card.learning.en.strip(),
        "file": str(document.path),
    }


def run(folder: Path | None, as_json: bool) -> None:
    """Print the scenarios, earliest first; broken ones are named and end in exit status 1."""
    rows, faults = list[dict[str, Any]](), list[Fault]()
    for path in scenario_paths(folder).values():
        try:
            rows.append(row(load_as(path, Scenario)))
        except BadData as bad:
            faults += bad.faults
    rows.sort(key=lambda r: (r["start"], r["turns"]))
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif rows:
        console().print(_table(rows))
    if not rows and not faults:
        where = locate.shown(folder or locate.scenarios())
        faults.append(Fault(where, 0, 0, "", "a folder with scenarios", "none"))
    if faults:
        raise BadData(faults)


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(title="Khasan 1938: scenarios", box=SIMPLE_HEAD, title_justify="left", padding=(0, 1, 0, 0))
    for column in ("id", "name", "from", "to", "turns", "min", "size", "side"):
        justify: JustifyMethod = "right" if column in ("turns", "min") else "left"
        # The id is what the other commands want to be told: it is never cut.
        least = 10 if column == "name" else None
        table.add_column(column, justify=justify, no_wrap=column == "id", min_width=least)
    for r in rows:
        name = r["name"] + (" (tutorial)" if r["tutorial"] else "")
        start, end = (datetime.fromisoformat(r[key]).strftime("%d %b %H:%M") for key in ("start", "end"))
        side = SIDE_NAMES[r["recommended_side"]]
        table.add_row(r["id"], name, start, end, str(r["turns"]), str(r["minutes"]), r["size"], side)
    return table
