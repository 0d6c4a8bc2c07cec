"""Places of records among games, verdicts, agreement on hills: by hand on a few numbers."""

from __future__ import annotations

import pytest

from game.analysis.history import statistics as stats
from game.analysis.history import words
from game.analysis.history.control import Agreement, HillDay, agree
from game.analysis.history.figures import coverage, demand_row, figure_row, question_row, values_of
from game.scenario.models.history import Demand, Figure, Holding, Question

NONE = Agreement(())


def figure(low: float | None, value: float | None, high: float | None) -> Figure:
    return Figure.model_validate(
        {
            "name": {"en": "men"},
            "value": value,
            "low": low,
            "high": high,
            "unit": "men",
            "measure": "men",
            "certainty": "high",
            "source": ["S"],
        }
    )


def ask(**what: object) -> Question:
    return Question.model_validate(what)


def hill_day(agreement: float, hill: str = "a", minute: int = 1440) -> HillDay:
    record = Holding(day="1938-07-29", holds="S", certainty="high")
    return HillDay(hill, hill, minute, record, {"S": agreement}, agreement, None)


class TestPlaces:
    def test_a_record_lies_above_what_is_less_and_half_of_what_is_equal(self) -> None:
        assert stats.percentile([1, 2, 3, 4], 2.5) == 50
        assert stats.percentile([1, 2, 3, 4], 0) == 0
        assert stats.percentile([1, 2, 3, 4], 9) == 100
        assert stats.percentile([2, 2, 3, 4], 2) == 25

    def test_a_spread_tells_the_middle_ninety_per_cent(self) -> None:
        found = stats.spread([float(n) for n in range(101)])
        assert found is not None
        assert (found.low, found.median, found.high) == (5, 50, 95)
        assert (found.least, found.most, found.games) == (0, 100, 101)
        assert stats.spread([]) is None


class TestVerdicts:
    @pytest.fixture
    def found(self) -> stats.Spread:
        spread = stats.spread([100.0, 200.0])
        assert spread is not None
        return spread

    @pytest.mark.parametrize(
        ("low", "high", "verdict"),
        [(90, 110, "pass"), (206, 215, "near"), (300, 400, "fail"), (0, 90, "fail")],
    )
    def test_of_a_recorded_interval_beside_games(
        self, found: stats.Spread, low: float, high: float, verdict: str
    ) -> None:
        assert stats.against(found, low, high) == verdict

    @pytest.mark.parametrize(
        ("low", "high", "verdict"), [(110, 190, "pass"), (100, 190, "near"), (110, 300, "fail")]
    )
    def test_of_games_that_must_hold_an_interval(
        self, found: stats.Spread, low: float, high: float, verdict: str
    ) -> None:
        assert stats.contains(found, low, high) == verdict

    @pytest.mark.parametrize(
        ("value", "verdict"),
        [(10, "pass"), (20, "pass"), (9.1, "near"), (21.9, "near"), (8.9, "fail"), (22.1, "fail")],
    )
    def test_of_a_median(self, value: float, verdict: str) -> None:
        assert stats.within(value, 10, 20) == verdict

    @pytest.mark.parametrize(
        ("share", "verdict"), [(0.8, "pass"), (1.0, "pass"), (0.7, "near"), (0.69, "fail")]
    )
    def test_of_a_share_that_is_to_be_large(self, share: float, verdict: str) -> None:
        assert stats.limited(share, 0.8, None) == verdict

    def test_of_a_share_that_is_to_be_small(self) -> None:
        assert [stats.limited(share, None, 0.1) for share in (0.1, 0.2, 0.21)] == ["pass", "near", "fail"]

    def test_the_worst_counts(self) -> None:
        assert stats.worst(["pass", "fail", "near"]) == "fail"
        assert stats.worst(["pass", "near"]) == "near"


class TestShares:
    def test_games_that_tell_nothing_count_as_games(self) -> None:
        test = ask(ask="share", measure="road.complete", low=6, high=9, least=0.8)
        assert stats.share_of([6.0, 8.0, 9.5], 4, test) == 0.5

    def test_above_means_above(self) -> None:
        test = ask(ask="share", measure="men", over=10, most=0.1)
        assert stats.share_of([10.0, 11.0], 2, test) == 0.5


class TestFigures:
    def test_a_figure_is_told_with_its_place_and_verdict(self) -> None:
        row = figure_row("x", figure(8, 9, 12), {"men": [1.0, 5.0, 10.0, 20.0]})
        assert row["percentile"] == 50
        assert row["verdict"] == "pass"
        assert row["games"]["median"] == 7.5

    def test_one_without_a_number_is_told_and_not_judged(self) -> None:
        row = figure_row("x", figure(None, None, None), {"men": [1.0, 2.0]})
        assert row["games"]["median"] == 1.5
        assert row["verdict"] is None
        assert words.recorded(row) == "no number"

    def test_an_interval_alone_is_placed_by_its_middle(self) -> None:
        row = figure_row("x", figure(2, None, 4), {"men": [1.0, 2.0, 4.0, 5.0]})
        assert row["percentile"] == 50

    def test_without_games_nothing_is_judged(self) -> None:
        row = figure_row("x", figure(2, 3, 4), {})
        assert (row["games"], row["percentile"], row["verdict"]) == (None, None, None)

    def test_coverage_counts_places(self) -> None:
        rows = [{"percentile": place} for place in (5.0, 45.0, 50.0, 91.0, None)]
        assert coverage(rows) == {"figures": 4, "outside_80": 2, "central_20": 2}

    def test_columns_leave_out_games_that_tell_nothing(self) -> None:
        assert values_of([{"a": 1.0}, {"a": 2.0, "b": 3.0}]) == {"a": [1.0, 2.0], "b": [3.0]}


