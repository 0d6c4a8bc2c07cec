"""Laws of anti-tank fire that hold for any guns and any tanks."""

from __future__ import annotations

import numpy as np
from armor_board import ARMOR, battery, engage, park, words
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.rules.armor import Guns, TankAims, Tanks, at_fire, at_spend
from game.rules.armor_ground import bog, recover, repair
from game.rules.armor_losses import close_chance, shell_chance, strike
from game.rules.fixed import CERTAIN
from game.rules.tables import ONE

STATES = st.tuples(st.integers(0, 12), st.integers(0, 5), st.integers(0, 5))
FLEET = st.dictionaries(st.sampled_from(ARMOR.vehicles), STATES, max_size=4)
GUNS = st.dictionaries(st.sampled_from(ARMOR.guns), st.integers(0, 8), max_size=3)
METERS = st.integers(0, 3200)
Q10 = st.integers(0, ONE)
SEED = st.integers(0, 2**32)
Ints = NDArray[np.int64]


@given(GUNS, FLEET, METERS, Q10, st.booleans(), SEED)
def test_vehicles_and_crews_are_conserved(
    guns: dict[str, int], fleet: dict[str, tuple[int, int, int]], meters: int, s: int, moving: bool, seed: int
) -> None:
    before = park(fleet)
    struck = engage(
        battery(guns), before, min(meters, 3000), suppression=s, moving=moving, minutes=60, seed=seed
    ).struck
    assert (struck.vehicles >= 0).all()
    assert (struck.vehicles.sum(axis=-1) + struck.burnt == before.sum(axis=-1)).all()
    assert (struck.vehicles[..., [0, 2]] + struck.knocked_out == before[..., [0, 2]]).all()
    assert (struck.burnt <= struck.knocked_out.sum(axis=-1)).all()
    assert (struck.crew >= 0).all()
    assert (struck.crew <= (struck.burnt * ARMOR.crew).sum(axis=-1)).all()


@given(GUNS, FLEET, st.integers(0, 2000), st.integers(0, 1000))
def test_farther_is_never_deadlier(
    guns: dict[str, int], fleet: dict[str, tuple[int, int, int]], meters: int, more: int
) -> None:
    near, far = (engage(battery(guns), park(fleet), m) for m in (meters, meters + more))
    assert (far.total <= near.total).all()
    assert (far.base == near.base).all()


@given(GUNS, FLEET, METERS, Q10, Q10)
def test_suppressed_guns_and_moving_tanks(
    guns: dict[str, int], fleet: dict[str, tuple[int, int, int]], meters: int, a: int, b: int
) -> None:
    number, tanks, at = battery(guns), park(fleet), min(meters, 3000)
    calm, shaken = (engage(number, tanks, at, suppression=s) for s in (min(a, b), max(a, b)))
    assert (shaken.total <= calm.total).all()
    assert (calm.total <= engage(number, tanks, at, suppression=min(a, b), moving=False).total).all()
    assert (calm.total <= engage(number, tanks, at, suppression=min(a, b), flank=True).total).all()


