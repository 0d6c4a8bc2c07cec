"""Games that begin at once, for tests of saves and copies; and the hands that save and read them."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.scenario.load import find_scenario
from game.store import saved
from game.store.record import Terms
from game.ui import copies
from game.ui.folders import folder as folder_of
from game.ui.games import Choice, begin
from game.ui.scenes import loading
from game.ui.scenes.load import Load
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.saving import SavePage
from game.ui.session import Session
from ui.pilot import Pilot, plain_terrain, told
from ui.seats import ALONE, CTRL, commit, on, table_of

SHEET = pygame.Surface((120, 100))


def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Games begin at once: a table set before, a plain sheet, no lines of sight."""
    table = table_of()
    monkeypatch.setattr(saved, "set_up", lambda *_: table)
    monkeypatch.setattr(saved, "table_of", lambda *_: table)
    monkeypatch.setattr(loading, "TerrainLayer", lambda _ground, spec, *_: plain_terrain(spec))
    monkeypatch.setattr(loading, "vision_of", lambda *_: None)
    monkeypatch.setattr(copies, "_kept", 5)


def started(players: tuple[str, str] = ALONE) -> Session:
    return begin(Choice(find_scenario("bezymyannaya"), players, Terms(3)))


def save(pilot: Pilot, note: str) -> SavePage:
    """Ctrl+S, a note, Enter."""
    pilot.key(pygame.K_s, mod=CTRL)
    page = pilot.scene(SavePage)
    pilot.write(note)
    pilot.key(pygame.K_RETURN)
    return page


def read(pilot: Pilot) -> Load:
    """The list, once every file has been read."""
    scene = pilot.scene(Load)
    for _ in range(len(scene.items) + 1):
        pilot.frame()
    return scene


def shown(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every word of the next picture."""
    with told(monkeypatch) as lines:
        pilot.move((3, 3))
    return " ".join(line for line, _rect in lines)


def turn_over(pilot: Pilot) -> None:
    """Commit, and go on to the next plotting."""
    before = pilot.scene(PlotScene)
    commit(pilot)
    while not isinstance(pilot.app.scene, PlotScene) or pilot.app.scene is before:
        on(pilot)


def kept(folder: str) -> list[Path]:
    place = folder_of(folder)
    return sorted(place.iterdir()) if place.is_dir() else []
