"""Laws of the air: bombs, aircraft, sorties are conserved; more guns never cost less; batches equal loops."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.engine.dice import draws
from game.grid.board import make_board
from game.rules import air, air_defense, artillery, dispersion
from game.rules.air_table import BIN, freeze_air
from game.rules.tables import ONE
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

TABLE = freeze_air(compile_ruleset(load_ruleset("standard").models()))
TYPES, BOMBS = len(TABLE.types), len(TABLE.bombs)
NOTHING = np.zeros(63, np.int16)
BOARD = make_board(9, 7, 250, NOTHING, NOTHING, NOTHING)
GROUND = dispersion.footprint(BOARD)
WORD = st.integers(0, 2**64 - 1)
MISSION = st.tuples(st.integers(0, TYPES - 1), st.integers(-1, BOMBS - 1), st.integers(0, 40))


@given(
    st.lists(MISSION, min_size=1, max_size=6), st.lists(st.integers(0, 300), min_size=BOMBS, max_size=BOMBS)
)
def test_bombs_are_conserved(missions: list[tuple[int, int, int]], stock: list[int]) -> None:
    kind, bomb, aircraft = (np.array(column) for column in zip(*missions, strict=True))
    taken = air.loaded(kind, bomb, aircraft, stock, TABLE)
    for row, there in enumerate(stock):
        assert taken[bomb == row].sum() <= there
    full = air.loaded(kind, bomb, aircraft, [10**6] * BOMBS, TABLE)
    assert (taken <= full).all()
    share = air.pattern(kind, np.arange(len(kind)) % 6, TABLE)
    aims, what = np.arange(len(kind)) * 9, np.maximum(bomb, 0)
    landed = dispersion.land(GROUND, aims, share, taken, what, BOMBS)
    assert landed.rounds.sum() + landed.beyond.sum() == int(taken.sum()) << 16


@given(
    st.integers(0, 255),
    st.integers(0, 9000 * ONE),
    st.integers(0, 9000 * ONE),
    st.integers(0, 4000),
    WORD,
    WORD,
)
def test_more_guns_never_cost_less(
    sorties: int, one: int, other: int, height: int, first: int, second: int
) -> None:
    bits = np.array([[first, second]], np.uint64)
    few, many = (
        air_defense.flak([sorties], [guns], [height], False, bits, TABLE) for guns in sorted((one, other))
    )
    assert many.expected[0] >= few.expected[0]
    assert many.result[0] >= few.result[0]
    assert many.result[0] + many.damaged[0] <= sorties


@given(st.lists(st.integers(0, 8), min_size=1, max_size=30))
def test_aircraft_are_conserved(sent: list[int]) -> None:
    """Ready and resting aircraft are all there are; nobody flies within six hours of his last mission."""
    whole, resting, flown = 12, air_defense.no_rest(1, TABLE), 0
    history: list[int] = []
    for wish in sent:
        ready = int(air_defense.ready([whole], resting, [flown], TABLE)[0])
        go = min(wish, ready)
        assert go + sum(history[-TABLE.rest_bins + 1 :]) <= whole
        resting = air_defense.rested(air_defense.land_again(resting, [go], TABLE), BIN)
        flown += go
        history.append(go)
        assert flown <= whole * TABLE.missions_a_day
        assert 0 <= resting.sum() <= whole


@given(
    st.integers(0, TYPES - 1),
    st.integers(0, 20_000),
    st.integers(0, 20_000),
    st.integers(0, 20_000),
    st.booleans(),
    st.booleans(),
)
def test_worse_weather_lets_nobody_more_fly(
    kind: int, base: int, one: int, other: int, fog: bool, night: bool
) -> None:
    low, high = sorted((one, other))
    worse, better = air.gate([kind, kind], base, [low, high], fog, night, TABLE)
    assert better == air.FLIES or worse != air.FLIES


@given(st.integers(0, 99 * ONE), st.integers(0, 99 * ONE), st.booleans())
def test_more_bombs_shake_more(one: int, other: int, shock: bool) -> None:
    less, more = air.cohesion_lost(sorted((one, other)), [ONE, ONE], [shock, shock], TABLE)
    assert 0 <= less <= more <= ONE


@given(st.integers(0, 2**32), st.integers(1, 4))
def test_batch_equals_loop(seed: int, copies: int) -> None:
    dice = draws(seed, "bombs", 0, 0, (copies, 3, 2))
    aims, kind, bomb = np.array([20, 31, 42]), np.array([0, 1, 4]), np.array([0, 3, 4])
    aimed = air.strayed(aims, 0, dice, BOARD.neighbor, TABLE)
    bombs = air.loaded(kind, bomb, [9, 3, 5], [100] * BOMBS, TABLE)
    share = air.pattern(kind, [0, 1, 2], TABLE)
    landed = dispersion.land(GROUND, aimed, share, bombs, bomb, BOMBS).rounds
    told = artillery.shell(landed, aims, [100] * 3, [1, 2, 4], [ONE] * 3, dice[..., 0], TABLE.kinds)
    flak = air_defense.flak([9, 3, 5], 8 * ONE, [2000, 2000, 150], False, dice, TABLE)
    for i in range(copies):
        own_aims = air.strayed(aims, 0, dice[i], BOARD.neighbor, TABLE)
        own = dispersion.land(GROUND, own_aims, share, bombs, bomb, BOMBS).rounds
        alone = artillery.shell(own, aims, [100] * 3, [1, 2, 4], [ONE] * 3, dice[i, :, 0], TABLE.kinds)
        shot = air_defense.flak([9, 3, 5], 8 * ONE, [2000, 2000, 150], False, dice[i], TABLE)
        assert own.tolist() == landed[i].tolist()
        assert alone.result.tolist() == told.result[i].tolist()
        assert shot.result.tolist() == flak.result[i].tolist()
        assert shot.damaged.tolist() == flak.damaged[i].tolist()
