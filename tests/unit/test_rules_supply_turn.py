"""A turn of supply: two sides, two ways, first things first, nothing lost; the last kilometer on the map."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from march_field import RULES

from game.grid.board import Board, make_board
from game.rules.supply_net import SupplyNet
from game.rules.supply_table import freeze_supply
from game.rules.supply_turn import Hauled, Traffic, haul, last_kilometer, rooms, wants

TABLE = freeze_supply(RULES)
TON = 1_000_000
SHELLS, AT, ARMS, ENGINEERS, FOOD = range(5)
DRY, MUD = 0, 3
QUIET = Traffic(360, 840, DRY, False, 0, 0, 0, 0, 1024)
# Two banks: hexes 0-4 Soviet and Japanese front, 5-9 the Korean bank.
NET = SupplyNet(
    names=("road", "rail"),
    hex=np.array([0, 9], np.int32),
    side=np.array([0, 1], np.int8),
    way=np.array([0, 1], np.int8),
    bank=np.array([0] * 5 + [1] * 5, np.int16),
)
SIDE = np.array([0, 0, 1, 1])
DUMP = [3, -1, 4, 8]
"""A Soviet formation at the front and one off the map; a Japanese one on the hills and one at the guns."""


def bring(traffic: Traffic = QUIET, want: Any = 0, source: int = 10_000, **more: Any) -> Hauled:
    wish = np.broadcast_to(np.asarray(want, np.int64), (4, 5))
    return haul(
        TABLE,
        NET,
        traffic,
        np.full((2, 5), source * TON),
        np.zeros((4, 5), np.int64),
        wish,
        SIDE,
        DUMP,
        **more,
    )


class TestRooms:
    def test_of_a_dry_day_and_of_a_night(self) -> None:
        road, river = rooms(TABLE, NET, QUIET) / TON
        assert road == pytest.approx(360, rel=0.02)
        assert river == pytest.approx(120 * 840 / 540, rel=0.01)
        night = Traffic(1260, 540, DRY, True, 0, 0, 0, 0, 1024)
        assert (rooms(TABLE, NET, night) / TON).tolist() == [0, 120]

    def test_each_game_has_its_own(self) -> None:
        many = Traffic(360, 840, np.array([DRY, MUD]), False, 0, [0, 0], [0, 1024], 0, 1024)
        each = [rooms(TABLE, NET, QUIET), rooms(TABLE, NET, QUIET._replace(ground=MUD, bombed=1024))]
        assert rooms(TABLE, NET, many).tolist() == [r.tolist() for r in each]


class TestHaul:
    def test_the_road_bounds_one_side_and_the_river_the_other(self) -> None:
        told = bring(want=[1000 * TON, 0, 0, 0, 0])
        sent = told.stock[:, SHELLS] / TON
        assert sent[0] == pytest.approx(told.room[0] / TON, rel=1e-5)
        assert sent[1] == 0, "off the map"
        assert sent[2] == pytest.approx(told.room[1] / TON, rel=1e-5)
        assert sent[3] == 1000, "on the bank of the railway nothing bounds it"

    def test_bombs_on_the_ferries_starve_the_hills_alone(self) -> None:
        quiet, bombed = (bring(QUIET._replace(bombed=b), want=900 * TON).stock for b in (0, 1024))
        assert bombed[2].sum() < quiet[2].sum() / 4
        assert (bombed[[0, 3]] == quiet[[0, 3]]).all()

    def test_trains_go_before_stores(self) -> None:
        told = bring(QUIET._replace(trains=500), want=TON)
        assert told.room[0] == told.stock[0].sum() == 0
        assert told.trains == 500 - 15 * 14
        assert bring(QUIET._replace(trains=60), want=TON).stock[0].sum() == 5 * TON

    def test_shells_come_before_food(self) -> None:
        told = bring(QUIET._replace(ground=MUD), want=[60 * TON, 0, 0, 0, 60 * TON])
        assert told.stock[0, SHELLS] == 60 * TON
        assert 10 * TON < told.stock[0, FOOD] < 13 * TON
        bread = np.broadcast_to([5, 4, 3, 2, 1], (4, 5))
        told = bring(QUIET._replace(ground=MUD), want=[60 * TON, 0, 0, 0, 60 * TON], rank=bread)
        assert told.stock[0, FOOD] == 60 * TON

    @given(
        hnp.arrays(np.int64, (4, 5), elements=st.integers(0, 10**9)),
        hnp.arrays(np.int64, (2, 5), elements=st.integers(0, 10**9)),
        st.integers(0, 3),
        st.integers(0, 1024),
    )
    def test_grams_are_conserved_and_sides_are_apart(
        self, want: np.ndarray, source: np.ndarray, ground: int, bombed: int
    ) -> None:
        traffic = QUIET._replace(ground=ground, bombed=bombed)
        told = haul(TABLE, NET, traffic, source, np.zeros((4, 5), np.int64), want, SIDE, DUMP)
        for side in (0, 1):
            sent = told.stock[side == SIDE].sum(axis=0)
            assert (sent + told.source[side] == source[side]).all()
        assert (told.stock <= want).all()
        assert ((told.left >= 0) & (told.left <= told.room)).all()
        assert told.room[0] - told.left[0] == told.stock[0].sum()
        assert told.room[1] - told.left[1] == told.stock[2].sum()
        alone = haul(TABLE, NET, traffic, source, told.stock * 0, want * (SIDE == 1)[:, None], SIDE, DUMP)
        assert (alone.stock[SIDE == 1] == told.stock[SIDE == 1]).all()
        both = haul(
            TABLE, NET, traffic, np.stack([source] * 2), np.zeros((2, 4, 5), np.int64), want, SIDE, [DUMP] * 2
        )
        assert (both.stock == told.stock).all()


class TestWants:
    FORMATION = np.array([0, 0, 1, -1])

    def ask(self, stock: Any = 0, men: Any = (0, 0, 0, 0), engineer: Any = 0) -> np.ndarray:
        held = np.broadcast_to(np.asarray(stock, np.int64), (2, 5))
        load = np.array([[10, 20, 30]] * 4)
        return wants(TABLE, self.FORMATION, held, [[150, 50, 140]] * 4, load, men, engineer)

    def test_ammunition_of_those_who_are_there(self) -> None:
        """Shells: 100 hundredths of 20 g; against tanks: 10 of 30 g; full of cartridges."""
        found = self.ask(men=[90, 90, 90, 90])
        assert found[:, [SHELLS, AT, ARMS]].tolist() == [[4000, 600, 0], [2000, 300, 0]]
        assert self.ask(men=[90, 0, 0, 90])[:, SHELLS].tolist() == [2000, 0]

    def test_two_days_of_food(self) -> None:
        assert self.ask(men=[9000, 0, 4500, 9000])[:, FOOD].tolist() == [50 * TON, 25 * TON]

    def test_less_what_lies_with_the_formation(self) -> None:
        found = self.ask(stock=[1500, 0, 0, 10**9, 10**9], men=[90, 0, 90, 0], engineer=[4 * TON, 9, 7, 9])
        assert found[:, SHELLS].tolist() == [500, 500]
        assert found[:, FOOD].tolist() == [0, 0]
        assert found[:, ENGINEERS].tolist() == [0, 0]
        assert self.ask(men=[90, 0, 90, 0], engineer=[4 * TON, 9, 7, 9])[:, ENGINEERS].tolist() == [
            4 * TON,
            7,
        ]


@cache
def plain() -> Board:
    flat, sides = np.zeros(120, np.int16), np.zeros((120, 6), np.uint8)
    return make_board(12, 10, 250, flat, flat, flat, sides, sides.copy())


class TestLastKilometer:
    def test_the_last_four_hexes_of_a_long_way(self) -> None:
        found = last_kilometer(plain(), TABLE, [0, 0, 0, -1, 5], [10, 2, 0, 10, -1])
        assert found.tolist() == [[7, 8, 9, 10], [1, 2, -1, -1], [-1] * 4, [-1] * 4, [-1] * 4]

    def test_along_the_rim_it_stays_on_the_board(self) -> None:
        # Column 12 of rows 2 and 4; the straight line passes over column 13 of row 3.
        assert last_kilometer(plain(), TABLE, [23], [47]).tolist() == [[35, 47, -1, -1]]

    @given(st.integers(0, 119), st.integers(0, 119))
    @settings(max_examples=300)
    def test_it_is_a_way_that_ends_at_the_unit(self, dump: int, unit: int) -> None:
        board = plain()
        way = last_kilometer(board, TABLE, [dump], [unit])[0]
        hexes = way[way >= 0].tolist()
        assert len(hexes) == min(int(board.steps(dump, unit)), 4)
        if hexes:
            assert hexes[-1] == unit
            assert all(int(board.steps(a, b)) == 1 for a, b in pairwise(hexes))
