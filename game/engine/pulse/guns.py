"""Phase 3: the batteries fire their missions, and what their shells do where they fall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.pulse.bursts import SHELLS, cover_of, depth, hurt, materiel, plow, witnesses
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive
from game.engine.state import State
from game.rules import artillery, barrage, battery, dispersion, smoke
from game.rules.artillery_table import ACCOMPANY, COUNTER_BATTERY, DEFENSIVE, INTERDICT
from game.rules.artillery_table import SMOKE as SCREEN
from game.rules.beliefs_table import GRADES
from game.rules.dispersion import Landed
from game.rules.los import STANDING
from game.rules.observers import may_register
from game.rules.tables import ONE
from game.rules.visibility import in_view

MAN_DM = 5
"""Decimeters of the ground that an observer must see to correct the fall of shot: the height of a burst."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """The missions of a pulse: G batteries with their rows, and columns (B, G)."""

    rows: Ints
    slot: Ints
    mission: Ints
    hex: Ints
    going: Flags
    observed: Flags
    registered: Flags
    aim: NDArray[np.int8]
    friends: Ints


def shell(state: State, now: Now, place: NDArray[np.int32]) -> None:
    """Fire every mission that is due on units where they stood at the start, `place` (B, U)."""
    rows = np.flatnonzero(now.setting.cadre.gun >= 0)
    due = _due(state, now, rows)
    laid = _lay(state, now, place, rows, due) if due.any() else None
    if laid is None or not laid.going.any():
        _cool(state, now, rows)
        return
    rounds = _fire(state, now, laid)
    landed = _land(now, laid, rounds, place)
    smoke_row = laid.mission == SCREEN
    _burst(state, now, laid, landed, place, np.where(smoke_row, 0, rounds))
    _register(state, now, laid, rounds)
    veils = smoke_row & (rounds > 0)
    known = (1 << now.setting.cadre.side[laid.rows]) | witnesses(state, now, laid.hex)
    now.log.tell("smoke", veils, seen=known, hex=np.maximum(laid.hex, 0), amount=rounds)


def _due(state: State, now: Now, rows: Ints) -> Flags:
    """Missions (B, G, M) whose time it is."""
    missions = state.missions
    kind = missions.kind[:, rows]
    due = (kind >= 0) & (missions.rounds[:, rows] > 0) & (missions.hex[:, rows] >= 0)
    due &= (missions.start[:, rows] < now.end) & (missions.end[:, rows] > now.minute)
    waits = due & (kind == DEFENSIVE)
    if waits.any():
        due &= (kind != DEFENSIVE) | _attacked(state, now, missions.hex[:, rows], rows)
    return np.asarray(due)


def _lay(state: State, now: Now, place: NDArray[np.int32], rows: Ints, due: Flags) -> Laid:
    """Choose each battery's mission and check that it can be fired."""
    missions = state.missions
    slot = due.argmax(axis=-1)
    mission, aim = (_slot(column[:, rows], slot) for column in (missions.kind, missions.hex))
    near = _slot(missions.near[:, rows], slot)
    going = due.any(axis=-1) & (place[:, rows] >= 0) & now.ready[:, rows] & ~now.moved[:, rows]
    going &= state.forces.men[:, rows] > 0
    target = np.maximum(aim, 0)
    points = (state.forces.points[:, rows] == target[..., None]).any(axis=-1)
    quick, slow = _observed(state, now, target, rows, place)
    seen = quick | slow
    how = barrage.aiming(seen, points, now.air.night[:, None])
    friends = _friends(state, now, target, rows, place)
    reason = _refusal(state, now, rows, mission, target, how, points, seen, friends, near, place)
    _refuse(now, rows, slot, going & (reason > 0), reason, target)
    return Laid(rows, slot, mission, aim, going & (reason == 0), seen, points, how, friends)


def _slot(column: NDArray[np.generic], slot: Ints) -> Ints:
    return np.take_along_axis(column, slot[..., None], axis=-1)[..., 0].astype(np.int64)


