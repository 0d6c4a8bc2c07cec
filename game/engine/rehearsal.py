"""Rehearsals: whole plans played by the very rules of the game, all of them in the same possible battles.

Differences between plans are then of the plans: battles, luck and the enemy's answers are common to them.
Like a preview it needs nothing but a view: nothing that a side does not know can be learned by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine import turn
from game.engine.log import Log
from game.engine.orders import Order
from game.engine.possible import Battles, possible
from game.engine.pulse.upkeep import stakes_of
from game.engine.setting import Fate
from game.engine.state import State
from game.engine.view import View
from game.engine.view import view as seen
from game.rules.victory import Force, term_score

Ints = NDArray[np.int64]
Answer = Callable[[View], Iterable[Order]]
"""What somebody orders who is given a view."""


@dataclass(frozen=True, slots=True, eq=False)
class Rehearsal:
    """What came of K plans in S battles.

    Attributes
    ----------
    minute : int
        At which the rehearsals end.
    control : int8[K, S, H]
        Who holds each hex then.
    lost : int64[K, S, U]
        Men of each unit lost on the way.
    amounts : int64[K, S, C]
        Q10: what the checks of the tasks count (`victory_checks.measure`).
    terms : int64[K, S]
        Thousandths of a point for losses and time (`victory.term_score`), for the USSR above 0.
    """

    minute: int
    control: NDArray[np.int8]
    lost: Ints
    amounts: Ints
    terms: Ints

    def of(self, plan: int) -> Rehearsal:
        """What came of one plan."""
        one = slice(plan, plan + 1)
        parts = (self.control[one], self.lost[one], self.amounts[one], self.terms[one])
        return Rehearsal(self.minute, *parts)


def rehearse(
    view: View,
    plans: Sequence[Sequence[Order]],
    answers: Sequence[Answer],
    samples: int,
    turns: int,
    key: int,
) -> Rehearsal:
    """Play plans.

    Parameters
    ----------
    view : View
        Of the side that asks; nothing else is known of the battle.
    plans : sequence of K sequences of Order
        Own orders of the turn; in the turns after it both sides carry on with what they are about.
    answers : sequence of Answer
        What the enemy may do, in turns through the battles: each is given his view of one.
    samples : int
        Battles S for each plan.
    turns : int
        Turns to play, no more than are left.
    key : int
        Seed of the battles.

    Returns
    -------
    Rehearsal
    """
    games = possible(view, samples, key)
    met = [_answered(games, view, game, answers[game % len(answers)]) for game in range(samples)]
    start = games.state.pick(np.tile(np.arange(samples), len(plans)))
    fate = Fate(games.fate.seeds * len(plans), games.fate.weather * len(plans))
    state = turn.lay(games.setting, start, [[*plan, *answer] for plan in plans for answer in met])
    last = min(turns, len(games.setting.calendar) - view.turn)
    for n in range(last):
        for after in turn.run(games.setting, fate, state, Log(why=False), settle=n + 1 < last):
            state = after
    lost = state.forces.losses.sum(axis=-1) - start.forces.losses.sum(axis=-1)
    shape = (len(plans), samples)
    return Rehearsal(
        minute=state.minute,
        control=state.ground.control.reshape(*shape, -1),
        lost=lost.astype(np.int64).reshape(*shape, -1),
        amounts=state.tally.amounts.reshape(*shape, -1),
        terms=_terms(games, state, view.side).reshape(shape),
    )


def _answered(games: Battles, view: View, game: int, answer: Answer) -> list[Order]:
    """Orders of the enemy in one of the battles."""
    return list(answer(seen(games.setting, games.state, 1 - view.side, view.public, game)))


def _terms(games: Battles, state: State, side: int) -> Ints:
    """Points for losses and time as they stand, int64[B]."""
    forces = stakes_of(state.forces, state, games.setting.cadre.side)
    brought = forces.losses.committed.copy()
    # Of the enemy only a part is known: a few men of a few are not half of his force.
    brought[:, 1 - side] = np.maximum(brought[:, 1 - side], brought[:, side] // 2)
    losses = Force(np.maximum(brought, 1), forces.losses.lost)
    told = term_score(games.setting.stakes.victory.terms, state.tally, losses, forces.tanks_lost)
    return np.asarray(told.result.sum(axis=-1), np.int64)
