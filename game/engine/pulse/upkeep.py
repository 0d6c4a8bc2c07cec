"""Phases 8 and 9: cartridges, spades, tasks, smoke, the wounded, and who holds the ground."""

from __future__ import annotations

import numpy as np

from game.engine.acts import DIG, HOLD, NOWHERE, TASK
from game.engine.clock import DAY
from game.engine.log import own_bit
from game.engine.pulse import feints
from game.engine.pulse.now import Flags, Ints, Now, alive
from game.engine.state import Forces, State
from game.grid.board import RIVER, SHORE
from game.rules import medical, smoke, victory_turn
from game.rules.air import FLIES
from game.rules.crossing_table import with_made
from game.rules.fire_arms import spend
from game.rules.morale import BROKEN, ROUTED
from game.rules.tables import ONE
from game.rules.victory import force
from game.rules.works import dig
from game.rules.works_table import CLEAR, DECOY, FORD, TRACK, WIRE
from game.rules.works_tasks import toil, with_belts, with_ways

RESTED = 120
"""Minutes in place after which a unit no longer comes from the march."""


def keep_up(state: State, now: Now) -> None:
    """All that a pulse leaves behind."""
    _spend(state, now)
    _dig(state, now)
    _toil(state, now)
    feints.see_through(state, now)
    _blow(state, now)
    _treat(state, now)
    _clear(state, now)
    _remember(state, now)
    _hold(state, now)
    _deeds(state, now)


def _spend(state: State, now: Now) -> None:
    """Ammunition of direct fire (fire.9)."""
    forces, arms = state.forces, now.arms
    forces.ammunition = spend(
        forces.ammunition,
        arms.force,
        np.minimum(now.engaged, ONE) + now.rapid,
        forces.suppression,
        arms.rate,
        now.minutes,
        now.setting.tables.fire,
    )


def _working(state: State, now: Now, act: int) -> Flags:
    acts, forces = state.acts, state.forces
    return np.asarray(
        (acts.act == act) & (acts.start < now.end) & alive(forces) & (forces.nerve < BROKEN) & now.ready
    )


def _minutes(state: State, now: Now, works: Flags) -> Ints:
    late = np.clip(state.acts.start - now.minute, 0, now.minutes)
    return np.where(works & ~now.moved, now.minutes - late, 0).astype(np.int64)


