"""Casualties: killed, wounded, sick, carried to the rear, returned, booked."""

from __future__ import annotations

import numpy as np
import pytest
from assault_chain import RULES

from game.engine.dice import draws
from game.rules.medical import (
    KILLED,
    RETURNED,
    SICK,
    WOUNDED,
    admit,
    book,
    empty_wards,
    end_of_day,
    evacuate,
    fall_sick,
    no_tally,
    places,
    split_losses,
    travel,
)
from game.rules.medical_table import freeze_medical

TABLE = freeze_medical(RULES)
SIDE = np.array([0, 1])


class TestSplit:
    def test_shares_of_killed(self) -> None:
        """0.26 of the Soviet casualties, 0.365 of the Japanese; one in twenty wounded is lightly so."""
        told = split_losses(np.full((4000, 2), 50), SIDE, draws(1, "casualties", 1, 1, (4000, 2, 2)), TABLE)
        assert told.killed.mean(axis=0) / 50 == pytest.approx([0.26, 0.365], abs=0.005)
        assert (told.killed + told.wounded == 50).all()
        assert (told.light <= told.wounded).all()
        assert told.light.sum() / told.wounded.sum() == pytest.approx(0.05, abs=0.003)

    def test_the_record(self) -> None:
        """Of 1,440 Japanese casualties 526 dead; of 3,712 Soviet ones 960, in the mean."""
        killed = TABLE.killed / 65536 * np.array([3712, 1440])
        assert killed == pytest.approx([960, 526], rel=0.02)

    def test_a_battalion_at_one_blow(self) -> None:
        """More casualties than one draw asks are split all the same."""
        told = split_losses(np.full((2000, 2), 600), SIDE, draws(1, "casualties", 1, 1, (2000, 2, 2)), TABLE)
        assert (told.killed + told.wounded == 600).all()
        assert told.killed.mean(axis=0) / 600 == pytest.approx([0.26, 0.365], abs=0.005)
        assert told.light.sum() / told.wounded.sum() == pytest.approx(0.05, abs=0.003)

    def test_nobody_lost(self) -> None:
        told = split_losses([0, 0], SIDE, np.full((2, 2), 2**64 - 1, np.uint64), TABLE)
        assert told.killed.sum() == told.wounded.sum() == 0


class TestSick:
    def test_a_day(self) -> None:
        """0.25 and 0.15 per cent of the men."""
        told = fall_sick(np.full((20_000, 2), 200), SIDE, draws(1, "sickness", 1, 1, (20_000, 2)), TABLE)
        assert told.sick.mean(axis=0) / 200 == pytest.approx([0.0025, 0.0015], rel=0.05)

    def test_two_weeks_of_the_corps(self) -> None:
        """15,000 men, 14 days: 525; recorded 527."""
        assert TABLE.sick[0] / 65536 * 15_000 * 14 == pytest.approx(527, rel=0.02)

    def test_of_a_large_unit_the_rest_has_its_share(self) -> None:
        """Of 1,055 men 255 are asked, and of the other 800 just 2 and 1.2 fall sick."""
        told = fall_sick([1055, 1055], SIDE, np.zeros(2, np.uint64), TABLE)
        assert told.sick.tolist() == [2, 1]
        assert told.account.expected.tolist() == [2640, 1577]


class TestWay:
    def test_waiting_road_hospital(self) -> None:
        """20 wounded, one lorry of eight places: 12 wait; ten hours later the eight are in hospital."""
        wards = admit(empty_wards((2,), TABLE), [20, 0], [2, 0])
        assert wards.aid.tolist() == [18, 0]
        room = places([1, 4], TABLE)
        assert room.tolist() == [8, 12]
        loaded = evacuate(wards, room, SIDE, draws(1, "evacuation", 1, 1, 2), TABLE)
        assert loaded.aid.tolist() == [10, 0]
        assert loaded.hospital.tolist() == [0, 0]
        assert travel(loaded, 9).hospital.tolist() == [0, 0]
        assert travel(loaded, 10).hospital.tolist() == [8, 0]
        assert travel(travel(loaded, 4), 6).hospital.tolist() == [8, 0]
        assert travel(loaded, 48).men.tolist() == [20, 0]

    def test_shares_of_the_places(self) -> None:
        """Two Soviet units with 30 and 10 waiting share 8 places as 6 and 2."""
        wards = admit(empty_wards((2,), TABLE), [30, 10], [0, 0])
        loaded = evacuate(wards, [8, 0], [0, 0], draws(1, "evacuation", 1, 1, 2), TABLE)
        assert (wards.aid - loaded.aid).tolist() == [6, 2]

    def test_the_light_come_back_after_days(self) -> None:
        wards = admit(empty_wards((1,), TABLE), [5], [3])
        for _ in range(TABLE.return_days - 1):
            wards, back = end_of_day(wards)
            assert back.tolist() == [0]
        wards, back = end_of_day(wards)
        assert back.tolist() == [3]
        assert wards.men.tolist() == [2]


class TestTally:
    def test_booked_by_day_and_side(self) -> None:
        tally = no_tally((), 14)
        once = book(tally, 3, SIDE, ([1, 2], [3, 4], [0, 0], [5, 6]))
        twice = book(once, 3, [1, 1], ([1, 1], [0, 0], [2, 0], [0, 0]))
        assert twice[3, 0, [KILLED, WOUNDED, RETURNED, SICK]].tolist() == [1, 3, 0, 5]
        assert twice[3, 1].tolist() == [4, 4, 2, 6]
        assert tally.sum() == 0
        assert twice.sum() == once.sum() + 4

    def test_no_such_day(self) -> None:
        with pytest.raises(ValueError, match=r"day must lie in 0\.\.13, got 14"):
            book(no_tally((), 14), 14, SIDE, ([0, 0],) * 4)
