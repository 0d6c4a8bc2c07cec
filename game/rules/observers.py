"""Who sees where a battery's shells fall, and can tell it (rule artillery.4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.artillery_table import BatteryTable, Ints
from game.rules.tables import ONE

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """What the observers of B batteries see of H hexes.

    Attributes
    ----------
    quick : bool[B, H]
        By an observer with wire, radio or voice.
    slow : bool[B, H]
        By one who has to send a runner, or quicker.
    """

    quick: Bools
    slow: Bools


def observers(
    visible: Bools, link: ArrayLike, suppression: ArrayLike, serves: Bools, table: BatteryTable
) -> Observed:
    """Hexes on which each battery's fire is observed.

    Parameters
    ----------
    visible : bool[U, H]
        Whether a unit has a line of sight to the hex, within the visibility of the hour.
    link : (U) int
        Q10 worth of its command link.
    suppression : (U) int
        Q10. A unit of whom no man looks up (1024) observes nothing.
    serves : bool[B, U]
        Whether the unit may observe for the battery: the battery itself, its own infantry, a joint post.
    table : BatteryTable
        Of the ruleset.

    Returns
    -------
    Observed

    Notes
    -----
    Rule artillery.4. Bits are packed by hex, so that a board of hexes costs each battery a few hundred bytes.
    """
    awake = np.asarray(suppression, np.int64) < ONE
    worth = np.asarray(link, np.int64)
    packed = np.packbits(visible, axis=-1)
    quick, slow = (
        _seen(packed, serves & awake & (worth >= least), visible.shape[-1])
        for least in (table.wire_link, table.runner_link)
    )
    return Observed(quick, slow)


def _seen(packed: NDArray[np.uint8], by: Bools, hexes: int) -> Bools:
    """What at least one of the units `by` [B, U] sees."""
    seen = np.zeros((len(by), packed.shape[-1]), np.uint8)
    battery, unit = np.nonzero(by)
    np.bitwise_or.at(seen, battery, packed[unit])
    return np.unpackbits(seen, axis=-1, count=hexes).astype(np.bool_)


def may_register(in_place: ArrayLike, side: ArrayLike, table: BatteryTable) -> Bools:
    """Whether batteries (..., B) that stood still for `in_place` minutes can have registered points."""
    needed: Ints = table.registration[np.asarray(side, np.intp)]
    return np.asarray(np.asarray(in_place, np.int64) >= needed)


def registered_points(
    points: Bools, aim: ArrayLike, observed: ArrayLike, ready: ArrayLike, moved: ArrayLike
) -> Bools:
    """Registered points after a pulse.

    Parameters
    ----------
    points : bool[..., B, H]
        Points that each battery has registered.
    aim : (..., B) int
        Hex it fired at, negative for none.
    observed, ready : (..., B) bool
        Whether that fire was observed; whether the battery stood long enough (`may_register`).
    moved : (..., B) bool
        Whether it left its place: then all its points are void.

    Returns
    -------
    (..., B, H) bool
    """
    where = np.asarray(aim, np.int64)
    new = (where >= 0) & np.asarray(observed) & np.asarray(ready)
    here = np.arange(points.shape[-1]) == np.where(new, where, -1)[..., None]
    return np.asarray((points | here) & ~np.asarray(moved)[..., None])
