"""A game as curves over its turns: losses by cause, hills, means, escalation, parts of the score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.analysis.campaign import hills_of
from game.analysis.measures import measured
from game.engine.game import Game, reckon
from game.engine.units import LOSS_CAUSES
from game.rules.escalation import by_side
from game.rules.victory import SCORE_TERMS
from game.scenario.build import Start

Curve = tuple[float, ...]
"""A value at the start of each turn that was played, and one at the end of the last."""
POINT = 1000
"""Thousandths of a point of the index, and of a part of the score, in one point."""


@dataclass(frozen=True, slots=True)
class Curves:
    """What a game came to, turn by turn; every curve has a value for each of `minutes`.

    `lost` by cause and `counts` by the names of `measures.COUNTED`, both sides; `index` of escalation and
    what each side `caused` of it; `score` and its `parts`; `held` by hill, "S", "J", "S/J" or "-".
    """

    minutes: tuple[int, ...]
    lost: dict[str, tuple[Curve, Curve]]
    counts: dict[str, tuple[Curve, Curve]]
    index: Curve
    caused: tuple[Curve, Curve]
    score: Curve
    parts: dict[str, Curve]
    held: dict[str, tuple[str, ...]]

    @property
    def men(self) -> tuple[Curve, Curve]:
        """Men lost by every cause."""
        soviet, japanese = (np.sum([pair[side] for pair in self.lost.values()], axis=0) for side in (0, 1))
        return tuple(soviet.tolist()), tuple(japanese.tolist())


def curves_of(game: Game, start: Start) -> Curves:
    """The curves of the turns of a game that were played."""
    states = [*(entry.start for entry in game.entries), game.state]
    hills = hills_of(start.bundle, game.setting)
    figures = [measured(game.setting, state, (0,), hills, [{}])[0] for state in states]
    terms = np.array([reckon(game.setting, s).score.account.factors[0] for s in states]) / POINT
    table = game.setting.stakes.escalation
    caused = np.array([by_side(table, state.count.caused[0]) for state in states]) / POINT
    kept = [f.hills[f.minute] for f in figures]
    return Curves(
        minutes=tuple(state.minute for state in states),
        lost={cause: _pair([f.losses[cause] for f in figures]) for cause in LOSS_CAUSES},
        counts={name: _pair([f.counts[name] for f in figures]) for name in figures[0].counts},
        index=tuple(f.index for f in figures),
        caused=(tuple(caused[:, 0].tolist()), tuple(caused[:, 1].tolist())),
        score=tuple(f.score for f in figures),
        parts={name: tuple(terms[:, n].tolist()) for n, name in enumerate(SCORE_TERMS)},
        held={hill.name: tuple(row[n] for row in kept) for n, hill in enumerate(hills)},
    )


def _pair(values: list[tuple[int, int]]) -> tuple[Curve, Curve]:
    return tuple(float(pair[0]) for pair in values), tuple(float(pair[1]) for pair in values)
