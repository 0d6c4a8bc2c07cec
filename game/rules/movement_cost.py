"""What a step costs: minutes to enter each hex over each side, and how much slower weather and fire make it.

Minutes are the product of a price of the ground (`entry_cost`, the same for all units of a mobility) and a
pace (`pace`, the unit's own). Routes are sought over the price with the budget divided by the pace.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import RIVER, SHORE, STREAM, WAY_KINDS
from game.rules.fixed import mul
from game.rules.movement_table import CLOSED, COLUMN, LAYERS, SWIM, MarchTable
from game.rules.tables import IMPASSABLE, ONE

Ints = NDArray[np.int64]

FACTORS = ("mode", "ground", "night", "fog", "fatigue", "fire")
"""Factors of the pace, in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Pace:
    """How much longer than by the table a step takes.

    Attributes
    ----------
    factors : (..., U, 6) int32
        Q10, in the order of `FACTORS`.
    value : (..., U) int64
        Q10 product, at least 1.
    """

    factors: NDArray[np.int32]
    value: Ints


def entry_cost(
    table: MarchTable,
    neighbor: NDArray[np.int32],
    height: ArrayLike,
    terrain: ArrayLike,
    ways: ArrayLike,
    edges: ArrayLike,
    belts: ArrayLike = 0,
    scale: int = 250,
    rows: ArrayLike | None = None,
) -> NDArray[np.int32]:
    """Tenths of a minute to leave a hex over a side and enter the next.

    Parameters
    ----------
    table : MarchTable
        Of the ruleset.
    neighbor : (H, 6) int32
        Hex over each side, negative where there is none.
    height : (H,) int
        Meters.
    terrain : (..., H) int
        Rows of the terrain table; a repaired ford or a filled crater may differ from the map.
    ways, edges, belts : (..., H, 6) int
        Bits of `WAY_KINDS` and `EDGE_KINDS`; uncut belts of wire on each side.
    scale : int
        Meters from center to center.
    rows : (N,) int, optional
        Hexes to leave, all where left out; `neighbor`, `ways`, `edges` and `belts` are then those of these
        hexes alone.

    Returns
    -------
    (..., 3, M, H, 6) int32
        By layer (`LAYERS`: advance, column, swim) and mobility, at least 1; `CLOSED` (-1) where no way leads.

    Notes
    -----
    Rules movement.1, 2, 7 and 9. The cheaper of ground and way counts; a way is a bridge over a stream or a
    river. Climb, wire and the slope that stops a tank count on both. Only boats enter the river, and nobody
    crosses it but on a way; only swimmers, in their own layer, enter the lake or cross an arm of it. All
    inputs that vary in play may carry batch axes.
    """
    to = np.maximum(neighbor, 0)
    ground, way = np.asarray(terrain)[..., to], np.asarray(ways)
    side, wire = np.asarray(edges), np.asarray(belts)
    shape = np.broadcast_shapes(ground.shape, way.shape, side.shape, wire.shape)
    own = slice(None) if rows is None else np.asarray(rows)
    rise = np.maximum(np.asarray(height, np.int64)[to] - np.asarray(height, np.int64)[own, None], 0)
    dry_shod = ~table.wet[np.asarray(terrain)[..., own]][..., None] & ~table.wet[ground]
    banks = (side & (RIVER | SHORE) != 0) & dry_shod
    arm = banks & (side & RIVER == 0)
    out = np.full((*shape[:-2], len(LAYERS), len(table.mobilities), *neighbor.shape), CLOSED, np.int32)
    for m in range(len(table.mobilities)):
        dry = np.where(side & STREAM != 0, table.stream[m], 0) + table.ground[m][ground]
        path = _by_way(table, m, way)
        extra = (table.climb[m] * rise + 5) // 10 + table.wire[m] * wire
        if table.steepest[m]:
            extra = extra + np.where(rise << 10 > int(table.steepest[m]) * scale, IMPASSABLE, 0)
        extra = extra + np.where(neighbor < 0, IMPASSABLE, 0)
        off = np.where(banks, IMPASSABLE, dry)
        layers = [np.minimum(off, path), path, off]
        if table.swims[m]:
            swum = np.where(arm | (ground == table.lake), table.swim, off)
            layers[SWIM] = np.minimum(swum, path)
        else:
            layers[SWIM] = layers[0]
        for k, price in enumerate(layers):
            total = price + extra
            out[..., k, m, :, :] = np.where(total >= IMPASSABLE, CLOSED, np.maximum(total, 1))
    return out


