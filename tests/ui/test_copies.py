"""Saves, copies of turns, and the list of them: with real keys, on bad disks, and behind the fog."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.engine.orders import Dig
from game.engine.state import State
from game.scenario.faults import BadData, Fault
from game.scenario.load import find_scenario
from game.store import saved
from game.store.beside import BY_HAND, BY_ITSELF, Bookmark
from game.store.record import Terms, load_record
from game.store.replay import replay
from game.store.schema import VERSION
from game.ui import copies
from game.ui.folders import GAME, SAVE, TURN, files, items
from game.ui.folders import folder as folder_of
from game.ui.games import Choice, begin, go_on
from game.ui.scenes import loading
from game.ui.scenes.film import Film
from game.ui.scenes.load import Load
from game.ui.scenes.menu import Menu
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.review import Review
from game.ui.scenes.saving import SavePage
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from game.ui.shell import Shell
from game.ui.snapshot import SIZE, picture_of, read_picture
from ui.pilot import Pilot, plain_terrain, told, ui
from ui.seats import ALONE, CTRL, HOTSEAT, changed, commit, on, session_of, sit, table_of

SHEET = pygame.Surface((120, 100))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Games begin at once: a table set before, a plain sheet, no lines of sight."""
    table = table_of()
    monkeypatch.setattr(saved, "set_up", lambda *_: table)
    monkeypatch.setattr(saved, "table_of", lambda *_: table)
    monkeypatch.setattr(loading, "TerrainLayer", lambda _ground, spec, *_: plain_terrain(spec))
    monkeypatch.setattr(loading, "vision_of", lambda *_: None)
    monkeypatch.setattr(copies, "_kept", 5)


def started(players: tuple[str, str] = ALONE) -> Session:
    return begin(Choice(find_scenario("bezymyannaya"), players, Terms(3)))


@pytest.fixture
def session() -> Iterator[Session]:
    made = started()
    yield made
    made.close()


@pytest.fixture
def plot(pilot: Pilot, session: Session) -> PlotScene:
    return sit(pilot, session)


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


