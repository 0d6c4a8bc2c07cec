"""How long agents think and games take, by what the clocks of the pairs say. No result depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.analysis.ladder.arena import Record

HALF, MOST = 50, 95


@dataclass(frozen=True, slots=True)
class Pace:
    """Processor time of an agent for the orders of a turn, milliseconds: median and 95th percentile."""

    agent: str
    scenario: str
    turns: int
    p50: float
    p95: float

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "agent": self.agent,
            "scenario": self.scenario or None,
            "turns": self.turns,
            "p50_ms": self.p50,
            "p95_ms": self.p95,
        }


def pace(records: Iterable[Record], agent: str, scenario: str = "") -> Pace | None:
    """Pace of an agent on a scenario, or on all; None where it played none."""
    clocks = [r.clock for r in records if scenario in ("", r.pair.scenario)]
    spent = [ms for clock in clocks for ms in clock.turns.get(agent, ())]
    if not spent:
        return None
    half, most = np.percentile(spent, (HALF, MOST))
    return Pace(agent, scenario, len(spent), round(float(half), 1), round(float(most), 1))


def seconds(records: Iterable[Record]) -> float:
    """Processor time of one game on the average."""
    spent = [record.clock.seconds for record in records]
    return round(sum(spent) / (2 * len(spent)), 2)
