"""Close combat: blows by hand, who finds room, who gives way."""

from __future__ import annotations

import numpy as np
import pytest
from assault_cases import MIDDLE, TOP, attackers, defenders, dice, final, play, q10
from assault_chain import ASSAULT, RULES

from game.rules.account import account, stack
from game.rules.chance import permille
from game.rules.close_combat import ATTACK_FACTORS, BREAK_TERMS, DEFENSE_FACTORS, Melee
from game.rules.fixed import mul
from game.rules.tables import ONE


def melee(a: object, d: object, **more: object) -> Melee:
    return play(a, d, **more).melee  # type: ignore[arg-type]


class TestBlows:
    def test_defenders_by_hand(self) -> None:
        """100 men, 0.2 suppressed, quality 1.25: 80 x 1.25 x 0.045 = 4.5 in the first round."""
        told = melee(attackers(100, suppression=0.2, quality=1.25), defenders(60)).defense
        assert told.expected[0, 0, 0] == pytest.approx(4500, rel=0.01)
        assert told.base[0, 0, 0] == pytest.approx(80_000, rel=0.002)

    def test_two_men_at_most_get_at_one(self) -> None:
        """200 men against 20: 40 find room, 40 x 0.045 = 1.8."""
        told = melee(attackers(200), defenders(20)).defense
        assert told.expected[0, 0, 0] == pytest.approx(1800, rel=0.01)

    def test_the_best_go_first(self) -> None:
        """30 poor men and 30 good ones for 40 places: all the good ones and 10 of the poor."""
        told = melee(attackers([30, 30], quality=[0.8, 1.2]), defenders(20)).defense
        assert told.base[0, :2, 0].tolist() == [10_000, 30_000]

    def test_surprise_tells_in_the_first_round_alone(self) -> None:
        told = melee(attackers(50), defenders(50), fire=final(surprise=True)).defense
        surprise = told.factors[0, 0, :, DEFENSE_FACTORS.index("surprise")] / ONE
        assert surprise == pytest.approx([1.4, 1, 1], abs=0.001)
        assert told.expected[0, 0, 0] == pytest.approx(3150, rel=0.01)

    def test_attackers_by_hand(self) -> None:
        """60 men, half suppressed, quality 1.25, trench: 60 x 0.7 x 1.25 x 1.2 x 0.5 x 0.045 = 1.418."""
        told = melee(attackers(100), defenders(60, suppression=0.5, quality=1.25, trench=True)).attack
        assert told.expected[0, 0, 0] == pytest.approx(1418, rel=0.01)

    def test_blows_fall_by_men(self) -> None:
        """75 and 25 men: three quarters and one quarter of 100 x 0.5 x 0.045 = 2.25."""
        told = melee(attackers([75, 25]), defenders(100)).attack
        assert told.expected[0, :2, 0] == pytest.approx([1688, 563], rel=0.01)

    def test_both_strike_at_once(self) -> None:
        """Either side strikes with its strength at the start of the round, whatever the other's blow."""
        told = melee(attackers(20), defenders(20), rolls=dice(fill=TOP))
        assert told.attack.expected[0, 0, 0] == mul(20_000, ONE // 2, ASSAULT.rate)
        assert told.defense.expected[0, 0, 0] == mul(20_000, ASSAULT.rate)

    def test_ledger_is_what_was_multiplied(self) -> None:
        told = melee(attackers([90, 30], quality=[1.1, 0.9], suppression=0.1), defenders(70, trench=True))
        for one, names in ((told.defense, DEFENSE_FACTORS), (told.attack, ATTACK_FACTORS)):
            assert one.factors.shape == (1, 6, ASSAULT.rounds, len(names))
            parts = [one.factors[..., row] for row in range(len(names))]
            assert (mul(one.base, *parts) == one.expected).all()
        assert 70 - told.defense.result.sum() == told.defenders[0]
        assert (told.attack.result.sum(axis=-1)[0, :2] == np.array([90, 30]) - told.attackers[0, :2]).all()


class TestNerve:
    def test_defender_by_hand(self) -> None:
        """Half suppressed, 10 of 50 gone, no blow falls: 0.2 + 0.15 - 0.7 = -0.35, logistic(-3.5) = 0.029."""
        told = melee(attackers(50, quality=0), defenders(40, lost=10, suppression=0.5)).leaving
        assert told.base[0, 0] / ONE == pytest.approx(-0.35, abs=0.004)
        assert told.expected[0, 0] == pytest.approx(29, abs=2)
        assert told.factors.shape == (1, ASSAULT.rounds, len(BREAK_TERMS))
        assert (told.factors.sum(axis=-1) == told.base).all()

    def test_shaken_when_outnumbered_after_losses(self) -> None:
        """A quarter lost and two to one against him: 0.25 more; with either alone nothing."""
        for men, lost, more in ((80, 20, 0.25), (70, 20, 0), (80, 10, 0)):
            told = melee(attackers(men, quality=0), defenders(40, lost=lost, quality=0), rolls=dice(fill=TOP))
            assert told.leaving.factors[0, 0, 2] / ONE == pytest.approx(more, abs=0.001), (men, lost)

    def test_attacker_by_hand(self) -> None:
        """20 of 100 gone, 0.5 suppressed: 0.2 + 0.15 - 0.5 = -0.15, logistic(-0.15 / 0.08) = 0.133."""
        told = melee(attackers(80, lost=20, suppression=0.5, reach=5), defenders(40, quality=0)).falling
        assert told.base[0, 0, 0] / ONE == pytest.approx(-0.15, abs=0.004)
        assert told.expected[0, 0, 0] == pytest.approx(133, abs=6)

    def test_frequency(self) -> None:
        """Threshold 0 with nothing lost: every round is even odds, 7 in 8 have left after three."""
        told = melee(attackers(50, quality=0, stand=9), defenders(50, hold=0, quality=0), rolls=dice(4000))
        assert told.left.mean() == pytest.approx(0.875, abs=0.015)
        assert (told.rounds == 1).mean() == pytest.approx(0.5, abs=0.03)

    def test_if_all_attackers_give_way_the_defenders_stay(self) -> None:
        told = melee(attackers(50, stand=-9), defenders(50, hold=-9), rolls=dice(fill=MIDDLE))
        assert told.fell_back[0, 0]
        assert not told.left[0]
        assert told.rounds[0] == 1

    def test_one_group_left_is_enough(self) -> None:
        first = attackers([30, 30])
        brittle = first._replace(stand=np.array([[q10(-9), q10(9), 0, 0, 0, 0]]))
        told = melee(brittle, defenders(50, hold=-9), rolls=dice(fill=MIDDLE))
        assert told.fell_back[0, :2].tolist() == [True, False]
        assert told.left[0]
        assert told.inside[0, :2].tolist() == [False, True]

    def test_nobody_fights_nobody(self) -> None:
        told = melee(attackers(50), defenders(0))
        assert told.rounds[0] == 0
        assert told.inside[0, 0]
        assert told.leaving.expected.sum() == told.falling.expected.sum() == 0

    def test_no_chance_at_all_draws_nothing(self) -> None:
        told = melee(attackers(0), defenders(50))
        assert told.rounds[0] == 0
        assert told.defenders[0] == 50


class TestNumbers:
    def test_compiled_from_the_chapter(self) -> None:
        assert ASSAULT.rounds == 3
        assert ASSAULT.rate == RULES.value("assault", "rate")
        assert ASSAULT.shaken_odds == q10(2)
        assert ASSAULT.hold.tolist() == [q10(0.9), q10(0.7), q10(0.8)]
        assert not ASSAULT.hold.flags.writeable
        assert ASSAULT.sheltered.tolist() == [False] * 4 + [True, True, False]

    def test_account(self) -> None:
        one = account([5, 6], (7, [8, 9]), [1, 2], [3, 4], np.array([0, TOP], np.uint64))
        assert one.factors.tolist() == [[7, 8], [7, 9]]
        assert one.draw.tolist() == permille(np.array([0, TOP], np.uint64)).tolist() == [0, 999]
        both = stack([one, one])
        assert both.factors.shape == (2, 2, 2)
        assert both.base.tolist() == [[5, 5], [6, 6]]
        assert set(both.columns()) == {"base", "factors", "expected", "draw", "result"}
        assert account([1], (), [0], [0]).factors.shape == (1, 0)
