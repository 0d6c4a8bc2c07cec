"""Who wins a pair, what shares are in Elo and how sure, joint ratings, the sequential test, the targets."""

from __future__ import annotations

from math import inf, isclose, log

import numpy as np
import pytest
from ladder_field import pair, record

from game.analysis.ladder import clocks, sprt
from game.analysis.ladder.chances import elo, in_elo, share, share_of, wilson
from game.analysis.ladder.joint import joint, ratings
from game.analysis.ladder.pairs import DRAW, LOSS, WIN
from game.analysis.ladder.standings import ALL, standing, standings
from game.analysis.ladder.targets import TARGETS, findings


class TestPair:
    def test_a_scenario_that_one_side_always_wins_gives_nobody_the_pair(self) -> None:
        even = pair(70, 70)
        assert (even.outcome, even.by_games, even.margin) == (DRAW, 0.5, 0)

    def test_the_better_of_two_who_both_win_as_the_ussr_wins_the_pair(self) -> None:
        better = pair(70, 60)
        assert (better.outcome, better.by_games) == (WIN, 0.5)
        assert better.swapped().outcome == LOSS

    def test_by_games_counts_what_the_levels_say(self) -> None:
        assert pair(70, -70).by_games == 1
        assert pair(70, 5).by_games == 0.75
        assert pair(5, 70).by_games == 0.25
        assert pair(-70, 70).by_games == 0

    def test_told_from_either_it_is_the_same_pair(self) -> None:
        one = pair(70, 60)
        assert one.told_from("random") == one.swapped()
        assert one.swapped().told_from("greedy") == one
        assert one.swapped().key == one.key


class TestShares:
    @pytest.mark.parametrize(("of", "points"), [(0.5, 0), (10 / 11, 400), (0.75, 190.849), (0.25, -190.849)])
    def test_elo_of_known_shares(self, of: float, points: float) -> None:
        assert elo(of) == pytest.approx(points, abs=1e-3)
        assert share_of(points) == pytest.approx(of, abs=1e-5)

    def test_whoever_wins_or_loses_all_has_no_bounds(self) -> None:
        assert (elo(1), elo(0)) == (inf, -inf)

    @pytest.mark.parametrize(
        ("points", "n", "low", "high"),
        # By the formula in Newcombe 1998, table I: Wilson's interval without continuity correction.
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
    )
    def test_wilson_by_the_published_table(self, points: int, n: int, low: float, high: float) -> None:
        told = wilson(points, n)
        assert (told.low, told.high) == pytest.approx((low, high), abs=6e-5)

    def test_the_bootstrap_comes_near_the_normal_interval_of_many_pairs(self) -> None:
        told = share([1.0] * 300 + [0.0] * 100, 1938)
        half = 1.96 * (0.75 * 0.25 / 400) ** 0.5
        assert (told.low, told.high) == pytest.approx((0.75 - half, 0.75 + half), abs=0.006)

    def test_where_nothing_can_be_drawn_otherwise_wilson_stands_in(self) -> None:
        assert share([1.0] * 10, 1) == wilson(10, 10)
        told = in_elo(share([1.0] * 10, 1))
        assert told.value == told.high == inf
        assert told.as_data() == {"value": None, "low": round(told.low, 4), "high": None}


class TestRatings:
    def test_two_agents_without_the_drawn_pair_have_the_plain_difference(self) -> None:
        told = ratings(np.array([[0.0, 3.0], [9.0, 0.0]]), prior=0)
        assert told == pytest.approx([0, elo(0.75)])

    def test_the_drawn_pair_counts_half_a_win_for_each(self) -> None:
        told = ratings(np.array([[0.0, 0.0], [9.0, 0.0]]))
        assert told == pytest.approx([0, elo(9.5 / 10)])

    def test_three_agents_whose_chances_agree_get_exactly_those(self) -> None:
        true = np.array([0.0, 120.0, -75.0])
        points = 1000 / (1 + 10 ** ((true[None, :] - true[:, None]) / 400))
        np.fill_diagonal(points, 0)
        assert ratings(points, prior=0) == pytest.approx(true)

    def test_the_first_agent_is_the_measure_and_intervals_hold_the_rating(self) -> None:
        outcomes = {("a", "b"): [WIN] * 6 + [LOSS] * 4, ("b", "c"): [WIN] * 9 + [DRAW]}
        told = joint(outcomes, ["c", "a", "b"], 7)
        assert told["c"].value == told["c"].low == told["c"].high == 0
        assert told["a"].value > told["b"].value > 0
        assert all(rating.low <= rating.value <= rating.high for rating in told.values())


