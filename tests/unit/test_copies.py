"""Copies of a game: whole, with a card, independent; bookmarks; and what a bad disk does to them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from store_field import SOVIET, again, played, raw, tiny_table, tiny_world, told

from game.engine.orders import Dig
from game.scenario.faults import BadData
from game.store.beside import BY_HAND, BY_ITSELF, Bookmark, Card
from game.store.branch import branch
from game.store.copies import set_aside, take_up
from game.store.record import load_record
from game.store.replay import replay

CARD = Card(BY_HAND, "before the assault", 1_786_000_000, SOVIET, b"\x89PNG")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "game.khasan"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "saves" / "copy.khasan"


class TestCopies:
    def test_holds_all_of_the_game_and_its_card(self, path: Path, out: Path) -> None:
        game = played(path)
        set_aside(game.connection, out, CARD)
        record = load_record(out)
        assert record.card == CARD
        assert told(record) == told(load_record(path))
        assert len(list(replay(record, tiny_table(), verify=True))) == 2

    def test_goes_its_own_way(self, path: Path, out: Path) -> None:
        game = played(path)
        set_aside(game.connection, out, CARD)
        before = out.read_bytes()
        game.plot(SOVIET, Dig(unit=tiny_world().row("red")))
        game.commit(SOVIET)
        game.close()
        path.unlink()
        assert out.read_bytes() == before
        assert len(load_record(out).turns[-1].orders[SOVIET]) == 1

    def test_the_game_in_play_has_no_card_and_goes_on(self, path: Path, out: Path) -> None:
        game = played(path)
        set_aside(game.connection, out, CARD)
        assert game.plot(SOVIET, Dig(unit=tiny_world().row("red"))) is None
        assert load_record(path).card is None

    def test_a_file_that_is_only_looked_at_can_be_copied(self, path: Path, out: Path) -> None:
        played(path).close()
        before = path.read_bytes()
        set_aside(path, out, CARD)
        assert told(load_record(out)) == told(load_record(path))
        assert path.read_bytes() == before

    def test_taken_up_it_is_a_game_without_a_card(self, path: Path, out: Path, tmp_path: Path) -> None:
        game = played(path)
        set_aside(game.connection, out, CARD)
        kept, new = out.read_bytes(), tmp_path / "new.khasan"
        take_up(out, new, "copy.khasan, turn 3")
        record = load_record(new)
        assert record.card is None
        assert record.terms.origin == "copy.khasan, turn 3"
        again(new).plot(SOVIET, Dig(unit=tiny_world().row("red")))
        assert out.read_bytes() == kept

    def test_a_new_game_takes_no_others_place(self, path: Path, out: Path) -> None:
        set_aside(played(path).connection, out, CARD)
        with pytest.raises(BadData, match="one that is there already"):
            take_up(out, path, "")

    def test_a_card_too_long_is_no_card(self, path: Path, out: Path) -> None:
        game = played(path)
        with pytest.raises(ValueError, match=r"card\[id 0\]\.note"):
            set_aside(game.connection, out, Card(BY_ITSELF, "x" * 201, 0, -1))
        assert not out.exists()


class TestBadDisks:
    def full(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """No room for what is written beside the target."""

        def fsync(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", fsync)

    def test_a_full_disk_leaves_the_copy_before_it(
        self, path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        game = played(path)
        set_aside(game.connection, out, CARD)
        before = out.read_bytes()
        with monkeypatch.context() as patch:
            self.full(patch)
            with pytest.raises(BadData, match="No space left") as bad:
                set_aside(game.connection, out, CARD)
        assert len(bad.value.faults) == 1
        assert out.read_bytes() == before
        assert [p.name for p in out.parent.iterdir()] == [out.name]
        assert game.plot(SOVIET, Dig(unit=tiny_world().row("red"))) is None

    def test_no_room_for_the_draft_either(
        self, path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        game = played(path)
        monkeypatch.setattr("tempfile.mkdtemp", self.no_folder)
        with pytest.raises(BadData, match="No space left"):
            set_aside(game.connection, out, CARD)
        assert not out.exists()

    @staticmethod
    def no_folder(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def test_a_place_that_is_no_folder(self, path: Path, tmp_path: Path) -> None:
        """What a read-only folder does too, which nobody can make for root."""
        game = played(path)
        (tmp_path / "saves").write_bytes(b"")
        with pytest.raises(BadData, match="a place that can be written"):
            set_aside(game.connection, tmp_path / "saves" / "copy.khasan", CARD)
        assert load_record(path).turns


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is killed is forked")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
class TestKills:
    @pytest.mark.parametrize("moment", ["fsync", "replace"])
    def test_a_kill_leaves_the_game_and_the_copy_before_it(self, path: Path, out: Path, moment: str) -> None:
        game = played(path)
        set_aside(game.connection, out, CARD)
        game.close()
        before, copied = path.read_bytes(), out.read_bytes()
        pid = os.fork()
        if pid == 0:
            where: object = os if moment == "fsync" else Path
            setattr(where, moment, lambda *_: os._exit(9))
            set_aside(again(path).connection, out, Card(BY_HAND, "another", 1, SOVIET))
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
        assert (path.read_bytes(), out.read_bytes()) == (before, copied)
        assert list(out.parent.glob("*.khasan")) == [out]
        assert again(path).plot(SOVIET, Dig(unit=tiny_world().row("red"))) is None


class TestBookmarks:
    MARK = Bookmark(1, SOVIET, 0, "the turn of the battle")

    def test_are_kept_and_changed_and_taken_away(self, path: Path) -> None:
        game = played(path)
        game.bookmark(self.MARK)
        assert load_record(path).bookmarks == [self.MARK]
        other = Bookmark(1, SOVIET, 0, "or not")
        game.bookmark(other)
        game.bookmark(Bookmark(0, -1, 1))
        assert load_record(path).bookmarks == [Bookmark(0, -1, 1), other]
        game.unmark(other)
        assert load_record(path).bookmarks == [Bookmark(0, -1, 1)]

    def test_go_with_a_branch_as_far_as_it_goes(self, path: Path, tmp_path: Path) -> None:
        game = played(path)
        game.bookmark(self.MARK)
        game.bookmark(Bookmark(0, -1, 1))
        game.close()
        branch(path, 1, tmp_path / "new.khasan")
        assert load_record(tmp_path / "new.khasan").bookmarks == [Bookmark(0, -1, 1)]

    def test_of_turns_that_are_undone_are_set_aside_with_them(self, path: Path) -> None:
        game = played(path)
        game.bookmark(self.MARK)
        game.bookmark(Bookmark(0, -1, 1))
        game.rewind(1, "a mistake")
        assert load_record(path).bookmarks == [Bookmark(0, -1, 1)]
        game.close()
        raw(path, "PRAGMA integrity_check")

    def test_change_no_digest(self, path: Path) -> None:
        game = played(path)
        before = [turn.start for turn in load_record(path).turns]
        game.bookmark(self.MARK)
        assert [turn.start for turn in load_record(path).turns] == before
