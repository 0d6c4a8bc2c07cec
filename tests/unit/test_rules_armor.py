"""Tanks and what is fired at them: chances by hand, the table of the study, sums that add up."""

from __future__ import annotations

from decimal import Decimal
from math import erf as float_erf

import numpy as np
import pytest
from armor_board import ARMOR, BOGGED, KNOCKED_OUT, OPEN, RUNNING, battery, engage, park, words
from fire_board import RULES

from game.rules.allocation import allocate
from game.rules.armor import FACTORS, Guns, TankAims, Tanks, at_fire, at_spend, worth_of_tanks
from game.rules.armor_ground import bog, cut_tracks, recover, repair
from game.rules.armor_losses import CLOSE_FACTORS, close_chance, shell_chance, shock, strike
from game.rules.armor_table import GROUNDS, erf
from game.rules.fixed import CERTAIN
from game.rules.tables import ONE

T26 = ARMOR.vehicles.index("t26")
GUN = ARMOR.guns.index("type94_at")
STUDY = {
    "type94_at": (0.18, 0.13, 0.08, 0.04),
    "type97_at_rifle": (0.04, 0.02, 0.01, 0.002),
    "type92_bn_gun": (0.15, 0.06, 0.02, 0.01),
    "type41_gun": (0.28, 0.16, 0.08, 0.04),
    "gun_45_1932": (0.21, 0.18, 0.12, 0.07),
}
FRONT, SIDE = 0, 1
MOVING, STILL = 0, 1


