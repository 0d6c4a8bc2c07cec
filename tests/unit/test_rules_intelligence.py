"""Aircraft, batteries that give themselves away, radio, signs, and the best of several reports."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from spotting_field import COLS, beliefs, ground, rules

from game.engine.dice import PURPOSES
from game.rules.beliefs_table import GRADES
from game.rules.intelligence import (
    ReconTable,
    best_of,
    freeze_recon,
    from_air,
    heard,
    intercept,
    overflown,
    reported,
    signs,
)
from game.rules.tables import POSTURES

SIDE = np.array([0, 0, 1, 1])
AIR, RADIO, SIGN, SEEN = (GRADES.index(g) for g in ("air", "radio", "sign", "seen"))


@lru_cache(maxsize=1)
def recon() -> ReconTable:
    return freeze_recon(rules())


class TestAircraft:
    def chances(self, sorties: int, visibility: int = 6000, covered: bool = False) -> list[int]:
        every = np.arange(len(POSTURES))
        hidden = np.full(every.shape, covered)
        return [int(c) for c in from_air(recon(), np.full_like(every, sorties), every, hidden, visibility)]

    def test_column_open_trench(self) -> None:
        """.5 for a column, .3 in the open, .15 in works, and .5 for men who ride."""
        assert self.chances(1) == pytest.approx([32768, 19661, 19661, 19661, 9830, 9830, 32768], abs=1)

    def test_two_sorties(self) -> None:
        assert self.chances(2)[0] == pytest.approx(49152, abs=1)

    def test_none(self) -> None:
        assert set(self.chances(0)) == {0}

    def test_fog_and_night(self) -> None:
        assert set(self.chances(3, visibility=800)) == {0}

    def test_growth(self) -> None:
        assert self.chances(1, covered=True)[0] == pytest.approx(16384, abs=1)

    def test_swath(self) -> None:
        """1000 m: four hexes along a row are in it, five are not."""
        row = 5 * COLS
        found = overflown(recon(), ground()[0], [row, row, -1], [row + 4, row + 5, row - 1 + 1, -1])
        assert found.tolist() == [2, 0, 2, 0]


class TestRadio:
    def test_a_day_is_the_figure_of_the_rules(self) -> None:
        found = intercept(beliefs(), SIDE, [True, False, True, True], 1440)
        assert found.tolist() == pytest.approx([6554, 0, 19661, 19661], abs=2)

    def test_pulses_of_a_day_add_up(self) -> None:
        chance = int(intercept(beliefs(), SIDE, [True] * 4, 30)[2])
        assert 1 - (1 - chance / 65536) ** 48 == pytest.approx(0.3, abs=0.001)

    def test_what_was_heard_and_why(self) -> None:
        """A pulse of 30 minutes: 1 - .7^(1/48) of the Soviet service's 30 % a day."""
        bits = np.array([0, 0, 0, 2**63], np.uint64)
        found = heard(beliefs(), SIDE, [True, False, True, True], 30, bits)
        assert found.grade.tolist() == [[0, 0, RADIO, 0], [RADIO, 0, 0, 0]]
        assert found.account.base.tolist() == pytest.approx([6554, 0, 19661, 19661], abs=1)
        assert found.account.factors[:, 0].tolist() == [21] * 4
        assert found.account.expected[2] / 65536 == pytest.approx(1 - 0.7 ** (1 / 48), abs=2e-4)
        assert found.account.result.tolist() == [1, 0, 1, 0]

    def test_hearing_side_by_side(self) -> None:
        bits = np.arange(8, dtype=np.uint64).reshape(2, 4) << np.uint64(56)
        sends = np.array([[True] * 4, [False, True, True, False]])
        both = heard(beliefs(), SIDE, sends, np.array([30, 120]), bits)
        for n, minutes in enumerate((30, 120)):
            one = heard(beliefs(), SIDE, sends[n], minutes, bits[n])
            assert (both.grade[n] == one.grade).all()
            assert (both.account.expected[n] == one.account.expected).all()
            assert (both.account.factors[n] == one.account.factors).all()


class TestReports:
    def test_only_the_other_side_learns(self) -> None:
        found = reported("radio", SIDE, np.full(4, 65536), np.zeros(4, np.uint64))
        assert found.tolist() == [[0, 0, RADIO, RADIO], [RADIO, RADIO, 0, 0]]

    def test_dice_decide(self) -> None:
        bits = np.array([0, 2**63, 2**64 - 1, 2**63 - 1], np.uint64)
        found = reported("air", SIDE, np.full(4, 32768), bits)
        assert found.tolist() == [[0, 0, 0, AIR], [AIR, 0, 0, 0]]

    def test_signs_need_no_dice(self) -> None:
        assert signs(SIDE, [True, False, True, False]).tolist() == [[0, 0, SIGN, 0], [SIGN, 0, 0, 0]]

    def test_the_best_counts(self) -> None:
        seen = np.zeros((2, 4), np.uint8)
        seen[0, 2] = SEEN
        told = best_of(signs(SIDE, [True] * 4), seen)
        assert told.tolist() == [[0, 0, SEEN, SIGN], [SIGN, SIGN, 0, 0]]

    def test_batch_is_the_loop(self) -> None:
        chance = np.array([[0, 65536, 32768, 1], [65536, 0, 5, 40000]])
        bits = np.arange(8, dtype=np.uint64).reshape(2, 4) << np.uint64(60)
        whole = reported("radio", SIDE, chance, bits)
        for n in range(2):
            assert (whole[n] == reported("radio", SIDE, chance[n], bits[n])).all()


def test_purposes_of_these_dice_are_registered() -> None:
    assert {"sight", "recon", "counter_battery", "radio", "beliefs"} <= set(PURPOSES)


def test_grades_are_the_rows_of_the_rules() -> None:
    assert rules().table("intelligence", "report").rows == GRADES[1:]
    assert (beliefs().confidence[1:] > 0).all()
    assert beliefs().sigma[GRADES.index("seen")] == 0
