"""Command: links, delays, staffs, the formation's day."""

from __future__ import annotations

import numpy as np
import pytest
from assault_chain import RULES

from game.engine.dice import draws
from game.rules.command import (
    CUT,
    DELAY_TERMS,
    NEVER,
    RADIO,
    RUNNER,
    TELEPHONE,
    VISUAL,
    Means,
    by_relays,
    day_factor,
    formation_delay,
    lead_under,
    links,
    order_delay,
)
from game.rules.command_table import STAFFS, freeze_command
from game.rules.tables import ONE

TABLE = freeze_command(RULES)
SETTLED, NEW, REPLACED = range(len(STAFFS))


class TestLinks:
    @pytest.mark.parametrize(
        ("meters", "wire", "sight", "radio", "way", "link", "worth"),
        [
            (9000, True, False, False, False, TELEPHONE, 1.0),
            (1500, False, True, True, True, VISUAL, 1.0),
            (1501, False, True, True, True, RADIO, 0.7),
            (1501, False, True, False, True, RUNNER, 0.5),
            (4001, False, False, False, True, CUT, 0.0),
            (500, False, False, False, False, CUT, 0.0),
            (-1, True, True, True, True, CUT, 0.0),
        ],
    )
    def test_best_of_what_there_is(
        self, meters: int, wire: bool, sight: bool, radio: bool, way: bool, link: int, worth: float
    ) -> None:
        told = links(Means(*([x] for x in (meters, wire, sight, radio, way))), TABLE)
        assert told.link.tolist() == [link]
        assert told.worth[0] / ONE == pytest.approx(worth, abs=0.001)


class TestRelays:
    @pytest.mark.parametrize(
        ("link", "meters", "way", "by"),
        [
            (CUT, 9000, True, RUNNER),
            (CUT, 9000, False, CUT),
            (CUT, -1, True, CUT),
            (RADIO, 9000, True, RADIO),
            (TELEPHONE, 300, False, TELEPHONE),
        ],
    )
    def test_whoever_has_a_way_back_gets_his_orders(self, link: int, meters: int, way: bool, by: int) -> None:
        no = [False]
        assert by_relays([link], Means([meters], no, no, no, [way])).tolist() == [by]


class TestDelays:
    def ask(self, link: int, meters: int, staff: int = SETTLED, branch: bool = False) -> int:
        told = order_delay([link], [meters], [staff], [branch], TABLE)
        assert told.account.factors.shape == (1, len(DELAY_TERMS))
        return int(told.pulses[0])

    def test_near_or_wired_one_pulse_otherwise_three(self) -> None:
        assert self.ask(RUNNER, 1500) == 1
        assert self.ask(TELEPHONE, 8000) == 1
        assert self.ask(RADIO, 1501) == self.ask(RUNNER, 3000) == 3

    def test_a_branch_of_the_plan_costs_nothing(self) -> None:
        assert self.ask(RUNNER, 3000, REPLACED, branch=True) == 0
        assert self.ask(CUT, 3000, branch=True) == 0

    def test_cut_off(self) -> None:
        assert self.ask(CUT, 100) == NEVER

    def test_new_commanders(self) -> None:
        """One pulse more with newly promoted commanders, two where the whole staff is new."""
        assert [self.ask(TELEPHONE, 0, staff) for staff in range(3)] == [1, 2, 3]
        assert formation_delay([SETTLED, NEW, REPLACED, REPLACED], [0, 0, 0, 1], TABLE).tolist() == [
            1,
            1,
            2,
            0,
        ]
        worth = lead_under([512, 512, 512, 10], [SETTLED, NEW, REPLACED, REPLACED], TABLE) / ONE
        assert worth == pytest.approx([0.5, 0.45, 0.4, 0], abs=0.002)


class TestDay:
    def test_mean_one_and_the_spread_of_the_chapter(self) -> None:
        factor = day_factor(draws(1, "day", 1, 0, 50_000), TABLE) / ONE
        assert factor.mean() == pytest.approx(1, abs=0.01)
        assert np.log(factor).std() == pytest.approx(0.25, abs=0.01)

    def test_luck_is_monotone(self) -> None:
        words = np.linspace(0, 2**63, 200).astype(np.uint64) * np.uint64(2) - np.uint64(1)
        assert (np.diff(day_factor(np.sort(words), TABLE)) >= 0).all()
