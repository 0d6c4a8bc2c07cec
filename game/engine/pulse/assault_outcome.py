"""What assaults change: men, wire, who gives way and where to, and who stands in the hex afterwards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import HOLD, NOWHERE, WITHDRAW
from game.engine.pulse.assault_field import Field, lowest, tanks_at, way_back
from game.engine.pulse.assaulting import rolling
from game.engine.pulse.now import Flags, Ints, Now, lose, running
from game.engine.state import State
from game.rules.assault import AssaultResult
from game.rules.assault_gather import SIDES, share_out
from game.rules.fire_table import CAUSES
from game.rules.stacking import admitted, stack_weight
from game.rules.tables import ONE, POSTURES

SMALL, CLOSE, OTHER = (CAUSES.index(name) for name in ("small_arms", "close_combat", "other"))
ADVANCE, SCRAPE, PRONE = (POSTURES.index(name) for name in ("advance", "scrape", "prone"))


def give_losses(state: State, now: Now, field: Field, told: AssaultResult) -> None:
    """Give the losses of the groups back to their units, and the suppression of who went in."""
    shape, cadre = state.forces.hex.shape, now.setting.cadre
    bits = now.dice.words("shares", shape[1], 4).reshape(-1, 4)
    found = field.found
    parts = (
        (told.fire_loss.ravel(), found.attack, SMALL),
        (told.melee_loss.ravel(), found.attack, CLOSE),
        (told.defense_loss, found.defend, CLOSE),
        (told.prisoners, found.defend, OTHER),
    )
    for k, (loss, slot, cause) in enumerate(parts):
        men = state.forces.men.ravel().astype(np.int64)
        given = share_out(loss, men, slot, bits[:, k])
        lost = lose(state.forces, now, given.reshape(shape), cause)
        if cause == OTHER:
            state.forces.captured += lost.astype(np.int16)
            now.lost -= lost
        now.log.tell(
            "surrendered" if cause == OTHER else "lost",
            lost > 0,
            seen=3 if cause == OTHER else 1 << cadre.side,
            unit=np.arange(shape[1]),
            hex=state.forces.hex,
            amount=lost,
            detail=cause,
        )
    went = np.flatnonzero(found.attack >= 0)
    game, unit = field.game[went], field.unit[went]
    state.forces.suppression[game, unit] = told.suppression.ravel()[found.attack[went]]
    mute = told.mute.ravel()[found.attack[went]]
    state.forces.mute[game, unit] = np.maximum(state.forces.mute[game, unit], mute)
    now.assaulted[game, unit] = True
    now.met[game, unit] = True
    now.struck[game, unit] = True
    stood = np.flatnonzero(found.defend >= 0)
    now.struck[field.game[stood], field.unit[stood]] = True
    now.met[field.game[stood], field.unit[stood]] = True
    cut = told.approached.cut.astype(np.int8)
    _clear_wire(state, now, field, cut, told)


def _clear_wire(state: State, now: Now, field: Field, cut: NDArray[np.int8], told: AssaultResult) -> None:
    """Belts cut silently or crushed by tanks stay down, on both hexes of the side."""
    found, wire = field.found, state.ground.wire
    crushed = tanks_at(state, now, field) & told.entered
    gone = np.where(crushed, wire[found.replica, found.hex], cut)
    wire[found.replica, found.hex] -= np.minimum(gone, wire[found.replica, found.hex])
    beside = now.setting.board.neighbor[found.hex]
    for side in range(SIDES):
        on = beside[:, side] >= 0
        rows = (found.replica[on], beside[on, side], (side + 3) % SIDES)
        wire[rows] = wire[found.replica[on], found.hex[on], side]


def retire(state: State, now: Now, field: Field, told: AssaultResult) -> None:
    """Defenders who give way go back a hex; attackers who failed lie down where they started."""
    forces, acts, found = state.forces, state.acts, field.found
    units = np.arange(forces.hex.shape[1])
    leaves = np.zeros(field.unit.size, np.bool_)
    holds = found.defend >= 0
    leaves[holds] = told.retreats[found.defend[holds]]
    goal = way_back(state, now, field)
    left = leaves.reshape(forces.hex.shape) & (forces.men > 0)
    goes = left & (goal.reshape(left.shape) >= 0)
    trapped = left & ~goes
    place = forces.hex.copy()
    forces.hex = np.where(goes, goal.reshape(left.shape), forces.hex).astype(np.int32)
    now.moved |= goes
    _stand_down(state, goes)
    now.log.tell("retreated", goes, seen=3, unit=units, hex=forces.hex, detail=place)
    gave_up = np.where(trapped, forces.men, 0)
    lost = lose(forces, now, gave_up, OTHER)
    forces.captured += lost.astype(np.int16)
    now.lost -= lost
    now.log.tell("surrendered", lost > 0, seen=3, unit=units, hex=forces.hex, amount=lost)
    failed = np.zeros(field.unit.size, np.bool_)
    went = found.attack >= 0
    failed[went] = ~told.entered.ravel()[found.attack[went]]
    back = failed.reshape(left.shape) & (forces.men > 0)
    broke = np.zeros(field.unit.size, np.bool_)
    broke[went] = told.repulsed.ravel()[found.attack[went]]
    kind = broke.reshape(left.shape)
    acts.act = np.where(back, HOLD, acts.act).astype(np.int8)
    forces.posture = np.where(back, PRONE, forces.posture).astype(np.int8)
    now.log.tell("repulsed", back & kind, seen=3, unit=units, hex=acts.target)
    now.log.tell("fell_back", back & ~kind, seen=3, unit=units, hex=acts.target)


def _stand_down(state: State, left: Flags) -> None:
    """Who leaves his position has no works, no route, and no task any more."""
    forces, acts = state.forces, state.acts
    forces.works = np.where(left, 0, forces.works).astype(np.int16)
    forces.dug = np.where(left, 0, forces.dug).astype(np.int32)
    forces.done = np.where(left, 0, forces.done).astype(np.int32)
    forces.in_place = np.where(left, 0, forces.in_place).astype(np.int32)
    forces.posture = np.where(left, ADVANCE, forces.posture).astype(np.int8)
    acts.act = np.where(left & (acts.act != WITHDRAW), HOLD, acts.act).astype(np.int8)
    acts.route[left] = NOWHERE


def enter(state: State, now: Now, field: Field, told: AssaultResult) -> None:
    """The winners take the hex, as many as it holds; tanks that went in front go along."""
    forces, acts, found = state.forces, state.acts, field.found
    cadre, march = now.setting.cadre, now.setting.tables.march
    went = np.zeros(field.unit.size, np.bool_)
    mine = found.attack >= 0
    went[mine] = told.entered.ravel()[found.attack[mine]]
    went = went.reshape(forces.hex.shape) & (forces.men > 0)
    won = np.zeros((state.games, now.setting.board.hexes), np.bool_)
    won[found.replica[told.captured], found.hex[told.captured]] = True
    games = np.arange(state.games)[:, None]
    beside = (now.setting.board.neighbor[np.maximum(forces.hex, 0)] == acts.target[..., None]).any(axis=-1)
    tanks = rolling(state, now) & won[games, np.maximum(acts.target, 0)]
    went |= tanks & beside & (acts.target >= 0)
    game, unit = np.nonzero(went)
    if game.size:
        goal = acts.target[game, unit].astype(np.int64)
        key = (game * 2 + cadre.side[unit]) * now.setting.board.hexes + goal
        weight = stack_weight(march, forces.men, running(forces))[game, unit]
        men = forces.men[game, unit].astype(np.int64)
        none = np.zeros(game.size, np.int64)
        on = admitted(march, key, -men, men, weight.astype(np.int64), (none, none, none))
        game, unit, goal = game[on], unit[on], goal[on]
        forces.hex[game, unit] = goal
        forces.works[game, unit] = ONE
        forces.dug[game, unit] = 0
        forces.posture[game, unit] = SCRAPE
        forces.in_place[game, unit] = 0
        now.moved[game, unit] = True
    acts.act = np.where(went, HOLD, acts.act).astype(np.int8)
    acts.route[went] = NOWHERE
    where = np.zeros((state.games, found.hex.size), np.bool_)
    where[found.replica, np.arange(found.hex.size)] = told.captured
    now.log.tell("captured", where, seen=3, hex=found.hex, unit=_first(field, told))


def _first(field: Field, told: AssaultResult) -> Ints:
    """A unit of the groups that took each hex, the lowest row, -1 for none."""
    slot = field.found.attack
    won = (slot >= 0) & told.entered.ravel()[slot]
    return lowest(field, np.where(won, slot // SIDES, NOWHERE), len(field.found.hex))
