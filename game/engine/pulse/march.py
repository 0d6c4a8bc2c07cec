"""Phase 4: everybody who is to go goes, hex by hex; what sees him on the way may fire at him."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import ACTS, ASSAULT, CROSS, HOLD, MARCH, NOWHERE, ROUTE, WITHDRAW
from game.engine.pulse.arming import Arms, rate_of
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive, lose, running
from game.engine.state import State
from game.grid.board import CAUSEWAY, RAILWAY, ROAD, TRACK
from game.rules import armor_ground, movement, reaction
from game.rules.armor_table import GROUNDS
from game.rules.chance import losses
from game.rules.fire_geometry import WITHIN, hexside
from game.rules.fire_table import CAUSES
from game.rules.morale import BROKEN, ROUTED
from game.rules.movement_cost import Pace, layer_of, out_of_breath, pace, swum
from game.rules.stacking import stack_weight
from game.rules.tables import POSTURES
from game.rules.volleys import volleys

COLUMN, ADVANCE, PRONE, RIDING = (POSTURES.index(n) for n in ("column", "advance", "prone", "riding"))
REACTIONS = 2
"""Movers at whom a unit fires in passing, those longest in its sight first."""
TICKS = 3
_GOES = np.isin(np.arange(len(ACTS)), (MARCH, ASSAULT, WITHDRAW, CROSS))
"""Whether each act is one that moves."""
_AT_ENEMY = np.isin(np.arange(len(movement.STOPS)), (movement.ENEMY, movement.CONTACT))
_IN_QUEUE = np.isin(np.arange(len(movement.STOPS)), (movement.STACK, movement.ROAD, movement.CLOSED_SIDE))
"""Reasons to stand that the enemy gives, and those that others of one's own side give, by row of STOPS."""
_LOT = np.uint64(1)
"""Bits of a word that a lot leaves out, so that it is a whole number with a sign."""
MARSH, ON_CAUSEWAY, IN_FORD = (GROUNDS.index(name) for name in ("marsh", "causeway", "ford"))


def march(state: State, now: Now, arms: Arms) -> tuple[NDArray[np.int32], Ints]:
    """Move all units; returns targets and shares of the fire at them, (B, U, REACTIONS) each."""
    setting, forces = now.setting, state.forces
    goes = marching(state, now)
    if not goes.any():
        return _stays(state)
    before = forces.hex.copy()
    told = movement.move(
        setting.tables.march,
        _orders(state, now, goes),
        _cost(state, now),
        setting.board.neighbor,
        contacts(state, now),
        now.minutes,
        TICKS,
    )
    fire = _reactions(state, now, arms, told)
    _arrive(state, now, told, before, goes)
    _bog(state, now, told.steps)
    _swim(state, now, told.steps)
    return fire


def _stays(state: State) -> tuple[NDArray[np.int32], Ints]:
    """Nobody is on his way: no minutes are carried over, and there is nobody to fire at."""
    shape = (*state.forces.hex.shape, REACTIONS)
    state.forces.carried = np.zeros_like(state.forces.carried)
    return np.full(shape, NOWHERE, np.int32), np.zeros(shape, np.int64)


def marching(state: State, now: Now) -> Flags:
    """Units (B, U) that are on their way: an act that moves, begun, by men who still obey it."""
    acts, forces = state.acts, state.forces
    goes = _GOES[acts.act] & (acts.start < now.end) & now.ready & alive(forces)
    goes &= (forces.nerve < BROKEN) | (acts.act == WITHDRAW) & (forces.nerve < ROUTED)
    tanks = np.flatnonzero(now.setting.cadre.tanks)
    if goes[:, tanks].any():
        fleet = forces.vehicles[:, tanks]
        goes[:, tanks] &= fleet[..., 0].any(axis=-1) | ~fleet.any(axis=(-1, -2))
    return np.asarray(goes)


def contacts(state: State, now: Now) -> Flags:
    """Hexes (B, 2, H) next to an enemy that the side sees, or with one in them."""
    cadre, neighbor = now.setting.cadre, now.setting.board.neighbor
    out = np.zeros((state.games, 2, now.setting.board.hexes), np.bool_)
    for side in (0, 1):
        seen = (now.spotted[:, side] == SEEN) & (cadre.side != side) & alive(state.forces)
        game, unit = np.nonzero(seen)
        place = state.forces.hex[game, unit]
        out[game, side, place] = True
        beside = neighbor[place]
        on = beside >= 0
        out[np.repeat(game, on.sum(axis=1)), side, beside[on]] = True
    return out


