"""Where rounds land: shares of 19 hexes, lines of fire, the board, and that no round is lost."""

from __future__ import annotations

from math import erf, pi, sqrt

import numpy as np
import pytest

from game.grid import axial
from game.grid.board import OFF_BOARD, Board, make_board
from game.rules import dispersion

COLS, ROWS = 9, 8
MIDDLE = 4 * COLS + 4


def bare(cols: int = COLS, rows: int = ROWS) -> Board:
    nothing = np.zeros(cols * rows, np.int16)
    return make_board(cols, rows, 250, nothing, nothing, nothing)


def by_slices(along: float, across: float, degrees: float) -> list[float]:
    """The same shares by thin slices of each hexagon in floats, turned by any angle."""
    shares, side = [], 250 / sqrt(3)
    edges = np.linspace(-side, side, 801)
    middle = (edges[1:] + edges[:-1]) / 2
    half = 125 * np.minimum(1, 2 * (side - np.abs(middle)) / side)
    grid = np.linspace(-1, 1, 401)
    turn = np.radians(degrees)
    for q, r in dispersion.OFFSETS.tolist():
        x = 250 * (q + r / 2) + (half[:, None] * (grid[1:] + grid[:-1]) / 2)
        y = -1.5 * side * r + middle[:, None]
        u, v = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
        density = np.exp(-((u / along) ** 2 + (v / across) ** 2) / 2) / (2 * pi * along * across)
        cell = half[:, None] * (grid[1] - grid[0]) * (edges[1] - edges[0])
        shares.append(float((density * cell).sum()))
    return shares


class TestShares:
    def test_no_scatter_hits_the_aim(self) -> None:
        assert dispersion.shares(1, 1, 0).tolist() == [dispersion.WHOLE] + [0] * 18

    def test_wide_scatter_by_area(self) -> None:
        # 54127 m2 under the top of a round bell of 3000 m: 54127 / (2 pi 3000^2) = 0.000957 = 62.7 of 65536
        assert dispersion.shares(300_000, 300_000, 0)[0] in (62, 63)

    @pytest.mark.parametrize("line", range(dispersion.ORIENTATIONS))
    @pytest.mark.parametrize(("along", "across"), [(90, 60), (220, 150), (300, 250)])
    def test_against_slices(self, line: int, along: int, across: int) -> None:
        own = dispersion.shares(along * 100, across * 100, line) / dispersion.WHOLE
        assert own == pytest.approx(by_slices(along, across, 30 * line), abs=0.0015)

    def test_observed_fire_stays_near_and_map_fire_does_not(self) -> None:
        assert dispersion.shares(9000, 6000, 0)[0] > 0.75 * dispersion.WHOLE
        assert dispersion.shares(33000, 22500, 0)[0] < 0.15 * dispersion.WHOLE

    @pytest.mark.parametrize("pair", [(0, 100), (100, -1)])
    def test_deviations_must_be_positive(self, pair: tuple[int, int]) -> None:
        with pytest.raises(ValueError, match="must be positive"):
            dispersion.shares(*pair, 0)

    def test_normal_table(self) -> None:
        table = dispersion.normal_table()
        exact = [erf(i / 128 / sqrt(2)) / 2 * (1 << 24) for i in range(len(table) - 1)]
        assert table[:-1].tolist() == pytest.approx(exact, abs=1)
        assert table[-1] == 1 << 23


class TestOrientation:
    def test_sides_and_corners(self) -> None:
        steps = [(1, 0), (2, -1), (1, -1), (1, -2), (0, -1), (-1, -1)]
        assert dispersion.orientation(steps).tolist() == [0, 1, 2, 3, 4, 5]
        assert dispersion.orientation([(-q, -r) for q, r in steps]).tolist() == [0, 1, 2, 3, 4, 5]

    def test_nearest(self) -> None:
        # 5 hexes east and 1 to the northeast point 9 degrees north of east, 3 and 1: 14 degrees, 2 and 1: 19
        assert dispersion.orientation([(6, -1), (4, -1), (3, -1)]).tolist() == [0, 0, 1]

    def test_same_hex(self) -> None:
        assert dispersion.orientation((0, 0)) == 0


