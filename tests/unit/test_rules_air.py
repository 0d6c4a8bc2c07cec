"""Air missions: weather, loads, bombs on men, anti-aircraft fire, rest, morale."""

from __future__ import annotations

import numpy as np
import pytest

from game.engine.dice import draws
from game.grid.board import OFF_BOARD, make_board
from game.rules import air, air_defense, artillery, dispersion, shelled_ground
from game.rules.air_table import freeze_air
from game.rules.tables import ONE, POSTURES
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

RULES = compile_ruleset(load_ruleset("standard").models())
TABLE = freeze_air(RULES)
SB, TB3, RZ, SSS, I15, I16 = range(6)
FAB50, _, FAB100, FAB1000, _ = range(5)
AA = RULES.weapons.names.index("type88_aa")
LIGHT_AA = RULES.weapons.names.index("type93_mg")
NOTHING = np.zeros(900, np.int16)
BOARD = make_board(30, 30, 250, NOTHING, NOTHING, NOTHING)
CREST = [15 * 30 + 10 + i for i in range(8)]
"""A battalion of 650 men along 2 km."""


class TestWeather:
    def test_gates(self) -> None:
        ceilings = [299, 300, 899, 899, 899, 900, 20_000]
        kinds = [RZ, RZ, I15, I16, SB, SB, TB3]
        told = air.gate(kinds, 6000, ceilings, False, False, TABLE)
        words = [air.GATES[row] for row in told]
        assert words == ["turned_back", "flies", "flies", "turned_back", "turned_back", "flies", "flies"]

    def test_fog_turns_all_back(self) -> None:
        assert air.gate([SB, I15], 6000, 6000, True, False, TABLE).tolist() == [air.TURNED_BACK] * 2

    def test_low_cloud_at_the_airfields(self) -> None:
        assert air.gate([I15], [99], 6000, True, False, TABLE).tolist() == [air.GROUNDED]

    def test_night_is_for_the_heavy_bombers(self) -> None:
        assert air.gate([SB, TB3], 6000, 6000, False, True, TABLE).tolist() == [air.GROUNDED, air.FLIES]

    def test_without_a_moon_nobody_finds_the_target(self) -> None:
        moon = [24, 25, 0, 0]
        told = air.gate([TB3] * 4, 6000, 6000, False, [True, True, True, False], TABLE, moon)
        assert told.tolist() == [air.GROUNDED, air.FLIES, air.GROUNDED, air.FLIES]

    def test_under_the_cloud(self) -> None:
        assert air.altitude([SB, SB, I15], [6000, 1000, 6000], TABLE).tolist() == [2000, 1000, 150]


