"""`khasan thoughts`: what the staffs of a game meant and expected, turn by turn, beside what was true."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from game.analysis.dispatch import scene_of
from game.analysis.thoughts import Balance, Page, Weighed, all_kept, balance, fought, page_of
from game.analysis.thoughts_words import balanced, leader, lines_of, truth
from game.analysis.why import Names
from game.engine.notation import hour
from game.i18n import text
from game.scenario.faults import BadData, Fault
from game.store.record import Record, load_record
from game.store.resume import resume
from game.store.saved import HUMAN
from game.store.table import table_of

SIDES = ("soviet", "japanese")
NAMES = ("USSR", "Japan")


def run(path: Path, turn: int | None, side: str, umpire: bool, as_json: bool) -> None:
    """Print the pages; of a battle that people still fight only for the umpire."""
    record = load_record(path)
    _sound(path, record, turn, umpire)
    table = table_of(record)
    game, names = resume(record, table), scene_of(table.start).names
    sides = [n for n, name in enumerate(SIDES) if side in (name, "both")]
    chosen = [
        page_of(game, at, who, record.player(who, at), thoughts)
        for (at, who), thoughts in sorted(all_kept(record).items())
        if who in sides and at < len(game.entries) and turn in (None, at + 1)
    ]
    if as_json:
        typer.echo(json.dumps(document(chosen, sides, names, record), ensure_ascii=False, indent=1))
    else:
        _print(chosen, sides, names, record)


def _sound(path: Path, record: Record, turn: int | None, umpire: bool) -> None:
    """Refuse what nobody should see yet, and a turn that was not played."""
    if fought(record) and not umpire:
        what = "a battle that is over: only an umpire may see it all (--umpire)"
        raise BadData([Fault(str(path), 0, 0, "", what, "one that people still fight")])
    played = len(record.played)
    if turn is not None and not 1 <= turn <= played:
        raise BadData([Fault("--turn", 0, 0, "", f"a turn from 1 to {played}", str(turn))])


def _print(pages: Sequence[Page], sides: Sequence[int], names: Names, record: Record) -> None:
    for page in pages:
        at, who = hour(record.turns[page.turn].minute), leader(page.who, HUMAN)
        head = text(
            "turn {turn}, {hour}, {side} ({who})",
            turn=page.turn + 1,
            hour=at,
            side=text(NAMES[page.side]),
            who=who,
        )
        typer.echo(head)
        for words, true in lines_of(page, names):
            typer.echo(f"{'    ' if true else '  '}{words}")
    for side in sides:
        if any(page.side == side for page in pages):
            typer.echo(f"{text(NAMES[side])}: {balanced(_balance(pages, side))}")
    if not pages:
        typer.echo(text("No staff has written anything down."))


def _balance(pages: Sequence[Page], side: int) -> Balance:
    return balance(one for page in pages if page.side == side for one in page.weighed)


def document(pages: Sequence[Page], sides: Sequence[int], names: Names, record: Record) -> dict[str, Any]:
    """Everything for a program to read."""
    return {
        "turns": [_page(page, names, record) for page in pages],
        "balance": {SIDES[side]: asdict(_balance(pages, side)) for side in sides},
    }


def _page(page: Page, names: Names, record: Record) -> dict[str, Any]:
    known = names.stakes.get("objective", ())
    return {
        "turn": page.turn + 1,
        "hour": hour(record.turns[page.turn].minute),
        "side": SIDES[page.side],
        "who": page.who,
        "reasons": list(page.reasons),
        "estimates": [_weighed(one, names) for one in page.weighed],
        "places": [
            {
                "name": known[one.row] if one.row < len(known) else None,
                "hexes": [names.hex(row) for row in one.hexes],
                "believed": one.believed,
                "there": one.there,
            }
            for one in page.places
        ],
    }


def _weighed(one: Weighed, names: Names) -> dict[str, Any]:
    told = one.estimate
    return {
        "kind": told.kind,
        "reason": told.reason if told.reason >= 0 else None,
        "hexes": [names.hex(row) for row in told.hexes],
        "units": [names.unit(row) for row in told.units],
        "believed": told.believed,
        "there": one.there,
        "chance": told.chance,
        "taken": one.taken,
        "lost_told": told.lost,
        "lost": one.lost,
        "sentence": truth(one),
    }
