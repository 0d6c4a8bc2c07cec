"""Suppression by hand: what falls on a unit, what it does, how it dies away."""

from __future__ import annotations

import numpy as np
import pytest
from fire_board import TABLE

from game.rules.suppression import FACTORS, fade, fire_stress, suppress
from game.rules.tables import ONE, POSTURES

OPEN, TRENCH = POSTURES.index("advance"), POSTURES.index("trench")


def test_stress_by_hand() -> None:
    # 50 RE for half an hour on 250 m of front: I = 25 / 2.5 = 10; 0.085 x 10 = 0.85.
    assert int(fire_stress(50 * ONE, 30, TABLE)) / ONE == pytest.approx(0.85, rel=0.003)


def test_growth_by_hand() -> None:
    # From nothing: 1 - exp(-0.85) = 0.573 in the open, 1 - exp(-0.45 x 0.85) = 0.318 in a trench.
    gained = suppress(np.zeros(2, int), np.full(2, 870), np.array([OPEN, TRENCH]), 30, TABLE)
    assert (gained.result / ONE).tolist() == pytest.approx([0.573, 0.318], abs=0.004)
    assert gained.factors.shape == (2, len(FACTORS))
    assert (gained.expected / 1000).tolist() == pytest.approx([0.573, 0.318], abs=0.004)


def test_decay_of_the_study() -> None:
    """0.93 when the fire lifts, 0.34 after 15 minutes, 0.02 after an hour."""
    at_lift = round(0.93 * ONE)
    assert int(fade(at_lift, 15, TABLE)) / ONE == pytest.approx(0.34, abs=0.01)
    assert int(fade(at_lift, 60, TABLE)) / ONE == pytest.approx(0.02, abs=0.01)
    assert int(fade(at_lift, 0, TABLE)) == at_lift


def test_fire_and_shells_in_any_order() -> None:
    """One exponent for all that falls in a pulse."""
    together = suppress(100, 300 + 500, TRENCH, 30, TABLE)
    assert int(together.result) == int(suppress(100, 500 + 300, TRENCH, 30, TABLE).result)


def test_never_beyond_all_men() -> None:
    assert int(suppress(ONE, 10**9, OPEN, 30, TABLE).result) == ONE
