"""Phases 5 and 6 for armor: anti-tank fire, assault parties, shells on tanks, the fright tanks spread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.pulse.assaulting import attacking
from game.engine.pulse.bursts import tell_lost
from game.engine.pulse.fire import pair_view, pair_visibility
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive, lose
from game.engine.state import State
from game.rules import allocation, armor
from game.rules.armor_ground import cut_tracks
from game.rules.armor_losses import Struck, close_chance, shell_chance, strike
from game.rules.dispersion import landed_on
from game.rules.fire_arms import BOGGED, RUNNING
from game.rules.fire_geometry import hexside, through_flank
from game.rules.fire_table import CAUSES
from game.rules.tables import ONE

TANK, CLOSE = CAUSES.index("tank"), CAUSES.index("close_combat")
AIMS = 2
"""Tank units among which an anti-tank unit divides its fire."""
OPEN = ("open", "sand")
"""Ground on which a tank stays in view."""
PAIRS = 40_000


def fleet_of(state: State, now: Now) -> NDArray[np.int64]:
    """Vehicles (B, T, V, 3) of the units with armor."""
    rows = now.setting.armored
    return state.forces.vehicles[:, rows][:, :, now.setting.tables.armor.vehicle_rows].astype(np.int64)


def fight(state: State, now: Now) -> None:
    """Anti-tank fire, close assault and shells on every unit with armor (armor.1 to armor.7)."""
    _shoot(state, now)
    _close(state, now)
    _shelled(state, now)
    _frighten(state, now)


def _live(state: State, now: Now) -> Flags:
    fleet = fleet_of(state, now)
    there = alive(state.forces)[:, now.setting.armored]
    return np.asarray(there & (fleet[..., (RUNNING, BOGGED)].sum(axis=(-1, -2)) > 0))


def _shoot(state: State, now: Now) -> None:
    setting, forces, cadre = now.setting, state.forces, now.setting.cadre
    table, tanks, guns = setting.tables.armor, setting.armored, setting.piercing
    seen = now.spotted[:, 1 - cadre.side, np.arange(len(cadre))] == SEEN
    marks = _live(state, now) & seen[:, tanks]
    able = now.arms.able[:, guns] & ~now.assaulting[:, guns]
    some, pieces = np.flatnonzero(marks.any(axis=0)), np.flatnonzero(able.any(axis=0))
    if not some.size or not pieces.size:
        return
    tanks, guns = tanks[some], guns[pieces]
    battery = armor.Guns(
        np.minimum(forces.weapons[:, guns][:, :, table.gun_rows], 4095).astype(np.int64),
        forces.suppression[:, guns].astype(np.int64),
        forces.ammunition[:, guns],
        forces.fatigue[:, guns].astype(np.int64),
    )
    fleet = fleet_of(state, now)[:, some]
    fleet[~marks[:, some]] = 0
    targets = armor.Tanks(
        fleet, now.moved[:, tanks], setting.aerials[tanks] & np.ones_like(now.moved[:, tanks])
    )
    aims = _aims(state, now, battery, targets, guns, tanks, able[:, pieces], marks[:, some])
    if not (np.asarray(aims.target) >= 0).any():
        return
    kinds = len(table.vehicles)
    words = now.dice.rows("armor", tanks, len(now.setting.cadre), kinds, 4)
    told = armor.at_fire(
        battery,
        targets,
        aims,
        minutes=now.minutes,
        bits=words,
        leader_bits=now.dice.words("tank_leader", len(cadre))[:, tanks],
        table=table,
    )
    _spend(state, now, guns, battery, told)
    full = fleet_of(state, now)[:, some]
    hit = np.where(marks[:, some][..., None, None], told.struck.vehicles, full)
    _take(state, now, tanks, hit, told.struck, TANK)
    _leader(state, now, tanks, told.leader)
    _explain(now, guns, tanks, aims, told)


def _aims(
    state: State,
    now: Now,
    battery: armor.Guns,
    targets: armor.Tanks,
    guns: Ints,
    tanks: Ints,
    able: Flags,
    marks: Flags,
) -> armor.TankAims:
    """Whom each gun fires at: the tanks that it is likeliest to knock out (fire.8)."""
    setting, forces, board = now.setting, state.forces, now.setting.board
    table, cadre = setting.tables.armor, setting.cadre
    here, there = np.maximum(forces.hex[:, guns], 0), np.maximum(forces.hex[:, tanks], 0)
    meters = board.meters(here[:, :, None], there[:, None, :])
    foe = cadre.side[guns][:, None] != cadre.side[tanks]
    wanted = foe & able[:, :, None] & marks[:, None, :] & (meters <= now.arms.reach_m[:, guns][:, :, None])
    wanted &= pair_view(state, now, guns, tanks)
    seen = np.where(wanted, pair_visibility(state, now, meters, here, there, wanted), 0)
    step = np.minimum(meters // table.step, table.knock.shape[1] - 1)
    side = hexside(np.broadcast_to(board.qr[there][:, None], (*meters.shape, 2)), board.qr[here][:, :, None])
    flank = through_flank(forces.facing[:, tanks][:, None, :], side)
    weight = np.zeros(meters.shape, np.int64)
    for game in range(state.games):
        one = (slice(game, game + 1),)
        weight[one] = armor.worth_of_tanks(
            armor.Guns(*(np.asarray(part)[one] for part in battery)),
            armor.Tanks(*(np.asarray(part)[one] for part in targets)),
            step[one],
            flank[one],
            seen[one],
            table,
        )
    told = allocation.allocate(np.where(wanted, weight, 0), AIMS)
    whom = np.maximum(told.target, 0).astype(np.int64)
    terrain = setting.tables.rules.terrain.names
    bare = np.isin(board.terrain[there], [terrain.index(name) for name in OPEN]).astype(np.intp)
    view = table.view[bare][:, None, :]
    return armor.TankAims(
        target=told.target,
        share=told.share,
        step=np.take_along_axis(step, whom, axis=-1),
        flank=np.take_along_axis(flank, whom, axis=-1),
        view=np.take_along_axis(np.broadcast_to(view, meters.shape), whom, axis=-1),
        visibility=np.take_along_axis(seen, whom, axis=-1),
    )


def _spend(state: State, now: Now, guns: Ints, battery: armor.Guns, told: armor.ArmorResult) -> None:
    state.forces.ammunition[:, guns] = armor.at_spend(battery, told.fired, now.setting.tables.armor)
    now.fired[:, guns] |= told.fired.sum(axis=-1) > 0


def _take(state: State, now: Now, tanks: Ints, vehicles: Ints, struck: Struck, cause: int) -> None:
    """Take over the vehicles afterwards, the burnt and the crews."""
    setting, forces = now.setting, state.forces
    rows = setting.tables.armor.vehicle_rows
    mine = forces.vehicles[:, tanks]
    mine[:, :, rows] = vehicles
    forces.vehicles[:, tanks] = mine
    crew = np.zeros(forces.hex.shape, np.int64)
    crew[:, tanks] = struck.crew
    lost = lose(forces, now, crew, cause)
    out = struck.knocked_out.sum(axis=(-1, -2))
    side = setting.cadre.side[tanks]
    for own in (0, 1):
        mine_too = side == own
        state.count.tanks_out[:, own] += out[:, mine_too].sum(axis=-1).astype(np.int32)
        burnt = struck.burnt.sum(axis=-1)[:, mine_too].sum(axis=-1)
        state.count.tanks_burnt[:, own] += burnt.astype(np.int32)
    now.struck[:, tanks] |= out > 0
    now.log.tell(
        "knocked_out",
        out > 0,
        seen=now.seen()[:, tanks],
        unit=tanks,
        hex=forces.hex[:, tanks],
        amount=out,
        detail=struck.burnt.sum(axis=-1),
    )
    tell_lost(now, lost, cause, forces.hex)


def _leader(state: State, now: Now, tanks: Ints, hit: Flags) -> None:
    """A company whose leader's tank is hit is led by nobody for a while (armor.4, morale.3)."""
    pulses = now.setting.tables.morale.leader_pulses
    vacant = state.forces.vacant[:, tanks]
    state.forces.vacant[:, tanks] = np.where(hit, pulses, vacant).astype(np.int8)
    now.log.tell(
        "leader_lost",
        hit,
        seen=1 << now.setting.cadre.side[tanks],
        unit=tanks,
        hex=state.forces.hex[:, tanks],
    )


