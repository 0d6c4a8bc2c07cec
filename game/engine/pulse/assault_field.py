"""The assaults of a pulse as the rules want them: groups by hexside, who holds the hex, and the ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.pulse.arming import Arms
from game.engine.pulse.assaulting import rolling
from game.engine.pulse.now import Flags, Ints, Now, alive
from game.engine.state import State
from game.rules import close_combat
from game.rules.assault import Attackers
from game.rules.assault_fire import Approach, climb_of
from game.rules.assault_gather import SIDES, Assaults, gather, mean, total
from game.rules.assault_table import (
    PICKED,
    PICKED_GRADE,
    USUAL,
    close_quality,
    hold_threshold,
    reach_threshold,
    stand_threshold,
)
from game.rules.retreat import retreat
from game.rules.tables import ONE, POSTURES

ADVANCE = POSTURES.index("advance")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """The assaults of a pulse with all games in one row: N = B x U units, K hexes attacked."""

    found: Assaults
    game: Ints
    unit: Ints
    men: Ints


def field_of(state: State, now: Now, target: NDArray[np.int32]) -> Field:
    """The assaults on all hexes that somebody goes for; `target` (B, U), -1 for none."""
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


def lowest(field: Field, slot: NDArray[np.integer], count: int) -> Ints:
    """Unit of the lowest row (count) in each slot; `slot` (N) of each, -1 for none."""
    out = np.full(count, NOWHERE, np.int64)
    rows = np.flatnonzero(slot >= 0)[::-1]
    out[slot[rows]] = field.unit[rows]
    return out


def _six(values: Ints) -> Ints:
    """Slots (K x 6) as (K, 6)."""
    return values.reshape(*values.shape[:-1], -1, SIDES)


def attackers(state: State, now: Now, arms: Arms, field: Field) -> Attackers:
    """The groups, (K, 6): sums of their men, and all else averaged by men."""
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


def defenders(state: State, now: Now, arms: Arms, field: Field) -> close_combat.Defenders:
    """Who holds the hexes, (K): sums of their men, and all else averaged by men."""
    forces, cadre, table = state.forces, now.setting.cadre, now.setting.tables.assault
    slot, count, unit, men = field.found.defend, len(field.found.hex), field.unit, field.men
    posture = np.where(field.found.caught, ADVANCE, forces.posture.ravel())
    night = now.air.night[field.game]
    grade = arms.grade.ravel()
    close = close_quality(grade, cadre.branch[unit], night, table)
    crest = now.setting.crest[np.maximum(forces.hex.ravel(), 0)]
    hold = hold_threshold(cadre.branch[unit], grade, crest, forces.nerve.ravel(), table)
    trench = mean(table.sheltered[posture].astype(np.int64) * ONE, men, slot, count)
    goes = way_back(state, now, field)
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


def way_back(state: State, now: Now, field: Field) -> NDArray[np.int32]:
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
    lost = np.stack([state.ground.control == 1 - side for side in (0, 1)], axis=1)
    return foes(state, now), lost


def foes(state: State, now: Now) -> Flags:
    """Hexes (B, 2, H) in which enemies of each side stand."""
    cadre = now.setting.cadre
    foe = np.zeros((state.games, 2, now.setting.board.hexes), np.bool_)
    game, unit = np.nonzero(alive(state.forces))
    foe[game, 1 - cadre.side[unit], state.forces.hex[game, unit]] = True
    return foe


def approach_of(state: State, now: Now, field: Field) -> Approach:
    """Wire, slope and who goes in front, for each side of each hex, (K, 6)."""
    board, table, found = now.setting.board, now.setting.tables.assault, field.found
    beside = np.maximum(board.neighbor[found.hex], 0)
    height = board.height.astype(np.int64)
    climb = climb_of(height[beside], height[found.hex][:, None], board.scale, table)
    belts = state.ground.wire[found.replica, found.hex]
    tanks = tanks_at(state, now, field)
    dark = np.broadcast_to(now.air.night[found.replica][:, None], belts.shape)
    return Approach(belts.astype(np.int64), tanks, dark, climb)


def tanks_at(state: State, now: Now, field: Field) -> Flags:
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


def surprised(now: Now, field: Field) -> Flags:
    """Groups (K, 6) that were not seen coming, by night or in fog."""
    cadre = now.setting.cadre
    seen = now.spotted[field.game, 1 - cadre.side[field.unit], field.unit] > 0
    slot, count = field.found.attack, len(field.found.hex) * SIDES
    found = _six(total(seen.astype(np.int64), slot, count)) > 0
    blind = (now.air.night | now.air.fog)[field.found.replica]
    return blind[:, None] & ~found
