"""A new game file that begins as another one did."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from game.store import schema
from game.store.faults import bad
from game.store.making import make
from game.store.record import Record, TurnRow, load_record
from game.store.rows import add, put
from game.store.schema import LIVE


def branch(
    path: Path,
    turn: int,
    out: Path,
    leads: Mapping[int, str] = MappingProxyType({}),
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Make a file that stands where a game stood at the start of a turn, with the turns before it.

    Parameters
    ----------
    path, out : Path
        The game and the new file.
    turn : int
        Counted from 0.
    leads : mapping
        By side: who plays it from that turn on, where somebody else does.
    files : mapping
        Texts that the new file has besides those of the game, as plans that its players name.

    Raises
    ------
    BadData
        For a turn that the game has not come to, and where `out` is there already.
    """
    record = load_record(path)
    if not 0 <= turn < len(record.turns):
        raise bad(path, f"a turn from 1 to {len(record.turns)}", str(turn + 1), "turn")
    origin = f"{path.name}, turn {turn + 1}"[:400]

    def fill(connection: sqlite3.Connection) -> None:
        for row in record.turns[:turn]:
            _turn(connection, row)
        start = bytes.fromhex(record.turns[turn].start)
        minute = record.turns[turn].minute
        add(connection, schema.ENTRIES, LIVE, turn, minute, 0, start, None, None, None, None)
        _around(connection, record, turn)
        for side, who in leads.items():
            put(connection, schema.PLAYERS, LIVE, turn, side, who)

    texts = replace(record.texts, files={**record.texts.files, **files})
    make(out, replace(record.terms, origin=origin), texts, fill)


def _turn(connection: sqlite3.Connection, row: TurnRow) -> None:
    """A turn as it was played."""
    digests = bytes.fromhex(row.start), bytes.fromhex(row.end or "")
    add(connection, schema.ENTRIES, LIVE, row.turn, row.minute, row.committed, *digests, row.score, *row.lost)
    lists = ((schema.ORDERS, row.orders), (schema.REASONS, row.reasons), (schema.ESTIMATES, row.estimates))
    for table, lines in lists:
        for side, texts in enumerate(lines):
            for n, text in enumerate(texts):
                add(connection, table, LIVE, row.turn, side, n, text)
    for side, memo in enumerate(row.memos):
        if memo:
            add(connection, schema.MEMOS, LIVE, row.turn, side, memo)
    for n, pulse in enumerate(row.pulses):
        add(connection, schema.PULSES, row.turn, n, pulse.minute, bytes.fromhex(pulse.digest), pulse.events)


def _around(connection: sqlite3.Connection, record: Record, turn: int) -> None:
    """Who played until then, what was noted, and the states from the cache."""
    for player in record.players:
        if player.turn <= turn:
            add(connection, schema.PLAYERS, LIVE, player.turn, player.side, player.who)
    for n, note in enumerate(note for note in record.notes if note.turn < turn):
        add(connection, schema.NOTES, n, note.turn, note.side, note.text)
    for mark in record.bookmarks:
        if mark.turn < turn:
            add(connection, schema.BOOKMARKS, LIVE, mark.turn, mark.side, mark.event, mark.text)
    for number, packed in record.snapshots.items():
        if number <= turn:
            add(connection, schema.SNAPSHOTS, number, packed)
