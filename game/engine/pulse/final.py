"""Phase 6, before the trench is reached: final defensive fire of the holders and of all who support them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.pulse.arming import Arms
from game.engine.pulse.bursts import cover_of
from game.engine.pulse.fire import light_of
from game.engine.pulse.now import Flags, Ints, Now, alive
from game.engine.pulse.sight import clear_air, growth_dm
from game.engine.state import State
from game.rules.assault_fire import FINAL, FinalFire, final_fire
from game.rules.assault_gather import SIDES, mean, total
from game.rules.fire import Aims, Firers, Targets
from game.rules.fire_arms import exposure, search, visible_men
from game.rules.fire_geometry import fire_range, hexside, visibility
from game.rules.fire_table import FireTable
from game.rules.fixed import ratio
from game.rules.los import STANDING
from game.rules.morale import BROKEN
from game.rules.tables import ONE, POSTURES
from game.rules.visibility import above_growth, offsets_of, pair_in_view, through

if TYPE_CHECKING:
    from game.engine.pulse.assault_field import Field

ADVANCE = POSTURES.index("advance")
INFANTRY = 0
"""Row of the classes of target that men on foot belong to."""
CLOSE = -1
"""Step of range of who holds the hex attacked: the length of the approach."""


class Shots(NamedTuple):
    """Fire of one unit at one group, (P) each.

    `game`, `unit` of the firer; `slot` of the group; `share` Q10 of its fire; `step` of range; `seen` Q10
    visibility; `front` number of the group's hexside through which it comes.
    """

    game: Ints
    unit: Ints
    slot: Ints
    share: Ints
    step: Ints
    seen: Ints
    front: Ints


def final(state: State, now: Now, arms: Arms, field: Field, surprise: Flags) -> tuple[FinalFire, Shots]:
    """Final fire on all groups of the pulse (assault.2), and who fires at whom.

    Those who hold the hex drop everything for it and share their fire by the men who come over each side. Who
    supports them has what his march and his fire of the pulse leave of those minutes.
    """
    table, found = now.setting.tables.fire, field.found
    men = total(field.men, found.attack, len(found.hex) * SIDES)
    shots = [_holding(state, now, field, men), _supporting(state, now, arms, field, men)]
    all_ = Shots(*(np.concatenate(part) for part in zip(*shots, strict=True)))
    _remember(now, all_, field)
    at = (all_.game, all_.unit)
    forces = state.forces
    firers = Firers(
        arms.arms[at], forces.suppression[at], arms.quality[at], forces.fatigue[at], np.zeros(len(all_.unit))
    )
    aims = Aims(
        target=all_.slot[:, None],
        share=all_.share[:, None],
        step=np.zeros((len(all_.slot), 1), np.int64),
        visibility=all_.seen[:, None],
        flank=np.zeros((len(all_.slot), 1), np.bool_),
        front=np.unique(all_.front, return_inverse=True)[1][:, None],
    )
    groups = _groups(state, now, field, men)
    told = final_fire(
        firers, groups, aims, surprise, table, now.setting.tables.assault, steps=all_.step[:, None]
    )
    return told, all_


def use_up(now: Now, arms: Arms, shots: Shots, tenths: NDArray[np.int32]) -> None:
    """Book the rounds of final fire (fire.9), `tenths` (K, 6) of a minute long."""
    rate = now.setting.tables.fire.rate
    faster = rate[FINAL] * ONE // np.maximum(rate[arms.rate[shots.game, shots.unit]], 1)
    time = tenths.ravel()[shots.slot].astype(np.int64) * shots.share // (now.minutes * 10)
    np.add.at(now.rapid, (shots.game, shots.unit), time * faster >> 10)


def _groups(state: State, now: Now, field: Field, men: Ints) -> Targets:
    """The men who come over each side, upright, as targets."""
    forces, table, count = state.forces, now.setting.tables.fire, men.size
    low, cover = (
        mean(column.ravel(), field.men, field.found.attack, count)
        for column in (forces.suppression, cover_of(now, forces.hex))
    )
    stance, none = np.full(count, ADVANCE), np.zeros(count, np.int64)
    exposed = exposure(stance, low, cover, men, none, table)
    return Targets(exposed, search(visible_men(stance, men, none, table), table), men, none)


def _holding(state: State, now: Now, field: Field, men: Ints) -> Shots:
    """Fire of those who hold the hexes attacked."""
    found, table = field.found, now.setting.tables.fire
    firing = np.flatnonzero((found.defend >= 0) & (state.forces.nerve.ravel() < BROKEN))
    slots = found.defend[firing].astype(np.int64)[:, None] * SIDES + np.arange(SIDES)
    share = ratio(men[slots], men[slots].sum(axis=-1, keepdims=True))
    row, side = np.nonzero(share > 0)
    unit = firing[row]
    slot, game = slots[row, side], field.game[unit]
    return Shots(
        game=game,
        unit=field.unit[unit],
        slot=slot,
        share=share[row, side],
        step=np.full(row.size, CLOSE),
        seen=table.light[now.air.light[game]],
        front=_front(slot, (side + 3) % SIDES),
    )


def _front(slot: Ints, side: Ints) -> Ints:
    """Number of the hexside of a group's hex through which fire comes."""
    return slot * (SIDES + 1) + side


