"""Which ground each side can see into, and what it therefore knows of the ground."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.setting import Setting
from game.engine.state import State
from game.rules.tables import ONE

Flags = NDArray[np.bool_]
MAN_DM = 17
"""Height over the ground that must be seen for a hex to count as seen: a man upright."""


def seen_hexes(setting: Setting, state: State, natural: NDArray[np.int64]) -> Flags:
    """Hexes (B, 2, H) that troops of each side can see into, `natural` (B) meters far.

    A hex with own troops is always seen. Men whom fire holds down wholly see nothing else.
    """
    forces, cadre = state.forces, setting.cadre
    out = np.zeros((state.games, 2, setting.board.hexes), np.bool_)
    low = setting.tables.spotting.low[forces.posture].astype(np.int64)
    there = (forces.hex >= 0) & (forces.men > 0) & ~forces.gone & ~cadre.flies
    game, unit = np.nonzero(there)
    place, side = forces.hex[game, unit], cadre.side[unit]
    alert = forces.suppression[game, unit] < ONE
    keys = np.unique(np.stack([game, side, low[game, unit], place], axis=-1)[alert], axis=0)
    for b, s, eye, hexes in _groups(keys):
        out[b, s] |= setting.fields(eye, hexes, MAN_DM, int(natural[b]))
    out[game, side, place] = True
    return out


def _groups(keys: NDArray[np.int64]) -> list[tuple[int, int, int, NDArray[np.int64]]]:
    """Hexes of observers by game, side and eye."""
    if not len(keys):
        return []
    cuts = np.flatnonzero((keys[1:, :3] != keys[:-1, :3]).any(axis=1)) + 1
    parts = np.split(keys, cuts)
    return [(int(p[0, 0]), int(p[0, 1]), int(p[0, 2]), p[:, 3]) for p in parts]


def learn_ground(setting: Setting, state: State, natural: NDArray[np.int64]) -> None:
    """Bring what each side knows of the ground up to date: what it sees now, its own places among it."""
    seen, ground = seen_hexes(setting, state, natural), state.ground
    ground.known = np.where(seen, ground.control[:, None], ground.known).astype(np.int8)
    ground.seen = seen
    neighbor = setting.board.neighbor
    ground.belts = _looked_at(ground.belts, ground.wire, seen, neighbor)
    ground.paths = _looked_at(ground.paths, ground.ways, seen, neighbor)


def _looked_at(
    known: NDArray[Any], real: NDArray[Any], seen: Flags, neighbor: NDArray[np.int32]
) -> NDArray[Any]:
    """What each side knows (B, 2, H, 6) of sides of hexes, brought up to date with what it sees of them.

    A side of a hex is seen from either hex. Only where knowledge is wrong is anything asked.
    """
    game, side, hexes, way = np.nonzero(known != real[:, None])
    over = neighbor[hexes, way]
    sees = seen[game, side, hexes] | seen[game, side, np.maximum(over, 0)] & (over >= 0)
    game, side, hexes, way = (axis[sees] for axis in (game, side, hexes, way))
    out = known.copy()
    out[game, side, hexes, way] = real[game, hexes, way]
    return out
