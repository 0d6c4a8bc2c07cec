"""Stores: what comes over road and river in a turn, who is handed it, who eats, who is carried back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.clock import DAY
from game.engine.pulse.now import Flags, Ints, Now, alive
from game.engine.state import State
from game.grid import axial
from game.rules import medical
from game.rules.supply import (
    gun_shells,
    interdicted,
    road_minutes,
    road_room,
    send,
    tumen_room,
)
from game.rules.supply_issue import asked, carriers_pass, eat, issue
from game.rules.supply_net import ROAD, covered, stretches
from game.rules.supply_table import ISSUED, STORES, TON, hundredths
from game.rules.tables import ONE

SOVIET, JAPANESE = 0, 1
FOOD, TOOLS, SHELLS = (STORES.index(name) for name in ("food", "engineer_stores", "shells"))
LINE = 4
"""Hexes of the last kilometer that carriers walk, those nearest to the unit."""
DAYS_OF_FOOD = 2
TOOLS_KEPT = 4 * TON
"""Engineer stores that a formation with sappers keeps at hand."""
UNSUPPRESSED = 512
"""Q10 suppression up to which machine guns keep a way under fire."""


def deliver(state: State, now: Now, start: int) -> None:
    """Bring stores up and hand them out for the turn that began at a minute (supply.1 to supply.8)."""
    place = _dumps(state, now)
    hundredth = hundredths(now.setting.tables.supply, state.forces.weapons)
    want = _wanted(state, now, hundredth)
    trips = np.zeros((state.games, 2), np.int64)
    for side in (SOVIET, JAPANESE):
        trips[:, side] = _send(state, now, side, place, want, hundredth, start)
    _hand_out(state, now, place, hundredth)
    _feed(state, now)
    _carry_back(state, now, trips)
    state.depots.trains = np.zeros_like(state.depots.trains)
    state.depots.loads = np.zeros_like(state.depots.loads)
    state.depots.attacked = np.zeros_like(state.depots.attacked)


def _members(now: Now) -> NDArray[np.int64]:
    """Units by formation, int64[U, F]."""
    cadre = now.setting.cadre
    return np.asarray(cadre.formation[:, None] == np.arange(len(cadre.formations)), np.int64)


def _dumps(state: State, now: Now) -> NDArray[np.int32]:
    """Hex of each formation's dump (B, F): its headquarters', else its first unit's that is on the map."""
    there = np.where(alive(state.forces), state.forces.hex, -1)
    member = _members(now) > 0
    ranked = np.where(member[None] & (there >= 0)[..., None], 0, 1).argmin(axis=1)
    some = (member[None] & (there >= 0)[..., None]).any(axis=1)
    first = np.where(some, np.take_along_axis(there, ranked, axis=1), -1)
    post = now.setting.command.post.astype(np.int64)
    chief = np.where(post >= 0, there[:, np.maximum(post, 0)], -1)
    return np.where(chief >= 0, chief, first).astype(np.int32)


def _side_of(now: Now) -> Ints:
    return np.asarray(now.setting.command.side, np.int64)


def _wanted(state: State, now: Now, hundredth: Ints) -> Ints:
    """Grams that each formation asks for, (B, F, C), what it has at hand taken off."""
    table, forces, cadre = now.setting.tables.supply, state.forces, now.setting.cadre
    there = alive(forces)
    lacks = np.where(there[..., None], asked(table, forces.ammunition, hundredth), 0)
    member = _members(now)
    want = np.zeros((*state.depots.stock.shape,), np.int64)
    for kind, stores in enumerate(ISSUED):
        want[..., stores] = lacks[..., kind] @ member
    men = np.where(there, forces.men, 0).astype(np.int64) @ member
    want[..., FOOD] = men * table.rations // max(table.ration_men, 1) * DAYS_OF_FOOD
    sappers = (there & cadre.sappers).astype(np.int64) @ member
    want[..., TOOLS] = np.where(sappers > 0, TOOLS_KEPT, 0)
    return np.asarray(np.maximum(want - state.depots.stock, 0), np.int64)


