"""Pictures of the ground that a view allows: lines of sight, ranges, the enemy's fire as believed, supply.

Every function takes a `View` alone, so what a map shows of it can tell no more than the side knows. They
inform and decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.engine.imagine import believed
from game.engine.options import in_range
from game.engine.seeing import MAN_DM
from game.engine.view import View
from game.rules.fire_arms import arms, muster
from game.rules.los import STANDING
from game.rules.tables import ONE
from game.rules.visibility import in_view

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
DEAD, BEYOND, SEEN = range(3)
SIGHT = ("dead", "beyond", "seen")
"""Of a hex: dead ground; in line, but too far for light and air; a man standing there is seen."""
CLOSE, EFFECTIVE, LONG = range(3)
BANDS = ("close", "effective", "long")
"""Range bands of direct fire by what is left of its effect."""
LEAST = (ONE * 3 // 4, ONE // 4, 1)
"""Q10 of the full effect from which a distance belongs to each band."""
NOTHING = -1


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """How far a unit's weapons carry, [H].

    `band` int8 row of `BANDS`, -1 beyond them or for the unarmed; `in_line` bool where the ground lets it
    shoot; `guns` bool what its guns reach with indirect fire. `meters` is where each band ends.
    """

    band: NDArray[np.int8]
    in_line: Flags
    guns: Flags
    meters: tuple[int, int, int]


def sight_from(view: View, hexes: ArrayLike, target_dm: int = MAN_DM) -> NDArray[np.int8]:
    """What observers who stand in some hexes see of each hex.

    Parameters
    ----------
    view : View
        For the ground, and for the light and air of the hour.
    hexes : (N) int
        Where they stand.
    target_dm : int
        Height of what is looked for, in decimeters.

    Returns
    -------
    int8[H]
        Row of `SIGHT`: the best that any of them has.
    """
    board, seers = view.board, np.atleast_1d(np.asarray(hexes, np.int64))
    every = np.arange(board.hexes)
    out = np.full(board.hexes, DEAD, np.int8)
    if not seers.size:
        return out
    line = in_view(view.lines, np.full(seers.size, STANDING), seers, every, np.full(board.hexes, target_dm))
    near = board.meters(seers[:, None], every) <= view.public.natural
    out[line.any(axis=0)] = BEYOND
    out[(line & near).any(axis=0)] = SEEN
    out[seers] = SEEN
    return out


def ranges(view: View, unit: int) -> Ranges:
    """Range bands of an own unit from where it stands, with the ammunition that it has (fire.2, fire.3)."""
    board, here = view.board, int(view.forces.hex[unit])
    guns = np.zeros(board.hexes, np.bool_)
    none = Ranges(np.full(board.hexes, NOTHING, np.int8), guns.copy(), guns, (0, 0, 0))
    if not view.own[unit] or here < 0:
        return none
    guns[in_range(view, unit)] = True
    left = _left(view, np.array([unit]))[0]
    if not left.any():
        return Ranges(none.band, none.in_line, guns, none.meters)
    band = np.select([left >= least for least in LEAST], range(len(BANDS)), NOTHING).astype(np.int8)
    meters = board.meters(here, np.arange(board.hexes))
    ends = tuple(int(view.tables.fire.step * _last(left >= least)) for least in LEAST)
    return Ranges(
        band=np.where(meters < len(band) * view.tables.fire.step, band[_step(view, meters)], NOTHING).astype(
            np.int8
        ),
        in_line=sight_from(view, [here]) != DEAD,
        guns=guns,
        meters=(ends[0], ends[1], ends[2]),
    )


def _last(flags: Flags) -> int:
    """The last place of a row that is true, 0 for none."""
    found = np.flatnonzero(flags)
    return int(found[-1]) if found.size else 0


def _step(view: View, meters: ArrayLike) -> Ints:
    """Step of range for distances, the last one for what lies beyond."""
    table = view.tables.fire
    return np.minimum(np.asarray(meters, np.int64) // table.step, len(table.reach) - 1)


def _left(view: View, rows: Ints) -> Ints:
    """Q10 of the full effect of units' fire that is left at each step of range, (N, B)."""
    force = _ready(view, rows)
    full = np.maximum(force.sum(axis=-1), 1)
    return np.asarray(force @ view.tables.fire.reach.T.astype(np.int64) // full[:, None], np.int64)


def _ready(view: View, rows: Ints) -> Ints:
    """Q10 rifle equivalents by profile (N, P): own units as they are, contacts as they are believed to be."""
    forces, table = believed(view), view.tables.fire
    force = muster(forces.weapons[rows], forces.vehicles[rows], forces.men[rows], table)
    shut = view.cadre.tanks[rows] & (forces.suppression[rows] > 0)
    return arms(force, forces.ammunition[rows], shut, table)


def danger(view: View) -> Ints:
    """Fire of the enemy that can fall on each hex, as far as he is known.

    Returns
    -------
    int64[H]
        Q10 rifle equivalents that would bear on a man standing there, each contact counted by how sure it
        is: weapons of its kind, thinned by range (fire.2, fire.3), over open lines of sight.
    """
    told, board = view.contacts, view.board
    rows = np.flatnonzero(~view.own & (told.hex >= 0) & (told.confidence > 0))
    if not rows.size:
        return np.zeros(board.hexes, np.int64)
    place, every = told.hex[rows].astype(np.int64), np.arange(board.hexes)
    meters = board.meters(place[:, None], every)
    table = view.tables.fire
    force = _ready(view, rows) @ table.reach.T.astype(np.int64) >> 10
    height = np.full(board.hexes, MAN_DM)
    open_ = in_view(view.lines, np.full(rows.size, STANDING), place, every, height)
    open_ &= meters <= np.minimum(view.public.natural, (len(table.reach) - 1) * table.step)
    bears = np.take_along_axis(force, _step(view, meters), axis=1)
    sure = told.confidence[rows].astype(np.int64)[:, None]
    return np.asarray((np.where(open_, bears, 0) * sure >> 16).sum(axis=0), np.int64)


def rounds_left(view: View) -> Ints:
    """Hundredths of a unit of fire of the scarcest stock that each own unit draws on, int64[U].

    -1 for who draws on none, stands off the map, or is not the side's.
    """
    forces, table = view.forces, view.tables.fire
    force = muster(forces.weapons, forces.vehicles, forces.men, table)
    draws = force.drawing > 0
    draws[:, 1] |= view.cadre.gun >= 0
    there = view.own & (forces.hex >= 0) & draws.any(axis=-1)
    least = np.where(draws, forces.ammunition.astype(np.int64), np.iinfo(np.int64).max).min(axis=-1)
    return np.where(there, least, NOTHING)


def formation(view: View, unit: int, chain: tuple[tuple[str, ...], ...], level: int = 0) -> Flags:
    """Own units under the same formation as a unit, bool[U].

    `chain` are the ids of the formations above each unit, the nearest first; `level` 0 is the unit's own,
    1 the one above it, and so on to the highest.
    """
    own: Flags = view.own & ~view.forces.gone
    if not own[unit] or not chain[unit]:
        return np.zeros(len(own), np.bool_)
    wanted = chain[unit][min(level, len(chain[unit]) - 1)]
    return own & np.array([wanted in above for above in chain], np.bool_)


def command_reach(view: View) -> int:
    """Meters from a headquarters within which a changed order comes in the short time (command.2)."""
    return int(view.tables.command.hq_reach)


FELT = (ONE // 4, 2 * ONE, 10 * ONE)
"""Q10 rifle equivalents from which the enemy's fire on a hex counts as felt, as heavy, as murderous: what a
company brings to bear at 600, at 400 and at 200 meters, about."""


def danger_classes(view: View) -> NDArray[np.int8]:
    """Class of `danger` of each hex, int8[H]: row of `FELT`, -1 where nothing is known to bear."""
    return (np.searchsorted(np.array(FELT), danger(view), side="right") - 1).astype(np.int8)


def scarce(view: View) -> int:
    """Hundredths of a unit of fire below which fire falls off (fire.1)."""
    return int(view.tables.fire.scarce)
