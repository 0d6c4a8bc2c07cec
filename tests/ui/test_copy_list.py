"""The list of games, saves and copies of turns: going on, deleting, damaged files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pygame
import pytest

from game.engine.orders import Dig
from game.store import saved
from game.store.schema import VERSION
from game.ui import copies
from game.ui.folders import GAME, SAVE, TURN, files, items
from game.ui.games import go_on
from game.ui.scenes.load import Load
from game.ui.scenes.menu import Menu
from game.ui.scenes.plot import PlotScene
from game.ui.session import Session
from ui.copying import kept, read, save, shown
from ui.pilot import Pilot, told, ui
from ui.seats import CTRL

pytestmark = pytest.mark.usefixtures("quick")


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
