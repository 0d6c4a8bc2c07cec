"""Phase 5: direct fire of all at all they see, in passing and at rest; one draw for each target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.pulse.arming import Arms
from game.engine.pulse.bursts import cover_of, depth
from game.engine.pulse.march import REACTIONS
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive, lose
from game.engine.pulse.sight import clear_air, growth_dm
from game.engine.state import State
from game.rules import allocation
from game.rules.fire import Aims, FireResult, Firers, Targets, expect, resolve
from game.rules.fire_arms import exposure, reach_by_range, search, visible_men
from game.rules.fire_geometry import fire_range, hexside, number_fronts, through_flank, visibility
from game.rules.fire_sums import milli
from game.rules.los import STANDING
from game.rules.tables import ONE, POSTURES
from game.rules.visibility import above_growth, in_view, offsets_of, pair_in_view, through

FIRST = 16
"""How many times a target in the hex that a unit is told to fire at counts."""
PAIRS = 400_000
"""Pairs of firer and target that are weighed at once: more of them go in portions."""
FOG = "fog"
SCRAPE, TRENCH = POSTURES.index("scrape"), POSTURES.index("trench")


def direct(state: State, now: Now, arms: Arms, passing: tuple[NDArray[np.int32], Ints]) -> None:
    """Resolve the direct fire of the pulse; `passing` are the movers fired at on their way."""
    rows = np.flatnonzero(arms.able.any(axis=0))
    if not rows.size:
        return
    target, share = _aims(state, now, arms, rows)
    target = np.concatenate([passing[0][:, rows], target], axis=-1)
    share = np.concatenate([passing[1][:, rows], share], axis=-1)
    fires = share.any(axis=(0, 2))
    if not fires.any():
        return
    rows, target, share = rows[fires], target[:, fires], share[:, fires]
    aims = _laid(state, now, rows, target, share)
    _book(state, now, rows, aims, _resolve(state, now, arms, rows, aims))


def _aims(state: State, now: Now, arms: Arms, rows: Ints) -> tuple[NDArray[np.int32], Ints]:
    """Whom each firer at rest fires at, (B, N, K), and with what share of its time."""
    table = now.setting.tables.fire
    target = np.full((state.games, rows.size, table.targets), NOWHERE, np.int32)
    share = np.zeros(target.shape, np.int64)
    cadre = now.setting.cadre
    spotted = now.spotted[:, 1 - cadre.side, np.arange(len(cadre))] == SEEN
    marks = np.flatnonzero((spotted & alive(state.forces)).any(axis=0))
    if not marks.size:
        return target, share
    worth, threat = _weight_of(state, now, arms)
    for part, some in _portions(state.games, rows.size, marks.size):
        pairs = _in_reach(state, now, arms, rows[some], marks, spotted, part)
        if pairs.game.size:
            weight = _weights(state, now, arms, pairs, worth, threat)
            _split(pairs, weight, marks, rows[some], (target[:, some], share[:, some]))
    rest = np.clip(ONE - (now.spent[:, rows].astype(np.int64) << 10) // (now.minutes * 10), 0, ONE)
    rest = np.maximum(rest - now.passing[:, rows], 0)
    busy = np.where(now.assaulting[:, rows], 0, rest)
    return target, share * busy[..., None] >> 10


def _portions(games: int, firers: int, marks: int) -> Iterator[tuple[slice, slice]]:
    """Games and firers that are weighed together: whole games where they are small, else part of one."""
    each = max(1, PAIRS // (firers * marks))
    some = firers if firers * marks <= PAIRS else max(1, PAIRS // marks)
    for game in range(0, games, each):
        for first in range(0, firers, some):
            yield slice(game, game + each), slice(first, first + some)


class Pairs(NamedTuple):
    """P pairs of a firer and a target that he could fire at, in rising order: the game, the units, the place
    of each among the firers and the targets, meters.
    """

    game: Ints
    firer: Ints
    target: Ints
    row: Ints
    column: Ints
    meters: NDArray[np.int32]


def _in_reach(
    state: State, now: Now, arms: Arms, rows: Ints, marks: Ints, spotted: Flags, part: slice
) -> Pairs:
    """Firers and enemies whom they know of, reach and have in view."""
    setting, forces, side = now.setting, state.forces, now.setting.cadre.side
    open_ = (spotted & alive(forces))[part][:, marks]
    wanted = arms.able[part][:, rows][:, :, None] & open_[:, None, :]
    wanted &= side[rows][:, None] != side[marks]
    game, row, column = np.nonzero(wanted)
    game += part.start
    firer, target = rows[row], marks[column]
    here, there = forces.hex[game, firer], forces.hex[game, target]
    meters = setting.board.meters(here, there)
    near = np.flatnonzero(meters <= arms.reach_m[game, firer])
    tall = setting.tables.spotting.height[
        setting.cadre.target[target[near]], forces.posture[game, target][near]
    ]
    least = above_growth(tall, growth_dm(now, there[near]))
    on = near[pair_in_view(setting.lines, STANDING, here[near], there[near], least)]
    return Pairs(game[on], firer[on], target[on], row[on], column[on], meters[on])


def _weight_of(state: State, now: Now, arms: Arms) -> tuple[Ints, Ints]:
    """What fire at each unit is worth, and what of its own fire is not held down, (B, U)."""
    exposed, found = worth_of(state, now, arms)
    return exposed * found, ONE - state.forces.suppression.astype(np.int64)


def _weights(state: State, now: Now, arms: Arms, pairs: Pairs, worth: Ints, threat: Ints) -> Ints:
    """Weight of the target for the firer of each pair, (P) (fire.8)."""
    table, place = now.setting.tables.fire, state.forces.hex
    firer, target = (pairs.game, pairs.firer), (pairs.game, pairs.target)
    here, there = place[firer], place[target]
    seen = _seen(state, now, pairs.game, here, there, pairs.meters)
    units, which = np.unique(
        np.concatenate([np.ravel_multi_index(at, place.shape) for at in (firer, target)]), return_inverse=True
    )
    effect = reach_by_range(arms.arms.reshape(-1, arms.arms.shape[-1])[units], table)[which]
    weight = allocation.weigh(
        effect[: here.size, None],
        effect[here.size :, None],
        worth[target][:, None],
        threat[target][:, None],
        fire_range(pairs.meters, False, table)[:, None, None],
        seen[:, None, None],
        table,
    )[:, 0, 0]
    first = there == state.fires.aim[firer]
    return np.minimum(np.where(first, weight * FIRST, weight), 1 << 50)


def _seen(state: State, now: Now, game: Ints, here: Ints, there: Ints, meters: NDArray[np.int32]) -> Ints:
    """Q10 visibility (P) of targets in view: light, distance one sees, smoke and dust (fire.4)."""
    clear, share = clear_air(state, now), np.full(game.size, ONE, np.int64)
    if (clear < ONE).any():
        column = offsets_of(now.setting.lines, here, there)
        hazy = through(now.setting.lines, clear, game, here.astype(np.int64), np.maximum(column, 0))
        share = np.where(column >= 0, hazy, 0)
    return visibility(light_of(now)[game], meters, now.air.natural[game], share, now.setting.tables.fire)


def _split(pairs: Pairs, weight: Ints, marks: Ints, rows: Ints, out: tuple[NDArray[np.int32], Ints]) -> None:
    """Divide the fire of each firer among his targets, into `out`: targets and shares (B, N, K)."""
    firers, line = np.unique(pairs.game * rows.size + pairs.row, return_inverse=True)
    spread = np.zeros((firers.size, marks.size), np.int64)
    spread[line, pairs.column] = weight
    told = allocation.allocate(spread, out[0].shape[-1])
    at = np.divmod(firers, rows.size)
    out[0][at] = np.where(told.target >= 0, marks[np.maximum(told.target, 0)], NOWHERE)
    out[1][at] = told.share


def pair_view(state: State, now: Now, rows: Ints, marks: Ints, part: slice = slice(None)) -> Flags:
    """Whether the ground leaves each target in the firer's view, (b, N, T)."""
    table, cadre, forces = now.setting.tables.spotting, now.setting.cadre, state.forces
    here, there = (np.maximum(forces.hex[part][:, some], 0) for some in (rows, marks))
    tall = table.height[cadre.target, forces.posture[part]][:, marks]
    least = above_growth(tall, growth_dm(now, there))
    return in_view(now.setting.lines, np.full(here.shape, STANDING), here, there, least)


