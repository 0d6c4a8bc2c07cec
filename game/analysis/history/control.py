"""Who held the hills in many games beside the record: each midnight, each stretch of the battle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from game.analysis.history.runs import Run
from game.analysis.history.scope import Scope
from game.analysis.measures import DAY, NOBODY
from game.scenario.arrays import minute
from game.scenario.models.history import Holding, Phase, day_end

HOLDERS = ("S", "S/J", "J", NOBODY)


@dataclass(frozen=True, slots=True)
class HillDay:
    """A hill at a midnight, or at the end: the record, who held it in what part of the games, agreement."""

    hill: str
    name: str
    minute: int
    record: Holding
    held: dict[str, float]
    agreement: float
    other: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All hill-days that the games cover."""

    days: tuple[HillDay, ...]

    @property
    def overall(self) -> float | None:
        """Mean over all hill-days."""
        return mean([day.agreement for day in self.days])

    @property
    def worst(self) -> float | None:
        """That of the worst hill-day."""
        return min((day.agreement for day in self.days), default=None)

    def of(self, hill: str) -> float | None:
        """Mean of a hill."""
        return mean([day.agreement for day in self.days if day.hill == hill])

    def within(self, phase: Phase, hill: str) -> float | None:
        """Mean of a hill over the days of a stretch of the battle."""
        begin, end = minute(phase.start), minute(phase.end)
        return mean([d.agreement for d in self.days if d.hill == hill and begin < d.minute <= end])


def agree(record: str, held: str) -> float:
    """1 for the same, a half where one of the two is divided, 0 for the other side or nobody."""
    if record == held:
        return 1.0
    if NOBODY in (record, held):
        return 0.0
    return 0.5 if "/" in record or "/" in held else 0.0


def mean(values: Sequence[float]) -> float | None:
    """Mean of some values, None of none."""
    return sum(values) / len(values) if values else None


def agreement(scope: Scope, runs: Sequence[Run], begin: int, end: int) -> Agreement:
    """Every hill-day of the record that lies in games between two minutes."""
    found: list[HillDay] = []
    for row, hill in enumerate(scope.hills):
        for holding in scope.record.control.hills[hill.id]:
            midnight = minute(day_end(holding.day))
            if begin < midnight and midnight - DAY < end:
                held = [run.held(midnight)[row] for run in runs]
                found.append(_hill_day(hill.id, hill.name, min(midnight, end), holding, held))
    return Agreement(tuple(sorted(found, key=lambda day: day.minute)))


def _hill_day(hill: str, name: str, midnight: int, record: Holding, held: Sequence[str]) -> HillDay:
    count = Counter(held)
    other = record.other
    return HillDay(
        hill=hill,
        name=name,
        minute=midnight,
        record=record,
        held={who: count[who] / len(held) for who in HOLDERS},
        agreement=sum(agree(record.holds, who) for who in held) / len(held),
        other=None if other is None else sum(agree(other, who) for who in held) / len(held),
    )
