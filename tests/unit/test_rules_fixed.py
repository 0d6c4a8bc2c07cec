"""Integer curves against decimals over their whole domain."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from numpy.typing import NDArray

from game.rules import fixed
from game.rules.fixed_tables import NEAR_HALF, rounded

Q16 = Decimal(65536)
Curve = Callable[[Decimal], Decimal]


def falling(x: Decimal) -> Decimal:
    return (-x).exp()


def halving(x: Decimal) -> Decimal:
    return (-x * Decimal(2).ln()).exp()


def sigmoid(x: Decimal) -> Decimal:
    return Decimal(1) / (1 + (-x).exp())


def worst(values: NDArray[np.int64], x: NDArray[np.int64], bits: int, curve: Curve) -> Decimal:
    """Largest difference from the curve, in units of Q16."""
    with localcontext() as context:
        context.prec = 24
        scale = Decimal(1 << bits)
        pairs = zip(values.tolist(), x.tolist(), strict=True)
        return max(abs(Decimal(value) - Q16 * curve(at / scale)) for value, at in pairs)


class TestCurves:
    def test_exp_over_the_whole_domain(self) -> None:
        x = np.arange(13 << 10)
        values = fixed.exp_neg(x)
        assert worst(values, x, 10, falling) <= 1
        assert (np.diff(values) <= 0).all()
        assert (values[0], values[-1]) == (65536, 0)
        assert (fixed.one_minus_exp(x) == 65536 - values).all()

    def test_half_power_over_the_whole_domain(self) -> None:
        x = np.arange(18 << 10)
        values = fixed.half_power(x)
        assert worst(values, x, 10, halving) <= 1
        assert (np.diff(values) <= 0).all()
        assert fixed.half_power([0, 1024, 4096]).tolist() == [65536, 32768, 4096]

    def test_logistic_over_the_whole_domain(self) -> None:
        x = np.arange(-13 << 10, (13 << 10) + 1)
        values = fixed.logistic(x)
        assert worst(values, x, 10, sigmoid) <= 1
        assert (np.diff(values) >= 0).all()
        assert (values + values[::-1] == 65536).all()
        assert fixed.logistic([0, -(2**40), 2**40]).tolist() == [32768, 0, 65536]

    @pytest.mark.parametrize("bits", [11, 16, 20])
    def test_more_places(self, bits: int) -> None:
        x = np.arange(0, 13 << bits, (13 << bits) // 4001 | 1)
        for function, curve in ((fixed.exp_neg, falling), (fixed.half_power, halving)):
            values = function(x, bits)
            assert worst(values, x, bits, curve) <= 1
            assert (np.diff(values) <= 0).all()

    def test_more_places_agree_and_fall_step_by_step(self) -> None:
        x = np.arange(1 << 17)
        values = fixed.exp_neg(x, 16)
        assert (values[::64] == fixed.exp_neg(x[::64] >> 6)).all()
        assert (np.diff(values) <= 0).all()

    def test_far_out_they_end(self) -> None:
        assert fixed.exp_neg([2**40], 20).tolist() == [0]
        assert fixed.half_power([2**40]).tolist() == [0]
        assert fixed.one_minus_exp([2**40]).tolist() == [65536]

    @pytest.mark.parametrize("function", [fixed.exp_neg, fixed.one_minus_exp, fixed.half_power])
    def test_refuses(self, function: Callable[..., object]) -> None:
        with pytest.raises(ValueError, match="must not be negative, found -1"):
            function([3, -1])
        with pytest.raises(ValueError, match=r"bits must lie in 10\.\.20, got 9"):
            function([3], 9)


class TestProducts:
    def test_mul_rounds_down_after_each_factor(self) -> None:
        # 1000 x 0.5 = 500; 500 x 1023/1024 = 499.51 -> 499
        assert fixed.mul(1000, 512, 1023) == 499
        assert fixed.mul([7, 0], 1024).tolist() == [7, 0]

    def test_mul_broadcasts(self) -> None:
        assert fixed.mul([[10], [20]], [512, 2048]).tolist() == [[5, 20], [10, 40]]

    def test_ratio(self) -> None:
        # 1/3 of 1024 is 341.33
        assert fixed.ratio([1, 5, 0], [3, 0, 4]).tolist() == [341, 0, 0]

    def test_refuses(self) -> None:
        with pytest.raises(ValueError, match="a factor must not be negative"):
            fixed.mul(3, [1, -2])
        with pytest.raises(ValueError, match="a divisor must not be negative"):
            fixed.ratio(3, -2)

    def test_between_q10_and_q16(self) -> None:
        assert fixed.to_q10([65536, 63, 64]).tolist() == [1024, 0, 1]
        assert fixed.to_q16([1024, 1]).tolist() == [65536, 64]

    def test_empty(self) -> None:
        nothing = np.zeros((0, 3), np.int64)
        assert fixed.mul(nothing, 5).shape == fixed.saturate(nothing, 4).shape == (0, 3)


class TestSaturate:
    def test_against_decimals(self) -> None:
        for men in (1, 11, 180, 4000):
            hits = np.unique(np.geomspace(1, 20_000 * men, 400).astype(np.int64))
            for got, expected in zip(fixed.saturate(hits, men).tolist(), hits.tolist(), strict=True):
                exact = men * 1000 * (1 - (-Decimal(expected) / (1000 * men)).exp())
                assert abs(got - exact) <= 1 + exact / 100_000 + Decimal(men) / 1000

    def test_never_above_hits_or_men(self) -> None:
        hits = np.arange(0, 40_000, 7)
        for men in (1, 3, 12):
            got = fixed.saturate(hits, men)
            assert (got <= np.minimum(hits, men * 1000)).all()
            assert (np.diff(got) >= 0).all()

    def test_nobody(self) -> None:
        assert fixed.saturate([500, 0], [0, 5]).tolist() == [0, 0]


class TestRounded:
    def test_what_is_clear_is_rounded_and_what_is_in_doubt_is_asked(self) -> None:
        asked: list[int] = []

        def exact(place: int) -> Decimal:
            asked.append(place)
            return Decimal("6.4999999999999999")

        values = np.array([0.2, 3.5 - 3 * NEAR_HALF, 6.5, 3.5 + 3 * NEAR_HALF, 6.5 - NEAR_HALF / 9, 65536.0])
        assert rounded(values, exact).tolist() == [0, 3, 6, 4, 6, 65536]
        assert asked == [2, 4]
