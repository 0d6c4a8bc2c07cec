"""What the pairs of a pairing came to, on one scenario or on all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from game.analysis.ladder.chances import Estimate, in_elo, share
from game.analysis.ladder.pairs import BY_GAMES, DRAW, LOSS, WIN, Agents, Pair
from game.analysis.measures import POINT

ALL = ""
"""In place of a scenario: all of them together."""
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """Pairs told from the first agent.

    Attributes
    ----------
    agents : two names
    scenario : str
        Its id, or `ALL`.
    wins, draws, losses : int
        Pairs.
    games : tuple of int
        Pairs by what their two games came to by the levels of the scenario, in the order of `BY_GAMES`.
    sides : two float
        Mean score of the first agent as the USSR and as Japan, each from its side, in points.
    margin : float
        Half of what its sum of two scores is above 0, in points of a game, on the average.
    share : Estimate
        Of the points by pairs, draws half.
    elo : Estimate
        The same in Elo.
    digest : str
        Of the last states of all games.
    """

    agents: Agents
    scenario: str
    wins: int
    draws: int
    losses: int
    games: tuple[int, ...]
    sides: tuple[float, float]
    margin: float
    share: Estimate
    elo: Estimate
    digest: str

    @property
    def pairs(self) -> int:
        """How many."""
        return self.wins + self.draws + self.losses

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "agents": list(self.agents),
            "scenario": self.scenario or None,
            "pairs": self.pairs,
            "wins": self.wins,
            "draws": self.draws,
            "losses": self.losses,
            "games": dict(zip(map(str, BY_GAMES), self.games, strict=True)),
            "score_as": {"soviet": round(self.sides[0], 2), "japanese": round(self.sides[1], 2)},
            "margin": round(self.margin, 2),
            "share": self.share.as_data(),
            "elo": self.elo.as_data(),
            "digest": self.digest,
        }


def standing(agents: Agents, scenario: str, pairs: Sequence[Pair], seed: int) -> Standing:
    """Add up pairs, at least one, told from the first agent; `seed` of the bootstrap's dice."""
    outcomes, by_games = [pair.outcome for pair in pairs], [pair.by_games for pair in pairs]
    shares = share(outcomes, seed)
    soviet, japanese = (sum(pair.scores[game] for pair in pairs) / len(pairs) / POINT for game in (0, 1))
    return Standing(
        agents,
        scenario,
        wins=outcomes.count(WIN),
        draws=outcomes.count(DRAW),
        losses=outcomes.count(LOSS),
        games=tuple(by_games.count(what) for what in BY_GAMES),
        sides=(soviet, -japanese),
        margin=(soviet - japanese) / 2,
        share=shares,
        elo=in_elo(shares),
        digest=digest(pairs),
    )


def standings(agents: Agents, scenarios: Sequence[str], pairs: Sequence[Pair], seed: int) -> list[Standing]:
    """Of each scenario of which there are pairs, and of all together where there are several."""
    by = {scenario: [pair for pair in pairs if pair.scenario == scenario] for scenario in scenarios}
    some = {scenario: found for scenario, found in by.items() if found}
    lines = [standing(agents, scenario, found, seed) for scenario, found in some.items()]
    return [*lines, standing(agents, ALL, pairs, seed)] if len(some) > 1 else lines


def digest(pairs: Sequence[Pair]) -> str:
    """Fingerprint of the games of some pairs, from whichever agent they are told and in whatever order."""
    lines = sorted(
        f"{pair.scenario} {pair.seed} {' '.join(pair.told_from(min(pair.agents)).digests)}" for pair in pairs
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGITS]
