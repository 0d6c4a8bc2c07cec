"""Grades of quality, and what shifts them for a time: the dark, works, the march column (rule units.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.ruleset import Ruleset
from game.rules.tables import SIDES, seal

Ints = NDArray[np.int64]
_DAY = 1440
_HOUR = 60


@dataclass(frozen=True, slots=True, eq=False)
class QualityTable:
    """Shifts of the grade, in steps of the list from the best to the worst, upward above 0.

    Attributes
    ----------
    grades : int
        Length of the list.
    night_attack, dug_in, from_march : int64[2]
        By row of SIDES, 0 where the rule has none.
    span, since : int
        Minutes in the works for one step, and the minute from which they count.
    """

    grades: int
    night_attack: Ints
    dug_in: Ints
    from_march: Ints
    span: int
    since: int

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_quality(rules: Ruleset) -> QualityTable:
    """The shifts of the chapter units."""

    def shift(what: str, side: str) -> Ints:
        steps = rules.value("units", f"shift_{what}_{side}", 0)
        return np.array([steps if side == name else 0 for name in SIDES], np.int64)

    return QualityTable(
        grades=len(rules.table("units", "quality").rows),
        night_attack=shift("night_attack", "japanese"),
        dug_in=shift("dug_in", "japanese"),
        from_march=shift("from_march", "soviet"),
        span=rules.value("units", "dug_in_span_hours", 0) * _HOUR,
        since=rules.value("units", "dug_in_since", 0) * _DAY,
    )


def shifted(
    table: QualityTable,
    grade: ArrayLike,
    side: ArrayLike,
    *,
    foot: ArrayLike,
    attacks: ArrayLike,
    night: ArrayLike,
    marched: ArrayLike,
    in_works: ArrayLike,
    minute: int,
) -> Ints:
    """Grades as they count in this pulse.

    Parameters
    ----------
    table : QualityTable
        Of the ruleset.
    grade, side : (..., U) int
        Rows of units.quality, from the best, and of SIDES.
    foot, attacks, night, marched : (..., U) bool
        Infantry; makes an assault in this pulse; by night; came to it in march column.
    in_works : (..., U) int
        Minutes that it has lain in the same works.
    minute : int
        Of the game, since 29 July 00:00.

    Returns
    -------
    (..., U) int64
        Rows of units.quality: no shift leaves the list.

    Notes
    -----
    Rule units.2. The shifts add up. Time in works counts from `dug_in_since` and in full spans.
    """
    own, men = np.asarray(side, np.intp), np.asarray(foot, np.bool_)
    storm = np.asarray(attacks, np.bool_)
    spans = np.clip(np.minimum(in_works, minute - table.since), 0, None) // table.span
    better = (
        np.where(men & storm & np.asarray(night, np.bool_), table.night_attack[own], 0)
        + np.where(men, table.dug_in[own] * spans, 0)
        + np.where(storm & np.asarray(marched, np.bool_), table.from_march[own], 0)
    )
    counts: Ints = np.clip(np.asarray(grade, np.int64) - better, 0, table.grades - 1)
    return counts
