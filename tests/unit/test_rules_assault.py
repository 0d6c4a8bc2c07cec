"""The assault by hand: nerve, approach, final fire, reach, capture."""

from __future__ import annotations

import numpy as np
import pytest
from assault_cases import MIDDLE, TOP, attackers, defenders, dice, final, ground, play, q10, sides
from assault_chain import (
    ASSAULT,
    BRANCHES,
    FIRE,
    GRADES,
    LAW,
)

from game.rules.assault import PURSUIT_FACTORS, REACH_TERMS, words
from game.rules.assault_fire import (
    APPROACH_TERMS,
    FINAL_FACTORS,
    Approach,
    approach,
    climb_of,
    final_fire,
    under_fire,
)
from game.rules.assault_table import (
    STATES,
    TROOPS,
    close_quality,
    hold_threshold,
    reach_threshold,
    stand_threshold,
)
from game.rules.fire import Aims, Firers, Targets
from game.rules.fixed import mul, saturate
from game.rules.ledger import UNITS
from game.rules.tables import ONE

NIL = np.zeros((1, 6), np.uint64)


class TestNerve:
    def test_quality_is_grade_times_branch(self) -> None:
        """Grade a 1.15 x Japanese 1.25 = 1.4375 by day, x 1.2 by night."""
        a, japanese = GRADES.index("a"), BRANCHES.index("japanese")
        day = int(close_quality(a, japanese, False, ASSAULT))
        assert day / ONE == pytest.approx(1.4375, abs=0.005)
        assert int(close_quality(a, japanese, True, ASSAULT)) / day == pytest.approx(1.2, abs=0.005)

    def test_thresholds_of_troops(self) -> None:
        steady = STATES.index("steady")
        values = [int(reach_threshold(TROOPS.index(t), 0, steady, ASSAULT)) / ONE for t in TROOPS]
        assert values == pytest.approx([0.46, 0.34, 0.24], abs=0.001)

    def test_fatigue_lowers_to_the_floor_of_tired_troops(self) -> None:
        """0.46 x (1 - 0.35) = 0.299; 0.34 x 0.65 = 0.221, but not under 0.24."""
        tired = [int(reach_threshold(row, ONE, 0, ASSAULT)) / ONE for row in range(3)]
        assert tired == pytest.approx([0.299, 0.24, 0.24], abs=0.002)

    def test_broken_troops_do_not_attack(self) -> None:
        thresholds = reach_threshold(1, 0, np.arange(4), ASSAULT)
        assert thresholds.tolist()[2:] == [0, 0]
        assert thresholds[1] < thresholds[0]

    def test_hold_adds_grade_and_crest(self) -> None:
        """Border guards 0.8, grade a 0.1, crest 0.1."""
        firm = hold_threshold(BRANCHES.index("border_guards"), GRADES.index("a"), True, 0, ASSAULT)
        assert int(firm) / ONE == pytest.approx(1.0, abs=0.003)
        line = hold_threshold(BRANCHES.index("soviet_line"), GRADES.index("b"), False, 0, ASSAULT)
        assert int(line) / ONE == pytest.approx(0.7, abs=0.002)
        assert int(stand_threshold(GRADES.index("b"), ASSAULT)) == q10(0.5)


class TestApproach:
    def test_wire_and_slope_cost_time(self) -> None:
        """4 min + 2 belts x 5 min + 15 m x 1 min / 10 m = 15.5 min."""
        made = approach(ground(belts=2, climb=15), NIL, ASSAULT)
        assert made.tenths.tolist() == [[155] * 6]
        assert made.cut.tolist() == [[0] * 6]

    def test_tanks_crush_and_downhill_is_free(self) -> None:
        made = approach(ground(belts=3, crushed=True, climb=-40), NIL, ASSAULT)
        assert made.tenths.tolist() == [[40] * 6]
        assert made.cut.tolist() == [[3] * 6]

    def test_silent_cutting_by_night(self) -> None:
        """Each belt with a chance of 0.6: none at the lowest word, all at the highest, 1.8 of 3 at large."""
        for word, cut in ((0, 0), (TOP, 3)):
            made = approach(ground(belts=3, silent=True), np.full((1, 6), word, np.uint64), ASSAULT)
            assert made.cut[0, 0] == cut
        many = dice(2000).attack[..., 0]
        made = approach(Approach(*(np.full(many.shape, v) for v in (3, 0, 1, 0))), many, ASSAULT)
        assert made.cut.mean() == pytest.approx(1.8, abs=0.03)
        assert (made.tenths == 40 + 50 * (3 - made.cut)).all()

    def test_climb_of_the_last_stretch(self) -> None:
        """60 m of rise between centers 250 m apart: 31 m over the 130 m of the approach."""
        assert int(climb_of(20, 80, 250, ASSAULT)) == 31

    def test_ledger_adds_up(self) -> None:
        made = approach(ground(belts=2, climb=15), NIL, ASSAULT)
        assert made.account.factors.shape == (1, 6, len(APPROACH_TERMS))
        assert made.account.factors[0, 0].sum() / ONE == pytest.approx(15.5, abs=0.01)


