"""The figures of one game or of many as rows of words, for tables and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from game.analysis.measures import COUNTED, HOLDERS, Figures, Hill
from game.engine.notation import EPOCH
from game.engine.units import LOSS_CAUSES, SIDES
from game.i18n import text
from game.rules.medical_table import COUNTS

LOW, MIDDLE, HIGH = 5, 50, 95
"""Per cent of the games that came to less."""
WORDS = {
    "small_arms": "by small arms",
    "artillery": "by artillery",
    "air": "from the air",
    "tank": "by tanks",
    "close_combat": "in close combat",
    "other": "otherwise",
    "killed": "killed and died",
    "wounded": "wounded",
    "returned": "back from hospital",
    "sick": "sick",
    "tanks_out": "tanks out of action",
    "tanks_burnt": "tanks burnt",
    "guns_lost": "guns lost",
    "sorties": "sorties",
    "turned_back": "sorties turned back",
    "aircraft": "aircraft lost",
    "damaged": "aircraft damaged",
    "bombs": "bombs dropped",
    "shells": "shells fired",
    "men_lost": "men lost",
}
"""What each number is called."""
ENDS = {
    "calendar": "The last turn was played.",
    "truce": "A cease-fire ended it.",
    "war": "It became a general war.",
}
"""Sentences for `state.ENDS`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, and its cells."""

    label: str
    cells: tuple[str, ...]


def losses(games: Sequence[Figures]) -> list[Row]:
    """Losses, machines and shells of both sides: the numbers of one game, or the spread of many."""
    names = [("men_lost", "")]
    for group, words in (("losses", LOSS_CAUSES), ("medical", COUNTS), ("counts", COUNTED)):
        names += [(word, f"{group}.") for word in words]
    return [
        Row(text(WORDS[word]), tuple(told(games, f"{group}{word}.{side}") for side in SIDES))
        for word, group in names
    ]


def told(games: Sequence[Figures], name: str) -> str:
    """One number, or median and 5-95 per cent of many."""
    values = [figures.numbers()[name] for figures in games]
    if len(values) == 1:
        return f"{values[0]:,g}"
    low, middle, high = np.percentile(values, (LOW, MIDDLE, HIGH))
    return f"{middle:,.6g} ({low:,.6g} - {high:,.6g})"


def hills(games: Sequence[Figures], known: Sequence[Hill]) -> list[Row]:
    """Who holds the hills at each midnight and at the end: of one game, or in how many of a hundred."""
    minutes = sorted({minute for figures in games for minute in figures.hills})
    return [
        Row(moment(minute), tuple(_held(games, minute, row) for row in range(len(known))))
        for minute in minutes
    ]


def _held(games: Sequence[Figures], minute: int, hill: int) -> str:
    held = [figures.hills[minute][hill] for figures in games if minute in figures.hills]
    if len(games) == 1:
        return held[0]
    kinds = (HOLDERS[0], "/".join(HOLDERS), HOLDERS[1])
    return ", ".join(f"{kind} {100 * held.count(kind) // len(held)} %" for kind in kinds if kind in held)


def moment(minute: int) -> str:
    """A minute as "1 Aug 24:00": midnight belongs to the day that ends."""
    when: datetime = EPOCH + timedelta(minutes=minute)
    if (when.hour, when.minute) == (0, 0):
        before = when - timedelta(days=1)
        return f"{before.day} {before:%b} 24:00"
    return f"{when.day} {when:%b %H:%M}"


def summary(games: Sequence[Figures]) -> dict[str, Any]:
    """Median and 5-95 per cent of every number of many games."""
    every = [figures.numbers() for figures in games]
    out = {}
    for name in every[0]:
        low, middle, high = np.percentile([numbers[name] for numbers in every], (LOW, MIDDLE, HIGH))
        out[name] = {"p5": float(low), "median": float(middle), "p95": float(high)}
    return out
