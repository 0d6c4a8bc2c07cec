"""What engineers do: wire, tracks over marsh, fords, decoys, boats.

Shells cut wire in `shelled_ground`, men before an assault in `assault_fire`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import CAUSEWAY, WIRE
from game.rules.fixed import mul, ratio
from game.rules.tables import ONE
from game.rules.works import work_rate
from game.rules.works_table import NEVER, WorksTable

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FACTORS = ("party", "fire", "night", "fatigue")
"""Factors of the work on a task, in order."""
NO_TASK = -1


@dataclass(frozen=True, slots=True, eq=False)
class Toil:
    """A pulse of work on tasks.

    Attributes
    ----------
    factors : (..., U, 4) int32
        Q10, in the order of `FACTORS`.
    done : (..., U) int32
        Q20 share of the task done so far, 0..2^20, and 0 again once it is finished.
    finished : (..., U) bool
    used : (..., U) int64
        Grams of engineer stores, taken when the task is finished.
    """

    factors: NDArray[np.int32]
    done: NDArray[np.int32]
    finished: Flags
    used: Ints


def toil(
    table: WorksTable,
    task: ArrayLike,
    done: ArrayLike,
    men: ArrayLike,
    sappers: ArrayLike,
    under_fire: ArrayLike,
    night: ArrayLike,
    fatigue: ArrayLike,
    stores: ArrayLike,
    minutes: ArrayLike,
) -> Toil:
    """Work on a task for a pulse.

    Parameters
    ----------
    table : WorksTable
        Of the ruleset.
    task : (..., U) int
        Row of `TASKS`, `NO_TASK` for none.
    done : (..., U) int
        Q20 share of the task done so far, 0..2^20.
    men : (..., U) int
        Men who work; fewer than a full party work in proportion, more work no faster.
    sappers, under_fire, night, fatigue
        As for `works.work_rate`.
    stores : (..., U) int
        Grams at hand; a task is finished only when its stores are there.
    minutes : (..., U) int
        Spent on it.

    Returns
    -------
    Toil

    Notes
    -----
    Rules works.2 to 4. Soil does not matter, and the hours of engineers are their own: no factor for them.
    """
    what, skilled = np.asarray(task), np.asarray(sappers, np.bool_)
    row, column = np.maximum(what, 0), skilled.astype(np.int64)
    need = np.where(what >= 0, table.tasks[row, column], NEVER)
    party = np.minimum(ratio(men, table.party[column]), ONE)
    parts, _ = work_rate(table, None, under_fire, night, fatigue, False)
    own = np.stack(np.broadcast_arrays(party, parts[..., 1], parts[..., 2], parts[..., 3]), axis=-1)
    rate = mul(ONE, *np.moveaxis(own, -1, 0))
    share = (np.asarray(minutes, np.int64) * rate << 10) // np.maximum(need, 1)
    whole = np.minimum(np.asarray(done, np.int64) + np.where(need > 0, share, 0), ONE << 10)
    finished = (need > 0) & (whole >= ONE << 10) & (np.asarray(stores, np.int64) >= table.stores[row])
    used = np.where(finished, table.stores[row], 0)
    left = np.where(finished, 0, whole)
    return Toil(own.astype(np.int32), left.astype(np.int32), finished, used)


def with_belts(
    table: WorksTable,
    belts: ArrayLike,
    neighbor: NDArray[np.int32],
    hex: ArrayLike,
    side: ArrayLike,
    more: ArrayLike,
) -> NDArray[np.int8]:
    """Belts of wire after some were laid or cleared, the same from both hexes of a side.

    Parameters
    ----------
    table : WorksTable
        Of the ruleset.
    belts : (..., H, 6) int
        Belts on each side before.
    neighbor : (H, 6) int32
        Hex over each side, negative where there is none.
    hex, side : (..., U) int
        Where each works.
    more : (..., U) int
        1 for a belt laid, -1 for one cleared, 0 for nothing.

    Returns
    -------
    (..., H, 6) int8
        Between 0 and the most that a side holds (rule works.3).
    """
    old = np.asarray(belts, np.int64)
    change = np.broadcast_to(np.asarray(more, np.int64), np.broadcast_shapes(np.shape(hex), np.shape(more)))
    lead = np.broadcast_shapes(old.shape[:-2], change.shape[:-1])
    units = change.shape[-1]
    total = np.broadcast_to(old, (*lead, *old.shape[-2:])).reshape(-1).copy()
    place, at, plus = (
        np.broadcast_to(np.asarray(part, np.int64), (*lead, units)).reshape(-1)
        for part in (hex, side, change)
    )
    rows = np.flatnonzero((plus != 0) & (place >= 0))
    battle = rows // max(units, 1) * old.shape[-2]
    here, over = place[rows], neighbor[place[rows], at[rows]]
    np.add.at(total, (battle + here) * 6 + at[rows], plus[rows])
    inside = over >= 0
    far = (battle + over) * 6 + (at[rows] + 3) % 6
    np.add.at(total, far[inside], plus[rows][inside])
    return np.clip(total, 0, table.belts).reshape(*lead, *old.shape[-2:]).astype(np.int8)


def with_ways(
    ways: ArrayLike, neighbor: NDArray[np.int32], hex: ArrayLike, laid: ArrayLike, firm: ArrayLike = True
) -> NDArray[np.uint8]:
    """Ways after tracks were laid over hexes of marsh, or fords made firm.

    Parameters
    ----------
    ways : (..., H, 6) int
        Bits of `WAY_KINDS`.
    neighbor : (H, 6) int32
        Hex over each side, negative where there is none.
    hex : (..., U) int
        Hexes of that work, negative for none.
    laid : (..., U) bool
        Whether the work there is finished.
    firm : (H, 6) bool, optional
        Sides with ground behind them that a track can lead to: it bridges no river and no lake.

    Returns
    -------
    (..., H, 6) uint8
        With a causeway over every such side of those hexes, from both of their hexes: a track leads through a
        hex and out of it (rule works.4).
    """
    old = np.asarray(ways, np.uint8)
    place, done = np.broadcast_arrays(np.asarray(hex, np.int64), np.asarray(laid, np.bool_))
    lead = np.broadcast_shapes(old.shape[:-2], place.shape[:-1])
    out = np.broadcast_to(old, (*lead, *old.shape[-2:])).reshape(-1, *old.shape[-2:]).copy()
    flat = np.broadcast_to(np.where(done, place, -1), (*lead, place.shape[-1])).reshape(len(out), -1)
    battle, unit = np.nonzero(flat >= 0)
    over = flat[battle, unit]
    beyond = (neighbor >= 0) & np.asarray(firm, np.bool_)
    out[battle, over] |= np.where(beyond[over], CAUSEWAY, 0).astype(np.uint8)
    for d in range(6):
        far = neighbor[over, d]
        on = beyond[over, d]
        out[battle[on], far[on], (d + 3) % 6] |= np.uint8(CAUSEWAY)
    return out.reshape(*lead, *old.shape[-2:])


def wired(edges: ArrayLike, belts: ArrayLike) -> NDArray[np.uint8]:
    """Bits of the hexsides uint8[..., H, 6] with that of wire set where belts lie and cleared elsewhere."""
    bare = np.asarray(edges, np.uint8) & np.uint8(255 - WIRE)
    return bare | np.where(np.asarray(belts) > 0, np.uint8(WIRE), np.uint8(0))
