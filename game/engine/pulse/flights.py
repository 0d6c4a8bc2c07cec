"""Phases 2 and 3 in the air: who takes off, what flak does to him, and what he drops or strafes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import BOMB, NOWHERE, RECON, STRAFE
from game.engine.pulse.bursts import cover_of, cut_wire, hurt, raise_dust, ruin_works, tell_lost, under
from game.engine.pulse.fire import exposed_at
from game.engine.pulse.now import Flags, Flying, Ints, Now, alive, lose, nobody_flies
from game.engine.state import State
from game.rules import air, air_defense, barrage, dispersion
from game.rules.chance import losses
from game.rules.dispersion import Landed
from game.rules.escalation_cover import turned_back
from game.rules.fire_arms import search, visible_men
from game.rules.fire_table import CAUSES
from game.rules.fixed import mul
from game.rules.suppression import fire_stress
from game.rules.tables import ONE

FROM_AIR = CAUSES.index("air")


def take_off(state: State, now: Now) -> Flying:
    """Flights whose hour it is; each is flown once, whatever the weather makes of it (air.3, air.5)."""
    setting, flights = now.setting, state.flights
    rows = setting.squadrons
    if not (flights.aircraft[:, rows] > 0).any():
        return nobody_flies(state.games)
    table, forces = setting.tables.air, state.forces
    whole = forces.vehicles[:, rows, setting.aircraft, 0]
    fit = air_defense.ready(whole, state.air.resting, state.air.flown, table)
    sent = np.minimum(flights.aircraft[:, rows], fit)
    due = (flights.at[:, rows] < now.end) & (flights.until[:, rows] >= now.minute)
    aim = flights.hex[:, rows].astype(np.int64)
    friends = _friends(state, now, aim)
    harmless = flights.kind[:, rows] == RECON
    near = air.refused(friends, flights.near[:, rows] | harmless, table)
    going = due & (sent > 0) & (aim >= 0) & now.ready[:, rows] & ~near
    gate = air.gate(
        setting.air_type,
        np.broadcast_to(now.air.ceiling[:, None], sent.shape),
        now.air.ceiling[:, None],
        now.air.fog[:, None],
        now.air.night[:, None],
        table,
        now.air.moon[:, None],
    )
    # Who is grounded waits for better weather until his time is over.
    going &= gate != air.GROUNDED
    gate = _met(state, now, gate, going)
    flying = Flying(
        rows, going, gate, flights.kind[:, rows], aim, flights.bomb[:, rows].astype(np.int64), sent
    )
    _spend(state, now, flying)
    return flying


def _met(state: State, now: Now, gate: NDArray[np.int8], going: Flags) -> NDArray[np.int8]:
    """Missions that turn back before aircraft which the other side has asked for (victory.7)."""
    setting, rows = now.setting, now.setting.squadrons
    words = now.dice.words("cover", len(setting.cadre))[:, rows]
    flies = going & (gate == air.FLIES)
    told = turned_back(setting.cover, setting.cadre.side[rows], flies, state.count.cover, words)
    now.log.explain(
        "air_cover",
        flies & (told.account.factors[..., 0] > 0),
        base=told.account.base,
        factors=told.account.factors,
        expected=told.account.expected,
        draw=told.account.draw,
        result=told.account.result,
        target=rows,
    )
    return np.where(told.back, air.TURNED_BACK, gate).astype(np.int8)


def _spend(state: State, now: Now, flying: Flying) -> None:
    """Book the sorties: the squadrons rest afterwards, and the order is done."""
    rows, sent = flying.rows, np.where(flying.going, flying.aircraft, 0)
    state.flights.aircraft[:, rows] = np.where(flying.going, 0, state.flights.aircraft[:, rows])
    state.air.resting = air_defense.land_again(state.air.resting, sent, now.setting.tables.air)
    state.air.flown = (state.air.flown + sent).astype(np.int16)
    side = now.setting.cadre.side[rows]
    back = flying.going & (flying.gate == air.TURNED_BACK)
    for own in (0, 1):
        mine = side == own
        state.count.sorties[:, own] += sent[:, mine].sum(axis=-1).astype(np.int32)
        turned = np.where(back, sent, 0)[:, mine].sum(axis=-1)
        state.count.turned_back[:, own] += turned.astype(np.int32)
    columns = {"unit": rows, "hex": np.maximum(flying.hex, 0), "amount": flying.aircraft}
    now.log.tell("turned_back", back, seen=1 << side, **columns)
    flies = flying.going & (flying.gate == air.FLIES)
    now.log.tell("flew", flies, seen=3, detail=flying.kind, **columns)


def strike(state: State, now: Now, place: NDArray[np.int32]) -> None:
    """Flak, bombs and strafing of all missions over their targets, on units at `place` (B, U)."""
    flying = now.flying
    over = flying.going & (flying.gate == air.FLIES)
    if not over.any():
        return
    left = _flak(state, now, flying, over)
    friends = _friends(state, now, flying.hex)
    words = now.dice.words("bombs", len(now.setting.cadre), 4)
    aim = air.strayed(
        np.where(over & (flying.kind != RECON), flying.hex, NOWHERE),
        friends,
        words[:, flying.rows, :2],
        now.setting.board.neighbor,
        now.setting.tables.air,
    )
    stress, dropped = _bomb(state, now, flying, aim, left, place, words[..., 2])
    stress = stress + _strafe(state, now, flying, aim, left, place, words[..., 3])
    _dread(state, now, flying, aim, dropped, stress, place)
    now.log.tell(
        "strayed",
        (dropped > 0) & (aim >= 0) & (aim != flying.hex),
        seen=1 << now.setting.cadre.side[flying.rows],
        unit=flying.rows,
        hex=np.maximum(aim, 0),
        amount=dropped,
    )


def _friends(state: State, now: Now, aim: Ints) -> Ints:
    """Meters from each aim to the nearest troops of the squadron's side."""
    cadre, rows = now.setting.cadre, now.setting.squadrons
    troops = np.flatnonzero(cadre.foot | cadre.tanks)
    own = cadre.side[troops][None, :] == cadre.side[rows][:, None]
    there = np.where(alive(state.forces)[:, troops], state.forces.hex[:, troops], NOWHERE)
    return barrage.nearest_own(now.setting.board, np.maximum(aim, 0), there, own[None]).astype(np.int64)


