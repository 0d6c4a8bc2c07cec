"""Where pairs are played: a few at a time, both games of each, with a clock beside every agent."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cache

from game.agents.base import Agent, Plan
from game.agents.registry import AGENTS, agent
from game.analysis.campaign import Match, Stage, play, stage_of
from game.analysis.ladder.pairs import DRAW, LOSS, WIN, Agents, Pair
from game.analysis.measures import POINT, Figures
from game.engine.view import View

MS = 1000


@dataclass(frozen=True, slots=True)
class Block:
    """Pairs to be played together: a scenario (id or file), two agents, and the seeds."""

    scenario: str
    agents: Agents
    seeds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """What a pair took: it is shown, and no result depends on it.

    Attributes
    ----------
    turns : dict
        Milliseconds of processor time that each agent thought in each turn, by name.
    seconds : float
        Processor time of both games, all together.
    """

    turns: dict[str, tuple[int, ...]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Record:
    """A pair that has been played, and what it took."""

    pair: Pair
    clock: Clock


@dataclass(slots=True)
class Timed:
    """An agent with a clock: it answers as the agent does."""

    who: Agent
    spent: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Of the agent."""
        return self.who.name

    def choose(self, view: View, memo: str = "") -> Plan:
        """The agent's orders."""
        begun = time.process_time()
        plan = self.who.choose(view, memo)
        self.spent.append(round((time.process_time() - begun) * MS))
        return plan


@cache
def _stage(scenario: str) -> Stage:
    """A scenario made ready, once in each process; the agents of its match do not play."""
    anybody = next(iter(AGENTS))
    return stage_of(Match(scenario, (anybody, anybody)))


def played(block: Block) -> list[Record]:
    """Play the pairs of a block; the same whatever else is in it."""
    stage, begun = _stage(block.scenario), time.process_time()
    seeds = [seed for seed in block.seeds for _ in range(2)]
    names = [block.agents, block.agents[::-1]] * len(block.seeds)
    casts = [[Timed(agent(who, seed)) for who in pair] for pair, seed in zip(names, seeds, strict=True)]
    games = play(stage, seeds, casts=casts)
    seconds = (time.process_time() - begun) / len(block.seeds)
    return [
        Record(
            _pair(stage, block.agents, (games[at], games[at + 1])),
            Clock(_turns(block.agents, casts[at], casts[at + 1]), round(seconds, 3)),
        )
        for at in range(0, len(games), 2)
    ]


def _pair(stage: Stage, agents: Agents, games: tuple[Figures, Figures]) -> Pair:
    one, other = games
    return Pair(
        agents,
        stage.setting.scenario,
        one.seed,
        (round(one.score * POINT), round(other.score * POINT)),
        (_won(stage, one.level), _won(stage, other.level)),
        (one.over, other.over),
        (one.digest, other.digest),
    )


def _won(stage: Stage, level: int) -> float:
    """A game for the USSR by its level: above or below the one in which no points at all lie."""
    levels = stage.bundle.scenario.model.victory.levels
    even = next(row for row, one in enumerate(levels) if one.least <= 0)
    return WIN if level < even else LOSS if level > even else DRAW


def _turns(agents: Agents, *casts: list[Timed]) -> dict[str, tuple[int, ...]]:
    """Milliseconds of both agents in both games; in the second they have changed sides."""
    first, second = casts
    return {
        agents[0]: (*first[0].spent, *second[1].spent),
        agents[1]: (*first[1].spent, *second[0].spent),
    }