def light_of(now: Now) -> Ints:
    """Row of `FireTable.lights` in each game (fire.4)."""
    fog = now.setting.tables.fire.lights.index(FOG)
    return np.where(now.air.fog & ~now.air.night, fog, now.air.light)


def pair_visibility(
    state: State,
    now: Now,
    meters: NDArray[np.int32],
    here: Ints,
    there: Ints,
    wanted: Flags,
    part: slice = slice(None),
) -> Ints:
    """Q10 visibility factor of each pair (b, N, T): light, distance one sees, smoke and dust (fire.4).

    Smoke and dust are asked of the `wanted` pairs alone.
    """
    table = now.setting.tables.fire
    share = np.full(meters.shape, ONE, np.int64)
    clear = clear_air(state, now)[part]
    if (clear < ONE).any():
        first = np.broadcast_to(here[:, :, None], meters.shape)
        share = _through(now, clear, first, there[:, None, :], wanted)
    natural = now.air.natural[part][:, None, None]
    return visibility(light_of(now)[part][:, None, None], meters, natural, share, table)


def _through(
    now: Now, clear: Ints, here: NDArray[np.integer], there: NDArray[np.integer], wanted: Flags
) -> Ints:
    """Q10 of what smoke and dust let through between hexes; nothing beyond the reach of the sight table."""
    first, last = np.broadcast_arrays(here, there)
    out = np.zeros(first.shape, np.int64)
    asked = np.nonzero(wanted)
    column = offsets_of(now.setting.lines, first[asked], last[asked])
    known = tuple(axis[column >= 0] for axis in asked)
    start = first[known].astype(np.int64)
    out[known] = through(now.setting.lines, clear, known[0], start, column[column >= 0])
    return out


