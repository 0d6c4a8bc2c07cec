"""Draws against independent exact laws: the whole law is read off the draws by bisecting the word."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from math import comb
from statistics import NormalDist

import numpy as np
import pytest
from numpy.typing import NDArray

from game.engine.dice import draws
from game.rules import chance, chance_families, chance_laws, chance_tables, fixed_tables
from game.rules.fixed import CERTAIN
from game.rules.tables import BITS
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

Draw = Callable[[NDArray[np.uint64]], NDArray[np.int16]]

EXACT = 1e-9
FINGERPRINTS = [
    "41a69fe8d8615c89",
    "43e3da2cd7322f73",
    "832870dcee452daa",
    "074102c4db050ef3",
    "e1709f61e8c695f9",
]
MAX = np.uint64(2**64 - 1)


def thresholds(draw: Draw, most: int) -> list[int]:
    """For k = 0..most-1 how many of the 2**64 words draw k or less."""
    k = np.arange(most)
    low = np.zeros(most, np.uint64)
    for bit in reversed(range(64)):
        middle = low + np.uint64(1 << bit)
        low = np.where(draw(middle - np.uint64(1)) <= k, middle, low)
    return [int(word) + (1 if draw(np.array([word], np.uint64))[0] <= i else 0) for i, word in enumerate(low)]


def law_of(draw: Draw, most: int) -> list[float]:
    """Chances of 0..most."""
    ends = [0, *thresholds(draw, most), 2**64]
    return [(after - before) / 2**64 for before, after in pairwise(ends)]


def variation(a: list[float], b: list[float]) -> float:
    return sum(abs(p - q) for p, q in zip(a, b, strict=True)) / 2


def gamma_poisson(milli: int, shape_q10: int, most: int) -> list[float]:
    """Exact chances of min(N, most): Gamma(k + kappa) / (k! Gamma(kappa)) x q^kappa x (1 - q)^k."""
    with localcontext() as context:
        context.prec = 60
        mean, kappa = Decimal(milli) / 1000, Decimal(shape_q10) / 1024
        q = kappa / (kappa + mean)
        weight, rows = Decimal(1), []
        for k in range(most):
            rows.append(weight * q**kappa * (1 - q) ** k if k else q**kappa)
            weight = weight * (kappa + k) / (k + 1)
        return [float(row) for row in [*rows, 1 - sum(rows)]]


def binomial(n: int, chance_q16: int) -> list[float]:
    p = Fraction(chance_q16, 65536)
    return [float(comb(n, k) * p**k * (1 - p) ** (n - k)) for k in range(n + 1)]


class TestLosses:
    @pytest.mark.parametrize("shape", [1024, 1331, 2048, 3072, 5120, 16384])
    @pytest.mark.parametrize("milli", [1, 5, 127, 128, 300, 1501, 4095, 4097, 12_345, 65_535])
    def test_whole_law(self, shape: int, milli: int) -> None:
        most, law = 250, chance.LossLaw(shape)
        got = law_of(lambda bits: chance.losses(milli, most, bits, law).result, most)
        assert variation(got, gamma_poisson(milli, shape, most)) < EXACT

    def test_whole_law_of_a_great_expectation(self) -> None:
        got = law_of(lambda bits: chance.losses(900_001, 4095, bits, chance.LossLaw(3072)).result, 4095)
        assert variation(got, gamma_poisson(900_001, 3072, 4095)) < EXACT

    def test_mean_and_variance(self) -> None:
        # E = 2.5, kappa = 3: variance 2.5 + 2.5^2 / 3 = 4.5833
        law = law_of(lambda bits: chance.losses(2500, 300, bits, chance.LossLaw(3072)).result, 300)
        mean = sum(k * p for k, p in enumerate(law))
        assert mean == pytest.approx(2.5, abs=1e-7)
        assert sum(k * k * p for k, p in enumerate(law)) - mean**2 == pytest.approx(
            2.5 + 2.5**2 / 3, abs=1e-5
        )

    def test_the_bound_takes_what_lies_beyond(self) -> None:
        got = law_of(lambda bits: chance.losses(6000, 11, bits, chance.LossLaw(3072)).result, 11)
        assert variation(got, gamma_poisson(6000, 3072, 11)) < EXACT
        assert got[11] == pytest.approx(1 - sum(gamma_poisson(6000, 3072, 300)[:11]), abs=1e-9)

    def test_nothing_expected_and_nobody_there(self) -> None:
        words = np.array([0, 1, 2**63, 2**64 - 1], np.uint64)
        assert chance.losses(0, 50, words, chance.LossLaw(2048)).result.tolist() == [0] * 4
        assert chance.losses(9000, 0, words, chance.LossLaw(2048)).result.tolist() == [0] * 4

    def test_shapes_and_types(self) -> None:
        words = draws(1, "fire", 0, 0, (4, 3))
        drawn = chance.losses([100, 2000, 9000], [[5], [9], [9], [9]], words, chance.LossLaw(3072))
        assert drawn.result.shape == drawn.draw.shape == (4, 3)
        assert drawn.result.dtype == np.dtype(np.int16)
        assert drawn.draw.dtype == np.dtype(np.uint16)
        assert chance.losses([], [], words[:0, 0], chance.LossLaw(3072)).result.shape == (0,)
        assert chance.losses(3, 5, words[0, 0], chance.LossLaw(3072)).result.shape == ()
        assert chance.losses([3], [[5]], words[0, 0], chance.LossLaw(3072)).result.shape == (1, 1)

    def test_refuses(self) -> None:
        words, law = draws(1, "fire", 0, 0, 2), chance.LossLaw(3072)
        with pytest.raises(ValueError, match="an expectation of losses must be at least 0, found -4"):
            chance.losses([1, -4], 5, words, law)
        with pytest.raises(ValueError, match="the men to lose must be at most 4095, found 5000"):
            chance.losses(1, 5000, words[:1], law)

    @pytest.mark.parametrize("shape", [1023, 16385, 0])
    def test_shapes_outside_the_tables(self, shape: int) -> None:
        with pytest.raises(ValueError, match=r"must lie in 1\.\.16"):
            chance.LossLaw(shape)


class TestBinomial:
    @pytest.mark.parametrize(
        ("n", "share"),
        [
            *[(1, 1), (1, 40_000), (2, 65_535), (5, 3277), (10, 6554), (12, 32_768), (60, 9000)],
            *[(120, 16_384), (200, 60_000), (255, 1), (255, 200), (255, 33_000), (255, 65_535)],
        ],
    )
    def test_whole_law(self, n: int, share: int) -> None:
        got = law_of(lambda bits: chance.binomial(n, share, bits).result, n)
        assert variation(got, binomial(n, share)) < EXACT

    def test_certain_and_never(self) -> None:
        words = np.array([0, 2**63, 2**64 - 1], np.uint64)
        assert chance.binomial(255, 65536, words).result.tolist() == [255] * 3
        assert chance.binomial(255, 0, words).result.tolist() == [0] * 3
        assert chance.binomial(0, 30_000, words).result.tolist() == [0] * 3
        assert chance.binomial(7, CERTAIN, words[:1]).result.tolist() == [7]

    def test_refuses(self) -> None:
        words = draws(1, "fire", 0, 0, 3)
        with pytest.raises(ValueError, match="trials must be at most 255, found 256"):
            chance.binomial([1, 256, 3], 5, words)
        with pytest.raises(ValueError, match="a chance must be at most 65536, found 70000"):
            chance.binomial(5, 70_000, words[:1])


class TestTables:
    def test_one_alone_is_the_same_as_among_many(self) -> None:
        words = draws(3, "fire", 0, 0, 300)
        expected = (draws(4, "fire", 0, 0, 300) % np.uint64(20_000)).astype(np.int64)
        many = chance.losses(expected, 40, words, chance.LossLaw(2048)).result
        alone = [
            int(chance.losses(e, 40, w, chance.LossLaw(2048)).result)
            for e, w in zip(expected, words, strict=True)
        ]
        assert many.tolist() == alone
        share, n = expected * 3, expected % 256
        many = chance.binomial(n, share, words).result
        assert many.tolist() == [
            int(chance.binomial(a, b, w).result) for a, b, w in zip(n, share, words, strict=True)
        ]

    def test_draws_do_not_depend_on_what_was_drawn_before(self, monkeypatch: pytest.MonkeyPatch) -> None:
        words = draws(5, "fire", 0, 0, 600)
        expected = np.arange(600) * 11
        chance_families.loss_family.cache_clear()
        before = chance.losses(expected, 99, words, chance.LossLaw(3072)).result
        chance_families.loss_family.cache_clear()
        monkeypatch.setattr(chance_tables, "GUIDES", 60)
        monkeypatch.setattr(chance_tables, "CURVES", 500)
        monkeypatch.setattr(chance_tables, "BLOCK", 64)
        monkeypatch.setattr(chance_tables, "CHUNK", 8)
        monkeypatch.setattr(chance_tables, "FEW", 0)
        pieces = [
            chance.losses(expected[i::6], 99, words[i::6], chance.LossLaw(3072)).result for i in range(6)
        ]
        for i, piece in enumerate(pieces):
            assert piece.tolist() == before[i::6].tolist()

    def test_same_tables_on_every_machine(self) -> None:
        """A fingerprint of the tables: another one means other battles from the same seeds."""
        family = chance_families.loss_family(3072)
        bucket = family.draw(np.array([375]), np.array([1500]), np.zeros(1, np.uint64))
        assert bucket.tolist() == [0]
        parts = [
            chance_laws.normal_knots(),
            fixed_tables.coarse(0, 13 << 10),
            fixed_tables.coarse(2, 18 << 10),
            fixed_tables.logistic_half(12 << 10),
            family.curves(375),
        ]
        assert [sha256(part.astype("<i8").tobytes()).hexdigest()[:16] for part in parts] == FINGERPRINTS

    def test_numbers_of_the_ruleset(self) -> None:
        rules = compile_ruleset(load_ruleset("standard").models())
        told = {key: rules.value("chance", key, 0) for key in ("bits", "chance_bits", "law_bits", "trials")}
        assert told == {
            "bits": BITS,
            "chance_bits": CERTAIN.bit_length() - 1,
            "law_bits": chance_tables.PRECISION,
            "trials": chance_families.TRIALS,
        }
        assert rules.value("chance", "guide_slices", 0) == chance_tables.SLICES
        assert rules.value("chance", "most_expected", 0) == chance_families.LOSS_TOP // 1000
        assert rules.value("chance", "most_lost", 0) == chance_families.LOSS_MOST

    def test_laws_of_the_ruleset(self) -> None:
        rules = compile_ruleset(load_ruleset("standard").models())
        assert chance.loss_law(rules, "fire") == chance.LossLaw(3072)
        assert chance.loss_law(rules, "shells") == chance.LossLaw(2048)
        with pytest.raises(ValueError, match="effect must be one of fire, shells, got 'mud'"):
            chance.loss_law(rules, "mud")


class TestSimpleDraws:
    def test_permille(self) -> None:
        words = np.array([0, 2**63, 2**64 - 1], np.uint64)
        assert chance.permille(words).tolist() == [0, 500, 999]

    def test_happens(self) -> None:
        words = np.array([0, 2**48, 2**64 - 1], np.uint64)
        assert chance.happens(words, 1).tolist() == [True, False, False]
        assert chance.happens(words, 65536).tolist() == [True] * 3
        assert chance.happens(words, 0).tolist() == [False] * 3

    def test_pick_by_weights(self) -> None:
        # weights 1, 0, 3 of 4: the first quarter of the words picks row 0, the rest row 2
        quarter = 2**62
        words = np.array([0, quarter - 1, quarter, 2**64 - 1], np.uint64)
        assert chance.pick([1, 0, 3], words).tolist() == [0, 0, 2, 2]
        assert chance.pick([0, 0], words).tolist() == [-1] * 4

    def test_pick_is_exact_for_great_weights(self) -> None:
        total = 2**31 - 1
        ends = thresholds(
            lambda bits: chance.pick([5, total - 5], bits).astype(np.int16),
            1,
        )
        assert abs(ends[0] - 5 * 2**64 // total) <= 1

    def test_pick_refuses(self) -> None:
        with pytest.raises(ValueError, match="a weight must be at least 0"):
            chance.pick([1, -1], draws(1, "fire", 0, 0, 1))
        with pytest.raises(ValueError, match="a sum of weights must be at most"):
            chance.pick([2**31, 1], draws(1, "fire", 0, 0, 1))


class TestNormal:
    SIGMA = 1_000_000

    def test_against_the_law(self) -> None:
        words = draws(7, "shells", 0, 0, 20_000)
        law = NormalDist()
        exact = [law.inv_cdf((int(word) + 0.5) / 2**64) for word in words]
        got = chance.normal(words, self.SIGMA) / self.SIGMA
        assert np.abs(got - exact).max() < 1 / 2000

    def test_tails(self) -> None:
        shares = [1e-3, 1e-4, 1e-6, 1e-9, 1e-12]
        words = np.array([int(share * 2**64) for share in shares], np.uint64)
        exact = [NormalDist().inv_cdf(share) for share in shares]
        got = chance.normal(words, self.SIGMA) / self.SIGMA
        assert np.abs(got - exact).max() < 1 / 2000
        assert chance.normal(np.array([0, MAX], np.uint64), 10).tolist() == [-80, 80]

    def test_both_signs_alike(self) -> None:
        words = draws(8, "shells", 0, 0, 5000)
        assert (chance.normal(~words, 137) == -chance.normal(words, 137)).all()

    def test_sigma_by_row(self) -> None:
        words = draws(9, "shells", 0, 0, (4000, 3))
        got = chance.normal(words, [0, 30, 300])
        assert got.shape == (4000, 3)
        assert not got[:, 0].any()
        assert got.std(axis=0)[1:] == pytest.approx([30, 300], rel=0.05)
        assert chance.normal(words[0, 0], 5).shape == ()

    def test_refuses(self) -> None:
        with pytest.raises(ValueError, match="a standard deviation must be at least 0"):
            chance.normal(draws(1, "fire", 0, 0, 1), -3)
