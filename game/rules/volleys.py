"""Fire at movers: how each firer divides his time among those who come before him (rule movement.8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.reaction import Exposures, Ints
from game.rules.stacking import first_of
from game.rules.tables import BITS

NOBODY = -1
_FINE = 30


@dataclass(frozen=True, slots=True, eq=False)
class Volleys:
    """Fire at movers in a pulse, (B, U, K): whom each firer fires at, those longest before him first.

    Attributes
    ----------
    target : int32
        Row of the mover, `NOBODY` for none.
    share : int64
        Q10 of the firer's fire of the pulse; those of a firer come to 1024 at most.
    meters : int64
        Least distance, 0 for none.
    """

    target: NDArray[np.int32]
    share: Ints
    meters: Ints


def volleys(found: Exposures, shape: tuple[int, ...], tenths: int, most: int) -> Volleys:
    """Divide each firer's time among the movers that come before him.

    Parameters
    ----------
    found : Exposures
        From `exposures`.
    shape : tuple of int
        B, T and U, the shape of `where`.
    tenths : int
        Tenths of a minute in a tick.
    most : int
        Movers that a firer can fire at in a pulse, K.

    Returns
    -------
    Volleys

    Notes
    -----
    Rule movement.8. A firer has the time of each tick and no more: if the movers before him are exposed for
    longer all together, he divides it among them. Of equal movers the lower row goes first.
    """
    battles, ticks, units = shape
    owner = found.battle.astype(np.int64) * units + found.firer
    time = _divided(found, owner * ticks + found.tick, tenths)
    pair, group = np.unique(owner * units + found.mover, return_inverse=True)
    share, near = np.zeros(pair.size, np.int64), np.full(pair.size, np.iinfo(np.int64).max)
    np.add.at(share, group, time)
    np.minimum.at(near, group, found.meters)
    by = np.lexsort((pair, -share, pair // units))
    firer, mover = np.divmod(pair[by], units)
    rank = np.arange(firer.size) - first_of(firer)
    kept = rank < most
    place = firer[kept] * most + rank[kept]
    target = np.full(battles * units * most, NOBODY, np.int32)
    parts = np.zeros((2, target.size), np.int64)
    target[place] = mover[kept]
    parts[:, place] = (share[by][kept] >> _FINE - BITS) // ticks, near[by][kept]
    wide = (battles, units, most)
    return Volleys(target.reshape(wide), *(part.reshape(wide) for part in parts))


def _divided(found: Exposures, slot: Ints, tenths: int) -> Ints:
    """Part of a tick, with `_FINE` binary places, that each exposure takes of the time of its firer there."""
    time = found.tenths.astype(np.int64)
    _, group = np.unique(slot, return_inverse=True)
    asked = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    np.add.at(asked, group, time)
    return (time << _FINE) // np.maximum(asked, tenths)[group]