def worth_of(state: State, now: Now, arms: Arms) -> tuple[Ints, Ints]:
    """Q10 exposed share, and Q10 share of the time left for shooting, of every unit as a target (B, U)."""
    table, forces = now.setting.tables.fire, state.forces
    visible = visible_men(forces.posture, forces.men, arms.force.sheltered, table)
    return exposed_at(state, now, arms, forces.hex), search(_together(state, now, visible), table)


def exposed_at(state: State, now: Now, arms: Arms, place: NDArray[np.int32]) -> Ints:
    """Q10 exposed share of the units (B, U) on the ground at `place`, their works counted in (works.1)."""
    table, forces = now.setting.tables.fire, state.forces
    men = (forces.men, arms.force.sheltered, table)
    cover = cover_of(now, place)
    exposed = exposure(forces.posture, forces.suppression, cover, *men)
    deep = exposure(np.full_like(forces.posture, TRENCH), forces.suppression, cover, *men)
    below = exposed + ((deep - exposed) * depth(state, now) >> 10)
    return np.where(forces.posture == SCRAPE, below, exposed)


def _together(state: State, now: Now, visible: Ints) -> Ints:
    """Visible men of the side in each unit's hex: who lies close together is found together."""
    side, hexes = now.setting.cadre.side, now.setting.board.hexes
    total = np.zeros((state.games, 2, hexes), np.int64)
    game, unit = np.nonzero(alive(state.forces))
    place = state.forces.hex[game, unit]
    np.add.at(total, (game, side[unit], place), visible[game, unit])
    games = np.arange(state.games)[:, None]
    return np.where(alive(state.forces), total[games, side, np.maximum(state.forces.hex, 0)], 0)


