"""Leaders: hit, replaced, missed."""

from __future__ import annotations

import numpy as np
import pytest
from assault_chain import MORALE

from game.engine.dice import draws
from game.rules.leaders import leaders, link_without
from game.rules.tables import ONE

TOP = np.array([2**64 - 1], np.uint64)
LOW = np.array([0], np.uint64)


class TestLeaders:
    def test_chance_by_casualties(self) -> None:
        """1 - (1 - 0.012)^n: 0 for none, 0.012 for one, 0.1137 for ten, 0.701 for a hundred."""
        chance = MORALE.leader_hit[[0, 1, 10, 100]] / 65536
        assert chance == pytest.approx([0, 0.012, 0.11372, 0.70099], abs=2e-5)
        assert (np.diff(MORALE.leader_hit) >= 0).all()

    def test_frequency(self) -> None:
        bits = draws(1, "leaders", 1, 1, 40_000)
        told = leaders(np.zeros(40_000), np.full(40_000, 512), np.full(40_000, 10), bits, MORALE)
        assert told.hit.mean() == pytest.approx(0.1137, abs=0.005)
        assert told.account.expected[0] == 113

    def test_no_casualties_no_hit(self) -> None:
        told = leaders([0], [512], [0], LOW, MORALE)
        assert not told.hit[0]
        assert told.lead[0] == 512

    def test_a_hit_and_the_time_after(self) -> None:
        """Vacant for two pulses; the successor is worth 0.15 less; hit again, the time starts anew."""
        fell = leaders([0], [512], [300], LOW, MORALE)
        assert (fell.hit[0], fell.vacant[0]) == (True, 2)
        assert fell.lead[0] / ONE == pytest.approx(0.35, abs=0.001)
        later = leaders(fell.vacant, fell.lead, [0], TOP, MORALE)
        assert later.vacant[0] == 1
        assert leaders(later.vacant, later.lead, [0], TOP, MORALE).vacant[0] == 0
        again = leaders(later.vacant, later.lead, [50], LOW, MORALE)
        assert again.vacant[0] == 2
        assert again.lead[0] / ONE == pytest.approx(0.2, abs=0.002)

    def test_worth_never_below_nothing(self) -> None:
        assert leaders([0], [100], [10], LOW, MORALE).lead[0] == 0

    def test_link_meanwhile(self) -> None:
        """0.3 less, not below 0, while the place is vacant."""
        links = link_without([1024, 1024, 200], [0, 1, 2], MORALE) / ONE
        assert links == pytest.approx([1, 0.7, 0], abs=0.001)
