"""Who assaults whom: units gathered to one group for each hexside of each hex attacked, and losses given
back.

A hex attacked is a row k, its hexsides are columns 0..5 in the order of directions, as seen from that hex. A
slot is k x 6 + side for attackers and k for defenders. To resolve many replicas at once, put their units one
behind another on one axis and name the replica of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import OFF_BOARD
from game.rules.chance import Bits
from game.rules.tables import ONE, seal

Ints = NDArray[np.int64]
NO_SLOT = -1
SIDES = 6


@dataclass(frozen=True, slots=True, eq=False)
class Assaults:
    """The assaults of a pulse: K hexes attacked, U units.

    Attributes
    ----------
    hex, replica : int32[K]
        Where; in rising order of replica, then hex.
    attack : int32[U]
        Slot k x 6 + side of those who attack, `NO_SLOT` for all others.
    defend : int32[U]
        Slot k of those who defend.
    caught : bool[U]
        Would have attacked, but met the enemy on his way: defends its hex out of its works, in posture
        advance.
    vacant : bool[U]
        Ordered to attack a hex that no enemy holds: a march, not an assault.
    """

    hex: NDArray[np.int32]
    replica: NDArray[np.int32]
    attack: NDArray[np.int32]
    defend: NDArray[np.int32]
    caught: NDArray[np.bool_]
    vacant: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def gather(
    hexes: ArrayLike,
    target: ArrayLike,
    side: ArrayLike,
    men: ArrayLike,
    suppression: ArrayLike,
    neighbor: NDArray[np.int32],
    replica: ArrayLike = 0,
) -> Assaults:
    """Gather the assaults of a pulse.

    Parameters
    ----------
    hexes, target : (U) int
        Hex of each unit, and the neighboring hex it is to assault; negative for none.
    side : (U) int
        Row of SIDES.
    men : (U) int
        Men present; a unit without men is left out.
    suppression : (U) int
        Q10; a unit wholly suppressed defends but does not go.
    neighbor : (H, 6) int32
        Of the board.
    replica : (U) int, optional
        Number of the replica, 0 upward.

    Returns
    -------
    Assaults

    Raises
    ------
    ValueError
        If a target is not next to its unit.

    Notes
    -----
    Rule assault.1. Where two forces assault each other over one hexside, the one with more men running goes
    in and catches the other on its start line; of two equal ones neither goes. Whoever leaves to assault does
    not defend the hex he leaves.
    """
    count = len(neighbor)
    place, aim = np.asarray(hexes, np.int64), np.asarray(target, np.int64)
    present, own = np.asarray(men, np.int64), np.asarray(side, np.int64)
    running = present * np.maximum(ONE - np.asarray(suppression, np.int64), 0)
    game = np.broadcast_to(np.asarray(replica, np.int64), place.shape) * count
    alive = (place != OFF_BOARD) & (present > 0)
    ordered = alive & (aim >= 0) & (running > 0)
    toward = _side_of(place, aim, ordered, neighbor)
    out, back = (game + place) * count + aim, (game + aim) * count + place
    caught = ordered & _met(out, back, running, ordered)
    going = ordered & ~caught
    holds = _marks(2 * (game + place) + own, alive & ~going)
    contested = going & np.isin(2 * (game + aim) + 1 - own, holds)
    keys = _marks(game + aim, contested)
    row = np.searchsorted(keys, game + aim)
    at = np.minimum(np.searchsorted(keys, game + place), max(len(keys) - 1, 0))
    stays = alive & ~going & (keys[at] == game + place if len(keys) else False)
    return Assaults(
        hex=(keys % count).astype(np.int32),
        replica=(keys // count).astype(np.int32),
        attack=np.where(contested, row * SIDES + toward, NO_SLOT).astype(np.int32),
        defend=np.where(stays, at, NO_SLOT).astype(np.int32),
        caught=caught,
        vacant=going & ~contested,
    )


def _side_of(place: Ints, aim: Ints, ordered: NDArray[np.bool_], neighbor: NDArray[np.int32]) -> Ints:
    """Hexside of the target through which the unit comes."""
    beside = neighbor[np.where(ordered, aim, 0)] == place[:, None]
    lost = ordered & ~beside.any(axis=-1)
    if lost.any():
        unit = int(lost.argmax())
        raise ValueError(f"hex {int(aim[unit])} is not next to hex {int(place[unit])} of unit {unit}")
    toward: Ints = beside.argmax(axis=-1)
    return toward


def _marks(keys: Ints, wanted: NDArray[np.bool_]) -> Ints:
    return np.unique(keys[wanted])


def _met(way: Ints, back: Ints, men: Ints, ordered: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether those who come the other way over the same hexside are as many or more."""
    ways, number = np.unique(way[ordered], return_inverse=True)
    if not len(ways):
        return ordered
    sums = np.bincount(number, men[ordered], len(ways)).astype(np.int64)
    mine = sums[np.minimum(np.searchsorted(ways, way), len(ways) - 1)]
    at = np.minimum(np.searchsorted(ways, back), len(ways) - 1)
    theirs = np.where(ways[at] == back, sums[at], 0)
    return (theirs > 0) & (theirs >= mine)