def _orders(state: State, now: Now, goes: Flags) -> movement.March:
    setting, forces, acts = now.setting, state.forces, state.acts
    table, cadre = setting.tables.march, setting.cadre
    speed = _pace(state, now, acts.mode)
    late = np.clip(acts.start - now.minute, 0, now.minutes) * 10
    rush, common = acts.mode == table.modes.index("rush"), speed.value
    if (rush & goes).any():
        common = np.where(rush, _pace(state, now, np.full_like(acts.mode, 1)).value, common)
    return movement.March(
        hex=np.where(alive(forces), forces.hex, -1),
        route=np.where(goes[..., None], acts.route, NOWHERE),
        carried=np.where(goes, forces.carried - late, 0).astype(np.int32),
        pace=common,
        final=speed.value,
        mobility=cadre.mobility.astype(np.int8),
        layer=layer_of(table, acts.mode, acts.act == WITHDRAW),
        side=cadre.side.astype(np.int8),
        men=forces.men,
        weight=stack_weight(table, forces.men, running(forces)),
        halts=acts.on_contact,
        lot=(now.dice.words("meeting", len(cadre)) >> _LOT).astype(np.int64),
    )


def _pace(state: State, now: Now, mode: NDArray[np.int8]) -> Pace:
    air, forces = now.air, state.forces
    return pace(
        now.setting.tables.march,
        now.setting.cadre.mobility,
        mode,
        air.ground[:, None],
        air.night[:, None],
        air.fog[:, None],
        forces.fatigue,
        forces.suppression,
    )


def _cost(state: State, now: Now) -> list[NDArray[np.int32]]:
    """Prices of the ground of each game; games of the same ground have the same table."""
    ground = zip(state.ground.wire, state.ground.ways, strict=True)
    return [now.setting.cost(wire, ways) for wire, ways in ground]