def _explain(now: Now, guns: Ints, tanks: Ints, aims: armor.TankAims, told: armor.ArmorResult) -> None:
    target = np.asarray(aims.target)
    now.log.explain(
        "armor_hit",
        (target >= 0) & (told.expected > 0),
        base=told.base,
        factors=told.factors,
        expected=told.expected,
        result=0,
        source=guns[:, None],
        target=tanks[np.maximum(target, 0)],
    )
    now.log.explain(
        "armor_losses",
        told.struck.expected > 0,
        base=told.struck.expected,
        factors=np.empty((*told.struck.expected.shape, 0), np.int32),
        expected=told.struck.expected,
        draw=told.struck.draw,
        result=told.struck.knocked_out,
        target=tanks[:, None, None],
    )


def _close(state: State, now: Now) -> None:
    """Assault parties against tanks among enemy infantry (armor.6)."""
    setting = now.setting
    tanks, table = setting.armored, setting.tables.armor
    place = _among(state, now)
    inside = (place >= 0) & _live(state, now)
    if not inside.any():
        return
    now.met[:, tanks] |= inside
    low, escorted = _infantry(state, now, place)
    chance, parts = close_chance(low, escorted, now.air.night[:, None], now.minutes, table)
    chance = np.where(inside & (low < ONE), chance, 0)
    fleet = fleet_of(state, now)
    both = np.broadcast_to(chance[..., None, None], (*fleet.shape[:-1], 2))
    words = now.dice.rows("tank_assault", tanks, len(now.setting.cadre), len(table.vehicles), 4)
    told = strike(fleet, both, words, table)
    out = told.knocked_out.sum(axis=(-1, -2))
    now.log.explain(
        "tank_assault",
        inside & (chance > 0),
        base=parts[0],
        factors=np.stack(np.broadcast_arrays(*parts[1:]), axis=-1),
        expected=told.expected.sum(axis=(-1, -2)),
        result=out,
        target=tanks,
        hex=place,
    )
    _take(state, now, tanks, told.vehicles.astype(np.int64), told, CLOSE)


