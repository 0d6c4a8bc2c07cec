"""Calibration: knobs that stay in their ranges, the hypercube, distances by hand, moves that pay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.analysis import calibration
from game.analysis.calibration import Target, Trial, Workshop, descend, hypercube, pulls
from game.analysis.calibration_knobs import KNOBS, STUDY_AREAS, TRENCH, Knob, overlay
from game.analysis.engagement_bench import certain
from game.rules.ruleset import Ruleset, Trace
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset
from tools import calibrate

FILES = load_ruleset("standard").models()
RULES = compile_ruleset(FILES)
PATHS = [knob.name for knob in KNOBS if knob.name != TRENCH]


def target(mean: float, value: float, low: float, high: float, unit: str = "men") -> Target:
    return Target(certain("x", "p", mean), Trace("p", value, low, high, unit, "s", "sourced"))


class TestKnobs:
    @pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
    def test_stops_rise_from_bound_to_bound_and_the_study_is_one_of_them(self, knob: Knob) -> None:
        assert list(knob.stops) == sorted(set(knob.stops))
        assert knob.study in knob.stops
        if knob.name != TRENCH:
            bound = RULES.where(knob.name)
            assert (knob.stops[0], knob.stops[-1]) == (bound.low, bound.high)

    def test_areas_are_those_of_the_shells(self) -> None:
        assert tuple(STUDY_AREAS) == RULES.layouts["artillery.lethal_area"][0]

    def test_an_overlay_moves_what_it_names_and_nothing_beyond_the_knobs(self) -> None:
        rules = compile_ruleset(FILES, overlay(RULES, {"assault.rate": 0.06, TRENCH: 0.75}))
        assert rules.where("assault.rate").value == 0.06
        assert rules.where("artillery.lethal_area.gun_76.trench").value == pytest.approx(8.25)
        assert rules.where("fire.rate.final_defensive.factor").value == 5
        knobs = {*PATHS, *(f"artillery.lethal_area.{shell}.trench" for shell in STUDY_AREAS)}
        for path in rules.numbers.keys() - knobs:
            assert rules.where(path) == RULES.where(path)

    def test_beyond_the_range_is_refused(self) -> None:
        with pytest.raises(ValueError, match="low <= value <= high"):
            overlay(RULES, {"assault.rate": 0.2})
        with pytest.raises(ValueError, match="no such knob: rat"):
            overlay(RULES, {"rat": 0.05})


class TestHypercube:
    def test_each_part_of_each_range_is_tried_once(self) -> None:
        trials = hypercube(20, 7)
        for knob in KNOBS:
            width = (knob.stops[-1] - knob.stops[0]) / 20
            grain = 0.6 / (1 << knob.bits)
            for part, place in enumerate(sorted(trial[knob.name] for trial in trials)):
                low = knob.stops[0] + part * width
                assert low - grain <= place <= low + width + grain, knob.name

    def test_same_seed_same_cube(self) -> None:
        assert hypercube(9, 1) == hypercube(9, 1) != hypercube(9, 2)

    def test_knobs_are_shuffled_apart(self) -> None:
        trials = hypercube(40, 3)
        columns = [[trial[knob.name] for trial in trials] for knob in KNOBS]
        orders = {tuple(calibration.ranks(column)) for column in columns}
        assert len(orders) == len(KNOBS)


class TestDistance:
    @pytest.mark.parametrize(
        ("mean", "value", "low", "high", "unit", "wanted"),
        [
            (7, 7, 2, 13, "men", 0),
            # 5.5 men either way
            (12.5, 7, 2, 13, "men", 1),
            # 29 to 30 is narrower than a tenth of 29
            (31.9, 29, 29, 30, "aircraft", 1),
            # a chance is not told finer than 0.02
            (0.035, 0.015, 0.01, 0.02, "probability", 1),
            (0.35, 0.55, 0.45, 0.65, "probability", 2),
        ],
    )
    def test_by_hand(
        self, mean: float, value: float, low: float, high: float, unit: str, wanted: float
    ) -> None:
        assert target(mean, value, low, high, unit).implausibility == pytest.approx(wanted)

    def test_all_in_all_is_the_root_mean_square(self) -> None:
        trial = Trial({}, (target(10, 7, 4, 10), target(7, 7, 4, 10), target(13, 7, 4, 10)))
        assert trial.worst == pytest.approx(2)
        assert trial.all_in_all == pytest.approx((5 / 3) ** 0.5)


class Bent(Workshop):
    """A workshop whose one measure is the sum of two knobs, in place of the engagements."""

    def measured(self, rules: Ruleset, values: calibration.Values) -> Trial:
        rate = rules.where("assault.rate").value
        stress = rules.where("fire.suppression_rate").value
        return Trial(values, (target(rate + stress, 0.095, 0.09, 0.1, "share"),))


class TestMoves:
    def test_the_best_move_first_and_only_while_it_pays(self) -> None:
        # 0.05 + 0.085 = 0.135: suppression can take 0.025 off it, the rate 0.015; then nothing is left
        steps = list(descend(Bent(FILES, 1, 1)))
        assert [step.values for step in steps] == [
            {},
            {"fire.suppression_rate": 0.06},
            {"fire.suppression_rate": 0.06, "assault.rate": 0.035},
        ]
        assert steps[-1].all_in_all == pytest.approx(0, abs=1e-9)

    def test_nothing_to_do_nothing_done(self) -> None:
        class Fine(Bent):
            def measured(self, rules: Ruleset, values: calibration.Values) -> Trial:
                return Trial(values, (target(0.135, 0.135, 0.1, 0.2),))

        assert len(list(descend(Fine(FILES, 1, 1)))) == 1

    def test_pulls_find_the_knob(self) -> None:
        shop = Bent(FILES, 1, 1)
        told = pulls([shop.attempt({**values}) for values in hypercube(60, 5)])
        strong = {name for name, r in told["x"].items() if abs(r) > 0.4}
        assert strong == {"assault.rate", "fire.suppression_rate"}


class TestWorkshop:
    def test_same_dice_same_trial(self) -> None:
        once, again = (Workshop(FILES, 20, 3).attempt({}) for _ in range(2))
        assert once == again
        assert {t.published.path.split(".")[0] for t in once.targets} == {"checks"}

    def test_a_number_moved_is_felt(self) -> None:
        shop = Workshop(FILES, 60, 3)
        few, many = (shop.attempt({"air.aa_loss": loss}) for loss in (0.0003, 0.0009))
        row = next(i for i, t in enumerate(few.targets) if t.measure.what.startswith("aircraft lost"))
        assert few.targets[row].measure.mean * 2 < many.targets[row].measure.mean
        others = [i for i, t in enumerate(few.targets) if "aircraft" not in t.measure.what]
        assert all(few.targets[i] == many.targets[i] for i in others)


class TestTables:
    def test_what_is_printed(self) -> None:
        shop = Bent(FILES, 1, 1)
        steps = list(descend(shop))
        told = calibrate.told_of_moves(steps)
        assert told.splitlines()[2].startswith("| 0 | - |")
        assert f"{steps[-1].all_in_all:.2f}" in told.splitlines()[-1]
        cube = calibrate.told_of_cube([shop.attempt({**values}) for values in hypercube(30, 5)])
        assert "| x | " in cube
        assert "fire.suppression_rate +" in cube
        named = replace(steps[0].targets[0], measure=certain("men lost", "p", 9))
        both = calibrate.told_of_targets({"a": Trial({}, (named,)), "b": Trial({}, (named,))})
        assert both.splitlines()[2].startswith("| men lost | 0.095 (0.09 - 0.1) | 9 (")
