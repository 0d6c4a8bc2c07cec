"""Least cost over the hexes: how far one comes (`reach`) and by which way (`route`).

Costs are directed: `cost[h, d]` is the price of leaving hex h over side d. A cost below 0 or from BLOCKED up
closes the side, as does the rim of the board. All starts of a batch advance together, one array step a pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Cost = TypeVar("Cost", np.int32, np.int64)

BLOCKED = 1 << 30
UNREACHED = -1

# Any sum of a budget and a price stays below it, in 32 bits.
_FAR = np.iinfo(np.int32).max
_FAR_WIDE = np.iinfo(np.int64).max


def reach(
    cost: NDArray[np.int32], neighbor: NDArray[np.int32], start: ArrayLike, budget: ArrayLike = BLOCKED
) -> NDArray[np.int32]:
    """Least cost from each start to every hex.

    Parameters
    ----------
    cost : (H, 6) int32
        Price of leaving a hex over a side; below 0 or from BLOCKED up: closed.
    neighbor : (H, 6) int32
        Hex over each side, negative where there is none.
    start : (...) int32
        Hexes to start from; a negative one (a unit off the board) reaches nothing.
    budget : (...) int, optional
        Most that may be spent, broadcast against `start`; a negative one reaches nothing.

    Returns
    -------
    (..., H) int32
        Least cost, 0 at the start, -1 where it cannot be reached within the budget.

    Raises
    ------
    ValueError
        If a start lies beyond the last hex.
    """
    begin, limit = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(budget, dtype=np.int64))
    if begin.size and int(begin.max()) >= len(cost):
        raise ValueError(f"a start lies beyond the last of the {len(cost)} hexes: {begin.max()}")
    best = np.full((begin.size, len(cost)), _FAR, dtype=np.int32)
    _relax(
        best, _prices(cost, neighbor), neighbor, begin.reshape(-1), np.minimum(limit, BLOCKED - 1).reshape(-1)
    )
    best[best == _FAR] = UNREACHED
    return best.reshape(*begin.shape, len(cost))


def route(
    cost: NDArray[np.int32], neighbor: NDArray[np.int32], start: int, goal: int, budget: int = BLOCKED
) -> NDArray[np.int32]:
    """Cheapest way from one hex to another.

    Parameters
    ----------
    cost, neighbor, start, budget
        As for `reach`, for one start.
    goal : int
        Hex to come to.

    Returns
    -------
    (n,) int32
        Hexes from start to goal, both included; empty where the goal cannot be reached within the budget.

    Notes
    -----
    Tie rule: the least cost, then the fewest hexes, then, read from the goal backward, the lowest hex number.
    """
    if not (0 <= start < len(cost) and 0 <= goal < len(cost)):
        raise ValueError(f"a route needs two of the {len(cost)} hexes, got {start} and {goal}")
    return trace(field(cost, neighbor, start, budget), goal)


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Ways from one hex to all others: `best` int64[H] and `prices` int64[H, 6] of cost and steps in one."""

    start: int
    best: NDArray[np.int64]
    prices: NDArray[np.int64]
    neighbor: NDArray[np.int32]


def field(cost: NDArray[np.int32], neighbor: NDArray[np.int32], start: int, budget: int = BLOCKED) -> Field:
    """The ways from a hex, as `route` finds them: for who asks for many goals."""
    hexes = len(cost)
    # A unit of cost outweighs every number of steps: steps decide only among ways of equal cost.
    unit = hexes + 1
    prices = _prices(cost, neighbor).astype(np.int64)
    prices = np.where(prices < 0, prices, prices * unit + 1)
    limit = np.array([min(budget, BLOCKED - 1) * unit + hexes], dtype=np.int64)
    best = np.full((1, hexes), _FAR_WIDE)
    _relax(best, prices, neighbor, np.array([start], dtype=np.int64), limit)
    return Field(start, best[0], prices, neighbor)


def trace(ways: Field, goal: int) -> NDArray[np.int32]:
    """The way to a goal in a field of ways; empty where it cannot be reached."""
    if ways.best[goal] == _FAR_WIDE:
        return np.zeros(0, dtype=np.int32)
    way = [goal]
    while way[-1] != ways.start:
        way.append(_before(way[-1], ways.best, ways.prices, ways.neighbor))
    return np.array(way[::-1], dtype=np.int32)


def _before(h: int, best: NDArray[np.int64], prices: NDArray[np.int64], neighbor: NDArray[np.int32]) -> int:
    """Lowest hex from which hex `h` is entered at its least cost."""
    around = neighbor[h]
    sides = np.flatnonzero(around >= 0)
    near = around[sides]
    price = prices[near, (sides + 3) % 6]
    fits = (price >= 0) & (best[near] != _FAR_WIDE)
    fits &= np.where(fits, best[near], 0) + price == best[h]
    return int(near[fits].min())


def _prices(cost: NDArray[np.int32], neighbor: NDArray[np.int32]) -> NDArray[np.int32]:
    """Costs with every closed side and the rim at -1."""
    if cost.shape != neighbor.shape:
        raise ValueError(f"costs of shape {cost.shape} do not fit a board with sides {neighbor.shape}")
    closed = (cost < 0) | (cost >= BLOCKED) | (neighbor < 0)
    return np.where(closed, -1, cost).astype(np.int32)


def _relax(
    best: NDArray[Cost],
    prices: NDArray[Cost],
    neighbor: NDArray[np.int32],
    start: NDArray[np.int64],
    limit: NDArray[np.int64],
) -> None:
    """Lower `best` [B, H] to the least cost from start[B] within limit[B], where there is a way.

    Each pass spends from the hexes that became cheaper in the last one, of all starts at once, so the work
    follows the ground reached and not the size of the board.
    """
    hexes = len(prices)
    flat = best.reshape(-1)
    stamp = np.empty(flat.size, dtype=np.intp)
    begin = np.flatnonzero((start >= 0) & (limit >= 0))
    front = begin * hexes + start[begin]
    flat[front] = 0
    most = limit.astype(prices.dtype)
    while front.size:
        unit, h = np.divmod(front, hexes)
        price = prices[h]
        spent = flat[front][:, None] + price
        to = (unit * hexes)[:, None] + neighbor[h]
        # A closed side points at some hex too (price -1): the mask drops it before anything is stored.
        better = (price >= 0) & (spent <= most[unit][:, None]) & (spent < flat[to])
        key, value = to[better], spent[better]
        np.minimum.at(flat, key, value)
        # Each hex once in the next pass: the last writer of its stamp stays.
        order = np.arange(key.size)
        stamp[key] = order
        front = key[stamp[key] == order]
