"""Bookmarks of all turns from the plotting: the list, the film of an earlier turn, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game.analysis.film import reel_of
from game.engine.orders import Hold
from game.engine.told import seen_by
from game.scenario.load import find_scenario
from game.store import saved
from game.store.beside import Bookmark
from game.store.record import Terms
from game.ui.games import Choice, begin
from game.ui.lastturn import dispatches
from game.ui.marked import line_of, marked
from game.ui.scenes.film import Film
from game.ui.scenes.plot import PlotScene
from game.ui.session import Session
from ui.pilot import Pilot, told
from ui.seats import ALONE, CTRL, HOTSEAT, sit, table_of

TURNS = 3
SHIFTED = CTRL | pygame.KMOD_SHIFT


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Two turns have been played; the third is open."""
    made = _played(monkeypatch, ALONE)
    yield made
    made.close()


def _played(monkeypatch: pytest.MonkeyPatch, players: tuple[str, str]) -> Session:
    table = table_of()
    monkeypatch.setattr(saved, "set_up", lambda *_: table)
    session = begin(Choice(find_scenario("bezymyannaya"), players, Terms(3)))
    while session.turn < TURNS:
        for side in session.humans:
            session.side = side
            session.commit()
        for _step in (*session.think(), *session.resolve()):
            pass
    session.side, session.watched = 0, [TURNS, TURNS]
    return session


def _mark(session: Session, turn: int, line: int, words: str, side: int = 0) -> None:
    """A bookmark on a line of the log of a side."""
    learned = [
        n
        for n, event in enumerate(e for pulse in session.game.entries[turn].pulses for e in pulse.events)
        if int(event["seen"]) >> side & 1
    ]
    session.mark(Bookmark(turn, side, learned[line], words))


def _hold(session: Session) -> None:
    view = session.view()
    assert session.plot(Hold(unit=int(view.ready.nonzero()[0][0]))) is None


def _film(pilot: Pilot) -> tuple[int, int | None]:
    film = pilot.scene(Film)
    return film.player.line.reel.turn, film.asked


def test_the_list_has_the_bookmarks_of_all_turns(
    pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mark(session, 0, 1, "from the first")
    _mark(session, TURNS - 1, 0, "from the last")
    plot = sit(pilot, session)
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_m, mod=CTRL)
    words = [line for line, _ in lines]
    assert {"Turn 1", "from the first", f"Turn {TURNS}", "from the last"} <= set(words)
    pilot.key(pygame.K_ESCAPE)
    assert plot.listed is None


def test_a_line_of_the_list_shows_the_film_of_its_turn_and_orders_are_kept(
    pilot: Pilot, session: Session
) -> None:
    _mark(session, 0, 2, "earlier")
    plot = sit(pilot, session)
    _hold(session)
    orders = session.plots
    pilot.key(pygame.K_m, mod=CTRL)
    pilot.key(pygame.K_RETURN)
    assert _film(pilot) == (0, 2)
    assert not pilot.scene(Film).player.playing
    pilot.key(pygame.K_RETURN)
    assert pilot.scene(PlotScene) is plot
    assert session.plots == orders
    assert len(orders) == 1


def test_a_click_on_the_list_goes_to_the_line_of_the_last_turn(pilot: Pilot, session: Session) -> None:
    for turn in (0, TURNS - 1):
        _mark(session, turn, 0, "")
    plot = sit(pilot, session)
    plot.list_marks()
    pilot.frame()
    pilot.move((3, 3))
    listed = plot.listed
    assert listed is not None
    pilot.click((listed.rect.centerx, listed.rect.top + listed._head + listed._step + 4))
    assert pilot.scene(PlotScene) is plot
    assert plot.listed is None
    assert (plot.focus, plot.log.cursor) == (plot.log, 0)


def test_a_click_beside_the_list_closes_it(pilot: Pilot, session: Session) -> None:
    plot = sit(pilot, session)
    plot.list_marks()
    pilot.move((3, 3))
    pilot.click((3, 300))
    assert plot.listed is None


def test_the_key_of_the_next_bookmark_goes_on_through_earlier_turns(
    pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mark(session, 0, 1, "a")
    _mark(session, 1, 2, "b")
    _mark(session, TURNS - 1, 0, "c")
    plot = sit(pilot, session)
    pilot.key(pygame.K_b, mod=CTRL)
    assert plot.log.cursor == 0
    monkeypatch.setattr(pygame.key, "get_mods", lambda: SHIFTED)
    pilot.key(pygame.K_b, mod=SHIFTED)
    assert _film(pilot) == (1, 2)
    pilot.key(pygame.K_b, mod=SHIFTED)
    assert _film(pilot) == (0, 1)
    monkeypatch.setattr(pygame.key, "get_mods", lambda: CTRL)
    pilot.key(pygame.K_b, mod=CTRL)
    assert _film(pilot) == (1, 2)
    pilot.key(pygame.K_ESCAPE, pygame.K_ESCAPE)
    assert pilot.scene(PlotScene) is plot


def test_the_ribbon_of_the_log_opens_the_list(pilot: Pilot, session: Session) -> None:
    plot = sit(pilot, session)
    pilot.key(pygame.K_j)
    pilot.click(plot.log.buttons[-3].rect.move(plot.log.rect.topleft).center)
    assert plot.listed is not None
    assert not plot.log.marked


def test_lines_are_those_of_the_log_of_their_turn(session: Session) -> None:
    lines = dispatches(session)
    assert len(lines) > 3
    for n, line in enumerate(lines):
        found = line_of(session, (TURNS - 1, n), 0)
        assert (found.words, found.minute, found.hex) == (line.words, line.minute, line.hex)


def test_a_side_lists_its_own_and_an_earlier_film_is_its_own(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _played(monkeypatch, HOTSEAT)
    _mark(session, 0, 0, "theirs", side=1)
    _mark(session, 0, 0, "ours")
    plot = sit(pilot, session)
    assert [mark.note for mark in marked(plot.marking)] == ["ours"]
    pilot.key(pygame.K_m, mod=CTRL)
    pilot.key(pygame.K_RETURN)
    reel = pilot.scene(Film).player.line.reel
    assert reel.side == 0
    pulses = session.game.entries[0].pulses
    assert len(reel.events) == sum(len(seen_by(pulse.events, 0)) for pulse in pulses)
    assert len(reel.events) < len(reel_of(session.game, 0, None).events)
    session.close()
