"""What a side knows of its own services: who commands whom, stores of the formations, tally of losses.

Only own rows are filled in; nothing here tells of the enemy's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from game.engine.setting import Setting
from game.engine.state import State
from game.rules.command_net import NOBODY, answering

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
TOLLS = (
    "tanks_out",
    "tanks_burnt",
    "guns_lost",
    "aircraft",
    "damaged",
    "shells",
    "sorties",
    "bombs",
    "turned_back",
    "assaults",
)
"""Sums of the game so far, in the order of `Services.toll`: as in `state.Count`."""
TANKS_OUT, ASSAULTS = TOLLS.index("tanks_out"), TOLLS.index("assaults")


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """Of one side; U units, F formations, C classes of stores, D days.

    Attributes
    ----------
    post : int64[U]
        Row of the headquarters that each own unit answers to, `NOBODY` off the map and for the enemy's.
    own : bool[F]
        Formations of the side.
    stock : int64[F, C]
        Grams with each own formation, by class in the order of `supply_table.STORES`.
    fed : int64[F]
        Q10 of the rations that came in the last turn.
    source : int64[C]
        Grams at the side's railhead.
    medical : int64[D, 4]
        Men by day and by `medical_table.COUNTS`.
    toll : int64[10]
        In the order of `TOLLS`.
    """

    post: Ints
    own: Flags
    stock: Ints
    fed: Ints
    source: Ints
    medical: Ints
    toll: Ints

    def pick(self, rows: Ints, place: Ints) -> Services:
        """The same for some units; `place` [U] is the row of each among them, negative for those left out."""
        kept = self.post[rows]
        return replace(self, post=np.where(kept >= 0, place[np.maximum(kept, 0)], NOBODY))


def services_of(setting: Setting, state: State, side: int, game: int, own: Flags) -> Services:
    """The services of a side in one game; `own` bool[U] are its units."""
    forces, depots, count = state.forces, state.depots, state.count
    there = own & (forces.hex[game] >= 0) & (forces.men[game] > 0) & ~forces.gone[game]
    mine = np.asarray(setting.command.side == side)
    return Services(
        post=np.where(there, answering(setting.command, there), NOBODY).astype(np.int64),
        own=mine,
        stock=np.where(mine[:, None], depots.stock[game], 0).astype(np.int64),
        fed=np.where(mine, depots.fed[game], 0).astype(np.int64),
        source=depots.source[game, side].astype(np.int64),
        medical=count.medical[game, :, side].astype(np.int64),
        toll=np.array([getattr(count, name)[game, side] for name in TOLLS], np.int64),
    )