def _flak(state: State, now: Now, flying: Flying, over: Flags) -> Ints:
    """Aircraft (B, S) that get through."""
    setting, forces = now.setting, state.forces
    table, cadre = setting.tables.air, setting.cadre
    height = air.altitude(setting.air_type, now.air.ceiling[:, None], table)
    batteries = np.flatnonzero((setting.flak > 0).any(axis=-1))
    place = np.where(alive(forces)[:, batteries], forces.hex[:, batteries], NOWHERE)
    meters = setting.board.meters(np.maximum(flying.hex, 0)[:, :, None], np.maximum(place, 0)[:, None, :])
    enemy = cadre.side[batteries][None, None, :] != cadre.side[flying.rows][None, :, None]
    meters = np.where(enemy & (place >= 0)[:, None, :], meters, barrage.FAR_AWAY)
    weapons = np.minimum(forces.weapons[:, batteries], 255)
    guns = air_defense.guns_in_reach(weapons, forces.suppression[:, batteries], meters, height, table)
    sent = np.minimum(np.where(over, flying.aircraft, 0), 255)
    words = now.dice.words("flak", len(cadre), 2)[:, flying.rows]
    told = air_defense.flak(sent, guns, height, now.air.night[:, None], words, table)
    now.log.explain(
        "anti_aircraft",
        over & (told.expected > 0),
        base=told.base,
        factors=told.factors,
        expected=told.expected,
        draw=told.draw,
        result=told.result,
        target=flying.rows,
        hex=np.maximum(flying.hex, 0),
    )
    _crash(state, now, flying, told)
    return np.asarray(sent - told.result, np.int64)


