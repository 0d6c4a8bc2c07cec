"""A killed program, a full disk, a read-only folder: at most the step under way is lost, in one sentence."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from store_field import (
    SOVIET,
    TEXTS,
    again,
    begun,
    opened,
    orders,
    play_turn,
    played,
    tiny_table,
    tiny_world,
    told,
)

from game.engine.orders import Dig, Hold
from game.scenario.faults import BadData
from game.store.branch import branch
from game.store.making import make
from game.store.opening import reading
from game.store.record import Terms, load_record
from game.store.replay import replay
from game.store.saved import Saved

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is killed is forked")

KILLS, SOAK_KILLS = 8, 100
LONGEST = 0.9
"""Seconds of play after which a kill comes at the latest."""
TURNS = 3


class Child:
    """A process of its own that runs `work` and tells lines through a pipe."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        there, here = os.pipe()
        with warnings.catch_warnings():
            # Threads of the mathematics library do not matter here: the child only plays.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid == 0:
            os.close(there)
            self._run(work, here)
        os.close(here)
        self._pipe = there

    def _run(self, work: Callable[[Callable[[str], None]], None], pipe: int) -> None:
        status = 1
        try:
            work(lambda line: void(os.write(pipe, f"{line}\n".encode())))
            status = 0
        except BadData as bad:
            os.write(pipe, f"{bad}\n".encode())
        finally:
            os._exit(status)

    def lines(self) -> list[str]:
        """All that it told until its end."""
        told = b""
        while part := os.read(self._pipe, 65_536):
            told += part
        os.close(self._pipe)
        os.waitpid(self.pid, 0)
        return told.decode().splitlines()

    def kill(self) -> list[str]:
        """End it without a warning; what it had told."""
        os.kill(self.pid, signal.SIGKILL)
        return self.lines()


