"""The turns of a scenario from its calendar: whole turns between two hours, the last one cut at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from game.scenario.models.common import minutes
from game.scenario.models.environment import Calendar


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: when, in pulses of how many minutes, by night or by day."""

    start: datetime
    end: datetime
    pulse: int
    night: bool


def turns_of(calendar: Calendar, start: datetime, end: datetime) -> tuple[Turn, ...]:
    """Turns that lie between two hours; one that is under way at either hour is cut there."""
    turns: list[Turn] = []
    for day in sorted(calendar.days):
        at = datetime.fromisoformat(day)
        plan = calendar.plans[calendar.days[day]].turns
        at += timedelta(minutes=minutes(plan[0].start))
        for turn in plan:
            until = at + timedelta(minutes=turn.length)
            first, last = max(at, start), min(until, end)
            if first < last:
                turns.append(Turn(first, last, turn.pulse, turn.night))
            at = until
    return tuple(turns)