def knock(gun: str, vehicle: str, meters: int, face: int = FRONT, stand: int = MOVING) -> float:
    row, kind = ARMOR.guns.index(gun), ARMOR.vehicles.index(vehicle)
    return float(ARMOR.knock[face, meters // 25, row, kind, stand]) / CERTAIN


class TestTable:
    def test_error_function(self) -> None:
        for x in (0.0, 0.01, 0.3, 1.0, 2.0, 3.7, 5.9, 7.0):
            assert float(erf(Decimal(str(x)))) == pytest.approx(float_erf(x), abs=1e-12)

    @pytest.mark.parametrize("gun", STUDY)
    def test_chances_of_the_study(self, gun: str) -> None:
        """Within 15 % or 0.015 at 150, 300, 500 and 800 m, against the front of a moving T-26."""
        for meters, wanted in zip((150, 300, 500, 800), STUDY[gun], strict=True):
            assert knock(gun, "t26", meters) == pytest.approx(wanted, rel=0.15, abs=0.015), meters

    def test_side_is_softer_and_the_still_are_easier(self) -> None:
        assert knock("type92_bn_gun", "bt7", 500, SIDE) > knock("type92_bn_gun", "bt7", 500, FRONT)
        still = knock("type94_at", "t26", 500, FRONT, STILL)
        assert still / knock("type94_at", "t26", 500) == pytest.approx(1.5, rel=0.01)

    def test_chance_falls_with_range_to_nothing(self) -> None:
        along = ARMOR.knock[FRONT, :, :, T26, MOVING]
        assert (np.diff(along, axis=0) <= 0).all()
        assert not along[-1].any()

    def test_a_still_target_is_never_more_than_certain(self) -> None:
        assert ARMOR.knock.max() < CERTAIN

    def test_burnt_and_mended_make_the_recorded_share(self) -> None:
        # 0.25 burn; 0.8667 of the other 0.75 are mended: 0.65 of all.
        share = (CERTAIN - ARMOR.burnt) / CERTAIN * ARMOR.mended / CERTAIN
        assert share == pytest.approx(RULES.where("armor.repairable").value, abs=0.001)


class TestFire:
    def test_shots_and_expectation_by_hand(self) -> None:
        # 4 guns x 12.5 a minute x 30 minutes = 1500; 0.06 (61/1024) of the time with a target in view: 89.4;
        # 0.08 a shot at 500 m: 7.1 hits that knock out, spread over 16 tanks: 16 x (1 - exp(-0.445)) = 5.75.
        result = engage(battery({"type94_at": 4}), park({"t26": (16, 0, 0)}), 500)
        assert result.base.tolist() == [[1_500_000]]
        assert result.fired.sum() / 1000 == pytest.approx(89.4, abs=0.2)
        assert result.expected[0, 0] / 1000 == pytest.approx(7.1, rel=0.02)
        assert result.struck.expected.sum() / 1000 == pytest.approx(16 * (1 - np.exp(-7.11 / 16)), rel=0.02)

    def test_the_ledger_multiplies_to_what_is_expected(self) -> None:
        result = engage(
            battery({"type94_at": 3, "type92_bn_gun": 2}), park({"t26": (9, 1, 2)}), 300, suppression=400
        )
        product = float(result.base[0, 0])
        for factor in result.factors[0, 0]:
            product *= int(factor) / ONE
        assert len(result.factors[0, 0]) == len(FACTORS)
        assert float(result.expected[0, 0]) == pytest.approx(product, rel=0.02)

    def test_vehicles_are_conserved(self) -> None:
        before = park({"t26": (9, 1, 2), "bt7": (5, 0, 1)}, {"kht26": (4, 0, 0)})
        for seed in range(30):
            struck = engage(battery({"type41_gun": 4}), before, 150, seed=seed).struck
            assert (struck.vehicles.sum(axis=-1) + struck.burnt == before.sum(axis=-1)).all()
            assert (struck.vehicles >= 0).all()
            assert (struck.burnt <= struck.knocked_out.sum(axis=-1)).all()
            assert (struck.crew <= (struck.burnt * ARMOR.crew).sum(axis=-1)).all()

    def test_fire_at_one_unit_leaves_the_other(self) -> None:
        before = park({"t26": (16, 0, 0)}, {"t26": (16, 0, 0)})
        struck = engage(battery({"type94_at": 6}), before, 300).struck
        assert struck.knocked_out[0].sum() > 0
        assert not struck.knocked_out[1].any()

    def test_bogged_tanks_fall_more_often(self) -> None:
        result = engage(battery({"type94_at": 4}), park({"t26": (8, 0, 8)}), 500)
        running, bogged = result.total[0, T26]
        assert bogged / running == pytest.approx(1.5, rel=0.02)

    def test_knocked_out_tanks_draw_no_fire(self) -> None:
        result = engage(battery({"type94_at": 4}), park({"t26": (0, 9, 0)}), 300)
        assert not result.total.any()
        assert not result.struck.knocked_out.any()

    def test_tired_crews_fire_more_slowly(self) -> None:
        """Rule morale.4: at full fatigue 0.65 of the 89.4 shots, and as much less of what they should do."""
        fleet, one = park({"t26": (16, 0, 0)}), np.ones((1, 1), np.int64)
        told = [
            at_fire(
                Guns(battery({"type94_at": 4}), np.zeros(1), np.full((1, 3), 100), np.array([tired])),
                Tanks(fleet, np.ones(1), np.ones(1)),
                TankAims(0 * one, ONE * one, 20 * one, one < 0, 61 * one, ONE * one),
                minutes=30,
                bits=words(1, len(ARMOR.vehicles), 4),
                leader_bits=words(1),
                table=ARMOR,
            )
            for tired in (0, ONE)
        ]
        fresh, weary = (each.fired.sum() / 1000 for each in told)
        assert (fresh, weary) == (pytest.approx(89.4, abs=0.2), pytest.approx(58.1, abs=0.2))
        assert told[1].expected[0, 0] / told[0].expected[0, 0] == pytest.approx(0.65, abs=0.005)

    def test_no_ammunition_no_fire(self) -> None:
        result = engage(battery({"type94_at": 4}), park({"t26": (16, 0, 0)}), 300, ammunition=0)
        assert not result.fired.any()

    def test_stocks_by_hand(self) -> None:
        # Four 37 mm have 480 rounds: 89.4 shots are 0.19 of a unit of fire; the battalion guns fire shells.
        number = battery({"type94_at": 4, "type92_bn_gun": 2})
        result = engage(number, park({"t26": (16, 0, 0)}), 500)
        left = at_spend(Guns(number, np.zeros(1), np.full((1, 3), 100)), result.fired, ARMOR)
        assert left.tolist() == [[100, 100 - 16, 100 - 19]]

    def test_the_leader_is_taken_first_in_two_of_five(self) -> None:
        number, tanks = battery({"type41_gun": 6}), park({"t26": (4, 0, 0)})
        hit = [engage(number, tanks, 150, seed=seed) for seed in range(300)]
        fell = [one.struck.knocked_out.sum() > 0 for one in hit]
        assert all(fallen or not one.leader[0] for one, fallen in zip(hit, fell, strict=True))
        assert np.mean([one.leader[0] for one in hit if one.struck.knocked_out.any()]) == pytest.approx(
            0.4, abs=0.1
        )
        assert not any(engage(number, tanks, 150, seed=seed, marked=False).leader[0] for seed in range(30))

    def test_guns_choose_the_tanks_they_can_hurt(self) -> None:
        guns = Guns(battery({"type94_at": 4}), np.zeros(1), np.full((1, 3), 100))
        tanks = Tanks(park({"t26": (10, 0, 0)}, {"t26": (10, 0, 0)}), np.ones(2, bool), np.ones(2, bool))
        weight = worth_of_tanks(guns, tanks, np.array([[8, 32]]), False, np.full((1, 2), ONE), ARMOR)
        chosen = allocate(weight, 3)
        assert chosen.target.tolist() == [[0, 1, -1]]
        assert chosen.share[0, 0] > 700


class TestStrike:
    def test_certain_and_impossible(self) -> None:
        before = park({"t26": (3, 0, 2)})
        bits = words(1, len(ARMOR.vehicles), 4)
        assert (strike(before, 0, bits, ARMOR).vehicles == before).all()
        gone = strike(before, CERTAIN, bits, ARMOR)
        assert gone.vehicles[0, T26, RUNNING] == gone.vehicles[0, T26, BOGGED] == 0
        assert gone.vehicles[0, T26, KNOCKED_OUT] + gone.burnt[0, T26] == 5

    def test_shares_of_burnt_and_crews(self) -> None:
        before = park(*[{"t26": (16, 0, 0)}] * 200)
        gone = strike(before, CERTAIN, words(200, len(ARMOR.vehicles), 4), ARMOR)
        assert gone.burnt.sum() / 3200 == pytest.approx(0.25, abs=0.03)
        assert gone.crew.sum() / gone.burnt.sum() == pytest.approx(1.2, abs=0.12)


class TestCloseAssault:
    def test_by_hand(self) -> None:
        # Half-suppressed infantry by night against tanks with their own men: 0.12 x 0.5 x 0.25 = 0.015.
        chance, parts = close_chance(ONE // 2, True, True, 30, ARMOR)
        assert int(chance) / CERTAIN == pytest.approx(0.015, abs=0.0002)
        assert len(parts) == len(CLOSE_FACTORS) + 1
        day, _ = close_chance(0, False, False, 30, ARMOR)
        assert int(day) / CERTAIN == pytest.approx(0.06, abs=0.0002)

    def test_an_hour_is_two_pulses_and_pinned_men_do_nothing(self) -> None:
        half, _ = close_chance(0, False, True, 30, ARMOR)
        hour, _ = close_chance(0, False, True, 60, ARMOR)
        assert int(hour) == 2 * int(half)
        assert int(close_chance(ONE, False, True, 60, ARMOR)[0]) == 0
        assert int(close_chance(0, False, True, 10_000, ARMOR)[0]) == CERTAIN


class TestShock:
    def test_tanks_and_flames(self) -> None:
        tanks, flames = park({"t26": (3, 0, 0)}), park({"t26": (3, 0, 0), "kht26": (2, 0, 0)})
        there = np.concatenate([tanks, flames, park({"ba10": (4, 0, 0)})])[..., RUNNING]
        lost = shock(there, True, ARMOR) / ONE
        assert lost.tolist() == pytest.approx([0.05, 0.15, 0.0], abs=0.002)
        assert not shock(there, False, ARMOR).any()


class TestGround:
    def test_bogging_by_ground(self) -> None:
        before = park(*[{"t26": (10, 0, 0), "bt7": (10, 0, 0)}] * 4)
        ground = np.arange(len(GROUNDS))
        sums = np.zeros((4, 2))
        for pulse in range(150):
            after = bog(before, ground, words(4, len(ARMOR.vehicles), pulse=pulse), ARMOR)
            assert (after.vehicles.sum(axis=-1) == before.sum(axis=-1)).all()
            sums += after.moved[:, [T26, ARMOR.vehicles.index("bt7")]]
        shares = sums / 1500
        assert shares[0].tolist() == [0, 0]
        assert shares[1].tolist() == pytest.approx([0.06, 0.08], abs=0.02)
        assert shares[2:].ravel().tolist() == pytest.approx([0.01, 0.01, 0.04, 0.04], abs=0.015)

    def test_recovery_needs_a_tractor(self) -> None:
        before = park(*[{"t26": (0, 0, 8)}] * 200)
        tractor = np.arange(200) % 2 == 0
        after = recover(before, tractor, words(200, len(ARMOR.vehicles)), ARMOR)
        assert after.moved[tractor].sum() / 800 == pytest.approx(0.25, abs=0.05)
        assert not after.moved[~tractor].any()
        assert (after.vehicles.sum(axis=-1) == before.sum(axis=-1)).all()
        # Eight stuck, a chance of 0.25: two expected.
        told = after.account
        assert told.base[0, T26] == 8
        assert told.expected[:2, T26].tolist() == [2000, 0]
        assert (told.result == after.moved).all()

    def test_repair_over_two_days(self) -> None:
        """Those that did not burn: most run again within 48 hours, some never."""
        fleet = park(*[{"t26": (0, 15, 0)}] * 100)
        lost, finished = 0, 0
        for day in range(8):
            done = repair(fleet, True, 720, words(100, len(ARMOR.vehicles), 2, pulse=day), ARMOR)
            lost += int(done.lost.sum())
            finished += int(done.account.result.sum())
            fleet = done.vehicles.astype(np.int64)
            if day == 3:
                # 48 hours of 36 in the mean: 1 - exp(-4/3) = 0.74 finished with.
                assert fleet[..., KNOCKED_OUT].sum() / 1500 == pytest.approx(0.26, abs=0.04)
        assert fleet[..., RUNNING].sum() / (fleet[..., RUNNING].sum() + lost) == pytest.approx(
            0.867, abs=0.03
        )
        assert fleet.sum() + lost == 1500
        assert finished == lost + fleet[..., RUNNING].sum()

    def test_no_workshop_no_repair(self) -> None:
        before = park({"t26": (0, 9, 0)})
        assert (repair(before, False, 2880, words(1, len(ARMOR.vehicles), 2), ARMOR).vehicles == before).all()

    def test_shells_by_hand(self) -> None:
        # 100 shells of 152 mm on a hex of 54127 m2: 1 - exp(-100 x 11 / 54127) = 0.0201; 0.0451 for tracks.
        landed = np.zeros(len(ARMOR.shells), np.int64)
        landed[ARMOR.shells.index("howitzer_152")] = 1000
        out, track = shell_chance(landed, 54_127, ARMOR)
        assert int(out) / CERTAIN == pytest.approx(0.0201, abs=0.0002)
        assert int(track) / CERTAIN == pytest.approx(0.0451, abs=0.0002)
        after = cut_tracks(park({"t26": (16, 0, 0)}), np.array([CERTAIN]), words(1, len(ARMOR.vehicles)))
        assert after.vehicles[0, T26].tolist() == [0, 0, 16]

    def test_shells_need_ground(self) -> None:
        with pytest.raises(ValueError, match="positive"):
            shell_chance(np.zeros(len(ARMOR.shells)), 0, ARMOR)


class TestCalibration:
    def test_whole_battle_of_tanks(self) -> None:
        """80-96 tanks out of action, by arithmetic on the guns there were.

        A 37 mm gun in action at 500 m puts out 1.8 tanks in half an hour, a 70 or 75 mm gun 0.4 to 1.3. The
        sixteen 37 mm and some twenty infantry guns of three regiments, a third of them within sight of tanks
        and half suppressed by the barrage, reach the record in about six pulses: an afternoon.
        """
        guns = battery({"type94_at": 5, "type92_bn_gun": 4, "type41_gun": 4})
        result = engage(guns, park({"t26": (100, 0, 0)}), 500, suppression=ONE // 2)
        pulses = 88 / (int(result.struck.expected.sum()) / 1000)
        assert 3 <= pulses <= 16

    def test_open_ground_is_three_times_as_deadly(self) -> None:
        assert ARMOR.view[OPEN] / ARMOR.view[0] == pytest.approx(0.2 / 0.06, rel=0.02)
