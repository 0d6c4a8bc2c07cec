"""Cohesion, states, routs, rallies, fatigue."""

from __future__ import annotations

import numpy as np
import pytest
from assault_chain import MORALE

from game.engine.dice import draws
from game.grid.board import OFF_BOARD, make_neighbor
from game.rules.fatigue import FATIGUE_TERMS, tire, vigor
from game.rules.morale import (
    BROKEN,
    COHESION_TERMS,
    RALLY_FACTORS,
    ROUTED,
    SHAKEN,
    STEADY,
    Pulse,
    cohesion,
    near_rout,
    rally,
    state_of,
)
from game.rules.morale_table import DUTIES
from game.rules.tables import ONE

QUIET = {
    "men": 100,
    "lost": 0,
    "suppression": 0,
    "near_rout": False,
    "cut_off": False,
    "tanks": False,
    "flame": False,
    "under_fire": True,
    "led": True,
}


def after(before: float, minutes: int = 30, **what: float) -> float:
    """Cohesion of one unit after a pulse in which this happened, otherwise only under fire."""
    pulse = Pulse(**{key: np.array([value]) for key, value in {**QUIET, **what}.items()})
    told = cohesion([round(before * ONE)], pulse, minutes, MORALE)
    assert told.account.factors.shape == (1, len(COHESION_TERMS))
    return float(told.result[0]) / ONE


class TestCohesion:
    def test_attack_from_the_air_is_a_term_of_its_own(self) -> None:
        """Rule air.8: it costs what it costs, and never more than there is."""
        assert after(0.9, air=256) == pytest.approx(0.65, abs=0.002)
        pulse = Pulse(**{key: np.array([value]) for key, value in {**QUIET, "air": 512}.items()})
        account = cohesion([300], pulse, 30, MORALE).account
        assert account.factors[0, COHESION_TERMS.index("air")] == -300
        assert (account.base[0], account.result[0]) == (300, 0)

    def test_losses(self) -> None:
        """A tenth lost costs 1.2 x 0.1 = 0.12."""
        assert after(0.9, lost=10) == pytest.approx(0.78, abs=0.002)

    def test_suppression_by_the_hour(self) -> None:
        """0.06 x 0.5 x 2 h = 0.06."""
        assert after(0.9, 120, suppression=512) == pytest.approx(0.84, abs=0.002)

    @pytest.mark.parametrize(
        ("what", "cost"),
        [("near_rout", 0.15), ("cut_off", 0.1), ("tanks", 0.05), ("flame", 0.15)],
    )
    def test_shocks(self, what: str, cost: float) -> None:
        assert after(0.9, **{what: True}) == pytest.approx(0.9 - cost, abs=0.002)

    def test_flame_counts_instead_of_tanks(self) -> None:
        assert after(0.9, tanks=True, flame=True) == after(0.9, flame=True)

    def test_recovery(self) -> None:
        """0.03 an hour out of fire, 0.06 with leader and ration; never above 1."""
        assert after(0.5, 60, under_fire=False, led=False) == pytest.approx(0.53, abs=0.001)
        assert after(0.5, 60, under_fire=False) == pytest.approx(0.56, abs=0.001)
        assert after(1.0, 60, under_fire=False) == 1.0
        assert after(0.5, 60) == 0.5

    def test_never_below_nothing(self) -> None:
        assert after(0.1, lost=100) == 0.0

    def test_ledger_adds_up(self) -> None:
        pulse = Pulse(**{key: np.array([value]) for key, value in {**QUIET, "lost": 7, "cut_off": 1}.items()})
        told = cohesion([900], pulse, 30, MORALE)
        assert (
            told.account.base[0] + told.account.factors[0].sum() == told.result[0] == told.account.result[0]
        )

    def test_helmbold(self) -> None:
        """Bands of beaten forces: a fifth lost leaves a unit steady, two fifths shake it, three break it."""
        no = np.array([False])
        for lost, state in ((20, STEADY), (40, SHAKEN), (60, BROKEN), (70, ROUTED)):
            left = round(after(1.0, lost=lost) * ONE)
            assert state_of(np.array([left]), no, no, MORALE)[0] == state, lost