def _among(state: State, now: Now) -> NDArray[np.int32]:
    """Hex in which each armored unit is at grips with infantry, (B, T): one that it attacks, or its own."""
    forces, acts, tanks = state.forces, state.acts, now.setting.armored
    here = forces.hex[:, tanks]
    beside = (now.setting.board.neighbor[np.maximum(here, 0)] == acts.target[:, tanks][..., None]).any(
        axis=-1
    )
    attacks = attacking(state, now)[:, tanks] & beside
    now.assaulting[:, tanks] |= attacks
    stormed = _stormed(state, now)
    games = np.arange(state.games)[:, None]
    held = stormed[games, 1 - now.setting.cadre.side[tanks], np.maximum(here, 0)] & (here >= 0)
    return np.where(attacks, acts.target[:, tanks], np.where(held, here, NOWHERE)).astype(np.int32)


def _stormed(state: State, now: Now) -> Flags:
    """Hexes (B, 2, H) that each side's infantry assaults in this pulse."""
    cadre, out = now.setting.cadre, np.zeros((state.games, 2, now.setting.board.hexes), np.bool_)
    going = now.assaulting & cadre.foot & (state.acts.target >= 0)
    game, unit = np.nonzero(going)
    out[game, cadre.side[unit], state.acts.target[game, unit]] = True
    return out


