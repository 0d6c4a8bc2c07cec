"""Sentences about game files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game import locate
from game.scenario.faults import BadData, Fault

CODES = {
    "SQLITE_FULL": ("room on the disk", "none left: the last step is not in the file"),
    "SQLITE_BUSY": ("a game that nobody else writes", "one in use by another program"),
    "SQLITE_LOCKED": ("a game that nobody else writes", "one in use by another program"),
    "SQLITE_READONLY": ("a file and folder that can be written", "read-only ones"),
    "SQLITE_CANTOPEN": ("a file and folder that can be opened and written", "ones that cannot"),
    "SQLITE_PERM": ("a file and folder that can be opened and written", "ones that cannot"),
    "SQLITE_IOERR": (
        "a disk that can be read and written",
        "an error of the disk: the last step is not in the file",
    ),
    "SQLITE_INTERRUPT": ("a file that can be checked in reasonable time", "one made to take longer"),
    "SQLITE_TOOBIG": ("values of the usual size", "one far too large"),
    "SQLITE_NOMEM": ("enough memory", "too little"),
}
DAMAGED = ("a whole game", "a damaged one: ")


def bad(path: Path, expected: str, found: str = "", key: str = "") -> BadData:
    """One fault of a game file."""
    return BadData([Fault(locate.shown(path), 0, 0, key, expected, found)])


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever SQLite or the system says of a file becomes one sentence."""
    try:
        yield
    except OSError as error:
        raise bad(path, "a disk that can be read and written", error.strerror or str(error)) from None
    except sqlite3.Error as error:
        raise sentence(path, error) from None
    except UnicodeError:
        raise bad(path, DAMAGED[0], DAMAGED[1] + "letters that are none") from None


def sentence(path: Path, error: sqlite3.Error) -> BadData:
    """The fault that an error of SQLite stands for."""
    name = str(getattr(error, "sqlite_errorname", None) or "")
    for code, (expected, found) in CODES.items():
        if name == code or name.startswith(code + "_"):
            return bad(path, expected, found)
    return bad(path, DAMAGED[0], DAMAGED[1] + _plain(str(error)))


def _plain(said: str) -> str:
    """What SQLite said, in one printable line."""
    one = " ".join(said.split())
    return "".join(letter if letter.isprintable() else "?" for letter in one)[:120]
