"""The score as far as one side can reckon it: ground as it knows it, and its own losses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.services import TANKS_OUT
from game.engine.view import View
from game.rules.victory import LOSSES, TANKS, Force, force, ground_score, term_score
from game.rules.victory_tally import no_tally

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class KnownScore:
    """Thousandths of a point, for the USSR above 0.

    Attributes
    ----------
    ground : int64[O]
        What each objective would pay at the end, were it held as the side believes.
    most : int64[O]
        What it would pay whoever holds all of it at the end.
    terms : int64[T]
        What the own losses have cost so far; 0 for what the side cannot know.
    told, tanks_term, men_term : bool[T]
        Terms that it can know, those that count tanks, and those that count men.
    lost, brought : int
        Own men lost, and those who took part.
    tanks : int
        Own tanks out of action.
    """

    ground: Ints
    most: Ints
    terms: Ints
    told: NDArray[np.bool_]
    tanks_term: NDArray[np.bool_]
    men_term: NDArray[np.bool_]
    lost: int
    brought: int
    tanks: int

    @property
    def total(self) -> int:
        """Thousandths of a point of all that is known."""
        return int(self.ground.sum() + self.terms.sum())


def known_score(view: View) -> KnownScore:
    """The parts of the score that a side knows (victory.1, victory.2).

    What counts by the average of the turns, days and turns without the crest, the tasks and the losses of
    the enemy come out only at the end.
    """
    table, forces = view.stakes.victory, view.forces
    tally = no_tally(table)
    ground, _ = ground_score(table.ground, view.ground.control, tally)
    own = force(forces.men, forces.losses.sum(axis=-1), view.cadre.side, view.own & forces.stood)
    tanks = int(view.services.toll[TANKS_OUT])
    both = np.where(np.arange(2) == view.side, tanks, 0)
    paid = term_score(table.terms, tally, Force(np.maximum(own.committed, 1), own.lost), both)
    told = np.isin(table.terms.counts, (LOSSES, TANKS)) & (table.terms.side == view.side)
    return KnownScore(
        ground=np.asarray(ground.result, np.int64),
        most=table.ground.weight * table.ground.at_end >> 10,
        terms=np.where(told, paid.result, 0).astype(np.int64),
        told=told,
        tanks_term=table.terms.counts == TANKS,
        men_term=table.terms.counts == LOSSES,
        lost=int(own.lost[view.side]),
        brought=int(own.committed[view.side]),
        tanks=tanks,
    )
