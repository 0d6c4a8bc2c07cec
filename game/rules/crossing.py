"""Over the Tumen: boats and ferries take men and guns across, so many an hour; no other way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.columns import serve
from game.rules.crossing_table import NONE, CrossingTable
from game.rules.fixed import mul
from game.rules.movement_table import MarchTable
from game.rules.tables import ONE

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MEN, LOADS = 0, 1
MILLI = 1000
FACTORS = ("night", "bombed")
AFLOAT_ON_FOOT = ("infantry", "carried")
RIDERS = ("horse",)


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """A pulse at the crossings.

    Attributes
    ----------
    given : (..., U, 2) int64
        Thousandths of men and loads of the unit that are over by now.
    minutes : (..., U) int32
        Since its first boat put off, 0 before.
    ready : (..., U) bool
        Whether all of it is over: it may be set on the far bank.
    afloat : (..., U) int32
        Men on the water in this pulse, as a target.
    """

    given: Ints
    minutes: NDArray[np.int32]
    ready: Flags
    afloat: NDArray[np.int32]


def crossing_need(march: MarchTable, mobility: ArrayLike, men: ArrayLike, pieces: ArrayLike) -> Ints:
    """What it takes to bring a unit over: men by boat, loads by ferry.

    Parameters
    ----------
    march : MarchTable
        Of the ruleset.
    mobility, men, pieces : (..., U) int
        `pieces` are guns with teams and vehicles together.

    Returns
    -------
    (..., U, 2) int64
        Men and loads. Infantry and what men carry goes by boat alone; mounted men and their horses,
        batteries and vehicles go by ferry with one load a piece, and their men by boat.
    """
    kind, people, guns = (np.asarray(part, np.int64) for part in (mobility, men, pieces))
    foot = np.isin(march.mobilities, AFLOAT_ON_FOOT)[kind]
    rides = np.isin(march.mobilities, RIDERS)[kind]
    horses = -(-people // march.horses_per_load)
    loads = np.where(foot, 0, np.where(rides, horses, guns))
    return np.stack(np.broadcast_arrays(people, loads), axis=-1)


def crossing_room(
    march: MarchTable,
    kind: ArrayLike,
    night: ArrayLike,
    bombed: ArrayLike,
    minutes: int,
    count: ArrayLike = 1,
    night_only: ArrayLike = False,
) -> tuple[Ints, NDArray[np.int32]]:
    """What each crossing can carry in a pulse.

    Parameters
    ----------
    march : MarchTable
        Of the ruleset.
    kind : (..., Q) int
        Row of `CROSSINGS`, `NONE` where nothing is.
    night : (..., Q) or (..., 1) bool
        Whether it is dark.
    bombed : (..., Q) or (..., 1) int
        Q10 share of the pulse under air attack or observed shelling.
    minutes : int
        Length of the pulse.
    count, night_only : (Q,) int, (Q,) bool, optional
        Of the map's `CrossingTable`: how many of the kind lie there, and whether they rest by day.

    Returns
    -------
    room : (..., Q, 2) int64
        Thousandths of men and of loads, both directions together.
    factors : (..., Q, 2) int32
        Q10, in the order of `FACTORS`.

    Notes
    -----
    Rule movement.10: men or loads an hour x count x night x (1 - share under attack x (1 - bombed)).
    """
    what = np.asarray(kind)
    dark = np.where(np.asarray(night), march.crossing_night, ONE)
    attacked = ONE - mul(np.asarray(bombed, np.int64), ONE - march.crossing_bombed)
    factors = np.stack(np.broadcast_arrays(dark, attacked, what)[:2], axis=-1)
    works = (what != NONE) & (np.asarray(night, np.bool_) | ~np.asarray(night_only, np.bool_))
    number = np.where(works, np.asarray(count, np.int64), 0)
    hourly = march.crossing[np.maximum(what, 0)].astype(np.int64) * number[..., None]
    room = mul(hourly * MILLI * minutes // 60, factors[..., :1], factors[..., 1:])
    return room, factors.astype(np.int32)


def standing_share(march: MarchTable, table: CrossingTable, kind: ArrayLike) -> NDArray[np.int32]:
    """Loads that the crossings carry now against what they did at the start: Q10 int32[...].

    `kind` int[..., Q] as for `crossing_room`. What `supply.tumen_room` takes as its share: boats carry no
    stores, a bridge carries more than the ferry that it replaces. 1024 where there was nothing to lose.
    """
    loads = march.crossing[:, LOADS].astype(np.int64)
    now, then = (
        (np.where(what != NONE, loads[np.maximum(what, 0)], 0) * table.count).sum(axis=-1)
        for what in (np.asarray(kind, np.int64), table.kind.astype(np.int64))
    )
    return np.where(then > 0, now * ONE // np.maximum(then, 1), ONE).astype(np.int32)


def cross(
    march: MarchTable,
    kind: ArrayLike,
    queue: ArrayLike,
    order: ArrayLike,
    need: ArrayLike,
    given: ArrayLike,
    waited: ArrayLike,
    room: Ints,
    minutes: int,
) -> Crossed:
    """Take units over in the order in which they came to the bank.

    Parameters
    ----------
    march : MarchTable
        Of the ruleset.
    kind : (..., Q) int
        As for `crossing_room`.
    queue, order : (..., U) int
        Crossing at which each waits, negative for none; the hour of its coming.
    need, given : (..., U, 2) int
        From `crossing_need`; from the pulse before (thousandths), 0 at first.
    waited : (..., U) int
        `minutes` of the pulse before.
    room : (..., Q, 2) int64
        From `crossing_room`.
    minutes : int
        Length of the pulse.

    Returns
    -------
    Crossed

    Notes
    -----
    Rule movement.10. A unit is over when all its men and loads are, and a trip's time has passed since its
    first boat. Nobody is served out of turn; a battery at a crossing with boats alone waits for a ferry.
    """
    place, wants, before = np.asarray(queue), np.asarray(need, np.int64) * MILLI, np.asarray(given, np.int64)
    rest = np.maximum(wants - before, 0)
    got = np.stack([serve(place, order, rest[..., c], room[..., c]) for c in (MEN, LOADS)], axis=-1)
    after = before + got
    begun = (after > 0).any(axis=-1)
    since_first = np.where(begun, np.asarray(waited, np.int64) + minutes, 0)
    row = np.maximum(np.take_along_axis(*_same_lead(np.asarray(kind), np.maximum(place, 0)), axis=-1), 0)
    loads = (wants[..., LOADS] > 0).astype(np.int64)
    trip = march.trip[row, loads]
    ready = (place >= 0) & (after >= wants).all(axis=-1) & (since_first >= trip)
    afloat = -(-got[..., MEN] // MILLI)
    return Crossed(after, since_first.astype(np.int32), ready, afloat.astype(np.int32))


def _same_lead(kind: Ints, place: Ints) -> tuple[Ints, Ints]:
    lead = np.broadcast_shapes(kind.shape[:-1], place.shape[:-1])
    return np.broadcast_to(kind, (*lead, kind.shape[-1])), np.broadcast_to(place, (*lead, place.shape[-1]))


def landed(
    near: NDArray[np.int32], far: NDArray[np.int32], queue: ArrayLike, hex: ArrayLike
) -> NDArray[np.int32]:
    """The other bank for each unit, int32[..., U, 1] as `columns.placed` wants it; -1 for who is at neither.

    `near`, `far` int32[Q] are the banks of the crossings; `queue`, `hex` int[..., U] say who stands where.
    """
    place, at = np.maximum(np.asarray(queue), 0), np.asarray(hex)
    goal = np.where(at == near[place], far[place], np.where(at == far[place], near[place], -1))
    return np.where(np.asarray(queue) >= 0, goal, -1)[..., None].astype(np.int32)
