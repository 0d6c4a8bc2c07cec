"""A running film of the largest attack against a plain copy of a full window, measured in the same run."""

from __future__ import annotations

import time

import pygame
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from ui.pilot import plain_terrain, ui

from game.agents.registry import agent
from game.engine import turn as turns
from game.engine.game import Game
from game.scenario.build import build
from game.scenario.load import find_scenario, load_bundle
from game.scenario.setting import fate_of, first_state, setting_of
from game.ui.app import App
from game.ui.scenes.film import Film
from game.ui.scenes.review import Review
from game.ui.session import Session
from game.ui.sheetspec import spec_of

SIZE = (1920, 1080)
COPIES = 40
SEED = 3


@pytest.fixture(scope="module")
def session() -> Session:
    """The first turn of the general attack, played by agents."""
    bundle = load_bundle(find_scenario("offensive"))
    start = build(bundle)
    setting, fate = setting_of(start), fate_of(bundle, (SEED,), "recorded")
    game = Game(setting, fate, turns.first(setting, fate, first_state(start, setting)))
    for side in (0, 1):
        for order in agent("greedy", SEED).choose(game.view(side)).orders:
            game.plot(side, order)
        game.commit(side)
    game.play()
    return Session(start, game, ["greedy", "greedy"])


@pytest.fixture(scope="module")
def window() -> pygame.Surface:
    return App(SIZE).window


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


@pytest.mark.parametrize("side", [0, None])
def test_a_frame_of_a_running_film(
    benchmark: BenchmarkFixture, session: Session, window: pygame.Surface, side: int | None
) -> None:
    scene = Film(ui(), plain_terrain(spec_of(session.start)), session, side, lambda: None)
    scene.player.at = 3.0
    scene.draw(window)

    def frame() -> None:
        if scene.player.over:
            scene.player.at = 3.0
        scene.player.playing = True
        scene.update(1 / 60)
        scene.draw(window)

    benchmark(frame)
    told(benchmark, window)


def test_a_film_is_made(benchmark: BenchmarkFixture, session: Session) -> None:
    terrain = plain_terrain(spec_of(session.start))
    benchmark(lambda: Film(ui(), terrain, session, None, lambda: None))


def test_a_review_goes_to_another_turn(
    benchmark: BenchmarkFixture, session: Session, window: pygame.Surface
) -> None:
    scene = Review(ui(), plain_terrain(spec_of(session.start)), session, lambda: None)
    scene.draw(window)

    def there_and_back() -> None:
        scene.choose(1 - scene.turn)
        scene.draw(window)

    benchmark(there_and_back)
    told(benchmark, window)
