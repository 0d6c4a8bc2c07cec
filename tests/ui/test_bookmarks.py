"""Bookmarks in the log: set by key and pointer, with notes, kept in the file, and private to their side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.scenario.faults import BadData, Fault
from game.scenario.load import find_scenario
from game.store import saved
from game.store.beside import Bookmark
from game.store.record import Terms, load_record
from game.ui.bookmarks import Marking
from game.ui.folders import files
from game.ui.games import Choice, begin, go_on
from game.ui.scenes import replay
from game.ui.scenes.film import Film
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.replay import session_of
from game.ui.scenes.review import Review
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from ui.pilot import Pilot, plain_terrain, told, ui
from ui.seats import ALONE, CTRL, HOTSEAT, commit, on, sit, table_of

UMPIRE = -1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Games begin at once: a table set before."""
    table = table_of()
    monkeypatch.setattr(saved, "set_up", lambda *_: table)
    monkeypatch.setattr(saved, "table_of", lambda *_: table)
    monkeypatch.setattr(replay, "table_of", lambda *_: table)


def played(players: tuple[str, str]) -> Session:
    """A game of which a turn has been played."""
    session = begin(Choice(find_scenario("bezymyannaya"), players, Terms(3)))
    for side in session.humans:
        session.side = side
        session.commit()
    for _step in (*session.think(), *session.resolve()):
        pass
    session.side = 0
    return session


@pytest.fixture
def session() -> Iterator[Session]:
    made = played(ALONE)
    yield made
    made.close()


@pytest.fixture
def film(pilot: Pilot, session: Session) -> Film:
    scene = film_of(session, 0)
    pilot.open(scene, (1600, 900))
    pilot.key(pygame.K_END)
    return scene


def film_of(session: Session, side: int) -> Film:
    session.side = side
    return Film(ui(), plain_terrain(spec_of(session.start)), session, side, lambda: None)


def review_of(session: Session) -> Review:
    return Review(ui(), plain_terrain(spec_of(session.start)), session, lambda: None)


def note(pilot: Pilot, words: str) -> None:
    """Ctrl+D, words, Enter."""
    pilot.key(pygame.K_d, mod=CTRL)
    pilot.write(words)
    pilot.key(pygame.K_RETURN)


def row(scene: Film | Review | PlotScene, n: int) -> tuple[int, int]:
    """The place of the ribbon of a line in view."""
    log = scene.log
    y = log.rect.top + log._body().top + n * log._row - log.scroll.offset + log._row // 2
    return log.rect.left + 6, y


def test_a_key_marks_the_line_with_a_note_that_is_in_the_file(
    pilot: Pilot, film: Film, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = film.told.lines[2]
    film.log.show(line.event)
    note(pilot, "look here, s u b")
    (mark,) = load_record(files()[0]).bookmarks
    assert (mark.turn, mark.side, mark.text) == (0, 0, "look here, s u b")
    assert not film.log.typing
    assert film.log.marks.at(line.event) == mark
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_END)
    assert "look here, s u b" in [words for words, _ in lines]


def test_escape_leaves_the_mark_without_a_note(pilot: Pilot, film: Film, session: Session) -> None:
    pilot.key(pygame.K_d, mod=CTRL)
    pilot.write("not this")
    pilot.key(pygame.K_ESCAPE)
    assert [mark.text for mark in session.bookmarks.values()] == [""]
    assert pilot.scene(Film) is film


def test_clicks_mark_ask_for_a_note_and_take_the_mark_away(
    pilot: Pilot, film: Film, session: Session
) -> None:
    film.log.scroll.offset = 0
    pilot.click(row(film, 1))
    assert film.log.typing
    pilot.click(row(film, 0))
    assert len(session.bookmarks) == 2
    pilot.key(pygame.K_ESCAPE)
    pilot.click(row(film, 1))
    assert len(session.bookmarks) == 1
    assert len(load_record(files()[0]).bookmarks) == 1


def test_a_note_is_not_lost_by_a_click_on_its_mark(pilot: Pilot, film: Film, session: Session) -> None:
    film.log.scroll.offset = 0
    pilot.click(row(film, 1))
    pilot.write("kept")
    pilot.click(film.camera.view.center)
    pilot.click(row(film, 1))
    assert film.log.marks.field.text == "kept"
    assert [mark.text for mark in session.bookmarks.values()] == ["kept"]


