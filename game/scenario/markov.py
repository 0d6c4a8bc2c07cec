"""Chains that go on by chance from class to class, compiled to integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from game.engine.dice import CERTAIN

START = -1
"""Class before the first."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A chain compiled: cumulated chances of each row in 2**-32; row -1 is the start."""

    table: NDArray[np.int64]

    def next(self, before: int, word: int, *, leave: bool = False) -> int:
        """The class that follows a class under the high half of a word of dice; another if it must leave."""
        row = self.table[before]
        if leave:
            low = int(row[before - 1]) if before else 0
            width = int(row[before]) - low
            word = word * (CERTAIN - width) >> 32
            word += width if word >= low else 0
        return int(np.searchsorted(row, word, side="right"))


def compiled(
    start: Mapping[str, float], rows: Mapping[str, Mapping[str, float]], classes: tuple[str, ...]
) -> Thresholds:
    """Chances as integers; the last class of a row that can come takes what rounding leaves."""
    table = [cumulated(row, classes) for row in (*(rows[name] for name in classes), start)]
    return Thresholds(np.array(table, np.int64))


def cumulated(row: Mapping[str, float], classes: tuple[str, ...]) -> list[int]:
    """Chances of a row summed up, in 2**-32."""
    chances = [row.get(name, 0.0) for name in classes]
    # `sum` adds floats otherwise from one version of Python to the next; `fsum` rounds once, everywhere.
    last = max(n for n, chance in enumerate(chances) if chance > 0)
    return [CERTAIN if n >= last else round(fsum(chances[: n + 1]) * CERTAIN) for n in range(len(chances))]