def _send(
    state: State,
    now: Now,
    side: int,
    place: NDArray[np.int32],
    want: Ints,
    hundredth: Ints,
    start: int,
) -> Ints:
    """Send one side's stores along its ways; returns the vehicles or tons that go back empty, (B)."""
    setting, depots = now.setting, state.depots
    table, net = setting.tables.supply, setting.supply
    mine = _side_of(now) == side
    room = _room(state, now, start)
    if side == JAPANESE:
        guns = (setting.cadre.gun >= 0) & (setting.cadre.side == side) & alive(state.forces)
        depots.source[:, side, SHELLS] += gun_shells(table, hundredth, guns, now.minutes)
    path = stretches(net, np.broadcast_to(_side_of(now), place.shape), place)
    path = path & (net.side == side) & mine[:, None]
    reached = path.any(axis=-1)
    told = send(table, depots.source[:, side], np.where(reached[..., None], want, 0), path, room)
    depots.source[:, side] = told.stock
    depots.stock = depots.stock + told.sent
    used = (room - told.room)[:, net.side == side].sum(axis=-1)
    return np.asarray(used // (table.lorry_load if side == SOVIET else TON), np.int64)


def _room(state: State, now: Now, start: int) -> Ints:
    """Grams that each magazine's way carries in the turn, (B, Q)."""
    setting, depots = now.setting, state.depots
    table, net = setting.tables.supply, setting.supply
    share = interdicted(table, _on_roads(state, now), now.minutes)
    minutes = road_minutes(table, start % DAY, now.minutes)
    road = road_room(table, now.air.ground, minutes, depots.trains, share)
    river = tumen_room(
        table,
        now.air.night,
        np.minimum(depots.attacked * ONE // max(now.minutes, 1), ONE),
        now.minutes,
        depots.loads,
    )
    return np.where(net.way == ROAD, road[:, None], river[:, None])


def _on_roads(state: State, now: Now) -> Ints:
    """Shells that fell in the turn on the hexes with roads, in each game: on the worst of them."""
    roads = (now.setting.board.ways != 0).any(axis=-1)
    return np.asarray(state.ground.under_fire[:, roads].max(axis=-1, initial=0), np.int64)


def _hand_out(state: State, now: Now, place: NDArray[np.int32], hundredth: Ints) -> None:
    """Ammunition and engineer stores from the formations to their units (supply.5 to supply.7)."""
    setting, forces, depots = now.setting, state.forces, state.depots
    table, cadre = setting.tables.supply, setting.cadre
    reached = _reached(state, now, place)
    told = issue(table, depots.stock, forces.ammunition, hundredth, cadre.formation, reached)
    forces.ammunition, depots.stock = told.ammunition, told.stock
    short = np.where(reached & cadre.sappers, np.maximum(TON - forces.stores, 0), 0).astype(np.int64)
    held = depots.stock[..., TOOLS]
    asks = short @ _members(now)
    part = np.where(asks > 0, np.minimum(held, asks) * ONE // np.maximum(asks, 1), 0)
    given = short * part[:, cadre.formation] >> 10
    forces.stores = (forces.stores + given).astype(np.int32)
    depots.stock[..., TOOLS] = held - given @ _members(now)


def _reached(state: State, now: Now, place: NDArray[np.int32]) -> Flags:
    """Whether carriers come through to each unit, (B, U)."""
    setting, forces, cadre = now.setting, state.forces, now.setting.cadre
    there = np.where(alive(forces), forces.hex, -1)
    dump = place[:, cadre.formation]
    guns = alive(forces) & (forces.suppression < UNSUPPRESSED) & ~forces.moved & setting.gunners
    under = covered(setting.fan(), there, np.broadcast_to(cadre.side, there.shape), guns)
    path, by_night = _last_kilometer(now, there, dump), cadre.side == JAPANESE
    table, scale = setting.tables.supply, setting.board.scale
    soviet, japanese = (
        carriers_pass(table, path, under[:, side], now.air.night, by_night, scale) for side in (0, 1)
    )
    return np.where(by_night, japanese, soviet) & (there >= 0) & (dump >= 0)


def _last_kilometer(now: Now, there: NDArray[np.int32], dump: NDArray[np.int32]) -> NDArray[np.int32]:
    """Hexes (B, U, LINE) from the dump's side to the unit, its own left out; -1 before the dump."""
    board = now.setting.board
    here, goal = board.qr[np.maximum(there, 0)], board.qr[np.maximum(dump, 0)]
    far = axial.distance(here, goal)
    steps = np.minimum(np.arange(1, LINE + 1), far[..., None])
    line = axial.along(here[..., None, :], goal[..., None, :], steps)
    row, col = line[..., 1], line[..., 0] + (line[..., 1] - (line[..., 1] & 1)) // 2
    on = (np.arange(1, LINE + 1) <= far[..., None]) & (there >= 0)[..., None] & (dump >= 0)[..., None]
    inside = (row >= 0) & (row < board.rows) & (col >= 0) & (col < board.cols)
    path = np.where(on & inside, row * board.cols + col, -1)[..., ::-1]
    return path.astype(np.int32)


def _feed(state: State, now: Now) -> None:
    """Rations eaten; who had none takes heart less quickly (supply.6, morale.1)."""
    forces, depots = state.forces, state.depots
    men = np.where(alive(forces), forces.men, 0).astype(np.int64) @ _members(now)
    told = eat(now.setting.tables.supply, depots.stock, men, now.minutes)
    depots.fed, depots.stock = told.fed.astype(np.int32), told.stock


def _carry_back(state: State, now: Now, trips: Ints) -> None:
    """The wounded on the way to the hospital (medical.3)."""
    cadre, table = now.setting.cadre, now.setting.tables.medical
    state.wards = medical.travel(state.wards, max(now.minutes // 60, 1))
    room = medical.places(trips, table)
    words = now.dice.words("evacuation", len(cadre))
    state.wards = medical.evacuate(state.wards, room, cadre.side, words, table)