def _supporting(state: State, now: Now, arms: Arms, field: Field, men: Ints) -> Shots:
    """Fire of the defenders' side from other hexes: who sees the attackers' hex and reaches the approach."""
    board, found = now.setting.board, field.found
    group = np.flatnonzero(men > 0)
    goal = found.hex[group // SIDES].astype(np.int64)
    start = board.neighbor[goal, group % SIDES].astype(np.int64)
    game = found.replica[group // SIDES].astype(np.int64)
    place = np.maximum(state.forces.hex[game].astype(np.int64), 0)
    # The last stretch lies between the two hexes: from the middle of the one it is just the approach.
    meters = board.meters(place, start[:, None]) + board.meters(place, goal[:, None]) >> 1
    may = _able(state, now, arms, field)[game] & (now.setting.cadre.side != _side(now, field)[group][:, None])
    may &= (place != goal[:, None]) & (meters <= arms.reach_m[game])
    row, unit = np.nonzero(may)
    pairs = (game[row], place[row, unit], start[row])
    seen = _seen(state, now, *pairs, meters[row, unit])
    row, unit, seen = row[seen > 0], unit[seen > 0], seen[seen > 0]
    side = hexside(board.qr[start[row]], board.qr[place[row, unit]])
    return Shots(
        game=game[row],
        unit=unit.astype(np.int64),
        slot=group[row],
        share=_shared(game[row], unit, men[group[row]], _left(now, arms)),
        step=fire_range(meters[row, unit], False, now.setting.tables.fire),
        seen=seen,
        front=_front(group[row], side.astype(np.int64)),
    )


def _side(now: Now, field: Field) -> Ints:
    """Side of each group (K x 6), -1 for those that are none."""
    out = np.full(len(field.found.hex) * SIDES, -1, np.int64)
    went = np.flatnonzero(field.found.attack >= 0)
    out[field.found.attack[went]] = now.setting.cadre.side[field.unit[went]]
    return out


def _able(state: State, now: Now, arms: Arms, field: Field) -> Flags:
    """Units (B, U) free to fire for others: neither attacked nor attacking themselves, nor serving guns."""
    held = (field.found.defend >= 0).reshape(state.forces.hex.shape)
    shells = now.fired & (now.engaged == 0)
    return np.asarray(alive(state.forces) & arms.able & ~held & ~now.assaulting & ~shells)


def _left(now: Now, arms: Arms) -> Ints:
    """Q10 (B, U) of its final fire that a unit has for others.

    Who marched was there for a part of the time only; and what he fired in those minutes at his ordinary rate
    has been reckoned already.
    """
    table: FireTable = now.setting.tables.fire
    rest = np.maximum(ONE - (now.spent.astype(np.int64) << 10) // (now.minutes * 10), 0)
    spent = np.minimum(now.engaged, ONE) * table.rate[arms.rate] // table.rate[FINAL]
    return np.asarray(np.maximum(rest - spent, 0))


def _shared(game: Ints, unit: Ints, men: Ints, left: Ints) -> Ints:
    """Q10 share of each pair (P): what each unit has left, by the men of the groups that it can fire at."""
    whole = np.zeros(left.shape, np.int64)
    np.add.at(whole, (game, unit), men)
    return ratio(men, whole[game, unit]) * left[game, unit] >> 10


def _seen(state: State, now: Now, game: Ints, here: Ints, there: Ints, meters: Ints) -> Ints:
    """Q10 visibility (P) of men who run upright: 0 where the ground, the air or smoke hides them."""
    setting, table = now.setting, now.setting.tables.fire
    tall = setting.tables.spotting.height[INFANTRY, ADVANCE]
    least = above_growth(tall, growth_dm(now, there))
    column = offsets_of(setting.lines, here, there)
    view = pair_in_view(setting.lines, STANDING, here, there, least) & (column >= 0)
    clear = through(setting.lines, clear_air(state, now), game, here, np.maximum(column, 0))
    share = np.where(view, clear, 0)
    return visibility(light_of(now)[game], meters, now.air.natural[game], share, table)


def _remember(now: Now, shots: Shots, field: Field) -> None:
    """Who fires shows himself by it; who has not been told of in this pulse is told of now."""
    some, found, cadre = shots.share > 0, field.found, now.setting.cadre
    game, unit, slot = (column[some] for column in (shots.game, shots.unit, shots.slot))
    went = np.flatnonzero(found.attack >= 0)[::-1]
    chief = np.full(len(found.hex) * SIDES, NOWHERE, np.int64)
    chief[found.attack[went]] = field.unit[went]
    # Who fires from afar at somebody unknown knows where he is, not who.
    named = now.seen()[game, chief[slot]] >> cadre.side[unit] & 1
    aim, other = np.zeros((2, *now.fired.shape), np.int64)
    aim[game, unit] = now.setting.board.neighbor[found.hex[slot // SIDES], slot % SIDES]
    other[game, unit] = np.where(named > 0, chief[slot], NOWHERE)
    fires = np.zeros(now.fired.shape, np.bool_)
    fires[game, unit] = True
    units = np.arange(len(cadre))
    now.log.tell("fired", fires & ~now.fired, seen=now.seen(), unit=units, other=other, hex=aim)
    now.fired |= fires
