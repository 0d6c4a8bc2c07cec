"""Smoke: laid, seen through, blown away and used up."""

from __future__ import annotations

import numpy as np
import pytest

from game.grid.board import make_neighbor
from game.rules import smoke
from game.rules.tables import ONE
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

TABLE = smoke.freeze_smoke(compile_ruleset(load_ruleset("standard").models()))
NEIGHBOR = make_neighbor(5, 4)
HEXES = 20
CALM, LIGHT, FRESH, STRONG = range(4)
EAST, EAST_BY_NORTH, NORTH, SOUTH = 0, 1, 3, 9


def screen(hex_: int, tenths: int) -> np.ndarray:
    field = np.zeros(HEXES, np.int32)
    field[hex_] = tenths
    return field


def test_six_rounds_last_ten_minutes() -> None:
    landed = np.zeros(HEXES, np.int64)
    landed[7] = 6 << 16
    assert smoke.lay(screen(7, 0), landed, TABLE)[7] == 100
    assert smoke.lay(screen(7, 50), landed * 2, TABLE)[7] == 250
    assert smoke.lay(screen(7, 0), landed * 99, TABLE)[7] == TABLE.most


def test_visibility() -> None:
    # .2 through a screen that lasts the pulse, half way for one that lasts half of it
    field = screen(7, 300) + screen(8, 150)
    told = smoke.factor(field, 30, TABLE) / ONE
    assert told[[7, 8, 9]].tolist() == pytest.approx([0.2, 0.6, 1.0], abs=0.002)


def test_along_a_line() -> None:
    factors = smoke.factor(screen(7, 300) + screen(8, 300), 30, TABLE)
    lines = np.array([[6, 7, 8, 9], [6, 7, -1, -1], [1, 2, 3, 4]])
    assert (smoke.through(factors, lines) / ONE).tolist() == pytest.approx([0.04, 0.2, 1.0], abs=0.002)


def test_calm_air_keeps_it_in_place() -> None:
    # ten minutes take 10 / 1.5 minutes off a screen in a calm
    told = smoke.pass_time(screen(7, 200), smoke.CALM, CALM, 10, NEIGHBOR, TABLE)
    assert told.nonzero()[0].tolist() == [7]
    assert told[7] == pytest.approx(200 - 67, abs=1)


def test_wind_moves_and_thins_it() -> None:
    told = smoke.pass_time(screen(6, 400), EAST, LIGHT, 10, NEIGHBOR, TABLE)
    # a quarter goes one hex east; both then lose ten minutes
    assert told[[6, 7, 8]].tolist() == [200, 0, 0]
    told = smoke.pass_time(screen(6, 400), EAST, FRESH, 5, NEIGHBOR, TABLE)
    assert told[6] == pytest.approx(300 - 83, abs=1)
    assert told[7] == pytest.approx(100 - 83, abs=1)


@pytest.mark.parametrize(
    ("direction", "to"), [(EAST_BY_NORTH, (0, 1)), (NORTH, (1, 2)), (SOUTH, (4, 5)), (11, (5, 0))]
)
def test_wind_between_two_sides_goes_over_both(direction: int, to: tuple[int, int]) -> None:
    # a quarter of 80 minutes: ten over each side, less a minute of age
    told = smoke.pass_time(screen(7, 800), direction, LIGHT, 10, NEIGHBOR, TABLE)
    beside = smoke.pass_time(screen(7, 800), to[0] * 2, LIGHT, 10, NEIGHBOR, TABLE)
    assert beside[NEIGHBOR[7, to[0]]] == 100
    assert told[7] == beside[7] == 500
    assert told[NEIGHBOR[7, to[0]]] == told[NEIGHBOR[7, to[1]]] == 0
    fast = smoke.pass_time(screen(7, 800), direction, FRESH, 5, NEIGHBOR, TABLE)
    assert fast[NEIGHBOR[7, to[0]]] == fast[NEIGHBOR[7, to[1]]] == 100 - 83
    assert np.count_nonzero(fast) == 3


def test_every_strength_has_its_row() -> None:
    assert TABLE.drift[CALM] == 0
    assert (np.diff(TABLE.drift) > 0).all(), "a stronger wind moves more"
    assert (np.diff(TABLE.aging) > 0).all(), "and thins faster"


def test_off_the_board_it_is_gone() -> None:
    strong = smoke.pass_time(screen(4, 400), EAST, STRONG, 30, NEIGHBOR, TABLE)
    assert strong.sum() == 0


def test_batches() -> None:
    fields = np.stack([screen(6, 400), screen(12, 77)])
    told = smoke.pass_time(fields, EAST, LIGHT, 20, NEIGHBOR, TABLE)
    each = [smoke.pass_time(field, EAST, LIGHT, 20, NEIGHBOR, TABLE) for field in fields]
    assert told.tolist() == [field.tolist() for field in each]


def test_every_game_has_its_own_wind() -> None:
    field = screen(7, 2900) + screen(12, 1500)
    winds = [(smoke.CALM, CALM), (EAST, LIGHT), (EAST_BY_NORTH, FRESH), (NORTH, STRONG), (11, FRESH)]
    direction, strength = np.array(winds).T
    told = smoke.pass_time(field, direction, strength, 25, NEIGHBOR, TABLE)
    each = [smoke.pass_time(field, *wind, 25, NEIGHBOR, TABLE) for wind in winds]
    assert told.tolist() == [field.tolist() for field in each]
    assert len({field.tobytes() for field in each}) == len(winds)
