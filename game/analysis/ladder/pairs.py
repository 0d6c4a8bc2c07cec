"""A mirrored pair: two games of one seed with the sides swapped, and who won it. It is the unit of it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

WIN, DRAW, LOSS = 1.0, 0.5, 0.0
OUTCOMES = (LOSS, DRAW, WIN)
BY_GAMES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""What two games can come to for one of the two, taken together."""
Agents = tuple[str, str]


class Key(NamedTuple):
    """Which pair it is; the agents in the order of their names, so that it is the same from both."""

    agents: Agents
    scenario: str
    seed: int


def sorted_agents(one: str, other: str) -> Agents:
    """The two in the order in which pairs are played and kept."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two games, told from the first agent, who commands the USSR in the first game and Japan in the second.

    Attributes
    ----------
    agents : two names
    scenario : str
        Its id.
    seed : int
        Of both games.
    scores : two int
        Hundredths of a point of each game, -10,000 (Japan) to 10,000 (USSR).
    won : two float
        Each game for the USSR by the levels of its scenario: won 1, undecided 0.5, lost 0.
    over : two str
        Why each ended.
    digests : two str
        Of the last states.
    """

    agents: Agents
    scenario: str
    seed: int
    scores: tuple[int, int]
    won: tuple[float, float]
    over: tuple[str, str]
    digests: tuple[str, str]

    @property
    def key(self) -> Key:
        """Which pair it is."""
        return Key(sorted_agents(*self.agents), self.scenario, self.seed)

    @property
    def margin(self) -> int:
        """Sum of the first agent's two scores, each from its side, hundredths; the other's is its opposite.

        What the scenario gives to one side is in both games and falls out.
        """
        return self.scores[0] - self.scores[1]

    @property
    def outcome(self) -> float:
        """Who won the pair: whose sum is the greater."""
        return WIN if self.margin > 0 else LOSS if self.margin < 0 else DRAW

    @property
    def by_games(self) -> float:
        """Mean of the two games for the first agent, one of `BY_GAMES`."""
        return (self.won[0] + 1 - self.won[1]) / 2

    def swapped(self) -> Pair:
        """The same pair told from the other agent."""
        return Pair(
            self.agents[::-1],
            self.scenario,
            self.seed,
            self.scores[::-1],
            self.won[::-1],
            self.over[::-1],
            self.digests[::-1],
        )

    def told_from(self, agent: str) -> Pair:
        """The pair told from one of its agents."""
        return self if self.agents[0] == agent else self.swapped()
