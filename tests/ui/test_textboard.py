"""The map in words: who has no pointer, or no colors, is told all that others see, and no more."""

from __future__ import annotations

import pygame
import pytest

from game.engine.orders import Dig
from game.ui.film_words import Line
from game.ui.scenes.plot import PlotScene
from game.ui.textwords import told_of
from ui.pilot import Pilot, told
from ui.seats import ALONE, CTRL, choose, session_of, sit
from ui.test_fog import shifted


@pytest.fixture
def plot(pilot: Pilot) -> PlotScene:
    return sit(pilot, session_of(ALONE))


def test_t_opens_and_closes_and_escape_closes_first(pilot: Pilot, plot: PlotScene) -> None:
    unit = choose(pilot, plot, "59bd-makhalin")
    pilot.key(pygame.K_t)
    assert plot.board.shown
    assert plot.camera.view.right <= plot.board.rect.left
    pilot.key(pygame.K_ESCAPE)
    assert not plot.board.opened
    assert plot.table.selected == unit
    pilot.key(pygame.K_t, pygame.K_t)
    assert not plot.board.opened


def test_arrows_go_from_hex_to_hex_and_the_words_follow(
    pilot: Pilot, plot: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(pilot, plot, "59bd-makhalin")
    pilot.key(pygame.K_t)
    start = plot.board.hex_()
    assert start is not None
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_RIGHT)
        pilot.key(pygame.K_DOWN)
    cols = plot.play.board.cols
    there = plot.board.hex_()
    assert there == start + 1 + cols
    label = plot.play.board.label(there)
    assert f"HEX {label}" in [words for words, _ in lines]
    assert plot.board.text().startswith(f"Hex {label}\n")


def test_it_says_what_the_unit_is_and_can_do_and_is_told(pilot: Pilot, plot: PlotScene) -> None:
    choose(pilot, plot, "59bd-makhalin")
    pilot.key(pygame.K_d, pygame.K_t)
    assert isinstance(plot.session.plots[0], Dig)
    text = plot.board.text()
    assert "Strength: 11 / 11." in text
    assert "Dig in (D)" in text
    assert "This turn: dig in." in text
    assert "hexes can be reached in this turn." in text


def test_the_words_go_to_the_clipboard(
    pilot: Pilot, plot: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(pygame.scrap, "put_text", kept.append)
    choose(pilot, plot, "59bd-makhalin")
    pilot.key(pygame.K_c, mod=CTRL)
    assert kept == [plot.board.text()]
    assert plot.board.copied


def test_a_clipboard_that_fails_is_no_fault(
    pilot: Pilot, plot: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_text: str) -> None:
        raise pygame.error("no clipboard")

    monkeypatch.setattr(pygame.scrap, "put_text", none)
    pilot.key(pygame.K_c, mod=CTRL)
    assert plot.board.opened
    assert not plot.board.copied


def test_what_is_hidden_changes_no_word(pilot: Pilot) -> None:
    texts = []
    for session in (session_of(ALONE), shifted(session_of(ALONE))):
        plot = sit(pilot, session)
        choose(pilot, plot, "59bd-makhalin")
        pilot.key(pygame.K_t)
        said = []
        for hex_ in range(0, plot.play.board.hexes, 17):
            plot.table.hovered = hex_
            said.append(plot.board.text())
        texts.append(said)
    assert texts[0] == texts[1]


def test_the_last_turn_is_told_of_the_unit_and_of_the_hex() -> None:
    lines = [
        Line(0, 600, "the unit fired", "fired", 0, 4, 17),
        Line(1, 610, "another marched", "moved", 0, 5, 18),
        Line(2, 620, "shells fell", "shelled", 1, 9, 20),
    ]
    assert told_of(lines, 20, 4)[1] == ("the unit fired", "shells fell")
    assert told_of(lines, None, 5)[1] == ("another marched",)
    assert told_of(lines, 99, None)[1] == ("Nothing that you know of.",)
