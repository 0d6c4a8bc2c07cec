"""Game files for tests: a tiny game in a file, and the means to spoil one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from builders import World, unit, world

from game.engine.orders import Dig, Hold, March, Order
from game.store.making import make, open_turn
from game.store.opening import writing
from game.store.record import Record, Terms, load_record
from game.store.resume import resume
from game.store.rows import add, drop, rows
from game.store.saved import Saved
from game.store.schema import LIVE, PLAYERS, Table
from game.store.table import Table as GameTable
from game.store.texts import Texts

TEXTS = Texts("battle/tiny.yaml", {"battle/tiny.yaml": b"a text\n" * 50, "battle/map.yaml": b"another\n"})
DRAWING = """
. . . . . .
 . . . . . .
. . . . . .
"""
SOVIET, JAPANESE = 0, 1


@cache
def tiny_world() -> World:
    """Two companies near each other."""
    return world(
        DRAWING,
        unit("red", "su_rifle_company", "0102", works=1),
        unit("blue", "jp_rifle_company", "0602"),
        turns=3,
        length=60,
    )


@cache
def tiny_table() -> GameTable:
    """The table of the tiny world."""
    made = tiny_world()
    return GameTable(made.start, made.setting, made.fate, made.game().state)


def begun(path: Path) -> Saved:
    """A tiny game in a new file."""
    table = tiny_table()

    def fill(connection: sqlite3.Connection) -> None:
        open_turn(connection, 0, table.first, 0)
        for side in range(2):
            add(connection, PLAYERS, LIVE, 0, side, "human")

    make(path, Terms(1, program="test"), TEXTS, fill)
    return Saved(path, table, table.game(), writing(path))


def again(path: Path) -> Saved:
    """The tiny game of a file, taken up again."""
    return Saved(path, tiny_table(), resume(load_record(path), tiny_table()), writing(path))


def orders(turn: int) -> tuple[Order, Order]:
    """An order of each side."""
    made = tiny_world()
    red, blue = made.row("red"), made.row("blue")
    second: tuple[Order, ...] = (March(unit=blue, route=made.way("0502")), Dig(unit=blue), Hold(unit=blue))
    return Dig(unit=red), second[turn]


def played(path: Path, turns: int = 2) -> Saved:
    """A tiny game of some turns, with the orders of the next one plotted."""
    saved = begun(path)
    for turn in range(turns):
        play_turn(saved, turn)
    if not saved.game.over:
        saved.plot(SOVIET, Hold(unit=tiny_world().row("red")))
    return saved


def play_turn(saved: Saved, turn: int) -> None:
    """Plot, commit, resolve."""
    for side, order in enumerate(orders(turn)):
        assert saved.plot(side, order) is None
        saved.reason(side, (f"reason {turn}",))
        saved.commit(side)
    saved.play()


def told(record: Record) -> tuple[Any, ...]:
    """All that a record says, the cache apart."""
    texts = (record.texts.scenario, dict(record.texts.files))
    return record.terms, texts, record.turns, record.players, record.notes, record.rewinds


def raw(path: Path, *statements: str, **values: Any) -> None:
    """Have SQLite do anything to a file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement, values)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A file open for tampering."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def tamper(path: Path, table: Table, change: Callable[[list[Any]], object], which: int = 0) -> None:
    """Change a row as one would who knows the format: the mark is made anew."""
    with opened(path) as connection:
        row = list(rows(connection, table, path)[which])
        drop(connection, table, *row[: table.key])
        if change(row) is not False:
            add_any(connection, table, row)


def add_any(connection: sqlite3.Connection, table: Table, row: list[Any]) -> None:
    """Write a row with a right mark, whatever it holds."""
    from game.store.schema import mark

    connection.execute(table.insert, (*row, mark(table.name, tuple(row))))