def _reactions(state: State, now: Now, arms: Arms, told: movement.Moved) -> tuple[NDArray[np.int32], Ints]:
    """Whom each unit fires at in passing, and with what share of a pulse's fire, Q10."""
    setting, forces = now.setting, state.forces
    shape = (*forces.hex.shape, REACTIONS)
    target, share = np.full(shape, NOWHERE, np.int32), np.zeros(shape, np.int64)
    if not told.steps.unit.size:
        return target, share
    tall = setting.tables.spotting.height[setting.cadre.target, ADVANCE]
    found = reaction.exposures(
        setting.tables.march,
        told.steps,
        setting.board,
        setting.sight,
        told.hex,
        setting.cadre.side,
        arms.able,
        arms.reach_m,
        tall,
        now.air.natural,
    )
    fire = volleys(found, told.hex.shape, now.minutes * 10 // TICKS, REACTIONS)
    faster = rate_of(arms, setting.tables.fire)[..., None]
    now.passing = fire.share.sum(axis=-1)
    return fire.target, fire.share * faster >> 10


def _arrive(state: State, now: Now, told: movement.Moved, before: NDArray[np.int32], goes: Flags) -> None:
    """Take over the new places, what is left of the routes, and the posture of who moved."""
    forces, acts, cadre = state.forces, state.acts, now.setting.cadre
    now.spent = told.spent
    now.moved = told.taken > 0
    forces.hex = np.where(alive(forces), told.hex[:, -1], forces.hex).astype(np.int32)
    forces.carried = told.carried
    at = np.nonzero(now.moved)
    _set_foot(state, now, at, told.taken[at], before[at])
    halted = goes & _AT_ENEMY[told.stop]
    rushed = now.moved & (acts.route[..., 0] < 0) & goes
    if rushed.any():
        forces.suppression = out_of_breath(now.setting.tables.march, acts.mode, forces.suppression, rushed)
    # An assault on a hex that nobody holds is a march: it is over when it gets there.
    arrived = np.where(acts.act == ASSAULT, forces.hex == acts.target, acts.route[..., 0] < 0)
    done = goes & arrived & (acts.act != CROSS)
    stopped = halted & (acts.act == MARCH) & acts.on_contact
    waits = goes & ~done & _IN_QUEUE[told.stop]
    acts.act[done | stopped] = HOLD
    units = np.arange(len(cadre))
    if at[0].size:
        seen = now.seen()
        now.log.tell(
            "moved", now.moved, seen=seen, unit=units, hex=forces.hex, amount=told.taken, detail=before
        )
    now.log.tell("halted", halted | waits, seen=1 << cadre.side, unit=units, hex=forces.hex, detail=told.stop)


def _set_foot(
    state: State,
    now: Now,
    at: tuple[NDArray[np.intp], ...],
    taken: NDArray[np.int16],
    before: NDArray[np.int32],
) -> None:
    """What the march has made of those who moved, at (game, unit), `taken` hexes of their routes."""
    forces, acts, cadre = state.forces, state.acts, now.setting.cadre
    step = np.arange(ROUTE) + taken[:, None]
    ahead = np.take_along_axis(acts.route[at], np.minimum(step, ROUTE - 1), axis=-1)
    acts.route[at] = np.where(step < ROUTE, ahead, NOWHERE)
    in_column = acts.mode[at] == now.setting.tables.march.modes.index("column")
    rides = in_column & ~cadre.foot[at[1]]
    forces.posture[at] = np.where(rides, RIDING, np.where(in_column, COLUMN, ADVANCE))
    forces.works[at], forces.dug[at] = 0, 0
    forces.facing[at] = _ahead(now, at[1], before, forces.hex[at])
    forces.marched[at] = in_column


def _ahead(now: Now, unit: NDArray[np.intp], before: NDArray[np.int32], after: NDArray[np.int32]) -> Ints:
    """Direction of the march of those who have a front, -1 for the others."""
    board = now.setting.board
    way = hexside(board.qr[np.maximum(before, 0)], board.qr[np.maximum(after, 0)])
    return np.where(now.setting.cadre.tanks[unit] & (way != WITHIN), way, -1)


def _bog(state: State, now: Now, steps: movement.Steps) -> None:
    """Tanks that stick fast in the marsh or a ford, hex after hex (armor.5)."""
    setting, forces = now.setting, state.forces
    table = setting.tables.armor
    soft = _soft(state, now, steps)
    rows = np.flatnonzero((soft > 0) & setting.cadre.tanks[steps.unit])
    if not rows.size:
        return
    key = steps.battle[rows].astype(np.int64) * len(setting.cadre) + steps.unit[rows]
    order = np.argsort(key, kind="stable")
    rows, key = rows[order], key[order]
    rank = np.arange(key.size) - np.searchsorted(key, key)
    tanks = np.flatnonzero(setting.cadre.tanks)
    place = np.searchsorted(tanks, steps.unit[rows])
    fleet = forces.vehicles[:, tanks][:, :, table.vehicle_rows].astype(np.int64)
    words = now.dice.words("bog", int(rank.max()) + 1, len(tanks), len(table.vehicles))
    stuck = np.zeros(fleet.shape[:3], np.int64)
    tried, feared = np.zeros_like(stuck), np.zeros_like(stuck)
    for step in range(int(rank.max()) + 1):
        at = rank == step
        ground = np.zeros(fleet.shape[:2], np.int64)
        ground[steps.battle[rows[at]], place[at]] = soft[rows[at]]
        told = armor_ground.bog(fleet, ground, words[:, step], table)
        fleet, stuck = told.vehicles.astype(np.int64), stuck + told.moved
        risked = ground[..., None] > 0
        tried += np.where(risked, told.account.base, 0)
        feared += np.where(risked, told.account.expected, 0)
    vehicles = forces.vehicles[:, tanks]
    vehicles[:, :, table.vehicle_rows] = fleet
    forces.vehicles[:, tanks] = vehicles
    number, base, expected = (np.zeros(forces.hex.shape, np.int64) for _column in range(3))
    for column, told_by_kind in ((number, stuck), (base, tried), (expected, feared)):
        column[:, tanks] = told_by_kind.sum(axis=-1)
    units = np.arange(len(setting.cadre))
    now.log.tell("bogged", number > 0, seen=now.seen(), unit=units, hex=forces.hex, amount=number)
    now.log.explain(
        "bog",
        base > 0,
        base=base,
        factors=np.empty((*number.shape, 0), np.int32),
        expected=expected,
        result=number,
        target=units,
        hex=forces.hex,
    )


def _soft(state: State, now: Now, steps: movement.Steps) -> Ints:
    """Row of `GROUNDS` that each step enters: a laid way over marsh or ford counts as a causeway."""
    board, terrain = now.setting.board, now.setting.tables.rules.terrain.names
    ground = board.terrain[steps.target]
    side = (board.neighbor[steps.source] == steps.target[:, None]).argmax(axis=-1)
    way = state.ground.ways[steps.battle, steps.source, side] & (ROAD | TRACK | CAUSEWAY | RAILWAY)
    marsh, ford = (ground == terrain.index(name) for name in ("marsh", "ford"))
    over = np.where(way & ROAD != 0, 0, np.where(way != 0, ON_CAUSEWAY, np.where(marsh, MARSH, IN_FORD)))
    return np.where(marsh | ford, over, 0)


def _swim(state: State, now: Now, steps: movement.Steps) -> None:
    """Men lost on the way over the lake (movement.7)."""
    setting = now.setting
    wet = np.flatnonzero(setting.board.terrain[steps.target] == setting.tables.march.lake)
    if not wet.size:
        return
    hexes = np.zeros(state.forces.hex.shape, np.int64)
    np.add.at(hexes, (steps.battle[wet], steps.unit[wet]), 1)
    expected = swum(setting.tables.march, state.forces.men, hexes)
    words = now.dice.words("movement", len(setting.cadre))
    drowned = losses(expected, state.forces.men, words, setting.tables.fire_law).result
    lost = lose(state.forces, now, drowned, CAUSES.index("other"))
    now.log.tell(
        "lost",
        lost > 0,
        seen=1 << setting.cadre.side,
        unit=np.arange(len(setting.cadre)),
        hex=state.forces.hex,
        amount=lost,
        detail=CAUSES.index("other"),
    )
