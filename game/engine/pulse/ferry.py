"""Phase 4 at the river: units that wait on a bank are taken over, men by boat and loads by ferry."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import CROSS, HOLD, NOWHERE
from game.engine.pulse.now import Flags, Ints, Now, alive, running
from game.engine.state import State
from game.rules.columns import placed
from game.rules.crossing import LOADS, crossing_need, crossing_room, landed
from game.rules.crossing import cross as carry
from game.rules.crossing_table import waiting_at
from game.rules.morale import BROKEN
from game.rules.stacking import crowd, stack_weight
from game.rules.tables import ONE

SHELLED = 6
"""Shells and bombs on a bank in a turn from which its boats lie low."""


def cross(state: State, now: Now) -> None:
    """Take over who waits (movement.10)."""
    forces, setting = state.forces, now.setting
    table, march = setting.crossings, setting.tables.march
    attacked = _attacked(state, now)
    any_attack = attacked.any(axis=-1)
    state.depots.attacked = state.depots.attacked + np.where(any_attack, now.minutes, 0)
    waits = _waiting(state, now)
    if not waits.any():
        return
    kind = state.ground.crossings
    queue = np.where(
        waits, waiting_at(table, np.where(waits, forces.hex, NOWHERE), setting.cadre.side, kind), NOWHERE
    )
    fresh = (queue >= 0) & (forces.ferried == 0) & (forces.given.sum(axis=-1) == 0)
    forces.came = np.where(fresh, now.minute, forces.came).astype(np.int32)
    room, _ = crossing_room(
        march,
        kind,
        now.air.night[:, None],
        np.where(attacked, ONE, 0),
        now.minutes,
        table.count,
        table.night_only,
    )
    told = carry(
        march,
        kind,
        queue,
        forces.came,
        crossing_need(march, setting.cadre.mobility, forces.men, _pieces(state, now)),
        forces.given,
        forces.ferried,
        room,
        now.minutes,
    )
    more = (told.given - forces.given)[..., LOADS].sum(axis=-1)
    state.depots.loads = state.depots.loads + more
    forces.given, forces.ferried = told.given, told.minutes
    _land(state, now, queue, told.ready & (queue >= 0))


def _waiting(state: State, now: Now) -> Flags:
    """Units (B, U) that stand on a bank and are to cross."""
    acts, forces = state.acts, state.forces
    there = (acts.act == CROSS) & (acts.route[..., 0] < 0) & (acts.start < now.end)
    return np.asarray(there & now.ready & alive(forces) & (forces.nerve < BROKEN))


def _attacked(state: State, now: Now) -> Flags:
    """Crossings (B, Q) of which a bank lies under shells or bombs."""
    table = now.setting.crossings
    fell = state.ground.under_fire
    return np.asarray((fell[:, table.near] >= SHELLED) | (fell[:, table.far] >= SHELLED))


def _pieces(state: State, now: Now) -> Ints:
    """Guns with teams and vehicles of each unit, (B, U)."""
    forces, guns = state.forces, now.setting.guns
    return np.asarray((forces.weapons * guns).sum(axis=-1) + running(forces), np.int64)


def _land(state: State, now: Now, queue: Ints, over: Flags) -> None:
    """Set on the far bank who is over, as far as there is room and no enemy."""
    forces, acts, setting = state.forces, state.acts, now.setting
    table, march, cadre = setting.crossings, setting.tables.march, setting.cadre
    goal = landed(table.near, table.far, queue, forces.hex)
    weight = stack_weight(march, forces.men, running(forces))
    place = np.where(alive(forces), forces.hex, NOWHERE)
    inside = crowd(place, cadre.side, forces.men, weight, setting.board.hexes)
    games = np.arange(state.games)[:, None, None]
    enemy = inside.units[games, 1 - cadre.side[:, None], np.maximum(goal, 0)] > 0
    counts = (inside.units, inside.men, inside.weight)
    new = placed(march, goal, over, forces.came, cadre.side, forces.men, weight, ~enemy, counts)
    came: NDArray[np.bool_] = new >= 0
    forces.hex = np.where(came, new, forces.hex).astype(np.int32)
    forces.given[came] = 0
    forces.ferried = np.where(came, 0, forces.ferried).astype(np.int32)
    forces.works[came], forces.dug[came] = 0, 0
    now.moved |= came
    acts.act = np.where(came, HOLD, acts.act).astype(np.int8)
    units = np.arange(len(cadre))
    now.log.tell("crossed", came, seen=now.seen(), unit=units, hex=forces.hex)