def _crash(state: State, now: Now, flying: Flying, told: air_defense.Flown) -> None:
    setting, forces = now.setting, state.forces
    rows, side = flying.rows, setting.cadre.side[flying.rows]
    forces.vehicles[:, rows, setting.aircraft, 0] -= told.result
    state.air.resting[..., -1] = np.maximum(state.air.resting[..., -1] - told.result, 0)
    for own in (0, 1):
        mine = side == own
        state.count.aircraft[:, own] += told.result[:, mine].sum(axis=-1).astype(np.int32)
        state.count.damaged[:, own] += told.damaged[:, mine].sum(axis=-1).astype(np.int32)
    crew = np.zeros(forces.hex.shape, np.int64)
    crew[:, rows] = told.result * setting.crew[None]
    lose(forces, now, crew, FROM_AIR)
    now.log.tell(
        "aircraft_lost",
        (told.result > 0) | (told.damaged > 0),
        seen=np.where(told.result > 0, 3, 1 << side),
        unit=rows,
        hex=np.maximum(flying.hex, 0),
        amount=told.result,
        detail=told.damaged,
    )


def _bomb(
    state: State,
    now: Now,
    flying: Flying,
    aim: NDArray[np.int32],
    left: Ints,
    place: NDArray[np.int32],
    words: NDArray[np.uint64],
) -> tuple[Ints, Ints]:
    """Losses and stress by bombs; returns the stress (B, U), and the bombs of each mission (B, S)."""
    setting, forces, table = now.setting, state.forces, now.setting.tables.air
    drops = (flying.kind == BOMB) & (left > 0) & (aim >= 0) & (flying.bomb >= 0)
    bombs = air.loaded(
        np.broadcast_to(setting.air_type, left.shape),
        np.where(drops, flying.bomb, NOWHERE),
        left,
        state.air.bombs,
        table,
    )
    state.count.bombs += _by_side(now, flying, bombs)
    kinds = np.arange(len(table.bombs))
    used = np.where(flying.bomb[..., None] == kinds, bombs[..., None], 0).sum(axis=1)
    state.air.bombs = (state.air.bombs - used).astype(np.int32)
    landed = _fall(now, flying, aim, bombs)
    none = np.zeros(forces.hex.shape, np.int64)
    if not landed.struck.size:
        return none, bombs
    there = np.where(alive(forces), place, NOWHERE)
    told = under(state, now, landed, there, cover_of(now, place), words, table.kinds)
    hurt(state, now, "bombs", FROM_AIR, told, place)
    _plow(state, now, landed, there)
    now.log.tell(
        "bombed",
        bombs > 0,
        seen=3,
        unit=flying.rows,
        hex=np.maximum(aim, 0),
        amount=bombs,
        detail=np.maximum(flying.bomb, 0),
    )
    return told.stress, bombs


def _by_side(now: Now, flying: Flying, amount: Ints) -> NDArray[np.int32]:
    side = now.setting.cadre.side[flying.rows]
    return np.stack([amount[:, side == own].sum(axis=-1) for own in (0, 1)], axis=-1).astype(np.int32)


def _fall(now: Now, flying: Flying, aim: NDArray[np.int32], bombs: Ints) -> Landed:
    """Where the bombs fall: in the pattern of the type, along the line on which it comes."""
    setting, table = now.setting, now.setting.tables.air
    kind = np.broadcast_to(setting.air_type, bombs.shape)
    home = setting.home[setting.cadre.side[flying.rows]]
    line = dispersion.orientation(
        setting.board.qr[np.maximum(aim, 0)].astype(np.int64) - setting.board.qr[home]
    )
    share = air.pattern(kind, line, table)
    where = np.where(bombs > 0, aim, NOWHERE)
    return dispersion.land(
        setting.footprint(), where, share, bombs, np.maximum(flying.bomb, 0), len(table.bombs)
    )


