"""Playouts: an attack fought many times in a few array steps, against the enemy as he may be.

It is no second set of rules but a staff's rule of thumb: fire on the approach by those not kept down, nerve
by what is left, the place by the odds at the end. Its numbers are judged; `khasan thoughts` sets
them beside what came of each attack.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from game.engine.dice import draws
from game.rules.chance import normal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ONE = 1024
STEP_M = 300
"""Meters of open approach that one step of fire covers."""
STEPS = 6
"""Steps of fire at most."""
HIT = 0.025
"""Men hit in a step by each defender who fires, in the open by day."""
DARK = 0.35
"""Part of it by night or in fog."""
COVER, OPEN = 1.5, 1.0
"""What a man dug in, or surprised in the open, counts for at the end."""
KEPT_DOWN = 0.75
"""Part of the defenders whom the heaviest preparation keeps down."""
DENSITY = 180
"""Rounds on a hex that keep down two thirds of that."""
HELP = 0.10
"""Defenders put out by each hundred supporting men in a step."""
TANK_MEN = 12
"""Men whom a tank is worth at the end, as long as infantry goes with it."""
STEEP = 2.2
"""How sharply the odds decide."""
EVEN = 4.5
"""Men for each defender, as he counts, at which a place is taken as often as not."""
MOST = 0.35
"""Chance of an attack that could not be stronger: some come late, some never find the place."""
MISSED = 1.7
"""Men in a place for each one known there: what is seen is never all."""
SPREAD = 0.45
"""Standard deviation of the logarithm of the men believed in a place."""
NERVE = 0.30
"""Part of the attackers whose loss stops them, half of them at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Duel:
    """Attacks [K] as a staff sees them: men who go in, tanks, supporting men (machine guns in reach), rounds
    on each hex, meters of approach in view, defenders believed, those beside them, dug in, in the dark.
    """

    men: Floats
    tanks: Floats
    support: Floats
    rounds: Floats
    open_m: Floats
    foe: Floats
    beside: Floats
    dug: NDArray[np.bool_]
    dark: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.men)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Means [K]: chance that the place is taken, own men lost, enemy men lost."""

    taken: Floats
    lost: Floats
    killed: Floats


def fight(duel: Duel, samples: int, key: tuple[int, int, int]) -> Outcome:
    """Play each attack against the same `samples` of what the enemy may have: differences are of the plans.

    Parameters
    ----------
    duel : Duel
        The attacks.
    samples : int
        Of what the enemy may have and of luck.
    key : (int, int, int)
        Seed, turn and side of the staff's own dice.

    Returns
    -------
    Outcome
    """
    # Most plans differ in one place of many: what is the same is fought once.
    rows = np.stack([np.asarray(getattr(duel, f.name), np.float64) for f in fields(Duel)], axis=1)
    _, first, back = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    some = _fight(Duel(*(getattr(duel, f.name)[first] for f in fields(Duel))), samples, key)
    return Outcome(*(getattr(some, f.name)[back.ravel()] for f in fields(Outcome)))


def _fight(duel: Duel, samples: int, key: tuple[int, int, int]) -> Outcome:
    """Each of the attacks, all of them unlike."""
    luck = _luck(samples, key)
    foe = MISSED * (duel.foe[:, None] + 0.25 * duel.beside[:, None]) * np.exp(SPREAD * luck[0])
    foe = foe + np.maximum(luck[1], 0) * 12
    left, down = np.repeat(duel.men[:, None], samples, 1), _down(duel)[:, None]
    start, held = left.copy(), foe.copy()
    steps = np.clip(np.ceil(duel.open_m / STEP_M), 0, STEPS)[:, None]
    hit = HIT * np.where(duel.dark, DARK, 1.0)[:, None]
    shelter = np.where(duel.dug, COVER, OPEN)[:, None]
    for step in range(STEPS):
        on = step < steps
        fire = np.minimum(foe * (1 - down) * hit * np.exp(0.3 * luck[2 + step]), left)
        left = np.where(on, left - fire, left)
        hurt = HELP * (duel.support + 8 * duel.tanks)[:, None] / 100 * np.sqrt(np.maximum(foe, 0)) / shelter
        foe = np.where(on, np.maximum(foe - hurt, 0), foe)
        down = np.maximum(down * 0.92, 0)
    going = left > start * (1 - NERVE)
    armor = np.minimum(duel.tanks * TANK_MEN, duel.men)[:, None]
    odds = (left + armor) / np.maximum(foe * (1 - 0.6 * down) * shelter, 1)
    won = np.where(going, MOST / (1 + (EVEN / np.maximum(odds, 1e-3)) ** STEEP), 0.02)
    grips = np.where(going, 0.02 + 0.08 / np.maximum(odds, 0.5), 0.02)
    lost = start - left + left * grips
    killed = held - foe + won * foe * 0.5
    return Outcome(won.mean(1), lost.mean(1), killed.mean(1))


def _down(duel: Duel) -> Floats:
    """Part of the defenders kept down when the attack goes in."""
    return np.asarray(KEPT_DOWN * (1 - np.exp(-duel.rounds / DENSITY)))


def _luck(samples: int, key: tuple[int, int, int]) -> Floats:
    """Standard deviates [STEPS + 2, samples], the same for every plan of a turn."""
    seed, turn, side = key
    return np.asarray(normal(draws(seed, "agent", turn, side, (STEPS + 2, samples)), ONE) / ONE)


def stacked(duels: list[Duel]) -> Duel:
    """Several lists of attacks as one."""
    return Duel(*(np.concatenate([getattr(d, f.name) for d in duels]) for f in fields(Duel)))
