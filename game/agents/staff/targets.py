"""What is played for as a staff sees it: each objective, its worth, who is believed there, who holds it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.picture import Picture
from game.agents.staff.maps import Maps
from game.agents.staff.prospects import prospects
from game.engine.view import View
from game.rules.victory_table import NOBODY

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

LONG = 4
"""Hexes of an objective up to which it is one target."""
UNSEEN = (8, 40)
"""Men taken to hold each hex where nobody is known, in small and in great battles: a side does not leave its
hills empty.
"""
SHARE = 20
"""Own men for each one taken to hold such a hex."""
ONE = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Objectives [O].

    Attributes
    ----------
    hexes, open : tuple of int64[...]
        All hexes of each, and those not known as own that may be entered.
    gain, risk : int64[O]
        Thousandths of a point that taking the open hexes brings, and that losing the own ones costs.
    foe, beside, near : int64[O]
        Men believed in the open hexes, next to them, and within reach of the place, the farther the fewer.
    dug : bool[O]
    """

    hexes: tuple[Ints, ...]
    open: tuple[Ints, ...]
    gain: Ints
    risk: Ints
    foe: Ints
    beside: Ints
    near: Ints
    dug: Flags

    def __len__(self) -> int:
        return len(self.hexes)


def draw_targets(picture: Picture, maps: Maps) -> Targets:
    """The objectives of a picture."""
    view, ground = picture.view, picture.view.stakes.victory.ground
    control = view.ground.control
    all_, open_, gain, risk, foe, beside, near, dug = [], [], [], [], [], [], [], []
    left, now, fixed = _left(picture), prospects(view, control), _fixed(picture)
    unseen = int(np.clip(view.forces.men[view.own & view.cadre.foot].sum() // SHARE, *UNSEEN))
    for row, hexes in _places(picture):
        size = int((ground.parts[:, row] > 0).sum())
        # Nobody goes into ground that is closed or has its price: what lies there is not to be won.
        free = hexes[(control[hexes] != view.side) & ~picture.shut[0][hexes]]
        worth = (
            int(ground.weight[row]) * _part(ground.at_end[row], ground.on_average[row], left) // (ONE * size)
        )
        own = hexes[control[hexes] == view.side]
        all_.append(hexes)
        open_.append(free)
        taken, lost = _besides(view, now, free, view.side), -_besides(view, now, own, 1 - view.side)
        gain.append(max(0, worth * int(free.size + (control[free] == 1 - view.side).sum()) + taken))
        risk.append(max(0, worth * 2 * own.size + lost))
        believed = _believed(picture, free, fixed, unseen)
        foe.append(believed)
        beside.append(int(picture.enemy[_around(picture, free)].sum()))
        near.append(maps.near(hexes))
        dug.append(bool(picture.dug[free].any()))
    told = np.array([gain, risk, foe, beside, near], np.int64).reshape(5, len(all_))
    return Targets(
        tuple(all_), tuple(open_), told[0], told[1], told[2], told[3], told[4], np.array(dug, np.bool_)
    )


def _besides(view: View, now: Floats, hexes: Ints, side: int) -> int:
    """Thousandths of a point to the side of the view, beside the objectives, if some hexes came to a side."""
    changed = view.ground.control.copy()
    changed[hexes] = side
    return round(float(prospects(view, changed) - now) * (1 if view.side == 0 else -1))


def _places(picture: Picture) -> list[tuple[int, Ints]]:
    """Objectives (rows) with their hexes; a long one hex by hex: a strip is not stormed as a whole."""
    ground = picture.view.stakes.victory.ground
    found = []
    for row in range(ground.parts.shape[1]):
        hexes = ground.hexes[ground.parts[:, row] > 0].astype(np.int64)
        parts = [hexes] if hexes.size <= LONG else [hexes[n : n + 1] for n in range(hexes.size)]
        found += [(row, part) for part in parts]
    return found


def _left(picture: Picture) -> int:
    """Q10 of the battle that is still to come."""
    calendar = picture.view.calendar
    first, last = int(calendar.turn_start[0]), int(calendar.turn_end[-1])
    return (last - picture.view.minute) * ONE // max(1, last - first)


def _part(at_end: int, on_average: int, left: int) -> int:
    """Q10 of an objective's weight that can still be won by holding it from now on."""
    return int(at_end) + (int(on_average) * left >> 10)


def _fixed(picture: Picture) -> Ints:
    """Men int64[H] who had dug in when last seen: they are believed in as long as they may be there."""
    view = picture.view
    told, ground = view.contacts, view.ground
    stays = ~view.own & (told.hex >= 0) & told.stays
    out = np.zeros(view.board.hexes, np.int64)
    np.add.at(out, told.hex[stays], np.maximum(told.men[stays], 0).astype(np.int64))
    return np.where(ground.control == 1 - view.side, out, 0)


def _believed(picture: Picture, hexes: Ints, fixed: Ints, unseen: int) -> int:
    """Men believed in some hexes, and who may sit in those not the side's own where nobody is known.

    To look into a hex of the enemy's does not tell that it is empty: who has dug in and holds his fire is
    not seen. Of places once taken for empty a third was taken. Only what nobody holds is empty for who looks.
    """
    ground, side = picture.view.ground, picture.view.side
    known = np.maximum(picture.enemy[hexes], fixed[hexes])
    nobody = (ground.control[hexes] == NOBODY) & ground.seen[hexes]
    held = (ground.control[hexes] != side) & ~nobody
    return int(np.where(held & (known == 0), unseen, known).sum())


def _around(picture: Picture, hexes: Ints) -> Ints:
    around = np.unique(picture.view.board.neighbor[hexes])
    return around[(around >= 0) & ~np.isin(around, hexes)].astype(np.int64)
