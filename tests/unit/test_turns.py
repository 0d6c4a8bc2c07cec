"""Turns between two hours: whole ones, cut where the scenario begins or ends inside one."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from game.scenario.models.environment import Calendar
from game.scenario.turns import turns_of

QUIET = {
    "name": {"en": "Quiet"},
    "about": "three turns",
    "turns": [
        {"from": "06:00", "to": "14:00", "pulse": 120},
        {"from": "14:00", "to": "22:00", "pulse": 120},
        {"from": "22:00", "to": "06:00", "pulse": 120, "night": True},
    ],
}
CALENDAR = Calendar.model_validate(
    {
        "kind": "calendar",
        "format": 1,
        "id": "c",
        "plans": {"quiet": QUIET},
        "days": {"1938-08-01": "quiet", "1938-08-02": "quiet"},
    }
)


def hours(start: str, end: str) -> list[str]:
    turns = turns_of(CALENDAR, datetime.fromisoformat(start), datetime.fromisoformat(end))
    return [f"{t.start:%d %H:%M}-{t.end:%H:%M}" for t in turns]


def test_whole_days() -> None:
    assert hours("1938-08-01T06:00", "1938-08-02T06:00") == [
        "01 06:00-14:00",
        "01 14:00-22:00",
        "01 22:00-06:00",
    ]


def test_cut_at_both_ends() -> None:
    assert hours("1938-08-01T20:00", "1938-08-02T07:30") == [
        "01 20:00-22:00",
        "01 22:00-06:00",
        "02 06:00-07:30",
    ]


def test_turns_follow_without_a_gap() -> None:
    turns = turns_of(CALENDAR, datetime(1938, 8, 1, 6), datetime(1938, 8, 3, 6))
    assert len(turns) == 6
    assert all(a.end == b.start for a, b in pairwise(turns))


def test_nothing_outside_the_calendar() -> None:
    assert hours("1938-07-01T06:00", "1938-07-02T06:00") == []
