"""Points of a calibration: each part of a range once, and a distance of its own for each demand."""

from __future__ import annotations

from game.analysis.history.matching import FAR, KNOBS, distances, hypercube, implausibility, moved
from game.analysis.history.scope import load_record
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset


def test_each_knob_takes_each_part_of_its_range_once() -> None:
    points = hypercube(7, 1938)
    assert hypercube(7, 1938) == points != hypercube(7, 1939)
    for column in zip(*points, strict=True):
        assert sorted(int(7 * part) for part in column) == list(range(7))


def test_numbers_stay_within_their_ranges() -> None:
    rules = compile_ruleset(load_ruleset("standard").models())
    for part in (0.0, 0.4, 1.0):
        for path, value in moved(rules, (part,) * len(KNOBS)):
            number = rules.where(path)
            assert number.low - 1e-6 <= value <= number.high + 1e-6


def test_two_demands_on_one_measure_are_two_distances() -> None:
    record = load_record().model
    found = distances(record, {"men_lost.japanese": [1500.0, 1500.0]}, 2)
    names = [one.what for one in found]
    assert len(names) == len(set(names))
    told = {one.what: one.off for one in found}
    assert told["men_lost.japanese"] == told["men_lost.japanese, share of games"] == 0
    assert implausibility(found) == FAR
