"""`khasan export`: a whole game for people or programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import typer

from game.analysis.chronicle import chronicle
from game.analysis.chronicle_data import document, table
from game.analysis.chronicle_text import lines
from game.scenario.faults import BadData, Fault
from game.scenario.writing import write_text
from game.store.record import load_record


def run(path: Path, form: str, why: bool, out: Path | None) -> None:
    """Print the game, or write it into a file that is not there yet."""
    if out is not None and out.exists():
        raise BadData([Fault(str(out), 0, 0, "", "the name of a new file", "one that is there already")])
    told = chronicle(load_record(path), ledger=why)
    if form == "json":
        text = json.dumps(document(told), ensure_ascii=False, indent=1) + "\n"
    elif form == "csv":
        page = io.StringIO()
        csv.writer(page, lineterminator="\n").writerows(table(told))
        text = page.getvalue()
    else:
        text = "\n".join(lines(told)) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_text(out, text)