class TestPictures:
    """Whoever may see the list may see every picture in it."""

    def test_two_battles_that_differ_in_hidden_things_alone_have_the_same_picture(self) -> None:
        session = session_of(ALONE)
        cadre, own = session.game.setting.cadre, session.view()
        hidden = np.flatnonzero(
            (cadre.side == 1) & (own.contacts.hex < 0) & (session.game.state.forces.hex[0] >= 0)
        )
        assert len(hidden)

        def away(state: State) -> None:
            state.forces.hex[0, hidden] = 5

        assert picture_of(changed(session, away), SHEET) == picture_of(session, SHEET)

    def test_it_shows_where_the_own_troops_are(self) -> None:
        session = session_of(ALONE)
        mine = np.flatnonzero(session.view().own)

        def away(state: State) -> None:
            state.forces.hex[0, mine[0]] += 2

        assert picture_of(changed(session, away), SHEET) != picture_of(session, SHEET)
        picture = read_picture(picture_of(session, SHEET))
        assert picture is not None
        assert picture.get_size() == SIZE

    def test_a_game_of_two_players_has_none(self, pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
        session = started(HOTSEAT)
        sit(pilot, session)
        save(pilot, "mine")
        session.close()
        cards = [load_record(path).card for path in (*kept("saves"), *kept("turns"))]
        assert [card.picture for card in cards if card] == [b"", b""]
        pilot.open(Load(ui()))
        read(pilot)
        assert "two players" in shown(pilot, monkeypatch)

    def test_one_that_a_file_brings_for_two_players_is_not_shown(self, pilot: Pilot) -> None:
        alone, two = session_of(ALONE), started(HOTSEAT)
        copies.save(two, "", 0, picture_of(alone, SHEET))
        two.close()
        pilot.open(Load(ui()))
        scene = read(pilot)
        label = scene.told[kept("saves")[0]]
        assert label.shut

    def test_what_is_no_small_picture_is_none(self) -> None:
        good = picture_of(session_of(ALONE), SHEET)
        assert read_picture(good) is not None
        for data in (b"", good[:40], b"GIF89a" + good[6:], good[:16] + b"\0\0\xff\xff" + good[20:]):
            assert read_picture(data) is None


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


class TestList:
    def test_ctrl_o_lists_all_and_escape_goes_back(
        self, pilot: Pilot, plot: PlotScene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save(pilot, "the best so far")
        pilot.key(pygame.K_SPACE)
        pilot.key(pygame.K_o, mod=CTRL)
        scene = read(pilot)
        assert sorted(item.kind for item in scene.items) == [GAME, SAVE, TURN]
        words = shown(pilot, monkeypatch)
        for said in ("the best so far", "The Nameless Hill", "turn 1", "29 July", "USSR: a player", "kB"):
            assert said in words
        assert all(scene.told[item.path].picture for item in scene.items)
        pilot.key(pygame.K_ESCAPE)
        assert pilot.scene(PlotScene) is plot
        pilot.key(pygame.K_TAB, pygame.K_d)
        assert len(plot.session.plots) == 1

    def test_the_newest_comes_first(self, session: Session) -> None:
        copies.save(session, "old", 0, b"")
        copies.save(session, "new", 0, b"")
        old, new = kept("saves")
        os.utime(old, (1e9, 1e9))
        os.utime(new, (2e9, 2e9))
        assert items()[0].path == new
        assert items()[-1].path == old

    def test_a_save_is_gone_on_with_in_a_game_of_its_own(
        self, pilot: Pilot, plot: PlotScene, session: Session
    ) -> None:
        unit = session.game.setting.cadre.ids.index("59bd-makhalin")
        session.plot(Dig(unit=unit))
        save(pilot, "here")
        pilot.key(pygame.K_SPACE)
        session.undo()
        pilot.key(pygame.K_o, mod=CTRL)
        scene = read(pilot)
        (path,) = kept("saves")
        before = path.read_bytes()
        scene.at = [item.path for item in scene.items].index(path)
        pilot.key(pygame.K_RETURN)
        for _ in range(4):
            pilot.frame()
        again = pilot.scene(PlotScene).session
        assert again is not session
        assert session.saved is None
        assert again.plots == (Dig(unit=unit),)
        assert again.saved is not None
        assert again.saved.path.parent == files()[0].parent
        assert len(files()) == 2
        assert path.read_bytes() == before
        again.unplot(0)
        assert path.read_bytes() == before
        again.close()

    def test_a_load_that_fails_leaves_no_game_behind(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copies.save(session, "", 0, b"")
        monkeypatch.setattr(saved, "resume", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            go_on(kept("saves")[0])
        assert len(files()) == 1

    def test_delete_asks_first(self, pilot: Pilot, session: Session) -> None:
        copies.save(session, "unwanted", 0, b"")
        session.close()
        pilot.open(Load(ui()))
        scene = read(pilot)
        scene.at = [item.kind for item in scene.items].index(SAVE)
        pilot.key(pygame.K_DELETE)
        pilot.key(pygame.K_ESCAPE)
        assert len(kept("saves")) == 1
        pilot.key(pygame.K_DELETE)
        pilot.key(pygame.K_RETURN)
        assert kept("saves") == []
        assert [item.kind for item in scene.items] == [GAME]
        assert pilot.scene(Load) is scene

    def test_the_pointer_deletes_too(self, pilot: Pilot, session: Session) -> None:
        copies.save(session, "unwanted", 0, b"")
        session.close()
        pilot.open(Load(ui()))
        scene = read(pilot)
        at = [item.kind for item in scene.items].index(SAVE)
        pilot.move((scene.list.centerx, scene.list.top + at * scene.step + 10))
        pilot.click(scene.bins[at].center)
        assert scene.ask is not None
        pilot.click(scene.ask.buttons[0].rect.center)
        assert kept("saves") == []

    def test_the_game_that_is_played_cannot_be_deleted(self, pilot: Pilot, plot: PlotScene) -> None:
        pilot.key(pygame.K_o, mod=CTRL)
        scene = read(pilot)
        scene.at = [item.kind for item in scene.items].index(GAME)
        pilot.key(pygame.K_DELETE)
        assert scene.ask is None
        assert "being played" in scene.message
        pilot.key(pygame.K_RETURN)
        assert pilot.scene(PlotScene) is plot
        assert len(files()) == 1

    def test_damaged_and_newer_saves_stand_in_the_list_with_their_sentence(
        self, pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copies.save(session, "good", 0, b"")
        session.close()
        (good,) = kept("saves")
        data = good.read_bytes()
        good.with_name("cut.khasan").write_bytes(data[: len(data) // 2])
        good.with_name("newer.khasan").write_bytes(data[:60] + (VERSION + 1).to_bytes(4, "big") + data[64:])
        pilot.open(Load(ui()))
        scene = read(pilot)
        faults = {path.stem: label.fault for path, label in scene.told.items() if label.fault}
        assert set(faults) == {"cut", "newer"}
        assert "cut off" in faults["cut"]
        assert "newer program" in faults["newer"]
        scene.at = [item.path.stem for item in scene.items].index("cut")
        pilot.key(pygame.K_RETURN)
        assert pilot.scene(Load) is scene
        assert scene.message == faults["cut"]
        assert "good" in shown(pilot, monkeypatch)

    def test_a_file_that_cannot_be_deleted_is_told(
        self, pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copies.save(session, "", 0, b"")
        session.close()

        def refused(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

        pilot.open(Load(ui()))
        scene = read(pilot)
        monkeypatch.setattr(Path, "unlink", refused)
        pilot.key(pygame.K_DELETE)
        pilot.key(pygame.K_RETURN)
        assert "Permission denied" in scene.message

    def test_the_menu_leads_there_when_only_saves_are_left(self, pilot: Pilot, session: Session) -> None:
        copies.save(session, "", 0, b"")
        session.close()
        files()[0].unlink()
        pilot.open(Menu(ui()))
        pilot.key(pygame.K_l)
        assert [item.kind for item in pilot.scene(Load).items] == [SAVE]

    def test_no_word_leaves_the_window(
        self, pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copies.save(session, "a note " * 25, 0, b"")
        session.close()
        for scale, size in ((1.0, (1024, 640)), (2.0, (1024, 640)), (1.6, (1920, 1080))):
            pilot.open(Load(ui(scale)), size)
            read(pilot)
            with told(monkeypatch) as lines:
                pilot.key(pygame.K_DELETE)
            inside = pygame.Rect((0, 0), size)
            assert all(rect.left >= 0 and rect.right <= inside.right for words, rect in lines if words)
