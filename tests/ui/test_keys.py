"""The one table of keys: scenes answer to exactly its keys, and a player may have keys of his own."""

from __future__ import annotations

from itertools import combinations

import pygame
import pytest
from film_field import fight

from game.engine.orders import Dig
from game.ui import keys
from game.ui.keys import BY_ID, TABLE, Keymap
from game.ui.keys_table import ACTIONS, BEHIND
from game.ui.scenes.film import Film
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.review import Review
from game.ui.scenes.sheet import SheetScene
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from game.ui.shell import Shell
from ui.pilot import Pilot, plain_terrain, told, ui
from ui.seats import ALONE, session_of, sit

CTRL = pygame.KMOD_LCTRL


def press(key: int, mod: int = 0) -> pygame.Event:
    return pygame.Event(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0)


def codes(place: str, *, ctrl: bool) -> set[int]:
    """Keys of the table for a scene, but for those that are dealt with behind every scene."""
    here = [a for a in ACTIONS if place in a.places and BEHIND not in a.places]
    return {key for action in here for key, held in action.chords if held == ctrl}


@pytest.fixture
def plot(pilot: Pilot) -> PlotScene:
    return sit(pilot, session_of(ALONE))


def test_no_two_actions_of_a_scene_have_the_same_key() -> None:
    for one, other in combinations(ACTIONS, 2):
        if keys.meets(one, other):
            assert not set(one.chords) & set(other.chords), (one.id, other.id)


def test_the_plotting_answers_to_the_keys_of_the_table(pilot: Pilot, plot: PlotScene) -> None:
    chords = {chord for overlay in plot.overlays.all for chord in BY_ID[overlay.action].chords}
    overlays = {key for key, ctrl in chords if not ctrl} | {pygame.K_F7}
    pilot.key(pygame.K_TAB, pygame.K_m)
    known = set(plot._plain_keys(press(0))) | overlays
    assert known - {pygame.K_RETURN, pygame.K_KP_ENTER} == codes("plot", ctrl=False)
    reach = {key for key, ctrl in chords if ctrl}
    assert set(plot._control_keys()) | reach == codes("plot", ctrl=True)


def test_the_open_table_answers_to_the_keys_of_the_table(table: SheetScene) -> None:
    assert set(table._plain_keys(press(0))) == codes("table", ctrl=False)
    assert set(table._control_keys()) == codes("table", ctrl=True)


ARROWS = {pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN}
"""They always do something in a scene with a sheet."""


@pytest.mark.parametrize("place", ["film", "review"])
def test_film_and_review_answer_to_the_keys_of_the_table(pilot: Pilot, place: str) -> None:
    world, game = fight()
    session = Session(world.start, game, ["greedy", "greedy"])
    sheet = plain_terrain(spec_of(world.start))
    scene: Film | Review = (
        Film(ui(), sheet, session, None, lambda: None)
        if place == "film"
        else Review(ui(), sheet, session, lambda: None)
    )
    plain = set(scene._plain(press(0)) | scene.acts(press(0)))
    assert plain - ARROWS == codes(place, ctrl=False) - ARROWS
    assert set(scene._with_ctrl()) - ARROWS == codes(place, ctrl=True) - ARROWS


def test_an_own_key_gives_the_order_and_the_old_one_does_nothing(
    pilot: Pilot, plot: PlotScene, shell: Shell
) -> None:
    free = (pygame.K_p, True)
    shell.change(shell.settings.with_keys(TABLE.with_key("order.dig", free)))
    pilot.key(pygame.K_TAB, pygame.K_d)
    assert not plot.session.plots
    pilot.key(pygame.K_p, mod=CTRL)
    assert isinstance(plot.session.plots[0], Dig)


def test_buttons_and_help_show_the_players_keys(
    pilot: Pilot, plot: PlotScene, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.change(shell.settings.with_keys(TABLE.with_key("order.dig", (pygame.K_F3, False))))
    pilot.key(pygame.K_TAB)
    assert "F3" in [button.key_text for button in plot.commands.buttons]
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_F1)
    assert "F3" in [words for words, _ in lines]


@pytest.mark.parametrize(
    "action", ["undo", "dispatches", "find.ctrl", "style", "formation", "overlay.works", "whole"]
)
def test_what_is_shown_already_takes_the_players_new_key(
    pilot: Pilot, plot: PlotScene, shell: Shell, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    pilot.key(pygame.K_7)
    shell.change(shell.settings.with_keys(TABLE.with_key(action, (pygame.K_F3, False))))
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_g)
    assert any("F3" in words for words, _ in lines)


@pytest.mark.parametrize("action", ["film.run", "film.after", "film.faster", "whole"])
def test_the_bars_of_a_film_show_the_players_keys(
    pilot: Pilot, shell: Shell, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    world, game = fight()
    session = Session(world.start, game, ["greedy", "greedy"])
    film = Film(ui(), plain_terrain(spec_of(world.start)), session, None, lambda: None)
    pilot.open(film, (1920, 1080))
    shell.change(shell.settings.with_keys(TABLE.with_key(action, (pygame.K_F3, False))))
    with told(monkeypatch) as lines:
        film.draw(pilot.app.window)
    assert any("F3" in words for words, _ in lines)


def test_keys_write_into_a_field_whatever_they_were_made_to_mean(
    pilot: Pilot, plot: PlotScene, shell: Shell
) -> None:
    shell.change(shell.settings.with_keys(TABLE.with_key("withdraw", (pygame.K_F3, False))))
    pilot.key(pygame.K_SLASH)
    pilot.write("abc")
    pilot.key(pygame.K_BACKSPACE)
    assert plot.tree.field.text == "ab"


def test_two_actions_may_change_places_by_way_of_a_third_key() -> None:
    dig, fire = BY_ID["order.dig"].chords[0], BY_ID["order.fire"].chords[0]
    assert "order: fire" in TABLE.refused("order.dig", fire)
    away = TABLE.with_key("order.fire", (pygame.K_F3, False))
    assert away.refused("order.dig", fire) == ""
    swapped = away.with_key("order.dig", fire).with_key("order.fire", dig)
    assert not list(swapped.faults())
    there = swapped.translated(press(pygame.K_f), ("plot",))
    back = swapped.translated(press(pygame.K_d), ("plot",))
    assert there is not None
    assert back is not None
    assert (there.key, back.key) == (pygame.K_d, pygame.K_f)


@pytest.mark.parametrize("key", [pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_LEFT, pygame.K_LSHIFT])
def test_keys_that_lists_need_are_refused(key: int) -> None:
    assert "needed by lists" in TABLE.refused("order.dig", (key, False))


def test_the_same_key_may_serve_in_scenes_that_never_meet() -> None:
    why = BY_ID["film.why"].chords[0]
    assert TABLE.refused("film.why", BY_ID["order.march"].chords[0]) == ""
    assert Keymap({"film.why": (pygame.K_m, False)}).holder(why, "film.why") is None


def test_every_chord_can_be_written_down_and_read_again() -> None:
    for action in ACTIONS:
        for chord in action.chords:
            assert keys.chord_of(keys.written(chord)) == chord
