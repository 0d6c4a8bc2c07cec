"""Tactics: when each can be used, what it changes in an attack, and the mission that it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from game.agents.staff.playout import Duel, fight, stacked
from game.agents.staff.weigh import Problem

Floats = NDArray[np.float64]

FEW_ROUNDS = 20
"""Rounds on a hex below which nobody speaks of a preparation."""


@dataclass(frozen=True, slots=True)
class Case:
    """One attack to choose a tactic for: its forces, formations that go, night, guns that can smoke."""

    duel: Duel
    groups: int
    dark: bool
    smoke: bool

    @property
    def rounds(self) -> float:
        """Rounds that would fall on each hex."""
        return float(self.duel.rounds[0])


@dataclass(frozen=True, slots=True)
class Tactic:
    """A way to attack: whether it can be used, what it does to the attack, what it costs in thousandths of a
    point besides, and how the mission is laid down: kind of fire ("" for none) and minutes of preparation.
    """

    name: str
    fits: Callable[[Case], bool]
    change: Callable[[Duel], Duel]
    cost: int = 0
    fire: str = ""
    before: int = 0


def _with(duel: Duel, **changes: float) -> Duel:
    """The same attack with some numbers multiplied."""
    return replace(duel, **{name: getattr(duel, name) * factor for name, factor in changes.items()})


def _by_night(duel: Duel) -> Duel:
    quiet = _with(duel, open_m=0.5, rounds=0.0, support=0.3)
    return replace(quiet, dark=np.ones(len(duel), np.bool_))


ATTACKS: tuple[Tactic, ...] = (
    Tactic("frontal", lambda _: True, lambda d: _with(d, rounds=1.0), 0, "prepare", 60),
    Tactic(
        "barrage",
        lambda c: c.rounds >= FEW_ROUNDS,
        lambda d: _with(d, rounds=0.75, open_m=0.75),
        0,
        "accompany",
        30,
    ),
    Tactic(
        "converging",
        lambda c: c.groups >= 2,
        lambda d: _with(d, beside=0.6, foe=0.92, open_m=1.1),
        40,
        "prepare",
        60,
    ),
    Tactic("night_infiltration", lambda c: c.dark, _by_night, 0),
    Tactic(
        "tank_led",
        lambda c: c.duel.tanks[0] >= 3 and not c.dark,
        lambda d: _with(d, open_m=0.8, support=1.2, tanks=1.15),
        60,
        "prepare",
        45,
    ),
    Tactic(
        "smoke_screen",
        lambda c: c.smoke and not c.dark and c.rounds >= FEW_ROUNDS,
        lambda d: _with(d, open_m=0.55, rounds=0.5, support=0.5),
        20,
        "smoke",
        30,
    ),
)
"""Attacks, the plainest first: of equal ones the first is taken."""


def choose(problem: Problem, case: Case) -> tuple[Tactic, float, float]:
    """The tactic of an attack, with its chance and own losses."""
    known = [t for t in ATTACKS if t.name in problem.level.tactics and t.fits(case)] or [ATTACKS[0]]
    out = fight(stacked([t.change(case.duel) for t in known]), problem.level.samples, problem.key)
    cost = 100 * problem.price * out.lost / max(1, problem.own) * problem.style.losses / 1024
    worth = out.taken * 20_000 - cost - np.array([t.cost for t in known])
    n = int(np.round(worth).argmax())
    return known[n], float(out.taken[n]), float(out.lost[n])


def of(duel: Duel, row: int) -> Duel:
    """One attack out of several."""
    return Duel(*(getattr(duel, f.name)[row : row + 1] for f in fields(Duel)))