class TestBombs:
    def test_types_are_aircraft(self) -> None:
        assert TABLE.types == ("sb", "tb3", "rz", "sss", "i15", "i16")
        assert TABLE.bombs == ("fab_50", "af_82", "fab_100", "fab_1000", "ao_15")

    def test_loads(self) -> None:
        # SB: six bombs, 550 kg; TB-3: 16 bombs, 2000 kg; nobody else lifts 1000 kg
        stock = [9999] * 5
        assert air.loaded([SB, SB, TB3], [FAB50, FAB100, FAB1000], [9, 9, 3], stock, TABLE).tolist() == [
            54,
            45,
            6,
        ]
        assert air.loaded([SB, I15, RZ], [FAB1000, FAB1000, -1], [9, 9, 9], stock, TABLE).tolist() == [
            0,
            0,
            0,
        ]

    def test_the_store_runs_out(self) -> None:
        told = air.loaded([TB3, TB3, SB], [FAB1000, FAB1000, FAB50], [2, 4, 1], [100, 0, 0, 6, 0], TABLE)
        assert told.tolist() == [4, 2, 6]

    @pytest.mark.parametrize(
        ("bomb", "stance", "low", "high"),
        [(FAB50, "trench", 7, 20), (FAB100, "trench", 7, 20), (FAB50, "advance", 270, 430)],
    )
    def test_a_thousand_bombs_on_a_battalion(self, bomb: int, stance: str, low: int, high: int) -> None:
        """About 12 men of 650 in trenches, 54 % in the open (checks.bombs_trench)."""
        share = air.pattern(np.full(8, SB), np.full(8, 3), TABLE)
        ground, each = dispersion.footprint(BOARD), np.full(8, 125)
        landed = dispersion.land(ground, CREST, share, each, np.full(8, bomb), len(TABLE.bombs)).rounds
        stances = [POSTURES.index(stance)] * 8
        word = draws(1, "bombs", 0, 0, 8)
        told = artillery.shell(landed, CREST, [81] * 8, stances, [ONE] * 8, word, TABLE.kinds)
        assert low <= told.expected.sum() / 1000 <= high

    def test_wire_is_cut(self) -> None:
        """Rule air.9: 20 FAB-100 x 0.1 = 2, so 1 - exp(-2) = .865; one of 1000 kg .213; no bombs, no gap."""
        landed = np.zeros((3, len(TABLE.bombs)), np.int64)
        landed[0, FAB100], landed[1, FAB1000] = 20 << 16, 1 << 16
        chance = shelled_ground.wire_chance(landed, TABLE.kinds) / 65536
        assert chance.tolist() == pytest.approx([0.865, 0.213, 0], abs=0.001)
        belts = np.broadcast_to(np.array([3, 0, 1, 2, 3, 3]), (400, 3, 6))
        cut = shelled_ground.wire_cut(belts, landed, draws(5, "wire", 0, 0, (400, 3, 6)), TABLE.kinds).result
        assert (cut <= belts).all()
        assert (cut.mean(axis=(0, 2)) / 2).tolist() == pytest.approx([0.865, 0.213, 0], abs=0.02)

    def test_dust(self) -> None:
        landed = np.zeros((1, 5), np.int64)
        landed[0, FAB100] = 200 << 16
        assert (
            shelled_ground.dust(landed, TABLE.dust_visibility, ONE, TABLE.kinds)[0] == TABLE.dust_visibility
        )


class TestFriends:
    def test_refused_unless_allowed(self) -> None:
        told = air.refused([500, 500, 501, 0], [False, True, False, False], TABLE)
        assert told.tolist() == [True, False, False, True]

    def test_errors_by_one_ring(self) -> None:
        aims, n = np.full(4000, CREST[3]), 4000
        really = air.strayed(aims, 250, draws(3, "bombs", 0, 0, (n, air.WORDS)), BOARD.neighbor, TABLE)
        wrong = really[really != CREST[3]]
        assert len(wrong) / n == pytest.approx(0.1, abs=0.02)
        assert set(wrong.tolist()) == set(BOARD.neighbor[CREST[3]].tolist())

    def test_no_error_far_from_own_troops(self) -> None:
        word = np.zeros((3, air.WORDS), np.uint64)
        assert air.strayed([7, -1, 0], [501, 0, 0], word, BOARD.neighbor, TABLE).tolist() == [7, OFF_BOARD, 1]


class TestStrafing:
    def test_by_hand(self) -> None:
        # 12 equivalents for 10 of 30 minutes: 4 an aircraft; bombers have no forward guns
        told = air.strafing([I15, SSS, SB], [3, 1, 9], 30, TABLE)
        assert (told / ONE).tolist() == [12, 4, 0]
        assert air.strafing([I15], [1], 5, TABLE).tolist() == [12 * ONE]


class TestMorale:
    def test_shock(self) -> None:
        meters = np.array([[0, 500, 501], [0, 0, 0]])
        assert air.shocked([FAB1000, FAB100], [1, 90], meters, TABLE).tolist() == [True, True, False]
        assert not air.shocked([FAB1000, -1], [0, 0], meters, TABLE).any()

    def test_cohesion(self) -> None:
        lost = air.cohesion_lost([0, 99 * ONE, 0, 99 * ONE], [ONE] * 4, [False, False, True, True], TABLE)
        assert (lost / ONE).tolist() == pytest.approx([0, 0.03, 0.15, 0.18], abs=0.002)


