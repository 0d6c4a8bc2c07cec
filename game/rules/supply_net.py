"""The ways of stores over a map: magazines, banks of the river, and who is served by which stretch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import RIVER, Board
from game.rules.tables import seal
from game.rules.visibility import Lines, in_view

Flags = NDArray[np.bool_]

WAYS = ("road", "river")
"""What bounds the stores of a magazine: the one road, or the crossings of the river."""
ROAD, RIVER_WAY = range(len(WAYS))
WATER = -1


@dataclass(frozen=True, slots=True, eq=False)
class SupplyNet:
    """Magazines [Q] of a map and the banks [H] of its water.

    Attributes
    ----------
    names : tuple of str
    hex : int32[Q]
        Where stores come onto the map.
    side, way : int8[Q]
        Whose they are; row of `WAYS`.
    bank : int16[H]
        Number of the piece of land that one can walk about on without crossing the river; `WATER` in it.
    """

    names: tuple[str, ...]
    hex: NDArray[np.int32]
    side: NDArray[np.int8]
    way: NDArray[np.int8]
    bank: NDArray[np.int16]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def banks(board: Board, water: Flags) -> NDArray[np.int16]:
    """Pieces of land of a board, numbered from 0 in the order of their first hexes.

    Parameters
    ----------
    board : Board
        H hexes.
    water : bool[T]
        Terrains that are water.

    Returns
    -------
    (H,) int16
        `WATER` on water. Two hexes have the same number when a way leads from one to the other over land
        without crossing a river side.
    """
    land = ~water[board.terrain]
    near = np.maximum(board.neighbor, 0)
    joined = (board.neighbor >= 0) & land[:, None] & land[near] & ((board.edges & RIVER) == 0)
    least = np.where(land, np.arange(board.hexes), board.hexes)
    while True:
        # Each hex takes the least number around it, and then that hex's: the number of passes stays small.
        found = np.minimum(least, np.where(joined, least[near], board.hexes).min(axis=1))
        found = np.where(land, found[np.minimum(found, board.hexes - 1)], found)
        if np.array_equal(found, least):
            break
        least = found
    return np.where(land, np.searchsorted(np.unique(least[land]), least), WATER).astype(np.int16)


def stretches(net: SupplyNet, side: ArrayLike, hex: ArrayLike) -> Flags:
    """Stretches that the stores of each formation pass over.

    Parameters
    ----------
    net : SupplyNet
        Of the map.
    side, hex : (..., F) int
        Of the formations and their dumps; a negative hex is off the map.

    Returns
    -------
    (..., F, Q) bool
        What `supply.send` wants as its path: the road always, the river for a dump on the other bank than the
        magazine. A formation off the map draws nothing from the map's ways.
    """
    place = np.asarray(hex, np.int64)[..., None]
    own = (np.asarray(side)[..., None] == net.side) & (place >= 0)
    beyond = net.bank[np.maximum(place, 0)] != net.bank[net.hex]
    return np.asarray(own & ((net.way == ROAD) | beyond))


def by_night_alone(net: SupplyNet, side: ArrayLike, hex: ArrayLike) -> Flags:
    """Whether men carry a unit's stores by night alone, bool[...]: over the river from its magazine.

    `side`, `hex` int[...] of the units, negative off the map. For `carriers_pass`, rule supply.4.
    """
    place = np.asarray(hex, np.int64)[..., None]
    own = (np.asarray(side)[..., None] == net.side) & (net.way == RIVER_WAY) & (place >= 0)
    return np.asarray((own & (net.bank[np.maximum(place, 0)] != net.bank[net.hex])).any(axis=-1))


def fans(board: Board, lines: Lines, reach_m: int, eye: int, least_dm: int) -> NDArray[np.int32]:
    """Hexes that machine guns in each hex lay under fire.

    Parameters
    ----------
    board, lines
        Of the map.
    reach_m : int
        Meters, `SupplyTable.carrier_cut`.
    eye : int
        Row of the sight table's eyes.
    least_dm : int
        Height of a man with a load, decimeters.

    Returns
    -------
    (H, K) int32
        Hexes within reach that can be seen into from the hex, its own among them; -1 after the last.
        Once for each map: who holds which hex changes, the ground does not.
    """
    hexes = np.arange(board.hexes)
    near = np.flatnonzero(lines.meters <= reach_m)
    code = lines.code[:, None] + lines.path[near, -1] - lines.least
    target = lines.place[np.clip(code, 0, len(lines.place) - 1)]
    on = (code >= 0) & (code < len(lines.place)) & (target < board.hexes)
    target = np.where(on, target, 0)
    seen = in_view(
        lines, np.full((board.hexes, 1), eye), hexes[:, None], target, np.full_like(target, least_dm)
    )
    keep = on & (seen[:, 0] | (target == hexes[:, None]))
    order = np.argsort(~keep, axis=1, kind="stable")
    out = np.where(np.take_along_axis(keep, order, 1), np.take_along_axis(target, order, 1), -1)
    return out[:, : int(keep.sum(axis=1).max(initial=0))].astype(np.int32)


def covered(fan: NDArray[np.int32], hex: ArrayLike, side: ArrayLike, guns: ArrayLike) -> Flags:
    """Hexes under the machine guns of the enemy.

    Parameters
    ----------
    fan : (H, K) int32
        From `fans`.
    hex, side : (..., U) int
        Of units, negative off the board.
    guns : (..., U) bool
        Whether each has machine guns that can fire: not suppressed, not on the march.

    Returns
    -------
    (..., 2, H) bool
        By the side whose carriers would be hit (rule supply.5).
    """
    place, own, fires = np.broadcast_arrays(np.asarray(hex, np.int64), np.asarray(side), np.asarray(guns))
    lead, hexes = place.shape[:-1], len(fan)
    out = np.zeros((int(np.prod(lead, dtype=np.int64)), 2, hexes + 1), np.bool_)
    battle = np.broadcast_to(np.arange(len(out)).reshape(*lead, 1), place.shape)
    on = fires & (place >= 0)
    # A row of -1 marks the spare hex at the end.
    out[battle[on][:, None], 1 - own[on][:, None], fan[place[on]]] = True
    return out[..., :hexes].reshape(*lead, 2, hexes)
