"""Older game files: one step for each version, from it to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from types import MappingProxyType

from game.store import schema
from game.store.schema import VERSION

Step = Callable[[sqlite3.Connection], None]


def _bookmarks(connection: sqlite3.Connection) -> None:
    """From 1 to 2: bookmarks, the card of a copy, what agents note for themselves and what they expect."""
    connection.execute(schema.BOOKMARKS.sql)
    connection.execute(schema.CARD.sql)
    connection.execute(schema.MEMOS.sql)
    connection.execute(schema.ESTIMATES.sql)


STEPS: Mapping[int, Step] = MappingProxyType({1: _bookmarks})
"""By the version that a step starts from."""


def upgrade(
    connection: sqlite3.Connection,
    version: int,
    to: int | None = None,
    steps: Mapping[int, Step] | None = None,
) -> None:
    """Take a file that is open from its version to a later one, all steps or none."""
    newest, known = VERSION if to is None else to, STEPS if steps is None else steps
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(version, newest):
            known[number](connection)
        connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