def _by_way(table: MarchTable, m: int, way: NDArray[np.int64]) -> NDArray[np.int64]:
    """Least price over the ways that cross a side."""
    best = np.full(way.shape, int(IMPASSABLE), np.int64)
    for k in range(len(WAY_KINDS)):
        best = np.where(way & (1 << k) != 0, np.minimum(best, table.way[m, k]), best)
    return best


def layer_of(table: MarchTable, mode: ArrayLike, swim: ArrayLike = False) -> NDArray[np.int8]:
    """Layer of prices that a unit uses, int8[...]: column by its mode, swim where it may, else advance."""
    in_column = np.asarray(mode) == table.modes.index("column")
    return np.where(in_column, COLUMN, np.where(np.asarray(swim), SWIM, 0)).astype(np.int8)


def pace(
    table: MarchTable,
    mobility: ArrayLike,
    mode: ArrayLike,
    ground: ArrayLike,
    night: ArrayLike,
    fog: ArrayLike,
    fatigue: ArrayLike,
    suppression: ArrayLike,
) -> Pace:
    """Factor on the minutes of each unit.

    Parameters
    ----------
    table : MarchTable
        Of the ruleset.
    mobility, mode : (..., U) int
        Rows of the mobilities and of `table.modes`.
    ground : (..., U) or (..., 1) int
        State of the ground, row of `GROUND`.
    night, fog : (..., U) or (..., 1) bool
        Whether it is dark, whether fog lies.
    fatigue, suppression : (..., U) int
        Q10, 0..1024.

    Returns
    -------
    Pace

    Notes
    -----
    Rules movement.3 to 5: mode x ground x night x fog x (1 + .5 fatigue) x (1 + suppression).
    """
    kind, state = np.asarray(mobility), np.asarray(ground)
    parts = (
        table.mode[np.asarray(mode)],
        table.state[state, kind],
        np.where(np.asarray(night), table.night[kind], ONE),
        np.where(np.asarray(fog), table.fog[kind], ONE),
        ONE + mul(fatigue, table.fatigue),
        ONE + mul(suppression, table.under_fire),
    )
    factors = np.stack(np.broadcast_arrays(*parts), axis=-1).astype(np.int32)
    value = mul(ONE, *np.moveaxis(factors, -1, 0))
    return Pace(factors, np.maximum(value, 1))


def out_of_breath(
    table: MarchTable, mode: ArrayLike, suppression: ArrayLike, rushed: ArrayLike
) -> NDArray[np.int16]:
    """Suppression after the march of a pulse: who `rushed` into the last hex of his route arrives the worse.

    Parameters
    ----------
    table : MarchTable
        Of the ruleset.
    mode : (..., U) int
        Row of `table.modes`.
    suppression : (..., U) int
        Q10.
    rushed : (..., U) bool
        Units that entered the last hex in this pulse: hexes were taken and the march has ended.

    Returns
    -------
    (..., U) int16
        Q10.

    Notes
    -----
    Rule movement.3.
    """
    more = np.where(np.asarray(rushed, np.bool_), table.mode_suppression[np.asarray(mode)], 0)
    return np.minimum(np.asarray(suppression, np.int64) + more, ONE).astype(np.int16)


def minutes(price: ArrayLike, value: ArrayLike) -> Ints:
    """Tenths of a minute of a step, int64[...], at least 1: price times Q10 pace; `CLOSED` stays closed."""
    cost = np.asarray(price, np.int64)
    return np.where(cost < 0, CLOSED, np.maximum((cost * np.asarray(value, np.int64)) >> 10, 1))


def swum(table: MarchTable, men: ArrayLike, hexes: ArrayLike) -> Ints:
    """Men lost or scattered while swimming, expected, in thousandths: int64[...], never above the men.

    `men` int[...] who swam over `hexes` int[...] of lake under no fire (rule movement.7).
    """
    people = np.asarray(men, np.int64) * 1000
    lost = (people * table.swim_loss * np.asarray(hexes, np.int64)) >> 16
    return np.asarray(np.minimum(lost, people))
