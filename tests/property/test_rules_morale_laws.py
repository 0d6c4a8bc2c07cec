"""Laws of morale, leaders, fatigue and the medical service: bounds, order, nobody lost."""

from __future__ import annotations

import numpy as np
from assault_chain import MORALE, RULES
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from game.engine.dice import draws
from game.grid.board import OFF_BOARD, make_neighbor
from game.rules import medical
from game.rules.fatigue import tire, vigor
from game.rules.leaders import leaders
from game.rules.medical_table import freeze_medical
from game.rules.morale import Pulse, cohesion, near_rout, state_of

MEDICAL = freeze_medical(RULES)
UNITS = 6
q10s = arrays(np.int64, UNITS, elements=st.integers(0, 1024))
flags = arrays(np.bool_, UNITS)
seeds = st.integers(0, 2**32)
BOARD = make_neighbor(4, 5)


@st.composite
def pulses(draw: st.DrawFn) -> Pulse:
    """What a pulse may do."""
    men = draw(arrays(np.int64, UNITS, elements=st.integers(1, 200)))
    lost = men * draw(st.integers(0, 100)) // 100
    return Pulse(men, lost, draw(q10s), *(draw(flags) for _ in range(6)))


class TestCohesion:
    @given(q10s, pulses(), st.sampled_from([30, 60, 120]))
    @settings(deadline=None)
    def test_stays_a_share_and_never_grows_under_fire(
        self, before: NDArray[np.int64], pulse: Pulse, minutes: int
    ) -> None:
        after = cohesion(before, pulse, minutes, MORALE).result
        assert (after >= 0).all()
        assert (after <= 1024).all()
        fire = np.asarray(pulse.under_fire)
        assert (after[fire] <= before[fire]).all()

    @given(q10s, pulses(), st.sampled_from(Pulse._fields[3:7]))
    @settings(deadline=None)
    def test_every_shock_costs(self, before: NDArray[np.int64], pulse: Pulse, shock: str) -> None:
        yes, no = np.ones(UNITS, np.bool_), np.zeros(UNITS, np.bool_)
        struck, spared = (
            cohesion(before, pulse._replace(**{shock: flag}), 30, MORALE).result for flag in (yes, no)
        )
        assert (struck <= spared).all()

    @given(q10s, pulses())
    @settings(deadline=None)
    def test_more_losses_never_lift(self, before: NDArray[np.int64], pulse: Pulse) -> None:
        worse = pulse._replace(lost=np.minimum(np.asarray(pulse.lost) + 3, pulse.men))
        one, other = (cohesion(before, p, 30, MORALE).result for p in (pulse, worse))
        assert (other <= one).all()

    @given(q10s, pulses())
    @settings(deadline=None)
    def test_leaders_and_rations_help(self, before: NDArray[np.int64], pulse: Pulse) -> None:
        led, alone = (
            cohesion(before, pulse._replace(led=np.full(UNITS, flag)), 60, MORALE).result
            for flag in (True, False)
        )
        assert (led >= alone).all()

    @given(st.integers(0, 1024), st.integers(0, 1024), st.booleans(), st.booleans())
    @settings(deadline=None)
    def test_states_fall_with_cohesion(self, one: int, other: int, routed: bool, rallied: bool) -> None:
        low, high = sorted((one, other))
        state = state_of(np.array([low, high]), [routed] * 2, [rallied] * 2, MORALE)
        assert state[0] >= state[1]
        assert 0 <= state[1] <= state[0] <= 3


class TestNeighbors:
    @given(st.data())
    @settings(deadline=None)
    def test_against_plain_loops(self, data: st.DataObject) -> None:
        place = st.sampled_from([OFF_BOARD, *range(20)])
        hexes = data.draw(arrays(np.int64, UNITS, elements=place))
        side = data.draw(arrays(np.int64, UNITS, elements=st.integers(0, 1)))
        routs = data.draw(arrays(np.bool_, (3, UNITS)))
        found = near_rout(hexes, side, routs, BOARD)
        for game in range(3):
            for u in range(UNITS):
                near = {int(hexes[u]), *(int(n) for n in BOARD[hexes[u]])} - {OFF_BOARD}
                others = [v for v in range(UNITS) if v != u and routs[game, v] and side[v] == side[u]]
                wanted = hexes[u] != OFF_BOARD and any(int(hexes[v]) in near for v in others)
                assert bool(found[game, u]) == wanted


