"""`khasan replay`: play a game file again and tell each turn; with --verify beside what the file says."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import typer

from game.engine.notation import hour
from game.i18n import plural, text
from game.store.record import load_record
from game.store.replay import Played, replay
from game.store.table import table_of


def run(path: Path, verify: bool, as_json: bool) -> None:
    """Print a line for each turn; the first entry that differs ends it with a sentence and exit status 1."""
    record = load_record(path)
    count = 0
    for turn in replay(record, table_of(record), verify=verify):
        data = facts(turn)
        typer.echo(json.dumps(data) if as_json else text(LINE, **data))
        count += 1
    if verify and not as_json:
        one, many = (
            "{n} turn comes out as it stands in the file.",
            "{n} turns come out as they stand in the file.",
        )
        typer.echo(plural(one, many, count))


def watch(path: Path, size: str | None) -> None:
    """Open the window on the review of the game; a sentence and exit status 1 where there is no screen."""
    from game.cli.play import parse_size

    wanted = parse_size(size) if size else None
    load_record(path)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from game.ui import watch as window

    problem = window.watch(wanted, path)
    if problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1)


LINE = (
    "turn {turn}, {hour}: {orders} orders, {pulses} pulses, {events} events; "
    "men lost {soviet_lost} Soviet, {japanese_lost} Japanese; score {score}; state {state:.12}"
)


def facts(turn: Played) -> dict[str, Any]:
    """A turn as plain data."""
    return {
        "turn": turn.row.turn + 1,
        "hour": hour(turn.row.minute),
        "orders": sum(len(orders) for orders in turn.entry.orders),
        "pulses": len(turn.entry.pulses),
        "events": sum(len(pulse.events) for pulse in turn.entry.pulses),
        "soviet_lost": turn.lost[0],
        "japanese_lost": turn.lost[1],
        "score": turn.score / 100,
        "state": turn.entry.pulses[-1].digest,
    }
