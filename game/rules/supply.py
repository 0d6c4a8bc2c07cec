"""Stores on their way: what the roads and the river can carry in a turn, and who gets it.

Stores are counted in grams, so that nothing is made or lost by rounding. A net is a tree of stretches from a
source to the formations: the one Soviet road with its branches, or the Japanese railway, ferry and carriers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.fixed import half_power, mul, to_q10
from game.rules.supply_table import AMMUNITION, SupplyTable
from game.rules.tables import ONE

Ints = NDArray[np.int64]

NIGHT_MINUTES = 540
"""The nine hours that `tumen_night` is spread over."""
DAY_MINUTES = 900
HOUR = 60
MILLI = 1000
ROADWAY = 3
"""Column of `SupplyTable.passing` for lorries."""
FINE = 24
DAY = 1440
SHELLS = AMMUNITION.index("shells")
FACTORS = ("interdiction",)


@dataclass(frozen=True, slots=True, eq=False)
class Sent:
    """What left the source and where it went.

    Attributes
    ----------
    sent : (..., F, C) int64
        Grams that came to each formation, by class of stores.
    stock : (..., C) int64
        Grams left at the source.
    room : (..., E) int64
        Grams that each stretch could still carry.
    """

    sent: Ints
    stock: Ints
    room: Ints


def road_minutes(table: SupplyTable, start: ArrayLike, minutes: ArrayLike) -> Ints:
    """Minutes of a turn in which supply uses the road, int64[...].

    `start` is the minute of the day at which the turn begins, 0..1439, `minutes` its length, at most a day
    (rule supply.1: fourteen hours of the day).
    """
    first, long = np.asarray(start, np.int64), np.asarray(minutes, np.int64)

    def overlap(day: int) -> Ints:
        opens = table.road_opens + day
        last = np.minimum(first + long, opens + table.road_day)
        return np.asarray(np.maximum(last - np.maximum(first, opens), 0), np.int64)

    return np.asarray(overlap(0) + overlap(1440), np.int64)


def interdicted(table: SupplyTable, shells: ArrayLike, minutes: ArrayLike) -> NDArray[np.int32]:
    """Q10 share of its traffic that a stretch under fire still carries: int32[...] (rule supply.8).

    `shells` int[...] fell on it in `minutes`: the share halves with every `interdict` shells an hour.
    """
    long = np.maximum(np.asarray(minutes, np.int64), 1)
    rate = (np.asarray(shells, np.int64) << 10) * HOUR // (long * table.interdict)
    return to_q10(half_power(rate)).astype(np.int32)


def road_room(
    table: SupplyTable,
    ground: ArrayLike,
    minutes: ArrayLike,
    trains: ArrayLike = 0,
    share: ArrayLike = ONE,
    lorries: ArrayLike | None = None,
) -> Ints:
    """Grams that the road carries in a turn.

    Parameters
    ----------
    table : SupplyTable
        Of the ruleset.
    ground : (...) int
        State of the ground, row of `GROUND`.
    minutes : (...) int
        Of use, from `road_minutes`.
    trains : (...) int
        Places of trains that wait for the road (`train_places`): they go before stores.
    share : (...) int
        Q10, from `interdicted`.
    lorries : (...) int, optional
        Running lorries; those of the table when left out.

    Returns
    -------
    (...) int64
        The least of what the road passes and what the lorries can bring in their round.

    Notes
    -----
    Rules supply.1 to 3: (vehicles an hour x hours - places of trains) x load x interdiction, at most
    lorries x load x hours / cycle, and no more than the fleet's cap.
    """
    long = np.asarray(minutes, np.int64)
    passed = table.passing[np.asarray(ground), ROADWAY] * long // HOUR
    free = np.maximum(passed - np.asarray(trains, np.int64), 0)
    fleet = np.asarray(table.lorries if lorries is None else lorries, np.int64)
    # A lorry whose round takes twelve hours loads by day and by night: the fleet's day is twenty-four hours.
    brought = fleet * table.lorry_load * (long * 1440 // table.road_day) // table.cycle
    # Not every lorry runs every day: the study's cap for the fleet, by the lorry.
    brought = np.minimum(brought, table.lorry_cap * fleet // table.lorries * long // table.road_day)
    return np.asarray(np.minimum(mul(free * table.lorry_load, share), brought), np.int64)


def train_places(table: SupplyTable, own: ArrayLike, formation: ArrayLike) -> Ints:
    """Places of the train that follows a unit, int64[...]: its part of the formation's places less its own.

    `own` int[...] are the places of its guns and vehicles, `formation` rows of `FORMATIONS`, negative for
    none (rule supply.3). They wait from the pulse in which the unit comes onto the map.
    """
    row = np.asarray(formation)
    whole = (table.column // np.maximum(table.parts, 1))[np.maximum(row, 0)]
    return np.where(row >= 0, np.maximum(whole - np.asarray(own, np.int64), 0), 0)


def ahead(table: SupplyTable, trains: ArrayLike, minute: ArrayLike) -> Ints:
    """Places of trains that go before stores in a turn that begins at a minute: int64[...] (supply.6)."""
    waits = np.asarray(trains, np.int64)
    return np.where(np.asarray(minute) < table.free_from, waits, 0)


def trains_left(
    table: SupplyTable, ground: ArrayLike, minutes: ArrayLike, trains: ArrayLike, share: ArrayLike = ONE
) -> Ints:
    """Places of trains that still wait for the road after a turn, int64[...]; as for `road_room`."""
    passed = mul(table.passing[np.asarray(ground), ROADWAY] * np.asarray(minutes, np.int64) // HOUR, share)
    return np.asarray(np.maximum(np.asarray(trains, np.int64) - passed, 0), np.int64)


def tumen_room(
    table: SupplyTable,
    night: ArrayLike,
    bombed: ArrayLike,
    minutes: ArrayLike,
    loads: ArrayLike = 0,
    share: ArrayLike = ONE,
) -> Ints:
    """Grams of stores that come over the Tumen in a turn.

    Parameters
    ----------
    table : SupplyTable
        Of the ruleset.
    night : (...) bool
        Whether it is dark.
    bombed : (...) int
        Q10 share of the turn under air attack or observed shelling.
    minutes : (...) int
        Length of the turn.
    loads : (...) int
        Thousandths of loads of marching units that the ferries took over in the turn (`crossing.cross`): a
        ferry carries guns or stores, not both.
    share : (...) int
        Q10 of the map's ferries and bridges that stand.

    Returns
    -------
    (...) int64

    Notes
    -----
    Rule supply.4: by night, or by day in quiet, `tumen_night` in nine hours; under attack `tumen_bombed` in a
    day of fifteen.
    """
    long, dark = np.asarray(minutes, np.int64), np.asarray(night, np.bool_)
    quiet = table.tumen_night * long // NIGHT_MINUTES
    hit = table.tumen_bombed * long // np.where(dark, NIGHT_MINUTES, DAY_MINUTES)
    under = np.asarray(bombed, np.int64)
    whole = (quiet * (ONE - under) + np.minimum(hit, quiet) * under) // ONE
    taken = np.asarray(loads, np.int64) * table.lorry_load // MILLI
    return np.asarray(np.maximum(mul(whole, share) - taken, 0), np.int64)


def gun_shells(table: SupplyTable, hundredth: ArrayLike, guns: ArrayLike, minutes: ArrayLike) -> Ints:
    """Grams of shells for the Japanese guns that come to their railhead in a turn, int64[...] (supply.4).

    `hundredth` int[..., U, 3] from `supply_table.hundredths`, `guns` bool[..., U] the batteries that are in
    play, `minutes` of the turn: so many hundredths of a unit of fire a day for each.
    """
    shells = np.where(np.asarray(guns, np.bool_), np.asarray(hundredth, np.int64)[..., SHELLS], 0)
    return np.asarray(shells.sum(axis=-1) * table.guns_daily * np.asarray(minutes, np.int64) // DAY, np.int64)


def send(
    table: SupplyTable,
    stock: ArrayLike,
    want: ArrayLike,
    path: ArrayLike,
    room: ArrayLike,
    rank: ArrayLike = -1,
) -> Sent:
    """Send stores along the net in the order of their ranks.

    Parameters
    ----------
    table : SupplyTable
        Of the ruleset.
    stock : (..., C) int
        Grams at the source, by class in the order of `STORES`.
    want : (..., F, C) int
        Grams that each formation asks for.
    path : (..., F, E) bool
        Stretches on the way to each formation (`supply_net.stretches`).
    room : (..., E) int
        Grams that each stretch carries in this turn.
    rank : (..., F, C) int, optional
        Order of the classes for each formation, 1 first; below 0 that of the ruleset.

    Returns
    -------
    Sent

    Notes
    -----
    Rule supply.7. Rank after rank, all formations alike; where stock or a stretch does not suffice, all that
    ask in the same rank get the same share of their wish. Shares are rounded down, what is over stays at the
    source: sent + stock after = stock before, and no stretch carries more than its room.
    """
    wish, way = np.asarray(want, np.int64), np.asarray(path, np.bool_)
    leads = (wish.shape[:-2], np.asarray(stock).shape[:-1], np.asarray(room).shape[:-1], way.shape[:-2])
    lead = np.broadcast_shapes(*leads)
    wish = np.broadcast_to(wish, (*lead, *wish.shape[-2:]))
    left = np.broadcast_to(np.asarray(stock, np.int64), (*lead, wish.shape[-1])).copy()
    free = np.broadcast_to(np.asarray(room, np.int64), (*lead, way.shape[-1])).copy()
    order = np.broadcast_to(np.asarray(rank, np.int64), wish.shape)
    order = np.where(order < 0, table.rank, order)
    sent = np.zeros_like(wish)
    for turn in np.unique(order):
        ask = np.where(order == turn, wish, 0)
        ask = _shared(ask, ask.sum(axis=-2)[..., None, :], left[..., None, :])
        for e in range(way.shape[-1]):
            through = np.where(way[..., e, None], ask, 0)
            cut = _shared(through, through.sum(axis=(-2, -1))[..., None, None], free[..., e, None, None])
            ask = np.where(way[..., e, None], cut, ask)
        sent += ask
        left -= ask.sum(axis=-2)
        free -= (ask.sum(axis=-1)[..., None] * way).sum(axis=-2)
    return Sent(sent, left, free)


def _shared(ask: Ints, total: Ints, most: Ints) -> Ints:
    """The same share for all, so that they take no more than there is."""
    short = total > most
    scale = np.maximum(total, 1)
    # Split so that no product leaves 64 bits: stores of thousands of tons are 10^10 grams.
    share = (np.minimum(most, total) << FINE) // scale
    # The share has 24 binary places, rounded down: the loss is below one part in 16 million.
    part = (ask >> FINE) * share + (((ask & ((1 << FINE) - 1)) * share) >> FINE)
    return np.where(short, part, ask)
