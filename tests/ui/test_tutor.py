"""The tutor: the first battle step by step, by real events; nothing that is pressed can stop him."""

from __future__ import annotations

import pygame
import pytest

from game.i18n import text
from game.scenario.load import scenario_paths
from game.ui.keys import BY_ID, MENTION
from game.ui.scenes.film import Film
from game.ui.scenes.loading import Opening
from game.ui.scenes.menu import Menu
from game.ui.scenes.plot import PlotScene
from game.ui.shell import Shell
from game.ui.tutor import Tutor, steps, words_of
from game.ui.tutor_signs import SIGNS
from ui.pilot import Pilot, told
from ui.seats import ALONE, CTRL, commit, on, session_of, sit, spot


@pytest.fixture
def tutor(pilot: Pilot, shell: Shell) -> Tutor:
    """The tutor beside the first plotting, as when the battle for beginners has been opened."""
    sit(pilot, session_of(ALONE))
    made = shell.tutor = Tutor(steps())
    pilot.move((5, 5))
    return made


def step(tutor: Tutor) -> str:
    return tutor.step.id


def test_the_steps_speak_of_actions_that_there_are() -> None:
    found = [name for step_ in steps() for name in MENTION.findall(step_.text.en)]
    assert found
    assert set(found) <= set(BY_ID)
    assert {step_.until for step_ in steps()} <= set(SIGNS)
    assert not MENTION.search("".join(map(words_of, steps())))


def test_the_menu_opens_the_battle_with_the_tutor(
    pilot: Pilot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Opening, "update", lambda self, seconds: False)
    pilot.open(Menu(shell.ui), (1280, 800))
    pilot.key(pygame.K_t)
    assert pilot.scene(Opening).tutorial
    assert shell.tutor is not None
    assert "bezymyannaya" in scenario_paths()


def test_a_whole_lesson(pilot: Pilot, shell: Shell, tutor: Tutor) -> None:
    plot = pilot.scene(PlotScene)
    assert step(tutor) == "welcome"
    pilot.click(tutor.buttons[1].rect.center)
    pilot.frame()
    assert step(tutor) == "select"
    pilot.key(pygame.K_n)
    pilot.frame()
    assert step(tutor) == "ground"
    unit = plot.controller.lead
    assert unit is not None
    here = plot.table.hex_of(unit)
    assert here is not None
    beside = next(int(h) for h in plot.play.board.neighbor[here] if h >= 0)
    pilot.move(spot(plot, beside))
    pilot.frame()
    assert step(tutor) == "march"
    pilot.key(pygame.K_m)
    pilot.click(spot(plot, beside))
    pilot.frame()
    assert step(tutor) == "undo"
    pilot.key(pygame.K_u)
    pilot.frame()
    assert step(tutor) == "odds"
    pilot.key(pygame.K_a)
    pilot.move(spot(plot, beside))
    pilot.frame()
    assert step(tutor) == "dig"
    pilot.key(pygame.K_ESCAPE, pygame.K_d)
    pilot.frame()
    assert step(tutor) == "commit"
    commit(pilot)
    for _ in range(40):
        if isinstance(pilot.app.scene, Film):
            break
        on(pilot)
    pilot.frame()
    assert step(tutor) == "why"
    film = pilot.scene(Film)
    film.player.seek(film.player.line.length)
    pilot.key(pygame.K_w)
    pilot.frame()
    if film.asked is None:
        # A turn in which the side learned of nothing has no why; the step says so and lets go on.
        pilot.key(pygame.K_F10)
    assert step(tutor) == "go-on"
    pilot.key(pygame.K_RETURN)
    pilot.frame()
    assert step(tutor) == "end"
    pilot.key(pygame.K_F10)
    pilot.frame()
    assert tutor.gone


def test_who_goes_back_may_read_in_peace(pilot: Pilot, tutor: Tutor) -> None:
    pilot.key(pygame.K_F10)
    pilot.key(pygame.K_n)
    pilot.frame()
    assert step(tutor) == "ground"
    pilot.key(pygame.K_F9)
    for _ in range(3):
        pilot.frame()
    assert step(tutor) == "select"
    pilot.key(pygame.K_F9, pygame.K_F9, pygame.K_F9)
    assert step(tutor) == "welcome"


KEYS_AT_RANDOM = [getattr(pygame, f"K_{name}") for name in "abcdefghijklmnopqrstuvwxyz0123456789"]


def test_no_wrong_key_can_jam_him(pilot: Pilot, shell: Shell, tutor: Tutor) -> None:
    for _ in steps():
        pilot.key(*KEYS_AT_RANDOM, pygame.K_TAB, pygame.K_SPACE, pygame.K_F7, pygame.K_DELETE)
        before = tutor.at
        pilot.key(pygame.K_F9)
        pilot.key(pygame.K_F10)
        pilot.key(pygame.K_F10)
        assert tutor.gone or tutor.at > min(before, len(steps()) - 2)
    assert isinstance(pilot.app.scene, PlotScene)


def test_clicks_in_his_box_do_not_reach_the_map(pilot: Pilot, tutor: Tutor) -> None:
    plot = pilot.scene(PlotScene)
    pilot.key(pygame.K_F10, pygame.K_n)
    chosen = plot.table.chosen
    pilot.click((tutor.rect.left + 4, tutor.rect.top + 4))
    assert plot.table.chosen == chosen


def test_he_is_sent_away_and_stays_away(
    pilot: Pilot, shell: Shell, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot.key(pygame.K_F12)
    with told(monkeypatch) as lines:
        pilot.move((9, 9))
    assert tutor.gone
    assert text("Leave") not in [words for words, _ in lines]
    pilot.key(pygame.K_TAB)
    pilot.key(pygame.K_RETURN, mod=CTRL)
    pilot.frame()
    assert tutor.gone


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (3840, 2160)])
@pytest.mark.parametrize("scale", [80, 140])
def test_his_words_fit_his_box(
    pilot: Pilot,
    shell: Shell,
    tutor: Tutor,
    size: tuple[int, int],
    scale: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pilot.size(size)
    for n in range(len(steps())):
        tutor.go(n)
        ui = shell.settings.but(scale=scale).ui
        with told(monkeypatch) as lines:
            tutor.draw(pilot.app.window, ui, pilot.scene(PlotScene))
        assert all(tutor.rect.contains(place) for _, place in lines)
