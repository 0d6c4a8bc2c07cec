"""Saves and copies of turns: with real keys, on bad disks."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pygame
import pytest

from game.scenario.faults import BadData, Fault
from game.store import saved
from game.store.beside import BY_HAND, BY_ITSELF, Bookmark
from game.store.record import load_record
from game.store.replay import replay
from game.ui import copies
from game.ui.folders import files
from game.ui.games import go_on
from game.ui.scenes.film import Film
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.review import Review
from game.ui.scenes.saving import SavePage
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from game.ui.shell import Shell
from ui.copying import kept, save, shown, started, turn_over
from ui.pilot import Pilot, plain_terrain, ui
from ui.seats import ALONE, CTRL, commit, on, session_of, sit, table_of

pytestmark = pytest.mark.usefixtures("quick")


class TestSaving:
    def test_a_note_and_enter_save_a_copy_and_the_game_goes_on(
        self, pilot: Pilot, plot: PlotScene, session: Session
    ) -> None:
        pilot.key(pygame.K_TAB, pygame.K_d)
        page = save(pilot, "before dawn, snow")
        (path,) = kept("saves")
        record = load_record(path)
        assert record.card is not None
        assert (record.card.kind, record.card.note, record.card.side) == (BY_HAND, "before dawn, snow", 0)
        assert len(record.turns[-1].orders[0]) == 1
        assert pilot.scene(SavePage) is page
        pilot.frame(1.0)
        pilot.frame()
        assert pilot.scene(PlotScene) is plot
        pilot.key(pygame.K_s)
        assert session.saved is not None

    def test_escape_saves_nothing(self, pilot: Pilot, plot: PlotScene) -> None:
        pilot.key(pygame.K_s, mod=CTRL)
        pilot.write("never")
        pilot.key(pygame.K_ESCAPE)
        assert pilot.scene(PlotScene) is plot
        assert kept("saves") == []
        assert plot.session.plots == ()

    def test_letters_of_the_note_are_no_orders(self, pilot: Pilot, plot: PlotScene) -> None:
        pilot.key(pygame.K_TAB)
        save(pilot, "d s k u r q")
        assert plot.session.plots == ()

    def test_the_buttons_do_the_same(self, pilot: Pilot, plot: PlotScene) -> None:
        pilot.key(pygame.K_s, mod=CTRL)
        pilot.click(pilot.scene(SavePage).buttons[0].rect.center)
        assert len(kept("saves")) == 1
        pilot.click((5, 5))
        pilot.key(pygame.K_s, mod=CTRL)
        pilot.click(pilot.scene(SavePage).buttons[1].rect.center)
        assert pilot.scene(PlotScene) is plot
        assert len(kept("saves")) == 1

    def test_a_full_disk_is_one_sentence_and_nothing_is_lost(
        self, pilot: Pilot, plot: PlotScene, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            page = save(pilot, "kept in the field")
        assert "No space left" in page.trouble
        assert "No space left" in shown(pilot, monkeypatch)
        assert kept("saves") == []
        assert page.field.text == "kept in the field"
        pilot.key(pygame.K_RETURN)
        assert len(kept("saves")) == 1
        assert session.saved is not None
        assert session.trouble == ""

    def test_a_folder_that_cannot_be_written_is_one_sentence(
        self, pilot: Pilot, plot: PlotScene, games: Path
    ) -> None:
        (games / "saves").write_bytes(b"")
        page = save(pilot, "")
        assert "a place that can be written" in page.trouble
        assert plot.session.saved is not None

    def test_a_game_without_a_file_says_so(self, pilot: Pilot) -> None:
        sit(pilot, session_of(ALONE))
        assert "no file" in save(pilot, "").trouble

    def test_a_game_whose_file_failed_gets_a_new_one_with_all_that_came_since(
        self, pilot: Pilot, plot: PlotScene, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise BadData([Fault("a game", 0, 0, "", "room on the disk", "none left")])

        with monkeypatch.context() as patch:
            patch.setattr(saved.Saved, "plot", full)
            pilot.key(pygame.K_TAB, pygame.K_d)
        assert "no longer saved" in session.trouble
        turn_over(pilot)
        pilot.key(pygame.K_TAB, pygame.K_s)
        plots = session.plots
        session.mark(Bookmark(0, 0, 1, "after the fall"))
        assert len(plots) == 1
        old = files()[0]
        page = save(pilot, "rescued")
        assert page.trouble == ""
        assert session.trouble == ""
        assert session.saved is not None
        new = session.saved.path
        assert new != old
        for path in (new, *kept("saves")):
            record = load_record(path)
            assert len(list(replay(record, table_of(), verify=True))) == 1
            assert [len(turn.orders[0]) for turn in record.turns] == [1, 1]
            assert [mark.text for mark in record.bookmarks] == ["after the fall"]
        pilot.key(pygame.K_SPACE)
        session.undo()
        assert load_record(new).turns[-1].orders == ([], [])
        turn_over(pilot)
        assert len(load_record(new).turns) == 3

    def test_while_the_disk_is_full_it_goes_on_without_one(
        self, pilot: Pilot, plot: PlotScene, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise BadData([Fault("a game", 0, 0, "", "room on the disk", "none left")])

        monkeypatch.setattr(saved.Saved, "plot", full)
        pilot.key(pygame.K_TAB, pygame.K_d)
        monkeypatch.setattr("game.store.rescue.copy_to", full)
        page = save(pilot, "no room")
        assert "none left" in page.trouble
        assert session.saved is None
        assert "no longer saved" in session.trouble
        pilot.key(pygame.K_ESCAPE)
        assert len(plot.session.plots) == 1

    def test_a_film_and_a_review_are_saved_from_too(
        self, pilot: Pilot, plot: PlotScene, session: Session
    ) -> None:
        commit(pilot)
        while not isinstance(pilot.app.scene, Film):
            on(pilot)
        film = pilot.scene(Film)
        save(pilot, "seen")
        pilot.key(pygame.K_SPACE)
        assert pilot.scene(Film) is film
        review = Review(ui(), plain_terrain(spec_of(session.start)), session, lambda: None)
        pilot.open(review)
        save(pilot, "judged")
        notes = {card.note: card for path in kept("saves") if (card := load_record(path).card)}
        assert {name: card.side for name, card in notes.items()} == {"seen": 0, "judged": -1}
        assert notes["judged"].picture == b""


class TestCopiesOfTurns:
    def test_every_turn_leaves_a_copy_of_its_start(self, pilot: Pilot, plot: PlotScene) -> None:
        pilot.key(pygame.K_TAB, pygame.K_d)
        turn_over(pilot)
        first, second = (load_record(path) for path in kept("turns"))
        assert (len(first.turns), first.turns[-1].orders) == (1, ([], []))
        assert (len(second.turns), len(second.turns[0].orders[0])) == (2, 1)
        assert first.card is not None
        assert first.card.kind == BY_ITSELF

    @pytest.mark.parametrize("number", [0, 1, 2])
    def test_no_more_than_the_setting_says(
        self, pilot: Pilot, number: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(copies, "_kept", number)
        session = started()
        sit(pilot, session)
        turn_over(pilot)
        turn_over(pilot)
        turns = [len(load_record(path).turns) for path in kept("turns")]
        assert turns == [1, 2, 3][3 - number :]
        session.close()

    def test_the_setting_comes_from_the_page(self, pilot: Pilot, tmp_path: Path) -> None:
        shell = Shell(tmp_path / "config" / "settings.yaml")
        shell.change(shell.settings.but(copies=2))
        assert copies._kept == 2
        assert Shell(tmp_path / "config" / "settings.yaml").settings.copies == 2

    def test_other_games_keep_theirs(self, pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(copies, "_kept", 1)
        for _ in range(2):
            session = started()
            sit(pilot, session)
            session.close()
        assert len(kept("turns")) == 2

    def test_going_on_with_a_turn_does_not_write_its_copy_again(
        self, pilot: Pilot, plot: PlotScene, session: Session
    ) -> None:
        pilot.key(pygame.K_TAB, pygame.K_d)
        session.close()
        again = go_on(files()[0])
        sit(pilot, again)
        again.close()
        assert load_record(kept("turns")[0]).turns[-1].orders == ([], [])

    def test_one_that_cannot_be_kept_is_told_and_the_game_is_still_saved(
        self, pilot: Pilot, games: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = started()
        (games / "turns").write_bytes(b"")
        sit(pilot, session)
        assert "no copy of this turn" in session.trouble
        assert session.saved is not None
        (games / "turns").unlink()
        turn_over(pilot)
        assert session.trouble == ""
        assert len(load_record(files()[0]).turns) == 2
        session.close()
