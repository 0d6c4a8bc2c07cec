"""The file of a ladder: a line of JSON for each finished pair, added the moment it is finished.

The first line says under which settings and by which code the pairs were played. A killed program leaves at
most a torn last line, which is cut off when the ladder goes on; its pair is played again.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from game.analysis.ladder.arena import Record
from game.analysis.ladder.lines import as_line, as_record
from game.analysis.ladder.pairs import Key
from game.scenario.faults import BadData, Fault

FORMAT = 1
WANTED = {
    "ladder": "a file of format {}",
    "code": "pairs played by the code as it is now, {}",
    "seed": "pairs from seed {} on",
}
"""What the first line must say, in words."""


@dataclass(frozen=True, slots=True)
class Head:
    """What all pairs of a file have in common: fingerprint of the code, and seed of the first pair."""

    code: str
    seed: int

    def line(self) -> bytes:
        """As the first line of the file."""
        return _line({"ladder": FORMAT, "code": self.code, "seed": self.seed})


@dataclass(frozen=True, slots=True)
class Journal:
    """A file to which finished pairs are added; without a path they are only remembered.

    Attributes
    ----------
    path : Path or None
    texts : mapping
        Fingerprint of the files of each scenario that is played, by id.
    records : dict
        All pairs that are known.
    """

    path: Path | None
    texts: Mapping[str, str]
    records: dict[Key, Record] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Remember a pair, and write its line whole onto the disk."""
        self.records[record.pair.key] = record
        if self.path:
            _append(self.path, _line(as_line(record, self.texts[record.pair.scenario])))


def open_journal(path: Path | None, head: Head, texts: Mapping[str, str], *, resume: bool) -> Journal:
    """A new file, or with `resume` one that goes on; raises `BadData` with a sentence for one that cannot."""
    if path is None:
        return Journal(None, texts)
    if path.exists() and not resume:
        raise BadData([Fault(str(path), 0, 0, "", "a new file, or --resume to go on", "one that is there")])
    whole, torn = _whole(path)
    if not whole:
        if not head.line().startswith(torn):
            raise BadData([Fault(str(path), 0, 0, "", "the file of a ladder", "something else")])
        _cut(path, 0)
        _append(path, head.line())
        return Journal(path, texts)
    _check_head(path, whole[0], head)
    journal = Journal(path, texts)
    for number, line in enumerate(whole[1:], 2):
        _take(journal, path, number, line)
    _cut(path, sum(len(line) + 1 for line in whole))
    return journal


def _whole(path: Path) -> tuple[list[bytes], bytes]:
    """Lines that were written to their end, and what stands after the last of them."""
    *whole, torn = (path.read_bytes() if path.exists() else b"").split(b"\n")
    return whole, torn


def _check_head(path: Path, line: bytes, head: Head) -> None:
    found = _data(path, 1, line)
    if "ladder" not in found:
        raise BadData([Fault(str(path), 0, 0, "", "the file of a ladder", "something else")])
    for key, wanted in json.loads(head.line()).items():
        if found.get(key) != wanted:
            raise BadData([Fault(str(path), 1, 1, key, WANTED[key].format(wanted), str(found.get(key)))])


def _take(journal: Journal, path: Path, number: int, line: bytes) -> None:
    """Take over the pair of a line, if its scenario is played; raises `BadData`."""
    data = _data(path, number, line)
    try:
        record, texts = as_record(data), data["texts"]
    except (KeyError, TypeError, ValueError):
        raise BadData([Fault(str(path), number, 1, "", "a pair of games", "something else")]) from None
    pair = record.pair
    wanted = journal.texts.get(pair.scenario, texts)
    if texts != wanted:
        raise BadData(
            [Fault(str(path), number, 1, "texts", f"{wanted}, as {pair.scenario} is now", str(texts))]
        )
    known = journal.records.setdefault(pair.key, record)
    if known.pair != pair:
        told = f"{pair.agents[0]} - {pair.agents[1]} of seed {pair.seed} as before"
        raise BadData([Fault(str(path), number, 1, "", told, "another result of the same pair")])


def _data(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise BadData([Fault(str(path), number, 1, "", "a line of JSON", "something else")])
    return data


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _append(path: Path, line: bytes) -> None:
    """One write at the end of the file, and on to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        if os.write(file, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(file)
    finally:
        os.close(file)


def _cut(path: Path, size: int) -> None:
    if path.exists():
        os.truncate(path, size)
