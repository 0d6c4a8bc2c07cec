"""A whole ladder: which pairs it wants, which of them are still to be played, and playing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from game.analysis.ladder.arena import Block
from game.analysis.ladder.crew import play_all
from game.analysis.ladder.journal import Journal
from game.analysis.ladder.pairs import Agents, Key, Pair, sorted_agents
from game.analysis.ladder.sprt import MOST, Verdict, verdict

TOGETHER = 4
"""Pairs of a block at most: eight games resolved together. More gain little, and a kill loses them all."""
SEEDS = 2**64
Told = Callable[[int], None]
"""Hears how many pairs have come to be known."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """What is wanted.

    Attributes
    ----------
    agents : tuple of str
        By name; each pairing is told from the earlier one.
    scenarios : dict
        What to load, an id or a file, by the id of each scenario.
    pairs : int
        Of each pairing on each scenario.
    seed : int
        Of the first pair; the next pair has the next. All pairings and scenarios share them.
    sprt : bool
        Whether a pairing ends when the sequential test does.
    """

    agents: tuple[str, ...]
    scenarios: dict[str, str]
    pairs: int
    seed: int
    sprt: bool = False

    @property
    def pairings(self) -> list[Agents]:
        """All of them."""
        return list(combinations(self.agents, 2))

    def keys(self, pairing: Agents) -> Iterator[Key]:
        """Pairs of a pairing in their order: the first of every scenario, the second of every scenario."""
        for n in range(self.pairs):
            for scenario in self.scenarios:
                yield Key(sorted_agents(*pairing), scenario, (self.seed + n) % SEEDS)

    @property
    def total(self) -> int:
        """Pairs of all pairings."""
        return len(self.pairings) * len(self.scenarios) * self.pairs


def climb(ladder: Ladder, journal: Journal, jobs: int, told: Told | None = None) -> None:
    """Play what the journal lacks; each pair is added to it when its block is finished. Raises `BadData`."""
    for records in play_all(_missing(ladder, journal, jobs), jobs):
        for record in records:
            journal.add(record)
        if told:
            told(len(records))


def found(ladder: Ladder, journal: Journal, pairing: Agents) -> list[Pair]:
    """Pairs of a pairing in their order, up to the first that is missing, told from its first agent.

    With the sequential test also no further than it went: which pairs lie beyond hangs on the processes.
    """
    pairs = list[Pair]()
    for key in ladder.keys(pairing):
        record = journal.records.get(key)
        if record is None:
            break
        pairs.append(record.pair.told_from(pairing[0]))
    return pairs[: tested(pairs).pairs] if ladder.sprt else pairs


def tested(pairs: Sequence[Pair]) -> Verdict:
    """The sequential test of a pairing's pairs."""
    return verdict([pair.outcome for pair in pairs])


def _missing(ladder: Ladder, journal: Journal, jobs: int) -> Iterator[Block]:
    """Blocks still to be played, a few pairs of every pairing and scenario before the next few."""
    size = min(TOGETHER, -(-ladder.pairs // jobs))
    for at in range(0, ladder.pairs, size):
        seeds = [(ladder.seed + n) % SEEDS for n in range(at, min(at + size, ladder.pairs))]
        for pairing in ladder.pairings:
            agents = sorted_agents(*pairing)
            for scenario, source in ladder.scenarios.items():
                lacks = tuple(seed for seed in seeds if Key(agents, scenario, seed) not in journal.records)
                if lacks and not (ladder.sprt and _decided(ladder, journal, pairing)):
                    yield Block(source, agents, lacks)


def _decided(ladder: Ladder, journal: Journal, pairing: Agents) -> bool:
    test = tested(found(ladder, journal, pairing))
    return test.better is not None or test.pairs >= MOST
