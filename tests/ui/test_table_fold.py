"""Narrow windows: the left panel folds to a rail and opens over the map, the right one lies over it."""

from __future__ import annotations

import pygame
import pytest

from game.scenario.build import Start
from game.ui.kit.widgets import Panel
from game.ui.panels.rail import WIDTH
from game.ui.scenes.sheet import SheetScene
from game.ui.scenes.sheet_layout import FOLD_LEFT, FOLD_RIGHT
from ui.pilot import Pilot, scene_of

CTRL = pygame.KMOD_CTRL


@pytest.fixture
def narrow(pilot: Pilot, hill: Start) -> SheetScene:
    scene = scene_of(hill)
    pilot.open(scene, (1200, 760))
    return scene


def focus(pilot: Pilot, scene: SheetScene, panel: Panel) -> None:
    """Go on with F6 until a panel has the keyboard."""
    for _ in range(8):
        if scene.focus is not panel:
            pilot.key(pygame.K_F6)
    assert scene.focus is panel


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [1024, 1279, 1280, 1499, 1500, 1920, 3000])
def test_the_left_panel_folds_below_its_width(pilot: Pilot, hill: Start, width: int, scale: float) -> None:
    scene = scene_of(hill)
    scene.resize(scale)
    pilot.open(scene, (width, 900))
    folded = width < scene.ui.dp(FOLD_LEFT)
    assert scene.rail.shown == folded
    assert scene.tree.shown != folded
    assert scene.mini.shown != folded
    left = scene.ui.dp(WIDTH) if folded else scene.ui.dp(300)
    assert scene.camera.view.left == scene.dock.rect.left == left
    narrow = width < scene.ui.dp(FOLD_RIGHT)
    assert scene.unit.shown != narrow
    assert (scene.camera.view.right == width) == narrow


@pytest.mark.parametrize("button", [0, 1])
def test_the_rail_opens_and_closes_the_panel_over_the_map(
    pilot: Pilot, narrow: SheetScene, button: int
) -> None:
    view = narrow.camera.view.copy()
    at = narrow.rail.buttons[button].rect.move(narrow.rail.rect.topleft).center
    pilot.click(at)
    assert narrow.tree.shown
    assert narrow.mini.shown
    assert narrow.camera.view == view
    assert narrow.tree.rect.left == narrow.rail.rect.right
    pilot.click(at)
    assert not narrow.tree.shown
    assert not narrow.mini.shown


def test_what_lies_below_the_open_panel_gets_no_click_and_no_wheel(pilot: Pilot, narrow: SheetScene) -> None:
    pilot.key(pygame.K_F6)
    assert narrow.tree.shown
    page, step = narrow.dock.page, narrow.camera.step
    covered = [b.rect.move(narrow.dock.rect.topleft).center for b in narrow.dock.buttons]
    for at in (p for p in covered if narrow.mini.rect.collidepoint(p)):
        pilot.click(at)
    pilot.wheel(1, narrow.mini.rect.center)
    pilot.wheel(-1, narrow.tree.rect.center)
    pilot.move(narrow.tree.rect.center)
    assert (narrow.dock.page, narrow.camera.step) == (page, step)
    assert narrow.table.hovered is None


@pytest.mark.parametrize("way", ["map", "escape", "f6"])
def test_the_map_escape_and_f6_close_the_open_panel(pilot: Pilot, narrow: SheetScene, way: str) -> None:
    pilot.key(pygame.K_f, mod=CTRL)
    assert narrow.tree.shown
    pilot.key(pygame.K_ESCAPE)
    assert narrow.tree.shown
    if way == "map":
        pilot.click((narrow.camera.view.right - 9, narrow.camera.view.centery))
    else:
        pilot.key(*([pygame.K_ESCAPE] if way == "escape" else [pygame.K_F6] * 4))
    assert not narrow.tree.shown
    assert pilot.scene(SheetScene) is narrow


