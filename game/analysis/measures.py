"""What is measured of a game: losses, machines, shells, hills, score. One record of plain numbers a game."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.game import reckon
from game.engine.setting import Setting
from game.engine.state import ENDS, ON, State
from game.engine.units import LOSS_CAUSES, SIDES
from game.rules.escalation import index_of
from game.rules.medical_table import COUNTS

DAY = 1440
POINT = 100
"""Hundredths of a point of the score in one point."""
INDEX = 1000
HOLDERS = ("S", "J")
NOBODY = "-"
COUNTED = (
    "tanks_out",
    "tanks_burnt",
    "guns_lost",
    "sorties",
    "turned_back",
    "aircraft",
    "damaged",
    "bombs",
    "shells",
)
"""Columns of `state.Count` by side."""
Pair = tuple[int, int]
Notes = dict[int, tuple[str, ...]]
"""By minute who holds each hill."""


@dataclass(frozen=True, slots=True)
class Hill:
    """A place that is played for: its name and its hexes."""

    id: str
    name: str
    hexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a game came to.

    Attributes
    ----------
    seed : int
    hills : dict
        By the minute of the midnight (the last one of the end): who holds each hill, "S", "J", "S/J" or "-".
    losses : dict
        Men of both sides by cause, those taken prisoner under "other".
    medical : dict
        Of those, by what became of them; and the sick, who are none of them.
    counts : dict
        By the names of `COUNTED`, both sides.
    captured : tuple of int
        Men of both sides taken prisoner.
    index, score : float
        Of escalation, 0 to 100; -100 (Japan) to 100 (USSR).
    level : int
        Row of the scenario's levels.
    over : str
        Why it ended, one of `state.ENDS`.
    minute : int
        When.
    digest : str
        Of the last state.
    """

    seed: int
    hills: Notes
    losses: dict[str, Pair]
    medical: dict[str, Pair]
    counts: dict[str, Pair]
    captured: Pair
    index: float
    score: float
    level: int
    over: str
    minute: int
    digest: str

    def numbers(self) -> dict[str, float]:
        """All that has a median, by name: "losses.artillery.japanese"."""
        told: dict[str, float] = {"score": self.score, "index": self.index}
        for group in ("losses", "medical", "counts"):
            for what, pair in getattr(self, group).items():
                told |= {f"{group}.{what}.{side}": n for side, n in zip(SIDES, pair, strict=True)}
        for side, lost in enumerate(self.men_lost):
            told[f"men_lost.{SIDES[side]}"] = lost
        return told

    @property
    def men_lost(self) -> Pair:
        """Men of both sides lost by every cause."""
        return (sum(p[0] for p in self.losses.values()), sum(p[1] for p in self.losses.values()))

    def as_data(self) -> dict[str, Any]:
        """For JSON: the same, sides by their names."""
        data: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        for group in ("losses", "medical", "counts"):
            data[group] = {what: by_name(pair) for what, pair in data[group].items()}
        return data | {"captured": by_name(self.captured), "men_lost": by_name(self.men_lost)}


def by_name(pair: Pair) -> dict[str, int]:
    """Numbers of both sides by their names."""
    return dict(zip(SIDES, pair, strict=True))


def holders(control: NDArray[np.int8], hills: tuple[Hill, ...]) -> tuple[str, ...]:
    """Who holds each hill of one game by `control` int8[H]."""
    return tuple(_holder(control[np.array(hill.hexes, np.int64)]) for hill in hills)


def _holder(held: NDArray[np.int8]) -> str:
    sides = [name for side, name in enumerate(HOLDERS) if (held == side).any()]
    return "/".join(sides) or NOBODY


def midnight(before: State, after: State, hills: tuple[Hill, ...], notes: list[Notes]) -> None:
    """Note who holds the hills of every game where a midnight has passed between two states."""
    if after.minute // DAY > before.minute // DAY:
        for game, note in enumerate(notes):
            note[after.minute // DAY * DAY] = holders(after.ground.control[game], hills)


def measured(
    setting: Setting, state: State, seeds: tuple[int, ...], hills: tuple[Hill, ...], notes: list[Notes]
) -> list[Figures]:
    """Figures of every game of a batch as it ends; `notes` what was noted of each at midnights."""
    score = reckon(setting, state).score
    index = index_of(setting.stakes.escalation, state.count.caused)
    return [
        Figures(
            seed=seed,
            hills=notes[game] | {state.minute: holders(state.ground.control[game], hills)},
            losses=_by_cause(setting, state, game),
            medical=_pairs(COUNTS, state.count.medical[game].sum(axis=0, dtype=np.int64).T),
            counts=_pairs(COUNTED, [getattr(state.count, name)[game] for name in COUNTED]),
            captured=_pair(_by_side(setting, state.forces.captured[game].astype(np.int64))),
            index=int(index[game]) / INDEX,
            score=int(score.total[game]) / POINT,
            level=int(score.level[game]),
            over=ENDS[int(state.count.over[game])] if state.count.over[game] != ON else "",
            minute=state.minute,
            digest=state.digest(game),
        )
        for game, seed in enumerate(seeds)
    ]


def _by_side(setting: Setting, column: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sums (2, ...) over the units of each side."""
    side = setting.cadre.side
    return np.stack([column[side == row].sum(axis=0) for row in range(len(SIDES))])


def _by_cause(setting: Setting, state: State, game: int) -> dict[str, Pair]:
    return _pairs(LOSS_CAUSES, _by_side(setting, state.forces.losses[game].astype(np.int64)).T)


def _pairs(names: tuple[str, ...], columns: Any) -> dict[str, Pair]:
    return {name: _pair(column) for name, column in zip(names, columns, strict=True)}


def _pair(column: Any) -> Pair:
    return int(column[0]), int(column[1])