class TestStates:
    def test_bands(self) -> None:
        """Shaken below 0.55, broken below 0.35, routed below 0.2."""
        coh = np.array([1024, 563, 562, 358, 357, 205, 204, 0])
        no = np.zeros(8, np.bool_)
        assert state_of(coh, no, no, MORALE).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]

    def test_routed_until_rallied(self) -> None:
        coh, yes, no = np.array([900]), np.array([True]), np.array([False])
        assert state_of(coh, yes, no, MORALE)[0] == ROUTED
        assert state_of(coh, yes, yes, MORALE)[0] == STEADY
        assert state_of(np.array([100]), yes, yes, MORALE)[0] == BROKEN

    def test_rally(self) -> None:
        """0.3 with an ordinary leader, 0.39 with one of 0.65, never without one."""
        bits = draws(1, "morale", 1, 1, (4, 20_000))
        lead = np.array([512, 666, 0, 512])[:, None]
        state = np.array([ROUTED, ROUTED, ROUTED, STEADY])[:, None]
        told = rally(np.broadcast_to(state, bits.shape), 100, np.broadcast_to(lead, bits.shape), bits, MORALE)
        assert told.rallied.mean(axis=1) == pytest.approx([0.3, 0.39, 0, 0], abs=0.012)
        assert (told.cohesion == np.where(told.rallied, MORALE.bands[-1], 100)).all()
        assert told.account.factors.shape[-1] == len(RALLY_FACTORS)

    def test_what_states_leave_of_fire(self) -> None:
        assert MORALE.fire.tolist() == sorted(MORALE.fire.tolist(), reverse=True)
        assert MORALE.fire[STEADY] == ONE
        assert MORALE.rout_hexes == 2


class TestNeighbors:
    BOARD = make_neighbor(4, 4)

    def near(self, hexes: list[int], side: list[int], routs: list[bool]) -> list[bool]:
        return [bool(x) for x in near_rout(hexes, side, routs, self.BOARD)]

    def test_friends_next_to_it_and_with_it(self) -> None:
        """Unit 0 routs in hex 5; 1 is with it, 2 beside it, 3 an enemy beside it, 4 far, 5 off the board."""
        beside = int(self.BOARD[5, 0])
        found = self.near([5, 5, beside, beside, 15, OFF_BOARD], [0, 0, 0, 1, 0, 0], [True] + [False] * 5)
        assert found == [False, True, True, False, False, False]

    def test_two_that_rout_see_each_other(self) -> None:
        assert self.near([5, 5], [0, 0], [True, True]) == [True, True]

    def test_nobody_routs_off_the_board(self) -> None:
        assert self.near([OFF_BOARD, 0, 3, 15], [0] * 4, [True, False, False, False]) == [False] * 4

    def test_batch(self) -> None:
        routs = np.array([[[True, False]], [[False, False]]])
        found = near_rout(np.array([5, 6]), [1, 1], routs, self.BOARD)
        assert found.tolist() == [[[False, True]], [[False, False]]]


class TestFatigue:
    @pytest.mark.parametrize(
        ("duty", "hour"),
        [("march", 0.03), ("night_march", 0.05), ("dig", 0.02), ("shelling", 0.02), ("sleep", -0.08)],
    )
    def test_by_the_hour(self, duty: str, hour: float) -> None:
        minutes = np.where(np.arange(5) == DUTIES.index(duty), 120, 0)
        told = tire(512, minutes, False, MORALE)
        assert told.result / ONE == pytest.approx(0.5 + 2 * hour, abs=0.001)

    def test_assault_and_bounds(self) -> None:
        none = np.zeros(5, np.int64)
        assert tire(0, none, True, MORALE).result / ONE == pytest.approx(0.15, abs=0.001)
        assert tire(1000, none, True, MORALE).result == ONE
        assert tire(10, np.array([0, 0, 0, 0, 480]), False, MORALE).result == 0

    def test_ledger_adds_up(self) -> None:
        told = tire(np.array([100]), np.array([[60, 0, 0, 30, 0]]), np.array([True]), MORALE)
        assert told.account.factors.shape == (1, len(FATIGUE_TERMS))
        assert told.account.base[0] + told.account.factors[0].sum() == told.result[0]

    def test_a_forced_march_by_night_needs_a_nights_sleep(self) -> None:
        """Eight hours at 0.05 are 0.4; five hours of sleep at 0.08 give 0.4 back."""
        tired = tire(0, np.array([0, 480, 0, 0, 0]), False, MORALE).result
        assert tire(tired, np.array([0, 0, 0, 0, 300]), False, MORALE).result <= 2

    def test_effect(self) -> None:
        """1 - 0.35 x fatigue."""
        assert vigor(np.array([0, 512, 1024]), MORALE) / ONE == pytest.approx([1, 0.825, 0.65], abs=0.001)