class TestDemands:
    def test_a_line_is_as_good_as_its_worst_test(self) -> None:
        demand = Demand.model_validate(
            {
                "id": "x",
                "name": {"en": "x"},
                "tests": [
                    {"ask": "median", "measure": "men", "low": 1, "high": 3},
                    {"ask": "share", "measure": "men", "over": 2.5, "most": 0.1},
                ],
            }
        )
        row = demand_row(demand, {"men": [1.0, 2.0, 3.0, 2.0]}, 4, NONE)
        assert [test["verdict"] for test in row["tests"]] == ["pass", "fail"]
        assert row["verdict"] == "fail"

    def test_a_line_with_a_test_that_cannot_be_judged_is_not_judged(self) -> None:
        demand = Demand.model_validate(
            {
                "id": "x",
                "name": {"en": "x"},
                "tests": [{"ask": "median", "measure": "men", "low": 1, "high": 3}],
            }
        )
        assert demand_row(demand, {}, 4, NONE)["verdict"] is None

    def test_nobody_who_comes_is_a_share_of_nothing_and_fails(self) -> None:
        test = ask(ask="share", measure="road.complete", low=6, high=9, least=0.8)
        row = question_row(test, {"men": [1.0]}, 1, NONE)
        assert (row["found"], row["verdict"]) == ([0.0], "fail")

    def test_hills_are_judged_by_mean_and_by_the_worst_day(self) -> None:
        hills = Agreement((hill_day(1.0), hill_day(0.7, "b")))
        assert question_row(ask(ask="agreement", least=0.8), {}, 1, hills)["verdict"] == "pass"
        row = question_row(ask(ask="worst_day", least=0.8), {}, 1, hills)
        assert (row["found"], row["verdict"]) == ([0.7], "near")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"ask": "median", "measure": "men", "low": 3, "high": 1},
            {"ask": "median", "low": 1, "high": 3},
            {"ask": "share", "measure": "men", "over": 1},
            {"ask": "share", "measure": "men", "over": 1, "low": 1, "high": 2, "least": 0.5},
            {"ask": "agreement", "measure": "men", "least": 0.5},
            {"ask": "agreement", "most": 0.5},
        ],
    )
    def test_half_a_demand_is_refused(self, wrong: dict[str, object]) -> None:
        with pytest.raises(ValueError, match="what the kind of demand needs"):
            Question.model_validate(wrong)


class TestAgreement:
    @pytest.mark.parametrize(
        ("record", "held", "told"),
        [
            ("S", "S", 1),
            ("S/J", "S/J", 1),
            ("S/J", "S", 0.5),
            ("J", "S/J", 0.5),
            ("J", "S", 0),
            ("J", "-", 0),
            ("S/J", "-", 0),
        ],
    )
    def test_divided_counts_half_each_way(self, record: str, held: str, told: float) -> None:
        assert agree(record, held) == told

    def test_means_of_all_and_of_a_hill(self) -> None:
        hills = Agreement((hill_day(1.0), hill_day(0.5), hill_day(0.0, "b")))
        assert (hills.overall, hills.of("a"), hills.of("b"), hills.worst) == (0.5, 0.75, 0.0, 0.0)
        assert NONE.overall is None
        assert NONE.worst is None


class TestWords:
    def test_demands_in_words(self) -> None:
        rows = [
            ask(ask="interval", measure="men_lost.japanese", low=1440, high=1440),
            ask(ask="share", measure="men_lost.japanese", over=3150, most=0.1),
            ask(ask="share", measure="road.complete", low=6, high=9, least=0.8),
            ask(ask="share", measure="strike.aborted", over=0.5, least=0.8),
        ]
        assert [words.asked(row.model_dump()) for row in rows] == [
            "Japanese losses: 90 % of the games hold 1,440",
            "Japanese losses above 3,150 in at most 10 % of the games",
            "corps complete at the front between 3 Aug 24:00 and 6 Aug 24:00 in at least 80 % of the games",
            "strike of 2 August given up in at least 80 % of the games",
        ]

    @pytest.mark.parametrize(
        ("value", "told"), [(1440.0, "1,440"), (2.583, "2.58"), (0.0, "0"), (37.0, "37"), (1234.6, "1,235")]
    )
    def test_numbers(self, value: float, told: str) -> None:
        assert words.number(value) == told
