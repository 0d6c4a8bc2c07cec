"""What a side may tell of the enemy's losses: what it counted, what was reported, and what it reckons.

Prisoners are counted; wrecks, aircraft and broken units are reported by who sees them; the men are estimated
from the reports of strength alone. The rolls of the enemy are never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.game import Game
from game.engine.log import NUMBER, Events
from game.engine.told import seen_by

REPORTED = ("surrendered", "knocked_out", "guns_lost", "aircraft_lost")
"""Kinds of event whose amounts are added up."""
TIMES = ("destroyed", "routed", "repulsed", "fell_back")
"""Kinds that are counted by how often they were seen."""


@dataclass(frozen=True, slots=True)
class EnemyLosses:
    """Sums over the battle so far: `seen` by kind of event; `men` by how many fewer he is reported to have in
    the `units` that were reported more than once, which may be below zero since reports err.
    """

    seen: dict[str, int]
    men: int
    units: int

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.units) or any(self.seen.values())


def enemy_losses(game: Game, side: int) -> EnemyLosses:
    """What a side may know of the losses of the other one."""
    pulses = [seen_by(pulse.events, side) for entry in game.entries for pulse in entry.pulses]
    hostile = game.setting.cadre.side != side
    men, units = _by_reports(game, side)
    seen = dict.fromkeys((*REPORTED, *TIMES), 0)
    if pulses:
        events = np.concatenate(pulses)
        of_his = events[(events["unit"] >= 0) & hostile[np.maximum(events["unit"], 0)]]
        seen = {kind: _sum(of_his, kind) for kind in seen}
    return EnemyLosses(seen, men, units)


def _sum(events: Events, kind: str) -> int:
    """Amounts of a kind, or how often it happened."""
    these = events[events["kind"] == NUMBER[kind]]
    return len(these) if kind in TIMES else int(these["amount"].sum())


def _by_reports(game: Game, side: int) -> tuple[int, int]:
    """Men by which the last report of each unit is below the first, summed up; and of how many units."""
    told = [_strengths(game, turn, side) for turn in range(len(game.entries) + 1)]
    reports = np.stack(told)
    known = reports >= 0
    twice = np.flatnonzero(known.sum(axis=0) > 1)
    first = known[:, twice].argmax(axis=0)
    last = len(reports) - 1 - known[::-1, twice].argmax(axis=0)
    fewer = reports[first, twice] - reports[last, twice]
    return int(fewer.sum()), twice.size


def _strengths(game: Game, turn: int, side: int) -> NDArray[np.int64]:
    """Strengths (U) that are reported at the start of a turn of units that are made out; -1 for no report."""
    contacts = game.branch(turn).view(side).contacts
    fresh = (contacts.hex >= 0) & (contacts.kind >= 0) & (contacts.age == 0)
    return np.where(fresh, contacts.men, -1).astype(np.int64)
