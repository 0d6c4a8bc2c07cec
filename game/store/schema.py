"""What a game file holds: its tables, the columns of each, and what a value of each may be.

One list is the source of both the SQL that makes a file and the checks that every value passes when it is
read. `docs/game-file.md` says what the tables mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

Value = int | str | bytes | None
Row = tuple[Value, ...]

SUFFIX = ".khasan"
APPLICATION = 0x4B483338
"""Application id in the head of the file: "KH38"."""
VERSION = 2
"""Version of the schema (user_version) that this program writes; older ones are migrated."""
TURNS = 2_000
UNITS = 5_000
TEXT_BYTES = 4_000_000
"""Of one scenario or ruleset text, as for any file of ours."""
PACKED_BYTES = 2_000_000
DIGEST = 32
LIVE = 0
"""Line of the game as it stands; a rewind sets what it undoes aside on a line of its own number."""
_LARGE = 2**62
_MARK = 8


@dataclass(frozen=True, slots=True)
class Column:
    """One column: least and most are bounds of a number, or of the length of a text or blob."""

    name: str
    kind: type[int] | type[str] | type[bytes]
    least: int
    most: int
    empty: bool = False

    @property
    def sql(self) -> str:
        """Its part of the statement that makes the table."""
        word = {int: "INTEGER", str: "TEXT", bytes: "BLOB"}[self.kind]
        return f"{self.name} {word}{'' if self.empty else ' NOT NULL'}"

    @property
    def expected(self) -> str:
        """What a value must be, for a sentence."""
        what = {int: "a whole number from", str: "a text of", bytes: "a blob of"}[self.kind]
        unit = {int: "", str: " characters", bytes: " bytes"}[self.kind]
        return f"{what} {self.least} to {self.most}{unit}"

    def fits(self, value: object) -> bool:
        """Whether a value may stand here."""
        if value is None:
            return self.empty
        if type(value) is not self.kind:
            return False
        size = value if isinstance(value, int) else len(value)
        return self.least <= size <= self.most


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, the first `key` of which name a row; a mark over the row comes last."""

    name: str
    key: int
    most: int
    columns: tuple[Column, ...]

    @property
    def sql(self) -> str:
        """The statement that makes it, as it stands in the schema of every file."""
        names = ", ".join(column.name for column in self.columns[: self.key])
        lines = ", ".join(column.sql for column in (*self.columns, MARK))
        return f"CREATE TABLE {self.name} ({lines}, PRIMARY KEY ({names})) WITHOUT ROWID"

    @property
    def select(self) -> str:
        """All rows in the order of their key, one more than there may be."""
        names = ", ".join(column.name for column in (*self.columns, MARK))
        order = ", ".join(column.name for column in self.columns[: self.key])
        return f"SELECT {names} FROM {self.name} ORDER BY {order} LIMIT {self.most + 1}"

    @property
    def insert(self) -> str:
        """A new row; the mark is its last value."""
        return f"INSERT INTO {self.name} VALUES ({', '.join('?' * (len(self.columns) + 1))})"

    def place(self, row: Sequence[object]) -> str:
        """A row as a sentence names it: orders[turn 3, side 0, n 1]."""
        named = zip(self.columns[: self.key], row, strict=False)
        return f"{self.name}[{', '.join(f'{column.name} {value!r:.20}' for column, value in named)}]"


MARK = Column("mark", bytes, _MARK, _MARK)
"""Fingerprint of the row: a flipped bit of the disk is told and not played."""


def mark(table: str, row: Row) -> bytes:
    """Fingerprint of a row."""
    total = blake2b(table.encode(), digest_size=_MARK)
    for part in _parts(row):
        total.update(len(part).to_bytes(8, "little") + part)
    return total.digest()


def _parts(row: Row) -> Iterator[bytes]:
    for value in row:
        if isinstance(value, bytes):
            yield b"b" + value
        else:
            yield type(value).__name__[:1].encode() + str(value).encode("utf-8", "surrogatepass")


def _number(name: str, most: int, *, least: int = 0, empty: bool = False) -> Column:
    return Column(name, int, least, most, empty)


def _text(name: str, most: int, *, least: int = 0) -> Column:
    return Column(name, str, least, most)


def _blob(name: str, most: int, *, least: int = 0, empty: bool = False) -> Column:
    return Column(name, bytes, least, most, empty)