def void(_: object) -> None:
    """Nothing."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "game.khasan"


def play_on(path: Path, tell: Callable[[str], None]) -> None:
    """Play a game to its end, telling each step once it is answered."""
    saved, red = again(path), tiny_world().row("red")
    while not saved.game.over:
        for n in range(12):
            saved.plot(SOVIET, Dig(unit=red) if n % 2 else Hold(unit=red))
            tell("order")
        for side in range(2):
            saved.commit(side)
        tell("closed")
        saved.play()
        tell("turn")


def steps(path: Path) -> int:
    """How many steps of `play_on` a file holds."""
    record = load_record(path)
    done = sum(len(row.orders[SOVIET]) + 2 * (row.end is not None) for row in record.turns)
    return done + (record.turns[-1].committed == 3 and record.turns[-1].end is None)


def kill_once(path: Path, seconds: float) -> tuple[int, int]:
    """Steps told by a game that is killed after some time, and steps in its file."""
    begun(path).close()
    child = Child(lambda tell: play_on(path, tell))
    time.sleep(seconds)
    return len(child.kill()), steps(path)


def moment(n: int) -> float:
    """A time within the longest, another for each number and always the same."""
    word = int.from_bytes(hashlib.sha256(f"kill {n}".encode()).digest()[:8], "big")
    return LONGEST * word / 2**64


def check_kill(path: Path, n: int) -> None:
    told_steps, held = kill_once(path, moment(n))
    assert told_steps <= held <= told_steps + 1
    taken = again(path)
    assert steps(path) == held
    while not taken.game.over:
        for side in range(2):
            taken.commit(side)
        taken.play()
    taken.close()
    assert len(list(replay(load_record(path), tiny_table(), verify=True))) == TURNS


@pytest.mark.parametrize("n", range(KILLS))
def test_killed_at_any_moment(path: Path, n: int) -> None:
    check_kill(path, n)


@pytest.mark.soak
@pytest.mark.parametrize("n", range(KILLS, SOAK_KILLS))
def test_killed_at_more_moments(path: Path, n: int) -> None:
    check_kill(path, n)


class TestHalfWritten:
    """A kill in the middle of a transaction, after some of it has reached the file."""

    @pytest.fixture
    def half(self, path: Path) -> Path:
        played(path, 1).close()
        self.before, whole = told(load_record(path)), path.read_bytes()

        def die(tell: Callable[[str], None]) -> None:
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("BEGIN IMMEDIATE")
            for table in ("orders", "files", "entries", "pulses", "snapshots", "reasons"):
                connection.execute(f"UPDATE {table} SET mark = zeroblob(9000)")
            os.kill(os.getpid(), signal.SIGKILL)

        Child(die).lines()
        assert journal(path).exists()
        assert path.read_bytes()[: len(whole)] != whole
        return path

    def test_reading_sees_the_last_whole_step_and_touches_nothing(self, half: Path) -> None:
        both = half.read_bytes(), journal(half).read_bytes()
        assert told(load_record(half)) == self.before
        assert (half.read_bytes(), journal(half).read_bytes()) == both

    def test_playing_goes_on_from_the_last_whole_step(self, half: Path) -> None:
        taken = again(half)
        assert not journal(half).exists()
        assert told(load_record(half)) == self.before
        taken.commit(0)
        taken.commit(1)
        taken.play()
        assert len(load_record(half).played) == 2

    def test_journal_of_several_files_is_not_followed(self, half: Path, tmp_path: Path) -> None:
        victim = tmp_path / "victim"
        victim.write_text("mine")
        with journal(half).open("ab") as file:
            name = str(victim).encode()
            total = sum(name) & 0xFFFFFFFF
            file.write(name + len(name).to_bytes(4, "big") + total.to_bytes(4, "big"))
            file.write(bytes.fromhex("d9d505f920a163d7"))
        before = half.read_bytes()
        for use in (load_record, again):
            with pytest.raises(BadData, match="the journal of one game"):
                use(half)
        assert victim.read_text() == "mine"
        assert half.read_bytes() == before

    def test_wrong_journal_does_not_touch_the_game(self, half: Path, tmp_path: Path) -> None:
        """A journal from elsewhere would write old pages of another game over this one."""
        other = tmp_path / "other.khasan"
        played(other, 2).close()
        shutil.copyfile(journal(half), journal(other))
        with journal(other).open("r+b") as file:
            file.seek(600)
            file.write(b"\xaa" * 3000)
        before = other.read_bytes()
        for use in (load_record, again):
            try:
                use(other)
            except BadData:
                assert other.read_bytes() == before

    def test_new_file_beside_an_old_journal(self, half: Path) -> None:
        half.unlink()
        with pytest.raises(BadData, match="journal"):
            begun(half)
        assert not half.exists()


def journal(path: Path) -> Path:
    """Where SQLite keeps what it may have to undo."""
    return path.with_name(path.name + "-journal")


@contextmanager
def small_disk(most: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are set otherwise there")
class TestFullDisk:
    SAID = ("room on the disk", "a disk that can be read and written")

    def fill(self, path: Path, tell: Callable[[str], None]) -> None:
        saved = again(path)
        with small_disk(path.stat().st_size + 8_192):
            for n in range(10_000):
                saved.note(-1, f"{n} " + "x" * 2_000)
                tell("note")

    def test_ends_in_a_sentence_and_loses_the_step_alone(self, path: Path) -> None:
        played(path, 1).close()
        *notes, said = Child(lambda tell: self.fill(path, tell)).lines()
        assert any(words in said for words in self.SAID)
        assert said.startswith(str(path))
        record = load_record(path)
        assert len(record.notes) == len(notes) > 0
        assert len(list(replay(record, tiny_table(), verify=True))) == 1

    def test_turn_that_finds_no_room_can_be_resolved_later(self, path: Path) -> None:
        saved = played(path, 1)
        for side in range(2):
            saved.commit(side)
        before = told(load_record(path))
        with small_disk(8_192), pytest.raises(BadData) as bad:
            saved.play()
        assert any(words in str(bad.value) for words in self.SAID)
        assert told(load_record(path)) == before
        assert saved.game.committed == [True, True]
        assert saved.game.plots[SOVIET] == [Hold(unit=tiny_world().row("red"))]
        saved.play()
        assert len(load_record(path).played) == len(saved.game.entries) == 2

    def test_order_that_finds_no_room_is_not_in_the_game_either(self, path: Path) -> None:
        saved, hold = begun(path), Hold(unit=tiny_world().row("red"))
        with small_disk(8_192), pytest.raises(BadData):
            saved.plot(SOVIET, hold)
        assert saved.plot(SOVIET, hold) is None
        assert len(saved.game.plots[SOVIET]) == len(load_record(path).turns[0].orders[SOVIET])

    def test_new_game_leaves_nothing_behind(self, path: Path) -> None:
        with small_disk(8_192), pytest.raises(BadData) as bad:
            begun(path)
        assert any(words in str(bad.value) for words in (*self.SAID, "a place that can be written"))
        assert list(path.parent.iterdir()) == []


class TestReadOnly:
    """Under a user who may only read: the tests themselves may run as one who may everything."""

    @pytest.fixture
    def closed(self) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix="khasan-closed-"))
        path = folder / "game.khasan"
        played(path, 1).close()
        path.chmod(0o444)
        folder.chmod(0o555)
        yield path
        folder.chmod(0o755)
        shutil.rmtree(folder)

    def as_reader(self, work: Callable[[], object]) -> list[str]:
        def run(tell: Callable[[str], None]) -> None:
            if os.geteuid() == 0:
                os.setuid(65_534)
            work()
            tell("done")

        return Child(run).lines()

    def test_reading_works(self, closed: Path) -> None:
        assert self.as_reader(lambda: load_record(closed)) == ["done"]

    def test_playing_ends_in_a_sentence(self, closed: Path) -> None:
        before = closed.read_bytes()
        (said,) = self.as_reader(lambda: again(closed))
        assert said.startswith(str(closed))
        assert "can be written" in said or "opened and written" in said
        assert closed.read_bytes() == before

    def test_file_that_could_be_written_in_a_folder_that_cannot(self, closed: Path) -> None:
        closed.chmod(0o666)
        (said,) = self.as_reader(lambda: again(closed))
        assert "a file and folder" in said
        assert [p.name for p in closed.parent.iterdir()] == [closed.name]

    def test_new_game_ends_in_a_sentence(self, closed: Path) -> None:
        (said,) = self.as_reader(
            lambda: make(closed.with_name("new.khasan"), Terms(1, program="x"), TEXTS, void)
        )
        assert "expected a place that can be written" in said

    def test_file_that_may_not_be_read(self, closed: Path) -> None:
        closed.chmod(0o000)
        (said,) = self.as_reader(lambda: load_record(closed))
        assert "expected a file that can be read, found Permission denied" in said

    def test_folder_that_may_not_be_looked_into(self, closed: Path) -> None:
        closed.parent.chmod(0o000)
        (said,) = self.as_reader(lambda: load_record(closed))
        assert said.startswith(str(closed))
        assert "Permission denied" in said


def test_no_place_for_copies(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = played(path, 1).path.read_bytes()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    for use in (
        lambda: begun(tmp_path / "new.khasan"),
        lambda: branch(path, 0, tmp_path / "new.khasan"),
        lambda: load_record(path).bundle(),
    ):
        with pytest.raises(BadData, match="expected a disk that can be read and written, found No such file"):
            use()
    assert path.read_bytes() == record
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_file_in_use_by_another_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played(path, 1).close()
    monkeypatch.setattr("game.store.opening.PATIENCE", 0.05)
    with opened(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        for use in (load_record, again):
            with pytest.raises(BadData, match="one in use by another program"):
                use(path)
    assert again(path).turn == 1


def test_reading_in_the_middle_of_a_step(path: Path) -> None:
    """Another program has begun to write and is alive: its journal is not taken for that of a dead one."""
    played(path, 1).close()
    before = told(load_record(path))
    with opened(path) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM reasons")
        assert journal(path).exists()
        assert told(load_record(path)) == before
        other.execute("ROLLBACK")
    assert told(load_record(path)) == before


def test_reading_while_the_game_is_played(path: Path) -> None:
    saved = begun(path)
    play_turn(saved, 0)
    with reading(path) as other, closing(other):
        assert other.execute("SELECT count(*) FROM entries").fetchone() == (2,)
    assert isinstance(saved, Saved)
    for side, order in enumerate(orders(1)):
        assert saved.plot(side, order) is None
