"""How far many units come within small budgets: all of them at once, each in a window of its own.

A window is a rhombus of axial coordinates round the unit's hex, so the six sides are six shifts of one array.
Windows of all units lie side by side along the last axis, in bytes where budgets allow: a pass over all of
them is twelve array operations, however many units there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.axial import DIRECTIONS
from game.grid.board import make_neighbor

Whole = NDArray[Any]
Ints = NDArray[np.int64]

UNREACHED = -1
_SIDES = 6
_PLACES = 8
"""Prices kept for a hex: six and two to fill a word."""
_TYPES: tuple[tuple[type, type], ...] = ((np.uint8, np.uint64), (np.int16, np.complex128))
"""Types of prices, and a type as wide as eight of them, by which a hex is copied at once."""
MOST = 16382
"""Greatest budget that windows take."""
CHUNK = 304
CELLS = 1 << 19
"""Units, and cells of windows, that are worked on together: they fit the cache."""
SURE = 4
"""Passes before the first look whether anything still changes."""
RUN = 3
"""A window is first tried as wide as one comes at half the mean of least and usual price and a half more."""


@dataclass(slots=True, eq=False)
class Scratch:
    """Memory that is used again from call to call: fresh pages cost more than the work done in them."""

    held: dict[str, Whole] = field(default_factory=dict)

    def take(self, name: str, shape: tuple[int, ...], kind: type) -> Whole:
        """An array of a shape and type with whatever stood in it."""
        size = prod(shape) * np.dtype(kind).itemsize
        if name not in self.held or self.held[name].size < size:
            self.held[name] = np.empty(size, np.uint8)
        return self.held[name][:size].view(kind).reshape(shape)


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """Prices of a board packed for windows; make one with `packed` for each mobility.

    Not to be used by two threads at a time, for the sake of its `scratch`.

    Attributes
    ----------
    cols, rows, pad : int
        Of the board; closed hexes added round it.
    width : int
        Cells of a row of the packed array, which is a parallelogram of axial coordinates.
    least, usual : int
        Least and middle open price.
    small, large : word[cells]
        Prices of the six sides of each cell, as bytes and as 16-bit numbers.
    """

    cols: int
    rows: int
    pad: int
    width: int
    least: int
    usual: int
    small: Whole
    large: Whole
    scratch: Scratch = field(default_factory=Scratch)

    def cell(self, hex: ArrayLike) -> Ints:
        """Place of hexes int[...] in the packed array."""
        row, col = np.divmod(np.asarray(hex, np.int64), self.cols)
        column = col - (row - (row & 1)) // 2 + self.rows // 2 + self.pad
        return np.asarray((row + self.pad) * self.width + column)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Windows of some of the starts.

    Attributes
    ----------
    unit, limit : int64[B]
        Rows of the starts; their budgets.
    radius : int
    spent : int[D, D, B]
        Least price by row and axial column of the window, D = 2 * radius + 1; of no meaning above the limit.
    """

    unit: Ints
    limit: Ints
    radius: int
    spent: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """Least prices round each start: int64[B] hexes, negative for none, and the blocks of windows."""

    start: Ints
    cols: int
    rows: int
    blocks: tuple[Block, ...]

    def reached(self) -> tuple[Ints, Ints, Ints]:
        """All that is reached: row of the start, hex, least price, int64[N] each."""
        parts = [self._listed(block) for block in self.blocks]
        if not parts:
            return (np.zeros(0, np.int64),) * 3
        unit, hex, price = (np.concatenate(column) for column in zip(*parts, strict=True))
        return unit, hex, price

    def _listed(self, block: Block) -> tuple[Ints, Ints, Ints]:
        within = block.spent <= block.limit.astype(block.spent.dtype)
        at = np.flatnonzero(within)
        cell, lane = np.divmod(at, block.unit.size)
        dr, dq = np.divmod(cell, 2 * block.radius + 1)
        unit = block.unit[lane]
        row, col = np.divmod(self.start[unit], self.cols)
        there = row + dr - block.radius
        # Axial q = col - (row - (row & 1)) / 2, so a step in q is one in col but for the shear of the rows.
        column = col + dq - block.radius - (row - (row & 1)) // 2 + (there - (there & 1)) // 2
        return unit, there * self.cols + column, block.spent.reshape(-1)[at].astype(np.int64)

    def dense(self) -> NDArray[np.int32]:
        """The same as `routes.reach`: int32[B, H]."""
        hexes = self.cols * self.rows
        out = np.full(self.start.size * hexes, UNREACHED, np.int32)
        unit, hex, price = self.reached()
        out[unit * hexes + hex] = price
        return out.reshape(-1, hexes)


