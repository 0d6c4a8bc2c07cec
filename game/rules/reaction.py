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
from game.rules.stacking import first_of
from game.rules.tables import BITS

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NOBODY = -1
_FINE = 30


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
    """Fire at movers in a pulse, (B, U, K): whom each firer fires at, those longest before him first.

    Attributes
    ----------
    target : int32
        Row of the mover, `NOBODY` for none.
    share : int64
        Q10 of the firer's fire of the pulse; those of a firer come to 1024 at most.
    meters : int64
        Least distance, 0 for none.
    """

    target: NDArray[np.int32]
    share: Ints
    meters: Ints


def volleys(found: Exposures, shape: tuple[int, ...], tenths: int, most: int) -> Volleys:
    """Divide each firer's time among the movers that come before him.

    Parameters
    ----------
    found : Exposures
        From `exposures`.
    shape : tuple of int
        B, T and U, the shape of `where`.
    tenths : int
        Tenths of a minute in a tick.
    most : int
        Movers that a firer can fire at in a pulse, K.

    Returns
    -------
    Volleys

    Notes
    -----
    Rule movement.8. A firer has the time of each tick and no more: if the movers before him are exposed for
    longer all together, he divides it among them. Of equal movers the lower row goes first.
    """
    battles, ticks, units = shape
    owner = found.battle.astype(np.int64) * units + found.firer
    time = _divided(found, owner * ticks + found.tick, tenths)
    pair, group = np.unique(owner * units + found.mover, return_inverse=True)
    share, near = np.zeros(pair.size, np.int64), np.full(pair.size, np.iinfo(np.int64).max)
    np.add.at(share, group, time)
    np.minimum.at(near, group, found.meters)
    by = np.lexsort((pair, -share, pair // units))
    firer, mover = np.divmod(pair[by], units)
    rank = np.arange(firer.size) - first_of(firer)
    kept = rank < most
    place = firer[kept] * most + rank[kept]
    target = np.full(battles * units * most, NOBODY, np.int32)
    parts = np.zeros((2, target.size), np.int64)
    target[place] = mover[kept]
    parts[:, place] = (share[by][kept] >> _FINE - BITS) // ticks, near[by][kept]
    wide = (battles, units, most)
    return Volleys(target.reshape(wide), *(part.reshape(wide) for part in parts))


def _divided(found: Exposures, slot: Ints, tenths: int) -> Ints:
    """Part of a tick, with `_FINE` binary places, that each exposure takes of the time of its firer there."""
    time = found.tenths.astype(np.int64)
    _, group = np.unique(slot, return_inverse=True)
    asked = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    np.add.at(asked, group, time)
    return (time << _FINE) // np.maximum(asked, tenths)[group]
