"""Numbers behind the printed sheet: splines, distances, hash, degrees, files; and the shipped ground."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.scenario.ground import load_ground
from game.ui.kit.theme import SHEET
from game.ui.sheet import field, labels, shapes
from game.ui.sheet.bake import bake
from game.ui.sheet.countries import countries
from game.ui.sheet.geodesy import degrees
from game.ui.sheet.places import Place, shown_name
from game.ui.sheet.style import PX_PER_M_ONE, Scale
from game.ui.sheet.survey import SheetSpec

SPEC = SheetSpec(2000.0, 1700.0, 8, 7, 250.0)


def test_degrees_of_the_corner_of_the_sheet() -> None:
    """Reference values from PROJ (EPSG:32652 to EPSG:4326)."""
    latitude, longitude = degrees(np.array([625_500.0, 639_500.0]), np.array([4_708_500.0, 4_696_500.0]))
    assert np.allclose(latitude, [42.51869555, 42.40827325], atol=1e-7)
    assert np.allclose(longitude, [130.52783253, 130.69528127], atol=1e-7)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-50, 300), min_size=36, max_size=36))
def test_the_spline_passes_through_its_grid(values: list[float]) -> None:
    table = np.array(values).reshape(6, 6)
    surface = field.spline(table, 100.0, -50.0, 50.0)
    xs, ys = np.linspace(100.0, 350.0, 6), np.linspace(-50.0, 200.0, 6)
    assert np.allclose(surface.sample(xs, ys)[1:-1, 1:-1], table[1:-1, 1:-1], atol=0.05)


def test_slopes_are_those_of_the_surface() -> None:
    surface = field.spline(np.add.outer(3.0 * np.arange(12), 2.0 * np.arange(12)), 0.0, 0.0, 50.0)
    middle = np.array([260.0, 300.0])
    assert np.allclose(surface.sample(middle, middle, along_x=1), 2 / 50, atol=1e-4)
    assert np.allclose(surface.sample(middle, middle, along_y=1), 3 / 50, atol=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.floats(-900, 900), st.floats(-900, 900))
def test_distance_to_a_circle(x: float, y: float) -> None:
    angle = np.linspace(0, 2 * np.pi, 721)
    circle = 400.0 * np.column_stack([np.cos(angle), np.sin(angle)])
    table = _circle_grid(circle)
    true = np.clip(400.0 - np.hypot(x, y), -200.0, 200.0)
    assert abs(float(field.at_points(table, np.array([[x, y]]))[0]) - true) < 6.0


_CIRCLES: dict[int, field.Grid] = {}


def _circle_grid(circle: NDArray[np.float64]) -> field.Grid:
    if not _CIRCLES:
        blank = shapes.blank(-1000.0, -1000.0, 1000.0, 1000.0, 20.0, -200.0)
        _CIRCLES[0] = field.Grid(shapes.signed(blank, [[circle]], 200.0), blank.x0, blank.y0, blank.cell)
    return _CIRCLES[0]


def test_a_hole_is_outside() -> None:
    square = np.array([[0.0, 0], [100, 0], [100, 100], [0, 100], [0, 0]])
    table = shapes.inside(field.Grid(np.zeros((11, 11), np.float32), 0.5, 0.5, 10.0), [square, square * 0.5])
    assert not table[2, 2]
    assert table[7, 7]
    assert not table[10, 10]


@settings(max_examples=40, deadline=None)
@given(st.integers(-(2**31), 2**31), st.integers(-(2**31), 2**31), st.integers(0, 99))
def test_the_hash_is_a_share(x: int, y: int, seed: int) -> None:
    one = field.hashed(np.array([x]), np.array([y]), seed)
    assert 0 <= float(one[0]) < 1
    assert one == field.hashed(np.array([x]), np.array([y]), seed)


def test_the_hash_is_even() -> None:
    many = field.hashed(np.arange(300)[None, :], np.arange(300)[:, None], 7)
    assert abs(float(many.mean()) - 0.5) < 0.01
    assert abs(float(np.corrcoef(many[:, :-1].ravel(), many[:, 1:].ravel())[0, 1])) < 0.02


def test_country_names_stand_inside_their_country() -> None:
    owner = np.zeros((7, 8), dtype=np.int8)
    owner[:, 5:] = 1
    owner[0, :] = 2
    found = countries(SPEC, owner.ravel(), ("ussr", "korea", "disputed"), ("ru",))
    assert [place.name for place in found] == ["СССР", "Корея (Япония)"]
    for place, code in zip(found, (0, 1), strict=True):
        row = round((place.y / (250 / 3**0.5) - 1) / 1.5)
        assert owner[row, int(place.x // 250)] == code


def test_the_shipped_ground_bakes() -> None:
    spec = SheetSpec(14_000.0, 12_000.0, 56, 55, 250.0)
    picture = bake(load_ground(), spec, (), 0.02)
    assert picture.get_size() == (280, 240)
    lake = picture.get_at((round(6737 * 0.02), round(7660 * 0.02)))
    assert np.abs(np.array(lake[:3], dtype=int) - np.array(SHEET.water, dtype=int)).max() < 45


def test_reconstructed_names_are_marked() -> None:
    sure = Place(0, 0, "hill", "Hill (A)", "Гора (А)", None, "measured")
    assert shown_name(sure) == ("Hill (A)", "Гора (А)")
    assert shown_name(replace(sure, status="candidate")) == ("Hill?", "Гора?")
    described = Place(0, 0, "hill", "Hill west of the river")
    assert shown_name(described) == ("", None), "a description is not a name"
    roles = [
        labels._lines(replace(sure, status=s), Scale(PX_PER_M_ONE))[0][1].role
        for s in ("measured", "reconstructed")
    ]
    assert roles == ["serif-bold", "serif-italic"]