def total(values: ArrayLike, slot: ArrayLike, count: int) -> Ints:
    """Sums (..., count) of the values (..., U) of the units in each slot (U); `NO_SLOT` is left out."""
    amounts, place = np.asarray(values, np.int64), np.asarray(slot, np.intp)
    used = np.flatnonzero(place >= 0)
    lead = amounts.shape[:-1]
    copies = prod(lead)
    key = (np.arange(copies)[:, None] * count + place[used]).reshape(-1)
    # Floats hold these whole numbers exactly.
    sums = np.bincount(key, amounts.reshape(copies, -1)[:, used].reshape(-1), copies * count)
    return sums.astype(np.int64).reshape(*lead, count)


def mean(values: ArrayLike, weight: ArrayLike, slot: ArrayLike, count: int) -> Ints:
    """Means (..., count) of values (..., U), of either sign, by weight, rounded down; 0 for an empty slot."""
    heavy = np.asarray(weight, np.int64)
    whole = total(heavy, slot, count)
    return total(np.asarray(values, np.int64) * heavy, slot, count) // np.maximum(whole, 1)


def share_out(loss: ArrayLike, men: ArrayLike, slot: ArrayLike, bits: Bits) -> NDArray[np.int16]:
    """Give the losses of the slots back to their units.

    Parameters
    ----------
    loss : (..., G) int
        Losses of the slots, at most the men in them.
    men : (..., U) int
        Men of the units.
    slot : (U) int
        Slot of each unit, or `NO_SLOT`.
    bits : (..., U) uint64
        Dice of the units.

    Returns
    -------
    (..., U) int16
        Adds up to the losses of each slot; a unit's part is its part of the men, rounded up or down at random
        so that the mean is exact.

    Raises
    ------
    ValueError
        If a slot loses more men than it has.

    Notes
    -----
    Systematic rounding in an order that each unit's own dice give: the order of rows changes nothing.
    """
    count = np.shape(loss)[-1]
    fallen = np.broadcast_to(np.asarray(loss, np.int64), (*bits.shape[:-1], count))
    present = np.broadcast_to(np.asarray(men, np.int64), bits.shape)
    place = np.where(np.asarray(slot) < 0, count, np.asarray(slot, np.int64))
    fallen = np.concatenate([fallen, np.zeros_like(fallen[..., :1])], axis=-1)
    whole = total(present, place, count + 1)
    if (fallen > np.where(np.arange(count + 1) < count, whole, 0)).any():
        raise ValueError("a group cannot lose more men than it has")
    order = np.argsort((place << 44) | (bits >> np.uint64(20)).astype(np.int64), axis=-1, kind="stable")
    group = np.broadcast_to(place, present.shape)
    group = np.take_along_axis(group, order, axis=-1)
    before = np.cumsum(whole, axis=-1) - whole
    end = np.cumsum(np.take_along_axis(present, order, axis=-1), axis=-1)
    end = end - np.take_along_axis(before, group, axis=-1)
    start = end - np.take_along_axis(present, order, axis=-1)
    part, of = np.take_along_axis(fallen, group, axis=-1), np.take_along_axis(whole, group, axis=-1)
    nudge = np.take_along_axis(_nudge(bits, place, count), group, axis=-1) * of >> 16
    of = np.maximum(of, 1)
    lost = (part * end + nudge) // of - (part * start + nudge) // of
    result = np.zeros(present.shape, np.int16)
    np.put_along_axis(result, order, lost.astype(np.int16), axis=-1)
    return result


def _nudge(bits: Bits, place: Ints, count: int) -> Ints:
    """Where the running sums of each slot are rounded, 0..65535: the low ends of its units' dice, summed."""
    low = (bits & np.uint64(0xFFFF)).astype(np.int64)
    return total(low, place, count + 1) & 0xFFFF
