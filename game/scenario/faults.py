"""A fault in a file: where it is, what was expected, what was found, and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

LONGEST = 60


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault, one sentence. Line and column count from 1; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    key: str
    expected: str
    found: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        found = f", found {self.found}" if self.found else ""
        nearest = f"; the nearest is {self.nearest!r}" if self.nearest else ""
        return f"{place}:{key} expected {self.expected}{found}{nearest}"

    def in_file(self, file: str) -> Fault:
        """The same fault, told of a file by another name."""
        return replace(self, file=file)


class BadData(Exception):  # noqa: N818  (it is what is wrong, not an error of ours)
    """Files that cannot be used, with every fault found in them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(name: object, valid: Iterable[str]) -> str:
    """The valid name most like the given one, or nothing when none is like it."""
    close = get_close_matches(str(name).lower(), list(valid), n=1, cutoff=0.6)
    return close[0] if close else ""


def shown(value: Any) -> str:
    """A value as a sentence names it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, str):
        clean = value.encode("unicode_escape").decode("ascii") if not value.isprintable() else value
        return repr(clean if len(clean) <= LONGEST else clean[:LONGEST] + "...")
    text = repr(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."
