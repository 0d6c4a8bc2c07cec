"""A small battle to be scored: nine hexes, two places, four units; the sides can be swapped."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.rules.account import Account
from game.rules.escalation import DEEDS, PER, EscalationTable
from game.rules.victory import Force, ground_score, score, term_score
from game.rules.victory_checks import task_score
from game.rules.victory_table import (
    MEASURES,
    NEVER,
    TERMS,
    UNBOUNDED,
    GroundTable,
    TaskTable,
    TermTable,
    VictoryTable,
    part_of,
)
from game.rules.victory_tally import Tally, no_tally

SOVIET, JAPANESE, NOBODY = 0, 1, -1
HEXES = 9
CREST, HILL = (0, 1, 2), (4,)


def ground(since: int = 0, percent: int = 70) -> GroundTable:
    """A crest of three hexes worth 20 points and a hill of one worth 6."""
    hexes = np.array([*CREST, *HILL], np.int32)
    parts = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], np.int64)
    at_end, average = part_of(percent)
    return GroundTable(
        hexes,
        parts,
        np.array([20_000, 6_000]),
        np.array([at_end, at_end]),
        np.array([average, average]),
        np.array([since, since]),
        np.array([True, True, True, False]),
    )


def terms(*rows: tuple[str, int, float, float | None, int]) -> TermTable:
    """Terms from what they count, side, points, cap and hour."""
    return TermTable(
        tuple(row[0] for row in rows),
        np.array([TERMS.index(row[0]) for row in rows], np.int8),
        np.array([row[1] for row in rows], np.int8),
        np.array([round(row[2] * 1000) for row in rows], np.int64),
        np.array([UNBOUNDED if row[3] is None else round(row[3] * 1000) for row in rows], np.int64),
        np.array([row[4] for row in rows], np.int64),
    )


LOSSES = (("losses", SOVIET, -1.0, 20.0, 0), ("losses", JAPANESE, -1.0, 20.0, 0))
NO_TERMS = terms()


def tasks(*rows: dict[str, Any]) -> TaskTable:
    """Tasks of one check each, but for `of` and `any_of`, which the caller may replace."""
    n = len(rows)

    def column(key: str, default: Any, dtype: Any) -> NDArray[Any]:
        return np.array([row.get(key, default) for row in rows], dtype)

    place = np.zeros((n, 4), np.bool_)
    for i, row in enumerate(rows):
        place[i, list(row.get("place", ()))] = True
    units = np.zeros((n, 4), np.bool_)
    for i, row in enumerate(rows):
        units[i, list(row.get("units", ()))] = True
    return TaskTable(
        tuple(f"task-{i}" for i in range(n)),
        column("side", SOVIET, np.int8),
        column("points", 10_000, np.int64),
        column("any_of", False, np.bool_),
        np.eye(n, dtype=np.bool_),
        np.array([MEASURES.index(row["measure"]) for row in rows], np.int8),
        column("side", SOVIET, np.int8),
        place,
        units,
        column("by", NEVER, np.int64),
        column("least", 0, np.int64),
        column("most", UNBOUNDED, np.int64),
    )


NO_TASKS = tasks()
LEVELS = np.array([50, 25, 10, -9, -24, -49, -100], np.int64)


def table(
    land: GroundTable | None = None, term: TermTable = NO_TERMS, task: TaskTable = NO_TASKS
) -> VictoryTable:
    return VictoryTable(land or ground(), term, task, LEVELS)


def held(**sides: tuple[int, ...]) -> NDArray[np.int8]:
    """Who holds which hexes, nobody the rest."""
    out = np.full(HEXES, NOBODY, np.int8)
    out[list(sides.get("soviet", ()))] = SOVIET
    out[list(sides.get("japanese", ()))] = JAPANESE
    return out


def total(
    what: VictoryTable,
    holder: NDArray[np.int8],
    tally: Tally | None = None,
    force: Force | None = None,
    tanks: tuple[int, int] = (0, 0),
) -> int:
    """Hundredths of a point of everything together."""
    count = no_tally(what) if tally is None else tally
    lost = Force(np.zeros(2, np.int64), np.zeros(2, np.int64)) if force is None else force
    parts: tuple[Account, ...] = (
        *ground_score(what.ground, holder, count),
        term_score(what.terms, count, lost, tanks),
        task_score(what.tasks, count),
    )
    return int(score(what, parts).total)


def escalation() -> EscalationTable:
    """Two acts of the Soviets and two of the Japanese on a strip of four hexes."""
    place = np.array([[0, 0, 1, 1], [0, 0, 0, 1], [1, 0, 0, 0], [1, 1, 1, 1]], np.bool_)
    return EscalationTable(
        ("west", "bombs", "pursuit", "aircraft"),
        np.array([0, 0, 1, 1], np.int8),
        np.array([DEEDS.index(deed) for deed in ("ground", "bombs", "ground", "flight")], np.int8),
        np.array([PER.index(per) for per in ("unit", "unit", "turn", "turn")], np.int8),
        np.array([2000, 3000, 3000, 40_000]),
        np.array([False, False, False, True]),
        place,
        0,
        100_000,
        ("soviet-air", "japanese-guns"),
        np.array([0, 1], np.int8),
        np.array([10_000, 10_000]),
    )
