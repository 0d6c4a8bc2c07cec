"""Laws of chance: nothing falls when luck, expectation or the men at hand grow; a batch is its parts."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.rules import chance

LAWS = st.sampled_from([chance.LossLaw(2048), chance.LossLaw(3072)])
MILLI = st.one_of(st.integers(0, 3000), st.integers(0, 80_000))
CHANCES = st.integers(0, 65536)
WORD = st.integers(0, 2**64 - 1)
WORDS = st.lists(WORD, min_size=1, max_size=12)


def words(values: list[int]) -> NDArray[np.uint64]:
    return np.array(values, np.uint64)


@given(MILLI, st.integers(0, 300), WORDS, LAWS)
def test_more_luck_never_costs_less(milli: int, most: int, values: list[int], law: chance.LossLaw) -> None:
    drawn = chance.losses(milli, most, words(sorted(values)), law)
    assert (np.diff(drawn.result) >= 0).all()
    assert (np.diff(drawn.draw.astype(np.int64)) >= 0).all()
    assert (drawn.result >= 0).all()
    assert (drawn.result <= most).all()
    assert (drawn.draw <= 999).all()


@given(st.lists(MILLI, min_size=2, max_size=12), st.integers(0, 300), WORD, LAWS)
def test_more_expected_never_costs_less(milli: list[int], most: int, value: int, law: chance.LossLaw) -> None:
    bits = np.full(len(milli), value, np.uint64)
    assert (np.diff(chance.losses(sorted(milli), most, bits, law).result) >= 0).all()


@given(MILLI, st.lists(st.integers(0, 300), min_size=2, max_size=8), WORD, LAWS)
def test_more_men_never_cost_less(milli: int, most: list[int], value: int, law: chance.LossLaw) -> None:
    bits = np.full(len(most), value, np.uint64)
    assert (np.diff(chance.losses(milli, sorted(most), bits, law).result) >= 0).all()


@given(st.lists(st.tuples(MILLI, st.integers(0, 200), WORD), min_size=1, max_size=8), LAWS)
def test_a_batch_is_its_parts(rows: list[tuple[int, int, int]], law: chance.LossLaw) -> None:
    milli, most, value = (list(column) for column in zip(*rows, strict=True))
    whole = chance.losses(milli, most, words(value), law).result.tolist()
    assert whole == [int(chance.losses(m, n, words([w]), law).result[0]) for m, n, w in rows]


@given(st.integers(0, 60), CHANCES, WORDS)
def test_successes_grow_with_luck(n: int, share: int, values: list[int]) -> None:
    result = chance.binomial(n, share, words(sorted(values))).result
    assert (np.diff(result) >= 0).all()
    assert ((result >= 0) & (result <= n)).all()


@given(st.integers(0, 60), st.lists(CHANCES, min_size=2, max_size=8), WORD)
def test_successes_grow_with_the_chance(n: int, share: list[int], value: int) -> None:
    bits = np.full(len(share), value, np.uint64)
    assert (np.diff(chance.binomial(n, sorted(share), bits).result) >= 0).all()


@example([5, 9], 1, 2**64 - 2**17)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=8), CHANCES, WORD)
def test_successes_grow_with_the_trials(n: list[int], share: int, value: int) -> None:
    bits = np.full(len(n), value, np.uint64)
    assert (np.diff(chance.binomial(sorted(n), share, bits).result) >= 0).all()


@given(WORDS, st.integers(0, 10**6))
def test_deviates_grow_and_mirror(values: list[int], sigma: int) -> None:
    bits = words(sorted(values))
    got = chance.normal(bits, sigma)
    assert (np.diff(got) >= 0).all()
    assert (chance.normal(~bits, sigma) == -got).all()
    assert (np.abs(got) <= 8 * sigma).all()


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9), WORDS)
def test_only_rows_with_weight_are_picked(weights: list[int], values: list[int]) -> None:
    rows = chance.pick(weights, words(values))
    if any(weights):
        assert all(weights[row] > 0 for row in rows)
    else:
        assert (rows == -1).all()


@given(CHANCES, WORDS)
def test_a_trial_is_what_happens_from_the_other_end(share: int, values: list[int]) -> None:
    """One trial succeeds for the greatest words; `happens` for the least: the same chance."""
    once = chance.binomial(1, share, words(values)).result
    below = chance.happens(~words(values), share)
    assert (once == below).all()
