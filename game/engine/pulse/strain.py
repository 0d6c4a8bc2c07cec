"""Phase 7: what the pulse did to nerves: suppression, cohesion, leaders, routs, fatigue."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import DIG, HOLD, NOWHERE, TASK
from game.engine.pulse.assault_field import enemies, foes
from game.engine.pulse.now import Flags, Now, alive
from game.engine.state import State
from game.rules import leaders as chiefs
from game.rules.fatigue import tire
from game.rules.fire_geometry import WITHIN, hexside
from game.rules.morale import ROUTED, SHAKEN, Cohesion, Pulse, cohesion, near_rout, state_of
from game.rules.morale_table import DUTIES
from game.rules.retreat import rout_path
from game.rules.suppression import suppress
from game.rules.works import DEEPEST, OPEN

QUIET = 120
"""Minutes of a pulse that is long enough for men to sleep by day."""


def strain(state: State, now: Now) -> None:
    """Bring nerves up to date and let those run who have had enough."""
    _suppress(state, now)
    _hearten(state, now)
    _lead(state, now)
    _tire(state, now)


def _suppress(state: State, now: Now) -> None:
    forces, table = state.forces, now.setting.tables.fire
    told = suppress(forces.suppression, now.stress, forces.posture, now.minutes, table)
    now.log.explain(
        "suppression",
        alive(forces) & (told.base > 0),
        base=told.base,
        factors=told.factors,
        expected=told.expected,
        result=told.result,
        target=np.arange(len(now.setting.cadre)),
        hex=forces.hex,
    )
    forces.suppression = told.result


def _hearten(state: State, now: Now) -> None:
    """Cohesion, first without and then with the routs next door (morale.1, morale.2, morale.5, air.8)."""
    forces, setting = state.forces, now.setting
    table, before = setting.tables.morale, forces.nerve
    none = np.zeros(before.shape, np.bool_)
    start = forces.cohesion
    alone = cohesion(start, _felt(state, now, none), now.minutes, table)
    nerve = state_of(alone.result, before == ROUTED, none, table)
    routs = (nerve == ROUTED) & (before != ROUTED) & alive(forces)
    told = alone
    if routs.any() and (beside := _beside(state, now, routs)).any():
        told = cohesion(start, _felt(state, now, beside), now.minutes, table)
        nerve = state_of(told.result, before == ROUTED, none, table)
    forces.cohesion = told.result
    forces.nerve = nerve
    _tell_nerve(state, now, before, told)
    _rout(state, now, (nerve == ROUTED) & alive(forces))
    cut = _surrounded(state, now)
    units = np.arange(len(setting.cadre))
    now.log.tell("cut_off", cut & ~forces.cut, seen=1 << setting.cadre.side, unit=units, hex=forces.hex)
    forces.cut = cut


def _beside(state: State, now: Now, routs: Flags) -> Flags:
    """Units (B, U) that see their neighbors run."""
    place = np.where(alive(state.forces), state.forces.hex, NOWHERE)
    return near_rout(place, now.setting.cadre.side, routs, now.setting.board.neighbor)


def _felt(state: State, now: Now, beside: Flags) -> Pulse:
    forces, cadre = state.forces, now.setting.cadre
    cut = _surrounded(state, now) & ~forces.cut
    fed = state.depots.fed[:, cadre.formation] > 0
    return Pulse(
        men=now.men,
        lost=np.minimum(now.lost, now.men),
        suppression=forces.suppression,
        near_rout=beside,
        cut_off=cut,
        tanks=now.tank_shock,
        flame=now.flame_shock,
        under_fire=now.struck,
        led=(forces.vacant == 0) & fed,
        air=now.bombed,
    )


def _surrounded(state: State, now: Now) -> Flags:
    """Units (B, U) that have an enemy next to them and no side left over which they could go back."""
    forces, board, cadre = state.forces, now.setting.board, now.setting.cadre
    out, foe = np.zeros(forces.hex.shape, np.bool_), foes(state, now)
    game, unit = np.nonzero(alive(forces))
    beside = board.neighbor[forces.hex[game, unit]]
    enemy = foe[game[:, None], cadre.side[unit][:, None], np.maximum(beside, 0)] & (beside >= 0)
    near = np.flatnonzero(enemy.any(axis=-1))
    game, unit, beside = game[near], unit[near], beside[near]
    closed = ~now.setting.enterable[cadre.mobility[unit][:, None], np.maximum(beside, 0)]
    out[game, unit] = ((beside < 0) | enemy[near] | closed).all(axis=-1)
    return out


def _tell_nerve(state: State, now: Now, before: NDArray[np.int8], told: Cohesion) -> None:
    forces, cadre = state.forces, now.setting.cadre
    units = np.arange(len(cadre))
    worse = (forces.nerve > before) & alive(forces)
    columns = {"unit": units, "hex": forces.hex, "detail": forces.nerve}
    now.log.tell(
        "shaken", worse & (forces.nerve >= SHAKEN) & (forces.nerve < ROUTED), seen=1 << cadre.side, **columns
    )
    routed = worse & (forces.nerve == ROUTED)
    if routed.any():
        now.log.tell("routed", routed, seen=now.seen(), **columns)
    account = told.account
    now.log.explain(
        "cohesion",
        alive(forces) & (now.lost > 0) | worse,
        base=account.base,
        factors=account.factors,
        expected=account.expected,
        result=account.result,
        target=units,
        hex=forces.hex,
    )


def _rout(state: State, now: Now, runs: Flags) -> None:
    """Routed units run for the rear, some hexes in a pulse (morale.2)."""
    forces, acts, setting = state.forces, state.acts, now.setting
    if not runs.any():
        return
    acts.act[runs], acts.route[runs] = HOLD, NOWHERE
    foe, lost = enemies(state, now)
    game, unit = np.nonzero(runs & _pressed(state, now, foe))
    if not game.size:
        return
    here = forces.hex[game, unit]
    path = np.empty((game.size, setting.tables.morale.rout_hexes), np.int32)
    key = 2 * game + setting.cadre.side[unit]
    for one in np.unique(key):
        mine, (battle, side) = key == one, divmod(int(one), 2)
        path[mine] = rout_path(
            here[mine],
            setting.tables.morale.rout_hexes,
            setting.cost(state.ground.wire[battle], state.ground.ways[battle])[0],
            foe[battle, side],
            lost[battle, side],
            setting.board.neighbor,
            _toward_foe(now, here[mine], foe[battle, side]),
            setting.cadre.mobility[unit[mine]],
        )
    steps = (path >= 0).sum(axis=-1)
    end = np.where(steps > 0, path[np.arange(game.size), np.maximum(steps - 1, 0)], here)
    forces.hex[game, unit] = end
    gone = steps > 0
    forces.works[game[gone], unit[gone]] = 0
    forces.dug[game[gone], unit[gone]] = 0
    forces.in_place[game[gone], unit[gone]] = 0
    now.moved[game[gone], unit[gone]] = True
    moved = np.zeros(runs.shape, np.bool_)
    moved[game[gone], unit[gone]] = True
    units = np.arange(len(setting.cadre))
    now.log.tell("retreated", moved, seen=now.seen(), unit=units, hex=forces.hex)


def _toward_foe(now: Now, here: NDArray[np.int32], foe: Flags) -> Flags:
    """Sides (A, 6) of hexes (A) that look to the nearest hex of the enemy; `foe` (H)."""
    board, there = now.setting.board, np.flatnonzero(foe)
    if not there.size:
        return np.zeros((here.size, 6), np.bool_)
    nearest = there[board.meters(here[:, None], there).argmin(axis=1)]
    side = hexside(board.qr[here], board.qr[nearest])
    return np.asarray((np.arange(6) == side[:, None]) & (side != WITHIN)[:, None])


def _pressed(state: State, now: Now, foe: Flags) -> Flags:
    """Units with an enemy within two hexes, or under fire in this pulse."""
    around = now.setting.footprint()[np.maximum(state.forces.hex, 0)]
    games = np.arange(state.games)[:, None, None]
    near = foe[games, now.setting.cadre.side[:, None], np.maximum(around, 0)] & (around >= 0)
    return np.asarray(near.any(axis=-1) | now.struck)


def _lead(state: State, now: Now) -> None:
    """Leaders who fall, and who takes their place (morale.3)."""
    forces, table = state.forces, now.setting.tables.morale
    if not now.lost.any():
        forces.vacant = np.maximum(forces.vacant - 1, 0).astype(np.int8)
        return
    units = np.arange(len(now.setting.cadre))
    told = chiefs.leaders(forces.vacant, forces.lead, now.lost, now.dice.words("leaders", units.size), table)
    forces.vacant, forces.lead = told.vacant, told.lead
    now.log.tell("leader_lost", told.hit, seen=1 << now.setting.cadre.side, unit=units, hex=forces.hex)
    now.log.explain(
        "leader",
        told.account.expected > 0,
        base=told.account.base,
        factors=told.account.factors,
        expected=told.account.expected,
        draw=told.account.draw,
        result=told.account.result,
        target=units,
    )


def _tire(state: State, now: Now) -> None:
    """Fatigue by what was done in the pulse (morale.4)."""
    forces, acts = state.forces, state.acts
    spent = np.minimum(now.spent // 10, now.minutes).astype(np.int64)
    night = now.air.night[:, None]
    digs = (acts.act == DIG) & (forces.works < np.where(forces.stores > 0, DEEPEST, OPEN))
    works = (digs | (acts.act == TASK)) & (acts.start < now.end) & alive(forces)
    idle = ~now.struck & ~now.fired & ~now.moved & ~works
    sleeps = idle & (night | (now.minutes >= QUIET))
    duty = {
        "march": np.where(night, 0, spent),
        "night_march": np.where(night, spent, 0),
        "dig": np.where(works, now.minutes - spent, 0),
        "shelling": np.where(now.shelled, now.minutes, 0),
        "sleep": np.where(sleeps, now.minutes, 0),
    }
    minutes = np.stack([np.broadcast_to(duty[name], spent.shape) for name in DUTIES], axis=-1)
    forces.fatigue = tire(forces.fatigue, minutes, now.assaulted, now.setting.tables.morale).result