_LINE, _TURN, _SIDE = _number("line", 1_000), _number("turn", TURNS), _number("side", 1)
_MINUTE = _number("minute", 10**7)

GAME = Table(
    "game",
    1,
    1,
    (
        _number("id", 0),
        _text("scenario", 200, least=1),
        _text("seed", 20, least=1),
        _text("weather", 20, least=1),
        _text("options", 4_000),
        _number("historical", 1),
        _text("program", 40, least=1),
        _text("origin", 400),
    ),
)
"""What is played: one row. `options` by comma; `origin` says of which game this is a branch."""
FILES = Table(
    "files",
    1,
    64,
    (
        _text("name", 200, least=1),
        _number("bytes", TEXT_BYTES),
        _blob("sha256", DIGEST, least=DIGEST),
        _blob("packed", PACKED_BYTES, least=1),
    ),
)
"""The texts that the game is played with."""
PLAYERS = Table("players", 3, 10_000, (_LINE, _TURN, _SIDE, _text("who", 80, least=1)))
"""Who plays a side from a turn on."""
ENTRIES = Table(
    "entries",
    2,
    20_000,
    (
        _LINE,
        _TURN,
        _MINUTE,
        _number("committed", 3),
        _blob("start", DIGEST, least=DIGEST),
        _blob("end", DIGEST, least=DIGEST, empty=True),
        _number("score", 10_000, least=-10_000, empty=True),
        _number("soviet_lost", 10**6, empty=True),
        _number("japanese_lost", 10**6, empty=True),
    ),
)
"""Turns: hour and state at the start; once resolved, the state at the end and what it has come to."""
ORDERS = Table(
    "orders", 4, 200_000, (_LINE, _TURN, _SIDE, _number("n", 10**6), _text("text", 1_000, least=1))
)
"""Orders as they were plotted, in their text form."""
PULSES = Table(
    "pulses",
    2,
    100_000,
    (
        _TURN,
        _number("n", 2_000),
        _MINUTE,
        _blob("digest", DIGEST, least=DIGEST),
        _blob("events", PACKED_BYTES, least=1),
    ),
)
"""Pulses of the turns that stand: the minute of their end, the state then, and what happened."""
SNAPSHOTS = Table("snapshots", 1, TURNS, (_TURN, _blob("state", PACKED_BYTES, least=1)))
"""States at the start of turns: only a cache, a file without them plays as well."""
NOTES = Table(
    "notes", 1, 20_000, (_number("n", 20_000), _TURN, _number("side", 1, least=-1), _text("text", 20_000))
)
"""What people wrote beside the game; side -1 is the umpire."""
REASONS = Table("reasons", 4, 200_000, (_LINE, _TURN, _SIDE, _number("n", 10_000), _text("text", 2_000)))
"""Why an agent ordered what it ordered."""
ESTIMATES = Table(
    "estimates", 4, 200_000, (_LINE, _TURN, _SIDE, _number("n", 10_000), _text("text", 2_000, least=1))
)
"""What an agent expected of its orders, in numbers: a text of its own that the file does not interpret."""
REWINDS = Table(
    "rewinds", 1, 1_000, (_number("n", 1_000, least=1), _TURN, _number("back_to", TURNS), _text("why", 2_000))
)
"""Rewinds of the umpire: at which turn, to which turn, why."""
BOOKMARKS = Table(
    "bookmarks",
    4,
    20_000,
    (_LINE, _TURN, _number("side", 1, least=-1), _number("event", 10**6), _text("text", 200)),
)
"""Lines of the log that a side has marked, with its note; side -1 is the umpire."""
CARD = Table(
    "card",
    1,
    1,
    (
        _number("id", 0),
        _number("kind", 1),
        _text("note", 200),
        _number("saved", 10**11),
        _number("side", 1, least=-1),
        _blob("picture", 300_000),
    ),
)
"""Of a copy that was set aside: by hand or by itself, note, time, who sat there, and a picture (PNG)."""
MEMOS = Table("memos", 3, 20_000, (_LINE, _TURN, _SIDE, _text("text", 200_000)))
"""What an agent wrote in a turn to read it in the next."""

TABLES = (
    *(GAME, FILES, PLAYERS, ENTRIES, ORDERS, PULSES, SNAPSHOTS, NOTES, REASONS, REWINDS),
    *(BOOKMARKS, CARD, MEMOS, ESTIMATES),
)
LARGEST = max(column.most for table in TABLES for column in table.columns if column.kind is not int)
