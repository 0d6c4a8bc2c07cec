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

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BLOCK = 2048
"""Steps that are looked at together, so that a batch of battles does not fill the memory."""


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
    n, firer, meters, leaving = _pairs(table, steps, board, where, (able != 0) & (far > 0), own, far)
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
    table: MarchTable, steps: Steps, board: Board, where: NDArray[np.int32], able: Flags, own: Ints, far: Ints
) -> tuple[Ints, Ints, Ints, Flags]:
    """Steps and enemies within reach of them: rows of the steps, rows of the firers, meters, and whether for
    the leaving of the hex.

    Only who stands next to the hex that is left gets the shot at a turned back; the others had theirs at the
    step. He is then two hexes from the hex entered at most.
    """
    least = np.maximum(far + 1, 2 * board.scale)
    around = np.where(able[:, None] & (where >= 0), (least**2 // board.scale**2)[:, None], -1)
    n, firer = _around(steps, board, where, around, own)
    place, reach = where[steps.battle[n], steps.tick[n], firer], far[steps.battle[n], firer]
    ahead = board.meters(place, steps.target[n])
    near = np.flatnonzero(ahead <= 2 * board.scale)
    behind = board.meters(place[near], steps.source[n[near]])
    back = np.flatnonzero(behind <= np.minimum(reach[near], board.scale))
    entered = np.flatnonzero(ahead <= reach)
    rows = np.concatenate([entered, *[near[back]] * table.leave_fires])
    meters = np.concatenate([ahead[entered], *[behind[back]] * table.leave_fires]).astype(np.int64)
    return n[rows], firer[rows], meters, np.arange(rows.size) >= entered.size


def _around(
    steps: Steps, board: Board, where: NDArray[np.int32], around: Ints, own: Ints
) -> tuple[Ints, Ints]:
    """Steps and enemies no farther than the square root of `around` (B, T, U), in hexes: rows of both."""
    to, of = board.qr[steps.target].astype(np.int32), board.qr[np.maximum(where, 0)].astype(np.int32)
    limit, found = around.astype(np.int32), []
    for first in range(0, steps.unit.size, _BLOCK):
        some = slice(first, first + _BLOCK)
        battle, tick = steps.battle[some], steps.tick[some]
        q, r = (of[battle, tick, :, k] - to[some, k, None] for k in (0, 1))
        close = q * q + q * r + r * r <= limit[battle, tick]
        n, firer = np.nonzero(close & (own[battle] != own[battle, steps.unit[some]][:, None]))
        found.append((n + first, firer))
    none = np.zeros(0, np.int64)
    n, firer = (np.concatenate(part) for part in zip((none, none), *found, strict=True))
    return n, firer
