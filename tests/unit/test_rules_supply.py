"""Roads, the net, the last kilometer, rations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from march_field import RULES

from game.rules.supply import (
    ahead,
    interdicted,
    road_minutes,
    road_room,
    send,
    train_places,
    trains_left,
    tumen_room,
)
from game.rules.supply_issue import asked, carriers_pass, eat, issue
from game.rules.supply_table import FORMATIONS, STORES, freeze_supply, hundredths

TABLE = freeze_supply(RULES)
TON = 1_000_000
SHELLS, AT, ARMS, ENGINEERS, FOOD = range(5)
DAY = 14 * 60


def weapons(**counts: int) -> np.ndarray:
    out = np.zeros(len(RULES.weapons.names), np.int64)
    for name, count in counts.items():
        out[RULES.weapons.names.index(name)] = count
    return out


class TestRoad:
    @pytest.mark.parametrize(("ground", "tons"), [(0, 360), (2, 190), (3, 70)])
    def test_tons_of_a_day(self, ground: int, tons: int) -> None:
        assert int(road_room(TABLE, ground, DAY)) / TON == pytest.approx(tons, rel=0.03)

    def test_lorries_bound_it(self) -> None:
        # 600 t for 200 lorries: 90 t for thirty, less than 30 x 1.7 t in two rounds of 12 hours.
        assert int(road_room(TABLE, 0, DAY, lorries=30)) == 90 * TON
        slow = replace(TABLE, cycle=24 * 60)
        assert int(road_room(slow, 0, DAY, lorries=30)) == 51 * TON

    def test_trains_take_their_places(self) -> None:
        # 15 x 14 = 210 places a day; 60 for the train of a battalion leave 150.
        assert int(road_room(TABLE, 0, DAY, trains=60)) == 150 * TABLE.lorry_load
        assert int(road_room(TABLE, 0, DAY, trains=500)) == 0

    def test_trains_follow_the_fighting_part(self) -> None:
        rifle, tank, guns = (FORMATIONS.index(f"{n}") for n in FORMATIONS)
        # 60 places for four companies; 120 for three with 15 tanks each; 180 for nine batteries with 4 guns.
        assert train_places(TABLE, [0, 15, 4, 99], [rifle, tank, guns, tank]).tolist() == [15, 25, 16, 0]
        assert train_places(TABLE, [0], [-1]).tolist() == [0]

    def test_trains_hold_the_road_for_days(self) -> None:
        """Nine battalions in mud: 540 places at 42 a day, and nothing else passes before they are through."""
        waiting, days = 9 * 60, 0
        while waiting:
            assert int(road_room(TABLE, 3, DAY, trains=waiting)) == (
                0 if waiting >= 42 else 6 * TABLE.lorry_load
            )
            waiting, days = int(trains_left(TABLE, 3, DAY, waiting)), days + 1
        assert days == 13
        assert int(trains_left(TABLE, 0, DAY, 540)) == 330
        assert int(trains_left(TABLE, 0, DAY, 540, 512)) == 435

    def test_from_a_day_on_stores_go_before_trains(self) -> None:
        """The Soviet guns are free of want from 4 August, the sixth day after 29 July."""
        begin = 6 * 1440
        assert ahead(TABLE, [0, 60, 500], 0).tolist() == [0, 60, 500]
        assert ahead(TABLE, 60, [begin - 1, begin, begin + 1440]).tolist() == [60, 0, 0]
        assert int(road_room(TABLE, 0, DAY, trains=ahead(TABLE, 500, begin))) == 210 * TABLE.lorry_load

    def test_hours_of_use(self) -> None:
        # The road is used from 06:00 to 20:00.
        found = road_minutes(TABLE, [360, 1080, 1260, 120], [180, 180, 540, 240])
        assert found.tolist() == [180, 120, 0, 0]
        assert road_minutes(TABLE, 1320, 480 + 60).tolist() == 60

    def test_interdiction(self) -> None:
        assert interdicted(TABLE, [0, 60, 120, 100_000], 30).tolist() == [1024, 512, 256, 0]
        share = interdicted(TABLE, 60, 30)
        assert int(road_room(TABLE, 0, DAY, share=share)) == 105 * TABLE.lorry_load


class TestTumen:
    def test_quiet_and_bombed(self) -> None:
        assert int(tumen_room(TABLE, True, 0, 540)) == 120 * TON
        assert int(tumen_room(TABLE, False, 1024, 900)) == 30 * TON
        half = int(tumen_room(TABLE, True, 512, 540))
        assert 30 * TON < half < 120 * TON


class TestSend:
    PATH = np.array([[1, 0], [1, 1]], bool)

    def stock(self, tons: int) -> list[int]:
        return [tons * TON] * 5

    def test_shells_before_food(self) -> None:
        want = [[10 * TON, 0, 0, 0, 10 * TON], [10 * TON, 0, 0, 0, 10 * TON]]
        found = send(TABLE, self.stock(100), want, self.PATH, [30 * TON, 30 * TON])
        assert found.sent[:, SHELLS].tolist() == [10 * TON, 10 * TON]
        assert (found.sent[:, FOOD] <= 5 * TON).all()
        assert found.sent[:, FOOD].sum() == pytest.approx(10 * TON, rel=1e-5)

    def test_a_narrow_branch(self) -> None:
        want = [[10 * TON, 0, 0, 0, 0], [10 * TON, 0, 0, 0, 0]]
        found = send(TABLE, self.stock(100), want, self.PATH, [30 * TON, 4 * TON])
        assert found.sent[0, SHELLS] == 10 * TON
        assert 4 * TON - 2 <= found.sent[1, SHELLS] <= 4 * TON

    def test_an_empty_store(self) -> None:
        want = [[10 * TON] * 5, [30 * TON] * 5]
        found = send(TABLE, self.stock(8), want, self.PATH, [900 * TON] * 2)
        assert found.sent[0, SHELLS] == pytest.approx(2 * TON, rel=1e-5)
        assert found.sent[1, SHELLS] == pytest.approx(6 * TON, rel=1e-5)

    def test_ranks_of_a_commander(self) -> None:
        want = [[10 * TON, 0, 0, 0, 10 * TON], [0] * 5]
        rank = np.array([[5, 4, 3, 2, 1], [1, 2, 3, 4, 5]])
        found = send(TABLE, self.stock(100), want, self.PATH, [10 * TON] * 2, rank)
        assert found.sent[0].tolist() == [0, 0, 0, 0, 10 * TON]

    def test_nothing_is_lost(self) -> None:
        want = np.array([[7, 5, 3, 2, 11], [13, 17, 19, 23, 29]]) * TON // 7
        found = send(TABLE, self.stock(3), want, self.PATH, [5 * TON, 2 * TON])
        assert (found.sent.sum(axis=0) + found.stock == 3 * TON).all()


class TestIssue:
    def test_weight_of_a_unit_of_fire(self) -> None:
        """330 t for about 180 guns of a corps' mix: 76, 122 and 152 mm."""
        guns = weapons(gun_76_1902=80, howitzer_122_1910=64, howitzer_152_1909=36)
        assert int(hundredths(TABLE, guns)[1]) * 100 / TON == pytest.approx(330, rel=0.3)

    def test_kinds_of_ammunition(self) -> None:
        company = hundredths(TABLE, weapons(mosin=90, dp=12, gun_45_1932=2))
        # 90 x 45 + 12 x 750 g; no shells; 2 x 4,287 g.
        assert company.tolist() == [13050, 0, 8574]
        assert hundredths(TABLE, weapons(fai=1, type93_mg=1)).tolist()[1:] == [0, 0]

    def test_full_and_empty(self) -> None:
        load = np.array([[0, 13440 * 4, 0], [0, 13440 * 4, 0]])
        stock = [[10 * TON, 0, 0, 0, 0]]
        # Each lacks 150 - 50 = 100 hundredths of 53,760 g: 10.752 t together, 93 % of it is there.
        found = issue(TABLE, stock, [[0, 50, 0]] * 2, load, [0, 0], [True, True])
        assert found.ammunition[:, 1].tolist() == [142, 142]
        assert found.stock[0, SHELLS] + found.grams.sum() == 10 * TON
        cut = issue(TABLE, stock, [[0, 50, 0]] * 2, load, [0, 0], [True, False])
        assert cut.ammunition[:, 1].tolist() == [150, 50]

    def test_strangers_get_nothing(self) -> None:
        found = issue(TABLE, [[TON] * 5], [[0, 0, 0]], [[100, 100, 100]], [-1], [True])
        assert found.ammunition.tolist() == [[0, 0, 0]]
        assert (found.stock == TON).all()

    def test_what_is_asked_for(self) -> None:
        assert asked(TABLE, [[100, 200, 149]], [[10, 10, 10]]).tolist() == [[500, 0, 10]]