def test_keys_of_the_scene_work_while_the_log_has_the_keyboard(pilot: Pilot, film: Film) -> None:
    film.focus = film.log
    pilot.key(pygame.K_b, mod=CTRL)
    assert not film.log.marked
    pilot.key(pygame.K_b)
    assert film.log.marked


def test_what_is_written_goes_into_the_note_whoever_has_the_keyboard(
    pilot: Pilot, film: Film, session: Session
) -> None:
    film.focus, film.log.scroll.offset = film.bar, 0
    pilot.click(row(film, 1))
    pilot.write("heard")
    pilot.key(pygame.K_RETURN)
    assert pilot.scene(Film) is film
    assert [mark.text for mark in session.bookmarks.values()] == ["heard"]


def test_the_filter_shows_marked_lines_alone_and_del_takes_a_mark_away(
    pilot: Pilot, film: Film, session: Session
) -> None:
    for n in (1, 3):
        film.log.show(film.told.lines[n].event)
        note(pilot, "")
    pilot.click(film.log.buttons[-3].rect.move(film.log.rect.topleft).center)
    assert [line.event for line in film.log.shown_lines()] == [1, 3]
    film.focus = film.log
    pilot.key(pygame.K_HOME)
    pilot.key(pygame.K_DELETE)
    assert [line.event for line in film.log.shown_lines()] == [3]
    assert len(load_record(files()[0]).bookmarks) == 1


def test_the_next_and_the_last_bookmark(pilot: Pilot, film: Film) -> None:
    for n in (1, 3):
        film.log.show(film.told.lines[n].event)
        note(pilot, "")
    film.log.cursor = None
    shown = []
    for mods in (0, 0, 0, pygame.KMOD_SHIFT, pygame.KMOD_SHIFT):
        pygame.key.set_mods(mods)
        pilot.key(pygame.K_b, mod=CTRL | mods)
        shown.append(film.asked)
    pygame.key.set_mods(0)
    assert shown == [1, 3, 3, 1, 1]
    assert film.player.line.last(film.player.at) is not None


def test_dispatches_show_what_was_marked_in_the_film_and_can_be_marked(
    pilot: Pilot, session: Session
) -> None:
    film = film_of(session, 0)
    pilot.open(film, (1600, 900))
    pilot.key(pygame.K_END)
    film.log.show(1)
    note(pilot, "from the film")
    session.watched = [1, 1]
    plot = sit(pilot, session)
    mark = plot.log.marks.at(1)
    assert mark is not None
    assert mark.text == "from the film"
    plot.log.show(2)
    note(pilot, "d s k")
    assert plot.session.plots == ()
    plot.log.cursor = None
    pilot.key(pygame.K_b, mod=CTRL)
    assert plot.log.cursor == 1
    assert {mark.text for mark in load_record(files()[0]).bookmarks} == {"from the film", "d s k"}


def test_a_game_that_is_gone_on_with_has_them_again(pilot: Pilot, film: Film, session: Session) -> None:
    film.log.show(1)
    note(pilot, "again")
    session.close()
    other = go_on(files()[0])
    assert other.bookmarks == session.bookmarks
    assert len(other.bookmarks) == 1
    other.close()