class TestFinalFire:
    def test_expectation_by_hand(self) -> None:
        """60 men an hour for 6 minutes: 6 hits on 100 men, 100 x (1 - exp(-0.06)) = 5.82."""
        hit = under_fire(sides(100), sides(0), sides(60), final(60_000), NIL, LAW, ASSAULT)
        assert hit.account.expected[0, 0] == pytest.approx(5820, abs=20)
        assert hit.lost.tolist() == [[0] * 6]

    def test_surprise_divides(self) -> None:
        plain = under_fire(sides(100), sides(0), sides(60), final(20_000), NIL, LAW, ASSAULT)
        unseen = under_fire(sides(100), sides(0), sides(60), final(20_000, 0, True), NIL, LAW, ASSAULT)
        ratio = plain.account.expected[0, 0] / unseen.account.expected[0, 0]
        assert ratio == pytest.approx(1.4, abs=0.02)

    def test_suppression_grows(self) -> None:
        """A stress of 10 an hour for 6 minutes: s = 1 - exp(-1) = 0.632; from 0.5 on 0.816."""
        hit = under_fire(sides(100), sides(0), sides(60), final(0, q10(10)), NIL, LAW, ASSAULT)
        assert hit.suppression[0, 0] / ONE == pytest.approx(0.632, abs=0.005)
        more = under_fire(sides(100), sides(512), sides(60), final(0, q10(10)), NIL, LAW, ASSAULT)
        assert more.suppression[0, 0] / ONE == pytest.approx(0.816, abs=0.005)

    def test_ledger_is_what_was_multiplied(self) -> None:
        hit = under_fire(sides(80), sides(0), sides(95), final(33_000, 0, True), NIL, LAW, ASSAULT)
        told = hit.account
        assert told.factors.shape == (1, 6, len(FINAL_FACTORS))
        hits = mul(told.base, told.factors[..., 0], told.factors[..., 1])
        assert (saturate(hits, 80) == told.expected).all()

    def test_from_the_rules_of_direct_fire(self) -> None:
        """A heavy machine gun at 100 men in full view, n / (n + n0) = 5/6.

        10 RE x 0.4 x 5 (final fire) x 0.83 = 16.7 men an hour, all of it on the first group.
        """
        column = next(c for c in range(FIRE.reach.shape[1]) if FIRE.reach[4, c] == ONE and FIRE.afoot[c])
        weapons = np.zeros((1, FIRE.reach.shape[1]), np.int64)
        weapons[0, column] = 10 << 10
        gun = Firers(weapons, np.zeros(1), np.array([ONE]), np.zeros(1), np.zeros(1))
        men = np.array([100, 50, 0, 0, 0, 0])
        group = Targets(np.full(6, ONE), np.full(6, 853), men, np.zeros(6))
        one = np.ones((1, 1), np.int64)
        aim = Aims(0 * one, ONE * one, 99 * one, ONE * one, one < 0, 0 * one)
        told = final_fire(gun, group, aim, np.zeros((1, 6), np.bool_), FIRE, ASSAULT)
        hourly, stress = np.asarray(told.hourly), np.asarray(told.stress)
        assert hourly.shape == stress.shape == (1, 6)
        assert hourly[0, 0] == pytest.approx(16_700, rel=0.02)
        assert hourly[0, 1:].tolist() == [0] * 5
        assert stress[0, 0] > 0

    def test_where_nobody_fires_nobody_falls(self) -> None:
        weapons, none = np.zeros((0, FIRE.reach.shape[1]), np.int64), np.zeros(0, np.int64)
        nobody = Firers(weapons, none, none, none, none)
        group = Targets(np.full(6, ONE), np.full(6, 853), np.full(6, 30), np.zeros(6))
        empty = np.zeros((0, 1), np.int64)
        aim = Aims(empty, empty, empty, empty, empty > 0, empty)
        told = final_fire(nobody, group, aim, np.zeros((1, 6), np.bool_), FIRE, ASSAULT)
        assert not np.asarray(told.hourly).any()
        assert not np.asarray(told.stress).any()
        assert np.shape(told.hourly) == np.shape(told.stress) == (1, 6)


