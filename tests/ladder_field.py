"""Pairs made by hand, for the tests of the ladder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from game.analysis.ladder.arena import Block, Clock, Record
from game.analysis.ladder.climb import Ladder
from game.analysis.ladder.journal import Head, Journal, open_journal
from game.analysis.ladder.pairs import DRAW, LOSS, WIN, Agents, Pair

HEAD = Head("c0de", 1)
TEXTS = {"hill": "7e47", "river": "7e48"}


def pair(
    first: float,
    second: float,
    *,
    agents: Agents = ("greedy", "random"),
    scenario: str = "hill",
    seed: int = 1,
) -> Pair:
    """A pair with the scores of its two games for the USSR, in points; nine points are undecided."""
    names = [f"{agents} {scenario} {seed} {game}" for game in (0, 1)]
    return Pair(
        agents,
        scenario,
        seed,
        scores=(round(100 * first), round(100 * second)),
        won=(_won(first), _won(second)),
        over=("calendar", "truce"),
        digests=(names[0], names[1]),
    )


def _won(score: float) -> float:
    return DRAW if abs(score) < 10 else WIN if score > 0 else LOSS


def record(of: Pair, ms: int = 7) -> Record:
    """A pair as it was played, every turn in so many milliseconds."""
    return Record(of, Clock(dict.fromkeys(of.agents, (ms, ms + 2)), 1.5))


def invented(block: Block) -> list[Record]:
    """Pairs in place of those of a block, their scores made of its words alone."""
    names = "".join(block.agents)
    made = [
        (sum(map(ord, names + block.scenario)) + seed * seed * 37) % 90 - 25 + (len(names) + seed) % 3
        for seed in block.seeds
    ]
    return [
        record(pair(score, score // 3, agents=block.agents, scenario=block.scenario, seed=seed))
        for score, seed in zip(made, block.seeds, strict=True)
    ]


def ladder(
    pairs: int = 3, *, agents: Sequence[str] = ("greedy", "random", "reactive"), sprt: bool = False
) -> Ladder:
    """A ladder over two scenarios."""
    return Ladder(tuple(agents), {name: name for name in TEXTS}, pairs, HEAD.seed, sprt)


def opened(path: Path | None, *, resume: bool = True, head: Head = HEAD) -> Journal:
    """The journal of such a ladder."""
    return open_journal(path, head, TEXTS, resume=resume)