def _attacked(state: State, now: Now, hexes: NDArray[np.int32], rows: Ints) -> Flags:
    """Whether enemies that the battery's side sees move in an aim hex or next to it, (B, G, M)."""
    setting, cadre = now.setting, now.setting.cadre
    near = np.zeros((state.games, 2, setting.board.hexes), np.bool_)
    for side in (0, 1):
        seen = (now.spotted[:, side] == SEEN) & (cadre.side != side)
        seen &= alive(state.forces) & (state.forces.moved | now.moved)
        game, unit = np.nonzero(seen)
        around = setting.footprint()[state.forces.hex[game, unit], :7]
        on = around >= 0
        near[np.repeat(game, on.sum(axis=1)), side, around[on]] = True
    games = np.arange(state.games)[:, None, None]
    return np.asarray(near[games, cadre.side[rows][:, None], np.maximum(hexes, 0)] & (hexes >= 0))


def _observed(
    state: State, now: Now, target: Ints, rows: Ints, place: NDArray[np.int32]
) -> tuple[Flags, Flags]:
    """Whether somebody who may observe for the battery sees its aim: by wire or voice, and by a runner."""
    setting, forces = now.setting, state.forces
    table, cadre = setting.tables.batteries, setting.cadre
    posts = np.flatnonzero(cadre.foot | cadre.post | (cadre.gun >= 0))
    seer = place[:, posts]
    view = in_view(
        setting.lines,
        np.full(seer.shape, STANDING),
        np.maximum(seer, 0),
        target,
        np.full(target.shape, MAN_DM),
    )
    meters = setting.board.meters(np.maximum(seer, 0)[:, :, None], target[:, None, :])
    view &= meters <= now.air.natural[:, None, None]
    serves = cadre.side[posts][:, None] == cadre.side[rows]
    awake = (seer >= 0) & (forces.suppression[:, posts] < ONE) & (forces.mute[:, posts] == 0)
    # A battery that sees its aim itself needs no link to tell what it sees.
    link = np.where(posts[:, None] == rows, ONE, forces.link[:, posts][:, :, None])
    able = view & serves & awake[:, :, None]
    quick = (able & (link >= table.wire_link)).any(axis=1)
    return quick, (able & (link >= table.runner_link)).any(axis=1)


def _friends(state: State, now: Now, target: Ints, rows: Ints, place: NDArray[np.int32]) -> Ints:
    """Meters from each aim to the nearest own troops on foot or in tanks."""
    cadre = now.setting.cadre
    troops = np.flatnonzero(cadre.foot | cadre.tanks)
    own = cadre.side[troops][None, :] == cadre.side[rows][:, None]
    there = np.where(state.forces.men[:, troops] > 0, place[:, troops], NOWHERE)
    return barrage.nearest_own(now.setting.board, target, there, own[None]).astype(np.int64)


def _refusal(
    state: State,
    now: Now,
    rows: Ints,
    mission: Ints,
    target: Ints,
    how: NDArray[np.int8],
    points: Flags,
    seen: Flags,
    friends: Ints,
    near: Ints,
    place: NDArray[np.int32],
) -> NDArray[np.int8]:
    setting, forces = now.setting, state.forces
    table, gun = setting.tables.batteries, setting.cadre.gun[rows]
    guns = guns_of(state, rows, gun)
    load = guns * table.load[gun]
    held = battery.at_hand(forces.ammunition[:, rows, 1], forces.loose[:, rows], load)
    calls = barrage.Calls(
        weapon=np.broadcast_to(gun, guns.shape),
        guns=guns,
        meters=setting.board.meters(np.maximum(place[:, rows], 0), target),
        rounds=held,
        mission=np.maximum(mission, 0),
        aiming=how,
        registered=points | seen,
        delay=np.zeros(guns.shape, np.int64),
        suitable=_suitable(state, now, mission, target, rows),
        friends_m=friends,
        allowed=near > 0,
    )
    return barrage.refusal(calls, table)


