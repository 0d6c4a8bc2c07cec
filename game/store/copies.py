"""Copies of a game file: set aside whole with a card, and taken up again as a game of their own."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from game.scenario.writing import write_bytes
from game.store import schema
from game.store.beside import Card
from game.store.faults import bad, told
from game.store.opening import reading
from game.store.rows import drop, put, rows

Change = Callable[[sqlite3.Connection], None]


def set_aside(source: sqlite3.Connection | Path, out: Path, card: Card) -> None:
    """Write a copy of a game with its card, whole or not at all; what was at `out` stays until then.

    `source` is a game in play, or the file of one that is looked at. Raises `BadData` for a full disk, a
    folder that cannot be written, a file that is no game.
    """
    values = (card.kind, card.note, card.saved, card.side, card.picture)

    def sign(copy: sqlite3.Connection) -> None:
        put(copy, schema.CARD, 0, *values)

    copy_to(source, out, sign)


def take_up(path: Path, out: Path, origin: str) -> None:
    """Write the game of a copy into a new file, without the card; raises `BadData`.

    `origin` is what the new game tells of where it came from.
    """
    if out.exists():
        raise bad(out, "the name of a new file", "one that is there already")

    def free(copy: sqlite3.Connection) -> None:
        drop(copy, schema.CARD, 0)
        (game,) = rows(copy, schema.GAME, out)
        put(copy, schema.GAME, *game[:-1], origin[: schema.GAME.columns[-1].most])

    copy_to(path, out, free)


def copy_to(source: sqlite3.Connection | Path, out: Path, change: Change) -> None:
    """Write a copy that was changed, whole or not at all; raises `BadData`."""
    with told(out), tempfile.TemporaryDirectory(prefix="khasan-") as folder:
        draft = Path(folder) / "game.khasan"
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            if isinstance(source, Path):
                with reading(source) as connection:
                    connection.backup(copy)
            else:
                source.backup(copy)
            copy.execute("BEGIN")
            change(copy)
            copy.execute("COMMIT")
        try:
            write_bytes(out, draft.read_bytes())
        except OSError as error:
            raise bad(out, "a place that can be written", error.strerror or str(error)) from None
