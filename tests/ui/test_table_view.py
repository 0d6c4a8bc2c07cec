"""Moving the view of the map table, and what the pointer tells."""

from __future__ import annotations

import pygame
import pytest

from game.ui.camera import RADII
from game.ui.scenes.sheet import PAN_PX, SheetScene
from ui.pilot import Pilot, told

CTRL, SHIFT = pygame.KMOD_CTRL, pygame.KMOD_SHIFT


def spot(scene: SheetScene, hex_: int) -> tuple[int, int]:
    """Pixel of a hex's center, brought into view."""
    scene.camera.center(*scene.table.centers[hex_])
    return scene.camera.to_window(*scene.table.centers[hex_])


def tallest(scene: SheetScene) -> int:
    """The hex with the most units."""
    return max(scene.table.stacks, key=lambda hex_: len(scene.table.stacks[hex_]))


def empty(scene: SheetScene) -> int:
    """A hex in the middle of the view without units."""
    table = scene.table
    middle = table.start.board.hex_at(*scene.camera.to_sheet(scene.camera.view.center))
    return next(h for h in range(middle, len(table.centers)) if h not in table.stacks)


# moving the view


@pytest.mark.parametrize("turn", [1, -1])
def test_the_wheel_zooms_at_the_pointer(pilot: Pilot, table: SheetScene, turn: int) -> None:
    at = (table.camera.view.centerx + 120, table.camera.view.centery - 90)
    before, step = table.camera.to_sheet(at), table.camera.step
    pilot.wheel(turn, at)
    assert table.camera.step == step + turn
    x, y = table.camera.to_window(*before)
    assert abs(x - at[0]) <= 1
    assert abs(y - at[1]) <= 1


def test_the_wheel_stops_at_both_ends(pilot: Pilot, table: SheetScene) -> None:
    at = table.camera.view.center
    for turn, last in ((1, len(RADII) - 1), (-1, 0)):
        for _ in RADII:
            pilot.wheel(turn, at)
        assert table.camera.step == last


@pytest.mark.parametrize(
    ("key", "by"),
    [
        (pygame.K_PLUS, 1),
        (pygame.K_EQUALS, 1),
        (pygame.K_KP_PLUS, 1),
        (pygame.K_MINUS, -1),
        (pygame.K_KP_MINUS, -1),
    ],
)
def test_plus_and_minus_zoom_in_the_middle(pilot: Pilot, table: SheetScene, key: int, by: int) -> None:
    step, middle = table.camera.step, (table.camera.x, table.camera.y)
    pilot.key(key)
    assert table.camera.step == step + by
    assert (table.camera.x, table.camera.y) == pytest.approx(middle, abs=2 / table.camera.scale)


@pytest.mark.parametrize("step", range(len(RADII)))
def test_a_key_shows_the_map_in_its_usual_size_about_the_same_middle(
    pilot: Pilot, table: SheetScene, step: int
) -> None:
    usual = table.camera.step
    table.camera.step = step
    table.camera.center(*table.table.middle)
    middle, near = (table.camera.x, table.camera.y), 2 / table.camera.scale
    pilot.key(pygame.K_1, mod=CTRL)
    assert table.camera.step == usual
    assert (table.camera.x, table.camera.y) == pytest.approx(middle, abs=near)


@pytest.mark.parametrize("button", [2, 3])
def test_dragging_moves_the_map_with_the_pointer(pilot: Pilot, table: SheetScene, button: int) -> None:
    start = table.camera.view.center
    held = table.camera.to_sheet(start)
    stop = (start[0] + 60, start[1] - 40)
    pilot.drag(start, stop, button)
    x, y = table.camera.to_window(*held)
    assert abs(x - stop[0]) <= 1
    assert abs(y - stop[1]) <= 1
    middle = (table.camera.x, table.camera.y)
    pilot.move((start[0] + 200, start[1]), rel=(140, 40))
    assert (table.camera.x, table.camera.y) == middle


