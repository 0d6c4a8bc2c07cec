"""The choice among plans: rehearsed a few times all of them, the best again and again, while it pays.

How much is played is counted in units, games and turns, never in seconds: the same view has the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from game.agents.base import Plan
from game.agents.greedy import Greedy
from game.agents.picture import Picture, dark
from game.agents.reactive import Reactive
from game.agents.staff.drafts import ALL, FEW, SOME, Draft, drafts, told, unlike
from game.agents.staff.groups import Groups
from game.agents.staff.leave import lawful
from game.agents.staff.levels import Level, Style
from game.agents.staff.value import worth
from game.agents.staff.variants import variants
from game.engine.dice import draws
from game.engine.orders import Order
from game.engine.rehearsal import Rehearsal, rehearse
from game.engine.view import View

Floats = NDArray[np.float64]
TINY = 50
"""Units up to which many plans are tried, and the best of them twice."""
SMALL, LARGE = 80, 150
"""Units known of both sides up to which two turns are played, and from which few plans are, a few times."""
ROWS = 6
"""Rows of an order of battle that cost as much as a unit that is there."""
LEAST, PART = 4, 4
"""Possible battles of a first look at least, and what the most of them is divided by where many fight."""
VARIED = 16
"""Units up to which the part of single formations is varied: among more it is lost in chance."""
BEST, AGAIN = 4, 2
"""Plans that are tried again, and in how many times as many battles."""
MASSES = 3
"""Plans that mass on one place."""
AHEAD = 2
"""Turns that are played where they can be afforded."""
MARGIN = 200.0
"""Thousandths of a point by which another plan must be better."""
DOUBT = 0.7
"""Standard errors that are taken off what another plan seems better by."""


def holds(view: View) -> tuple[Order, ...]:
    """The orders of an enemy who stays where he is."""
    return Reactive(0).choose(view).orders


def takes(view: View) -> tuple[Order, ...]:
    """The orders of one who takes what he can."""
    return Greedy(0).choose(view).orders


ANSWERS = (holds, takes)


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A draft, and what its last rehearsal said."""

    draft: Draft
    seen: Rehearsal


class Stage:
    """What a level can afford in a battle of some size, and what it has played of it."""

    def __init__(self, view: View, level: Level, style: Style, seed: int) -> None:
        self.view, self.level, self.style, self.seed = view, level, style, seed
        self.units = int(((view.forces.hex >= 0) | (view.contacts.hex >= 0)).sum())
        self.load = max(self.units, len(view.cadre) // ROWS)
        self.rehearsals = self.games = self.plans = 0
        self.gain = 0.0

    def turns(self, plans: int, samples: int) -> int:
        """Turns that are played: two where two can be afforded, else one, none where not even one can."""
        most = AHEAD if self.load <= SMALL else 1
        return min(most, self.level.budget // max(1, self.load * plans * samples))

    @property
    def able(self) -> bool:
        """Whether anything is rehearsed at all."""
        return self.level.budget > 0 and self.units <= self.level.most

    @property
    def masses(self) -> int:
        """Plans that mass on one place which are rehearsed beside the first."""
        if self.load <= TINY:
            return MASSES
        # Among more there is time for one plan more, in the dark for the own one in silence.
        return int(not dark(self.view))

    @property
    def manners(self) -> int:
        """How many manners of attack are tried."""
        return FEW if self.large else SOME if self.load > TINY else ALL

    @property
    def large(self) -> bool:
        """Whether many are in the battle."""
        return self.units > LARGE

    def play(self, drafts: Sequence[Draft], samples: int, turns: int) -> Rehearsal:
        """A rehearsal of drafts in battles of its own."""
        self.rehearsals += 1
        self.games += samples * len(drafts)
        place = (self.view.turn, self.view.side)
        word = draws(self.seed, "agent", *place, 1, batch=2 + self.rehearsals)[0]
        orders = [one.orders for one in drafts]
        return rehearse(self.view, orders, ANSWERS, samples, turns, int(word >> np.uint64(34)))

    def gains(self, seen: Rehearsal) -> Floats:
        """What each plan is better than the first by [K, S], battle by battle."""
        told = worth(self.view, seen, self.style)
        return np.asarray(told - told[0])

    def best(self, seen: Rehearsal) -> int:
        """The plan that is surely better than the first, or the first."""
        gain = self.gains(seen)
        doubt = DOUBT * gain.std(axis=1, ddof=1) / np.sqrt(gain.shape[1])
        lead = gain.mean(axis=1) - doubt
        pick = int(lead.argmax()) if lead.max() > MARGIN else 0
        self.gain += float(gain[pick].mean())
        return pick


def choose(stage: Stage, picture: Picture, groups: Groups, plans: Sequence[Plan]) -> Choice:
    """The staff's first plan, or one that is surely better.

    Parameters
    ----------
    stage : Stage
        What the staff can afford.
    picture : Picture
        Of the side.
    groups : Groups
        Its formations.
    plans : sequence of Plan
        What it has thought out by itself, the best first.

    Returns
    -------
    Choice
    """
    found = drafts(picture.view, plans, stage.manners)
    some = [one if one.own else replace(one, plan=lawful(picture, one.plan)) for one in found]
    chosen = _of_all(stage, unlike(some))
    for _ in range(stage.level.rounds if stage.load <= VARIED else 0):
        better = _varied(stage, picture, groups, chosen)
        if better is None:
            break
        chosen = better
    why = told(stage.plans, stage.games, float(worth(picture.view, chosen.seen).mean()), stage.gain)
    return Choice(chosen.draft.changed(chosen.draft.orders, why), chosen.seen)


def _of_all(stage: Stage, some: list[Draft]) -> Choice:
    """The best of whole plans."""
    samples = stage.level.budget // max(1, stage.load * AHEAD * len(some))
    most = stage.level.looks.first // (PART if stage.load > SMALL else 1)
    samples = int(np.clip(samples, LEAST, max(LEAST, most)))
    stage.plans += len(some)
    turns = max(1, stage.turns(len(some), samples))
    seen = stage.play(some, samples, turns)
    if stage.load <= TINY and len(some) > BEST:
        # The best of many is often the luckiest: the first few are played again in other battles.
        gain = stage.gains(seen).mean(axis=1)
        some = [some[0], *(some[int(n)] for n in np.argsort(-gain, kind="stable") if n)][: 1 + BEST]
        seen = stage.play(some, AGAIN * samples, turns)
    pick = stage.best(seen)
    return Choice(some[pick], seen.of(pick))


def _varied(stage: Stage, picture: Picture, groups: Groups, chosen: Choice) -> Choice | None:
    """The chosen plan with one formation doing something else that is better; None where nothing is."""
    some = [chosen.draft, *variants(picture, groups, chosen.draft)]
    looks = stage.level.looks
    turns = stage.turns(len(some), looks.sift)
    if len(some) < 2 or not turns:
        return None
    stage.plans += len(some) - 1
    gain = stage.gains(stage.play(some, looks.sift, turns)).mean(axis=1)
    rank = [int(n) for n in np.argsort(-gain, kind="stable")[:BEST] if gain[n] > 0]
    if not rank:
        return None
    last = [chosen.draft, *(some[n] for n in rank)]
    seen = stage.play(last, looks.last, turns)
    pick = stage.best(seen)
    return Choice(last[pick], seen.of(pick)) if pick else None