class TestReach:
    def test_stress_by_hand(self) -> None:
        """100 of 120 left before, 5 of them fallen in this pulse, half suppressed, a leader of 0.7.

        0.1667 + 2 x 5 / 105 + 0.45 x 0.5 - 0.1 x 0.2 - 0.34 = 0.1269, chance logistic(0.1269 / 0.06) = 0.892.
        """
        told = play(
            attackers(100, lost=20, fallen=5, suppression=0.5, lead=0.7), defenders(50), rolls=dice(fill=TOP)
        ).reach
        assert told.base[0, 0] / ONE == pytest.approx(0.1269, abs=0.006)
        assert told.expected[0, 0] == pytest.approx(892, abs=12)
        assert told.factors.shape == (1, 6, len(REACH_TERMS))
        assert (told.factors.sum(axis=-1) == told.base).all()

    def test_chance_by_frequency(self) -> None:
        """Suppression 0.7555 alone is a stress of 0.34: half are repulsed."""
        told = play(attackers(100, suppression=0.7555), defenders(50), rolls=dice(3000))
        assert told.repulsed[:, 0, 0].mean() == pytest.approx(0.5, abs=0.04)

    def test_wiped_out_is_repulsed(self) -> None:
        told = play(attackers(3), defenders(50), fire=final(10_000_000), rolls=dice(fill=TOP))
        assert told.fire_loss[0, 0] == 3
        assert told.repulsed.tolist() == [[True] + [False] * 5]

    def test_who_has_no_nerve_stays_out(self) -> None:
        told = play(attackers(100, reach=0), defenders(20), fire=final(10_000_000))
        assert told.fire_loss.sum() == told.melee_loss.sum() == 0
        assert not told.captured[0]


class TestCapture:
    def test_an_empty_hex_is_entered(self) -> None:
        told = play(attackers([30, 20]), defenders(0), rolls=dice(fill=TOP))
        assert told.entered.tolist() == [[True, True] + [False] * 4]
        assert told.captured.tolist() == [True]
        assert not told.retreats[0]

    def test_shock_and_pursuit(self) -> None:
        """Suppressed to the neck and far outnumbered: 0.3 + 0.25 - 0.2 is beyond doubt, they leave.

        Pursuit: a tenth of the survivors expected.
        """
        told = play(attackers(200), defenders(40, suppression=1, hold=0), rolls=dice(fill=MIDDLE - 1))
        assert told.retreats[0]
        assert told.captured[0]
        left = int(told.melee.defenders[0])
        assert told.pursuit.base[0] == 1000 * left
        assert told.pursuit.expected[0] == 1000 * left * ASSAULT.pursuit >> 10
        assert told.pursuit.factors.shape == (1, len(PURSUIT_FACTORS))
        assert told.defense_loss[0] == 40 - left + told.pursuit.result[0]

    def test_the_cornered_fight_on_or_surrender(self) -> None:
        firm = play(attackers(200), defenders(40, hold=-2, way_out=False), rolls=dice(fill=MIDDLE))
        assert firm.cornered[0]
        assert not firm.retreats[0]
        assert not firm.captured[0]
        assert firm.pursuit.result[0] == 0
        given = play(
            attackers(200), defenders(40, hold=-2, way_out=False, surrender=1), rolls=dice(fill=MIDDLE)
        )
        assert given.prisoners[0] == given.melee.defenders[0] > 0
        assert given.prisoners[0] + given.defense_loss[0] == 40
        assert given.captured[0]
        assert (firm.surrender.result[0], given.surrender.result[0]) == (0, 1)
        assert given.surrender.expected[0] == 1000

    def test_only_the_cornered_are_asked_to_surrender(self) -> None:
        """A chance stands in the account of those who have no way out and would leave, of nobody else."""
        for way_out, hold in ((True, -2), (False, 9)):
            free = defenders(40, hold=hold, way_out=way_out, surrender=1)
            told = play(attackers(200), free, rolls=dice(fill=MIDDLE))
            assert told.surrender.base[0] == told.surrender.expected[0] == told.prisoners[0] == 0

    def test_surrender_by_frequency(self) -> None:
        trapped = defenders(60, hold=-2, way_out=False, surrender=0.08)
        told = play(attackers(100, stand=5), trapped, rolls=dice(4000))
        assert (told.prisoners > 0).mean() == pytest.approx(0.08, abs=0.015)

    def test_consolidation(self) -> None:
        """The winner: suppression + 0.2, one pulse without calls for fire; a group beaten off: neither."""
        told = play(attackers([50, 50], suppression=0.3), defenders(0), rolls=dice(fill=TOP))
        assert told.suppression[0, 0] == q10(0.3) + q10(0.2)
        assert told.mute.tolist() == [[1, 1, 0, 0, 0, 0]]
        beaten = play(attackers(50, suppression=0.3, reach=0.01), defenders(50), rolls=dice(fill=0))
        assert beaten.repulsed[0, 0]
        assert beaten.suppression[0, 0] == q10(0.3)
        assert beaten.mute.sum() == 0

    def test_falling_back_costs_a_pursuit(self) -> None:
        told = play(attackers(100, stand=-3), defenders(100, hold=9), rolls=dice(fill=MIDDLE))
        assert told.fell_back[0, 0]
        assert told.chase.expected[0, 0] == int(told.melee.attackers[0, 0]) * 1000 * ASSAULT.pursuit >> 10
        assert told.melee_loss[0, 0] == told.melee.attack.result.sum() + told.chase.result[0, 0]

    def test_words(self) -> None:
        assert words(ASSAULT) == (10, 8)
        assert dice().attack.shape == (1, 6, 10)
        assert dice().defend.shape == (1, 8)
        assert set(UNITS) >= {"count", "milli", "tenth", "q10"}
