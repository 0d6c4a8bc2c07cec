"""The sheet plane: where hexes lie in meters."""

from __future__ import annotations

import numpy as np
import pytest

from game.grid import plane

R = 250 / 3**0.5


def test_centers_of_the_first_hexes() -> None:
    assert plane.center(0, 0) == pytest.approx((125.0, R))
    assert plane.center(0, 1) == pytest.approx((250.0, 2.5 * R))
    assert plane.centers(56, 55)[56 + 3] == pytest.approx(plane.center(3, 1))


def test_campaign_board_fills_the_window() -> None:
    width, height = plane.size_m(56, 55)
    assert width == pytest.approx(14_125.0)
    assert 11_900 < height < 12_000


def test_corners_fit_the_sides() -> None:
    corners = plane.corners(4, 7)
    for side in range(6):
        middle = (corners[side] + corners[(side + 1) % 6]) / 2
        assert tuple(middle) == pytest.approx(plane.side_midpoint(4, 7, side))
    assert corners[2] == pytest.approx(np.array(plane.center(4, 7)) - (0, R)), "corner 2 is the top"


def test_side_midpoints_lie_halfway_to_the_neighbor() -> None:
    here, east, north_east = (np.array(plane.center(*hex_)) for hex_ in ((3, 4), (4, 4), (3, 3)))
    assert plane.side_midpoint(3, 4, 0) == pytest.approx(tuple((here + east) / 2))
    assert plane.side_midpoint(3, 4, 1) == pytest.approx(tuple((here + north_east) / 2))
    assert plane.side_midpoints(6, 6)[4 * 6 + 3, 1] == pytest.approx((here + north_east) / 2)


def test_corners_of_all_hexes_are_those_of_each() -> None:
    assert plane.all_corners(5, 4)[2 * 5 + 1] == pytest.approx(plane.corners(1, 2))


def test_points_off_the_board_have_a_hex_beyond_it() -> None:
    assert plane.hex_at(-130.0, R) == (-1, 0)
    assert plane.hex_at(125.0, -R) == (-1, -1)
    assert plane.inside([-1, 0, 55, 56], [0, 54, 55, 0], 56, 55).tolist() == [False, True, False, False]


def test_bearing_is_clockwise_from_north() -> None:
    ends = [(0, -1), (1, 0), (0, 1), (-1, 0), (-1e-300, -1)]
    assert plane.bearing((0, 0), ends).tolist() == pytest.approx([0, 90, 180, 270, 0])


def test_distance_is_in_meters() -> None:
    assert plane.distance((0, 0), [(3, 4), (0, 0)]).tolist() == [5, 0]
