"""Who goes in with an assault of the pulse, and into which hex."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import ASSAULT, NOWHERE
from game.engine.pulse.now import SEEN, Flags, Now, alive, running
from game.engine.state import State
from game.rules.morale import BROKEN

READY = 60
"""Tenths of a minute that must be left of the pulse for an assault to go in."""


def attacking(state: State, now: Now) -> Flags:
    """Units (B, U) whose assault is due and who still go forward: broken men do not."""
    acts, forces = state.acts, state.forces
    due = (acts.act == ASSAULT) & (acts.start < now.end) & now.ready
    return np.asarray(due & alive(forces) & (forces.nerve < BROKEN))


def rolling(state: State, now: Now) -> Flags:
    """Tank units (B, U) that attack with something that runs."""
    runs = running(state.forces) > 0
    return np.asarray(attacking(state, now) & now.setting.cadre.tanks & runs)


def targets(state: State, now: Now) -> NDArray[np.int32]:
    """Hex that each unit assaults in this pulse, (B, U), -1 for none."""
    acts, forces, setting = state.acts, state.forces, now.setting
    able = attacking(state, now) & setting.cadre.foot
    able &= now.spent + READY <= now.minutes * 10
    beside = (setting.board.neighbor[np.maximum(forces.hex, 0)] == acts.target[..., None]).any(axis=-1)
    able &= beside & (acts.target >= 0)
    return np.where(able & _soft(state, now), acts.target, NOWHERE).astype(np.int32)


def _soft(state: State, now: Now) -> Flags:
    """Whether the enemy in the target hex is as suppressed as the order waits for, as far as one sees him."""
    wanted = state.acts.when_suppressed
    if not wanted.any():
        return np.ones(wanted.shape, np.bool_)
    forces, cadre = state.forces, now.setting.cadre
    seen = now.spotted[:, 1 - cadre.side, np.arange(len(cadre))] == SEEN
    men = np.where(alive(forces), forces.men, 0).astype(np.int64)
    sums = np.zeros((2, state.games, 2, now.setting.board.hexes), np.int64)
    game, unit = np.nonzero(men * seen)
    at = (game, cadre.side[unit], forces.hex[game, unit])
    np.add.at(sums[0], at, men[game, unit])
    np.add.at(sums[1], at, men[game, unit] * forces.suppression[game, unit])
    games = np.arange(state.games)[:, None]
    aim = np.maximum(state.acts.target, 0)
    there, low = (part[games, 1 - cadre.side, aim] for part in sums)
    return np.asarray((wanted == 0) | (there == 0) | (low >= wanted * there))
