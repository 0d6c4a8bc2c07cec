"""Line of sight on ground one can picture: plains, walls, steps."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from numpy.typing import NDArray
from sight_oracle import bare_board

from game.rules.los import STANDING, TRENCH, SightTable, make_table, sight_table, stands_out
from game.rules.los_profile import profile
from game.rules.los_relief import CURVE_M, Relief, make_relief, steps
from game.rules.los_walk import NEVER

COLS, ROWS = 30, 5
BOARD = bare_board(COLS, ROWS)
MIDDLE = 2 * COLS


def ground() -> NDArray[np.int16]:
    """A plain at 10 m under the whole board, points every 50 m from (-25, -25)."""
    return np.full((26, 160), 100, dtype=np.int16)


def relief(heights: NDArray[np.int16]) -> Relief:
    return make_relief(heights, -25, -25, 50)


def walled(meters: int, x: int = 1575) -> Relief:
    """A wall from north to south on the survey points at x; half as high 25 m before and behind."""
    heights = ground()
    heights[:, (x + 25) // 50] += 10 * meters
    return relief(heights)


@pytest.fixture(scope="module")
def plain() -> SightTable:
    return sight_table(BOARD, relief(ground()))


def test_a_plain_hides_a_target_by_its_curve_alone(plain: SightTable) -> None:
    ends = MIDDLE + np.arange(COLS)
    meters = BOARD.meters(MIDDLE, ends)
    for eye, eye_m in ((STANDING, 1.7), (TRENCH, 0.9)):
        got = plain.hmin(eye, MIDDLE, ends)
        # Past the horizon of the eye a target must reach the tangent: (D - d)^2 / 2R with d the horizon.
        beyond = np.maximum(meters - np.sqrt(eye_m * CURVE_M), 0)
        drop = beyond**2 / CURVE_M
        near = meters <= 6000
        assert (got[~near] == NEVER).all()
        assert (got[near] >= np.ceil(4 * drop[near] - 0.1)).all()
        assert (got[near] <= np.ceil(4 * drop[near] + 0.1)).all()


def test_on_a_plain_a_man_is_seen_to_the_end_of_reach(plain: SightTable) -> None:
    ends = MIDDLE + np.arange(25)
    assert plain.visible(STANDING, MIDDLE, ends, 17).all()
    assert not plain.visible(STANDING, MIDDLE, MIDDLE + 25, 17)


def test_a_wall_hides_what_lies_behind_it() -> None:
    table = sight_table(BOARD, walled(3))
    # The wall at 1575 m; the first hex lies at 125 m, the last before the wall at 1375, the next at 1625.
    seen = table.visible(STANDING, MIDDLE, MIDDLE + np.arange(12), 17)
    assert seen.tolist() == [True] * 6 + [False] * 6
    assert table.hmin(STANDING, MIDDLE, MIDDLE + 6) == 13, "1.7 + 1.3 * 1500 / 1450 = 3.04 m"
    assert table.hmin(TRENCH, MIDDLE, MIDDLE + 6) == 13, "0.9 + 2.1 * 1500 / 1450 = 3.07 m"
    assert table.hmin(STANDING, MIDDLE, MIDDLE + 11) > table.hmin(STANDING, MIDDLE, MIDDLE + 6)


def test_a_grazing_line_is_not_cut() -> None:
    # Eye 1.7 m, a wall of 1.7 m: the line lies level on its top, and 1.75 m is the next quarter.
    heights = ground()
    heights[:, 32] += 17
    table = sight_table(BOARD, make_relief(heights, -25, -25, 50))
    hidden = table.hmin(STANDING, MIDDLE, MIDDLE + 6)
    assert hidden == 7
    heights[:, 32] += 1
    higher = sight_table(BOARD, make_relief(heights, -25, -25, 50))
    assert higher.hmin(STANDING, MIDDLE, MIDDLE + 6) == 8


def test_a_wall_too_high_hides_everything() -> None:
    table = sight_table(BOARD, walled(80))
    assert table.hmin(STANDING, MIDDLE, MIDDLE + 8) == NEVER
    assert not table.visible(STANDING, MIDDLE, MIDDLE + 8, 10_000)


def test_from_the_crest_both_sides_are_seen() -> None:
    heights = ground() + np.maximum(0, 300 - 15 * np.abs(np.arange(160) - 32)).astype(np.int16)
    table = sight_table(BOARD, make_relief(heights.astype(np.int16), 25, -25, 50))
    crest = MIDDLE + 6
    seen = table.visible(STANDING, crest, MIDDLE + np.arange(COLS), 17)
    assert seen.all()
    assert not table.visible(STANDING, MIDDLE + 2, MIDDLE + 10, 17)


def test_one_sees_oneself_and_ones_neighbors_on_flat_ground(plain: SightTable) -> None:
    here = np.arange(BOARD.hexes)
    assert not plain.hmin(STANDING, here, here).any()
    near = BOARD.neighbor[here]
    h, d = np.nonzero(near >= 0)
    assert not plain.hmin(TRENCH, h, near[h, d]).any()


def test_queries_take_batches(plain: SightTable) -> None:
    grid = plain.hmin(STANDING, np.arange(4)[:, None], np.arange(7)[None, :])
    assert grid.shape == (4, 7)
    assert (plain.field(STANDING, 3)[:7] == grid[3]).all()


def test_units_off_the_board_neither_see_nor_are_seen(plain: SightTable) -> None:
    assert plain.hmin(STANDING, [-1, 0, -1], [0, -1, -1]).tolist() == [NEVER] * 3


def test_a_ray_past_the_survey_meets_its_rim() -> None:
    few = make_relief(ground()[:2, :2], 0, 0, 50)
    assert (sight_table(BOARD, few).hmin(STANDING, 0, np.arange(6)) == 0).all()


def test_progress_is_told_to_the_end() -> None:
    heard: list[tuple[int, int]] = []
    sight_table(BOARD, relief(ground()), reach_m=500, progress=lambda *at: heard.append(at))
    assert heard == [(n, 9) for n in range(1, 10)]


def test_a_reach_below_one_hex_leaves_ones_own() -> None:
    table = sight_table(BOARD, relief(ground()), reach_m=100)
    assert table.table.shape == (2, BOARD.hexes, 1)
    assert table.hmin(STANDING, 3, [3, 4]).tolist() == [0, NEVER]


def test_targets_are_compared_in_whole_numbers() -> None:
    assert stands_out([6, 7, NEVER, 0], 17).tolist() == [True, False, False, True]
    assert stands_out(2, [4, 5]).tolist() == [False, True]


def test_the_table_is_the_same_on_every_machine() -> None:
    heights = np.add.outer(np.arange(60) ** 2 % 97, np.arange(60) ** 3 % 89).astype(np.int16)
    table = sight_table(bare_board(9, 9), make_relief(heights, -310, -170, 50), reach_m=2000)
    assert (
        hashlib.sha256(table.table.tobytes()).hexdigest()
        == "e0f1856d01f64a7bcbacd35f740541babcb40dbcd6778e17f44a6e6f69b7f86e"
    )


@pytest.mark.parametrize(
    "heights", [np.zeros((3, 3)), np.zeros(9, dtype=np.int16), np.zeros((0, 3), dtype=np.int16)]
)
def test_heights_of_another_form_are_refused(heights: NDArray[np.int16]) -> None:
    with pytest.raises(ValueError, match="rows and columns of decimeters"):
        make_relief(heights, 0, 0, 50)


def test_an_array_of_another_board_is_refused(plain: SightTable) -> None:
    with pytest.raises(ValueError, match="a sight table here is uint8"):
        make_table(bare_board(3, 3), plain.table)


def test_tables_are_read_only(plain: SightTable) -> None:
    with pytest.raises(ValueError, match="read-only"):
        plain.table[0, 0, 0] = 1


def test_rays_are_cut_into_steps_of_a_stride_at_most() -> None:
    assert [steps(m * m, 50) for m in (0, 50, 51, 250, 433, 6000, 9000)] == [1, 1, 2, 5, 9, 120, 128]


def test_a_profile_says_what_the_table_says() -> None:
    ridge = walled(3)
    table = sight_table(BOARD, ridge)
    for target in (0, 5, 17, 30, 33, 45):
        for end in (4, 6, 9, 22):
            cut = profile(BOARD, ridge, MIDDLE, MIDDLE + end, 17, target)
            assert cut.hmin == table.hmin(STANDING, MIDDLE, MIDDLE + end)
            assert cut.seen == table.visible(STANDING, MIDDLE, MIDDLE + end, target)


def test_a_profile_shows_the_wall() -> None:
    cut = profile(BOARD, walled(3), MIDDLE, MIDDLE + 10, 17, 17)
    assert cut.distance[[0, -1]].tolist() == [0, 2500]
    assert cut.ground.max() == 13.0
    assert np.flatnonzero(cut.cut).tolist() == [29], "1450 m from the eye"
    assert cut.lit[:30].all(), "the plain before the wall and its face"
    assert not cut.lit[30:].any()
    assert (cut.curved >= cut.ground).all()
    assert cut.line[[0, -1]].tolist() == [11.7, 11.7]


def test_a_profile_needs_two_hexes() -> None:
    with pytest.raises(ValueError, match="two hexes, got 0101 twice"):
        profile(BOARD, walled(3), 0, 0, 17, 17)