def test_a_left_drag_moves_nothing(pilot: Pilot, table: SheetScene) -> None:
    middle = (table.camera.x, table.camera.y)
    pilot.drag(table.camera.view.center, (table.camera.view.centerx + 99, table.camera.view.centery))
    assert (table.camera.x, table.camera.y) == middle


def test_a_middle_click_centers(pilot: Pilot, table: SheetScene) -> None:
    at = (table.camera.view.centerx + 100, table.camera.view.centery + 50)
    place = table.camera.to_sheet(at)
    pilot.click(at, 2)
    assert (table.camera.x, table.camera.y) == pytest.approx(place)


@pytest.mark.parametrize(
    ("key", "dx", "dy"),
    [(pygame.K_LEFT, -1, 0), (pygame.K_RIGHT, 1, 0), (pygame.K_UP, 0, -1), (pygame.K_DOWN, 0, 1)],
)
def test_arrow_keys_move_the_view(pilot: Pilot, table: SheetScene, key: int, dx: int, dy: int) -> None:
    x, y = table.camera.x, table.camera.y
    pilot.key(key)
    moved = ((table.camera.x - x) * table.camera.scale, (table.camera.y - y) * table.camera.scale)
    assert moved == pytest.approx((dx * PAN_PX, dy * PAN_PX), abs=1e-6)


def test_the_view_never_leaves_the_sheet(pilot: Pilot, table: SheetScene) -> None:
    for key in (pygame.K_LEFT, pygame.K_UP, pygame.K_RIGHT, pygame.K_DOWN):
        for _ in range(60):
            pilot.post(pygame.KEYDOWN, key=key, mod=0, unicode="", scancode=0)
        pilot.frame()
        left, top, right, bottom = table.camera.seen()
        pixel = 1 / table.camera.scale
        assert left >= -pixel
        assert top >= -pixel
        assert right <= table.camera.width_m + pixel
        assert bottom <= table.camera.height_m + pixel


def test_f5_shows_the_whole_sheet(pilot: Pilot, table: SheetScene) -> None:
    pilot.key(pygame.K_F5)
    assert table.camera.step == 0
    assert (table.camera.x, table.camera.y) == (table.camera.width_m / 2, table.camera.height_m / 2)


# the pointer and the tooltip


def test_the_pointer_marks_its_hex(pilot: Pilot, table: SheetScene) -> None:
    hex_ = empty(table)
    pilot.move(spot(table, hex_))
    assert table.table.hovered == hex_
    pilot.move(table.top.rect.center)
    assert table.table.hovered is None


def test_the_tooltip_comes_to_a_resting_pointer_and_goes_when_it_moves(
    pilot: Pilot, table: SheetScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    hex_ = empty(table)
    label = f"Hex {table.table.start.board.label(hex_)}"
    at = spot(table, hex_)
    pilot.move(at)
    assert not pilot.frame(0.2)
    assert not table.tip
    with told(monkeypatch) as lines:
        assert pilot.frame(0.2)
    assert table.tip
    assert any(words == label for words, _ in lines)
    assert not pilot.frame(0.2)
    pilot.move((at[0] + 3, at[1]), rel=(3, 0))
    assert not table.tip


def test_no_tooltip_over_a_panel(pilot: Pilot, table: SheetScene) -> None:
    pilot.move(spot(table, empty(table)))
    pilot.move(table.dock.rect.center)
    pilot.frame(1.0)
    assert not table.tip


def test_the_tooltip_stays_inside_the_view(
    pilot: Pilot, table: SheetScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = table.camera.view
    corners = (view.topleft, (view.right - 2, view.top), (view.left, view.bottom - 2))
    for corner in (*corners, (view.right - 2, view.bottom - 2)):
        pilot.move((view.centerx, view.centery))
        pilot.move(corner)
        with told(monkeypatch) as lines:
            pilot.frame(1.0)
        tip = [place for words, place in lines if words.startswith("Hex ")]
        assert tip
        assert all(view.contains(place) for place in tip)
