"""All that a ladder came to: standings, ratings, targets, tests, and apart from them what it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.analysis.ladder import clocks
from game.analysis.ladder.arena import Record
from game.analysis.ladder.chances import Estimate
from game.analysis.ladder.climb import Ladder, found, tested
from game.analysis.ladder.joint import joint
from game.analysis.ladder.journal import Journal
from game.analysis.ladder.pairs import Agents, Pair
from game.analysis.ladder.sprt import Verdict
from game.analysis.ladder.standings import Standing, standings
from game.analysis.ladder.targets import Finding, findings

ANCHOR = "random"


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a ladder.

    Attributes
    ----------
    standings : list of Standing
    ratings : dict
        Elo of each agent by all pairings together; the first has 0.
    targets : list of Finding
    tests : dict
        The sequential test of each pairing, if it was asked for.
    records : dict
        Pairs of each pairing as they were played, for the clocks.
    """

    standings: list[Standing]
    ratings: dict[str, Estimate]
    targets: list[Finding]
    tests: dict[Agents, Verdict]
    records: Mapping[Agents, Sequence[Record]]

    def as_data(self) -> dict[str, Any]:
        """For JSON; all but "measured" is the same on every machine and for any number of processes."""
        return {
            "standings": [line.as_data() for line in self.standings],
            "ratings": {name: rating.as_data() for name, rating in self.ratings.items()},
            "targets": [finding.as_data() for finding in self.targets],
            "tests": [{"agents": list(agents)} | verdict.as_data() for agents, verdict in self.tests.items()],
            "measured": {"turns": [pace.as_data() for pace in self.paces()], "games": self._games()},
        }

    def paces(self) -> list[clocks.Pace]:
        """Of each agent, on each scenario and on all."""
        all_ = [record for records in self.records.values() for record in records]
        places = ["", *dict.fromkeys(record.pair.scenario for record in all_)]
        told = [clocks.pace(all_, agent, place) for agent in self.ratings for place in places]
        return [pace for pace in told if pace]

    def seconds(self, line: Standing) -> float:
        """Processor time of a game of a standing on the average."""
        records = self.records[line.agents]
        return clocks.seconds([r for r in records if line.scenario in ("", r.pair.scenario)])

    def _games(self) -> list[dict[str, Any]]:
        return [
            {"agents": list(line.agents), "scenario": line.scenario or None, "seconds": self.seconds(line)}
            for line in self.standings
        ]


def report(ladder: Ladder, journal: Journal, shipped: Sequence[str]) -> Report:
    """Reckon everything from the pairs that are known; `shipped` are the scenarios that targets speak of."""
    pairs = {pairing: found(ladder, journal, pairing) for pairing in ladder.pairings}
    some = {pairing: known for pairing, known in pairs.items() if known}
    lines = [
        line
        for pairing, known in some.items()
        for line in standings(pairing, list(ladder.scenarios), known, ladder.seed)
    ]
    tests = {pairing: tested(known) for pairing, known in some.items()} if ladder.sprt else {}
    records = {pairing: [journal.records[p.key] for p in known] for pairing, known in some.items()}
    return Report(lines, _ratings(ladder, some), findings(some, shipped), tests, records)


def _ratings(ladder: Ladder, pairs: Mapping[Agents, Sequence[Pair]]) -> dict[str, Estimate]:
    """With "random" at 0 if it plays, else the last agent that was named."""
    anchor = ANCHOR if ANCHOR in ladder.agents else ladder.agents[-1]
    agents = [anchor, *(name for name in ladder.agents if name != anchor)]
    outcomes = {pairing: [pair.outcome for pair in known] for pairing, known in pairs.items()}
    rated = joint(outcomes, agents, ladder.seed)
    return dict(sorted(rated.items(), key=lambda item: -item[1].value))
