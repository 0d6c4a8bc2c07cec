"""What a game file says, as plain values: read whole, every part checked against the others."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from game.scenario.load import Bundle
from game.scenario.weather import CHOICES, Choice
from game.store import schema
from game.store.beside import Bookmark, Card, read_bookmarks, read_card
from game.store.faults import bad
from game.store.opening import reading
from game.store.packing import UnpackableError, squeeze, stretch
from game.store.rows import add, rows, whole_rows
from game.store.schema import LIVE
from game.store.texts import Texts, bundle_of

SIDES = (0, 1)
BOTH = 3
TOTAL_BYTES = 16_000_000
"""Of all texts together."""
Lines = tuple[list[str], list[str]]
"""Orders of both sides in their text form."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a game is played under. `origin` tells of which game it is a branch, empty for none."""

    seed: int
    weather: Choice = "recorded"
    options: tuple[str, ...] = ()
    historical: bool = False
    program: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PulseRow:
    """A pulse: minute of its end, digest of the state then, and its events packed."""

    minute: int
    digest: str
    events: bytes


@dataclass(slots=True)
class TurnRow:
    """A turn; `end`, `score` (hundredths of a point) and `lost` (men by side) once it has been resolved."""

    turn: int
    minute: int
    committed: int
    start: str
    end: str | None = None
    score: int = 0
    lost: tuple[int, int] = (0, 0)
    orders: Lines = field(default_factory=lambda: ([], []))
    reasons: Lines = field(default_factory=lambda: ([], []))
    estimates: Lines = field(default_factory=lambda: ([], []))
    memos: list[str] = field(default_factory=lambda: ["", ""])
    pulses: list[PulseRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Player:
    """Who plays a side from a turn on."""

    turn: int
    side: int
    who: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote beside the game; side -1 is the umpire."""

    turn: int
    side: int
    text: str


@dataclass(frozen=True, slots=True)
class Rewind:
    """A rewind of the umpire, with the turns that it undid."""

    turn: int
    back_to: int
    why: str
    undone: tuple[TurnRow, ...]


@dataclass(slots=True)
class Record:
    """All of a game file. The last of `turns` is the open one, unless the battle is over."""

    path: Path
    terms: Terms
    texts: Texts
    turns: list[TurnRow]
    players: list[Player]
    notes: list[Note]
    rewinds: list[Rewind]
    snapshots: dict[int, bytes]
    bookmarks: list[Bookmark] = field(default_factory=list)
    card: Card | None = None

    def player(self, side: int, turn: int) -> str:
        """Who plays a side in a turn."""
        who = [p.who for p in self.players if p.side == side and p.turn <= turn]
        return who[-1] if who else ""

    @property
    def led(self) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
        """By side: who played it, each with his first turn."""
        of = [tuple((p.turn, p.who) for p in self.players if p.side == side) for side in SIDES]
        return of[0], of[1]

    @property
    def played(self) -> list[TurnRow]:
        """Turns that were resolved."""
        return [turn for turn in self.turns if turn.end is not None]

    def bundle(self) -> Bundle:
        """The scenario from the texts in the file."""
        return bundle_of(self.texts, self.path)


def load_record(path: Path) -> Record:
    """Read a game file; nothing is written. Raises `BadData`."""
    with reading(path) as connection:
        return read_record(connection, path)


def read_record(connection: sqlite3.Connection, path: Path) -> Record:
    """Read everything from a file that is open; raises `BadData` for what cannot be."""
    game = rows(connection, schema.GAME, path)
    if not game:
        raise bad(path, "a row that says what is played", "none", "game")
    texts = _texts(rows(connection, schema.FILES, path), game[0][1], path)
    lines = _lines(connection, path)
    _events(lines[LIVE], rows(connection, schema.PULSES, path), path)
    rewinds = []
    for n, turn, back_to, why in rows(connection, schema.REWINDS, path):
        rewinds.append(Rewind(turn, back_to, why, tuple(lines.pop(n, ()))))
    live = lines.pop(LIVE)
    if lines:
        raise bad(path, "a rewind for each line of turns", f"line {min(lines)} without one", "entries")
    players = [Player(*row) for line, *row in rows(connection, schema.PLAYERS, path) if line == LIVE]
    notes = [Note(*row[1:]) for row in rows(connection, schema.NOTES, path)]
    snapshots = dict(whole_rows(connection, schema.SNAPSHOTS, path))
    terms, kept = _terms(game[0], path), read_bookmarks(connection, path)
    _check_marks(kept, live, path)
    card = read_card(connection, path)
    return Record(path, terms, texts, live, players, notes, rewinds, snapshots, kept, card)


def _check_marks(kept: list[Bookmark], turns: list[TurnRow], path: Path) -> None:
    """Bookmarks stand in turns that were played."""
    for mark in kept:
        if mark.turn >= len(turns) or turns[mark.turn].end is None:
            raise bad(path, "a turn that was played", f"turn {mark.turn}", "bookmarks")


def _terms(row: tuple[Any, ...], path: Path) -> Terms:
    _, _, seed, weather, options, historical, program, origin = row
    if not (seed.isascii() and seed.isdigit() and int(seed) < 2**64):
        raise bad(path, "a whole number from 0 to 18446744073709551615", repr(seed), "game.seed")
    if weather not in CHOICES:
        raise bad(path, f"one of {', '.join(CHOICES)}", repr(weather), "game.weather")
    chosen = tuple(options.split(",")) if options else ()
    return Terms(int(seed), weather, chosen, bool(historical), program, origin)


def _texts(found: list[Any], scenario: str, path: Path) -> Texts:
    files, total = dict[str, bytes](), 0
    for name, size, sha, packed in found:
        total += size
        if total > TOTAL_BYTES:
            raise bad(path, f"texts of at most {TOTAL_BYTES // 10**6} MB together", "more", "files")
        try:
            raw = stretch(packed, size)
        except UnpackableError as error:
            raise bad(path, f"a text of {size} bytes", str(error), f"files[{name!r:.60}]") from None
        if len(raw) != size or hashlib.sha256(raw).digest() != sha:
            raise bad(path, "the text that was saved", "another one", f"files[{name!r:.60}]")
        files[name] = raw
    return Texts(scenario, files)


def _lines(connection: sqlite3.Connection, path: Path) -> dict[int, list[TurnRow]]:
    """Turns by line, with their orders and reasons; those of a line follow one another."""
    lines: dict[int, list[TurnRow]] = {LIVE: []}
    for line, turn, minute, committed, start, end, score, soviet, japanese in rows(
        connection, schema.ENTRIES, path
    ):
        row = TurnRow(turn, minute, committed, start.hex())
        if end is not None:
            if None in (score, soviet, japanese) or committed != BOTH:
                raise bad(path, "a turn that both sides have closed, with its score", "none", _at(line, turn))
            row.end, row.score, row.lost = end.hex(), score, (soviet, japanese)
        before = lines.setdefault(line, [])
        if before and before[-1].end is None:
            raise bad(path, "one open turn, the last", "a turn after it", _at(line, turn))
        if (before and turn != before[-1].turn + 1) or (line == LIVE and not before and turn):
            raise bad(path, "turns that follow one another", "a gap", _at(line, turn))
        if before and row.start != before[-1].end:
            raise bad(path, "a turn that starts where the last one ended", "another state", _at(line, turn))
        before.append(row)
    if not lines[LIVE]:
        raise bad(path, "at least the first turn", "none", "entries")
    index = {(line, row.turn): row for line, turns in lines.items() for row in turns}
    lists = ((schema.ORDERS, "orders"), (schema.REASONS, "reasons"), (schema.ESTIMATES, "estimates"))
    for table, part in lists:
        for line, turn, side, _, text in rows(connection, table, path):
            getattr(_turn(index, line, turn, path, table.name), part)[side].append(text)
    for line, turn, side, text in rows(connection, schema.MEMOS, path):
        _turn(index, line, turn, path, "memos").memos[side] = text
    for line, turn, *_ in rows(connection, schema.PLAYERS, path):
        _turn(index, line, turn, path, "players")
    return lines


def _turn(index: dict[tuple[int, int], TurnRow], line: int, turn: int, path: Path, table: str) -> TurnRow:
    if (line, turn) not in index:
        raise bad(path, "a turn that is there", f"turn {turn} of line {line}", table)
    return index[line, turn]


def _at(line: int, turn: int) -> str:
    return f"entries[line {line}, turn {turn}]"


def _events(turns: list[TurnRow], found: list[Any], path: Path) -> None:
    for turn, n, minute, digest, events in found:
        if turn >= len(turns) or turns[turn].end is None or n != len(turns[turn].pulses):
            raise bad(
                path,
                "pulses of a turn that was played, one after another",
                f"pulse {n} of turn {turn}",
                "pulses",
            )
        turns[turn].pulses.append(PulseRow(minute, digest.hex(), events))
    for row in turns:
        if row.end is not None and (not row.pulses or row.pulses[-1].digest != row.end):
            raise bad(path, "pulses that end as the turn does", "none", f"pulses[turn {row.turn}]")


def write_head(connection: sqlite3.Connection, terms: Terms, texts: Texts) -> None:
    """Write what is played into a new file."""
    options = ",".join(terms.options)
    seed, program = str(terms.seed), terms.program
    row = (0, texts.scenario, seed, terms.weather, options, int(terms.historical), program, terms.origin)
    add(connection, schema.GAME, *row)
    for name, raw in texts.files.items():
        add(connection, schema.FILES, name, len(raw), hashlib.sha256(raw).digest(), squeeze(raw))