class TestSequentialTest:
    def test_the_ratio_of_wins_and_losses_is_that_of_the_binomial_law(self) -> None:
        wins, losses, to = 70, 30, share_of(sprt.ELO[1])
        exact = wins * log(to / 0.5) + losses * log((1 - to) / 0.5)
        assert isclose(float(sprt.log_ratio([losses, 0, wins])), exact, abs_tol=1e-3)

    def test_draws_alone_speak_for_no_difference(self) -> None:
        assert float(sprt.log_ratio([0, 50, 0])) < 0

    def test_it_ends_at_the_first_bound_and_looks_no_further(self) -> None:
        won = sprt.verdict([WIN] * 400)
        assert won.better is True
        assert won.ratio >= sprt.BOUNDS[1] > float(sprt.log_ratio([0, 0, won.pairs - 1]))
        assert sprt.verdict([WIN] * won.pairs + [LOSS] * 300) == won
        assert sprt.verdict([LOSS] * 400).better is False

    def test_it_stays_open_for_want_of_pairs_and_is_given_up_in_the_end(self) -> None:
        assert sprt.verdict([]) == sprt.Verdict(0, 0.0, None)
        assert sprt.verdict([WIN, LOSS]).better is None
        middle = [WIN, LOSS] * 1000
        middle[::46] = [WIN] * len(middle[::46])
        assert sprt.verdict(middle).pairs <= sprt.MOST

    def test_bounds_are_those_of_wald(self) -> None:
        assert pytest.approx((-2.9444, 2.9444), abs=1e-4) == sprt.BOUNDS


class TestStandings:
    def test_what_is_added_up(self) -> None:
        pairs = [pair(70, 60, seed=1), pair(70, 70, seed=2), pair(5, 70, seed=3), pair(50, -50, seed=4)]
        told = standing(("greedy", "random"), "hill", pairs, 1)
        assert (told.wins, told.draws, told.losses) == (2, 1, 1)
        assert told.games == (0, 1, 2, 0, 1)
        assert told.sides == (48.75, -37.5)
        assert told.margin == pytest.approx((10 + 0 - 65 + 100) / 4 / 2)
        assert told.share.value == 2.5 / 4

    def test_each_scenario_and_then_all(self) -> None:
        pairs = [pair(70, 60), pair(1, 2, scenario="river")]
        lines = standings(("greedy", "random"), ["hill", "river", "sea"], pairs, 1)
        assert [(line.scenario, line.wins) for line in lines] == [("hill", 1), ("river", 0), (ALL, 1)]
        assert len(standings(("greedy", "random"), ["hill", "river"], pairs[:1], 1)) == 1


class TestTargets:
    def played(
        self, one: str, other: str, wins: int, losses: int, scenario: str = "hill"
    ) -> list[bool | None]:
        names = (one, other)
        pairs = [pair(9, 1, agents=names, scenario=scenario)] * wins
        pairs += [pair(1, 9, agents=names, scenario=scenario)] * losses
        told = {finding.target.agents: finding for finding in findings({names: pairs}, ["hill"])}
        wanted = next(target.agents for target in TARGETS if set(target.agents) == {one, other})
        return [told[wanted].met, *(f.met for agents, f in told.items() if agents != wanted)]

    def test_the_share_is_what_counts(self) -> None:
        assert self.played("line", "random", 98, 2) == [True, None, None, None]
        assert self.played("line", "random", 97, 3)[0] is False
        assert self.played("staff", "line", 60, 40)[0] is True

    def test_against_greedy_it_must_be_sure_too(self) -> None:
        assert self.played("line", "greedy", 15, 5)[0] is False
        assert self.played("line", "greedy", 150, 50)[0] is True
        assert self.played("line", "greedy", 149, 51)[0] is False

    def test_whichever_way_round_the_pairing_was_named(self) -> None:
        assert self.played("random", "line", 2, 98)[0] is True
        assert self.played("random", "line", 98, 2)[0] is False

    def test_a_drawn_pair_is_not_won(self) -> None:
        drawn = {("staff", "line"): [pair(9, 9, agents=("staff", "line"))] * 10}
        assert [f.met for f in findings(drawn, ["hill"]) if f.pairs] == [False]

    def test_it_stays_open_while_a_scenario_is_lacking(self) -> None:
        assert self.played("line", "random", 100, 0, scenario="river") == [None] * 4


def test_the_pace_of_an_agent() -> None:
    records = [record(pair(1, 2), ms) for ms in (1, 3, 100)]
    told = clocks.pace(records, "greedy")
    assert told is not None
    assert (told.turns, told.p50) == (6, 4.0)
    assert 100 <= told.p95 <= 102
    assert clocks.pace(records, "greedy", "river") is None
    assert clocks.seconds(records) == 0.75
