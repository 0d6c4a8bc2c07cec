"""One game of the study as plain numbers, and what is measured of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.analysis.history.missions import MissionRow
from game.analysis.history.notes import ABORTED, Notes
from game.analysis.measures import DAY, Figures
from game.engine.setting import Setting
from game.engine.state import State
from game.engine.units import SIDES

Ints = NDArray[np.int64]
PERCENT = 100


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A game: `figures` at its end, `notes` on its way, men of both sides who took part."""

    figures: Figures
    notes: Notes
    committed: tuple[int, int]

    @property
    def missions(self) -> tuple[MissionRow, ...]:
        """What became of the orders."""
        return tuple(self.notes.missions)

    def held(self, minute: int) -> tuple[str, ...]:
        """Who holds the hills at a minute: by the last note that is not later."""
        known = [n for n in self.notes.control if n <= minute]
        return self.notes.control[max(known)] if known else ()

    def map(self, minute: int) -> NDArray[np.int8]:
        """Who holds each hex at a moment."""
        return self.notes.maps[minute]

    def lost(self, minute: int) -> Ints:
        """Men lost until a midnight by side and cause; before the first one nobody."""
        known = [n for n in self.notes.lost if n <= minute]
        some = next(iter(self.notes.lost.values()))
        return self.notes.lost[max(known)] if known else np.zeros_like(some)

    def turns(self, count: int) -> Ints:
        """Rows of `notes.SERIES` for so many turns: the last one stands for those not played."""
        rows = np.stack(self.notes.turns)
        return np.concatenate([rows, np.repeat(rows[-1:], count - len(rows), axis=0)])

    def numbers(self) -> dict[str, float]:
        """All that a figure of the record or a demand may ask, by name; what has no meaning is left out."""
        told = self.figures.numbers()
        told |= _medical(told) | _ratios(told) | _causes(told)
        for side, men in zip(SIDES, self.committed, strict=True):
            told |= _part(f"loss_percent.{side}", PERCENT * told[f"men_lost.{side}"], men)
        told["strike.aborted"] = float(self.notes.strike == ABORTED)
        if self.notes.came >= 0:
            told["road.complete"] = self.notes.came / DAY
        return told

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        rows = [[row.side, row.id, row.state, row.minute, row.why] for row in self.missions]
        return self.figures.as_data() | {
            "committed": dict(zip(SIDES, self.committed, strict=True)),
            "strike": self.notes.strike,
            "road_complete": self.notes.came,
            "missions": rows,
        }


def _medical(told: dict[str, float]) -> dict[str, float]:
    """Dead and missing, prisoners among them, and how many of them for each wounded."""
    out: dict[str, float] = {}
    for side in SIDES:
        wounded = told[f"medical.wounded.{side}"]
        out[f"dead.{side}"] = told[f"men_lost.{side}"] - wounded
        out |= _part(f"dead_per_wounded.{side}", out[f"dead.{side}"], wounded)
    return out


def _ratios(told: dict[str, float]) -> dict[str, float]:
    soviet, japanese = SIDES
    dead = {side: told[f"men_lost.{side}"] - told[f"medical.wounded.{side}"] for side in SIDES}
    lost = _part("ratio.lost", told[f"men_lost.{soviet}"], told[f"men_lost.{japanese}"])
    return lost | _part("ratio.dead", dead[soviet], dead[japanese])


def _causes(told: dict[str, float]) -> dict[str, float]:
    """Per cent of the Japanese losses by cause, and Soviet shells for each man hit by one."""
    out: dict[str, float] = {}
    japanese = SIDES[1]
    for cause in ("artillery", "air", "close_combat"):
        hit = told[f"losses.{cause}.{japanese}"]
        out |= _part(f"share.{cause}.{japanese}", PERCENT * hit, told[f"men_lost.{japanese}"])
    hit = told[f"losses.artillery.{japanese}"]
    return out | _part("shells_per_casualty", told["counts.shells.soviet"], hit)


def _part(name: str, part: float, whole: float) -> dict[str, float]:
    """A ratio by its name, nothing where there is nothing to divide by."""
    return {name: part / whole} if whole > 0 else {}


def committed(setting: Setting, first: State, state: State, game: int) -> tuple[int, int]:
    """Men of both sides at first in the ground units that came onto the map."""
    cadre, men = setting.cadre, first.forces.men[0].astype(np.int64)
    there = state.forces.stood[game] & ~cadre.flies
    soviet, japanese = (int(men[there & (cadre.side == side)].sum()) for side in range(len(SIDES)))
    return soviet, japanese
