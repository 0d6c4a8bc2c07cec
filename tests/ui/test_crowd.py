"""Words of the panels in every size of window and letters: none over another, none cut by an edge."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest
from film_field import fight

from game.ui.app import Scene
from game.ui.scenes.film import Film
from game.ui.scenes.menu import Menu
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.review import Review
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from ui.crowd import crowded
from ui.pilot import At, Pilot, plain_terrain, ui
from ui.seats import ALONE, session_of, sit

SIZES = ((1024, 640), (1280, 800), (1920, 1080), (3840, 2160))
LOOKS = ((1.0, 0.8), (1.0, 1.0), (1.0, 1.3), (1.0, 1.6), (1.0, 2.0), (1.6, 1.0), (2.0, 1.0), (2.0, 2.0))
"""Scale of the interface, and of the letters on top of it."""


def dressed(scene: PlotScene | Film | Review, look: tuple[float, float], size: At) -> None:
    """Give a scene other sizes, as the settings do, and lay it out anew."""
    scene.ui = replace(ui(look[0]), text_scale=look[1])
    for panel in scene.panels:
        panel.ui, panel.rect = scene.ui, pygame.Rect(0, 0, 0, 0)
    scene.layout(size)


def faults(scene: PlotScene | Film | Review, size: At, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is wrong with any panel at any size of letters."""
    told: list[str] = []
    for look in LOOKS:
        dressed(scene, look, size)
        shown = [panel for panel in scene.panels if panel.shown]
        told += [f"{look} {fault}" for panel in shown for fault in crowded(panel, monkeypatch)]
    return told


def battle() -> tuple[Session, Menu]:
    world, game = fight()
    return Session(world.start, game, ["greedy", "greedy"]), Menu(ui())


@pytest.mark.parametrize("size", SIZES)
def test_no_words_of_the_plotting_lie_over_others(
    pilot: Pilot, size: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = sit(pilot, session_of(ALONE), size)
    own = [row for row in range(len(scene.play.counters)) if scene.play.mine(row)]
    row = next(row for row in own if scene.table.hex_of(row) is not None)
    scene.table.select((row,))
    scene.table.hovered = scene.table.hex_of(row)
    assert faults(scene, size, monkeypatch) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("side", [0, None])
def test_no_words_of_a_film_lie_over_others(
    pilot: Pilot, size: At, side: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, menu = battle()
    scene = Film(ui(), plain_terrain(spec_of(session.start)), session, side, lambda: menu)
    pilot.open(scene, size)
    pilot.key(pygame.K_END, pygame.K_w)
    assert faults(scene, size, monkeypatch) == []


@pytest.mark.parametrize("size", SIZES)
def test_no_words_of_a_review_lie_over_others(
    pilot: Pilot, size: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, menu = battle()
    scene = Review(ui(), plain_terrain(spec_of(session.start)), session, lambda: menu)
    pilot.open(scene, size)
    for page in range(len(scene.charts.buttons)):
        scene.charts.page = page
        pilot.frame()
        assert faults(scene, size, monkeypatch) == [], page


def test_the_fault_finder_finds_what_lies_over_and_what_is_cut(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = sit(pilot, session_of(ALONE), (1600, 900))
    scene.top.place(pygame.Rect(0, 0, 1600, 30))
    assert any("is cut by the edge" in fault for fault in crowded(scene.top, monkeypatch))
    monkeypatch.setattr(type(scene.top), "under", 12)
    scene.top.place(pygame.Rect(0, 0, 1600, 52))
    assert any("lies over" in fault for fault in crowded(scene.top, monkeypatch))


@pytest.mark.parametrize("text", [1.0, 1.6, 2.0])
@pytest.mark.parametrize("size", SIZES)
def test_the_top_bar_keeps_turn_and_buttons_where_there_is_little_room(
    pilot: Pilot, size: At, text: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene: Scene = sit(pilot, session_of(ALONE), size)
    assert isinstance(scene, PlotScene)
    dressed(scene, (1.0, text), size)
    scene.draw(pilot.app.window)
    from ui.crowd import inks

    words = [one.words for one in inks(scene.top, monkeypatch)]
    assert {"Map", "Help", "Menu", str(scene.table.bar.turn)} <= set(words)
    assert any(scene.table.bar.title.startswith(word[:4]) for word in words)
