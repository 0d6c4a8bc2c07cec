"""A chronicle for programs: one document with everything in it, or one table with a row for each thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from game.analysis.chronicle import Chronicle, Turn
from game.analysis.dispatch import sentence
from game.engine.log import KINDS
from game.engine.notation import hour
from game.store.record import TurnRow

SIDES = ("soviet", "japanese", "umpire")
FORMAT = 1
COLUMNS = (
    "what",
    "turn",
    "hour",
    "side",
    "n",
    "kind",
    "unit",
    "other",
    "hex",
    "amount",
    "detail",
    "seen",
    "text",
)
"""Columns of the table; what a row does not have stays empty."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cells = dict[str, Any]


def document(told: Chronicle) -> dict[str, Any]:
    """The whole game as plain data; hexes as labels, units by their ids, turns counted from 1."""
    record, terms = told.record, told.record.terms
    return {
        "format": FORMAT,
        "scenario": Path(record.texts.scenario).stem,
        "texts": record.texts.digest(),
        "seed": terms.seed,
        "weather": terms.weather,
        "historical": terms.historical,
        "options": list(terms.options),
        "program": terms.program,
        "origin": terms.origin,
        "turns": [_turn(told, turn) for turn in told.turns],
        "notes": [{"turn": n.turn + 1, "side": SIDES[n.side], "text": n.text} for n in record.notes],
        "rewinds": [
            {
                "turn": rewind.turn + 1,
                "back_to": rewind.back_to + 1,
                "why": rewind.why,
                "undone": [_bare(row) for row in rewind.undone],
            }
            for rewind in record.rewinds
        ],
    }


def _bare(row: TurnRow) -> dict[str, Any]:
    """A turn without its events."""
    done = row.end is not None
    return {
        "turn": row.turn + 1,
        "hour": hour(row.minute),
        "orders": dict(zip(SIDES, row.orders, strict=False)),
        "reasons": dict(zip(SIDES, row.reasons, strict=False)),
        "start": row.start,
        "end": row.end,
        "score": row.score / 100 if done else None,
        "lost": dict(zip(SIDES, row.lost, strict=False)) if done else None,
    }


def _turn(told: Chronicle, turn: Turn) -> dict[str, Any]:
    pulses = [
        {
            "hour": hour(pulse.minute),
            "digest": pulse.digest,
            "events": [_event(told, event) for event in events],
            **({"why": list(turn.why[n])} if turn.why else {}),
        }
        for n, (events, pulse) in enumerate(zip(turn.pulses, turn.row.pulses, strict=True))
    ]
    held = {hill: dict(zip((*SIDES[:2], "nobody"), hexes, strict=True)) for hill, hexes in turn.held.items()}
    players = dict(zip(SIDES, turn.players, strict=False))
    return {**_bare(turn.row), "players": players, "held": held, "pulses": pulses}


def _event(told: Chronicle, event: np.void) -> Cells:
    """An event; None for a unit or hex that it does not name."""
    unit, other, place = (int(event[name]) for name in ("unit", "other", "hex"))
    seen = int(event["seen"])
    return {
        "hour": hour(int(event["minute"])),
        "kind": KINDS[int(event["kind"])],
        "unit": told.ids[unit] if unit >= 0 else None,
        "other": told.ids[other] if other >= 0 else None,
        "hex": told.labels[place] if place >= 0 else None,
        "amount": int(event["amount"]),
        "detail": int(event["detail"]),
        "seen": [side for bit, side in enumerate(SIDES[:2]) if seen >> bit & 1],
        "text": sentence(event, told.scene),
    }


def table(told: Chronicle) -> Iterator[list[str]]:
    """The same as rows under `COLUMNS`: the game, then turn by turn orders, events, digests, sums."""
    yield list(COLUMNS)
    data = document(told)
    for key in ("scenario", "texts", "seed", "weather", "historical", "options", "program", "origin"):
        yield _row({"what": "game", "kind": key, "text": data[key]})
    for turn in data["turns"]:
        at = {"turn": turn["turn"], "hour": turn["hour"]}
        yield from (_row({**at, **cells}) for cells in _cells(turn))
    for note in data["notes"]:
        yield _row({"what": "note", **note})
    for rewind in data["rewinds"]:
        yield _row(
            {"what": "rewind", "turn": rewind["turn"], "amount": rewind["back_to"], "text": rewind["why"]}
        )
        for turn in rewind["undone"]:
            for cells in _orders(turn):
                yield _row({**cells, "what": "undone", "turn": turn["turn"], "hour": turn["hour"]})


def _cells(turn: dict[str, Any]) -> Iterator[Cells]:
    for side, who in turn["players"].items():
        yield {"what": "player", "side": side, "text": who}
    yield {"what": "start", "text": turn["start"]}
    yield from _orders(turn)
    for n, pulse in enumerate(turn["pulses"], 1):
        for event in pulse["events"]:
            yield {"what": "event", "n": n, **event, "seen": " ".join(event["seen"])}
        yield {"what": "digest", "n": n, "hour": pulse["hour"], "text": pulse["digest"]}
        for line in pulse.get("why", ()):
            yield {"what": "why", "n": n, "hour": pulse["hour"], "text": line}
    if turn["end"] is not None:
        for side, men in turn["lost"].items():
            yield {"what": "lost", "side": side, "amount": men}
        yield {"what": "score", "amount": turn["score"]}
        yield {"what": "end", "text": turn["end"]}
    for hill, hexes in turn["held"].items():
        for side, count in hexes.items():
            yield {"what": "held", "side": side, "amount": count, "text": hill}


def _orders(turn: dict[str, Any]) -> Iterator[Cells]:
    for what, part in (("order", "orders"), ("reason", "reasons")):
        for side, lines in turn[part].items():
            for n, line in enumerate(lines, 1):
                yield {"what": what, "side": side, "n": n, "text": line}


def _row(cells: Cells) -> list[str]:
    return [_cell(cells.get(column)) for column in COLUMNS]


def _cell(value: Any) -> str:
    """A cell; a text that a table program would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, list):
        value = ",".join(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)
