"""What changes while a pulse of movement runs: places, minutes in hand, who is where. For `movement`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from game.rules.movement_table import COLUMN
from game.rules.stacking import SIDES

if TYPE_CHECKING:
    from game.rules.movement import March

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int32]

_MOVING, _ARRIVED, _TIME, _CONTACT, _CLOSED = 0, 1, 2, 5, 7
STREET = 6
"""Sides of a hex, over which columns leave it."""


@dataclass(slots=True, eq=False)
class Marching:
    """All units of all battles in one row [N]; `lane` is the battle, `own` battle x 2 + side.

    `price` is that of the next step in tenths, `next` the hex behind side `way` of the unit's hex, both -1
    where there is none. Crowds `units`, `men_in`, `weight_in`, `columns_in` are [B * 2 * H]; `columns_out`
    [B * 2 * H * 6] counts the columns about to leave a hex over a side, `mark` remembers who wants a hex.
    `tables` are the prices of the grounds, flat, and `table_of` [B] tells each battle its own.
    """

    shape: tuple[int, ...]
    hexes: int
    neighbor: NDArray[np.int32]
    tables: tuple[NDArray[np.int32], ...]
    table_of: NDArray[np.intp]
    base: Ints
    contact: Flags
    route: NDArray[np.int32]
    place: Ints
    time: Ints
    pace: Ints
    final: Ints
    own: Ints
    men: Ints
    weight: Ints
    column: Flags
    halts: Flags
    lot: Ints
    stop: NDArray[np.int8] = field(init=False)
    spent: Ints = field(init=False)
    cursor: Ints = field(init=False)
    next: Ints = field(init=False)
    way: Ints = field(init=False)
    price: Ints = field(init=False)
    halted: Flags = field(init=False)
    units: Counts = field(init=False)
    men_in: Counts = field(init=False)
    weight_in: Counts = field(init=False)
    columns_in: Counts = field(init=False)
    columns_out: Counts = field(init=False)
    mark: Counts = field(init=False)
    length: Ints = field(init=False)
    asked: int = 0

    def __post_init__(self) -> None:
        """Count the crowds and look for everybody's first step."""
        n = self.place.size
        self.stop = np.zeros(n, np.int8)
        self.spent, self.cursor = np.zeros(n, np.int64), np.zeros(n, np.int64)
        self.next, self.way = np.full(n, -1, np.int64), np.zeros(n, np.int64)
        self.price = np.full(n, -1, np.int64)
        self.halted = self.place < 0
        self.length = (self.route >= 0).sum(axis=-1)
        size = len(self.contact.reshape(-1))
        self.units, self.men_in, self.weight_in, self.mark = (np.zeros(size, np.int32) for _ in range(4))
        roads = size if self.column.any() else 0
        self.columns_in, self.columns_out = np.zeros(roads, np.int32), np.zeros(roads * STREET, np.int32)
        on = np.flatnonzero(self.place >= 0)
        self._look(on)
        self._count(on, 1)
        # A column next to a spotted enemy is no column any more.
        begun = on[self.column[on] & self.near(on) & (self.next[on] >= 0)]
        self.halted[begun], self.stop[begun] = True, _CONTACT

    def begin(self, tenths: int) -> None:
        """A tick begins: everybody has so many tenths more, where he can use them."""
        able = ~self.halted & (self.price > 0)
        self.time += np.where(able, tenths, 0)

    def ready(self) -> Ints:
        """Units with the minutes for their next step, int64[K]."""
        return np.flatnonzero(~self.halted & (self.price > 0) & (self.time >= self.price))

    def end(self) -> None:
        """A tick ends: who waited has the minutes for one step, no more."""
        waits = ~self.halted & (self.price > 0) & (self.time >= self.price)
        self.time = np.where(waits, self.price, self.time)
        self.stop = np.where(~self.halted & ~waits & (self.price > 0), _TIME, self.stop).astype(np.int8)

    def left(self) -> Ints:
        """Tenths to carry over: none for who has nothing more to do or ran into the enemy."""
        return np.where(self.halted | (self.price <= 0), 0, self.time)

    def wanted(self, who: Ints) -> Ints:
        """Battle, side and hex that each wants to be in, as one number."""
        return self.own[who] * self.hexes + self.next[who]

    def near(self, who: Ints) -> Flags:
        """Whether each stands next to a spotted enemy."""
        return np.asarray(self.contact[self.own[who] * self.hexes + self.place[who]])

    def inside(self, who: Ints) -> tuple[Counts, Counts, Counts]:
        """Units, men and companies of the own side in the wanted hex."""
        key = self.wanted(who)
        return self.units[key], self.men_in[key], self.weight_in[key]

    def held(self, who: Ints) -> Flags:
        """Whether an enemy stands in the wanted hex."""
        return np.asarray(self.units[(self.own[who] ^ 1) * self.hexes + self.next[who]] > 0)

    def met(self, who: Ints) -> Flags:
        """Whether an enemy among them wants the same hex in this step."""
        want = self.wanted(who)
        self.asked += 1
        self.mark[want] = self.asked
        theirs = want + np.where(self.own[who] & 1, -self.hexes, self.hexes)
        return np.asarray(self.mark[theirs] == self.asked)

    def advance(self, who: Ints, tick: int) -> tuple[Ints, ...]:
        """Take one step each; returns the columns of `Steps`."""
        source, price = self.place[who], self.price[who]
        self._count(who, -1)
        self.place[who] = self.next[who]
        self.time[who] -= price
        self.spent[who] += price
        self.cursor[who] += 1
        self._look(who)
        self._count(who, 1)
        meets = who[self.near(who) & (self.halts[who] | self.column[who])]
        self.halted[meets], self.stop[meets] = True, _CONTACT
        battle, unit = np.divmod(who, self.shape[-1])
        return (battle, np.full(who.size, tick), unit, source, self.place[who], price)

    def gate(self, who: Ints) -> Ints:
        """Side over which each leaves its hex, as one number."""
        return (self.own[who] * self.hexes + self.place[who]) * STREET + self.way[who]

    def _count(self, who: Ints, sign: int) -> None:
        """Add units to the crowds of their hexes, or take them out."""
        key = self.own[who] * self.hexes + self.place[who]
        np.add.at(self.units, key, np.int32(sign))
        np.add.at(self.men_in, key, (sign * self.men[who]).astype(np.int32))
        np.add.at(self.weight_in, key, (sign * self.weight[who]).astype(np.int32))
        marching = self.column[who]
        if marching.any():
            np.add.at(self.columns_in, key[marching], np.int32(sign))
            goes = who[marching & (self.next[who] >= 0)]
            np.add.at(self.columns_out, self.gate(goes), np.int32(sign))

    def _look(self, who: Ints) -> None:
        """Find the next step of each: its hex, its side, its price."""
        width = self.route.shape[1]
        more = self.cursor[who] < width
        goal = np.where(more, self.route[who, np.minimum(self.cursor[who], width - 1)], -1)
        beside = (self.neighbor[self.place[who]] == goal[:, None]) & (goal >= 0)[:, None]
        side, found = beside.argmax(axis=-1), beside.any(axis=-1)
        raw = self._raw(who, (self.base[who] + self.place[who]) * STREET + side)
        open_side = found & (raw >= 0)
        self.way[who] = side
        self.next[who] = np.where(open_side, goal, -1)
        last = self.cursor[who] == self.length[who] - 1
        slow = np.where(last, self.final[who], self.pace[who])
        self.price[who] = np.where(open_side, np.maximum((raw * slow) >> 10, 1), -1)
        ends = np.where(goal < 0, _ARRIVED, np.where(open_side, _MOVING, _CLOSED))
        self.stop[who] = ends

    def _raw(self, who: Ints, row: Ints) -> Ints:
        """Prices at rows of the tables of the units' battles."""
        if len(self.tables) == 1:
            return self.tables[0].take(row).astype(np.int64)
        table, out = self.table_of[self.own[who] // SIDES], np.empty(who.size, np.int64)
        for one in np.flatnonzero(np.bincount(table)):
            mine = np.flatnonzero(table == one)
            out[mine] = self.tables[one].take(row[mine])
        return out


def distinct(
    cost: NDArray[np.int32] | Sequence[NDArray[np.int32]], battles: int
) -> tuple[tuple[NDArray[np.int32], ...], NDArray[np.intp]]:
    """The tables of prices that differ, flat, and which of them each battle has."""
    if isinstance(cost, np.ndarray):
        cost = list(cost.reshape(-1, *cost.shape[-4:]))
    each = {id(table): table for table in cost}
    place = {number: row for row, number in enumerate(each)}
    table_of = np.array([place[id(table)] for table in cost], np.intp)
    return tuple(table.reshape(-1) for table in each.values()), np.resize(table_of, battles)


def gathered(
    march: March,
    cost: NDArray[np.int32] | Sequence[NDArray[np.int32]],
    neighbor: NDArray[np.int32],
    contact: Flags,
) -> Marching:
    """Flatten the battles of a batch into one row of units."""
    shape = march.hex.shape
    lead, hexes = shape[:-1], len(neighbor)
    battles = int(np.prod(lead, dtype=np.int64))
    battle = np.repeat(np.arange(battles), shape[-1])

    def flat(column: NDArray[np.generic]) -> Ints:
        return np.broadcast_to(column, shape).reshape(-1).astype(np.int64)

    kinds = cost[0].shape[-3] if isinstance(cost, Sequence) else cost.shape[-3]
    table = flat(march.layer) * kinds + flat(march.mobility)
    tables, table_of = distinct(cost, battles)
    near = np.broadcast_to(contact, (*lead, SIDES, hexes)).reshape(-1)
    width = march.route.shape[-1]
    route = np.broadcast_to(march.route, (*shape, width)).reshape(battle.size, width)
    if not width:
        route = np.full((battle.size, 1), -1, np.int32)
    return Marching(
        shape=shape,
        hexes=hexes,
        neighbor=neighbor,
        tables=tables,
        table_of=table_of,
        base=table * hexes,
        contact=near,
        route=route,
        place=flat(march.hex),
        time=flat(march.carried),
        pace=flat(march.pace),
        final=flat(march.final),
        own=battle * SIDES + flat(march.side),
        men=flat(march.men),
        weight=flat(march.weight),
        column=flat(march.layer) == COLUMN,
        halts=flat(march.halts) != 0,
        lot=flat(march.lot),
    )
