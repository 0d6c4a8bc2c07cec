"""What people keep beside a game: bookmarks in its log, and the card of a copy that was set aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from game.store import schema
from game.store.opening import reading, writing
from game.store.rows import add, drop, rows, step
from game.store.schema import LIVE

BY_HAND, BY_ITSELF = 0, 1
"""Kinds of copies: one that a player asked for, one that was made at the start of a turn."""
LONGEST = schema.BOOKMARKS.columns[-1].most
"""Letters of a note."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the log that a side (-1 the umpire) has marked.

    `event` counts all events of the turn, also those that the side has not learned of.
    """

    turn: int
    side: int
    event: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a copy says of itself: its kind, a note, when it was made (seconds since 1970, UTC), the side that
    sat before the screen (-1 for none), and a picture (PNG, empty for none).
    """

    kind: int
    note: str
    saved: int
    side: int
    picture: bytes = b""


def read_bookmarks(connection: sqlite3.Connection, path: Path) -> list[Bookmark]:
    """Bookmarks of the turns that stand."""
    found = rows(connection, schema.BOOKMARKS, path)
    return [Bookmark(*row) for line, *row in found if line == LIVE]


def write_bookmark(path: Path, mark: Bookmark, *, there: bool) -> None:
    """Put a bookmark into the file of a game that is only looked at, or take it out; raises `BadData`."""
    with closing(writing(path)) as connection, step(connection, path):
        drop(connection, schema.BOOKMARKS, LIVE, mark.turn, mark.side, mark.event)
        if there:
            add(connection, schema.BOOKMARKS, LIVE, mark.turn, mark.side, mark.event, mark.text)


def card_of(path: Path) -> Card | None:
    """The card of a file, without reading the game; raises `BadData`."""
    with reading(path) as connection:
        return read_card(connection, path)


def read_card(connection: sqlite3.Connection, path: Path) -> Card | None:
    """The card of a copy; None in a game that is played."""
    found = rows(connection, schema.CARD, path)
    return Card(*found[0][1:]) if found else None