def packed(cost: NDArray[np.int32], cols: int, rows: int, closed: int = 1 << 30) -> Terrain:
    """Pack the prices of a board.

    Parameters
    ----------
    cost : (H, 6) int32
        Price of leaving a hex over a side; below 0 or from `closed` up: no way.
    cols, rows : int
        Of the board.
    closed : int
        Least price that means closed.

    Returns
    -------
    Terrain

    Raises
    ------
    ValueError
        If the prices do not fit the board, or one is 0.
    """
    if cost.shape != (cols * rows, _SIDES):
        raise ValueError(f"prices of shape {cost.shape} do not fit a board of {cols} x {rows} hexes")
    shut = (cost < 0) | (cost >= closed) | (make_neighbor(cols, rows) < 0)
    some = cost[~shut]
    least = int(some.min()) if some.size else 1
    if least < 1:
        raise ValueError(f"windows take prices from 1, got {least}")
    usual = int(np.partition(some, some.size // 2)[some.size // 2]) if some.size else 1
    pad = 1
    width = cols + rows // 2 + 2 * pad
    made = Terrain(cols, rows, pad, width, least, usual, np.zeros(0), np.zeros(0))
    at = made.cell(np.arange(cols * rows))
    planes: list[Whole] = []
    for kind, word in _TYPES:
        far = _far(kind)
        cells: Whole = np.full(((rows + 2 * pad) * width, _PLACES), far, kind)
        cells[at, :_SIDES] = np.where(shut, far, np.minimum(cost, far))
        planes.append(cells.view(word)[:, 0])
    return Terrain(cols, rows, pad, width, least, usual, planes[0], planes[1])


def _far(kind: type) -> int:
    """More than any budget, and twice it still fits."""
    return int(np.iinfo(kind).max) // 2


def ranges(terrain: Terrain, start: ArrayLike, budget: ArrayLike) -> Ranges:
    """Least price from each start to all hexes within its budget.

    Parameters
    ----------
    terrain : Terrain
        From `packed`; prices above 0.
    start : (B,) int
        Hexes; a negative one reaches nothing.
    budget : (B,) or () int
        Most that may be spent, at most `MOST`; a negative one reaches nothing.

    Returns
    -------
    Ranges

    Raises
    ------
    ValueError
        If a budget is above `MOST`, or a start beyond the last hex.

    Notes
    -----
    Windows are first made as wide as the usual price lets one come; units that touch the rim of theirs are
    done again in wider ones, up to what the least price allows. The result is exact.
    """
    begin = np.asarray(start, np.int64).reshape(-1)
    limit = np.broadcast_to(np.asarray(budget, np.int64), begin.shape)
    most = int(limit.max(initial=-1))
    if most > MOST:
        raise ValueError(f"windows take budgets up to {MOST}, got {most}")
    if begin.size and int(begin.max()) >= terrain.cols * terrain.rows:
        raise ValueError(f"a start lies beyond the last hex of the board: {begin.max()}")
    widest = min(max(most, 0) // max(terrain.least, 1), terrain.cols + terrain.rows)
    radius = min(widest, RUN * max(most, 0) // max(terrain.least + terrain.usual, 1) + RUN)
    todo, blocks = np.flatnonzero((begin >= 0) & (limit >= 0)), []
    row = 0 if most < _far(np.uint8) else 1
    while todo.size:
        rim = []
        chunk = max(min(CHUNK, CELLS // (2 * radius + 1) ** 2), 1)
        for at in range(0, todo.size, chunk):
            part = todo[at : at + chunk]
            best = _window(terrain, begin[part], limit[part], radius, row)
            touches = _at_rim(best, limit[part]) & (radius < widest)
            rim.append(part[touches])
            kept = np.flatnonzero(~touches)
            spent = best.copy() if kept.size == part.size else best[..., kept]
            blocks.append(Block(part[kept], limit[part[kept]], radius, spent))
        todo, radius = np.concatenate(rim), min(widest, 2 * radius)
    return Ranges(begin, terrain.cols, terrain.rows, tuple(blocks))


def _window(terrain: Terrain, start: Ints, limit: Ints, radius: int, row: int) -> Whole:
    """Least prices [D, D, B] in windows of a radius, in memory that the next call uses again."""
    side = 2 * radius + 1
    kind, words = _TYPES[row][0], (terrain.small, terrain.large)[row]
    best = terrain.scratch.take("best", (side, side, start.size), kind)
    # Whatever is beyond all budgets is as good as unreached, and never looked at again.
    best.fill(int(limit.max()) + 1)
    best[radius, radius] = 0
    prices = _prices(terrain, words, kind, start, radius)
    extra = terrain.scratch.take("extra", (best.size,), kind)
    before = terrain.scratch.take("before", best.shape, kind)
    for k in range(1, int(limit.max()) // max(terrain.least, 1) + 1):
        _pass(best, prices, extra, radius, min(k, radius))
        if k >= SURE:
            # Nothing new in this pass: whatever lies farther out cannot be reached either.
            if k > SURE and np.array_equal(before, best):
                break
            np.copyto(before, best)
    return best


def _prices(terrain: Terrain, words: Whole, kind: type, start: Ints, radius: int) -> Whole:
    """Prices [6, D, D, B] of leaving each cell of the windows; the sides of the rim are closed."""
    offset = np.arange(-radius, radius + 1)
    shape = (2 * radius + 1, 2 * radius + 1, start.size)
    # A window that leaves the packed array wraps round or is clipped: only closed cells lead there.
    at = terrain.scratch.take("at", shape, np.int64)
    np.add(terrain.cell(start), offset[:, None, None] * terrain.width + offset[None, :, None], out=at)
    found = terrain.scratch.take("found", shape, words.dtype.type)
    words.take(at, out=found, mode="clip")
    out = terrain.scratch.take("prices", (_SIDES, *shape), kind)
    np.copyto(out, np.moveaxis(found.view(kind).reshape(*shape, _PLACES)[..., :_SIDES], -1, 0))
    for d, (dq, _) in enumerate(DIRECTIONS.tolist()):
        if dq:
            out[d, :, 0 if dq < 0 else -1] = _far(kind)
    return out


def _pass(best: Whole, prices: Whole, extra: Whole, radius: int, k: int) -> None:
    """Relax all sides of the cells within k rows of the middle, in whole rows."""
    side, units = best.shape[1:]
    lo, hi = (radius - k) * side * units, (radius + k + 1) * side * units
    flat = best.reshape(-1)
    for d, (dq, dr) in enumerate(DIRECTIONS.tolist()):
        step = (dr * side + dq) * units
        begin, end = max(lo, lo - step), min(hi, hi - step)
        spend = extra[begin:end]
        np.add(flat[begin:end], prices[d].reshape(-1)[begin:end], out=spend)
        np.minimum(flat[begin + step : end + step], spend, out=flat[begin + step : end + step])


def _at_rim(best: Whole, limit: Ints) -> NDArray[np.bool_]:
    """Whether each unit reaches the rim of its window."""
    rows, columns = best[[0, -1]].min(axis=(0, 1)), best[:, [0, -1]].min(axis=(0, 1))
    return np.asarray(np.minimum(rows, columns) <= limit)
