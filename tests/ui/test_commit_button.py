"""The button that commits: where the player wants it and as large as he wants it, in every window."""

from __future__ import annotations

from typing import get_args

import pygame
import pytest

from game.ui import settings_rows
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.panels.commit import PLACES
from game.ui.scenes.plot import PlotScene
from game.ui.settings import Place
from game.ui.shell import Shell
from ui.pilot import Pilot, told
from ui.seats import ALONE, session_of, sit

SIZES = [(1024, 640), (1280, 800), (1920, 1080), (3840, 2160)]


@pytest.fixture
def scene(pilot: Pilot) -> PlotScene:
    return sit(pilot, session_of(ALONE))


def test_settings_and_window_know_the_same_places() -> None:
    assert get_args(Place) == PLACES
    assert set(settings_rows.PLACE_WORDS) == set(PLACES)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("large", [100, 200])
def test_it_is_free_and_whole_wherever_it_lies(
    pilot: Pilot, scene: PlotScene, place: str, size: tuple[int, int], large: int
) -> None:
    scene.button_place, scene.button_size = place, large
    own = int(scene.play.view.own.nonzero()[0][0])
    for chosen, focus in (((), None), ((own,), None), ((), scene.log)):
        scene.table.select(chosen)
        scene.focus = focus
        pilot.size(size)
        pilot.frame()
        rect = scene.close.rect
        assert pygame.Rect((0, 0), size).contains(rect)
        assert rect.width >= 160
        assert rect.height >= 40
        others = [p for p in scene.panels if p.shown and p is not scene.close]
        on_top = [p for p in others if scene.panels.index(p) < scene.panels.index(scene.close)]
        assert not any(p.rect.colliderect(rect) for p in on_top)
        assert not scene.camera.view.clip(rect) or size[0] < 1280


def test_it_lies_where_it_is_wanted_and_grows(pilot: Pilot, scene: PlotScene) -> None:
    pilot.size((1920, 1080))
    found = {}
    for place in PLACES:
        scene.button_place = place
        pilot.frame()
        scene.layout((1920, 1080))
        found[place] = scene.close.rect.copy()
    assert found["right-foot"].bottomright == (1920, 1080)
    assert found["right-head"].topright == (1920, scene.top.rect.bottom)
    assert found["left-foot"].bottomleft == (0, 1080)
    assert found["left-head"].topleft == (0, scene.top.rect.bottom)
    assert found["below-left"].bottomleft == (scene.tree.rect.right, 1080)
    assert found["below-right"].bottomright == (scene.unit.rect.left, 1080)
    scene.button_place, scene.button_size = "left-foot", 200
    scene.layout((1920, 1080))
    assert scene.close.rect.height == 2 * found["left-foot"].height


def test_a_steady_window_paints_no_panel_anew(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in SIZES:
        pilot.size(size)
        pilot.frame()
        scene.draw(pilot.app.window)
        with told(monkeypatch) as lines:
            scene.draw(pilot.app.window)
        assert not any(words.startswith("Commit turn") for words, _ in lines), size


def test_the_setting_comes_to_the_window_and_is_kept(pilot: Pilot, scene: PlotScene, shell: Shell) -> None:
    pilot.frame()
    assert scene.close.rect.right == pilot.app.window.get_width()
    shell.change(shell.settings.but(commit_place="left-head", commit_size=150))
    pilot.key(pygame.K_F4)
    pilot.key(pygame.K_ESCAPE)
    pilot.frame()
    assert scene.close.rect.left == 0
    again = Shell(shell.path).settings
    assert (again.commit_place, again.commit_size) == ("left-head", 150)


@pytest.mark.parametrize("letters", [1.0, 1.6])
@pytest.mark.parametrize("place", PLACES)
def test_word_and_number_are_whole(
    pilot: Pilot, scene: PlotScene, place: str, letters: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.button_place, scene.button_size = place, 200
    scene.ui = scene.close.ui = Ui(STANDARD, 1.0, letters)
    with told(monkeypatch) as lines:
        scene.layout((1920, 1080))
        scene.close.draw(pilot.app.window)
    words = [line for line, _ in lines]
    assert "Commit turn" in words
    for line, rect in lines:
        assert scene.close.rect.move(-scene.close.rect.left, -scene.close.rect.top).contains(rect), line
