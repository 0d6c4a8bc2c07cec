"""Laws of the ladder: nothing hangs on who is named first; shares and ratings keep order and bounds."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from ladder_field import pair, record

from game.analysis.ladder import sprt
from game.analysis.ladder.chances import elo, share, share_of, wilson
from game.analysis.ladder.joint import joint, ratings
from game.analysis.ladder.lines import as_line, as_record
from game.analysis.ladder.pairs import BY_GAMES, OUTCOMES
from game.analysis.ladder.standings import digest, standing
from game.analysis.ladder.targets import TARGETS, findings

POINTS = st.integers(-100, 100)
OUTCOME = st.sampled_from(OUTCOMES)
SEED = st.integers(0, 2**64 - 1)
FEW = settings(max_examples=25)


@st.composite
def pairs(draw: st.DrawFn) -> list[object]:
    """Some pairs of two agents."""
    scores = draw(st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=12))
    return [pair(one, other, seed=seed) for seed, (one, other) in enumerate(scores)]


@given(POINTS, POINTS, st.integers(-100, 100))
def test_sides_swapped_is_the_opposite_result(one: int, other: int, gift: int) -> None:
    mine = pair(one, other)
    theirs = mine.swapped()
    assert mine.outcome + theirs.outcome == mine.by_games + theirs.by_games == 1
    assert theirs.swapped() == mine
    assert mine.by_games in BY_GAMES
    # What a scenario gives to a side it gives to both agents in turn.
    assert pair(one + gift, other + gift).margin == mine.margin


@FEW
@given(pairs(), SEED)
def test_a_standing_told_from_the_other_is_its_mirror(known: list, seed: int) -> None:  # type: ignore[type-arg]
    one = standing(("greedy", "random"), "hill", known, seed)
    other = standing(("random", "greedy"), "hill", [each.swapped() for each in known], seed)
    assert (one.wins, one.draws, one.losses) == (other.losses, other.draws, other.wins)
    assert one.games == other.games[::-1]
    assert one.margin == -other.margin
    assert one.sides == (-other.sides[1], -other.sides[0])
    assert np.isclose(one.share.value + other.share.value, 1)
    assert np.isclose(one.share.low + other.share.high, 1)
    assert one.digest == other.digest == digest(known[::-1])


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_elo_keeps_order_is_odd_and_has_its_inverse(one: float, other: float) -> None:
    assert (one < other) == (elo(one) < elo(other)) or np.isclose(one, other)
    assert np.isclose(elo(one), -elo(1 - one), atol=1e-6)
    assert np.isclose(share_of(elo(one)), one)


@given(st.integers(1, 400), st.data())
def test_wilson_holds_the_share_and_narrows(n: int, data: st.DataObject) -> None:
    points = data.draw(st.integers(0, 2 * n)) / 2
    told, more = wilson(points, n), wilson(4 * points, 4 * n)
    assert 0 <= told.low <= told.value + 1e-12
    assert told.value - 1e-12 <= told.high <= 1
    assert more.high - more.low < told.high - told.low


@FEW
@given(st.lists(OUTCOME, min_size=1, max_size=40), SEED)
def test_the_interval_of_a_share_holds_it_in_any_order_of_the_seed(values: list[float], seed: int) -> None:
    told = share(values, seed)
    assert 0 <= told.low <= told.value + 1e-12
    assert told.value - 1e-12 <= told.high <= 1
    assert told == share(values, seed)


@FEW
@given(st.integers(2, 5), st.data())
def test_ratings_win_in_expectation_what_was_won(agents: int, data: st.DataObject) -> None:
    points = np.zeros((agents, agents))
    for one in range(agents):
        for other in range(one):
            played = data.draw(st.integers(1, 60))
            points[one, other] = data.draw(st.integers(0, 2 * played)) / 2
            points[other, one] = played - points[one, other]
    rated = ratings(points)
    number = points + points.T + 1 - np.eye(agents)
    chance = 1 / (1 + 10 ** ((rated[None, :] - rated[:, None]) / 400))
    won = points.sum(axis=1) + (agents - 1) / 2
    expected = (number * chance).sum(axis=1) - number.diagonal() * 0.5
    assert np.allclose(expected, won, atol=1e-6)


@settings(max_examples=10)
@given(st.lists(OUTCOME, min_size=1, max_size=20), st.lists(OUTCOME, min_size=1, max_size=20), SEED)
def test_ratings_do_not_hang_on_who_is_named_first(one: list[float], other: list[float], seed: int) -> None:
    told = joint({("a", "b"): one, ("b", "c"): other}, ["c", "b", "a"], seed)
    turned = joint(
        {("b", "a"): [1 - x for x in one], ("c", "b"): [1 - x for x in other]}, ["c", "a", "b"], seed
    )
    for name, rating in told.items():
        assert np.allclose(
            (rating.value, rating.low, rating.high), (turned[name].value, turned[name].low, turned[name].high)
        )


@given(st.lists(OUTCOME, max_size=450))
def test_the_sequential_test_looks_at_nothing_after_its_end(values: list[float]) -> None:
    told = sprt.verdict(values)
    assert told.pairs <= min(len(values), sprt.MOST)
    assert sprt.verdict(values[: told.pairs]) == told
    if told.better is not None:
        assert all(sprt.verdict(values[:n]).better is None for n in range(0, told.pairs, 7))


@given(st.tuples(*[st.integers(0, 300)] * 3))
def test_another_win_speaks_for_the_better_and_another_loss_against(counts: tuple[int, ...]) -> None:
    losses, draws, wins = counts
    now = float(sprt.log_ratio(counts))
    assert float(sprt.log_ratio([losses, draws, wins + 1])) > now - 1e-6
    assert float(sprt.log_ratio([losses + 1, draws, wins])) < now + 1e-6


@given(st.integers(0, 200), st.integers(0, 200), st.sampled_from(TARGETS))
def test_one_more_pair_won_never_unmakes_a_target(wins: int, losses: int, target: object) -> None:
    names = target.agents  # type: ignore[attr-defined]

    def met(won: int) -> bool | None:
        known = [pair(9, 1, agents=names)] * won + [pair(1, 9, agents=names)] * losses
        return next(f.met for f in findings({names: known}, ["hill"]) if f.target is target)

    if met(wins):
        assert met(wins + 1)


@given(POINTS, POINTS, SEED, st.integers(0, 10**6))
def test_a_line_reads_back(one: int, other: int, seed: int, ms: int) -> None:
    import json

    played = record(pair(one, other, seed=seed), ms)
    assert as_record(json.loads(json.dumps(as_line(played, "7e47")))) == played