class TestFatigue:
    @given(q10s, arrays(np.int64, (UNITS, 5), elements=st.integers(0, 480)), flags)
    @settings(deadline=None)
    def test_bounds_and_direction(
        self, before: NDArray[np.int64], minutes: NDArray[np.int64], fought: NDArray[np.bool_]
    ) -> None:
        after = tire(before, minutes, fought, MORALE).result
        assert (after >= 0).all()
        assert (after <= 1024).all()
        awake = minutes * (np.arange(5) < 4)
        assert (tire(before, awake, fought, MORALE).result >= before).all()
        asleep = minutes * (np.arange(5) == 4)
        assert (tire(before, asleep, False, MORALE).result <= before).all()
        assert (np.diff(vigor(np.sort(before), MORALE)) <= 0).all()


class TestLeaders:
    @given(arrays(np.int64, UNITS, elements=st.integers(0, 400)), q10s, seeds)
    @settings(deadline=None)
    def test_more_casualties_never_spare_him(
        self, lost: NDArray[np.int64], lead: NDArray[np.int64], seed: int
    ) -> None:
        bits = draws(seed, "leaders", 1, 1, UNITS)
        few, many = (leaders(np.zeros(UNITS), lead, n, bits, MORALE) for n in (lost, lost + 5))
        assert (few.hit <= many.hit).all()
        assert (many.lead <= few.lead).all()
        assert (few.lead <= lead).all()
        assert (few.lead >= 0).all()


class TestMedical:
    @given(seeds, st.integers(1, 12))
    @settings(max_examples=25, deadline=None)
    def test_nobody_is_lost_on_the_way(self, seed: int, days: int) -> None:
        """Every day killed + in the wards + returned = casualties + sick, unit by unit, in every game."""
        games, side = 4, np.array([0, 0, 0, 1, 1, 1])
        wards, tally = medical.empty_wards((games, UNITS), MEDICAL), medical.no_tally((games,), 12)
        dead = np.zeros((games, UNITS), np.int64)
        lost, sick, back = dead.copy(), dead.copy(), dead.copy()
        for day in range(days):
            fallen = (draws(seed, "fire", day, 1, (games, UNITS)) >> np.uint64(55)).astype(np.int64)
            split = medical.split_losses(
                fallen, side, draws(seed, "casualties", day, 1, (games, UNITS, 2)), MEDICAL
            )
            ill = medical.fall_sick(
                fallen * 3, side, draws(seed, "sickness", day, 1, (games, UNITS)), MEDICAL
            ).sick
            wards = medical.admit(medical.admit(wards, split.wounded, split.light), ill, np.zeros_like(ill))
            room = medical.places(
                (draws(seed, "supply", day, 1, (games, 2)) >> np.uint64(60)).astype(np.int64), MEDICAL
            )
            bits = draws(seed, "evacuation", day, 1, (games, UNITS))
            wards = medical.travel(medical.evacuate(wards, room, side, bits, MEDICAL), 7)
            wards, returned = medical.end_of_day(wards)
            tally = medical.book(tally, day, side, (split.killed, split.wounded, returned, ill))
            dead, lost, sick, back = dead + split.killed, lost + fallen, sick + ill, back + returned
            assert (wards.aid >= 0).all()
            assert (dead + wards.men + back == lost + sick).all()
        counts = tally.sum(axis=(1, 2))
        assert (counts[:, 0] + counts[:, 1] == lost.sum(axis=-1)).all()
        assert (counts[:, 2] == back.sum(axis=-1)).all()
        assert (counts[:, 3] == sick.sum(axis=-1)).all()

    @given(st.integers(0, 900), st.integers(0, 50), st.integers(0, 1), seeds)
    @settings(deadline=None)
    def test_more_casualties_never_mean_fewer_dead(self, lost: int, more: int, side: int, seed: int) -> None:
        bits = np.broadcast_to(draws(seed, "casualties", 1, 1, (2,)), (2, 2))
        told = medical.split_losses([lost, lost + more], np.array([side] * 2), bits, MEDICAL)
        assert told.killed[0] <= told.killed[1]
        assert (told.light <= told.wounded).all()
        assert (told.killed + told.wounded == [lost, lost + more]).all()

    @given(seeds)
    @settings(max_examples=20, deadline=None)
    def test_batch_equals_loop(self, seed: int) -> None:
        side = np.array([0, 1] * 3)
        fallen = (draws(seed, "fire", 1, 1, (3, UNITS)) >> np.uint64(57)).astype(np.int64)
        bits = draws(seed, "casualties", 1, 1, (3, UNITS, 2))
        told = medical.split_losses(fallen, side, bits, MEDICAL)
        for game in range(3):
            alone = medical.split_losses(fallen[game], side, bits[game], MEDICAL)
            assert (told.killed[game] == alone.killed).all()
            assert (told.light[game] == alone.light).all()
