"""Decoy batteries in a battle: set up, shown to the enemy, and seen through (works.5)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.pulse.now import Flags, Now, alive
from game.engine.state import State
from game.rules.beliefs_table import GRADES
from game.rules.decoys import chosen, standing

LOCATED = GRADES.index("located")
BATTERY = "field_gun"
"""Class of target that a decoy is made to look like."""


def places(state: State) -> NDArray[np.int32]:
    """Hex (B, U) of the decoy that feigns each battery, -1 for none."""
    feigned = state.ground.feigned
    out = np.full(state.forces.hex.shape, NOWHERE, np.int32)
    game, hexes = np.nonzero(feigned >= 0)
    out[game, feigned[game, hexes]] = hexes
    return out


def mistaken(
    state: State, now: Now, place: NDArray[np.int32], located_: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Reports (B, 2, U) of decoys near which a battery of their side has been located."""
    cadre, out = now.setting.cadre, np.zeros_like(located_)
    game, row = np.nonzero(place >= 0)
    foe = 1 - cadre.side[row]
    heard_of = (located_[game, foe] > 0) & (state.forces.hex[game] >= 0)
    apart = now.setting.board.meters(place[game, row][:, None], np.maximum(state.forces.hex[game], 0))
    near = (heard_of & (apart <= now.setting.tables.works.decoy_near)).any(axis=-1)
    out[game, foe, row] = np.where(near, LOCATED, 0)
    return out


def set_up(state: State, now: Now, done: Flags) -> None:
    """Decoys finished: each feigns a battery of its side of which the enemy knows nothing (works.5)."""
    forces, ground, cadre = state.forces, state.ground, now.setting.cadre
    known, taken = state.beliefs.confidence > 0, places(state) >= 0
    words = now.dice.words("decoy", len(cadre), begin=2 * len(cadre))
    guns = (cadre.gun >= 0) & (cadre.target == now.setting.tables.spotting.classes.index(BATTERY))
    for side in np.flatnonzero([(done & (cadre.side == own)).any() for own in (0, 1)]):
        there = np.zeros(ground.decoys.shape, np.bool_)
        game, unit = np.nonzero(done & (cadre.side == side))
        there[game, forces.hex[game, unit]] = True
        there &= (ground.decoys != side) | (ground.feigned < 0)
        free = guns & (cadre.side == side) & alive(forces) & ~known[:, 1 - side] & ~taken
        ground.feigned = np.where(there, chosen(there, free, words), ground.feigned).astype(np.int32)
        ground.decoys = np.where(there, side, ground.decoys).astype(np.int8)


def see_through(state: State, now: Now) -> None:
    """Decoys wrecked by shells, or looked at from beside, deceive nobody any more (works.5)."""
    ground, board, cadre = state.ground, now.setting.board, now.setting.cadre
    game, hexes = np.nonzero((ground.feigned >= 0) & (ground.decoys >= 0))
    if not game.size:
        return
    foot = np.zeros((state.games, 2, board.hexes), np.bool_)
    where, unit = np.nonzero(alive(state.forces) & cadre.foot)
    foot[where, cadre.side[unit], state.forces.hex[where, unit]] = True
    near = np.concatenate([hexes[:, None], board.neighbor[hexes]], axis=-1)
    foe = foot[game[:, None], 1 - ground.decoys[game, hexes][:, None], np.maximum(near, 0)] & (near >= 0)
    shells = 0 if now.landed is None else now.landed[game, hexes].sum(axis=-1) >> 16
    words = now.dice.words("decoy", board.hexes, begin=3 * len(cadre))[game, hexes]
    stands = standing(now.setting.tables.works, shells, foe.any(axis=-1), words)
    ground.feigned[game[~stands], hexes[~stands]] = NOWHERE
