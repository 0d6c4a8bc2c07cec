"""Phase 3: the batteries fire their missions, and what their shells do where they fall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.dice import Bits
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive, lose
from game.engine.state import State
from game.rules import artillery, barrage, battery, dispersion, shelled_ground, smoke
from game.rules.artillery_table import ACCOMPANY, COUNTER_BATTERY, DEFENSIVE, INTERDICT
from game.rules.artillery_table import SMOKE as SCREEN
from game.rules.beliefs_table import GRADES
from game.rules.counter_battery import guns_lost
from game.rules.dispersion import Landed
from game.rules.fire_table import CAUSES
from game.rules.los import STANDING
from game.rules.observers import may_register
from game.rules.tables import ONE, POSTURES
from game.rules.visibility import in_view
from game.rules.works import trench_share

SHELLS = CAUSES.index("artillery")
DUG_IN = tuple(POSTURES.index(name) for name in ("scrape", "trench", "bunker"))
MAN_DM = 5
"""Decimeters of the ground that an observer must see to correct the fall of shot: the height of a burst."""
NOTHING_NEAR = barrage.FAR_AWAY


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
    known = (1 << now.setting.cadre.side[laid.rows]) | _witnesses(state, now, laid.hex)
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
    _hurt(state, now, told, source, place)
    _materiel(state, now, live.rounds, there)
    _ground(state, now, live.rounds, there)
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
    others = _witnesses(state, now, aim) & ~(1 << setting.cadre.side[units])
    where = (rounds > 0) & (others > 0)
    now.log.tell("under_shells", where, seen=others, hex=np.maximum(aim, 0), amount=rounds)


def _hurt(
    state: State, now: Now, told: artillery.Shelled, source: NDArray[np.int32], place: NDArray[np.int32]
) -> None:
    units = np.arange(len(now.setting.cadre))
    lost = lose(state.forces, now, told.result, SHELLS)
    now.stress += told.stress
    now.shelled |= told.stress > 0
    now.struck |= told.stress > 0
    now.log.explain(
        "shells",
        (told.expected > 0) | (told.result > 0),
        base=told.base,
        factors=told.factors,
        expected=told.expected,
        draw=told.draw,
        result=told.result,
        source=source,
        target=units,
        hex=place,
    )
    tell_lost(now, lost, SHELLS, place, source)


def tell_lost(
    now: Now, lost: Ints, cause: int, place: NDArray[np.int32], source: NDArray[np.integer] | int = NOWHERE
) -> None:
    """Events of men lost: their own side counts them, nobody else does; by whom, only if it sees him."""
    games, side = np.arange(lost.shape[0])[:, None], now.setting.cadre.side
    by = np.broadcast_to(np.asarray(source, np.int64), lost.shape)
    seen = now.seen()[games, np.maximum(by, 0)] >> side & 1
    source = np.where((by >= 0) & (seen > 0), by, NOWHERE)
    now.log.tell(
        "lost",
        lost > 0,
        seen=1 << now.setting.cadre.side,
        unit=np.arange(len(now.setting.cadre)),
        other=source,
        hex=place,
        amount=lost,
        detail=cause,
    )


def depth(state: State, now: Now) -> NDArray[np.int32]:
    """Q10 share of the way from scrape to trench cover that the works of the units (B, U) give (works.1)."""
    return trench_share(now.setting.tables.works, state.forces.works)


def cover_of(now: Now, place: NDArray[np.int32]) -> NDArray[np.int16]:
    """Q10 cover of the ground where each unit stands (terrain.1)."""
    ground = now.setting.board.terrain[np.maximum(place, 0)]
    return now.setting.tables.rules.terrain.cover[ground]


def _witnesses(state: State, now: Now, aim: NDArray[np.int64]) -> Ints:
    """Bits of the sides that have troops within two hexes of where shells fall."""
    cadre, out = now.setting.cadre, np.zeros(aim.shape, np.int64)
    around = now.setting.footprint()
    for side in (0, 1):
        troops = np.flatnonzero(cadre.side == side)
        near = np.zeros((state.games, now.setting.board.hexes), np.bool_)
        on = alive(state.forces)[:, troops]
        game, unit = np.nonzero(on)
        cells = around[state.forces.hex[game, troops[unit]]]
        good = cells >= 0
        near[np.repeat(game, good.sum(axis=1)), cells[good]] = True
        games = np.arange(state.games)[:, None]
        out |= np.where(near[games, np.maximum(aim, 0)], 1 << side, 0)
    return out


def _materiel(state: State, now: Now, landed: Ints, there: NDArray[np.int32]) -> None:
    """Guns put out of action (artillery.6)."""
    setting, forces = now.setting, state.forces
    rows = np.flatnonzero(setting.guns.any(axis=-1))
    which = setting.guns[rows].argmax(axis=-1)
    guns = np.minimum(forces.weapons[:, rows, which], 255)
    words = now.dice.words("materiel", 2, len(setting.cadre))[:, 0, rows]
    pits = np.isin(forces.posture[:, rows], DUG_IN)
    lost = guns_lost(landed, there[:, rows], guns, pits, words, setting.tables.shells).result
    forces.weapons[:, rows, which] -= lost
    _count_guns(state, now, rows, lost, there)


def _count_guns(
    state: State, now: Now, rows: Ints, lost: NDArray[np.int16], there: NDArray[np.int32]
) -> None:
    side = now.setting.cadre.side[rows]
    for own in (0, 1):
        state.count.guns_lost[:, own] += lost[:, side == own].sum(axis=-1).astype(np.int32)
    now.log.tell("guns_lost", lost > 0, seen=1 << side, unit=rows, hex=there[:, rows], amount=lost)


def _ground(state: State, now: Now, landed: Ints, there: NDArray[np.int32]) -> None:
    """Works ruined, wire cut, dust raised, the road closed (artillery.10 to 12, works.3)."""
    setting, forces = now.setting, state.forces
    shells, batteries = setting.tables.shells, setting.tables.batteries
    on_unit = dispersion.landed_on(landed, there)
    forces.works = shelled_ground.works_left(forces.works, on_unit, shells).astype(np.int16)
    cut_wire(state, now, landed, 0)
    rules = setting.tables.rules
    raise_dust(
        state, now, shelled_ground.dust(landed, rules.value("artillery", "dust_visibility"), ONE, shells)
    )
    fell = (landed.sum(axis=-1) >> 16).astype(np.int32)
    state.ground.under_fire += fell
    column = np.isin(forces.posture, (POSTURES.index("column"), POSTURES.index("riding"))) & now.moved
    held = shelled_ground.stopped(on_unit, shells, batteries)
    forces.carried = np.where(column, forces.carried - held, forces.carried).astype(np.int32)


def raise_dust(state: State, now: Now, cloud: Ints) -> None:
    """Let dust (B, H), as over dry ground, hang over the field: thinner where the ground is wet."""
    thick = now.setting.tables.rules.table("artillery", "dust_ground").column("factor")[now.air.ground]
    less = ONE - ((ONE - cloud) * thick[:, None] >> 10)
    state.ground.dust = np.minimum(state.ground.dust, less).astype(np.int16)


def _wire_words(now: Now, first: int, hexes: Ints) -> Bits:
    """Words (B, N, 6) of the sides of hexes, in rising order, for shells or bombs."""
    low, high = int(hexes[0]), int(hexes[-1])
    begin = (first * now.setting.board.hexes + low) * 6
    return now.dice.words("wire", high - low + 1, 6, begin=begin)[:, hexes - low]


def cut_wire(state: State, now: Now, landed: Ints, first: int) -> None:
    """Belts cut by shells (`first` 0) or bombs (1), on both hexes of each side."""
    board, wire = now.setting.board, state.ground.wire
    if not wire.any():
        return
    hexes = np.flatnonzero((wire > 0).any(axis=(0, 2)) & landed.any(axis=(0, 2)))
    if not hexes.size:
        return
    words = _wire_words(now, first, hexes)
    table = now.setting.tables.shells if first == 0 else now.setting.tables.air.kinds
    cut = shelled_ground.wire_cut(wire[:, hexes], landed[:, hexes], words, table).result
    before = wire.copy()
    wire[:, hexes] -= cut.astype(np.int8)
    over = board.neighbor[hexes]
    for side in range(6):
        there = over[:, side] >= 0
        beyond, back = over[there, side], (side + 3) % 6
        gone = before[:, hexes[there], side] - wire[:, hexes[there], side]
        # Shells from both hexes of a side cut the same belts: the worse of the two counts.
        other = before[:, beyond, back] - wire[:, beyond, back]
        left = before[:, beyond, back] - np.maximum(gone, other)
        wire[:, beyond, back] = left
        wire[:, hexes[there], side] = left


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