def _suitable(state: State, now: Now, mission: Ints, target: Ints, rows: Ints) -> Flags:
    """Whether the aim is one for the mission: a way or ford to interdict, a battery believed there."""
    board, cadre = now.setting.board, now.setting.cadre
    ways = (state.ground.ways != 0).any(axis=-1)
    ford = board.terrain == now.setting.tables.rules.terrain.names.index("ford")
    road = np.take_along_axis(ways | ford, target, axis=-1)
    known = np.zeros((state.games, 2, board.hexes), np.bool_)
    told = state.beliefs
    game, side, unit = np.nonzero(
        (told.hex >= 0) & (cadre.gun >= 0) & (told.known | (told.source >= GRADES.index("flash")))
    )
    known[game, side, told.hex[game, side, unit]] = True
    games = np.arange(state.games)[:, None]
    located = known[games, cadre.side[rows], target]
    return np.asarray(
        np.where(mission == INTERDICT, road, np.where(mission == COUNTER_BATTERY, located, True))
    )


def _refuse(now: Now, rows: Ints, slot: Ints, refused: Flags, reason: NDArray[np.int8], target: Ints) -> None:
    """Missions that cannot be fired now wait; their side hears why."""
    now.log.tell(
        "refused",
        refused & (reason != barrage.REFUSALS.index("aim.unregistered")),
        seen=1 << now.setting.cadre.side[rows],
        unit=rows,
        hex=target,
        detail=reason,
        amount=np.broadcast_to(slot, refused.shape),
    )


def guns_of(state: State, rows: Ints, gun: Ints) -> Ints:
    """Guns (B, G) that the batteries have: towed pieces, and self-propelled ones that run."""
    forces = state.forces
    towed = forces.weapons[:, rows, gun].astype(np.int64)
    return towed + forces.vehicles[:, rows, gun, 0]


def _fire(state: State, now: Now, laid: Laid) -> Ints:
    """Rounds fired by each battery, (B, G); stocks and barrels are brought up to date."""
    setting, forces = now.setting, state.forces
    rows, table = laid.rows, setting.tables.batteries
    gun = setting.cadre.gun[rows]
    guns = guns_of(state, rows, gun)
    wanted = _slot(state.missions.rounds[:, rows], laid.slot)
    end = np.minimum(_slot(state.missions.end[:, rows], laid.slot), now.end)
    start = np.maximum(_slot(state.missions.start[:, rows], laid.slot), now.minute)
    part = np.clip(end - start, 0, now.minutes) * ONE // now.minutes
    kept = np.where(laid.mission == ACCOMPANY, _kept(state, now, laid), ONE)
    order = battery.Battery(
        weapon=np.broadcast_to(gun, guns.shape),
        guns=guns,
        unit_of_fire=guns * table.load[gun],
        stock=forces.ammunition[:, rows, 1].astype(np.int64),
        loose=forces.loose[:, rows],
        heat=forces.heat[:, rows],
        suppression=forces.suppression[:, rows],
        mission=np.maximum(laid.mission, 0),
        wanted=np.where(laid.going, wanted, 0),
        fatigue=forces.fatigue[:, rows],
        nerve=setting.tables.morale.fire[forces.nerve[:, rows]],
    )
    told = battery.fire(order, now.minutes, table, kept * part >> 10)
    forces.ammunition[:, rows, 1] = told.stock
    forces.loose[:, rows], forces.heat[:, rows] = told.loose, told.heat
    left = np.take_along_axis(state.missions.rounds[:, rows], laid.slot[..., None], axis=-1)
    column = state.missions.rounds[:, rows]
    np.put_along_axis(column, laid.slot[..., None], left - told.rounds[..., None].astype(np.int32), axis=-1)
    state.missions.rounds[:, rows] = column
    now.fired[:, rows] |= told.rounds > 0
    for side in (0, 1):
        mine = setting.cadre.side[rows] == side
        state.count.shells[:, side] += told.rounds[:, mine].sum(axis=-1).astype(np.int32)
    return told.rounds


def _kept(state: State, now: Now, laid: Laid) -> Ints:
    """Share of the pulse for which accompanying fire stays, by where own infantry was and where it is now."""
    here = _friends(state, now, np.maximum(laid.hex, 0), laid.rows, state.forces.hex)
    return barrage.kept_on(laid.friends, here, now.setting.tables.batteries)


