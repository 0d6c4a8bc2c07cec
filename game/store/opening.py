"""Opening a game file: what it is, whether it is whole, and that nothing foreign hides in it.

A file may come from anywhere. Its head is looked at before SQLite sees it; then nothing but our tables is
suffered in it, sizes are bounded, and no work that it could ask for has no end.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from game.scenario.writing import write_bytes
from game.store.faults import bad, told
from game.store.migrate import upgrade
from game.store.schema import APPLICATION, LARGEST, TABLES, VERSION

MAGIC = b"SQLite format 3\x00"
HEAD = 100
PATIENCE = 5.0
"""Seconds to wait for another program that writes the file."""
MOST_BYTES = 100_000_000
STEPS, ROUNDS = 100_000, 5_000
"""Steps of SQLite's machine between two looks, and looks after which a statement is given up."""
_SUPER = bytes.fromhex("d9d505f920a163d7")
"""Last bytes of a journal that belongs to several files; such a one could have other files deleted."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LARGEST + 100_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 40,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 40,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 4,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 20,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A game file to read from, checked; nothing is written beside or into it.

    What a killed program left half done is undone in a copy, never in the file itself.
    """
    with told(path):
        version = check_head(path)
        half = _half_done(path)
    if version < VERSION or half:
        with _as_copy(path, version) as (_, connection):
            yield connection
        return
    with told(path), closing(_connect(path, "ro")) as connection:
        connection.execute("BEGIN")
        _check(connection, path)
        yield connection


def writing(path: Path) -> sqlite3.Connection:
    """A game file to go on with, checked; every transaction is on the disk before it counts as done."""
    with told(path):
        version = check_head(path)
        half = _half_done(path)
    if half:
        # What would come of it is looked at in a copy first: a wrong journal must not touch the game.
        with _as_copy(path, version):
            pass
        with told(path), closing(_connect(path, "rw")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version < VERSION:
        with _as_copy(path, version) as (copy, _):
            write_bytes(path, copy.read_bytes())
    with told(path):
        connection = _connect(path, "rw")
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            connection.execute("PRAGMA synchronous = FULL")
            _check(connection, path)
            # Whether the folder lets us write shows now and not at the first order.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("ROLLBACK")
            connection.set_progress_handler(None, 0)
        except BaseException:
            connection.close()
            raise
    if mode != "delete":
        connection.close()
        raise bad(path, "a game with a rollback journal", f"the journal mode {mode}")
    return connection


def _half_done(path: Path) -> bool:
    """Whether a killed program left a step half done; one that is at work beside us does not count."""
    if not journal(path).exists():
        return False
    _check_journal(path)
    try:
        with closing(_connect(path, "ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return error.sqlite_errorname in ("SQLITE_READONLY_ROLLBACK", "SQLITE_CANTOPEN")
    return False


@contextmanager
def _as_copy(path: Path, version: int) -> Iterator[tuple[Path, sqlite3.Connection]]:
    """A checked copy of a file, without what was left half done in it, and of the newest version."""
    with told(path), tempfile.TemporaryDirectory(prefix="khasan-") as folder:
        copy = Path(folder) / "game.khasan"
        with closing(_newer(path, copy, version)) as connection:
            _check(connection, path)
            yield copy, connection


def _newer(path: Path, copy: Path, version: int) -> sqlite3.Connection:
    shutil.copyfile(path, copy)
    if journal(path).exists():
        shutil.copyfile(journal(path), journal(copy))
    connection = _connect(copy, "rw")
    try:
        upgrade(connection, version)
    except BaseException:
        connection.close()
        raise
    return connection


def check_head(path: Path) -> int:
    """Version of a game file, from its head; raises `BadData` where it is none of ours, or not whole."""
    if not path.is_file():
        raise bad(path, "a game file", "a folder" if path.is_dir() else "nothing there")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise bad(path, f"a game file of at most {MOST_BYTES // 10**6} MB", f"{size / 1e6:.0f} MB")
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise bad(path, "a file that can be read", error.strerror or str(error)) from None
    if head[: len(MAGIC)] != MAGIC[: len(head)] or not head:
        raise bad(path, "a game file", "a file of another kind" if head else "an empty file")
    if len(head) < HEAD:
        raise bad(path, "a whole game", "a file that is cut off in its head")
    return _check_numbers(path, head, size)


def _check_numbers(path: Path, head: bytes, size: int) -> int:
    if int.from_bytes(head[68:72], "big") != APPLICATION:
        raise bad(path, "a game of Khasan 1938", "a database of another program")
    version = int.from_bytes(head[60:64], "big")
    if version > VERSION:
        raise bad(
            path, f"a game file of version {VERSION} or older", f"version {version}: a newer program wrote it"
        )
    if version < 1:
        raise bad(path, f"a game file of version 1 to {VERSION}", f"version {version}")
    if head[18:20] != b"\x01\x01":
        raise bad(path, "a game with a rollback journal", "one with a write-ahead log")
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    whole = page * int.from_bytes(head[28:32], "big")
    if size < whole and not journal(path).exists():
        raise bad(path, f"a whole game of {whole} bytes", f"a file cut off after {size}")
    return version


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    rounds = iter(range(ROUNDS))
    connection.set_progress_handler(lambda: int(next(rounds, None) is None), STEPS)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Nothing but our tables, and every page in its place."""
    known = {table.name: table.sql for table in TABLES}
    found = set[str]()
    rows = connection.execute(f"SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT {len(TABLES) + 1}")
    for kind, name, of, sql in rows.fetchall():
        if (kind, of) != ("table", name) or known.get(name) != sql:
            raise bad(path, "nothing but the tables of a game", f"the {_word(kind)} {_word(name)!r}")
        found.add(name)
    if missing := [name for name in known if name not in found]:
        raise bad(path, f"the table {missing[0]!r}", "none of that name")
    said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise bad(path, "a whole game", f"a damaged one: {_word(said)}")


def _word(said: object) -> str:
    one = " ".join(str(said).split())[:80]
    return one if one.isprintable() else one.encode("unicode_escape").decode("ascii")[:80]


def journal(path: Path) -> Path:
    """Where SQLite keeps what a step under way may have to undo."""
    return path.with_name(path.name + "-journal")


def _check_journal(path: Path) -> None:
    """The journal that a killed program left must be of this file alone."""
    beside = journal(path)
    try:
        size = beside.stat().st_size
        with beside.open("rb") as file:
            file.seek(max(size - len(_SUPER), 0))
            last = file.read(len(_SUPER))
    except FileNotFoundError:
        return  # whoever was at work has finished meanwhile
    if size > MOST_BYTES:
        raise bad(beside, "the journal of a game", "something else")
    if last == _SUPER:
        raise bad(beside, "the journal of one game", "that of several files")
