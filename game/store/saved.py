"""A game and its file in step: what is done in the one stands in the other before the call returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from game import __version__
from game.engine.game import Game, NotNowError, Pulse
from game.engine.orders import Order, Rejection
from game.rules.los import Progress
from game.store import schema
from game.store.beside import Bookmark
from game.store.faults import bad
from game.store.making import make, open_turn, played_turn
from game.store.opening import writing
from game.store.record import Terms, read_record
from game.store.resume import resume
from game.store.rows import add, drop, put, rows, step
from game.store.schema import LIVE
from game.store.table import Table, set_up, table_of
from game.store.texts import Texts, bundle_of

UMPIRE = -1
LONGEST = schema.REASONS.columns[-1].most
"""Letters of a reason; what an agent says beyond them is cut."""
HUMAN = "human"
"""Who plays a side unless something else is said."""
_UNDONE = (
    *(schema.ENTRIES, schema.ORDERS, schema.REASONS, schema.PLAYERS, schema.BOOKMARKS),
    *(schema.MEMOS, schema.ESTIMATES),
)
"""What a rewind sets aside."""


@dataclass(slots=True, eq=False)
class Saved:
    """A game in play and the file that holds it.

    Orders go through here, so that each is on the disk before it is answered. Whatever fails on the disk
    raises `BadData` and leaves game and file as they were before the call.
    """

    path: Path
    table: Table
    game: Game
    connection: sqlite3.Connection
    _version: int = -1

    def __post_init__(self) -> None:
        """Remember how the file stands."""
        self._version = self._data_version()

    def plot(self, side: int, order: Order) -> Rejection | None:
        """Add an order to the open turn and write it down, unless the side's view forbids it."""
        found = self.game.plot(side, order)
        if found is None:
            self._write_orders(side, (order,))
        return found

    def plot_all(self, side: int, orders: Sequence[Order]) -> tuple[Rejection | None, ...]:
        """Add many orders, as an agent gives them: one look at the view, one step on the disk."""
        if self.game.over or self.game.committed[side]:
            return tuple(Rejection("turn.closed") for _ in orders)
        view = self.game.view(side)
        found = tuple(order.check(view) for order in orders)
        good = tuple(order for order, no in zip(orders, found, strict=True) if no is None)
        self.game.plots[side].extend(good)
        self._write_orders(side, good)
        return found

    def unplot(self, side: int, n: int) -> Order:
        """Take back order `n` of the open turn; raises `IndexError` for one that is not there."""
        if self.game.committed[side]:
            raise NotNowError("the turn is closed for this side")
        place = range(len(self.game.plots[side]))[n]
        with self._step():
            chosen = (
                "SELECT n FROM orders WHERE line = 0 AND turn = ? AND side = ? ORDER BY n LIMIT 1 OFFSET ?"
            )
            (row,) = self.connection.execute(chosen, (self.turn, side, place)).fetchone()
            drop(self.connection, schema.ORDERS, LIVE, self.turn, side, row)
        return self.game.unplot(side, place)

    def commit(self, side: int) -> None:
        """Close the turn for a side."""
        self._check_open()
        closed = sum(1 << s for s in range(2) if self.game.committed[s] or s == side)
        with self._step():
            open_turn(self.connection, self.turn, self.game.state, closed)
        self.game.commit(side)

    def resolve(self) -> Iterator[Pulse]:
        """Resolve the turn; it is in the file, whole, when the last pulse has been handed out."""
        before, plots = self.game.state, self.game.plots
        yield from self.game.resolve()
        try:
            with self._step():
                n = self.turn - 1
                played_turn(self.connection, n, self.game.entries[n], self.table)
                if not self.game.over:
                    open_turn(self.connection, self.turn, self.game.state, 0)
        except BaseException:
            self.game.entries.pop()
            self.game.state, self.game.plots = before, plots
            self.game.committed = [True, True]
            raise

    def play(self) -> None:
        """Resolve the whole turn at once."""
        for _ in self.resolve():
            pass

    def note(self, side: int, words: str) -> None:
        """Write a note of a side, or of the umpire, beside the open turn."""
        with self._step():
            (n,) = self.connection.execute("SELECT coalesce(max(n), -1) + 1 FROM notes").fetchone()
            add(self.connection, schema.NOTES, n, self.turn, side, words)

    def bookmark(self, mark: Bookmark) -> None:
        """Mark a line of the log, in the place of what was noted there."""
        with self._step():
            put(self.connection, schema.BOOKMARKS, LIVE, mark.turn, mark.side, mark.event, mark.text)

    def unmark(self, mark: Bookmark) -> None:
        """Take a bookmark away again."""
        with self._step():
            drop(self.connection, schema.BOOKMARKS, LIVE, mark.turn, mark.side, mark.event)

    def reason(self, side: int, words: tuple[str, ...], estimates: tuple[str, ...] = ()) -> None:
        """Keep why an agent orders what it orders in the open turn, and what it expects of that, in the place
        of what was kept before. An estimate that is too long to be kept whole is left out.
        """
        self._check_open()
        whole = tuple(text for text in estimates if len(text) <= LONGEST)
        with self._step():
            for table, texts in ((schema.REASONS, words), (schema.ESTIMATES, whole)):
                drop(self.connection, table, LIVE, self.turn, side)
                for n, text in enumerate(texts):
                    add(self.connection, table, LIVE, self.turn, side, n, text[:LONGEST])

    def keep(self, side: int, memo: str) -> None:
        """Keep what an agent writes in the open turn to read it in the next."""
        self._check_open()
        if memo:
            with self._step():
                put(self.connection, schema.MEMOS, LIVE, self.turn, side, memo)

    def memo(self, side: int) -> str:
        """What the agent of a side wrote in the last turn before the open one; empty for nothing.

        Whoever takes over a side gets nothing of what another one wrote for himself.
        """
        if self._player(side, self.turn) != self._player(side, self.turn - 1):
            return ""
        found = self.connection.execute(
            "SELECT text FROM memos WHERE line = 0 AND turn = ? AND side = ?", (self.turn - 1, side)
        ).fetchone()
        return str(found[0]) if found else ""

    def _player(self, side: int, turn: int) -> str:
        """Who plays a side in a turn."""
        found = self.connection.execute(
            "SELECT who FROM players WHERE line = 0 AND side = ? AND turn <= ? ORDER BY turn DESC LIMIT 1",
            (side, turn),
        ).fetchone()
        return str(found[0]) if found else ""

    def take_over(self, side: int, who: str) -> None:
        """From the open turn on somebody else plays a side."""
        self._check_open()
        with self._step():
            put(self.connection, schema.PLAYERS, LIVE, self.turn, side, who)

    def rewind(self, turn: int, why: str) -> None:
        """Go back to the start of an earlier turn; what is undone stays in the file, with the reason.

        Raises
        ------
        NotNowError
            For a turn that has not been played.
        """
        if not 0 <= turn < len(self.game.entries):
            raise NotNowError("only a turn that was played can be gone back to")
        game = self.game.branch(turn)
        with self._step():
            self._set_aside(turn, why)
        self.game = game

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Saved:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def turn(self) -> int:
        """The open turn."""
        return len(self.game.entries)

    def _check_open(self) -> None:
        if self.game.over:
            raise NotNowError("the battle is over")

    def _write_orders(self, side: int, orders: tuple[Order, ...]) -> None:
        """Write orders that the game has taken; it gives them back where that fails."""
        last = "SELECT coalesce(max(n), -1) + 1 FROM orders WHERE line = 0 AND turn = ? AND side = ?"
        try:
            texts = [self.table.write(order) for order in orders]
            with self._step():
                (first,) = self.connection.execute(last, (self.turn, side)).fetchone()
                for n, text in enumerate(texts, first):
                    add(self.connection, schema.ORDERS, LIVE, self.turn, side, n, text)
        except BaseException:
            del self.game.plots[side][len(self.game.plots[side]) - len(orders) :]
            raise

    def _set_aside(self, turn: int, why: str) -> None:
        """Move what is undone to a line of its own, and open the turn again."""
        (n,) = self.connection.execute("SELECT coalesce(max(n), 0) + 1 FROM rewinds").fetchone()
        add(self.connection, schema.REWINDS, n, self.turn, turn, why)
        for table in _UNDONE:
            first = turn + (table is schema.PLAYERS)
            for row in rows(self.connection, table, self.path):
                if row[0] == LIVE and row[1] >= first:
                    drop(self.connection, table, *row[: table.key])
                    add(self.connection, table, n, *row[1:])
        self.connection.execute("DELETE FROM pulses WHERE turn >= ?", (turn,))
        self.connection.execute("DELETE FROM snapshots WHERE turn > ?", (turn,))
        open_turn(self.connection, turn, self.game.entries[turn].start, 0)

    def _data_version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _step(self) -> Iterator[None]:
        """One transaction, unless somebody else has written the file meanwhile."""
        with step(self.connection, self.path):
            if self._data_version() != self._version:
                raise bad(
                    self.path, "the file as this program left it", "one that another program has changed"
                )
            yield


def create(
    path: Path,
    texts: Texts,
    terms: Terms,
    players: tuple[str, str] = (HUMAN, HUMAN),
    *,
    progress: Progress | None = None,
) -> Saved:
    """Begin a game in a new file; raises `BadData`, and where something is there already."""
    terms = replace(terms, program=__version__)
    table = set_up(bundle_of(texts, path), terms, path, progress)

    def fill(connection: sqlite3.Connection) -> None:
        open_turn(connection, 0, table.first, 0)
        for side, who in enumerate(players):
            add(connection, schema.PLAYERS, LIVE, 0, side, who)

    make(path, terms, texts, fill)
    return Saved(path, table, table.game(), writing(path))


def open_game(path: Path, *, progress: Progress | None = None) -> Saved:
    """Take up the game of a file; raises `BadData`."""
    connection = writing(path)
    try:
        record = read_record(connection, path)
        table = table_of(record, progress)
        return Saved(path, table, resume(record, table), connection)
    except BaseException:
        connection.close()
        raise
