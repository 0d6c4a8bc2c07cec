"""Fields of the least cost to a goal, each searched once as long as nothing changes that it hangs on.

A staff asks for the same ones many times in a turn: for every plan that it drafts, for every answer that it
expects. They are remembered by what they were made of, so whoever asks gets what a search would find.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from game.grid.routes import reach

KEPT = 3000
"""Fields remembered at a time, some 40 MB on the map of the battle."""
BACK = (np.arange(6) + 3) % 6
_FIELDS: OrderedDict[tuple[bytes, int], NDArray[np.int32]] = OrderedDict()


def named(price: NDArray[np.int32], neighbor: NDArray[np.int32]) -> bytes:
    """A name for prices int32[H, 6] on a board: equal prices have equal names."""
    return blake2b(price.tobytes() + neighbor.tobytes(), digest_size=16).digest()


def backward(price: NDArray[np.int32], neighbor: NDArray[np.int32]) -> NDArray[np.int32]:
    """Prices by which a search from the goal walks each step the wrong way round."""
    return np.where(neighbor >= 0, price[np.maximum(neighbor, 0), BACK], -1)


def flow(
    name: bytes, price: NDArray[np.int32], neighbor: NDArray[np.int32], goals: Sequence[int]
) -> list[NDArray[np.int32]]:
    """Cost int32[H] from each hex to each goal, -1 where no way leads; `name` is that of the prices.

    Those not known yet are searched together. What comes back is shared and cannot be written to.
    """
    names = [(name, int(goal)) for goal in goals]
    new = [one for one in dict.fromkeys(names) if one not in _FIELDS]
    if new:
        found = reach(backward(price, neighbor), neighbor, np.array([goal for _, goal in new]))
        found.setflags(write=False)
        _FIELDS.update(zip(new, found, strict=True))
    told = [_FIELDS[one] for one in names]
    for one in names:
        _FIELDS.move_to_end(one)
    while len(_FIELDS) > KEPT:
        _FIELDS.popitem(last=False)
    return told


def forget() -> None:
    """Forget all fields: for measurements of a first search."""
    _FIELDS.clear()
