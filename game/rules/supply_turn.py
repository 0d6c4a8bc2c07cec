"""A turn of supply from the magazines to the formations: what is wanted, what the ways carry, who gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid import axial
from game.grid.board import OFF_BOARD, Board
from game.rules.supply import interdicted, road_minutes, road_room, send, trains_left, tumen_room
from game.rules.supply_issue import DAY, FOOD, asked
from game.rules.supply_net import ROAD, SupplyNet, stretches
from game.rules.supply_table import ISSUED, STORES, SupplyTable

Ints = NDArray[np.int64]

ENGINEER = STORES.index("engineer_stores")
SIDES = 2


class Traffic(NamedTuple):
    """What bounds the ways in a turn, (...) each.

    `clock` minute of the day at which the turn begins, `minutes` its length; `ground` row of `GROUND`;
    `night` whether it is dark. Of the road: `trains` places of trains that wait for it, `shells`
    that fell on it. Of the river: Q10 share of the turn `bombed`, `loads` of marching units ferried in
    thousandths, Q10 share of the ferries `standing`.
    """

    clock: ArrayLike
    minutes: ArrayLike
    ground: ArrayLike
    night: ArrayLike
    trains: ArrayLike
    shells: ArrayLike
    bombed: ArrayLike
    loads: ArrayLike
    standing: ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class Hauled:
    """Stores after a turn on the way.

    Attributes
    ----------
    source : (..., 2, C) int64
        Grams left at the magazines, by side.
    stock : (..., F, C) int64
        Grams with the formations.
    room, left : (..., Q) int64
        Grams that each way could carry, and still could.
    trains : (...) int64
        Places of trains that still wait for the road.
    """

    source: Ints
    stock: Ints
    room: Ints
    left: Ints
    trains: Ints


def rooms(table: SupplyTable, net: SupplyNet, traffic: Traffic) -> Ints:
    """Grams that the way of each magazine carries in a turn, int64[..., Q] (rules supply.1 to 4 and 8)."""
    used = road_minutes(table, traffic.clock, traffic.minutes)
    share = interdicted(table, traffic.shells, traffic.minutes)
    road = road_room(table, traffic.ground, used, traffic.trains, share)
    river = tumen_room(table, traffic.night, traffic.bombed, traffic.minutes, traffic.loads, traffic.standing)
    return np.where(net.way == ROAD, road[..., None], river[..., None])


def wants(
    table: SupplyTable,
    formation: NDArray[np.integer],
    stock: ArrayLike,
    ammunition: ArrayLike,
    hundredth: ArrayLike,
    men: ArrayLike,
    engineer: ArrayLike = 0,
) -> Ints:
    """Grams that each formation asks for.

    Parameters
    ----------
    table : SupplyTable
        Of the ruleset.
    formation : (U,) int
        Row of each unit's formation, negative for none.
    stock : (..., F, C) int
        Grams with the formations.
    ammunition, hundredth : (..., U, 3) int
        Hundredths of a unit of fire held, and grams of one (`supply_table.hundredths`).
    men : (..., U) int
        To feed; 0 for who is not on the map.
    engineer : (..., U) int
        Grams of engineer stores that the tasks at hand need.

    Returns
    -------
    (..., F, C) int64
        What brings the units up to what they may hold and feeds their men for `food_days`, less what the
        formation has.
    """
    have, heads = np.asarray(stock, np.int64), np.asarray(men, np.int64)
    here = heads > 0
    lacks = np.where(here[..., None], asked(table, ammunition, hundredth), 0)
    parts = np.zeros((*lacks.shape[:-1], len(STORES)), np.int64)
    parts[..., list(ISSUED)] = lacks
    parts[..., ENGINEER] = np.where(here, engineer, 0)
    parts[..., FOOD] = heads * table.rations * table.food_minutes // (table.ration_men * DAY)
    member = (np.arange(have.shape[-2])[:, None] == formation).astype(np.int64)
    return np.asarray(np.maximum(member @ parts - have, 0), np.int64)


def haul(
    table: SupplyTable,
    net: SupplyNet,
    traffic: Traffic,
    source: ArrayLike,
    stock: ArrayLike,
    want: ArrayLike,
    side: NDArray[np.integer],
    dump: ArrayLike,
    rank: ArrayLike = -1,
) -> Hauled:
    """Bring stores from the magazines to the formations in a turn.

    Parameters
    ----------
    table, net, traffic
        Of the ruleset, of the map, of the turn.
    source : (..., 2, C) int
        Grams at the magazines, by side.
    stock, want : (..., F, C) int
        Grams with the formations, and from `wants`.
    side : (F,) int
        Of the formations.
    dump : (..., F) int
        Hex of each formation's dump, negative for one that is not on the map: it is sent nothing.
    rank : (..., F, C) int, optional
        Order of the classes for each formation, as for `supply.send`.

    Returns
    -------
    Hauled
        Grams are conserved: what leaves the magazines comes to the formations.

    Notes
    -----
    Rules supply.1 to 4, 7 and 8. Each side draws on its own magazines and ways, so the order of the sides
    does not matter.
    """
    have, room = np.asarray(source, np.int64), rooms(table, net, traffic)
    on = np.asarray(dump, np.int64) >= 0
    way = stretches(net, side, dump)
    stores, left, rest = np.asarray(stock, np.int64), room, []
    for own in range(SIDES):
        asks = np.where((on & (side == own))[..., None], want, 0)
        told = send(table, have[..., own, :], asks, way, left, rank)
        stores, left = stores + told.sent, told.room
        rest.append(told.stock)
    used = road_minutes(table, traffic.clock, traffic.minutes)
    share = interdicted(table, traffic.shells, traffic.minutes)
    trains = trains_left(table, traffic.ground, used, traffic.trains, share)
    return Hauled(np.stack(rest, axis=-2), stores, room, left, trains)


def last_kilometer(board: Board, table: SupplyTable, dump: ArrayLike, hex: ArrayLike) -> NDArray[np.int32]:
    """The end of the way that men carry stores, as `carriers_pass` wants it.

    Parameters
    ----------
    board : Board
        Of the map.
    table : SupplyTable
        For the reach of wagons.
    dump, hex : (..., U) int
        Where each unit's stores lie, and where it stands; negative for off the map.

    Returns
    -------
    (..., U, L) int32
        Hexes of the straight way from the dump, its own left out, the unit's last; `OFF_BOARD` after that.
        None at all for a unit at its dump or off the map.
    """
    first, last = np.broadcast_arrays(np.asarray(dump, np.int64), np.asarray(hex, np.int64))
    on = (first >= 0) & (last >= 0)
    a, b = board.qr[np.maximum(first, 0)], board.qr[np.maximum(last, 0)]
    far = np.where(on, axial.distance(a, b), 0)
    most = max(table.wagon_reach // board.scale, 1)
    step = np.maximum(far - most, 0)[..., None] + 1 + np.arange(most)
    along = axial.to_offset(axial.along(a[..., None, :], b[..., None, :], np.minimum(step, far[..., None])))
    # Up and down the rim a straight line may pass just outside of the board: the hex beside it will do.
    row = along[..., 1] * board.cols + np.clip(along[..., 0], 0, board.cols - 1)
    return np.where(step <= far[..., None], row, OFF_BOARD).astype(np.int32)
