"""`khasan info`: what a game file holds, without playing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from game.engine.notation import hour
from game.i18n import text
from game.store.record import Record, load_record

SIDES = ("soviet", "japanese")


def run(path: Path, as_json: bool) -> None:
    """Print what a game file says of itself."""
    data = facts(load_record(path))
    if as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for key, value in data.items():
        shown = ", ".join(str(part) for part in value) if isinstance(value, list) else value
        typer.echo(f"{text(LABELS[key])}: {_plain(shown)}")


LABELS = {
    "file": "file",
    "bytes": "size in bytes",
    "scenario": "scenario",
    "seed": "seed",
    "weather": "weather",
    "historical": "cease-fire at the hour of the record",
    "options": "options",
    "program": "begun with khasan",
    "origin": "branch of",
    "soviet": "plays the USSR",
    "japanese": "plays Japan",
    "turns": "turns played",
    "open": "open turn",
    "orders": "orders",
    "pulses": "pulses",
    "score": "score",
    "lost": "men lost, Soviet and Japanese",
    "notes": "notes",
    "rewinds": "rewinds",
    "digest": "state",
    "texts": "texts inside",
}


def facts(record: Record) -> dict[str, Any]:
    """What a game file says of itself, as plain data."""
    terms, last, played = record.terms, record.turns[-1], record.played
    opened = last if last.end is None else None
    return {
        "file": str(record.path),
        "bytes": record.path.stat().st_size,
        "scenario": Path(record.texts.scenario).stem,
        "seed": terms.seed,
        "weather": terms.weather,
        "historical": terms.historical,
        "options": list(terms.options),
        "program": terms.program,
        "origin": terms.origin,
        "soviet": record.player(0, last.turn),
        "japanese": record.player(1, last.turn),
        "turns": len(played),
        "open": f"{opened.turn + 1}, {hour(opened.minute)}" if opened else None,
        "orders": sum(len(lines) for turn in record.turns for lines in turn.orders),
        "pulses": sum(len(turn.pulses) for turn in record.turns),
        "score": played[-1].score / 100 if played else None,
        "lost": list(played[-1].lost) if played else None,
        "notes": len(record.notes),
        "rewinds": [f"{r.turn + 1} to {r.back_to + 1}: {r.why}" for r in record.rewinds],
        "digest": last.end or last.start,
        "texts": sorted(record.texts.files),
    }


def _plain(value: object) -> str:
    """A value for people, in one line that hides nothing: a file may come from anywhere."""
    if isinstance(value, bool):
        return text("yes") if value else text("no")
    shown = str(value) if value not in (None, "") else "-"
    return "".join(letter if letter.isprintable() else "?" for letter in shown)
