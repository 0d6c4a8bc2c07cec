"""The queue for the road: who of the marching units comes onto the map, and when.

There is one road. Men on foot march along its verge by the hour; guns and vehicles follow each other on the
roadway. Each unit claims so many seconds of its lane; the lanes of an entry serve their queues in the order
of the hours of arrival.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.movement_table import TRACTION, MarchTable
from game.rules.stacking import admitted, first_of, since
from game.rules.supply_table import SupplyTable

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO_LANE, VERGE, ROADWAY = -1, 0, 1
LANES = ("verge", "roadway")
HOUR = 3600
MEN_A_PLACE = 10
"""A unit without guns or vehicles that rides takes one place on the roadway for so many men."""
ON_FOOT = ("infantry", "carried")
RIDERS = ("horse",)


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """What a unit needs of the road.

    Attributes
    ----------
    lane : (..., U) int8
        `VERGE`, `ROADWAY`, or `NO_LANE` for trains, boats and aircraft.
    seconds : (..., U) int64
        Of that lane.
    """

    lane: NDArray[np.int8]
    seconds: Ints


def claim(
    table: SupplyTable,
    march: MarchTable,
    mobility: ArrayLike,
    men: ArrayLike,
    guns: ArrayLike,
    vehicles: ArrayLike,
    ground: ArrayLike,
) -> Claim:
    """Seconds of the road that each unit takes to pass a point.

    Parameters
    ----------
    table : SupplyTable
        Of the ruleset.
    march : MarchTable
        For the names of the mobilities.
    mobility, men, guns, vehicles : (..., U) int
        Guns that are drawn by horses or tractors; vehicles that run.
    ground : (..., U) or (..., 1) int
        State of the ground.

    Returns
    -------
    Claim

    Notes
    -----
    Rules supply.1 and supply.3: men / (men an hour), guns / (guns an hour), vehicles / (vehicles an hour),
    rounded up to whole seconds. A rider takes the verge of two men.
    """
    names = march.mobilities
    lanes = [VERGE if n in (*ON_FOOT, *RIDERS) else ROADWAY if n in TRACTION else NO_LANE for n in names]
    kind, state = np.asarray(mobility), np.asarray(ground)
    lane = np.array(lanes, np.int8)[kind]
    rides = np.isin(names, RIDERS)[kind]
    people, pieces, run = (np.asarray(part, np.int64) for part in (men, guns, vehicles))
    # A drawn gun and its team are one thing on the road; who has neither takes a place for ten men.
    things = np.maximum(pieces, run)
    things = np.where(things > 0, things, -(-people // MEN_A_PLACE))
    rate = table.passing[state, np.array([_column(n) for n in names])[kind]]
    count = np.where(lane == VERGE, people * np.where(rides, 2, 1), things)
    seconds = np.where(lane == NO_LANE, 0, -(-count * HOUR // np.maximum(rate, 1)))
    return Claim(np.broadcast_to(lane, seconds.shape).astype(np.int8), seconds)


def _column(mobility: str) -> int:
    """Column of `SupplyTable.passing` for a mobility: foot, draft, tracks, wheels."""
    pull = "foot" if mobility in (*ON_FOOT, *RIDERS) else TRACTION.get(mobility, "wheels")
    return ("foot", "draft", "tracks", "wheels").index(pull)


def serve(queue: ArrayLike, order: ArrayLike, need: ArrayLike, room: ArrayLike) -> Ints:
    """Give out what a place can do, first come first served.

    Parameters
    ----------
    queue : (..., U) int
        Place where each waits, 0..Q-1; negative for nobody.
    order : (..., U) int
        Who came first: the least; equal ones by row.
    need : (..., U) int
        What each still needs, not negative.
    room : (..., Q) int
        What each place can give in this pulse.

    Returns
    -------
    (..., U) int64
        What each gets, never above its need; together never above the room of the place.
    """
    place, came, wants = np.broadcast_arrays(
        np.asarray(queue, np.int64), np.asarray(order, np.int64), np.asarray(need, np.int64)
    )
    places = np.asarray(room).shape[-1]
    lead = np.broadcast_shapes(place.shape[:-1], np.asarray(room).shape[:-1])
    shape = (*lead, place.shape[-1])
    place, came, wants = (np.broadcast_to(part, shape) for part in (place, came, wants))
    give = np.broadcast_to(np.asarray(room, np.int64), (*lead, places)).reshape(-1)
    battle = np.arange(int(np.prod(lead, dtype=np.int64))).reshape(*lead, 1)
    rows = np.flatnonzero((place >= 0) & (wants > 0))
    key = (battle * places + np.maximum(place, 0)).reshape(-1)[rows]
    by = np.lexsort((rows, came.reshape(-1)[rows], key))
    need_by = wants.reshape(-1)[rows][by]
    before = since(need_by, first_of(key[by])) - need_by
    out = np.zeros(int(np.prod(shape, dtype=np.int64)), np.int64)
    out[rows[by]] = np.clip(give[key[by]] - before, 0, need_by)
    return out.reshape(shape)


def passable(cost: NDArray[np.int32], neighbor: NDArray[np.int32]) -> Flags:
    """Hexes that can be entered from some side: bool[..., H] from prices int32[..., H, 6]."""
    back = (np.arange(6) + 3) % 6
    into = cost[..., np.maximum(neighbor, 0), back]
    return np.asarray(((into >= 0) & (neighbor >= 0)).any(axis=-1))


def placed(
    march: MarchTable,
    wanted: ArrayLike,
    ready: ArrayLike,
    order: ArrayLike,
    side: ArrayLike,
    men: ArrayLike,
    weight: ArrayLike,
    free: Flags,
    inside: tuple[Ints, Ints, Ints],
) -> NDArray[np.int32]:
    """Set units that have the road behind them onto the hexes of their entry.

    Parameters
    ----------
    march : MarchTable
        Of the ruleset.
    wanted : (..., U, X) int
        Hexes at which each may come on, best first; -1 after the last.
    ready : (..., U) bool
        Whether its turn has come.
    order, side, men, weight : (..., U) int
        As for `serve` and `stacking`.
    free : (..., U, X) bool
        Whether the unit can stand there: passable for it and not held by the enemy.
    inside : three (..., 2, H) int64
        Units, men and Q10 companies by side and hex (`stacking.crowd`).

    Returns
    -------
    (..., U) int32
        Hex of each unit that comes on, -1 for the others: its first wish that has room, others being served
        in the order of arrival.
    """
    goal, able = np.asarray(wanted, np.int64), np.asarray(free, np.bool_)
    shape, tries = goal.shape[:-1], goal.shape[-1]
    goal, able = goal.reshape(-1, tries), np.broadcast_to(able, (*shape, tries)).reshape(-1, tries)
    came, own, people, companies = (
        np.broadcast_to(np.asarray(part, np.int64), shape).reshape(-1) for part in (order, side, men, weight)
    )
    hexes = inside[0].shape[-1]
    counts = [part.reshape(-1).copy() for part in inside]
    lane = np.repeat(np.arange(goal.shape[0] // max(shape[-1], 1)), shape[-1]) * 2 + own
    out = np.full(goal.shape[0], -1, np.int32)
    waits = np.broadcast_to(np.asarray(ready, np.bool_), shape).reshape(-1).copy()
    for k in range(tries):
        who = np.flatnonzero(waits & (goal[:, k] >= 0) & able[:, k])
        if not who.size:
            continue
        key = lane[who] * hexes + goal[who, k]
        there = (counts[0][key], counts[1][key], counts[2][key])
        on = who[admitted(march, key, came[who], people[who], companies[who], there)]
        at = lane[on] * hexes + goal[on, k]
        for total, amount in zip(counts, (np.ones_like(on), people[on], companies[on]), strict=True):
            np.add.at(total, at, amount)
        out[on], waits[on] = goal[on, k], False
    return out.reshape(shape)
