"""Assaults for tests: one builder with plain numbers, everything else neutral."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from assault_chain import ASSAULT, LAW
from numpy.typing import ArrayLike, NDArray

from game.engine.dice import draws
from game.rules import close_combat as close
from game.rules.assault import AssaultResult, Attackers, Dice, assault, deal, words
from game.rules.assault_fire import Approach, FinalFire
from game.rules.tables import ONE

Bits = NDArray[np.uint64]
TOP = 2**64 - 1
MIDDLE = 2**63


def q10(value: float) -> int:
    """A number as Q10."""
    return round(value * ONE)


def sides(values: float | Sequence[float], groups: int = 6) -> NDArray[np.int64]:
    """(1, 6): one value for the first so many hexsides, or six values."""
    if isinstance(values, Sequence):
        return np.array([*values, *[0] * (6 - len(values))], np.int64)[None]
    return np.where(np.arange(6) < groups, int(values), 0).astype(np.int64)[None]


def attackers(
    men: int | Sequence[int],
    *,
    lost: int = 0,
    fallen: int = 0,
    suppression: float = 0,
    lead: float = 0.5,
    quality: float | Sequence[float] = 1,
    reach: float = 0.34,
    stand: float = 0.5,
) -> Attackers:
    """Groups of one hex attacked; a single number of men is one group on the first side."""
    present = sides([men] if isinstance(men, int) else men)
    grade = [q10(q) for q in quality] if isinstance(quality, Sequence) else q10(quality)
    return Attackers(
        present,
        present + lost,
        sides(fallen),
        sides(q10(suppression)),
        sides(q10(lead)),
        sides(grade),
        sides(q10(reach)),
        sides(q10(stand)),
    )


def defenders(
    men: int,
    *,
    lost: int = 0,
    suppression: float = 0,
    quality: float = 1,
    hold: float = 0.7,
    trench: bool = False,
    way_out: bool = True,
    surrender: float = 0,
) -> close.Defenders:
    """Who holds the one hex."""
    values = (
        men,
        men + lost,
        q10(suppression),
        q10(quality),
        q10(hold),
        trench,
        way_out,
        int(surrender * 65536),
    )
    return close.Defenders(*(np.array([value]) for value in values))


def ground(belts: int = 0, crushed: bool = False, silent: bool = False, climb: int = 0) -> Approach:
    """The same approach on every side."""
    return Approach(sides(belts), sides(crushed) > 0, sides(silent) > 0, np.full((1, 6), climb))


def final(hourly: int = 0, stress: int = 0, surprise: bool = False) -> FinalFire:
    """The same final fire on every side."""
    return FinalFire(sides(hourly), sides(stress), sides(surprise) > 0)


def dice(games: int | None = None, seed: int = 1, fill: int | None = None) -> Dice:
    """Dice of one hex, of so many games, or all words alike."""
    each, rest = words(ASSAULT)
    shape = (1, 6 * each + rest) if games is None else (games, 1, 6 * each + rest)
    bits = draws(seed, "assault", 1, 1, shape) if fill is None else np.full(shape, fill, np.uint64)
    return deal(bits, ASSAULT)


def play(
    a: Attackers,
    d: close.Defenders,
    *,
    where: Approach | None = None,
    fire: FinalFire | None = None,
    rolls: Dice | None = None,
) -> AssaultResult:
    """Resolve; the default dice are one game of seed 1."""
    thrown = rolls if rolls is not None else dice()
    lead = thrown.defend.shape[:-2]

    def wide(record: tuple[ArrayLike, ...]) -> list[NDArray[np.int64]]:
        return [np.broadcast_to(part, (*lead, *np.shape(part))) for part in record]

    return assault(
        Attackers(*wide(a)),
        close.Defenders(*wide(d)),
        Approach(*wide(where or ground())),
        FinalFire(*wide(fire or final())),
        thrown,
        LAW,
        ASSAULT,
    )
