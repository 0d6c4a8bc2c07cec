"""Frames of the plotting scene in the largest attack, 300 counters in view, beside a copy of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from statistics import median

import numpy as np
import pygame
import pytest
from big_window import big_desk
from measure import cpu_ratio as ratio
from measure import cpu_seconds as seconds
from measure import few, row
from pytest_benchmark.fixture import BenchmarkFixture
from ui.seats import HOTSEAT, desk_of, session_of

from game.grid import plane
from game.scenario.ground import load_ground
from game.ui.app import App
from game.ui.kit import fonts
from game.ui.layers.terrain import TerrainLayer
from game.ui.scenes.plot import PlotScene
from game.ui.sheetspec import places_of

SIZE = (1920, 1080)
COUNTERS, STEP, SWEEP = 300, 24, 80
"""Counters in view, pixels and steps of a pan."""


@pytest.fixture(scope="module")
def app() -> App:
    return App(SIZE)


@pytest.fixture
def scene(app: App, request: pytest.FixtureRequest) -> Iterator[PlotScene]:
    """The scene over the sheet as it is baked, or over a plain one where nothing is measured."""
    desk = desk_of(session_of(HOTSEAT, "offensive"))
    if not request.config.getoption("--benchmark-disable"):
        spec, start = desk.terrain.spec, desk.session.start
        desk.terrain = TerrainLayer(load_ground(), spec, places_of(start, "ru"))
    made = PlotScene(desk)
    made.layout(SIZE)
    crowd(made)
    app.scene = made
    app.frame(0.01, pygame.Event(pygame.WINDOWEXPOSED))
    yield made
    app.scene = None


def crowd(scene: PlotScene) -> None:
    """Put a counter on each of the hexes that are nearest the middle of the map."""
    table = scene.play
    away = ((table.spots - (scene.camera.x, scene.camera.y)) ** 2).sum(axis=1)
    rows = cycle(rows[0] for rows in tuple(table.stacks.values()))
    hexes = np.argsort(away)[:COUNTERS].tolist()
    table.__dict__["stacks"] = {hex_: (next(rows),) for hex_ in hexes}


def copying(app: App) -> Callable[[], object]:
    source = app.window.copy()
    return lambda: app.window.blit(source, (0, 0))


def mended(app: App, scene: PlotScene) -> None:
    """A frame as the loop asks for it, of a window that nobody else drew on."""
    scene.partial = True
    scene.draw(app.window)
    scene.partial = False
    pygame.display.update(scene.dirty or [])


def test_a_steady_frame_with_every_overlay(benchmark: BenchmarkFixture, app: App, scene: PlotScene) -> None:
    few(benchmark, lambda: scene.draw(app.window), 9)
    if benchmark.stats is None:
        return
    copy, found = copying(app), []
    for overlay in (None, *scene.overlays.all):
        scene.overlays.on = overlay
        found.append(ratio(lambda: scene.draw(app.window), copy, 25))
    why = "only where something lies over the map; a dozen squares and panels are in no cache, the peer is"
    what = "steady frame drawn whole, the dearest overlay"
    row(benchmark, "GFX-1", what, "a copy of the window", max(found), at_most=4, why=why)
    what = "steady frame drawn whole, no overlay"
    row(benchmark, "GFX-1", what, "a copy of the window", found[0], at_most=4, why=why)
    scene.overlays.on = scene.overlays.all[0]
    mended(app, scene)
    kept = ratio(lambda: mended(app, scene), copy, 25)
    row(benchmark, "GFX-1", "steady frame as the loop asks for it", "a copy of the window", kept, at_most=4)


def test_a_pan_over_new_ground(benchmark: BenchmarkFixture, app: App, scene: PlotScene) -> None:
    def sweep() -> None:
        scene.mosaic.clear()
        scene.camera.center(0, scene.camera.y)
        mended(app, scene)
        for _ in range(SWEEP):
            scene.camera.pan(STEP, 0)
            mended(app, scene)

    few(benchmark, sweep, 2)
    if benchmark.stats is None:
        return
    copy = copying(app)
    found = median(
        seconds(sweep) / (SWEEP + 1) / median(seconds(copy) for _ in range(SWEEP)) for _ in range(5)
    )
    why = "every square that comes into view is painted, those of the first frame too"
    row(
        benchmark,
        "GFX-2",
        "pan frame, the mean of a sweep",
        "a copy of the window",
        found,
        at_most=5,
        why=why,
    )


def test_the_pointer_moves(benchmark: BenchmarkFixture, app: App, scene: PlotScene) -> None:
    hexes = cycle(list(islice(scene.table.stacks, 40)))

    def move() -> None:
        scene.table.hovered = next(hexes)
        mended(app, scene)

    few(benchmark, move, 9)
    if benchmark.stats is None:
        return
    copy = copying(app)
    why = (
        "two hexes are mended; the rest is the text of the hex card and asking every panel whether it changed"
    )
    what = "the pointer comes to another hex"
    row(benchmark, "GFX-3", what, "a copy of the window", ratio(move, copy, 60), at_most=0.5, why=why)
    still = ratio(lambda: mended(app, scene), copy, 60)
    row(benchmark, "GFX-3", "nothing changed", "a copy of the window", still, at_most=0.5, why=why)


def test_the_first_aim_of_a_march(benchmark: BenchmarkFixture, app: App, scene: PlotScene) -> None:
    """From the key of the order to the picture, each time another unit, whose reach nobody has asked for."""
    scene.table.__dict__.pop("stacks")
    view = scene.play.view
    ready = iter(np.flatnonzero(view.ready & (view.forces.hex >= 0)).tolist())

    def aim() -> None:
        unit = next(ready)
        scene.table.select((unit,))
        scene.controller.choose("march")
        scene.table.hovered = int(view.board.neighbor[view.forces.hex[unit]].max())
        mended(app, scene)
        scene.controller.cancel()

    few(benchmark, aim, 3)
    if benchmark.stats is None:
        return
    found = ratio(aim, copying(app), 15)
    row(benchmark, "GFX-3", "the first aim of a march after selecting", "a copy of the window", found)


def naive(app: App, scene: PlotScene) -> None:
    """All hexes of the map as polygons with an outline."""
    board, camera = scene.play.board, scene.camera
    shape = (plane.corners(0, 0) - np.asarray(plane.center(0, 0))) * camera.radius / plane.radius()
    scale = min(SIZE[0] / camera.width_m, SIZE[1] / camera.height_m)
    for place in (scene.table.spots[: board.hexes] * scale).tolist():
        points = (shape + place).tolist()
        pygame.draw.polygon(app.window, (220, 200, 160), points)
        pygame.draw.polygon(app.window, (90, 80, 60), points, 1)


def test_a_step_of_zoom(benchmark: BenchmarkFixture, app: App, scene: PlotScene) -> None:
    def there(new: bool) -> None:
        if new:
            scene.mosaic.clear()
        scene.camera.step = 7 - scene.camera.step
        mended(app, scene)

    for _ in range(2):
        there(new=True)
    few(benchmark, lambda: there(new=False), 4)
    if benchmark.stats is None:
        return
    again = ratio(lambda: there(new=False), copying(app), 20)
    why = "a dozen squares and panels that are in no cache, the peer is; all panels are asked for changes"
    what = "a step of zoom seen before"
    row(benchmark, "GFX-4", what, "a copy of the window", again, at_most=1.5, why=why)
    first = ratio(lambda: there(new=True), lambda: naive(app, scene), 9)
    why = "the peer draws flat hexes; ours lays fog, 300 counters, objectives and orders on the baked sheet"
    row(
        benchmark,
        "GFX-4",
        "a step of zoom seen first",
        "all hexes as polygons",
        first,
        at_most=1 / 6,
        why=why,
    )


def test_a_steady_frame_makes_nothing(
    benchmark: BenchmarkFixture, app: App, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.draw(app.window)
    made: list[object] = []
    monkeypatch.setattr(pygame.transform, "smoothscale", lambda *a: made.append(a))
    before, painted = fonts._render.cache_info().misses, scene.mosaic.painted
    few(benchmark, lambda: scene.draw(app.window), 5)
    number = fonts._render.cache_info().misses - before + len(made)
    assert (number, scene.mosaic.painted) == (0, painted)
    row(benchmark, "GFX-6", "letters rendered and pictures scaled", "none", number, at_most=0)


GROWN = (500, 500)
"""Columns and rows of a map of a quarter of a million hexes."""


@pytest.fixture
def large(app: App, scene: PlotScene) -> PlotScene:
    """The same units, counters and sheet on a map of 250,000 hexes."""
    made = PlotScene(big_desk(scene.ui, *GROWN, scene.terrain))
    made.layout(SIZE)
    crowd(made)
    made.draw(app.window)
    return made


def test_a_quarter_of_a_million_hexes(
    benchmark: BenchmarkFixture, app: App, scene: PlotScene, large: PlotScene
) -> None:
    """Frames of both maps in turns: what is seen is the same, what is not seen is eighty times as much."""
    few(benchmark, lambda: large.draw(app.window), 5)
    assert large.play.board.hexes == 250_000
    if benchmark.stats is None:
        return

    def pan(shown: PlotScene) -> None:
        shown.mosaic.clear()
        shown.camera.center(3500, 6000)
        for _ in range(SWEEP // 4):
            shown.camera.pan(STEP, 0)
            mended(app, shown)

    def zoom(shown: PlotScene) -> None:
        shown.mosaic.clear()
        shown.camera.step = 7 - shown.camera.step
        mended(app, shown)

    def point(shown: PlotScene) -> None:
        at = shown.camera.to_sheet(shown.camera.view.center)
        shown.table.hovered = int(shown.play.board.hex_at(*at)) + (shown.table.hovered or 0) % 2
        mended(app, shown)

    def whole(shown: PlotScene) -> None:
        shown.draw(app.window)

    works: tuple[tuple[str, Callable[[PlotScene], None], int], ...] = (
        ("steady frame drawn whole", whole, 25),
        ("pan over new ground", pan, 7),
        ("a step of zoom seen first", zoom, 9),
        ("the pointer comes to another hex", point, 60),
    )
    why = "where the small map ends and its squares are bare, the large one goes on"
    for what, work, rounds in works:
        found = ratio(partial(work, large), partial(work, scene), rounds)
        named = f"{what}, 250,000 hexes"
        row(benchmark, "GFX-5", named, "the same on 3,080 hexes", found, at_most=1.15, why=why)
