"""Phase 6: assaults: final fire, close combat, who goes in, who gives way and where to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import ASSAULT, HOLD, NOWHERE, WITHDRAW
from game.engine.pulse.arming import Arms
from game.engine.pulse.final import final, use_up
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive, lose
from game.engine.state import State
from game.rules import close_combat
from game.rules.account import Account
from game.rules.assault import AssaultResult, Attackers, assault, deal, words
from game.rules.assault_fire import Approach, climb_of
from game.rules.assault_gather import SIDES, Assaults, gather, mean, share_out, total
from game.rules.assault_table import TROOPS, close_quality, hold_threshold, reach_threshold, stand_threshold
from game.rules.fire_table import CAUSES
from game.rules.morale import BROKEN
from game.rules.retreat import retreat
from game.rules.stacking import admitted, stack_weight
from game.rules.tables import ONE, POSTURES

SMALL, CLOSE, OTHER = (CAUSES.index(name) for name in ("small_arms", "close_combat", "other"))
ADVANCE, SCRAPE, PRONE = (POSTURES.index(name) for name in ("advance", "scrape", "prone"))
USUAL, PICKED = TROOPS.index("average"), TROOPS.index("assault")
READY = 60
"""Tenths of a minute that must be left of the pulse for an assault to go in."""
PICKED_GRADE = 1
"""Grades up to this row count as assault troops."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """The assaults of a pulse with all games in one row: N = B x U units, K hexes attacked."""

    found: Assaults
    game: Ints
    unit: Ints
    men: Ints


def make_ready(state: State, now: Now) -> None:
    """Mark who goes in before the fire: he fires no more from where he lay, and tanks go with him."""
    now.assaulting |= _targets(state, now) >= 0


def attacking(state: State, now: Now) -> Flags:
    """Units (B, U) whose assault is due and who still go forward: broken men do not."""
    acts, forces = state.acts, state.forces
    due = (acts.act == ASSAULT) & (acts.start < now.end) & now.ready
    return np.asarray(due & alive(forces) & (forces.nerve < BROKEN))


def rolling(state: State, now: Now) -> Flags:
    """Tank units (B, U) that attack with something that runs."""
    runs = state.forces.vehicles[..., 0].sum(axis=-1) > 0
    return np.asarray(attacking(state, now) & now.setting.cadre.tanks & runs)


def storm(state: State, now: Now, arms: Arms) -> None:
    """Resolve the assaults of the pulse (rules assault.*)."""
    target = _targets(state, now)
    now.assaulting |= target >= 0
    if not (target >= 0).any():
        return
    field = _field(state, now, target)
    _count(state, now, target)
    if not field.found.hex.size:
        return
    told = _fight(state, now, arms, field)
    _lose(state, now, field, told)
    _explain(now, field, told)
    _retire(state, now, field, told)
    _enter(state, now, field, told)


def _targets(state: State, now: Now) -> NDArray[np.int32]:
    """Hex that each unit assaults in this pulse, (B, U), -1 for none."""
    acts, forces, setting = state.acts, state.forces, now.setting
    able = attacking(state, now) & setting.cadre.foot
    able &= now.spent + READY <= now.minutes * 10
    beside = (setting.board.neighbor[np.maximum(forces.hex, 0)] == acts.target[..., None]).any(axis=-1)
    able &= beside & (acts.target >= 0)
    return np.where(able & _soft(state, now), acts.target, NOWHERE).astype(np.int32)


def _soft(state: State, now: Now) -> Flags:
    """Whether the enemy in the target hex is as suppressed as the order waits for, as far as one sees him."""
    wanted = state.acts.when_suppressed
    if not wanted.any():
        return np.ones(wanted.shape, np.bool_)
    forces, cadre = state.forces, now.setting.cadre
    seen = now.spotted[:, 1 - cadre.side, np.arange(len(cadre))] == SEEN
    men = np.where(alive(forces), forces.men, 0).astype(np.int64)
    sums = np.zeros((2, state.games, 2, now.setting.board.hexes), np.int64)
    game, unit = np.nonzero(men * seen)
    at = (game, cadre.side[unit], forces.hex[game, unit])
    np.add.at(sums[0], at, men[game, unit])
    np.add.at(sums[1], at, men[game, unit] * forces.suppression[game, unit])
    games = np.arange(state.games)[:, None]
    aim = np.maximum(state.acts.target, 0)
    there, low = (part[games, 1 - cadre.side, aim] for part in sums)
    return np.asarray((wanted == 0) | (there == 0) | (low >= wanted * there))


def _count(state: State, now: Now, target: NDArray[np.int32]) -> None:
    """Assaults ordered, by side: every hex that a side goes for counts once in a pulse."""
    for side in (0, 1):
        mine = np.where(now.setting.cadre.side == side, target, NOWHERE)
        for_hex = np.zeros((state.games, now.setting.board.hexes), np.bool_)
        game, unit = np.nonzero(mine >= 0)
        for_hex[game, mine[game, unit]] = True
        state.count.assaults[:, side] += for_hex.sum(axis=-1)


def _field(state: State, now: Now, target: NDArray[np.int32]) -> Field:
    forces, cadre = state.forces, now.setting.cadre
    games, units = forces.hex.shape
    game = np.repeat(np.arange(games), units)
    unit = np.tile(np.arange(units), games)
    there = alive(forces).ravel()
    men = np.where(there, forces.men.ravel(), 0).astype(np.int64)
    found = gather(
        np.where(there, forces.hex.ravel(), NOWHERE),
        target.ravel(),
        cadre.side[unit],
        men,
        forces.suppression.ravel(),
        now.setting.board.neighbor,
        game,
    )
    return Field(found, game, unit, men)


def _fight(state: State, now: Now, arms: Arms, field: Field) -> AssaultResult:
    table, found = now.setting.tables.assault, field.found
    each, rest = words(table)
    bits = now.dice.at("assault", found.replica, found.hex, (now.setting.board.hexes, SIDES * each + rest))
    surprise = _surprise(now, field)
    fire, shots = final(state, now, arms, field, surprise)
    told = assault(
        _attackers(state, now, arms, field),
        _defenders(state, now, arms, field),
        _approach(state, now, field),
        fire,
        deal(bits, table),
        now.setting.tables.fire_law,
        table,
    )
    use_up(now, arms, shots, told.approached.tenths)
    return told


def _six(values: Ints) -> Ints:
    """Slots (K x 6) as (K, 6)."""
    return values.reshape(*values.shape[:-1], -1, SIDES)


def _attackers(state: State, now: Now, arms: Arms, field: Field) -> Attackers:
    forces, cadre, table = state.forces, now.setting.cadre, now.setting.tables.assault
    slot, count = field.found.attack, len(field.found.hex) * SIDES
    men, unit = field.men, field.unit

    def by_men(values: NDArray[np.generic]) -> Ints:
        return _six(mean(values, men, slot, count))

    grade = arms.grade.ravel()
    troops = np.where(grade <= PICKED_GRADE, PICKED, USUAL)
    nerve, tired = forces.nerve.ravel(), forces.fatigue.ravel()
    close = close_quality(grade, cadre.branch[unit], now.air.night[field.game], table)
    close = close * arms.day.ravel() >> 10
    bears = reach_threshold(troops, tired, nerve, table)
    return Attackers(
        men=_six(total(men, slot, count)),
        strength=_six(total(np.maximum(forces.strength.ravel(), men), slot, count)),
        fallen=_six(total(now.lost.ravel(), slot, count)),
        suppression=by_men(forces.suppression.ravel()),
        lead=by_men(forces.lead.ravel()),
        close=by_men(close),
        reach=by_men(bears),
        stand=by_men(stand_threshold(grade, table)),
    )


def _defenders(state: State, now: Now, arms: Arms, field: Field) -> close_combat.Defenders:
    forces, cadre, table = state.forces, now.setting.cadre, now.setting.tables.assault
    slot, count, unit, men = field.found.defend, len(field.found.hex), field.unit, field.men
    posture = np.where(field.found.caught, ADVANCE, forces.posture.ravel())
    night = now.air.night[field.game]
    grade = arms.grade.ravel()
    close = close_quality(grade, cadre.branch[unit], night, table)
    crest = now.setting.crest[np.maximum(forces.hex.ravel(), 0)]
    hold = hold_threshold(cadre.branch[unit], grade, crest, forces.nerve.ravel(), table)
    trench = mean(table.sheltered[posture].astype(np.int64) * ONE, men, slot, count)
    goes = _way_back(state, now, field)
    return close_combat.Defenders(
        men=total(men, slot, count),
        strength=total(np.maximum(forces.strength.ravel(), men), slot, count),
        suppression=mean(forces.suppression.ravel(), men, slot, count),
        close=mean(close, men, slot, count),
        hold=mean(hold, men, slot, count),
        trench=trench >= ONE // 2,
        way_out=total((goes >= 0).astype(np.int64), slot, count) > 0,
        surrender=mean(table.surrender[cadre.branch[unit]], men, slot, count),
    )


def _way_back(state: State, now: Now, field: Field) -> NDArray[np.int32]:
    """Hex to which each defender can give way, (N), -1 for none."""
    forces, cadre, board = state.forces, now.setting.cadre, now.setting.board
    out = np.full(field.unit.size, NOWHERE, np.int32)
    some = np.flatnonzero(field.found.defend >= 0)
    if not some.size:
        return out
    attacked = np.zeros((len(field.found.hex), SIDES), np.bool_)
    used = field.found.attack[field.found.attack >= 0]
    attacked[used // SIDES, used % SIDES] = True
    game, unit = field.game[some], field.unit[some]
    side = cadre.side[unit]
    here = forces.hex.ravel()[some]
    ground = state.ground
    price = now.setting.prices.leaving(ground.wire, ground.ways, game, cadre.mobility[unit], here)
    foe, lost = enemies(state, now)
    out[some] = retreat(
        here,
        attacked[field.found.defend[some]],
        price,
        foe[game, side],
        lost[game, side],
        board.neighbor,
    )
    return out


def enemies(state: State, now: Now) -> tuple[Flags, Flags]:
    """Hexes (B, 2, H) in which enemies of each side stand, and which they control."""
    cadre, hexes = now.setting.cadre, now.setting.board.hexes
    foe = np.zeros((state.games, 2, hexes), np.bool_)
    game, unit = np.nonzero(alive(state.forces))
    foe[game, 1 - cadre.side[unit], state.forces.hex[game, unit]] = True
    lost = np.stack([state.ground.control == 1 - side for side in (0, 1)], axis=1)
    return foe, lost


def _approach(state: State, now: Now, field: Field) -> Approach:
    """Wire, slope and who goes in front, for each side of each hex, (K, 6)."""
    board, table, found = now.setting.board, now.setting.tables.assault, field.found
    beside = np.maximum(board.neighbor[found.hex], 0)
    height = board.height.astype(np.int64)
    climb = climb_of(height[beside], height[found.hex][:, None], board.scale, table)
    belts = state.ground.wire[found.replica, found.hex]
    tanks = _tanks_at(state, now, field)
    dark = np.broadcast_to(now.air.night[found.replica][:, None], belts.shape)
    return Approach(belts.astype(np.int64), tanks, dark, climb)


def _tanks_at(state: State, now: Now, field: Field) -> Flags:
    """Whether running tanks go in front over each side, (K, 6)."""
    forces, acts = state.forces, state.acts
    going = rolling(state, now) & (acts.target >= 0)
    out = np.zeros((len(field.found.hex), SIDES), np.bool_)
    game, unit = np.nonzero(going)
    hexes = now.setting.board.hexes
    key = field.found.replica.astype(np.int64) * hexes + field.found.hex
    wanted = game * hexes + acts.target[game, unit]
    at = np.minimum(np.searchsorted(key, wanted), key.size - 1)
    beside = now.setting.board.neighbor[acts.target[game, unit]] == forces.hex[game, unit][:, None]
    good = (key[at] == wanted) & beside.any(axis=-1)
    out[at[good], beside.argmax(axis=-1)[good]] = True
    return out


def _surprise(now: Now, field: Field) -> Flags:
    """Groups (K, 6) that were not seen coming, by night or in fog."""
    cadre = now.setting.cadre
    seen = now.spotted[field.game, 1 - cadre.side[field.unit], field.unit] > 0
    slot, count = field.found.attack, len(field.found.hex) * SIDES
    found = _six(total(seen.astype(np.int64), slot, count)) > 0
    blind = (now.air.night | now.air.fog)[field.found.replica]
    return blind[:, None] & ~found


def _lose(state: State, now: Now, field: Field, told: AssaultResult) -> None:
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
    crushed = _tanks_at(state, now, field) & told.entered
    gone = np.where(crushed, wire[found.replica, found.hex], cut)
    wire[found.replica, found.hex] -= np.minimum(gone, wire[found.replica, found.hex])
    beside = now.setting.board.neighbor[found.hex]
    for side in range(SIDES):
        on = beside[:, side] >= 0
        rows = (found.replica[on], beside[on, side], (side + 3) % SIDES)
        wire[rows] = wire[found.replica[on], found.hex[on], side]


def _retire(state: State, now: Now, field: Field, told: AssaultResult) -> None:
    """Defenders who give way go back a hex; attackers who failed lie down where they started."""
    forces, acts, found = state.forces, state.acts, field.found
    units = np.arange(forces.hex.shape[1])
    leaves = np.zeros(field.unit.size, np.bool_)
    holds = found.defend >= 0
    leaves[holds] = told.retreats[found.defend[holds]]
    goal = _way_back(state, now, field)
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


def _enter(state: State, now: Now, field: Field, told: AssaultResult) -> None:
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
        weight = stack_weight(march, forces.men, forces.vehicles[..., 0].sum(axis=-1))[game, unit]
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
    out = np.full(len(field.found.hex), NOWHERE, np.int64)
    rows = np.flatnonzero(field.found.attack >= 0)[::-1]
    slot = field.found.attack[rows]
    won = told.entered.ravel()[slot]
    out[slot[won] // SIDES] = field.unit[rows[won]]
    return out


def _explain(now: Now, field: Field, told: AssaultResult) -> None:
    """The ledger of every step: the groups by one of their units, the hex by itself."""
    found = field.found
    chief = np.full(len(found.hex) * SIDES, NOWHERE, np.int64)
    rows = np.flatnonzero(found.attack >= 0)[::-1]
    chief[found.attack[rows]] = field.unit[rows]
    lead = np.full(len(found.hex), NOWHERE, np.int64)
    rows = np.flatnonzero(found.defend >= 0)[::-1]
    lead[found.defend[rows]] = field.unit[rows]
    groups = chief.reshape(-1, SIDES)
    there = groups >= 0
    for rule, account in (
        ("approach", told.approached.account),
        ("final_fire", told.final.account),
        ("reach", told.reach),
    ):
        _rows(now, rule, account, there, field, groups)
    for rule, account in (("close_attack", told.melee.attack), ("break", told.melee.falling)):
        _rows(now, rule, account, there[..., None] & (account.expected != 0), field, groups[..., None])
    _rows(
        now,
        "close_defense",
        told.melee.defense,
        there[..., None] & (told.melee.defense.expected != 0),
        field,
        lead[:, None, None],
    )
    _rows(now, "break", told.melee.leaving, told.melee.leaving.expected != 0, field, lead[:, None])
    _rows(now, "pursuit", told.pursuit, told.pursuit.expected > 0, field, lead)
    _rows(now, "pursuit", told.chase, told.chase.expected > 0, field, groups)


def _rows(now: Now, rule: str, account: Account, where: Flags, field: Field, target: Ints) -> None:
    """Rows of an account (K, ...), each written into the ledger of its game."""
    lead = np.zeros((len(now.dice.seeds), *where.shape), np.bool_)
    lead[field.found.replica, np.arange(len(field.found.hex))] = where
    place = field.found.hex.reshape(-1, *([1] * (where.ndim - 1)))
    now.log.explain(
        rule,
        lead,
        base=account.base,
        factors=account.factors,
        expected=account.expected,
        draw=account.draw,
        result=account.result,
        target=np.broadcast_to(target, where.shape),
        hex=np.broadcast_to(place, where.shape),
    )