def _cool(state: State, now: Now, rows: Ints) -> None:
    """Barrels cool where nobody fires."""
    table = now.setting.tables.batteries
    gun = now.setting.cadre.gun[rows]
    steady = table.rate[table.shell[gun]] * table.sustained * now.minutes >> 10
    state.forces.heat[:, rows] = np.maximum(state.forces.heat[:, rows] - steady, 0)


def _land(now: Now, laid: Laid, rounds: Ints, place: NDArray[np.int32]) -> tuple[Landed, Landed, Ints, Ints]:
    """Where high explosive and smoke fell, by hex and kind."""
    setting = now.setting
    table, board = setting.tables.batteries, setting.board
    gun = setting.cadre.gun[laid.rows]
    target, stand = np.maximum(laid.hex, 0), np.maximum(place[:, laid.rows], 0)
    spread = barrage.deviations(
        np.broadcast_to(table.howitzer[gun], target.shape),
        laid.aim,
        board.meters(stand, target),
        np.broadcast_to(now.air.night[:, None], target.shape),
        table,
    )
    line = dispersion.orientation(board.qr[target].astype(np.int64) - board.qr[stand])
    share = dispersion.shares(*spread, line, board.scale)
    aim = np.where(rounds > 0, target, NOWHERE)
    kind = np.broadcast_to(table.shell[gun], target.shape)
    count, ground = len(setting.tables.shells.names), setting.footprint()
    screens = laid.mission == SCREEN
    live = dispersion.land(ground, aim, share, np.where(screens, 0, rounds), kind, count)
    fog = dispersion.land(ground, aim, share, np.where(screens, rounds, 0), kind, count)
    return live, fog, share, aim


def _burst(
    state: State,
    now: Now,
    laid: Laid,
    fallen: tuple[Landed, Landed, Ints, Ints],
    place: NDArray[np.int32],
    rounds: Ints,
) -> None:
    """What the shells do: to men, guns, works, wire, air and road."""
    live, fog, share, aim = fallen
    setting, forces = now.setting, state.forces
    table = setting.tables.shells
    if fog.rounds.any():
        state.ground.smoke = smoke.lay(state.ground.smoke, fog.rounds.sum(axis=-1), setting.tables.smoke)
    if not live.rounds.any():
        return
    now.landed = live.rounds
    there = np.where((forces.men > 0) & ~forces.gone, place, NOWHERE)
    cover = cover_of(now, place)
    words = now.dice.words("shells", len(setting.cadre))
    deep = depth(state, now)
    told = artillery.shell(live.rounds, there, forces.men, forces.posture, cover, words, table, deep)
    chief = dispersion.chief_mission(setting.footprint(), aim, share, rounds, there)
    source = np.where(chief >= 0, laid.rows[np.maximum(chief, 0)], NOWHERE)
    hurt(state, now, "shells", SHELLS, told, place, source)
    materiel(state, now, live.rounds, there)
    plow(state, now, live.rounds, there)
    units = laid.rows
    now.log.tell(
        "shelled",
        rounds > 0,
        seen=1 << setting.cadre.side[units],
        unit=units,
        hex=np.maximum(aim, 0),
        amount=rounds,
        detail=np.maximum(laid.mission, 0),
    )
    others = witnesses(state, now, aim) & ~(1 << setting.cadre.side[units])
    where = (rounds > 0) & (others > 0)
    now.log.tell("under_shells", where, seen=others, hex=np.maximum(aim, 0), amount=rounds)


def _register(state: State, now: Now, laid: Laid, rounds: Ints) -> None:
    """Points on which observed fire was laid by a battery long enough in place are kept (artillery.4)."""
    forces, rows = state.forces, laid.rows
    side = now.setting.cadre.side[rows]
    ready = may_register(forces.in_place[:, rows], side, now.setting.tables.batteries)
    new = (rounds > 0) & laid.observed & ready & ~laid.registered
    points = forces.points[:, rows]
    pushed = np.concatenate([laid.hex[..., None].astype(np.int32), points[..., :-1]], axis=-1)
    forces.points[:, rows] = np.where(new[..., None], pushed, points)
    forces.aim[:, rows] = np.where(rounds > 0, laid.hex, forces.aim[:, rows])
