"""A side's own rolls: losses by cause and formation, what is left to fire, stores then and now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.game import Game
from game.engine.overlays import rounds_left, scarce
from game.engine.services import Services
from game.engine.view import View

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rolls:
    """Own losses: `causes` int64[6] men by `units.LOSS_CAUSES`, `men` left of those who took part, and by
    formation `lost`, `left` int64[F] men and `present` bool[F] whether any of its units stands on the map.
    """

    causes: Ints
    men: int
    lost: Ints
    left: Ints
    present: NDArray[np.bool_]

    @property
    def total(self) -> int:
        """Men lost."""
        return int(self.causes.sum())

    @property
    def percent(self) -> float:
        """Of those who took part."""
        return 100 * self.total / max(1, self.men + self.total)

    def worst(self, most: int) -> tuple[int, ...]:
        """Formations that have lost men, by the share that is lost, the worst first."""
        share = self.lost / np.maximum(self.lost + self.left, 1)
        order = np.argsort(-share, kind="stable")[:most]
        return tuple(int(row) for row in order if self.lost[row] > 0)

    def share(self, formation: int) -> float:
        """Of a formation's men that is lost."""
        return float(self.lost[formation] / max(1, self.lost[formation] + self.left[formation]))


def rolls(view: View) -> Rolls:
    """The rolls of a view's own units."""
    rows, forces = np.flatnonzero(view.own), view.forces
    lost = forces.losses[rows].astype(np.int64)
    under, number = view.cadre.formation[rows], len(view.cadre.formations)
    here = forces.hex[rows] >= 0
    return Rolls(
        causes=lost.sum(axis=0),
        men=int(forces.men[view.own & forces.stood].sum()),
        lost=_summed(under, lost.sum(axis=1), number),
        left=_summed(under, forces.men[rows].astype(np.int64), number),
        present=_summed(under, here.astype(np.int64), number) > 0,
    )


def _summed(under: Ints, what: Ints, number: int) -> Ints:
    out = np.zeros(number, np.int64)
    np.add.at(out, under, what)
    return out


def firing_stock(view: View) -> tuple[int, int, int]:
    """Own units on the map with enough to fire, with little, and with all but nothing (fire.1)."""
    left, low = rounds_left(view), scarce(view)
    have = left[left >= 0]
    none = int((have <= low // 4).sum())
    enough = int((have >= low).sum())
    return enough, int(have.size) - enough - none, none


def services_before(game: Game, side: int) -> Services | None:
    """A side's services at the start of the turn before this; None in the first."""
    turn = len(game.entries)
    return game.branch(turn - 1).view(side).services if turn else None
