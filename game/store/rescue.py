"""A game whose file failed while it was played on: written into a new file, with all that came since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from game.engine.orders import Order
from game.store import schema
from game.store.beside import Bookmark
from game.store.copies import copy_to
from game.store.faults import bad
from game.store.making import open_turn, played_turn
from game.store.opening import writing
from game.store.record import load_record
from game.store.rows import add, put
from game.store.saved import Saved
from game.store.schema import LIVE
from game.store.table import Table


def rescue(lost: Saved, out: Path, memos: Sequence[str], marks: Iterable[Bookmark]) -> Saved:
    """The game in a new file, and that file open; raises `BadData`, and then there is no new file.

    `lost` is the game with the file that failed: what stands there is taken from it, the rest from memory.
    `memos` are what the agents wrote last.
    """
    game, first = lost.game, _agreed(lost)
    now = len(game.entries)

    def catch_up(copy: sqlite3.Connection) -> None:
        copy.execute("DELETE FROM orders WHERE line = 0 AND turn >= ?", (first,))
        copy.execute("DELETE FROM bookmarks WHERE line = 0")
        for n in range(first, now):
            _orders(copy, lost.table, n, game.entries[n].orders)
            played_turn(copy, n, game.entries[n], lost.table)
        if not game.over:
            closed = sum(1 << side for side in range(2) if game.committed[side])
            open_turn(copy, now, game.state, closed)
            _orders(copy, lost.table, now, game.plots)
        for side, memo in enumerate(memos):
            if memo and now > 0:
                put(copy, schema.MEMOS, LIVE, now - 1, side, memo)
        for mark in marks:
            add(copy, schema.BOOKMARKS, LIVE, mark.turn, mark.side, mark.event, mark.text)

    copy_to(lost.path, out, catch_up)
    return Saved(out, lost.table, game, writing(out))


def _agreed(lost: Saved) -> int:
    """How many turns file and game have in common; raises `BadData` where somebody else has written."""
    played, game = load_record(lost.path).played, lost.game
    first = len(played)
    states = [*(entry.start for entry in game.entries), game.state]
    if first >= len(states) or (played and played[-1].end != states[first].digest()):
        raise bad(lost.path, "the file as this program left it", "one that another program has changed")
    return first


def _orders(copy: sqlite3.Connection, table: Table, turn: int, sides: Sequence[Sequence[Order]]) -> None:
    """Write the orders of both sides in a turn."""
    for side, orders in enumerate(sides):
        for n, order in enumerate(orders):
            add(copy, schema.ORDERS, LIVE, turn, side, n, table.write(order))