def _dig(state: State, now: Now) -> None:
    """Positions dug deeper (works.1, works.2); who only holds his place makes himself a scrape, no more."""
    forces, setting = state.forces, now.setting
    holds = _working(state, now, HOLD) & (forces.works < ONE) & ~setting.cadre.tanks
    works = _working(state, now, DIG) | holds
    if not works.any():
        return
    told = dig(
        setting.tables.works,
        forces.works,
        forces.dug,
        setting.board.terrain[np.maximum(forces.hex, 0)],
        np.maximum(forces.suppression, np.where(now.struck, ONE // 4, 0)),
        now.air.night[:, None],
        forces.fatigue,
        setting.cadre.sappers,
        forces.stores,
        _minutes(state, now, works),
    )
    progress = np.where(holds, np.minimum(told.progress, ONE), told.progress).astype(np.int16)
    deeper = works & (progress >> 10 > forces.works >> 10)
    forces.works, forces.dug = progress, told.carry
    forces.stores = (forces.stores - told.used).astype(np.int32)
    units = np.arange(len(setting.cadre))
    now.log.tell(
        "dug", deeper, seen=1 << setting.cadre.side, unit=units, hex=forces.hex, detail=forces.works >> 10
    )


def _toil(state: State, now: Now) -> None:
    """Wire, tracks and the other tasks of engineers (works.2 to works.4)."""
    forces, acts, setting = state.forces, state.acts, now.setting
    works = _working(state, now, TASK)
    if not works.any():
        return
    table, task = setting.tables.works, np.where(works, acts.task, NOWHERE)
    told = toil(
        table,
        task,
        forces.done,
        forces.men,
        setting.cadre.sappers,
        np.maximum(forces.suppression, np.where(now.struck, ONE // 4, 0)),
        now.air.night[:, None],
        forces.fatigue,
        forces.stores,
        _minutes(state, now, works),
    )
    forces.done = told.done
    forces.stores = (forces.stores - told.used).astype(np.int32)
    done = told.finished & works
    belts = done & np.isin(acts.task, (WIRE, CLEAR)) & (acts.side >= 0)
    if belts.any():
        more = np.where(belts, np.where(acts.task == WIRE, 1, -1), 0)
        wire = with_belts(
            table,
            state.ground.wire,
            setting.board.neighbor,
            np.where(belts, forces.hex, NOWHERE),
            np.maximum(acts.side, 0),
            more,
        )
        state.ground.wire = wire
    _lay_tracks(state, now, done)
    feints.set_up(state, now, done & (acts.task == DECOY))
    state.ground.crossings = with_made(
        setting.crossings, state.ground.crossings, forces.hex, np.maximum(acts.task, 0), done
    )
    units = np.arange(len(setting.cadre))
    now.log.tell(
        "task_done",
        done,
        seen=1 << setting.cadre.side,
        unit=units,
        hex=forces.hex,
        detail=np.maximum(acts.task, 0),
    )
    acts.act = np.where(done, HOLD, acts.act).astype(np.int8)


def _lay_tracks(state: State, now: Now, done: Flags) -> None:
    """Tracks over marsh and fords made firm carry all that a causeway carries (works.4)."""
    board, names = now.setting.board, now.setting.tables.rules.terrain.names
    tasks, hexes = state.acts.task, np.maximum(state.forces.hex, 0)
    soft = [names.index("marsh"), names.index("ford")]
    laid = done & (board.terrain[hexes] == np.select([tasks == TRACK, tasks == FORD], soft, NOWHERE))
    if laid.any():
        wet = now.setting.tables.march.wet[board.terrain[np.maximum(board.neighbor, 0)]]
        firm = ~wet & (board.edges & (RIVER | SHORE) == 0)
        state.ground.ways = with_ways(state.ground.ways, board.neighbor, hexes, laid, firm)


def _blow(state: State, now: Now) -> None:
    """Smoke drifts and thins (artillery.7)."""
    if not state.ground.smoke.any():
        return
    wind, strength, neighbor = now.air.wind, now.air.strength, now.setting.board.neighbor
    state.ground.smoke = smoke.pass_time(
        state.ground.smoke, wind, strength, now.minutes, neighbor, now.setting.tables.smoke
    )


def _treat(state: State, now: Now) -> None:
    """Casualties taken apart into killed and wounded, and booked (medical.1)."""
    lost = now.lost
    if not lost.any():
        return
    cadre, table = now.setting.cadre, now.setting.tables.medical
    told = medical.split_losses(lost, cadre.side, now.dice.words("casualties", len(cadre), 2), table)
    state.wards = medical.admit(state.wards, told.wounded, told.light)
    nobody = np.zeros_like(told.killed)
    day = min(now.minute // DAY, state.count.medical.shape[1] - 1)
    counts = (told.killed, told.wounded, nobody, nobody)
    state.count.medical = medical.book(state.count.medical, day, cadre.side, counts)
    account = told.account
    now.log.explain(
        "killed",
        lost > 0,
        base=account.base,
        factors=account.factors,
        expected=account.expected,
        draw=account.draw,
        result=account.result,
        target=np.arange(len(cadre)),
    )


def _clear(state: State, now: Now) -> None:
    """Units that are no more leave the map; who has lost too many breaks off."""
    forces, acts, cadre = state.forces, state.acts, now.setting.cadre
    dead = (forces.men <= 0) & ~forces.gone & (forces.hex >= 0)
    units = np.arange(len(cadre))
    now.log.tell("destroyed", dead, seen=now.seen(), unit=units, hex=forces.hex)
    forces.gone |= dead
    forces.hex = np.where(dead, NOWHERE, forces.hex).astype(np.int32)
    limit = acts.stop_loss.astype(np.int64) * forces.strength
    lost = (forces.strength.astype(np.int64) - forces.men) << 10
    stops = (acts.stop_loss > 0) & (lost >= limit) & (acts.act != HOLD) & (forces.hex >= 0)
    acts.act = np.where(stops, HOLD, acts.act).astype(np.int8)
    acts.route[stops] = NOWHERE
    now.log.tell("broke_off", stops, seen=1 << cadre.side, unit=units, hex=forces.hex)


def _remember(state: State, now: Now) -> None:
    """What the next pulse asks about this one."""
    forces = state.forces
    forces.moved, forces.fired = now.moved, now.fired
    still = ~now.moved & (forces.hex >= 0)
    forces.in_place = np.where(still, forces.in_place + now.minutes, 0).astype(np.int32)
    forces.points[now.moved] = NOWHERE
    forces.marched &= forces.in_place < RESTED
    # Who took a hex just now is busy with it for the whole of the pulses to come.
    forces.mute = np.where(now.assaulted, forces.mute, np.maximum(forces.mute - 1, 0)).astype(np.int8)
    state.count.shots |= now.fired.any(axis=-1)


def stakes_of(forces: Forces, state: State, now_side: Ints) -> victory_turn.Forces:
    """What the score asks of the forces."""
    there = (forces.hex >= 0) & (forces.men > 0)
    place = np.where(there, forces.hex, NOWHERE)
    lost = forces.losses.sum(axis=-1)
    return victory_turn.Forces(
        hex=place,
        men=np.where(there, forces.men, 0),
        holds=there & (forces.nerve < ROUTED),
        losses=force(forces.men, lost, now_side, forces.stood),
        tanks_lost=state.count.tanks_out,
        assaults=state.count.assaults,
    )


def _hold(state: State, now: Now) -> None:
    """Who holds each hex, and what is counted of it (victory.1)."""
    setting = now.setting
    forces = stakes_of(state.forces, state, setting.cadre.side)
    before = victory_turn.Held(state.ground.control, state.tally)
    told = victory_turn.after_pulse(setting.stakes, before, forces, now.minute, now.end, state.count.shots)
    named = setting.crest & (told.holder != before.holder)
    hexes = np.arange(setting.board.hexes)
    holder, sees = told.holder, state.ground.seen
    known = np.where(holder >= 0, own_bit(np.maximum(holder, 0)), 0) | sees[:, 0] * 1 | sees[:, 1] * 2
    now.log.tell("seized", named, seen=known, hex=hexes, detail=told.holder)
    state.ground.control, state.tally = told.holder, told.tally


def _deeds(state: State, now: Now) -> None:
    """Deeds of escalation (victory.4)."""
    flying, cadre = now.flying, now.setting.cadre
    over = flying.going & (flying.gate == FLIES)
    state.count.done = state.count.done + victory_turn.deeds_of_pulse(
        now.setting.stakes,
        state.forces.hex,
        now.fired,
        np.broadcast_to(cadre.side[flying.rows], over.shape),
        np.where(over, flying.hex, NOWHERE),
        over & (flying.bomb >= 0) & (flying.kind == 0),
    )
