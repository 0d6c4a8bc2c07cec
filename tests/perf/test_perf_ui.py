"""The map table's drawing against a plain copy of a full window, measured in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from ui.pilot import plain_terrain, ui

from game.scenario.build import Start, build
from game.scenario.check import sound_bundle
from game.scenario.load import find_scenario
from game.ui.app import App
from game.ui.counters import counter as counter_module
from game.ui.counters.counter import render_counter
from game.ui.faces import face_of
from game.ui.panels.tree import TreePanel
from game.ui.scenes.sheet import SheetScene
from game.ui.sheetspec import spec_of
from game.ui.table import Table

SIZE = (1920, 1080)
COPIES = 40


@pytest.fixture(scope="module")
def start() -> Start:
    return build(sound_bundle(find_scenario("offensive")))


@pytest.fixture(scope="module")
def window() -> pygame.Surface:
    return App(SIZE).window


def scene_of(start: Start) -> SheetScene:
    scene = SheetScene(ui(), Table(start), plain_terrain(spec_of(start)), pygame.Surface((140, 120)))
    scene.table.step(1)
    return scene


def told(benchmark: BenchmarkFixture, window: pygame.Surface) -> None:
    """Write beside a result how many copies of a full window it takes."""
    if benchmark.stats is None:
        return
    source = window.copy()
    started = time.perf_counter()
    for _ in range(COPIES):
        window.blit(source, (0, 0))
    copy = (time.perf_counter() - started) / COPIES
    benchmark.extra_info["full_window_copies"] = round(benchmark.stats.stats.median / copy, 2)


def test_full_recomposite(benchmark: BenchmarkFixture, start: Start, window: pygame.Surface) -> None:
    scene = scene_of(start)
    scene.draw(window)
    benchmark(scene.draw, window)
    told(benchmark, window)


def test_pan(benchmark: BenchmarkFixture, start: Start, window: pygame.Surface) -> None:
    scene, way = scene_of(start), [24, -24]
    scene.draw(window)

    def step() -> None:
        x = scene.camera.x
        scene.camera.pan(way[0], 0)
        if scene.camera.x == x:
            way.reverse()
        scene.draw(window)

    benchmark(step)
    told(benchmark, window)


def test_a_counter_built_anew(benchmark: BenchmarkFixture, start: Start, window: pygame.Surface) -> None:
    faces = [face_of(c, start.roster.classes) for c in start.roster.counters if c.hex]
    at = [0]

    def step() -> None:
        at[0] += 1
        face = replace(faces[at[0] % len(faces)], label=f"{at[0]}")
        render_counter(face, 46)

    benchmark(step)
    counter_module._counter.cache_clear()
    told(benchmark, window)


def tree_of_500(start: Start) -> TreePanel:
    counters = start.roster.counters
    wanted = tuple(replace(c, id=f"{c.id}-{k}") for k in range(-(-500 // len(counters))) for c in counters)[
        :500
    ]
    table = Table(replace(start, roster=replace(start.roster, counters=wanted)))
    tree = TreePanel(ui(), table, lambda _: None)
    tree.place(pygame.Rect(0, 0, 300, 700))
    return tree


def test_a_tree_of_500_units_painted(
    benchmark: BenchmarkFixture, start: Start, window: pygame.Surface
) -> None:
    tree, target = tree_of_500(start), pygame.Surface((300, 700))
    tree.paint(target)
    benchmark(tree.paint, target)
    told(benchmark, window)


def test_a_tree_of_500_units_searched(
    benchmark: BenchmarkFixture, start: Start, window: pygame.Surface
) -> None:
    tree = tree_of_500(start)
    words: list[str] = ["rifle", "company"]

    def search() -> int:
        words.reverse()
        tree.field.text = words[0]
        return len(tree.rows)

    assert benchmark(search) or benchmark.stats is None
    told(benchmark, window)


@pytest.mark.parametrize("what", ["hover", "select"])
def test_what_a_pointer_costs(
    benchmark: BenchmarkFixture, start: Start, window: pygame.Surface, what: str
) -> None:
    scene = scene_of(start)
    scene.draw(window)
    hexes = list(scene.table.stacks)
    at = [0]

    def hover() -> None:
        scene.table.hovered = hexes[at[0] % len(hexes)]

    def select() -> None:
        scene.table.click(hexes[at[0] % len(hexes)])

    acts: dict[str, Callable[[], None]] = {"hover": hover, "select": select}

    def step() -> None:
        at[0] += 1
        acts[what]()
        scene.draw(window)

    benchmark(step)
    told(benchmark, window)
