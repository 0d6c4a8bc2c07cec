"""The dice: published vectors, addresses that do not disturb one another, fair integers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import dice
from game.engine.setting import Dice

U64 = st.integers(0, 2**64 - 1)

# Known-answer vectors of Philox4x64-10 from Random123 (Salmon et al. 2011): counter, key, output.
VECTORS = [
    (
        (0, 0, 0, 0),
        (0, 0),
        (0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B),
    ),
    (
        (2**64 - 1,) * 4,
        (2**64 - 1,) * 2,
        (0x87B092C3013FE90B, 0x438C3C67BE8D0224, 0x9CC7D7C69CD777B6, 0xA09CAEBF594F0BA0),
    ),
    (
        (0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89),
        (0x452821E638D01377, 0xBE5466CF34E90C6C),
        (0xA528F45403E61D95, 0x38C72DBD566E9788, 0xA5A1610E72FD18B5, 0x57BD43B5E52B7FE6),
    ),
]

Words = tuple[int, ...]


def before(counter: Words) -> Words:
    """The 256-bit counter one step earlier, lowest word first."""
    number = (sum(word << (64 * i) for i, word in enumerate(counter)) - 1) % 2**256
    return tuple((number >> (64 * i)) % 2**64 for i in range(4))


def philox(counter: Words, key: Words) -> Words:
    """One block by plain integers, straight from the paper."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2E7470EE14C6C93 * c0, 0xCA5A826395121157 * c2
        c0, c1, c2, c3 = (p1 >> 64) ^ c1 ^ k0, p1 % 2**64, (p0 >> 64) ^ c3 ^ k1, p0 % 2**64
        k0, k1 = (k0 + 0x9E3779B97F4A7C15) % 2**64, (k1 + 0xBB67AE8584CAA73B) % 2**64
    return c0, c1, c2, c3


@pytest.mark.parametrize(("counter", "key", "expected"), VECTORS)
def test_published_vectors(counter: Words, key: Words, expected: Words) -> None:
    words = dice.raw(np.array(key, np.uint64), np.array(before(counter), np.uint64), 4)
    assert tuple(int(word) for word in words) == expected
    assert philox(counter, key) == expected


@given(U64, st.sampled_from(dice.PURPOSES), U64, U64, U64)
def test_address_is_key_and_counter(seed: int, purpose: str, turn: int, pulse: int, batch: int) -> None:
    words = [int(word) for word in dice.draws(seed, purpose, turn, pulse, 8, batch=batch)]
    key = (seed, dice.PURPOSES.index(purpose))
    assert words == [*philox((1, turn, pulse, batch), key), *philox((2, turn, pulse, batch), key)]


@given(U64, st.integers(0, 90), st.integers(0, 12), st.integers(0, 30), st.integers(0, 30))
def test_rows_keep_their_dice(seed: int, turn: int, pulse: int, few: int, more: int) -> None:
    """A unit's dice do not depend on how many rows come after it."""
    short = dice.draws(seed, "fire", turn, pulse, (few, 3))
    long = dice.draws(seed, "fire", turn, pulse, (few + more, 3))
    assert (short == long[:few]).all()


def test_order_of_asking_changes_nothing() -> None:
    asked = [("weather", 0, 0), ("fire", 4, 2), ("assault", 4, 2), ("fire", 4, 3)]
    first = {one: dice.draws(7, *one, 16).tolist() for one in asked}
    again = {one: dice.draws(7, *one, 16).tolist() for one in reversed(asked)}
    assert first == again
    assert len({tuple(words) for words in first.values()}) == len(asked)


def test_seeds_differ() -> None:
    assert (dice.draws(1, "weather", 0, 0, 64) != dice.draws(2, "weather", 0, 0, 64)).all()


def test_weather_is_the_first_purpose() -> None:
    assert dice.PURPOSES[0] == "weather"
    assert len(set(dice.PURPOSES)) == len(dice.PURPOSES)


@pytest.mark.parametrize(
    "bad", [{"seed": -1}, {"seed": 2**64}, {"purpose": "luck"}, {"turn": -1}, {"pulse": 2**64}]
)
def test_bad_address_is_refused(bad: dict[str, int | str]) -> None:
    good: dict[str, int | str] = {"seed": 1, "purpose": "fire", "turn": 0, "pulse": 0}
    with pytest.raises(ValueError, match="must"):
        dice.draws(**(good | bad), n=4)  # type: ignore[arg-type]


@given(st.lists(U64, min_size=1, max_size=20), st.integers(1, 2**31))
def test_below_stays_below(words: list[int], n: int) -> None:
    values = dice.below(np.array(words, np.uint64), n)
    assert [int(v) for v in values] == [(word >> 32) * n >> 32 for word in words]
    assert values.min() >= 0
    assert values.max() < n


def test_below_is_fair() -> None:
    """Chi-square of a die thrown 60,000 times: 5 degrees of freedom, 25 is beyond the 0.9998 quantile."""
    counts = np.bincount(dice.below(dice.draws(1938, "fire", 0, 0, 60_000), 6), minlength=6)
    assert ((counts - 10_000) ** 2 / 10_000).sum() < 25


@pytest.mark.parametrize("n", [0, -3, 2**31 + 1])
def test_below_refuses(n: int) -> None:
    with pytest.raises(ValueError, match="1\\.\\.2"):
        dice.below(np.zeros(1, np.uint64), n)


def test_happens_at_the_ends() -> None:
    words = np.array([0, 2**63, 2**64 - 1], np.uint64)
    assert dice.happens(words, dice.CERTAIN).all()
    assert not dice.happens(words, 0).any()
    assert dice.happens(words, dice.CERTAIN // 2).tolist() == [True, False, False]


def test_fractions() -> None:
    words = np.array([0, 2**63, 2**64 - 1], np.uint64)
    assert dice.q10(words).tolist() == [0, 512, 1023]
    assert dice.q16(words).tolist() == [0, 32768, 65535]


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 9))
def test_words_left_out_are_those_of_the_whole(begin: int, n: int, more: int) -> None:
    whole = dice.draws(5, "sight", 3, 60, begin + n + more)
    assert (dice.draws(5, "sight", 3, 60, n, begin=begin) == whole[begin : begin + n]).all()


@pytest.mark.parametrize("pooled", [False, True])
def test_some_rows_of_some_games_are_those_of_all(pooled: bool) -> None:
    cup = Dice((7, 8, 9), 2, 90, pooled=pooled)
    whole = cup.words("assault", 11, 6)
    game, row = np.array([0, 2, 2, 1]), np.array([10, 0, 3, 7])
    assert (cup.at("assault", game, row, (11, 6)) == whole[game, row]).all()
    assert cup.at("assault", game[:0], row[:0], (11, 6)).shape == (0, 6)


@pytest.mark.parametrize("pooled", [False, True])
def test_rows_of_all_games_are_those_of_the_whole(pooled: bool) -> None:
    cup, rows = Dice((7, 8, 9), 2, 90, pooled=pooled), np.array([2, 3, 9])
    assert (cup.rows("armor", rows, 11, 4, 3) == cup.words("armor", 11, 4, 3)[:, rows]).all()
    assert cup.rows("armor", rows[:0], 11, 4, 3).shape == (3, 0, 4, 3)


def test_a_batch_draws_what_each_game_draws_alone() -> None:
    words = dice.draws_of((7, 8), "fire", 2, 90, (5, 2), begin=3)
    assert (words[1] == dice.draws(8, "fire", 2, 90, (5, 2), begin=3)).all()
    with pytest.raises(ValueError, match="seed"):
        dice.draws_of((7, -1), "fire", 2, 90, (5, 2))