def _infantry(state: State, now: Now, place: NDArray[np.int32]) -> tuple[Ints, Flags]:
    """Q10 suppression of the enemy infantry at grips with each armored unit, 1024 where there is none; and
    whether its own infantry goes with it.
    """
    setting, forces, cadre = now.setting, state.forces, now.setting.cadre
    side, games = cadre.side[setting.armored], np.arange(state.games)[:, None]
    there = alive(forces) & cadre.foot
    sums = np.zeros((2, state.games, 2, setting.board.hexes), np.int64)
    game, unit = np.nonzero(there)
    # Who assaults is at grips in the hex that he goes for.
    spot = np.where(now.assaulting & (state.acts.target >= 0), state.acts.target, forces.hex)
    at = (game, cadre.side[unit], spot[game, unit])
    np.add.at(sums[0], at, forces.men[game, unit])
    np.add.at(sums[1], at, forces.men[game, unit].astype(np.int64) * forces.suppression[game, unit])
    target = np.maximum(place, 0)
    men, low = (part[games, 1 - side, target] for part in sums)
    own = sums[0][games, side, target] > 0
    return np.where(men > 0, low // np.maximum(men, 1), ONE), own


def _shelled(state: State, now: Now) -> None:
    """Tanks hit by shells, and tracks cut by near misses (armor.7)."""
    if now.landed is None:
        return
    setting, table, tanks = now.setting, now.setting.tables.armor, now.setting.armored
    names = setting.tables.shells.names
    place = np.where(_live(state, now), state.forces.hex[:, tanks], NOWHERE)
    rounds = landed_on(now.landed, place)
    tenths = np.stack([rounds[..., names.index(s)] * 10 >> 16 for s in table.shells], axis=-1)
    if not tenths.any():
        return
    out, track = shell_chance(tenths, setting.tables.shells.hex_area, table)
    fleet = fleet_of(state, now)
    both = np.broadcast_to(out[..., None, None], (*fleet.shape[:-1], 2))
    words = now.dice.rows("materiel", tanks, len(now.setting.cadre), len(table.vehicles), 6)
    told = strike(fleet, both, words[..., :4], table)
    cut = cut_tracks(told.vehicles, track, words[..., 4])
    _take(state, now, tanks, cut.vehicles.astype(np.int64), told, CAUSES.index("artillery"))


def _frighten(state: State, now: Now) -> None:
    """Infantry without means against tanks that has enemy tanks in its hex or next to it (morale.5)."""
    setting, forces, cadre = now.setting, state.forces, now.setting.cadre
    table, tanks = setting.tables.armor, setting.armored
    running = fleet_of(state, now)[..., RUNNING]
    if not (running.any(axis=-1) & alive(forces)[:, tanks]).any():
        return
    kinds = (running[..., table.frightful].sum(axis=-1) > 0, running[..., table.flames].sum(axis=-1) > 0)
    helpless = (forces.weapons[..., table.gun_rows].sum(axis=-1) == 0) & cadre.foot & alive(forces)
    place = np.maximum(forces.hex, 0)
    for flags, runs in zip((now.tank_shock, now.flame_shock), kinds, strict=True):
        near = np.zeros((state.games, 2, setting.board.hexes), np.bool_)
        game, row = np.nonzero(runs & alive(forces)[:, tanks])
        here = forces.hex[game, tanks[row]]
        side = 1 - cadre.side[tanks[row]]
        near[game, side, here] = True
        beside = setting.board.neighbor[here]
        on = beside >= 0
        near[np.repeat(game, on.sum(axis=1)), np.repeat(side, on.sum(axis=1)), beside[on]] = True
        games = np.arange(state.games)[:, None]
        flags[...] = flags | helpless & near[games, cadre.side, place]
