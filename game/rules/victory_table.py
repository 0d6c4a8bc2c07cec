"""What a scenario counts at its end: objectives, terms, tasks and levels as arrays.

Points are kept in thousandths. A score runs from -100 (Japan) to +100 (USSR).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.tables import ONE, seal

Ints = NDArray[np.int64]
SOVIET, JAPANESE = 0, 1
NOBODY = -1
"""Holder of a hex that neither side has held."""
NEVER = 2**31 - 1
"""Minute of an hour that is not given, as in the columns of the units."""
POINT = 1000
"""Thousandths of a point in one point."""
MOST = 100 * POINT
"""The greatest score."""
UNBOUNDED = 2**40
"""Limit of something that has none."""
TERMS = ("losses", "tanks", "delay", "holding")
"""What a term counts: per cent of the force lost, tanks lost, days without the crest, turns in which a side
holds part of it. The crest is the place whose objectives weigh most together."""
MEASURES = (
    "holds",
    "hexes_held",
    "pulses_held",
    "men_left",
    "share_left",
    "loss_percent",
    "tanks_lost",
    "unit_turns_west",
    "assaults",
)
"""What a check of a task counts."""


@dataclass(frozen=True, slots=True, eq=False)
class GroundTable:
    """Objectives [O] and the hexes [P] that make them up.

    Attributes
    ----------
    hexes : int32[P]
        Rows of the board.
    parts : int64[P, O]
        1 where a hex belongs to an objective.
    weight : int64[O]
        Thousandths of a point.
    at_end, on_average : int64[O]
        Q10 parts paid by who holds it at the end and for how long; together 1024.
    since : int64[O]
        Minute from which the average is taken.
    crest : bool[P]
        Hexes of the place that counts most.
    """

    hexes: NDArray[np.int32]
    parts: Ints
    weight: Ints
    at_end: Ints
    on_average: Ints
    since: Ints
    crest: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


@dataclass(frozen=True, slots=True, eq=False)
class TermTable:
    """Terms [T], one row for each side that a term concerns.

    Attributes
    ----------
    names : tuple of str
    counts, side : int8[T]
        Rows of `TERMS` and of SIDES.
    points : int64[T]
        Thousandths of a point to the side for each one; below 0 the side pays.
    cap : int64[T]
        Most thousandths of a point, of either sign.
    since : int64[T]
        Minute from which the term counts.
    """

    names: tuple[str, ...]
    counts: NDArray[np.int8]
    side: NDArray[np.int8]
    points: Ints
    cap: Ints
    since: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


@dataclass(frozen=True, slots=True, eq=False)
class TaskTable:
    """Tasks [C] of a short scenario and their checks [K].

    Attributes
    ----------
    names : tuple of str
    side : int8[C]
    points : int64[C]
        Thousandths of a point to the side that meets it.
    any_of : bool[C]
        Whether one check is enough.
    of : bool[C, K]
        Checks of each task.
    measure, check_side : int8[K]
        Rows of `MEASURES` and of SIDES.
    place : bool[K, P]
        Hexes of the objectives that a check speaks of.
    units : bool[K, U]
        Units that a check counts.
    by : int64[K]
        Minute at which it is settled, `NEVER` for the end.
    least, most : int64[K]
        Q10 limits.
    """

    names: tuple[str, ...]
    side: NDArray[np.int8]
    points: Ints
    any_of: NDArray[np.bool_]
    of: NDArray[np.bool_]
    measure: NDArray[np.int8]
    check_side: NDArray[np.int8]
    place: NDArray[np.bool_]
    units: NDArray[np.bool_]
    by: Ints
    least: Ints
    most: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


@dataclass(frozen=True, slots=True, eq=False)
class VictoryTable:
    """All that makes the score; `levels` int64[L] are the least whole points of each level, falling."""

    ground: GroundTable
    terms: TermTable
    tasks: TaskTable
    levels: Ints

    def __post_init__(self) -> None:
        """Seal the levels."""
        seal(self)


def part_of(percent: int) -> tuple[int, int]:
    """Q10 parts paid at the end and on the average, together exactly 1024."""
    at_end = (percent * ONE + 50) // 100
    return at_end, ONE - at_end
