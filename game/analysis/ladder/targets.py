"""How strong the agents are to be, and whether the pairs show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.analysis.ladder.chances import Estimate, wilson
from game.analysis.ladder.pairs import WIN, Agents, Pair


@dataclass(frozen=True, slots=True)
class Target:
    """The stronger beats the weaker in at least so large a share of pairs, and surely in more than `surely`.

    A share of 0 for `surely` asks for nothing: the lower end of the interval need not be looked at.
    """

    agents: Agents
    least: float
    surely: float = 0.0


TARGETS = (
    Target(("line", "random"), 0.98),
    Target(("line", "reactive"), 0.90),
    Target(("line", "greedy"), 0.75, 0.65),
    Target(("staff", "line"), 0.60),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A target beside the pairs.

    Attributes
    ----------
    target : Target
    pairs : int
    won : Estimate or None
        Share of pairs won, draws counted as not won, with Wilson's interval; None without pairs.
    lacking : tuple of str
        Scenarios of the product of which there are no pairs.
    """

    target: Target
    pairs: int
    won: Estimate | None
    lacking: tuple[str, ...]

    @property
    def met(self) -> bool | None:
        """Whether it is met; None where it cannot be said, as some scenario is lacking."""
        if self.won is None or self.lacking:
            return None
        # A share that is exactly the least one must not fail for its last binary digit.
        enough = round(self.won.value * self.pairs) >= self.target.least * self.pairs - 1e-9
        return enough and (not self.target.surely or self.won.low > self.target.surely)

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        target = self.target
        return {
            "agents": list(target.agents),
            "least": target.least,
            "surely": target.surely or None,
            "pairs": self.pairs,
            "won": self.won.as_data() if self.won else None,
            "lacking": list(self.lacking),
            "met": self.met,
        }


def findings(pairs: Mapping[Agents, Sequence[Pair]], shipped: Sequence[str]) -> list[Finding]:
    """Each target beside the pairs of its pairing, whichever way round that was played."""
    told = list[Finding]()
    for target in TARGETS:
        known = pairs.get(target.agents, pairs.get(target.agents[::-1], ()))
        wins = sum(pair.told_from(target.agents[0]).outcome == WIN for pair in known)
        there = {pair.scenario for pair in known}
        lacking = tuple(scenario for scenario in shipped if scenario not in there)
        told.append(Finding(target, len(known), wilson(wins, len(known)) if known else None, lacking))
    return told
