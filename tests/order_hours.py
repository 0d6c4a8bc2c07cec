"""When the orders of a plan hold, as far as the clock tells: for tests of whole plans."""

from __future__ import annotations

from collections import defaultdict

from game.scenario.plans.mission import FOREVER, Mission, Plan, Test

MARCH_MINUTES = 300
"""Minutes that a march without an hour at its end is taken to last."""
LONGEST = 6000
NOT_THERE = ("bombard", "air")


def spans(plan: Plan) -> dict[int, list[tuple[int, int]]]:
    """For each unit the minutes from and to which some order says where it is and what it does there."""
    by = {mission.id: mission for mission in plan.missions}
    under: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mission in plan.missions:
        if mission.kind not in NOT_THERE:
            along = [unit for role, units in mission.aid if role != "on_call" for unit in units]
            for unit in {*mission.units, *along}:
                under[unit].append((begins(mission, by), ends(mission, by)))
    return under


def begins(mission: Mission, by: dict[str, Mission]) -> int:
    """The earliest minute at which an order can begin."""
    when = mission.start
    if when.after:
        return ends(by[when.after], by) + when.plus
    if when.test is not None:
        return max(named(when.test), default=0)
    if when.minute >= 0:
        return when.minute
    return min(begins(other, by) for other in by.values() for _, name in other.branches if name == mission.id)


def ends(mission: Mission, by: dict[str, Mission]) -> int:
    """The minute by which it is over."""
    until = mission.until
    if until.minute != FOREVER:
        return until.minute
    if until.test is not None:
        return min(named(until.test), default=FOREVER) if until.test.word != "or" else max(_alone(until.test))
    return begins(mission, by) + MARCH_MINUTES if mission.kind == "march" else FOREVER


def named(test: Test) -> list[int]:
    """Minutes that a condition names."""
    return [test.value] if test.word == "time" else [hour for part in test.parts for hour in named(part)]


def _alone(test: Test) -> list[int]:
    """Minutes each of which is enough by itself."""
    return [part.value for part in test.parts if part.word == "time"]
