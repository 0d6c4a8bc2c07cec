"""Reaction fire: which enemies see which step of a march, as arrays for the fire of that tick.

Ground is controlled by fire, not by a zone: whoever moves into the sight and reach of an enemy that is not
pinned down is fired at for the minutes he is there, and once more when he leaves a hex next to an enemy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import Board
from game.rules.los import STANDING, SightTable, stands_out
from game.rules.movement import Steps
from game.rules.movement_table import MarchTable
from game.rules.tables import BITS

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Exposures:
    """One row for each step and each enemy that may fire at it, [N], in the order of the steps.

    Attributes
    ----------
    battle, tick, mover, firer, hex : int32[N]
        Row of the flattened batch; unit rows; the hex in which the mover is caught.
    meters : int32[N]
        Between the two hexes.
    tenths : int32[N]
        Tenths of a minute of fire: those of the step, or of one volley for the leaving of a hex.
    leaving : bool[N]
        Whether this is the fire of one next to the hex that is left, at the mover's back (rule movement.8).
    """

    battle: NDArray[np.int32]
    tick: NDArray[np.int32]
    mover: NDArray[np.int32]
    firer: NDArray[np.int32]
    hex: NDArray[np.int32]
    meters: NDArray[np.int32]
    tenths: NDArray[np.int32]
    leaving: Flags


def exposures(
    table: MarchTable,
    steps: Steps,
    board: Board,
    sight: SightTable,
    where: NDArray[np.int32],
    side: ArrayLike,
    ready: ArrayLike,
    reach_m: ArrayLike,
    target_dm: ArrayLike,
    visible_m: ArrayLike,
) -> Exposures:
    """List who is exposed to whom while he moves.

    Parameters
    ----------
    table : MarchTable
        Of the ruleset.
    steps : Steps
        From `movement.move`.
    board : Board
        For distances.
    sight : SightTable
        Of the board.
    where : (B, T, U) int32
        Hexes of all units after each tick (`Moved.hex` with its batch flattened): firers stand there.
    side, ready, reach_m, target_dm : (U,) or (B, U) int
        Side; whether the unit can open fire (not pinned, not broken, with ammunition); its reach with what it
        has, 0 for none; decimeters that it stands above the ground while it moves.
    visible_m : () or (B,) int
        How far one sees in this pulse.

    Returns
    -------
    Exposures

    Notes
    -----
    Rule movement.8 and section 9 of the study. The number of pairs is steps x units of a battle at most and
    is thinned by side, readiness and distance before the sight table is asked. A firer stands up to see.
    """
    battles, _, units = where.shape
    own, able, reach, tall = (
        np.broadcast_to(np.asarray(part), (battles, units)) for part in (side, ready, reach_m, target_dm)
    )
    far = np.minimum(reach, np.broadcast_to(np.asarray(visible_m), (battles,))[:, None])
    parts = [_pairs(steps, board, where, own, able, far, steps.target)]
    # Only who stands next to the hex gets the shot at a turned back; the others had theirs at the step.
    beside = np.minimum(far, board.scale)
    parts += [_pairs(steps, board, where, own, able, beside, steps.source)] * table.leave_fires
    n, firer, meters = (np.concatenate(column) for column in zip(*parts, strict=True))
    leaving = np.arange(n.size) >= parts[0][0].size
    place = np.where(leaving, steps.source[n], steps.target[n])
    at = where[steps.battle[n], steps.tick[n], firer]
    seen = stands_out(sight.hmin(STANDING, at, place), tall[steps.battle[n], steps.unit[n]])
    by = np.flatnonzero(seen)
    by = by[np.lexsort((firer[by], leaving[by], n[by]))]
    n, leaving = n[by], leaving[by]
    return Exposures(
        battle=steps.battle[n],
        tick=steps.tick[n],
        mover=steps.unit[n],
        firer=firer[by].astype(np.int32),
        hex=place[by].astype(np.int32),
        meters=meters[by].astype(np.int32),
        tenths=steps.tenths[n],
        leaving=leaving,
    )


def _pairs(
    steps: Steps,
    board: Board,
    where: NDArray[np.int32],
    own: Ints,
    able: Ints,
    far: Ints,
    place: NDArray[np.int32],
) -> tuple[Ints, Ints, Ints]:
    """Steps and enemies within reach of them: rows of the steps, rows of the firers, meters."""
    battle, at = steps.battle, where[steps.battle, steps.tick]
    enemy = own[battle] != own[battle, steps.unit][:, None]
    n, firer = np.nonzero(enemy & (at >= 0) & (able[battle] != 0) & (far[battle] > 0))
    meters = board.meters(at[n, firer], place[n]).astype(np.int64)
    close = meters <= far[battle[n], firer]
    return n[close], firer[close], meters[close]


@dataclass(frozen=True, slots=True, eq=False)
class Volleys:
    """Fire of each enemy at each mover in a tick, [K], ordered by battle, tick, mover and firer.

    Attributes
    ----------
    battle, tick, mover, firer, hex : int32[K]
        Row of the flattened batch; unit rows; where the firer has the mover nearest, of two such hexes the
        first.
    meters : int64[K]
        To that hex.
    share : int64[K]
        Q10 of the firer's fire in the tick.
    spent : int64[B, U]
        Q10 of the pulse that each unit fires at movers: what it has less for the fire that follows.
    """

    battle: NDArray[np.int32]
    tick: NDArray[np.int32]
    mover: NDArray[np.int32]
    firer: NDArray[np.int32]
    hex: NDArray[np.int32]
    meters: Ints
    share: Ints
    spent: Ints


def volleys(found: Exposures, shape: tuple[int, ...], tenths: int) -> Volleys:
    """Put the exposures of a pair in a tick together and divide each firer's time among his movers.

    Parameters
    ----------
    found : Exposures
        From `exposures`.
    shape : tuple of int
        B, T and U, the shape of `where`.
    tenths : int
        Tenths of a minute in a tick.

    Returns
    -------
    Volleys

    Notes
    -----
    Rule movement.8. A firer has the time of the tick and no more: who has more movers before him than that
    divides it among them by the time that each is exposed.
    """
    battles, ticks, units = shape
    slot = found.battle.astype(np.int64) * ticks + found.tick
    key = (slot * units + found.mover) * units + found.firer
    by = np.lexsort((found.meters, key))
    first = np.flatnonzero(np.diff(key[by], prepend=-1))
    row, group = by[first], np.cumsum(np.diff(key[by], prepend=-1) != 0) - 1
    time = np.zeros(row.size, np.int64)
    np.add.at(time, group, found.tenths[by])
    owner = slot[row] * units + found.firer[row]
    asked = np.zeros(battles * ticks * units, np.int64)
    np.add.at(asked, owner, time)
    share = (time << BITS) // np.maximum(asked[owner], tenths)
    spent = (np.minimum(asked, tenths) << BITS).reshape(shape).sum(axis=1) // (tenths * ticks)
    return Volleys(
        battle=found.battle[row],
        tick=found.tick[row],
        mover=found.mover[row],
        firer=found.firer[row],
        hex=found.hex[row],
        meters=found.meters[row].astype(np.int64),
        share=share,
        spent=spent,
    )