class TestPrivacy:
    @pytest.fixture
    def session(self) -> Iterator[Session]:
        made = played(HOTSEAT)
        yield made
        made.close()

    def test_the_other_side_sees_nothing_of_it(
        self, pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ours = film_of(session, 0)
        known = set(_learned(session, 1))
        both = [line.event for line in ours.told.lines if _learned(session, 0)[line.event] in known]
        assert both
        pilot.open(ours, (1600, 900))
        pilot.key(pygame.K_END)
        ours.log.show(both[0])
        note(pilot, "our secret")
        theirs = film_of(session, 1)
        pilot.open(theirs, (1600, 900))
        with told(monkeypatch) as lines:
            pilot.key(pygame.K_END)
        assert not any("our secret" in words for words, _ in lines)
        assert all(theirs.log.marks.at(line.event) is None for line in theirs.told.lines)
        pilot.key(pygame.K_b, mod=CTRL)
        assert theirs.asked is None
        theirs.log.marked = True
        assert theirs.log.shown_lines() == []

    def test_the_umpire_sees_all_and_changes_only_his_own(
        self, pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session.mark(Bookmark(0, 0, 2, "ours"))
        session.mark(Bookmark(0, 1, 4, "theirs"))
        review = review_of(session)
        pilot.open(review, (1600, 900))
        review.focus = review.log
        with told(monkeypatch) as lines:
            pilot.key(pygame.K_b)
        words = [words for words, _ in lines]
        assert "USSR: ours" in words
        assert "Japan: theirs" in words
        pilot.key(pygame.K_HOME)
        pilot.key(pygame.K_DELETE)
        assert len(session.bookmarks) == 2
        note(pilot, "mine")
        assert session.bookmarks[0, UMPIRE, 2].text == "mine"
        assert session.bookmarks[0, 0, 2].text == "ours"

    def test_the_same_event_has_the_same_mark_in_both_logs(self, session: Session) -> None:
        """By its number in the log of a side an event is found again among all events of the turn."""
        for side in (0, 1):
            marking = Marking(session, side, lambda side=side: side, lambda: 0)  # type: ignore[misc]
            learned = _learned(session, side)
            marking.put(len(learned) - 1, "last")
            assert (0, side, learned[-1]) in session.bookmarks
            assert marking.beside(0, -1, 1) == (0, len(learned) - 1)


def _learned(session: Session, side: int) -> list[int]:
    """Numbers of the events that a side has learned of, counted one by one."""
    events = [event for pulse in session.game.entries[0].pulses for event in pulse.events]
    return [n for n, event in enumerate(events) if int(event["seen"]) >> side & 1]


def test_the_review_goes_from_turn_to_turn(pilot: Pilot, session: Session) -> None:
    session.watched = [1, 1]
    sit(pilot, session)
    while session.turn < 2:
        if isinstance(pilot.app.scene, PlotScene):
            commit(pilot)
        else:
            on(pilot)
    session.mark(Bookmark(0, 0, 1, "first"))
    session.mark(Bookmark(1, 0, 0, "second"))
    review = review_of(session)
    pilot.open(review, (1600, 900))
    places = []
    for _ in range(3):
        pilot.key(pygame.K_b, mod=CTRL)
        places.append((review.turn, review.log.cursor))
    assert places == [(0, 1), (1, 0), (1, 0)]


def test_a_disk_that_fails_keeps_the_mark_in_the_game(
    pilot: Pilot, film: Film, session: Session, games: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise BadData([Fault("a game", 0, 0, "", "room on the disk", "none left")])

    monkeypatch.setattr(saved.Saved, "bookmark", full)
    film.log.show(1)
    note(pilot, "heard")
    assert "no longer saved" in session.trouble
    assert [mark.text for mark in session.bookmarks.values()] == ["heard"]


class TestOfAFile:
    """A game that is only looked at, from the menu."""

    @pytest.fixture
    def review(self, pilot: Pilot, session: Session) -> Review:
        session.mark(Bookmark(0, 1, 4, "theirs"))
        session.close()
        scene = review_of(session_of(files()[0]))
        pilot.open(scene, (1600, 900))
        return scene

    def test_shows_the_marks_of_both_sides_and_keeps_those_of_the_umpire(
        self, pilot: Pilot, review: Review
    ) -> None:
        pilot.key(pygame.K_b, mod=CTRL)
        assert review.log.cursor == 4
        note(pilot, "why here?")
        assert {(m.side, m.text) for m in load_record(files()[0]).bookmarks} == {
            (1, "theirs"),
            (UMPIRE, "why here?"),
        }
        pilot.key(pygame.K_DELETE)
        assert [mark.side for mark in load_record(files()[0]).bookmarks] == [1]

    def test_a_file_that_cannot_be_written_is_told(self, pilot: Pilot, review: Review) -> None:
        files()[0].unlink()
        review.log.show(4)
        note(pilot, "lost")
        assert "not kept" in review.caption[1]
