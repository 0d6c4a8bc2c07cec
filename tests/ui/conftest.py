"""One window for the whole run, two scenarios read once, and a cache folder of the run's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.scenario.build import Start, build
from game.scenario.check import sound_bundle
from game.scenario.load import find_scenario
from game.ui import keys
from game.ui.app import App
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.sheet import SheetScene
from game.ui.session import Session
from game.ui.shell import Shell
from ui.copying import quickly, started
from ui.pilot import Pilot, scene_of
from ui.seats import ALONE, session_of, sit


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A folder of the run's own for baked sheets and sight tables."""
    folder = str(tmp_path_factory.mktemp("cache"))
    before = os.environ.get("KHASAN_CACHE")
    os.environ["KHASAN_CACHE"] = folder
    yield folder
    if before is None:
        del os.environ["KHASAN_CACHE"]
    else:
        os.environ["KHASAN_CACHE"] = before


@pytest.fixture(scope="session")
def app() -> App:
    """The application; its window is made anew only for another size."""
    return App((1280, 800))


@pytest.fixture(autouse=True)
def games(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of games for each test, never the user's own."""
    folder = tmp_path / "games"
    monkeypatch.setenv("KHASAN_DATA", str(folder))
    monkeypatch.setenv("KHASAN_CONFIG", str(tmp_path / "config"))
    return folder


@pytest.fixture
def pilot(app: App, monkeypatch: pytest.MonkeyPatch) -> Pilot:
    """Hands on the application, in English."""
    monkeypatch.setenv("KHASAN_LANGUAGE", "en")
    pygame.event.clear()
    return Pilot(app)


def _start(name: str) -> Start:
    return build(sound_bundle(find_scenario(name)))


@pytest.fixture(scope="session")
def hill() -> Start:
    """The smallest scenario."""
    return _start("bezymyannaya")


@pytest.fixture(scope="session")
def attack() -> Start:
    """A large scenario."""
    return _start("offensive")


@pytest.fixture
def table(pilot: Pilot, hill: Start) -> SheetScene:
    """The map table of the smallest scenario, open in a window of 1600 x 900."""
    scene = scene_of(hill)
    pilot.open(scene, (1600, 900))
    return scene


@pytest.fixture
def large(pilot: Pilot, attack: Start) -> SheetScene:
    """The map table of a large scenario, open in a window of 1600 x 900."""
    scene = scene_of(attack)
    pilot.open(scene, (1600, 900))
    return scene


@pytest.fixture
def scene(pilot: Pilot) -> PlotScene:
    """The Soviet player's first turn of the smallest battle."""
    return sit(pilot, session_of(ALONE))


@pytest.fixture
def corps(pilot: Pilot) -> PlotScene:
    """The Soviet player's first turn of a large battle."""
    return sit(pilot, session_of(ALONE, "offensive"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Games begin at once, and few copies are kept."""
    quickly(monkeypatch)


@pytest.fixture
def session() -> Iterator[Session]:
    """A game of the smallest battle, begun and kept in its file."""
    made = started()
    yield made
    made.close()


@pytest.fixture
def plot(pilot: Pilot, session: Session) -> PlotScene:
    """The player's turn of that game."""
    return sit(pilot, session)


@pytest.fixture
def shell(pilot: Pilot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The shell around the application for one test; afterwards the table's keys hold again."""
    made = Shell(tmp_path / "config" / "settings.yaml")
    monkeypatch.setattr(pilot.app, "shell", made)
    monkeypatch.setattr(keys, "_in_force", keys._in_force)
    return made
