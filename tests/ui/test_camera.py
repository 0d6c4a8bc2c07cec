"""The camera: there and back, held on the sheet, and the place below the pointer stays when zooming."""

from __future__ import annotations

import math

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.camera import RADII, Camera

SHEET = (14_000.0, 12_000.0)

views = st.builds(
    pygame.Rect,
    st.integers(0, 400),
    st.integers(0, 200),
    st.integers(1, 2400),
    st.integers(1, 1400),
)
steps = st.integers(0, len(RADII) - 1)
spots = st.tuples(st.floats(0, SHEET[0]), st.floats(0, SHEET[1]))


def camera(view: pygame.Rect, step: int, middle: tuple[float, float]) -> Camera:
    made = Camera(*SHEET, 250.0, step=step, view=view)
    made.center(*middle)
    return made


@given(view=views, step=steps, middle=spots, spot=spots)
def test_to_the_window_and_back_is_within_half_a_pixel(
    view: pygame.Rect, step: int, middle: tuple[float, float], spot: tuple[float, float]
) -> None:
    lens = camera(view, step, middle)
    x, y = lens.to_sheet(lens.to_window(*spot))
    assert abs(x - spot[0]) * lens.scale <= 0.5 + 1e-6
    assert abs(y - spot[1]) * lens.scale <= 0.5 + 1e-6


@given(
    view=views, step=steps, middle=spots, pixel=st.tuples(st.integers(-500, 3000), st.integers(-500, 2000))
)
def test_a_pixel_comes_back_to_itself(
    view: pygame.Rect, step: int, middle: tuple[float, float], pixel: tuple[int, int]
) -> None:
    lens = camera(view, step, middle)
    assert lens.to_window(*lens.to_sheet(pixel)) == pixel


@given(
    view=views,
    step=steps,
    middle=st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
    pans=st.lists(st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000)), max_size=4),
)
def test_the_view_stays_on_the_sheet(
    view: pygame.Rect, step: int, middle: tuple[float, float], pans: list[tuple[int, int]]
) -> None:
    lens = camera(view, step, middle)
    for dx, dy in pans:
        lens.pan(dx, dy)
    left, top, right, bottom = lens.seen()
    pixel = 1 / lens.scale
    for low, high, full, span in ((left, right, SHEET[0], view.width), (top, bottom, SHEET[1], view.height)):
        if span / lens.scale >= full:
            assert low + high == pytest.approx(full, abs=2 * pixel)
        else:
            assert low >= -pixel
            assert high <= full + pixel


@given(
    view=views,
    step=steps,
    by=st.sampled_from([-3, -1, 1, 2]),
    share=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_zoom_keeps_the_place_below_the_pointer_while_the_sheet_goes_on(
    view: pygame.Rect, step: int, by: int, share: tuple[float, float]
) -> None:
    lens = camera(view, step, (SHEET[0] / 2, SHEET[1] / 2))
    at = (view.left + int(share[0] * (view.width - 1)), view.top + int(share[1] * (view.height - 1)))
    x, y = lens.to_sheet(at)
    zoomed = lens.zoom(by, at)
    assert zoomed == (lens.step != step)
    left, top, right, bottom = lens.seen()
    edge = 2 / lens.scale
    if left > edge and top > edge and right < SHEET[0] - edge and bottom < SHEET[1] - edge:
        back = lens.to_window(x, y)
        assert math.dist(back, at) <= math.sqrt(2) + 1e-6


def test_zoom_ends_at_the_first_and_last_step() -> None:
    lens = camera(pygame.Rect(0, 0, 800, 600), 0, (7000, 6000))
    assert not lens.zoom(-1)
    assert [lens.zoom(1) for _ in RADII] == [True] * (len(RADII) - 1) + [False]
    assert lens.radius == RADII[-1]


def test_counters_are_smaller_than_the_hex_is_wide() -> None:
    for step in range(len(RADII)):
        lens = camera(pygame.Rect(0, 0, 800, 600), step, (7000, 6000))
        assert 0.7 < lens.counter / (lens.across_m * lens.scale) < 0.85
