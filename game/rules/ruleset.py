"""The compiled ruleset: tables, look-ups by name, and the trace of each number to its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from game.rules.tables import (
    ABSENT,
    BITS,
    Grid,
    KindTable,
    MovementTable,
    PostureTable,
    TerrainTable,
    WeaponTable,
    fixed,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where one number of the rules comes from."""

    path: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    tag: str
    about: str = ""
    note: str = ""
    overlaid: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ruleset:
    """Every number of the rules: tables for the kernels, look-ups by name, and the trace of each."""

    digest: str
    terrain: TerrainTable
    weapons: WeaponTable
    kinds: KindTable
    movement: MovementTable
    posture: PostureTable
    numbers: Mapping[str, Trace]
    layouts: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

    def where(self, path: str) -> Trace:
        """Value, range, unit, source and tag of "chapter.value" or "chapter.table.row.column"."""
        if path in self.numbers:
            return self.numbers[path]
        raise ValueError(unknown(path, self.numbers))

    def value(self, chapter: str, key: str, bits: int = BITS) -> int:
        """A single number with so many binary places."""
        return _placed(self.where(f"{chapter}.{key}"), bits)

    def table(self, chapter: str, name: str, bits: int = BITS) -> Grid:
        """A table with so many binary places."""
        head = f"{chapter}.{name}"
        if head not in self.layouts:
            raise ValueError(unknown(head, self.layouts))
        rows, columns = self.layouts[head]
        cells = np.full((len(rows), len(columns)), ABSENT, np.int64)
        for i, row in enumerate(rows):
            for j, column in enumerate(columns):
                trace = self.numbers.get(f"{head}.{row}.{column}")
                if trace is not None:
                    cells[i, j] = _placed(trace, bits)
        return Grid(rows, columns, cells, bits)


def _placed(trace: Trace, bits: int) -> int:
    try:
        return fixed(trace.value, bits)
    except ValueError as error:
        raise ValueError(f"{trace.path}: {error}") from None


def unknown(path: str, known: Mapping[str, object]) -> str:
    """One sentence on a number that does not exist, with the nearest that does."""
    near = get_close_matches(path, known, n=1, cutoff=0.0)
    return f"no number {path!r} in the rules" + (f"; the nearest is {near[0]!r}" if near else "")
