"""Making a new game file, and writing turns into one."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from game.engine.game import Entry
from game.engine.state import State
from game.scenario.writing import write_bytes
from game.store import schema
from game.store.faults import bad, told
from game.store.opening import journal
from game.store.packing import pack_events, pack_state
from game.store.record import BOTH, Terms, write_head
from game.store.rows import add, create, put
from game.store.schema import LIVE
from game.store.table import Table, sums
from game.store.texts import Texts

Fill = Callable[[sqlite3.Connection], None]


def make(path: Path, terms: Terms, texts: Texts, fill: Fill) -> None:
    """Make a new file, whole or not at all; raises `BadData` where something is there already."""
    if path.exists():
        raise bad(path, "the name of a new file", "one that is there already")
    if journal(path).exists():
        # SQLite would take it for a part of the new game, and undo that with it.
        raise bad(path, "a name without an old journal beside it", journal(path).name)
    with told(path), tempfile.TemporaryDirectory(prefix="khasan-") as folder:
        draft = Path(folder) / "game.khasan"
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            create(connection)
            connection.execute("BEGIN")
            write_head(connection, terms, texts)
            fill(connection)
            connection.execute("COMMIT")
        try:
            write_bytes(path, draft.read_bytes())
        except OSError as error:
            raise bad(path, "a place that can be written", error.strerror or str(error)) from None


def open_turn(connection: sqlite3.Connection, turn: int, state: State, committed: int) -> None:
    """Write the open turn: its start, and who has closed it (a bit for each side)."""
    start = bytes.fromhex(state.digest())
    put(connection, schema.ENTRIES, LIVE, turn, state.minute, committed, start, None, None, None, None)


def played_turn(connection: sqlite3.Connection, turn: int, entry: Entry, table: Table) -> None:
    """Write a turn that was resolved: its pulses, what it has come to, and the state after it."""
    start, last = entry.start, entry.pulses[-1]
    score, lost = sums(table, last.state)
    digests = bytes.fromhex(start.digest()), bytes.fromhex(last.digest)
    put(connection, schema.ENTRIES, LIVE, turn, start.minute, BOTH, *digests, score, *lost)
    for n, pulse in enumerate(entry.pulses):
        digest, events = bytes.fromhex(pulse.digest), pack_events(pulse.events)
        add(connection, schema.PULSES, turn, n, pulse.state.minute, digest, events)
    put(connection, schema.SNAPSHOTS, turn + 1, pack_state(last.state))
