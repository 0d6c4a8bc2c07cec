"""Spotting: who notices whom in a pulse (rules spotting.1, 2, 4 and 5).

Every observer on the board has a chance against every enemy that stands in his view, and what he misses
another may notice. One draw for each target and side decides between seen, known by its flash, heard, and
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.beliefs_table import GRADES
from game.rules.chance import Bits, happens, permille
from game.rules.fixed import mul, ratio
from game.rules.spotting_odds import at_least_one
from game.rules.spotting_pairs import Conditions, Marks, Watch, pair_up
from game.rules.spotting_table import FIRING, MOVING, SpottingTable
from game.rules.tables import ONE
from game.rules.visibility import Lines, above_growth

Ints = NDArray[np.int64]

FACTORS = ("smoke", "watchfulness", "others_and_time")
"""Of the ledger: what smoke and dust let through, the share of the best observer that looks, and what the
other observers and the length of the pulse add."""
SOUND, FLASH, SEEN = (GRADES.index(name) for name in ("sound", "flash", "seen"))


@dataclass(frozen=True, slots=True, eq=False)
class Spotted:
    """What each side noticed of each unit, [..., 2, U] each; own units have no grade.

    Attributes
    ----------
    grade : uint8
        Row of `GRADES`.
    source : int32
        The observer with the best chance to see it, -1 where nobody could.
    base, expected : int64
        Q16: that observer's chance by distance alone, and the chance that the side sees the target.
    factors : int32[..., 2, U, F]
        Q10, in the order of `FACTORS`.
    chance : int64
        Q16 that the side notices it in any way.
    draw : uint16
        Per mille; the lower, the better for the observers.
    """

    grade: NDArray[np.uint8]
    source: NDArray[np.int32]
    base: Ints
    factors: NDArray[np.int32]
    expected: Ints
    chance: Ints
    draw: NDArray[np.uint16]


def watch(
    table: SpottingTable, *, target: ArrayLike, posture: ArrayLike, crest: ArrayLike, suppression: ArrayLike
) -> Watch:
    """Units as observers.

    Parameters
    ----------
    table : SpottingTable
        The frozen numbers.
    target, posture : (..., U) int
        Row of `spotting.detection` of the unit's kind, posture.
    crest : (..., U) bool
        Whether it stands on a crest.
    suppression : (..., U) int
        Q10; suppressed men keep their heads down.

    Returns
    -------
    Watch

    Notes
    -----
    Rule spotting.2.
    """
    eyes = table.eyes[np.asarray(target), np.asarray(crest, np.int64)]
    alert = np.clip(ONE - np.asarray(suppression, np.int64), 0, ONE)
    return Watch(table.low[np.asarray(posture)].astype(np.int64), eyes, np.where(eyes > 0, alert, 0))


def marks(
    table: SpottingTable,
    *,
    target: ArrayLike,
    posture: ArrayLike,
    moving: ArrayLike,
    firing: ArrayLike,
    growth_dm: ArrayLike,
    stealth: ArrayLike = ONE,
) -> Marks:
    """Units as targets.

    Parameters
    ----------
    table : SpottingTable
        The frozen numbers.
    target, posture : (..., U) int
        Row of `spotting.detection` of the unit's kind, posture.
    moving, firing : (..., U) bool
        What it does in the pulse.
    growth_dm : (..., U) int
        Decimeters of growth or houses at its hex (`terrain.concealment`).
    stealth : (..., U) int
        Q10 factor of the way it moves (`movement.modes`).

    Returns
    -------
    Marks

    Notes
    -----
    Rules spotting.1, 4, 5: a target that the growth covers can be made out by one who sees the ground there,
    at `overgrown` of the distance. Stealth counts for one that does not fire.
    """
    row, how = np.asarray(target), np.asarray(posture)
    moves, fires = np.asarray(moving, np.bool_), np.asarray(firing, np.bool_)
    height = above_growth(table.height[row, how], growth_dm)
    seen = table.range_m[row, MOVING * moves + FIRING * fires, how]
    seen = mul(seen, np.where(height > 0, ONE, table.overgrown), np.where(fires, ONE, stealth))
    flash, sound = np.where(fires, table.flash_m[row], 0), np.where(moves, table.sound_m[row], 0)
    return Marks(seen, flash, sound, height)


def spot(
    table: SpottingTable,
    lines: Lines,
    side: ArrayLike,
    hexes: ArrayLike,
    watching: Watch,
    target: Marks,
    conditions: Conditions,
    bits: Bits,
) -> Spotted:
    """Decide what each side notices of the other in one pulse.

    Parameters
    ----------
    table : SpottingTable
        The frozen numbers.
    lines : Lines
        Of the board.
    side : (U,) int
        Row of `SIDES`.
    hexes : (..., U) int
        -1 for a unit off the board, which neither sees nor is seen.
    watching, target : Watch and Marks
        From `watch` and `marks`.
    conditions : Conditions
        Light and air.
    bits : (..., 2, U) uint64
        One word for each side and unit, of the purpose "sight"; leading axes may be missing.

    Returns
    -------
    Spotted

    Notes
    -----
    Rules spotting.1, 2, 4, 5. One word decides all grades of a target: below the chance of being seen it is
    seen, below that of being seen or known by its flash the latter, and so on.
    """
    place = np.asarray(hexes, np.int64)
    shape = (*place.shape[:-1], 2, place.shape[-1])
    found = pair_up(table, lines, np.asarray(side), place, watching, target, conditions)
    logs = found.logs * conditions.minutes // table.pulse_minutes
    chance = at_least_one(np.cumsum(logs, axis=0)).reshape(3, *shape)
    dice = np.broadcast_to(bits, shape)
    grade = np.zeros(shape, np.uint8)
    for row, name in ((2, SOUND), (1, FLASH), (0, SEEN)):
        grade[happens(dice, chance[row])] = name
    others = ratio(chance[0], found.best.reshape(shape))
    smoke, alert = (part.reshape(shape) for part in (found.smoke, found.alert))
    return Spotted(
        grade=grade,
        source=found.source.reshape(shape).astype(np.int32),
        base=found.near.reshape(shape),
        factors=np.stack([smoke, alert, others], axis=-1).astype(np.int32),
        expected=chance[0],
        chance=chance[2],
        draw=permille(dice),
    )
