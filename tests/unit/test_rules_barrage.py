"""Fire missions: laying, delay, refusals, lifting, what a battery can fire, and who observes for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.grid.board import make_board
from game.rules import barrage, battery, dispersion, observers
from game.rules.artillery_table import (
    ACCOMPANY,
    AIMS,
    BY_MAP,
    COUNTER_BATTERY,
    DEFENSIVE,
    HARASS,
    MISSIONS,
    NO_AIM,
    OBSERVED,
    PREPARE,
    REGISTERED,
    SMOKE,
    freeze_batteries,
)
from game.rules.barrage import FAR_AWAY, NEVER, REFUSALS, Calls
from game.rules.battery import Battery
from game.rules.patterns import freeze_patterns, pattern
from game.rules.tables import ONE
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

RULES = compile_ruleset(load_ruleset("standard").models())
TABLE = freeze_batteries(RULES)
PATTERNS = freeze_patterns(TABLE, 250)
FIELD_GUN = RULES.weapons.names.index("gun_76_1902")
MORTAR = RULES.weapons.names.index("mortar_82")
RIFLE = RULES.weapons.names.index("mosin")
RADIO, RUNNER, CUT = TABLE.wire_link, TABLE.runner_link, 0


def calls(**changes: object) -> Calls:
    """A field battery that may fire: 5 km, observed, nobody of ours near."""
    fine = {
        "weapon": FIELD_GUN,
        "guns": 4,
        "meters": 5000,
        "rounds": 100,
        "mission": PREPARE,
        "aiming": OBSERVED,
        "registered": False,
        "delay": 1,
        "suitable": True,
        "friends_m": FAR_AWAY,
        "allowed": False,
    }
    return Calls(**{key: np.array([changes.get(key, value)]) for key, value in fine.items()})


def firing(**changes: object) -> Battery:
    """A fresh field battery of four guns with a whole unit of fire that may fire as much as it can."""
    fine = {
        "weapon": FIELD_GUN,
        "guns": 4,
        "unit_of_fire": 560,
        "stock": 100,
        "loose": 0,
        "heat": 0,
        "suppression": 0,
        "mission": PREPARE,
        "wanted": 10_000,
        "fatigue": 0,
        "nerve": ONE,
    }
    return Battery(**{key: np.array([changes.get(key, value)]) for key, value in fine.items()})


class TestLaying:
    def test_aiming(self) -> None:
        told = barrage.aiming([1, 0, 0, 1, 1, 0, 0], [0, 1, 0, 0, 1, 1, 0], [0, 0, 0, 1, 1, 1, 1])
        expected = [OBSERVED, REGISTERED, BY_MAP, NO_AIM, OBSERVED, REGISTERED, NO_AIM]
        assert [AIMS[row] for row in told] == [AIMS[row] for row in expected]

    def test_deviations_at_the_reference_range(self) -> None:
        aims = [OBSERVED, OBSERVED, REGISTERED, BY_MAP]
        along, across = barrage.deviations([0, 1, 0, 1], aims, [5000] * 4, [False] * 4, TABLE)
        assert (along // 100).tolist() == [90, 110, 130, 220]
        assert (across // 100).tolist() == [60, 60, 90, 150]

    def test_deviations_by_range_and_night(self) -> None:
        # .4 of the dispersion stays and .6 goes with the range: 90 x (.4 + .6 x 2) = 144 m at 10 km
        along, _ = barrage.deviations([0, 0, 0], [OBSERVED] * 3, [0, 5000, 10_000], [False] * 3, TABLE)
        assert (along / 100).tolist() == pytest.approx([36, 90, 144], rel=0.005)
        # by night x 1.5 where nobody sees the shells
        along, _ = barrage.deviations([0, 0], [OBSERVED, REGISTERED], [5000] * 2, [True] * 2, TABLE)
        assert (along / 100).tolist() == pytest.approx([90, 195], rel=0.005)

    def test_delay(self) -> None:
        planned = [True, False, False, False, False, False]
        missions = [PREPARE, PREPARE, PREPARE, PREPARE, HARASS, DEFENSIVE]
        links = [CUT, RADIO, RUNNER, RADIO, CUT, CUT]
        shifts = [9000, 500, 500, 501, 0, 9000]
        assert barrage.delay(planned, missions, links, shifts, TABLE).tolist() == [0, 1, 2, 2, NEVER, 0]

    def test_defensive_fire_is_a_reaction(self) -> None:
        attacked, before, known = [1, 1, 1, 0], [0, 1, 0, 0], [1, 1, 0, 1]
        assert barrage.reacts(attacked, before, known).tolist() == [True, False, False, False]

    def test_patterns_are_the_shares(self) -> None:
        """Looked up or reckoned, at a step of range it is the same."""
        howitzer, aims, night = (
            [0, 1, 0, 1],
            [OBSERVED, REGISTERED, BY_MAP, BY_MAP],
            [False, True, False, True],
        )
        meters, line = [5000, 250, 0, 9000], [0, 3, 5, 2]
        along, across = barrage.deviations(howitzer, aims, meters, night, TABLE)
        told = pattern(howitzer, aims, meters, night, line, PATTERNS)
        assert told.tolist() == dispersion.shares(along, across, line).tolist()
        near = pattern(0, OBSERVED, [4876, 5124, 99_999], False, 0, PATTERNS)
        assert near[0].tolist() == near[1].tolist() == told[0].tolist()
        assert near[2, 0] < told[0, 0]


class TestRefusal:
    @pytest.mark.parametrize(
        ("code", "changes"),
        [
            ("", {}),
            ("guns.none", {"guns": 0}),
            ("guns.none", {"weapon": RIFLE}),
            ("guns.none", {"weapon": -1}),
            ("range.near", {"weapon": MORTAR, "meters": 90}),
            ("range.far", {"meters": 12_500}),
            ("ammunition.none", {"rounds": 0}),
            ("link.cut", {"delay": NEVER}),
            ("aim.night", {"aiming": NO_AIM}),
            ("aim.unregistered", {"mission": DEFENSIVE}),
            ("", {"mission": DEFENSIVE, "registered": True}),
            ("aim.unsuitable", {"mission": COUNTER_BATTERY, "suitable": False}),
            ("friends.near", {"friends_m": 250}),
            ("", {"friends_m": 433}),
            ("", {"friends_m": 0, "allowed": True}),
            ("", {"friends_m": 250, "mission": ACCOMPANY}),
            ("", {"friends_m": 0, "mission": SMOKE}),
        ],
    )
    def test_each(self, code: str, changes: dict[str, object]) -> None:
        assert REFUSALS[int(barrage.refusal(calls(**changes), TABLE)[0])] == code

    def test_first_reason_counts(self) -> None:
        row = barrage.refusal(calls(guns=0, meters=99_999, delay=NEVER), TABLE)
        assert REFUSALS[int(row[0])] == "guns.none"


class TestFriends:
    nothing = np.zeros(72, np.int16)
    board = make_board(9, 8, 250, nothing, nothing, nothing)

    def test_nearest_own(self) -> None:
        own = np.array([[True, True, False, True], [False, False, False, True]])
        meters = barrage.nearest_own(self.board, [40, 40], [42, 43, 40, -1], own)
        assert meters.tolist() == [500, FAR_AWAY]

    def test_rounds_on_friends(self) -> None:
        ground = dispersion.footprint(self.board)
        share = dispersion.shares([9000], [6000], [0])
        friends = np.zeros(72, np.bool_)
        friends[41] = True
        risk = barrage.on_friends(ground, [40], share, [100], friends)
        assert risk.tolist() == [int(share[0, 1]) * 100]
        assert barrage.on_friends(ground, [40], share, [100], ~friends & False).tolist() == [0]

    def test_kept_on(self) -> None:
        # From 1250 m to 250 m, 1000 m away from the lift at 250 m: to the end; from 750 to 0: 500 of 750 m
        told = barrage.kept_on([1250, 750, 250, 900, 300], [251, 0, 0, 900, 900], TABLE)
        assert told.tolist() == [ONE, 500 * ONE // 750, 0, ONE, ONE]


class TestBattery:
    def test_rate_of_a_preparation(self) -> None:
        # 80 rounds a gun and hour: 4 guns in 30 minutes fire 160, less a fraction: 1333 thousandths a minute
        assert battery.fire(firing(), 30, TABLE).rounds.tolist() == [159]

    @pytest.mark.parametrize(("mission", "rounds"), [(ACCOMPANY, 79), (HARASS, 15), (COUNTER_BATTERY, 79)])
    def test_rate_of_other_missions(self, mission: int, rounds: int) -> None:
        assert battery.fire(firing(mission=mission), 30, TABLE).rounds.tolist() == [rounds]

    def test_limits(self) -> None:
        assert battery.fire(firing(wanted=7), 30, TABLE).rounds.tolist() == [7]
        assert battery.fire(firing(stock=10), 30, TABLE).rounds.tolist() == [56]
        assert battery.fire(firing(suppression=ONE), 30, TABLE).rounds.tolist() == [0]
        assert battery.fire(firing(guns=0), 30, TABLE).rounds.tolist() == [0]
        half = battery.fire(firing(), 30, TABLE, kept=ONE // 2)
        assert half.rounds.tolist() == [79]

    def test_tired_crews_serve_more_slowly(self) -> None:
        """Rule morale.4: 160 x (1 - 0.35) = 104 at full fatigue; half of that with half the men held down."""
        assert battery.fire(firing(fatigue=ONE), 30, TABLE).rounds.tolist() == [104]
        assert battery.fire(firing(fatigue=ONE, suppression=ONE // 2), 30, TABLE).rounds.tolist() == [52]

    def test_shaken_crews_serve_more_slowly(self) -> None:
        """Rule morale.2: just under 160 rounds by a steady crew, three quarters by others, or none."""
        nerve = [battery.fire(firing(nerve=part), 30, TABLE).rounds[0] for part in (ONE, 3 * ONE // 4, 0)]
        assert nerve == [159, 119, 0]

    def test_barrels(self) -> None:
        """After 45 minutes at the full rate the sustained rate is all; a silent hour cools them."""
        heat, fired = np.array([0]), list[int]()
        for _ in range(4):
            told = battery.fire(firing(heat=heat[0], stock=30_000), 30, TABLE)
            heat, fired = told.heat, [*fired, int(told.rounds[0])]
        assert fired[0] == 159
        assert fired[1] == pytest.approx(120, abs=2)
        assert fired[2:] == pytest.approx([80, 80], abs=1)
        idle = battery.fire(firing(heat=heat[0], wanted=0), 60, TABLE)
        assert idle.heat.tolist() == [0]

    def test_rounds_are_conserved(self) -> None:
        told = battery.fire(firing(stock=33, loose=17, wanted=101), 60, TABLE)
        assert told.rounds.tolist() == [101]
        assert 33 * 560 + 17 - (int(told.stock[0]) * 560 + int(told.loose[0])) == 100 * 101

    def test_what_lies_open_is_counted_by_who_fires_of_it(self) -> None:
        """Three of four guns lost: 4.20 rounds lie open where 1.40 make a hundredth of a unit of fire."""
        silent, fires = (
            battery.fire(firing(guns=1, unit_of_fire=140, stock=5, loose=420, wanted=n), 30, TABLE)
            for n in (0, 1)
        )
        assert (silent.stock[0], silent.loose[0]) == (5, 420)
        assert (fires.stock[0], fires.loose[0]) == (7, 40), "5 x 1.40 + 4.20 - 1 rounds"

    @pytest.mark.parametrize("minutes", [30, 45, 90, 180])
    def test_silent_barrels_cool_by_what_they_bear(self, minutes: int) -> None:
        told = battery.fire(firing(heat=900_000, wanted=0), minutes, TABLE)
        assert 900_000 - told.heat[0] == battery.sustained(FIELD_GUN, minutes, TABLE) > 0

    def test_more_than_there_is(self) -> None:
        with pytest.raises(ValueError, match="more rounds fired than there are"):
            battery.spend([1], [0], [6], [560])

    def test_main_gun(self) -> None:
        weapons = np.zeros((3, len(RULES.weapons.names)), np.int16)
        weapons[0, [RIFLE, MORTAR, FIELD_GUN]] = (40, 2, 4)
        weapons[1, RIFLE] = 100
        weapons[2, MORTAR] = 3
        gun, count = battery.main_gun(weapons, TABLE)
        assert gun.tolist() == [FIELD_GUN, -1, MORTAR]
        assert count.tolist() == [4, 0, 3]

    def test_missions_match_the_ruleset(self) -> None:
        assert RULES.layouts["artillery.missions"][0] == MISSIONS
        assert (TABLE.pace > 0).all()


class TestObservers:
    def test_who_sees_for_whom(self) -> None:
        visible = np.zeros((3, 20), np.bool_)
        visible[0, 4] = visible[1, 9] = visible[2, 19] = True
        serves = np.array([[True, True, False], [False, False, True]])
        told = observers.observers(visible, [ONE, RUNNER, ONE], [0, 500, 0], serves, TABLE)
        assert told.quick.nonzero()[0].tolist() == [0, 1]
        assert told.quick.nonzero()[1].tolist() == [4, 19]
        assert told.slow[0].nonzero()[0].tolist() == [4, 9]

    def test_the_suppressed_and_the_cut_off_see_for_nobody(self) -> None:
        told = observers.observers(
            np.ones((2, 5), np.bool_), [ONE, 0], [ONE, 0], np.ones((1, 2), np.bool_), TABLE
        )
        assert not told.slow.any()

    def test_registration(self) -> None:
        ready = observers.may_register([179, 180, 119, 120], [0, 0, 1, 1], TABLE)
        assert ready.tolist() == [False, True, False, True]
        before = np.zeros((4, 6), np.bool_)
        before[:, 5] = True
        after = observers.registered_points(before, [2, 2, 2, -1], [1, 0, 1, 1], [1, 1, 0, 1], [0, 0, 0, 1])
        assert [row.nonzero()[0].tolist() for row in after] == [[2, 5], [5], [5], []]

    def test_tables_are_frozen(self) -> None:
        assert not TABLE.rate.flags.writeable
        assert replace(TABLE, safety_m=400).safety_m == 400
