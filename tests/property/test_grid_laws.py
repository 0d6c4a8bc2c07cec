"""Published identities of hex grids."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.grid import axial, plane
from game.grid.board import make_neighbor

Place = tuple[int, int]
places = st.tuples(st.integers(-60, 60), st.integers(-60, 60))
radii = st.integers(0, 12)


@given(places, places, places)
def test_distance_is_a_metric(a: Place, b: Place, c: Place) -> None:
    ab, ba, bc, ac = (int(axial.distance(*ends)) for ends in ((a, b), (b, a), (b, c), (a, c)))
    assert ab == ba
    assert (ab == 0) == (a == b)
    assert ac <= ab + bc


@given(places, st.integers(0, 5))
def test_neighbors_are_one_step_away_and_back(a: Place, d: int) -> None:
    near = axial.neighbor(a, d)
    assert axial.distance(a, near) == 1
    assert axial.neighbor(near, axial.opposite(d)).tolist() == list(a)


@given(places, radii)
def test_rings_and_disks_have_their_sizes_and_distances(center: Place, n: int) -> None:
    ring, disk = axial.ring(center, n), axial.disk(center, n)
    assert len(ring) == max(1, 6 * n)
    assert len(disk) == 3 * n * (n + 1) + 1
    assert len({tuple(p) for p in disk.tolist()}) == len(disk)
    assert (axial.distance(center, ring) == n).all()
    assert (axial.distance(center, disk) <= n).all()


@given(places, places)
def test_lines_are_gapless_and_the_same_both_ways(a: Place, b: Place) -> None:
    line = axial.line(a, b)
    assert len(line) == axial.distance(a, b) + 1
    assert line[0].tolist() == list(a)
    assert line[-1].tolist() == list(b)
    assert (axial.distance(line[1:], line[:-1]) == 1).all()
    assert (axial.line(b, a) == line[::-1]).all()


@given(places, places, places)
def test_lines_move_with_their_ends(a: Place, b: Place, shift: Place) -> None:
    moved = axial.line(np.add(a, shift), np.add(b, shift))
    assert (moved == axial.line(a, b) + np.array(shift)).all()


@given(places, places)
def test_hexes_of_a_line_hold_the_points_of_the_segment(a: Place, b: Place) -> None:
    line = axial.line(a, b)
    corner = np.array([plane.center(*axial.to_offset(p)) for p in line])
    part = np.linspace(0.0, 1.0, len(line))[:, None]
    points = corner[0] * (1 - part) + corner[-1] * part
    assert (plane.distance(points, corner) <= plane.radius() + 1e-6).all()


@given(places, places, st.integers(0, 5))
def test_turns_and_mirrors_keep_distance(a: Place, b: Place, times: int) -> None:
    d = axial.distance(a, b)
    assert axial.distance(axial.rotate60(a, times), axial.rotate60(b, times)) == d
    assert axial.distance(axial.reflect(a), axial.reflect(b)) == d
    assert axial.reflect(axial.reflect(a)).tolist() == list(a)
    turned = np.array(a)
    for _ in range(6):
        turned = axial.rotate60(turned)
    assert turned.tolist() == list(a)


@given(radii, st.integers(0, 5))
def test_a_turn_moves_a_ring_along_itself(n: int, times: int) -> None:
    ring = axial.ring_offsets(n)
    assert (axial.rotate60(ring, times) == np.roll(ring, -times * n, axis=0)).all()


@given(places)
def test_offset_and_axial_are_inverse(a: Place) -> None:
    col, row = axial.to_offset(a)
    assert axial.from_offset(col, row).tolist() == list(a)


@given(st.integers(-60, 120), st.integers(-60, 120), st.sampled_from([100.0, 250.0, 333.3]))
def test_the_center_of_a_hex_is_in_it(col: int, row: int, across: float) -> None:
    assert plane.hex_at(*plane.center(col, row, across), across) == (col, row)


@given(st.floats(-2000, 16_000), st.floats(-2000, 14_000))
def test_no_center_is_nearer_than_that_of_the_hex_found(x: float, y: float) -> None:
    col, row = plane.hex_at(x, y)
    own = float(plane.distance((x, y), plane.center(col, row)))
    for d in range(6):
        near = axial.to_offset(axial.neighbor(axial.from_offset(col, row), d))
        assert own <= float(plane.distance((x, y), plane.center(*near))) + 1e-6
    assert own <= plane.radius() + 1e-6


@given(places, places)
def test_steps_and_meters_bound_each_other(a: Place, b: Place) -> None:
    steps = int(axial.distance(a, b))
    meters = float(plane.distance(plane.center(*axial.to_offset(a)), plane.center(*axial.to_offset(b))))
    assert plane.ACROSS_M * steps * 3**0.5 / 2 - 1e-6 <= meters <= plane.ACROSS_M * steps + 1e-6


@given(st.integers(1, 9), st.integers(1, 9))
def test_neighbor_tables_look_back(cols: int, rows: int) -> None:
    near = make_neighbor(cols, rows)
    h, d = np.nonzero(near >= 0)
    assert (near[near[h, d], (d + 3) % 6] == h).all()
    # Each of the six directions leaves the same number of hexes as its opposite enters.
    on = (near >= 0).sum(axis=0)
    assert (on[:3] == on[3:]).all()
    assert on.sum() == 2 * (cols * (rows - 1) * 2 - (rows - 1) + (cols - 1) * rows)
