"""What shells and bombs do where they fall: men, guns, works, wire, air; what their side is told."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.dice import Bits
from game.engine.pulse.now import Ints, Now, alive, lose
from game.engine.state import State
from game.rules import artillery, dispersion, shelled_ground
from game.rules.artillery_table import ShellTable
from game.rules.counter_battery import guns_lost
from game.rules.fire_table import CAUSES
from game.rules.tables import ONE, POSTURES
from game.rules.works import trench_share

SHELLS = CAUSES.index("artillery")
COLUMN, RIDING = POSTURES.index("column"), POSTURES.index("riding")
DUG_IN = tuple(POSTURES.index(name) for name in ("scrape", "trench", "bunker"))


def hurt(
    state: State,
    now: Now,
    rule: str,
    cause: int,
    told: artillery.Shelled,
    place: NDArray[np.int32],
    source: NDArray[np.int32] | int = NOWHERE,
) -> None:
    """Losses and stress of units under shells or bombs, with why, and what each side hears of them."""
    lost = lose(state.forces, now, told.result, cause)
    now.stress += told.stress
    now.shelled |= told.stress > 0
    now.struck |= told.stress > 0
    now.log.explain(
        rule,
        (told.expected > 0) | (told.result > 0),
        base=told.base,
        factors=told.factors,
        expected=told.expected,
        draw=told.draw,
        result=told.result,
        source=source,
        target=np.arange(len(now.setting.cadre)),
        hex=place,
    )
    tell_lost(now, lost, cause, place, source)


def under(
    state: State,
    now: Now,
    fallen: dispersion.Landed,
    there: NDArray[np.int32],
    cover: NDArray[np.int16],
    words: Bits,
    table: ShellTable,
) -> artillery.Shelled:
    """What shells or bombs did to the units (B, U) at `there`; only those on whom some fell are asked."""
    forces, flat = state.forces, fallen.rounds.reshape(-1, fallen.rounds.shape[-1])
    place = np.arange(len(there))[:, None] * fallen.rounds.shape[1] + there
    hit = np.zeros(len(flat), np.bool_)
    hit[fallen.struck] = True
    at = np.nonzero((there >= 0) & hit[place])
    told = artillery.shell(
        flat,
        place[at],
        forces.men[at],
        forces.posture[at],
        cover[at],
        words[at],
        table,
        trench_share(now.setting.tables.works, forces.works[at]),
    )
    return _spread(told, at, there.shape)


def _spread(
    told: artillery.Shelled, at: tuple[NDArray[np.intp], ...], shape: tuple[int, ...]
) -> artillery.Shelled:
    """What befell units at (game, unit), among all units: nothing befell the others."""

    def wide(part: NDArray[Any]) -> NDArray[Any]:
        out = np.zeros((*shape, *part.shape[1:]), part.dtype)
        out[at] = part
        return out

    return artillery.Shelled(*(wide(getattr(told, field.name)) for field in fields(told)))


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


def witnesses(state: State, now: Now, aim: NDArray[np.int64]) -> Ints:
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


def materiel(state: State, now: Now, landed: Ints, there: NDArray[np.int32]) -> None:
    """Guns put out of action (artillery.6)."""
    setting, forces = now.setting, state.forces
    rows = np.flatnonzero(setting.guns.any(axis=-1))
    rows = rows[dispersion.landed_on(landed, there[:, rows]).any(axis=(0, 2))]
    if not rows.size:
        return
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


def plow(state: State, now: Now, fallen: dispersion.Landed, there: NDArray[np.int32]) -> None:
    """Works ruined, wire cut, dust raised, the road closed (artillery.10 to 12, works.3)."""
    setting, forces = now.setting, state.forces
    shells, batteries = setting.tables.shells, setting.tables.batteries
    ruin_works(state, fallen, there, shells)
    cut_wire(state, now, fallen, 0)
    raise_dust(state, now, fallen, setting.tables.rules.value("artillery", "dust_visibility"), shells)
    fell = fallen.rounds.reshape(-1, fallen.rounds.shape[-1])[fallen.struck].sum(axis=-1) >> 16
    state.ground.under_fire.reshape(-1)[fallen.struck] += fell.astype(np.int32)
    in_column = (forces.posture == COLUMN) | (forces.posture == RIDING)
    at = np.nonzero(in_column & now.moved & (there >= 0))
    held = shelled_ground.stopped(fallen.rounds[at[0], there[at]], shells, batteries)
    forces.carried[at] -= held.astype(np.int32)


def ruin_works(state: State, fallen: dispersion.Landed, there: NDArray[np.int32], table: ShellTable) -> None:
    """Works under shells or bombs (artillery.12)."""
    forces = state.forces
    at = np.nonzero((forces.works > 0) & (there >= 0))
    forces.works[at] = shelled_ground.works_left(forces.works[at], fallen.rounds[at[0], there[at]], table)


def raise_dust(state: State, now: Now, fallen: dispersion.Landed, visibility: int, table: ShellTable) -> None:
    """Let dust, as over dry ground, hang where shells or bombs fell: thinner where the ground is wet."""
    rounds, struck = fallen.rounds.reshape(-1, fallen.rounds.shape[-1]), fallen.struck
    cloud = shelled_ground.dust(rounds[struck], visibility, ONE, table)
    thick = now.setting.tables.rules.table("artillery", "dust_ground").column("factor")[now.air.ground]
    less = ONE - ((ONE - cloud) * thick[struck // now.setting.board.hexes] >> 10)
    dust = state.ground.dust.reshape(-1)
    dust[struck] = np.minimum(dust[struck], less)


def _wire_words(now: Now, first: int, hexes: Ints) -> Bits:
    """Words (B, N, 6) of the sides of hexes, in rising order, for shells or bombs."""
    low, high = int(hexes[0]), int(hexes[-1])
    begin = (first * now.setting.board.hexes + low) * 6
    return now.dice.words("wire", high - low + 1, 6, begin=begin)[:, hexes - low]


def cut_wire(state: State, now: Now, fallen: dispersion.Landed, first: int) -> None:
    """Belts cut by shells (`first` 0) or bombs (1), on both hexes of each side."""
    board, wire, landed = now.setting.board, state.ground.wire, fallen.rounds
    hexes = np.unique(fallen.struck % board.hexes)
    hexes = hexes[(wire[:, hexes] > 0).any(axis=(0, 2))]
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
