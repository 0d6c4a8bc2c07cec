"""The book of a plan: how far each mission has come. It goes from turn to turn as text, in the game file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

STATES = ("planned", "started", "delayed", "done", "aborted")
PLANNED, STARTED, DELAYED, DONE, ABORTED = STATES
NEVER = -1
LONGEST = 200_000
"""Characters of a book at most."""
WHY = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One mission: its state; minutes at which it began, ended and was called by a branch (`NEVER` for not
    yet); why it is late or ended, a code of `words.REASONS`; squadrons `over` have flown their part, those
    `sent` were to fly in the last turn.
    """

    state: str = PLANNED
    began: int = NEVER
    ended: int = NEVER
    called: int = NEVER
    why: str = ""
    over: tuple[int, ...] = ()
    sent: tuple[int, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is being carried out."""
        return self.state in (STARTED, DELAYED)

    @property
    def closed(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in (DONE, ABORTED)


Book = Mapping[str, Entry]
FRESH = Entry()
LAID = "@laid"
"""Line of the book that has the fires of the turn: no order is called so."""
Laid = tuple[tuple[int, int, int], ...]
"""Unit, hex and rounds of each fire laid down in a turn."""


def write(book: Book, laid: Laid = ()) -> str:
    """A book as text; missions that nothing has happened to are left out."""
    told: dict[str, list[object]] = {LAID: [list(fire) for fire in laid]} if laid else {}
    told |= {
        name: [e.state, e.began, e.ended, e.called, e.why, list(e.over), list(e.sent)]
        for name, e in book.items()
        if e != FRESH
    }
    return json.dumps(told, separators=(",", ":"))


def read(text: str) -> dict[str, Entry]:
    """The book that a text holds; what is none of ours counts as nothing written, line by line."""
    if not text or len(text) > LONGEST:
        return {}
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    found = {str(name): _entry(row) for name, row in data.items()}
    return {name: entry for name, entry in found.items() if entry is not None}


def laid(text: str) -> Laid:
    """The fires of the last turn that a text holds; nothing where they are none of ours."""
    if LAID not in text or len(text) > LONGEST:
        return ()
    try:
        rows = json.loads(text)[LAID]
    except (ValueError, RecursionError, KeyError, TypeError):
        return ()
    if not isinstance(rows, list):
        return ()
    return tuple((row[0], row[1], row[2]) for row in rows if _fire(row))


def _fire(row: object) -> bool:
    return isinstance(row, list) and len(row) == 3 and all(type(n) is int and 0 <= n < 10**6 for n in row)


def _entry(row: object) -> Entry | None:
    if not isinstance(row, list) or len(row) != 7 or row[0] not in STATES:
        return None
    state, began, ended, called, why, over, sent = row
    hours = all(type(n) is int and NEVER <= n < 10**7 for n in (began, ended, called))
    units = all(isinstance(some, list) for some in (over, sent))
    units = units and all(type(n) is int and 0 <= n < 10**5 for n in (*over, *sent))
    if not hours or not units or not isinstance(why, str):
        return None
    return Entry(state, began, ended, called, why[:WHY], tuple(over), tuple(sent))
