"""Banks of a river, hexes under machine guns, what the guns are sent, ferries shared with marching units."""

from __future__ import annotations

import numpy as np
import pytest
from march_field import GROUND, RULES
from march_field import TABLE as MARCH
from spotting_field import ground

from game.grid.board import RIVER, Board, make_board, make_neighbor, share_sides
from game.rules.crossing import crossing_room
from game.rules.supply import gun_shells, tumen_room
from game.rules.supply_net import ROAD, WATER, SupplyNet, banks, by_night_alone, covered, fans, stretches
from game.rules.supply_table import freeze_supply

TABLE = freeze_supply(RULES)
TON = 1_000_000
COLS, ROWS = 6, 4
WATERS = ~RULES.terrain.land


def board(wet: tuple[int, ...] = (), sides: tuple[tuple[int, int], ...] = ()) -> Board:
    """Open ground of 6 x 4 hexes with river hexes and river sides."""
    terrain = np.full(COLS * ROWS, GROUND["open"], np.int8)
    terrain[list(wet)] = GROUND["river"]
    edges = np.zeros((COLS * ROWS, 6), np.uint8)
    for hex_, side in sides:
        edges[hex_, side] = RIVER
    near = make_neighbor(COLS, ROWS)
    flat = np.zeros(COLS * ROWS, np.int16)
    ways = np.zeros((COLS * ROWS, 6), np.uint8)
    return make_board(COLS, ROWS, 250, flat, terrain, flat, share_sides(edges, near), ways)


class TestBanks:
    def test_one_piece_without_water(self) -> None:
        assert set(banks(board(), WATERS).tolist()) == {0}

    def test_a_river_of_hexes_parts_two_banks(self) -> None:
        """Column 3 of each row: row by row hexes touch those below on both sides, so two a row are needed."""
        wet = (2, 3, 8, 9, 14, 15, 20, 21)
        found = banks(board(wet), WATERS).reshape(ROWS, COLS)
        assert found.tolist() == [[0, 0, WATER, WATER, 1, 1]] * ROWS

    def test_a_gap_joins_them(self) -> None:
        wet = (2, 3, 8, 9, 14, 15)
        assert set(banks(board(wet), WATERS).tolist()) == {WATER, 0}

    def test_river_sides_part_an_island(self) -> None:
        found = banks(board(sides=tuple((8, d) for d in range(6))), WATERS)
        assert found[8] == 1
        assert (np.delete(found, 8) == 0).all()

    def test_a_long_way_round_is_one_piece(self) -> None:
        """A winding way: two walls with a gap at opposite ends."""
        wet = (6, 7, 8, 9, 10, 19, 20, 21, 22, 23)
        found = banks(board(wet), WATERS)
        assert set(found.tolist()) == {WATER, 0}


def test_stretches_of_a_road_and_a_river() -> None:
    field = board((2, 3, 8, 9, 14, 15, 20, 21))
    net = SupplyNet(
        names=("road", "rail"),
        hex=np.array([5, 0], np.int32),
        side=np.array([0, 1], np.int8),
        way=np.array([ROAD, 1], np.int8),
        bank=banks(field, WATERS),
    )
    assert by_night_alone(net, [0, 1, 1, 1], [5, 5, 0, -1]).tolist() == [False, True, False, False]
    batch = stretches(net, [0, 1, 1], [[5, 1, 4], [-1, 4, 1]])
    assert batch.tolist() == [
        [[True, False], [False, False], [False, True]],
        [[False, False], [False, True], [False, False]],
    ]


class TestMachineGuns:
    FAN = np.array([[0, 1, -1], [1, 0, 2], [2, 1, -1], [3, -1, -1]], np.int32)

    def test_hexes_by_the_side_that_is_hit(self) -> None:
        found = covered(self.FAN, [1, 3, -1], [0, 1, 0], [True, True, True])
        assert found.tolist() == [[False, False, False, True], [True, True, True, False]]

    def test_who_cannot_fire_covers_nothing(self) -> None:
        assert not covered(self.FAN, [1, 3], [0, 1], [False, False]).any()

    def test_batches_are_each_like_alone(self) -> None:
        hexes, guns = np.array([[1, 3], [2, -1]]), np.array([[True, False], [True, True]])
        both = covered(self.FAN, hexes, [0, 1], guns)
        assert both.tolist() == [
            covered(self.FAN, h, [0, 1], g).tolist() for h, g in zip(hexes, guns, strict=True)
        ]


class TestFerries:
    def test_guns_on_a_ferry_leave_no_room_for_stores(self) -> None:
        whole = int(tumen_room(TABLE, True, 0, 540))
        # Ten guns took the room of ten lorry loads of 1.7 t.
        assert int(tumen_room(TABLE, True, 0, 540, 10_000)) == whole - 17 * TON
        assert int(tumen_room(TABLE, True, 0, 540, 10**9)) == 0

    def test_half_the_ferries_carry_half(self) -> None:
        assert int(tumen_room(TABLE, True, 0, 540, share=512)) == 60 * TON

    def test_no_more_than_the_ferries_of_the_map_could(self) -> None:
        """Two ferries of five loads an hour, .8 by night: what the study's 120 t are made of."""
        room, _ = crossing_room(MARCH, [1], [True], [0], 540, count=[2])
        assert int(room[0, 1]) * TABLE.lorry_load // 1000 / TON == pytest.approx(120, rel=0.05)


def test_shells_for_the_japanese_guns() -> None:
    """A day: .4 of a unit of fire for each battery in play, nothing for those that are not."""
    hundredth = np.zeros((3, 3), np.int64)
    hundredth[:, 1] = (10_000, 20_000, 40_000)
    hundredth[:, 0] = 999
    assert int(gun_shells(TABLE, hundredth, [True, True, False], 1440)) == 40 * 30_000
    assert int(gun_shells(TABLE, hundredth, [True, True, False], 360)) == 10 * 30_000


@pytest.mark.parametrize("where", ["level", "ridge"])
def test_sight_decides_what_a_gun_covers(where: str) -> None:
    field, sight, lines = ground(where)
    fan = fans(field, lines, TABLE.carrier_cut, 0, 17)
    every = np.arange(field.hexes)
    for hex_ in range(0, field.hexes, 7):
        near = field.meters(hex_, every) <= TABLE.carrier_cut
        open_ = sight.visible(0, hex_, every, 17) & near
        open_[hex_] = True
        assert sorted(fan[hex_][fan[hex_] >= 0].tolist()) == np.flatnonzero(open_).tolist()
    hidden = (fan < 0).sum() - (fans(*ground("level")[::2], TABLE.carrier_cut, 0, 17) < 0).sum()
    assert (hidden > 0) == (where == "ridge")