class TestCarriers:
    FIRE = np.zeros(10, bool)

    def test_by_day_through_fire(self) -> None:
        fire = self.FIRE.copy()
        fire[2:6] = True
        path = [[0, 1, 2, 3, 4, 5], [2, 3, 4, 5, 6, -1], [-1] * 6]
        # Of the first way the last four hexes count, all under fire; of the second one is safe; the third
        # unit stands at its dump.
        assert carriers_pass(TABLE, path, fire, False).tolist() == [False, True, True]
        assert carriers_pass(TABLE, path, fire, True).all()

    def test_the_japanese_carry_by_night(self) -> None:
        path = [[0, 1], [-1, -1]]
        assert carriers_pass(TABLE, path, self.FIRE, False, [True, True]).tolist() == [False, True]
        assert carriers_pass(TABLE, path, self.FIRE, True, [True, True]).all()


def test_rations() -> None:
    stock = np.zeros((2, 5), np.int64)
    stock[:, FOOD] = [30 * TON, 5 * TON]
    found = eat(TABLE, stock, [9000, 9000], 1440)
    assert found.grams.tolist() == [25 * TON, 5 * TON]
    assert found.fed.tolist() == [1024, 204]
    assert found.stock[:, FOOD].tolist() == [5 * TON, 0]
    assert eat(TABLE, stock, [0, 0], 1440).fed.tolist() == [1024, 1024]


def test_classes_of_stores() -> None:
    assert STORES == ("shells", "anti_tank", "small_arms", "engineer_stores", "food")
    assert TABLE.rank.tolist() == [1, 2, 3, 4, 5]
