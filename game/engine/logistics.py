"""Stores: what comes over road and river in a turn, who is handed it, who eats, who is carried back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import TASK
from game.engine.clock import DAY
from game.engine.pulse.now import Flags, Ints, Now, alive
from game.engine.state import State
from game.rules import medical
from game.rules.command_net import answering
from game.rules.crossing import standing_share
from game.rules.supply import ahead, gun_shells
from game.rules.supply_issue import carriers_pass, eat, issue
from game.rules.supply_net import ROAD, by_night_alone, covered
from game.rules.supply_table import STORES, TON, hundredths
from game.rules.supply_turn import Hauled, Traffic, haul, last_kilometer, wants
from game.rules.tables import ONE

SOVIET, JAPANESE = 0, 1
TOOLS, SHELLS = (STORES.index(name) for name in ("engineer_stores", "shells"))
TOOLS_KEPT = TON
"""Grams of engineer stores that sappers keep at hand, whatever they do."""
UNSUPPRESSED = 512
"""Q10 suppression up to which machine guns keep a way under fire."""


def deliver(state: State, now: Now, start: int) -> None:
    """Bring stores up and hand them out for the turn that began at a minute (supply.1 to supply.8)."""
    place = _dumps(state, now)
    arms = state.forces.weapons + state.forces.vehicles[..., 0]
    hundredth = hundredths(now.setting.tables.supply, arms)
    told = _haul(state, now, place, hundredth, start)
    _hand_out(state, now, place, hundredth)
    _feed(state, now)
    _carry_back(state, now, told)
    depots = state.depots
    depots.trains = told.trains
    depots.loads, depots.attacked = np.zeros_like(depots.loads), np.zeros_like(depots.attacked)


def _members(now: Now) -> Ints:
    """Units by formation, int64[U, F]."""
    cadre = now.setting.cadre
    return np.asarray(cadre.formation[:, None] == np.arange(len(cadre.formations)), np.int64)


def _dumps(state: State, now: Now) -> NDArray[np.int32]:
    """Hex of each formation's dump (B, F).

    It lies at the headquarters that the first of its units on the map answers to, else where that unit is.
    """
    there = np.where(alive(state.forces), state.forces.hex, -1)
    at_hand = (_members(now) > 0)[None] & (there >= 0)[..., None]
    first = at_hand.argmax(axis=1)
    above = answering(now.setting.command, there >= 0).astype(np.int64)
    chief = np.take_along_axis(above, first, axis=1)
    at = np.where(chief >= 0, chief, first)
    place = np.take_along_axis(there, at, axis=1)
    return np.where(at_hand.any(axis=1), place, -1).astype(np.int32)


def _haul(state: State, now: Now, place: NDArray[np.int32], hundredth: Ints, start: int) -> Hauled:
    """Stores from the magazines to the formations, both sides at once."""
    setting, forces, depots, cadre = now.setting, state.forces, state.depots, now.setting.cadre
    table, there = setting.tables.supply, alive(forces)
    guns = (cadre.gun >= 0) & (cadre.side == JAPANESE) & there
    depots.source[:, JAPANESE, SHELLS] += gun_shells(table, hundredth, guns, now.minutes)
    want = wants(
        table,
        cadre.formation,
        depots.stock,
        np.where(there[..., None], forces.ammunition, table.most),
        hundredth,
        np.where(there, forces.men, 0),
        np.where(there, _tools(state, now), 0),
    )
    side = np.asarray(setting.command.side, np.int64)
    traffic = _traffic(state, now, start)
    told = haul(table, setting.supply, traffic, depots.source, depots.stock, want, side, place)
    depots.source, depots.stock = told.source, told.stock
    return told


def _traffic(state: State, now: Now, start: int) -> Traffic:
    """What bounds the ways in the turn."""
    depots, minutes = state.depots, np.full(state.games, now.minutes)
    roads = (now.setting.board.ways != 0).any(axis=-1)
    march, table = now.setting.tables.march, now.setting.crossings
    return Traffic(
        clock=np.full(state.games, start % DAY),
        minutes=minutes,
        ground=now.air.ground,
        night=now.air.night,
        trains=ahead(now.setting.tables.supply, depots.trains, start),
        shells=state.ground.under_fire[:, roads].max(axis=-1, initial=0),
        bombed=np.minimum(depots.attacked * ONE // np.maximum(minutes, 1), ONE),
        loads=depots.loads,
        standing=standing_share(march, table, state.ground.crossings),
    )


def _hand_out(state: State, now: Now, place: NDArray[np.int32], hundredth: Ints) -> None:
    """Ammunition and engineer stores from the formations to their units (supply.5 to supply.7)."""
    setting, forces, depots = now.setting, state.forces, state.depots
    cadre, member = setting.cadre, _members(now)
    reached = _reached(state, now, place)
    told = issue(setting.tables.supply, depots.stock, forces.ammunition, hundredth, cadre.formation, reached)
    forces.ammunition, depots.stock = told.ammunition, told.stock
    short = np.where(reached, _tools(state, now), 0)
    held, asks = depots.stock[..., TOOLS], short @ member
    part = np.where(asks > 0, np.minimum(held, asks) * ONE // np.maximum(asks, 1), 0)
    given = short * part[:, cadre.formation] >> 10
    forces.stores = (forces.stores + given).astype(np.int32)
    depots.stock[..., TOOLS] = held - given @ member


def _tools(state: State, now: Now) -> Ints:
    """Grams of engineer stores (B, U) that units lack: for the task at hand, and what sappers keep."""
    acts, setting = state.acts, now.setting
    need = setting.tables.works.stores[np.maximum(acts.task, 0)]
    task = np.where((acts.act == TASK) & (acts.task >= 0), need, 0)
    keep = np.maximum(task, np.where(setting.cadre.sappers, TOOLS_KEPT, 0))
    return np.asarray(np.maximum(keep - state.forces.stores, 0), np.int64)


def _reached(state: State, now: Now, place: NDArray[np.int32]) -> Flags:
    """Whether carriers come through to each unit, (B, U)."""
    setting, forces, cadre = now.setting, state.forces, now.setting.cadre
    table, there = setting.tables.supply, np.where(alive(forces), forces.hex, -1)
    dump = place[:, cadre.formation]
    guns = alive(forces) & (forces.suppression < UNSUPPRESSED) & ~forces.moved & setting.gunners
    under = covered(setting.fan(), there, np.broadcast_to(cadre.side, there.shape), guns)
    path = last_kilometer(setting.board, table, dump, there)
    by_night = by_night_alone(setting.supply, np.broadcast_to(cadre.side, there.shape), there)
    soviet, japanese = (
        carriers_pass(table, path, under[:, side], now.air.night, by_night, setting.board.scale)
        for side in (SOVIET, JAPANESE)
    )
    return np.where(cadre.side == JAPANESE, japanese, soviet) & (there >= 0) & (dump >= 0)


def _feed(state: State, now: Now) -> None:
    """Rations eaten; who had none takes heart less quickly (supply.6, morale.1)."""
    forces, depots = state.forces, state.depots
    men = np.where(alive(forces), forces.men, 0).astype(np.int64) @ _members(now)
    told = eat(now.setting.tables.supply, depots.stock, men, now.minutes)
    depots.fed, depots.stock = told.fed.astype(np.int32), told.stock


def _carry_back(state: State, now: Now, told: Hauled) -> None:
    """The wounded on the way to the hospital: in what goes back empty (medical.3)."""
    setting = now.setting
    cadre, table = setting.cadre, setting.tables.medical
    used, net = told.room - told.left, setting.supply
    by_road = used[:, (net.side == SOVIET) & (net.way == ROAD)].sum(axis=-1)
    by_river = used[:, net.side == JAPANESE].sum(axis=-1)
    trips = np.stack([by_road // setting.tables.supply.lorry_load, by_river // TON], axis=-1)
    state.wards = medical.travel(state.wards, max(now.minutes // 60, 1))
    words = now.dice.words("evacuation", len(cadre))
    state.wards = medical.evacuate(state.wards, medical.places(trips, table), cadre.side, words, table)