class TestDefense:
    def test_guns_in_reach(self) -> None:
        weapons = np.zeros((3, len(RULES.weapons.names)), np.int16)
        weapons[0, AA], weapons[1, AA], weapons[2, LIGHT_AA] = 4, 4, 2
        meters = np.array([[6000, 6001, 1000], [100, 200, 1001], [100, 200, 300]])
        told = air_defense.guns_in_reach(weapons, [0, 512, 0], meters, [2000, 9000, 3500], TABLE)
        assert (told / ONE).tolist() == [6, 0, 6]

    def test_by_hand(self) -> None:
        # .35 x 19 guns x .0004 = .00266 a sortie; at 150 m x 1.6
        sorties, guns = np.array([250, 250]), 19 * ONE
        told = air_defense.flak(sorties, guns, [2000, 150], False, draws(1, "flak", 0, 0, (2, 2)), TABLE)
        assert (told.expected / 1000 / 250).tolist() == pytest.approx([0.00266, 0.00426], rel=0.01)
        product = told.base * told.factors.prod(axis=-1, dtype=np.int64) / ONE**3 / 65536
        assert product.tolist() == pytest.approx((told.expected / 1000).tolist(), rel=0.01)

    def test_losses_of_the_battle(self) -> None:
        """1028 sorties, six in ten low, against 19 guns: 2-4 lost and 29 damaged recorded (checks.1)."""
        each = np.full((400, 10), 1028 // 10)
        height = [150] * 6 + [2500] * 4
        told = air_defense.flak(each, 19 * ONE, height, False, draws(2, "flak", 0, 0, (400, 10, 2)), TABLE)
        low, high = (getattr(RULES.where("checks.aircraft_lost"), bound) for bound in ("low", "high"))
        assert low <= told.result.sum(axis=1).mean() <= high
        assert told.damaged.sum(axis=1).mean() == pytest.approx(
            RULES.where("checks.aircraft_damaged").value, rel=0.15
        )

    def test_night(self) -> None:
        told = air_defense.flak([100], 4 * ONE, 2000, [True], draws(1, "flak", 0, 0, (1, 2)), TABLE)
        assert told.factors[0, -1] == ONE // 2

    def test_no_guns_no_losses(self) -> None:
        told = air_defense.flak([200], 0, 100, False, draws(1, "flak", 0, 0, (1, 2)), TABLE)
        assert told.result.tolist() == told.damaged.tolist() == [0]


class TestRest:
    def test_six_hours(self) -> None:
        resting = air_defense.no_rest(1, TABLE)
        assert air_defense.ready([12], resting, [0], TABLE).tolist() == [12]
        resting = air_defense.land_again(resting, [9], TABLE)
        assert air_defense.ready([12], resting, [9], TABLE).tolist() == [3]
        resting = air_defense.rested(resting, 330)
        assert air_defense.ready([12], resting, [9], TABLE).tolist() == [3]
        resting = air_defense.rested(resting, 30)
        assert air_defense.ready([12], resting, [9], TABLE).tolist() == [12]

    def test_two_missions_a_day(self) -> None:
        nobody = air_defense.no_rest(3, TABLE)
        assert air_defense.ready([10, 10, 5], nobody, [19, 20, 11], TABLE).tolist() == [1, 0, 0]

    def test_long_pulses(self) -> None:
        resting = air_defense.land_again(air_defense.no_rest(2, TABLE), [3, 4], TABLE)
        assert air_defense.rested(resting, 120).sum() == 7
        assert air_defense.rested(resting, 720).sum() == 0
        with pytest.raises(ValueError, match="steps of 30 minutes"):
            air_defense.rested(resting, 45)
