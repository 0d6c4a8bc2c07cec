"""Damaged and hostile game files: each a good one spoiled in one way, and the sentence that it must be given.

`stage` says what must refuse it: reading the file, reading the scenario in it, or playing it again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from store_field import add_any, opened, raw, tamper

from game.engine.log import EVENT, KINDS
from game.scenario.load import find_scenario
from game.store import schema
from game.store.packing import pack_events, squeeze
from game.store.rows import drop, rows
from game.store.texts import gather

Spoil = Callable[[Path], object]
READ, TEXT, PLAY = "read", "text", "play"
DAMAGED = "expected a whole game, found a damaged one: "
BOMB = zlib.compress(bytes(50_000_000), 9)


@dataclass(frozen=True, slots=True)
class Case:
    """One way to spoil a file."""

    name: str
    spoil: Spoil
    said: str
    stage: str = READ


def cases() -> tuple[Case, ...]:
    """All of them."""
    return (
        *_heads(),
        *_pages(),
        *_schemas(),
        *_values(),
        *_turns(),
        *_texts(),
        *_plays(),
    )


def put(offset: int, data: bytes) -> Spoil:
    """Write bytes over those of the file."""

    def spoil(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(data)

    return spoil


def cut(keep: Callable[[int], int]) -> Spoil:
    """Cut the file off."""
    return lambda path: path.write_bytes(path.read_bytes()[: keep(path.stat().st_size)])


def sql(*statements: str, **values: Any) -> Spoil:
    """Have SQLite do it."""
    return lambda path: raw(path, *statements, **values)


def value(table: schema.Table, column: str, new: Any, which: int = 0) -> Spoil:
    """Another value, with a right mark."""
    at = [c.name for c in table.columns].index(column)
    return lambda path: tamper(path, table, lambda row: row.__setitem__(at, new), which)


def more(table: schema.Table, *row: Any) -> Spoil:
    """A row more, with a right mark."""

    def spoil(path: Path) -> None:
        with opened(path) as connection:
            add_any(connection, table, list(row))

    return spoil


def text(raw_text: bytes, name: str = "battle/tiny.yaml") -> Spoil:
    """Another text in the place of the scenario, properly packed."""

    def spoil(path: Path) -> None:
        with opened(path) as connection:
            drop(connection, schema.FILES, name)
            packed = [name, len(raw_text), hashlib.sha256(raw_text).digest(), squeeze(raw_text)]
            add_any(connection, schema.FILES, packed)

    return spoil


def renamed(new: str, which: int = 0) -> Spoil:
    """Another name for a text."""
    return value(schema.FILES, "name", new, which)


def _heads() -> Iterator[Case]:
    kind = "expected a game file, found a file of another kind"
    yield Case("nothing there", lambda path: path.unlink(), "expected a game file, found nothing there")
    yield Case("a folder", _folder, "expected a game file, found a folder")
    yield Case("empty", lambda path: path.write_bytes(b""), "expected a game file, found an empty file")
    yield Case("one byte", lambda path: path.write_bytes(b"S"), "a file that is cut off in its head")
    yield Case("half a head", cut(lambda size: 50), "a file that is cut off in its head")
    yield Case("prose", lambda path: path.write_text("Dear player,\n" * 100), kind)
    yield Case("an archive", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)), kind)
    yield Case("a picture", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500)), kind)
    yield Case("zeros", lambda path: path.write_bytes(bytes(8192)), kind)
    other = "expected a game of Khasan 1938, found a database of another program"
    yield Case("no application", put(68, bytes(4)), other)
    yield Case("another application", put(68, b"GPKG"), other)
    yield Case("newer", put(60, (schema.VERSION + 1).to_bytes(4, "big")), "a newer program wrote it")
    yield Case("far newer", put(60, b"\x7f\xff\xff\xff"), "version 2147483647: a newer program wrote it")
    yield Case("no version", put(60, bytes(4)), "expected a game file of version 1 to 2, found version 0")
    yield Case("write-ahead log", sql("PRAGMA journal_mode = WAL"), "found one with a write-ahead log")
    yield Case("write-ahead head", put(18, b"\x02\x02"), "found one with a write-ahead log")
    yield Case("far too large", _sparse, "expected a game file of at most 100 MB, found 200 MB")
    yield Case("says it is larger", put(28, b"\x7f\xff\xff\xff"), "a file cut off after")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _sparse(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(200_000_000)


def _pages() -> Iterator[Case]:
    yield Case("cut in half", cut(lambda size: size // 2), "a file cut off after")
    yield Case("cut to a page", cut(lambda size: 4096), "a file cut off after 4096")
    yield Case("cut by a page", cut(lambda size: size - 4096), "a file cut off after")
    yield Case("cut by a byte", cut(lambda size: size - 1), "a file cut off after")
    yield Case("first page zeroed", put(100, bytes(3996)), DAMAGED)
    yield Case("second page zeroed", put(4096, bytes(4096)), DAMAGED)
    yield Case("third page of ones", put(8192, b"\xff" * 4096), DAMAGED)
    yield Case("size of pages", put(16, b"\x00\x03"), DAMAGED)
    yield Case("pages swapped", _swapped, DAMAGED)
    yield Case("a page that is its own child", _circle, DAMAGED)
    yield Case("free pages that are none", put(32, (2).to_bytes(4, "big") + (9).to_bytes(4, "big")), DAMAGED)
    yield Case("letters of another code", put(56, (3).to_bytes(4, "big")), DAMAGED)


def _swapped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192], data[8192:12288] = data[8192:12288], data[4096:8192]
    path.write_bytes(data)


def _circle(path: Path) -> None:
    """The root of the texts becomes an inner page whose only child is itself."""
    with opened(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'files'").fetchone()
    page = bytes([2, 0, 0, 0, 0, 0, 0, 0]) + root.to_bytes(4, "big")
    put((root - 1) * 4096, page)(path)


def _schemas() -> Iterator[Case]:
    foreign = "expected nothing but the tables of a game, found the "
    yield Case(
        "table missing", sql("DROP TABLE orders"), "expected the table 'orders', found none of that name"
    )
    yield Case(
        "no tables", sql(*(f"DROP TABLE {t.name}" for t in schema.TABLES)), "expected the table 'game'"
    )
    yield Case("foreign table", sql("CREATE TABLE loot (a)"), foreign + "table 'loot'")
    yield Case(
        "trigger",
        sql("CREATE TRIGGER t AFTER INSERT ON orders BEGIN DELETE FROM entries; END"),
        foreign + "trigger 't'",
    )
    yield Case("view", sql("CREATE VIEW v AS SELECT * FROM orders"), foreign + "view 'v'")
    yield Case(
        "view for a table", sql("DROP TABLE notes", "CREATE VIEW notes AS SELECT 1"), foreign + "view 'notes'"
    )
    yield Case("index", sql("CREATE INDEX i ON orders (text)"), foreign + "index 'i'")
    yield Case("column more", sql("ALTER TABLE orders ADD COLUMN x"), foreign + "table 'orders'")
    yield Case(
        "column named otherwise",
        sql("ALTER TABLE orders RENAME COLUMN text TO t"),
        foreign + "table 'orders'",
    )
    yield Case(
        "SQL in a name",
        sql('CREATE TABLE "x\'); DROP TABLE orders; --" (a)'),
        foreign + 'table "x\'); DROP TABLE orders; --"',
    )
    yield Case("unprintable name", sql('CREATE TABLE "a\x1b[2Jb" (a)'), foreign + "table 'a\\\\x1b[2Jb'")
    yield Case("very long name", sql(f"CREATE TABLE {'n' * 15_000} (a)"), "nothing but the tables of a game")
    yield Case(
        "other columns",
        sql("DROP TABLE notes", "CREATE TABLE notes (n INTEGER PRIMARY KEY, t, s, x, m)"),
        foreign + "table 'notes'",
    )
    yield Case("virtual table", _virtual, "nothing but the tables of a game")
    yield Case(
        "schema that is no SQL", _written("UPDATE sqlite_master SET sql = 'CREATE TABLE ((('"), DAMAGED
    )
    yield Case(
        "two tables on one page",
        _written("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'orders'"),
        DAMAGED,
    )


def _virtual(path: Path) -> None:
    statement = "CREATE VIRTUAL TABLE w USING spellfix1"
    row = f"INSERT INTO sqlite_master VALUES ('table', 'w', 'w', 0, '{statement}')"
    _written(row)(path)


def _written(statement: str) -> Spoil:
    return sql("PRAGMA writable_schema = ON", statement)


def _values() -> Iterator[Case]:
    whole = "a whole number from"
    yield Case("seed of letters", value(schema.GAME, "seed", "abc"), "game.seed: expected a whole number")
    yield Case("seed too large", value(schema.GAME, "seed", str(2**64)), "found '18446744073709551616'")
    yield Case("seed below zero", value(schema.GAME, "seed", "-1"), "game.seed: expected a whole number")
    yield Case("seed in other digits", value(schema.GAME, "seed", "१२"), "game.seed: expected a whole number")
    yield Case("unknown weather", value(schema.GAME, "weather", "hail"), "expected one of recorded, drawn")
    yield Case("historical seven times", value(schema.GAME, "historical", 7), "historical: expected " + whole)
    yield Case("no game", sql("DELETE FROM game"), "game: expected a row that says what is played")
    yield Case(
        "two games", more(schema.GAME, 1, "a", "1", "drawn", "", 0, "x", ""), "game: expected at most 1 rows"
    )
    yield Case("number for a text", value(schema.ORDERS, "text", b"dig red"), "found a blob of 7 bytes")
    yield Case("text for a number", value(schema.ENTRIES, "minute", "noon"), "expected a whole number from")
    yield Case("part of a number", value(schema.ENTRIES, "minute", 0.5), "minute: expected " + whole)
    yield Case("endless number", value(schema.ENTRIES, "minute", float("inf")), "minute: expected " + whole)
    yield Case(
        "order of nobody's length", value(schema.ORDERS, "text", "d" * 100_000), "a text of 100000 characters"
    )
    yield Case(
        "order without a text", value(schema.ORDERS, "text", ""), "expected a text of 1 to 1000 characters"
    )
    yield Case("huge note", more(schema.NOTES, 0, 0, -1, "x" * 20_000_000), "found one far too large")
    yield Case("huge blob", value(schema.SNAPSHOTS, "state", bytes(9_000_000)), "found one far too large")
    yield Case("turn below zero", value(schema.ORDERS, "turn", -1), "turn: expected a whole number from 0")
    yield Case(
        "turn out of range", value(schema.ORDERS, "turn", 99_999), "turn: expected a whole number from 0"
    )
    yield Case("third side", value(schema.ORDERS, "side", 2), "side: expected a whole number from 0 to 1")
    yield Case("closed by five", value(schema.ENTRIES, "committed", 5), "committed: expected a whole number")
    yield Case(
        "short digest", value(schema.ENTRIES, "start", b"\0" * 31), "expected a blob of 32 to 32 bytes"
    )
    yield Case("score of a million", value(schema.ENTRIES, "score", 10**6), "score: expected a whole number")
    yield Case(
        "letters that are none",
        sql("UPDATE orders SET text = CAST(x'ff41' AS TEXT) WHERE turn = 0"),
        DAMAGED,
    )
    yield Case(
        "changed without its mark",
        sql("UPDATE orders SET text = 'rest blue' WHERE turn = 0 AND side = 1"),
        "the row was changed or is damaged",
    )
    yield Case("short mark", sql("UPDATE orders SET mark = x'00'"), "the row was changed or is damaged")
    yield Case("mark of another row", _swapped_marks, "the row was changed or is damaged")
    yield Case("too many rewinds", _many, "rewinds: expected at most 1000 rows, found more")


def _swapped_marks(path: Path) -> None:
    with opened(path) as connection:
        found = connection.execute("SELECT mark FROM entries ORDER BY turn").fetchall()
        for turn, (kept,) in enumerate(reversed(found)):
            connection.execute("UPDATE entries SET mark = ? WHERE turn = ?", (kept, turn))


def _many(path: Path) -> None:
    with opened(path) as connection:
        connection.execute("BEGIN")
        for n in range(1, 1_002):
            add_any(connection, schema.REWINDS, [n, 0, 0, ""])
        connection.execute("COMMIT")


def _turns() -> Iterator[Case]:
    zero = bytes(32)
    yield Case(
        "no turns", sql("DELETE FROM entries", "DELETE FROM pulses"), "expected at least the first turn"
    )
    yield Case(
        "first turn missing", sql("DELETE FROM entries WHERE turn = 0"), "turns that follow one another"
    )
    yield Case(
        "a bookmark in the open turn",
        more(schema.BOOKMARKS, 0, 2, 0, 0, ""),
        "expected a turn that was played",
    )
    yield Case("a bookmark of nobody", more(schema.BOOKMARKS, 0, 0, 2, 0, ""), "a whole number from -1 to 1")
    yield Case(
        "a picture far too large",
        more(schema.CARD, 0, 0, "", 0, 0, bytes(300_001)),
        "a blob of 0 to 300000 bytes",
    )
    yield Case("gap of turns", sql("DELETE FROM entries WHERE turn = 1"), "turns that follow one another")
    yield Case(
        "turn after the open one",
        more(schema.ENTRIES, 0, 3, 12_000, 0, zero, None, None, None, None),
        "expected one open turn, the last",
    )
    yield Case("order of no turn", value(schema.ORDERS, "turn", 9), "orders: expected a turn that is there")
    yield Case(
        "reason of no turn", value(schema.REASONS, "turn", 9), "reasons: expected a turn that is there"
    )
    yield Case(
        "player of no turn", value(schema.PLAYERS, "turn", 9), "players: expected a turn that is there"
    )
    yield Case(
        "order of no line",
        value(schema.ORDERS, "line", 7),
        "expected a turn that is there, found turn 0 of line 7",
    )
    yield Case(
        "line without a rewind",
        more(schema.ENTRIES, 4, 0, 0, 0, zero, None, None, None, None),
        "expected a rewind for each line of turns",
    )
    yield Case(
        "resolved but not closed", value(schema.ENTRIES, "committed", 1), "that both sides have closed"
    )
    yield Case("resolved without score", value(schema.ENTRIES, "score", None), "with its score")
    yield Case("another start", value(schema.ENTRIES, "start", zero, 1), "starts where the last one ended")
    yield Case(
        "pulses of an open turn", more(schema.PULSES, 2, 0, 0, zero, b"x"), "pulses of a turn that was played"
    )
    yield Case(
        "pulses of no turn", more(schema.PULSES, 9, 0, 0, zero, b"x"), "pulses of a turn that was played"
    )
    yield Case("pulse missing", sql("DELETE FROM pulses WHERE turn = 1 AND n = 0"), "one after another")
    yield Case(
        "last pulse missing", sql("DELETE FROM pulses WHERE turn = 1 AND n = 1"), "that end as the turn does"
    )
    yield Case("no pulses", sql("DELETE FROM pulses"), "expected pulses that end as the turn does")


def _texts() -> Iterator[Case]:
    yield Case(
        "text changed", value(schema.FILES, "packed", squeeze(b"b text\n" * 50), 1), "the text that was saved"
    )
    yield Case("text longer than it says", value(schema.FILES, "bytes", 3, 1), "found more than 3 bytes")
    yield Case("text shorter than it says", value(schema.FILES, "bytes", 999, 1), "the text that was saved")
    yield Case(
        "text that cannot be unpacked", value(schema.FILES, "packed", b"packed?"), "cannot be unpacked"
    )
    yield Case(
        "text with a tail",
        value(schema.FILES, "packed", squeeze(b"another\n") + b"x"),
        "too soon or too late",
    )
    yield Case("bomb", value(schema.FILES, "packed", BOMB), "found more than 8 bytes")
    yield Case(
        "bomb that says its size", value(schema.FILES, "bytes", 50_000_000), "bytes: expected a whole number"
    )
    yield Case("too many texts", _large, "expected texts of at most 16 MB together")
    yield Case(
        "scenario not there",
        value(schema.GAME, "scenario", "battle/x.yaml"),
        "the text of its scenario",
        TEXT,
    )
    for name in (
        "../evil.yaml",
        "/etc/passwd",
        "c:\\evil.yaml",
        "a//b",
        "a/./b",
        "aux.",
        "battle/CON.yaml",
        "a\nb",
        "x/" * 9 + "y",
    ):
        yield Case(
            f"text named {name!r}", renamed(name), "expected names of files in folders of the game", TEXT
        )
    yield Case("a text in the place of a folder", _in_a_text, "a disk that can be read and written", TEXT)
    yield Case("names alike", renamed("battle/TINY.yaml"), "names that differ by more than their case", TEXT)
    at = "battle/tiny.yaml:"
    yield Case("scenario that is prose", text(b"a text\n"), at + "1:1: expected a mapping", TEXT)
    yield Case("scenario that is no YAML", text(b"a: [1, 2\nb: }"), "expected well-formed YAML", TEXT)
    yield Case("scenario of bytes", text(b"\xff\xfe\x00"), at + "1:1: expected text in UTF-8", TEXT)
    laughs = b"a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    yield Case("laughs", text(laughs), "expected values written out, found the anchor &a", TEXT)
    yield Case("object in YAML", text(b"kind: !!python/object:os.system x\n"), "expected plain values", TEXT)
    yield Case("endless depth", text(b"kind: " + b"[" * 5_000), "levels of nesting", TEXT)
    yield Case("another kind of file", text(b"format: 1\nkind: calendar\nid: x\n"), "expected the key", TEXT)
    yield Case("map from elsewhere", text(_elsewhere()), "map: expected a file in the same folder", TEXT)
    yield Case("no ruleset", _no_ruleset, "files: expected the texts of its ruleset", TEXT)


def _in_a_text(path: Path) -> None:
    text(b"x", "battle/map.yaml/inner.yaml")(path)


def _large(path: Path) -> None:
    whole = bytes(4_000_000)
    for n in range(4):
        text(whole, f"battle/{n}.yaml")(path)


def _elsewhere() -> bytes:
    source = find_scenario("bezymyannaya").read_text("utf-8")
    assert "\nmap: map.yaml" in source
    return source.replace("\nmap: map.yaml", "\nmap: ../../../../../etc/passwd").encode()


def _no_ruleset(path: Path) -> None:
    """A sound scenario whose ruleset would have to be taken from the program."""
    texts = gather(find_scenario("bezymyannaya"))
    for name, content in texts.files.items():
        if name.startswith("battle/"):
            text(content, name)(path)
    value(schema.GAME, "scenario", texts.scenario)(path)


def _plays() -> Iterator[Case]:
    def order(line: str, said: str) -> Case:
        return Case(
            f"order {line[:40]!r}",
            value(schema.ORDERS, "text", line),
            "turn 1, soviet order 1: " + said,
            PLAY,
        )

    yield order("conquer red", "expected an order, found 'conquer red'. 'conquer' is no order.")
    yield order("dig rod", "expected an order, found 'dig rod'. 'rod' is no unit. Did you mean 'red'?")
    yield order("dig red'; DROP TABLE orders; --", "expected an order")
    yield order("dig red depth=3", "expected an order")
    yield order("march red route=9999", "expected an order")
    yield order("march red route=0202,,0302", "expected an order")
    yield order("march red", "expected an order")
    yield order("bombard red kind=prepare target=0202 rounds=many", "expected an order")
    yield order("dig red start=99-99/99:99", "expected an order")
    yield order(
        "dig blue", "expected an order that is allowed, found 'dig blue'. This is not one of your units."
    )
    yield order("march red route=0602", "expected an order that is allowed")
    yield order("march red route=0202 mode=flying", "expected an order that is allowed")
    first = "turn 1 (08-06/12:00)"
    yield Case("digest of a pulse", value(schema.PULSES, "digest", bytes(32)), first + ", pulse 1: ", PLAY)
    yield Case("minute of a pulse", value(schema.PULSES, "minute", 5), first + ", pulse 1: ", PLAY)
    yield Case("events that were not", _invented, first + ", pulse 1: expected the events that come", PLAY)
    yield Case(
        "events that are none", value(schema.PULSES, "events", b"x"), "expected the events of a pulse", PLAY
    )
    yield Case("bomb of events", value(schema.PULSES, "events", BOMB), "expected the events of a pulse", PLAY)
    yield Case("event of no kind", _of_no_kind, "found a kind that does not exist", PLAY)
    yield Case("event of no hex", _of_no_hex, "found a hex that does not exist", PLAY)
    yield Case(
        "half an event", value(schema.PULSES, "events", squeeze(bytes(30))), "rows that are not whole", PLAY
    )
    yield Case("score", value(schema.ENTRIES, "score", 77), first + ": expected a score of", PLAY)
    yield Case("losses", value(schema.ENTRIES, "soviet_lost", 55), first + ": expected 0 soviet losses", PLAY)
    yield Case("hour of a turn", value(schema.ENTRIES, "minute", 12), "expected the start of the turn", PLAY)
    yield Case("first state", value(schema.ENTRIES, "start", bytes(32)), "expected the state", PLAY)
    yield Case(
        "no open turn",
        sql("DELETE FROM entries WHERE turn = 2", "DELETE FROM orders WHERE turn = 2"),
        "expected an open turn",
        PLAY,
    )
    yield Case("one pulse more", _one_more, "pulses, found", PLAY)


def _event(**columns: int) -> bytes:
    found = np.zeros(1, EVENT)
    found["kind"] = KINDS.index("smoke")
    for name, number in columns.items():
        found[name] = number
    return pack_events(found)


def _invented(path: Path) -> None:
    value(schema.PULSES, "events", _event(hex=1, seen=3))(path)


def _of_no_kind(path: Path) -> None:
    value(schema.PULSES, "events", _event(kind=len(KINDS)))(path)


def _of_no_hex(path: Path) -> None:
    value(schema.PULSES, "events", _event(hex=5_000))(path)


def _one_more(path: Path) -> None:
    with opened(path) as connection:
        last = [row for row in rows(connection, schema.PULSES, path) if row[0] == 0][-1]
        add_any(connection, schema.PULSES, [0, last[1] + 1, *last[2:]])
