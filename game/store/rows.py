"""Rows in and out of a game file; every value read is checked for type, bounds and its mark."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from game.scenario.faults import shown
from game.store.faults import bad, told
from game.store.schema import APPLICATION, TABLES, VERSION, Column, Row, Table, mark


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty file."""
    connection.execute("PRAGMA page_size = 4096")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for table in TABLES:
        connection.execute(table.sql)


def rows(connection: sqlite3.Connection, table: Table, path: Path) -> list[Any]:
    """All rows of a table, without their marks; raises `BadData` for the first value that cannot stand."""
    return [_checked(table, row, path) for row in _fetched(connection, table, path)]


def whole_rows(connection: sqlite3.Connection, table: Table, path: Path) -> list[Any]:
    """Rows of a cache: those that are not as they were written are left out."""
    found = _fetched(connection, table, path)
    return [row[:-1] for row in found if not _wrong(table, row) and row[-1] == mark(table.name, row[:-1])]


def _fetched(connection: sqlite3.Connection, table: Table, path: Path) -> list[tuple[Any, ...]]:
    with told(path):
        found = connection.execute(table.select).fetchall()
    if len(found) > table.most:
        raise bad(path, f"at most {table.most} rows", "more", table.name)
    return found


def _wrong(table: Table, row: tuple[Any, ...]) -> list[tuple[Column, Any]]:
    """Columns whose values cannot stand there."""
    pairs = zip(table.columns, row[:-1], strict=True)
    return [(column, value) for column, value in pairs if not column.fits(value)]


def _checked(table: Table, row: tuple[Any, ...], path: Path) -> Row:
    *values, kept = row
    for column, value in _wrong(table, row):
        raise bad(path, column.expected, _found(value), f"{table.place(values)}.{column.name}")
    whole = tuple(values)
    if kept != mark(table.name, whole):
        raise bad(
            path, "what was written", "something else: the row was changed or is damaged", table.place(row)
        )
    return whole


def _found(value: object) -> str:
    if isinstance(value, bytes):
        return f"a blob of {len(value)} bytes"
    if isinstance(value, str) and len(value) > 60:
        return f"a text of {len(value)} characters"
    return shown(value)


def add(connection: sqlite3.Connection, table: Table, *row: Any) -> None:
    """Write a new row.

    Raises
    ------
    ValueError
        For a value that the table does not take: what cannot be read again is not written.
    """
    for column, value in zip(table.columns, row, strict=True):
        if not column.fits(value):
            raise ValueError(f"{table.place(row)}.{column.name}: {column.expected}, not {_found(value)}")
    connection.execute(table.insert, (*row, mark(table.name, row)))


def drop(connection: sqlite3.Connection, table: Table, *key: Any) -> None:
    """Take out the rows whose first columns have these values."""
    names = [column.name for column in table.columns[: len(key)]]
    where = " AND ".join(f"{name} = ?" for name in names)
    connection.execute(f"DELETE FROM {table.name} WHERE {where}", key)


def put(connection: sqlite3.Connection, table: Table, *row: Any) -> None:
    """Write a row in the place of the one with the same key."""
    drop(connection, table, *row[: table.key])
    add(connection, table, *row)


@contextmanager
def step(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction: all of it is in the file at the end, or nothing."""
    with told(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