@given(st.lists(st.tuples(GUNS, FLEET), min_size=2, max_size=4), METERS, SEED)
@settings(max_examples=50)
def test_a_batch_is_its_games(
    games: list[tuple[dict[str, int], dict[str, tuple[int, int, int]]]], meters: int, seed: int
) -> None:
    numbers = np.stack([battery(guns, {"type94_at": 2}) for guns, _ in games])
    fleets = np.stack([park(fleet, {"bt7": (3, 0, 1)}) for _, fleet in games])
    bits = words(len(games), 2, len(ARMOR.vehicles), 4, seed=seed)
    leaders = words(len(games), 2, seed=seed, pulse=1)
    aims = np.array([[0, 1], [1, -1]])

    def run(
        number: Ints, fleet: Ints, dice: NDArray[np.uint64], lead: NDArray[np.uint64]
    ) -> tuple[Ints, Ints]:
        shape = (*number.shape[:-2], 2, 2)
        result = at_fire(
            Guns(number, np.zeros(shape[:-1]), np.full((*shape[:-1], 3), 100)),
            Tanks(fleet, True, True),
            TankAims(np.broadcast_to(aims, shape), ONE // 2, min(meters, 3000) // 25, False, 61, ONE),
            minutes=30,
            bits=dice,
            leader_bits=lead,
            table=ARMOR,
        )
        return result.struck.vehicles.astype(np.int64), result.expected

    whole = run(numbers, fleets, bits, leaders)
    for row in range(len(games)):
        one = run(numbers[row], fleets[row], bits[row], leaders[row])
        assert (whole[0][row] == one[0]).all()
        assert (whole[1][row] == one[1]).all()


@given(FLEET, st.integers(0, 3), SEED, st.integers(0, 4000))
def test_ground_and_time_make_and_lose_no_tanks(
    fleet: dict[str, tuple[int, int, int]], ground: int, seed: int, minutes: int
) -> None:
    before, kinds = park(fleet), len(ARMOR.vehicles)
    stuck = bog(before, np.array([ground]), words(1, kinds, seed=seed), ARMOR)
    free = recover(stuck.vehicles, np.array([True]), words(1, kinds, seed=seed, pulse=1), ARMOR)
    done = repair(free.vehicles, np.array([True]), minutes, words(1, kinds, 2, seed=seed), ARMOR)
    assert (stuck.vehicles.sum(axis=-1) == before.sum(axis=-1)).all()
    assert (free.vehicles.sum(axis=-1) == before.sum(axis=-1)).all()
    assert (done.vehicles.sum(axis=-1) + done.lost == before.sum(axis=-1)).all()
    assert min(stuck.vehicles.min(), free.vehicles.min(), done.vehicles.min()) >= 0


@given(FLEET, st.integers(0, CERTAIN), st.integers(0, CERTAIN), SEED)
def test_a_greater_chance_never_strikes_fewer(
    fleet: dict[str, tuple[int, int, int]], a: int, b: int, seed: int
) -> None:
    bits = words(1, len(ARMOR.vehicles), 4, seed=seed)
    fewer, more = (strike(park(fleet), chance, bits, ARMOR).knocked_out for chance in (min(a, b), max(a, b)))
    assert (fewer <= more).all()


@given(Q10, st.booleans(), st.booleans(), st.integers(0, 600))
def test_escort_and_suppression_protect_tanks(s: int, escorted: bool, night: bool, minutes: int) -> None:
    chance = int(close_chance(s, escorted, night, minutes, ARMOR)[0])
    assert 0 <= chance <= CERTAIN
    assert chance <= int(close_chance(s, False, night, minutes, ARMOR)[0])
    assert chance <= int(close_chance(0, escorted, night, minutes, ARMOR)[0])
    assert chance <= int(close_chance(s, escorted, True, minutes, ARMOR)[0])


@given(
    st.lists(st.integers(0, 50_000), min_size=len(ARMOR.shells), max_size=len(ARMOR.shells)),
    st.integers(0, 999),
)
def test_more_shells_never_harm_less(landed: list[int], more: int) -> None:
    few, many = (shell_chance(np.array(landed) + extra, 54_127, ARMOR) for extra in (0, more))
    assert all((0 <= a <= b <= CERTAIN).all() for a, b in zip(few, many, strict=True))


@given(GUNS, st.integers(0, 100), st.integers(1, 240))
def test_guns_never_fire_what_they_have_not(guns: dict[str, int], stock: int, minutes: int) -> None:
    number = battery(guns)
    result = engage(number, park({"t26": (9, 0, 0)}), 500, minutes=minutes, ammunition=stock)
    left = at_spend(Guns(number, np.zeros(1), np.full((1, 3), stock)), result.fired, ARMOR)
    assert (left >= 0).all()
    assert (left <= stock).all()
