"""Phase 3: the batteries fire their missions, and what their shells do where they fall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.pulse.bursts import SHELLS, cover_of, hurt, materiel, plow, under, witnesses
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive
from game.engine.state import State
from game.rules import barrage, battery, dispersion, smoke
from game.rules.artillery_table import ACCOMPANY, COUNTER_BATTERY, DEFENSIVE, INTERDICT
from game.rules.artillery_table import SMOKE as SCREEN
from game.rules.beliefs_table import GRADES
from game.rules.dispersion import Landed
from game.rules.los import STANDING
from game.rules.observers import may_register
from game.rules.tables import ONE
from game.rules.visibility import pair_in_view

MAN_DM = 5
"""Decimeters of the ground that an observer must see to correct the fall of shot: the height of a burst."""
Pairs = tuple[NDArray[np.intp], ...]
"""Games and, of each, the place of a battery among those of a mission."""


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
    at = np.nonzero(going)
    seen, friends = np.zeros(going.shape, np.bool_), np.full(going.shape, barrage.FAR_AWAY, np.int64)
    seen[at] = _observed(state, now, at, target[at], rows, place)
    friends[at] = _friends(state, now, at, target[at], rows, place)
    how = barrage.aiming(seen, points, now.air.night[:, None])
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


def _observed(state: State, now: Now, at: Pairs, target: Ints, rows: Ints, place: NDArray[np.int32]) -> Flags:
    """Whether somebody who may observe for each of N batteries, at (game, battery), sees its aim: he must be
    linked well enough to tell it by a runner at least.
    """
    cadre, out = now.setting.cadre, np.zeros(target.size, np.bool_)
    posts = np.flatnonzero(cadre.foot | cadre.post | (cadre.gun >= 0))
    for side in (0, 1):
        mine = np.flatnonzero(cadre.side[rows[at[1]]] == side)
        if mine.size:
            game, gun = at[0][mine], rows[at[1][mine]]
            own = posts[cadre.side[posts] == side]
            out[mine] = _watched(state, now, game, gun, target[mine], own, place)
    return out


def _watched(
    state: State, now: Now, game: Ints, gun: Ints, target: Ints, posts: Ints, place: NDArray[np.int32]
) -> Flags:
    """Whether any of the posts sees the aim (N) of a battery of theirs and is linked to tell it."""
    setting, forces = now.setting, state.forces
    awake = (place[:, posts] >= 0) & (forces.suppression[:, posts] < ONE) & (forces.mute[:, posts] == 0)
    linked = forces.link[:, posts] >= setting.tables.batteries.runner_link
    # A battery that sees its aim itself needs no link to tell what it sees.
    row, post = np.nonzero(awake[game] & (linked[game] | (posts == gun[:, None])))
    seer = place[game[row], posts[post]]
    near = setting.board.meters(seer, target[row]) <= now.air.natural[game[row]]
    row, seer = row[near], seer[near]
    view = pair_in_view(setting.lines, STANDING, seer, target[row], MAN_DM)
    out = np.zeros(target.size, np.bool_)
    out[row[view]] = True
    return out


def _friends(
    state: State, now: Now, at: Pairs, target: Ints, rows: Ints, place: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Meters (N) from aims of batteries at (game, battery) to the nearest own troops on foot or in tanks."""
    cadre, out = now.setting.cadre, np.empty(target.size, np.int32)
    there = np.where(state.forces.men > 0, place, NOWHERE)
    for side in (0, 1):
        mine = cadre.side[rows[at[1]]] == side
        troops = np.flatnonzero((cadre.foot | cadre.tanks) & (cadre.side == side))
        near = barrage.nearest_own(now.setting.board, target[mine, None], there[:, troops][at[0][mine]], True)
        out[mine] = near[:, 0]
    return out


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
    if not ((mission == INTERDICT) | (mission == COUNTER_BATTERY)).any():
        return np.ones(mission.shape, np.bool_)
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
    at = np.nonzero(laid.going & (laid.mission == ACCOMPANY))
    here = np.full(laid.hex.shape, barrage.FAR_AWAY, np.int64)
    here[at] = _friends(state, now, at, laid.hex[at], laid.rows, state.forces.hex)
    return barrage.kept_on(laid.friends, here, now.setting.tables.batteries)


def _cool(state: State, now: Now, rows: Ints) -> None:
    """Barrels cool where nobody fires."""
    setting = now.setting
    steady = battery.sustained(setting.cadre.gun[rows], now.minutes, setting.tables.batteries)
    state.forces.heat[:, rows] = np.maximum(state.forces.heat[:, rows] - steady, 0)


def _land(
    now: Now, laid: Laid, rounds: Ints, place: NDArray[np.int32]
) -> tuple[Landed, Landed | None, Ints, Ints]:
    """Where high explosive and smoke fell, by hex and kind; the share of each hex, and the aims."""
    setting = now.setting
    aim = np.where(rounds > 0, np.maximum(laid.hex, 0), NOWHERE)
    share = _shares(now, laid, np.nonzero(rounds > 0), place)
    kind = np.broadcast_to(setting.tables.batteries.shell[setting.cadre.gun[laid.rows]], aim.shape)
    count, ground = len(setting.tables.shells.names), setting.footprint()
    screens = laid.mission == SCREEN
    live = dispersion.land(ground, aim, share, np.where(screens, 0, rounds), kind, count)
    if not rounds[screens].any():
        return live, None, share, aim
    fog = dispersion.land(ground, aim, share, np.where(screens, rounds, 0), kind, count)
    return live, fog, share, aim


def _shares(now: Now, laid: Laid, at: Pairs, place: NDArray[np.int32]) -> Ints:
    """Q16 of the rounds of each battery that falls on the hexes about its aim, (B, G, 19); those at (game,
    battery) fired, the others have none.
    """
    table, board = now.setting.tables.batteries, now.setting.board
    target, stand = np.maximum(laid.hex[at], 0), np.maximum(place[at[0], laid.rows[at[1]]], 0)
    spread = barrage.deviations(
        table.howitzer[now.setting.cadre.gun[laid.rows[at[1]]]],
        laid.aim[at],
        board.meters(stand, target),
        now.air.night[at[0]],
        table,
    )
    line = dispersion.orientation(board.qr[target].astype(np.int64) - board.qr[stand])
    out = np.zeros((*laid.hex.shape, len(dispersion.OFFSETS)), np.int64)
    out[at] = dispersion.shares(*spread, line, board.scale)
    return out


def _burst(
    state: State,
    now: Now,
    laid: Laid,
    fallen: tuple[Landed, Landed | None, Ints, Ints],
    place: NDArray[np.int32],
    rounds: Ints,
) -> None:
    """What the shells do: to men, guns, works, wire, air and road."""
    live, fog, share, aim = fallen
    setting, forces = now.setting, state.forces
    table = setting.tables.shells
    if fog is not None and fog.struck.size:
        state.ground.smoke = smoke.lay(state.ground.smoke, fog.rounds.sum(axis=-1), setting.tables.smoke)
    if not live.struck.size:
        return
    now.landed = live.rounds
    there = np.where((forces.men > 0) & ~forces.gone, place, NOWHERE)
    cover = cover_of(now, place)
    words = now.dice.words("shells", len(setting.cadre))
    told = under(state, now, live, there, cover, words, table)
    chief = dispersion.chief_mission(setting.footprint(), aim, share, rounds, there)
    source = np.where(chief >= 0, laid.rows[np.maximum(chief, 0)], NOWHERE)
    hurt(state, now, "shells", SHELLS, told, place, source)
    materiel(state, now, live.rounds, there)
    plow(state, now, live, there)
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