class TestBoard:
    def test_footprint_in_the_middle(self) -> None:
        board = bare()
        around = dispersion.footprint(board)[MIDDLE]
        assert around[0] == MIDDLE
        assert around[1:7].tolist() == board.neighbor[MIDDLE].tolist()
        assert board.steps(MIDDLE, around[7:]).tolist() == [2] * 12

    def test_footprint_at_the_corner(self) -> None:
        # From the north-west corner: 3 hexes of row 0, 2 of row 1 (shifted east), 2 of row 2.
        around = dispersion.footprint(bare())[0]
        assert sorted(around[around != OFF_BOARD].tolist()) == [
            0,
            1,
            2,
            COLS,
            COLS + 1,
            2 * COLS,
            2 * COLS + 1,
        ]

    def test_land_by_hand(self) -> None:
        share = np.zeros((1, 19), np.int64)
        share[0, :2] = (40_000, 10_000)
        landed = dispersion.land(dispersion.footprint(bare()), [MIDDLE], share, [3], [1], 2)
        assert landed.rounds[MIDDLE].tolist() == [0, 120_000]
        assert landed.rounds[MIDDLE + 1].tolist() == [0, 30_000]
        assert landed.beyond.tolist() == [3 * 65536 - 150_000]

    def test_off_the_board_is_beyond(self) -> None:
        ground = dispersion.footprint(bare())
        share = dispersion.shares([30_000], [30_000], [0])
        landed = dispersion.land(ground, [0], share, [10], [0], 1)
        assert landed.rounds.sum() + landed.beyond[0] == 10 << 16
        assert landed.beyond[0] > (10 << 16) // 3

    def test_no_mission_no_rounds(self) -> None:
        ground = dispersion.footprint(bare())
        landed = dispersion.land(ground, [-1], dispersion.shares([100], [100], [0]), [10], [0], 1)
        assert landed.rounds.sum() == 0
        assert landed.beyond.tolist() == [0]

    def test_two_batteries_on_one_hex_add_up(self) -> None:
        ground, share = dispersion.footprint(bare()), dispersion.shares([9000, 9000], 6000, [0, 3])
        both = dispersion.land(ground, [MIDDLE, MIDDLE], share, [5, 7], [0, 0], 1).rounds
        each = [
            dispersion.land(ground, [MIDDLE], share[i : i + 1], [n], [0], 1).rounds
            for i, n in ((0, 5), (1, 7))
        ]
        assert (both == each[0] + each[1]).all()

    def test_bad_input(self) -> None:
        ground, share = dispersion.footprint(bare()), dispersion.shares([100], [100], [0])
        with pytest.raises(ValueError, match="must not be negative"):
            dispersion.land(ground, [0], share, [-1], [0], 1)
        with pytest.raises(ValueError, match="numbered 0 to 1"):
            dispersion.land(ground, [0], share, [1], [2], 2)

    def test_chief_mission(self) -> None:
        ground, share = dispersion.footprint(bare()), dispersion.shares([9000] * 3, 6000, [0, 0, 3])
        aims, weight = [MIDDLE, MIDDLE + 1, -1], [100, 300, 10**6]
        targets = [MIDDLE, MIDDLE + 1, 0, -1]
        # on the middle hex .77 x 100 against .09 x 300 of the battery that aims beside it
        assert dispersion.chief_mission(ground, aims, share, weight, targets).tolist() == [0, 1, -1, -1]
        heavier = dispersion.chief_mission(ground, aims, share, [10, 300, 0], targets)
        assert heavier.tolist() == [1, 1, -1, -1]

    def test_landed_on_targets(self) -> None:
        landed = np.arange(2 * 72 * 1).reshape(2, 72, 1)
        assert dispersion.landed_on(landed[0], [3, -1, 5])[:, 0].tolist() == [3, 0, 5]
        assert dispersion.landed_on(landed, [3, -1])[..., 0].tolist() == [[3, 0], [75, 0]]
        assert dispersion.landed_on(landed, [[3, 4], [5, -1]])[..., 0].tolist() == [[3, 4], [77, 0]]

    def test_offsets_are_the_disk(self) -> None:
        assert np.array_equal(dispersion.OFFSETS, axial.disk_offsets(2))
