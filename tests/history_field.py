"""A short battle set beside the record as if it were the whole one, for tests of the study and its report."""

from __future__ import annotations

from dataclasses import replace

from game.analysis.campaign import Match
from game.analysis.history.bench import Bench, Study, bench_of
from game.analysis.history.scope import load_record

SCENARIO = "bezymyannaya"
SEEDS = [11, 12, 13]


def study(soviet: str = "greedy", japanese: str = "greedy", scenario: str = SCENARIO) -> Study:
    """A short battle between two agents, with the record."""
    return Study(Match(scenario, (soviet, japanese), "recorded", historical=True), load_record().model)


def bench() -> Bench:
    """The short battle as it is."""
    return bench_of(study())


def whole(short: Bench) -> Bench:
    """The same as if the record were of it: its figures are compared, and a map is drawn of its end."""
    record = short.scope.record
    end = int(short.stage.setting.calendar.turn_end[-1])
    line = record.moments[0]
    return replace(short, scope=replace(short.scope, whole=True, moments={end: line}))
