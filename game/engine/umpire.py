"""The umpire's view: a side's own one with the fog lifted, for teachers and for who watches agents play."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.engine.game import Game
from game.engine.units import OFF_BOARD
from game.engine.view import Contacts, Known, View
from game.rules.beliefs_table import GRADES
from game.rules.tables import ONE

CERTAIN = ONE << 6
"""Q16 confidence of what is known for sure."""
SEEN = GRADES.index("seen")


def open_view(game: Game, side: int) -> View:
    """What a side would know if nothing were hidden from it.

    Own orders stay the side's own: the enemy's plans and orders are not in it either.
    """
    told, forces = game.view(side), game.state.forces
    foe = ~told.own & (forces.hex[0] != OFF_BOARD) & ~forces.gone[0]
    none = np.zeros(len(foe), np.int32)
    contacts = Contacts(
        hex=np.where(foe, forces.hex[0], OFF_BOARD).astype(np.int32),
        error=none,
        age=none,
        confidence=np.where(foe, CERTAIN, 0).astype(np.int32),
        men=np.where(foe, forces.men[0], OFF_BOARD).astype(np.int32),
        kind=np.where(foe, game.setting.cadre.kind, OFF_BOARD),
        source=np.where(foe, SEEN, 0).astype(np.uint8),
        stays=np.where(foe, forces.works[0] > 0, False),
    )
    return replace(told, contacts=contacts, ground=_ground(game, told), cadre=game.setting.cadre)


def _ground(game: Game, told: View) -> Known:
    ground = game.state.ground
    return Known(
        control=ground.control[0],
        seen=np.ones(len(ground.control[0]), np.bool_),
        smoke=ground.smoke[0],
        wire=ground.wire[0],
        ways=ground.ways[0],
        crossings=told.ground.crossings,
        decoys=ground.feigned[0] >= 0,
    )