def test_the_unit_card_lies_over_the_map_in_a_narrow_window(pilot: Pilot, narrow: SheetScene) -> None:
    view = narrow.camera.view.copy()
    pilot.key(pygame.K_TAB)
    assert narrow.unit.shown
    assert narrow.camera.view == view
    assert view.contains(pygame.Rect(narrow.unit.rect.left, view.top, 10, 10))
    hex_ = narrow.table.hex_of(narrow.table.selected or 0)
    assert hex_ is not None
    assert not narrow.unit.rect.collidepoint(narrow.camera.to_window(*narrow.table.centers[hex_]))
    pilot.click((narrow.unit.rect.centerx, narrow.unit.rect.bottom - 5))
    assert narrow.table.selected is not None
    pilot.key(pygame.K_ESCAPE)
    assert not narrow.unit.shown


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1, 1), (320, 200), (640, 480), (1024, 640), (400, 1200)])
def test_windows_of_any_size_can_be_drawn(
    pilot: Pilot, hill: Start, size: tuple[int, int], scale: float
) -> None:
    scene = scene_of(hill)
    scene.resize(scale)
    pilot.open(scene, size)
    for _ in range(6):
        pilot.key(pygame.K_TAB)
        pilot.key(pygame.K_F6)
        pilot.move((size[0] // 2, size[1] // 2))
        pilot.frame(1.0)
        pilot.wheel(1)
        assert scene.size == size
        assert scene.camera.view.width >= 1
        assert scene.camera.view.height >= 1


def test_every_button_is_reached_by_the_keyboard(pilot: Pilot, narrow: SheetScene) -> None:
    stops = set()
    for _ in range(8):
        pilot.key(pygame.K_F6)
        stops.add(id(narrow.focus))
    assert {id(p) for p in (narrow.tree, narrow.mini, narrow.dock, narrow.top)} <= stops
    focus(pilot, narrow, narrow.mini)
    pilot.key(pygame.K_RETURN)
    assert "relief" not in narrow.table.layers
    pilot.key(pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_SPACE)
    assert "names" not in narrow.table.layers
    focus(pilot, narrow, narrow.top)
    pilot.key(pygame.K_RIGHT, pygame.K_RETURN)
    assert narrow.help


# what moves below a resting pointer


def test_a_drag_goes_on_over_the_panels_and_ends_there(pilot: Pilot, hill: Start) -> None:
    scene = scene_of(hill)
    pilot.open(scene, (1600, 900))
    x = scene.camera.x
    pilot.drag(scene.camera.view.center, scene.unit.rect.center, 3)
    pixels = (x - scene.camera.x) * scene.camera.scale
    assert pixels == pytest.approx(scene.unit.rect.centerx - scene.camera.view.centerx, abs=1)
    assert not scene.dragging
    x = scene.camera.x
    pilot.move(scene.camera.view.center, rel=(-300, 0))
    assert scene.camera.x == x


def test_the_wheels_own_buttons_do_not_end_a_drag(pilot: Pilot, hill: Start) -> None:
    scene = scene_of(hill)
    pilot.open(scene, (1600, 900))
    at = scene.camera.view.center
    pilot.move(at)
    pilot.post(pygame.MOUSEBUTTONDOWN, pos=at, button=3)
    pilot.wheel(1)
    assert scene.dragging
    pilot.post(pygame.MOUSEBUTTONUP, pos=at, button=1)
    pilot.frame()
    assert scene.dragging
    pilot.post(pygame.MOUSEBUTTONUP, pos=at, button=3)
    pilot.frame()
    assert not scene.dragging


@pytest.mark.parametrize("key", [pygame.K_LEFT, pygame.K_DOWN, pygame.K_F5, pygame.K_MINUS])
def test_the_marked_hex_is_always_the_one_below_the_pointer(pilot: Pilot, hill: Start, key: int) -> None:
    scene = scene_of(hill)
    pilot.open(scene, (1600, 900))
    at = (scene.camera.view.centerx + 200, scene.camera.view.centery + 100)
    pilot.move(at)
    pilot.key(key)
    hex_ = scene.table.start.board.hex_at(*scene.camera.to_sheet(at))
    assert scene.table.hovered == (hex_ if hex_ >= 0 else None)


def test_a_pointer_that_leaves_the_window_marks_nothing(pilot: Pilot, hill: Start) -> None:
    scene = scene_of(hill)
    pilot.open(scene, (1600, 900))
    pilot.move(scene.camera.view.center)
    assert scene.table.hovered is not None
    pilot.post(pygame.WINDOWLEAVE)
    pilot.frame()
    pilot.frame(1.0)
    assert scene.table.hovered is None
    assert not scene.tip


def test_while_the_help_is_open_nothing_moves(pilot: Pilot, hill: Start) -> None:
    scene = scene_of(hill)
    pilot.open(scene, (1600, 900))
    step = scene.camera.step
    pilot.key(pygame.K_F1)
    pilot.post(pygame.MOUSEWHEEL, x=0, y=1, flipped=False)
    pilot.frame()
    assert scene.camera.step == step


def test_a_question_mark_opens_the_help(pilot: Pilot, hill: Start) -> None:
    scene = scene_of(hill)
    pilot.open(scene, (1600, 900))
    pilot.key(pygame.K_SLASH, mod=pygame.KMOD_SHIFT, unicode="?")
    assert scene.help
    assert not scene.tree.typing