def _laid(state: State, now: Now, rows: Ints, target: NDArray[np.int32], share: Ints) -> Aims:
    """Geometry of the aims: range, light, hexside, front."""
    setting, forces = now.setting, state.forces
    board, table = setting.board, setting.tables.fire
    games = np.arange(state.games)[:, None, None]
    whom = np.maximum(target, 0)
    here = np.maximum(forces.hex[:, rows], 0)[:, :, None]
    there = np.maximum(forces.hex[games, whom], 0)
    meters = board.meters(here, there)
    side = hexside(board.qr[there], np.broadcast_to(board.qr[here], (*there.shape, 2)))
    closing = now.moved[games, whom] & now.setting.cadre.foot[whom]
    clear = clear_air(state, now)
    smoke = _through(now, clear, here, there, share > 0) if (clear < ONE).any() else np.full(there.shape, ONE)
    light = light_of(now)[:, None, None]
    seen = visibility(light, meters, now.air.natural[:, None, None], smoke, table)
    return Aims(
        target=np.where(share > 0, target, NOWHERE),
        share=share,
        step=fire_range(meters, closing, table),
        visibility=np.where(share > 0, seen, 0),
        flank=through_flank(forces.facing[games, whom], side),
        front=number_fronts(np.where(share > 0, there, 0), side, board.hexes),
    )


def _resolve(state: State, now: Now, arms: Arms, rows: Ints, aims: Aims) -> FireResult:
    setting, forces = now.setting, state.forces
    exposed, found = worth_of(state, now, arms)
    firers = Firers(
        arms.arms[:, rows],
        forces.suppression[:, rows],
        arms.quality[:, rows],
        forces.fatigue[:, rows],
        arms.rate[:, rows],
    )
    targets = Targets(exposed, found, forces.men, arms.force.sheltered)
    told = expect(firers, targets, aims, minutes=now.minutes, table=setting.tables.fire)
    words = now.dice.words("fire", len(setting.cadre), 2)
    return resolve(told, words, setting.tables.fire_law)


def _book(state: State, now: Now, rows: Ints, aims: Aims, told: FireResult) -> None:
    """Take the losses off, add the stress, keep who fired, and tell why."""
    forces, cadre = state.forces, now.setting.cadre
    units = np.arange(len(cadre))
    place = forces.hex
    share = np.asarray(aims.share, np.int64)
    busy = (share > 0) & (np.asarray(aims.target) >= 0)
    now.engaged[:, rows] += np.where(busy, share, 0).sum(axis=-1)
    now.fired[:, rows] |= busy.any(axis=-1)
    for cause in np.flatnonzero(told.causes.any(axis=(0, 1))):
        lost = lose(forces, now, told.causes[..., cause], int(cause))
        now.log.tell(
            "lost", lost > 0, seen=1 << cadre.side, unit=units, hex=place, amount=lost, detail=int(cause)
        )
    now.stress += told.stress
    now.struck |= told.stress > 0
    expected = told.expected
    for name, part in (("movement_fire", slice(0, REACTIONS)), ("fire", slice(REACTIONS, None))):
        some = (expected[..., part] > 0) & busy[..., part]
        now.log.explain(
            name,
            some,
            base=told.base[..., part],
            factors=told.factors[..., part, :],
            expected=expected[..., part],
            result=0,
            source=rows[:, None],
            target=np.asarray(aims.target)[..., part],
        )
    now.log.explain(
        "losses",
        told.total > 0,
        base=milli(told.told.cost.sum(axis=-1)),
        factors=np.empty((*told.total.shape, 0), np.int32),
        expected=told.total,
        draw=told.draw,
        result=told.lost,
        target=units,
        hex=place,
    )
    _tell_fire(state, now, rows, aims, busy)


def _tell_fire(state: State, now: Now, rows: Ints, aims: Aims, busy: Flags) -> None:
    """One event for each firer and its first target: the firer's side knows, the target's only if it sees."""
    games = np.arange(state.games)[:, None]
    first = busy.argmax(axis=-1)
    target = np.take_along_axis(np.asarray(aims.target), first[..., None], axis=-1)[..., 0]
    known = now.seen()
    # Who fires in passing at somebody unknown knows where he is, not who.
    named = known[games, np.maximum(target, 0)] >> now.setting.cadre.side[rows] & 1
    now.log.tell(
        "fired",
        busy.any(axis=-1),
        seen=known[:, rows],
        unit=rows,
        other=np.where(named > 0, target, NOWHERE),
        hex=np.maximum(state.forces.hex[games, np.maximum(target, 0)], 0),
    )
