"""Axial arithmetic on places small enough to draw."""

from __future__ import annotations

import numpy as np
import pytest

from game.grid import axial


def test_directions_run_counter_clockwise_from_east() -> None:
    assert axial.SIDES == ("E", "NE", "NW", "W", "SW", "SE")
    assert axial.DIRECTIONS.tolist() == [[1, 0], [1, -1], [0, -1], [-1, 0], [-1, 1], [0, 1]]


def test_directions_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        axial.DIRECTIONS[0, 0] = 5


def test_opposite_steps_cancel() -> None:
    d = np.arange(6)
    assert not (axial.DIRECTIONS[d] + axial.DIRECTIONS[axial.opposite(d)]).any()


def test_ring_order_is_east_first_then_counter_clockwise() -> None:
    assert axial.ring_offsets(1).tolist() == axial.DIRECTIONS.tolist()
    assert axial.ring_offsets(2)[:4].tolist() == [[2, 0], [2, -1], [2, -2], [1, -2]]
    assert axial.ring_offsets(0).tolist() == [[0, 0]]


def test_disk_begins_with_smaller_disks() -> None:
    assert axial.disk_offsets(4)[:19].tolist() == axial.disk_offsets(2).tolist()


def test_rings_and_disks_take_batches_of_centers() -> None:
    centers = np.array([[0, 0], [3, -2]])
    assert axial.ring(centers, 2).shape == (2, 12, 2)
    assert axial.disk(centers, 2).shape == (2, 19, 2)
    assert axial.disk(centers, 2)[1, 0].tolist() == [3, -2]


@pytest.mark.parametrize("shape", [axial.ring_offsets, axial.disk_offsets])
def test_negative_radius_is_refused(shape: object) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        shape(-1)  # type: ignore[operator]


def test_line_along_an_axis() -> None:
    assert axial.line((0, 0), (3, 0)).tolist() == [[0, 0], [1, 0], [2, 0], [3, 0]]


def test_line_along_hexsides_keeps_to_one_side_by_the_tie_rule() -> None:
    # Due north: every odd point lies on a hexside; the nudge to the south-east decides.
    assert axial.line((0, 0), (2, -4)).tolist() == [[0, 0], [1, -1], [1, -2], [2, -3], [2, -4]]


def test_line_of_one_hex() -> None:
    assert axial.line((4, 5), (4, 5)).tolist() == [[4, 5]]


def test_offset_rows_are_shifted_east_when_odd() -> None:
    # From row 0 the south-east neighbor of column 0 is column 0 of row 1; from row 1 it is column 1 of row 2.
    assert axial.to_offset(axial.neighbor(axial.from_offset(0, 0), 5)).tolist() == [0, 1]
    assert axial.to_offset(axial.neighbor(axial.from_offset(0, 1), 5)).tolist() == [1, 2]


def test_rotation_and_reflection_of_directions() -> None:
    turned = axial.rotate60(axial.DIRECTIONS, 2)
    assert turned.tolist() == np.roll(axial.DIRECTIONS, -2, axis=0).tolist()
    assert axial.reflect(axial.DIRECTIONS).tolist() == axial.DIRECTIONS[[3, 2, 1, 0, 5, 4]].tolist()