def _plow(state: State, now: Now, landed: Landed, there: NDArray[np.int32]) -> None:
    """What bombs do to works, wire and air."""
    table = now.setting.tables.air
    ruin_works(state, landed, there, table.kinds)
    cut_wire(state, now, landed, 1)
    raise_dust(state, now, landed, table.dust_visibility, table.kinds)


def _strafe(
    state: State,
    now: Now,
    flying: Flying,
    aim: NDArray[np.int32],
    left: Ints,
    place: NDArray[np.int32],
    words: NDArray[np.uint64],
) -> Ints:
    """Losses and stress by strafing; returns the stress (B, U) (air.6, as fire.1 with rifle equivalents)."""
    setting, forces = now.setting, state.forces
    fire = setting.tables.fire
    strafes = (flying.kind == STRAFE) & (left > 0) & (aim >= 0)
    bearing = air.strafing(
        np.broadcast_to(setting.air_type, left.shape),
        np.where(strafes, left, 0),
        now.minutes,
        setting.tables.air,
    )
    none = np.zeros(forces.hex.shape, np.int64)
    if not bearing.any():
        return none
    weight = np.zeros((state.games, 2, setting.board.hexes), np.int64)
    game, squadron = np.nonzero(bearing)
    target_side = 1 - setting.cadre.side[flying.rows[squadron]]
    np.add.at(weight, (game, target_side, aim[game, squadron]), bearing[game, squadron])
    games = np.arange(state.games)[:, None]
    on = np.where(alive(forces), weight[games, setting.cadre.side, np.maximum(place, 0)], 0)
    shared = _shared(state, now, on, place)
    sheltered = now.arms.force.sheltered
    exposed = exposed_at(state, now, now.arms, place)
    found = search(visible_men(forces.posture, forces.men, sheltered, fire), fire)
    time = fire.a0 * now.minutes * ONE // 60_000
    expected = mul(shared, time, exposed, found) * 1000 >> 10
    drawn = losses(expected, forces.men, words, setting.tables.fire_law)
    lost = lose(forces, now, drawn.result, FROM_AIR)
    now.log.explain(
        "strafing",
        expected > 0,
        base=shared,
        factors=np.stack([np.full_like(exposed, time), exposed, found], axis=-1),
        expected=expected,
        draw=drawn.draw,
        result=lost,
        target=np.arange(len(setting.cadre)),
        hex=place,
    )
    tell_lost(now, lost, FROM_AIR, place)
    stress = fire_stress(shared, now.minutes, fire)
    now.stress += stress
    now.struck |= stress > 0
    return stress


def _shared(state: State, now: Now, on: Ints, place: NDArray[np.int32]) -> Ints:
    """Fire on a hex shared by the units in it by their men."""
    men = np.where(on > 0, state.forces.men, 0).astype(np.int64)
    total = np.zeros((state.games, 2, now.setting.board.hexes), np.int64)
    game, unit = np.nonzero(men)
    side = now.setting.cadre.side[unit]
    np.add.at(total, (game, side, place[game, unit]), men[game, unit])
    games = np.arange(state.games)[:, None]
    whole = total[games, now.setting.cadre.side, np.maximum(place, 0)]
    return on * men // np.maximum(whole, 1)


def _dread(
    state: State,
    now: Now,
    flying: Flying,
    aim: NDArray[np.int32],
    dropped: Ints,
    stress: Ints,
    place: NDArray[np.int32],
) -> None:
    """Cohesion that attack from the air costs (air.2, air.8)."""
    setting, table = now.setting, now.setting.tables.air
    heavy = (flying.bomb >= 0) & (table.mass[np.maximum(flying.bomb, 0)] >= table.shock_mass)
    shock = np.zeros(place.shape, np.bool_)
    if (heavy & (dropped > 0)).any():
        meters = setting.board.meters(np.maximum(aim, 0)[:, :, None], np.maximum(place, 0)[:, None, :])
        shock = air.shocked(flying.bomb, dropped, meters, table) & alive(state.forces)
    posture = setting.tables.rules.posture.susceptibility[state.forces.posture]
    now.bombed += air.cohesion_lost(stress, posture, shock, table)
