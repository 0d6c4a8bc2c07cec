"""What a frame draws: only what has changed, and never another picture than one drawn from nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pygame
import pytest

from game.ui.camera import RADII, Camera
from game.ui.kit import fonts
from game.ui.layers import mosaic
from game.ui.layers.mosaic import EDGE, Mosaic, around
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.sheet import SheetScene
from ui.pilot import At, Pilot
from ui.seats import HOTSEAT, choose, session_of, sit, spot

SIZES = [(1600, 900), (1280, 800), (1024, 640)]


def pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface)


def anew(scene: SheetScene, window: pygame.Surface) -> np.ndarray:
    """The scene drawn on a clean window, with no square kept."""
    other = pygame.Surface(window.get_size())
    kept, shown, scene.mosaic = scene.mosaic, scene._shown, Mosaic(scene._paint)
    scene.draw(other)
    scene.mosaic, scene._shown = kept, shown
    return pixels(other)


def same(pilot: Pilot, scene: SheetScene) -> bool:
    return bool((pixels(pilot.app.window) == anew(scene, pilot.app.window)).all())


def glide(pilot: Pilot, places: list[At]) -> None:
    for at in places:
        pilot.move(at)


def rest(pilot: Pilot, at: At) -> None:
    pilot.move(at)
    pilot.frame(2.0)


Step = Callable[[Pilot, PlotScene], object]
STEPS: dict[str, Step] = {
    "pointer": lambda p, s: glide(p, [(x, 300 + x // 9) for x in range(200, 900, 37)]),
    "edge": lambda p, s: glide(p, [(s.camera.view.right - x, s.camera.view.bottom - x) for x in (3, 60)]),
    "pan": lambda p, s: p.drag((500, 300), (463, 337), 3),
    "keys": lambda p, s: p.key(pygame.K_LEFT, pygame.K_UP),
    "wheel": lambda p, s: p.wheel(-1, (500, 300)),
    "nearer": lambda p, s: p.wheel(1, (520, 310)),
    "next": lambda p, s: p.key(pygame.K_TAB),
    "march": lambda p, s: p.key(pygame.K_m),
    "aimed": lambda p, s: glide(p, [(x, 320) for x in range(500, 800, 47)]),
    "order": lambda p, s: p.click((620, 280)),
    "escape": lambda p, s: p.key(pygame.K_ESCAPE),
    "overlay": lambda p, s: p.key(pygame.K_8),
    "under it": lambda p, s: glide(p, [(x, 280) for x in range(400, 900, 61)]),
    "line of sight": lambda p, s: p.key(pygame.K_1),
    "along it": lambda p, s: glide(p, [(x, 300) for x in range(400, 900, 83)]),
    "back": lambda p, s: p.key(pygame.K_8),
    "overlay off": lambda p, s: p.key(pygame.K_8),
    "grid": lambda p, s: p.key(pygame.K_g),
    "style": lambda p, s: p.key(pygame.K_c),
    "tip": lambda p, s: rest(p, (560, 260)),
    "away": lambda p, s: p.move((600, 330)),
    "help": lambda p, s: p.key(pygame.K_F1),
    "help off": lambda p, s: p.key(pygame.K_F1),
    "menu": lambda p, s: p.key(pygame.K_PERIOD),
    "in the menu": lambda p, s: p.key(pygame.K_DOWN, pygame.K_RIGHT),
    "menu off": lambda p, s: p.key(pygame.K_ESCAPE),
    "need a look": lambda p, s: p.key(pygame.K_n, mod=pygame.KMOD_CTRL),
    "ordered": lambda p, s: p.key(pygame.K_d),
    "no look": lambda p, s: p.key(pygame.K_n, mod=pygame.KMOD_CTRL),
    "usual size": lambda p, s: p.key(pygame.K_1, mod=pygame.KMOD_CTRL),
    "stack": lambda p, s: p.key(pygame.K_COMMA),
    "in the stack": lambda p, s: p.key(pygame.K_DOWN, pygame.K_a),
    "pin": lambda p, s: p.key(pygame.K_k, mod=pygame.KMOD_CTRL),
    "compared": lambda p, s: glide(p, [(x, 320) for x in range(500, 800, 47)]),
    "stack off": lambda p, s: p.key(pygame.K_COMMA),
    "pin off": lambda p, s: p.key(pygame.K_k, mod=pygame.KMOD_CTRL),
    "panel": lambda p, s: p.key(pygame.K_F6),
}


@pytest.mark.parametrize("size", SIZES)
def test_a_mended_window_is_the_same_as_one_drawn_from_nothing(
    pilot: Pilot, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = sit(pilot, session_of(HOTSEAT), size)
    # An answer could come on its thread between the two drawings.
    monkeypatch.setattr(scene.odds.oracle, "ask", lambda about, work: None)
    choose(pilot, scene, scene.session.game.setting.cadre.ids[scene.play.view.own.nonzero()[0][0]])
    for name, step in STEPS.items():
        step(pilot, scene)
        assert same(pilot, scene), name


def test_what_was_drawn_over_the_window_is_drawn_away_once_it_shows_again(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(HOTSEAT))
    pilot.move((700, 300))
    pilot.app.window.fill((255, 0, 255))
    pilot.post(pygame.WINDOWEXPOSED)
    pilot.frame()
    assert same(pilot, scene)


def test_the_pointer_costs_two_hexes_and_the_card(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(HOTSEAT))
    at = spot(scene, next(iter(scene.table.stacks)))
    pilot.move(at)
    painted = scene.mosaic.painted
    pilot.move((at[0] + 60, at[1]))
    assert scene.mosaic.painted == painted
    assert scene.dirty is not None
    hexes = [rect for rect in scene.dirty if scene.camera.view.contains(rect)]
    assert len(hexes) == 2
    assert all(max(rect.size) < 4 * scene.camera.radius for rect in hexes)


def test_nothing_is_drawn_where_nothing_changed(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(HOTSEAT))
    pilot.move((700, 300))
    pilot.move((701, 300))
    assert scene.dirty == []


def test_a_steady_frame_renders_no_letter_and_scales_no_picture(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = sit(pilot, session_of(HOTSEAT))
    scene.draw(pilot.app.window)
    painted, letters = scene.mosaic.painted, fonts._render.cache_info().misses
    scaled: list[object] = []
    monkeypatch.setattr(pygame.transform, "smoothscale", lambda *a: scaled.append(a))
    for _ in range(3):
        scene.draw(pilot.app.window)
    assert (scene.mosaic.painted, fonts._render.cache_info().misses, scaled) == (painted, letters, [])


def test_an_order_changes_the_squares_that_it_crosses_alone(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(HOTSEAT))
    unit = next(row for row in scene.play.view.ready.nonzero()[0].tolist() if scene.table.hex_of(row))
    here = spot(scene, scene.table.hex_of(unit) or 0)
    scene.table.select((unit,))
    scene.draw(pilot.app.window)
    painted = scene.mosaic.painted
    scene.controller.give("dig", -1)
    scene.draw(pilot.app.window)
    assert scene.session.plots
    assert 1 <= scene.mosaic.painted - painted <= 4
    assert scene.camera.view.collidepoint(here)


def test_squares_are_kept_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mosaic, "KEPT", 5)
    made: list[pygame.Rect] = []
    squares = Mosaic(lambda picture, camera, marks: made.append(camera.view))
    camera = Camera(20_000, 20_000, 300, step=RADII.index(34), view=pygame.Rect(0, 0, EDGE, EDGE))
    window = pygame.Surface(camera.view.size)
    for x in range(1000, 9000, 500):
        camera.center(x, 5000)
        squares.draw(window, camera, "same")
    assert len(squares._kept) == 5
    number = squares.painted
    squares.draw(window, camera, "same")
    assert squares.painted == number == len(made)
    squares.draw(window, camera, "other")
    assert squares.painted > number


def test_a_mark_concerns_the_squares_that_it_lies_on() -> None:
    told: list[tuple[object, ...]] = []
    squares = Mosaic(lambda picture, camera, marks: told.append(marks))
    camera = Camera(20_000, 20_000, 300, view=pygame.Rect(0, 0, 2 * EDGE, EDGE))
    camera.x, camera.y = EDGE / camera.scale, EDGE / 2 / camera.scale
    mark = around(camera, [(100 / camera.scale, 100 / camera.scale)])
    squares.draw(pygame.Surface(camera.view.size), camera, "same", [(mark, "here")])
    assert told == [("here",), ()]


@pytest.mark.parametrize("step", range(len(RADII)))
def test_a_camera_over_a_part_shows_the_same_places(step: int) -> None:
    camera = Camera(18_000, 16_000, 260, 7000, 6000, step, pygame.Rect(300, 52, 1281, 853))
    left, top = camera.corner()
    part = camera.part(pygame.Rect(left + 37, top + 101, 333, 222))
    assert part.corner() == (left + 37, top + 101)
    for x, y in ((7000.0, 6000.0), (6543.2, 6123.4)):
        a, b = camera.to_window(x, y), part.to_window(x, y)
        assert (a[0] - 300 - 37, a[1] - 52 - 101) == b
