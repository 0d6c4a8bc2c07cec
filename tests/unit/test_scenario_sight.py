"""The kept sight tables: found again, never trusted blindly, never in the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sight_oracle import bare_board

from game.grid.board import Board
from game.scenario import sight
from game.scenario.ground import Ground
from game.scenario.sight import load_sight, table_key

BOARD = bare_board(5, 4)
REACH = 800


def ground(top: int = 40) -> Ground:
    heights = (np.add.outer(np.arange(24), np.arange(28)) * 7 % top).astype(np.int16)
    return Ground(heights, -20.0, -30.0, 50, ())


class Heard:
    """Counts the tables computed."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, done: int, total: int) -> None:
        self.times += done == total


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHASAN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "sight"


def kept(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_table_is_computed_once(folder: Path) -> None:
    heard = Heard()
    first = load_sight(BOARD, ground(), heard, REACH)
    second = load_sight(BOARD, ground(), heard, REACH)
    assert heard.times == 1
    assert (first.table == second.table).all()
    assert kept(folder).stem == table_key(BOARD, ground(), REACH, (17, 9))
    with pytest.raises(ValueError, match="read-only"):
        second.table[0, 0, 0] = 1


def test_the_key_covers_all_a_table_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    base = ground()
    keys = {
        table_key(board, land, reach, eyes)
        for board, land, reach, eyes in [
            (BOARD, base, REACH, (17, 9)),
            (bare_board(4, 5), base, REACH, (17, 9)),
            (bare_board(5, 4, 200), base, REACH, (17, 9)),
            (BOARD, ground(41), REACH, (17, 9)),
            (BOARD, Ground(base.heights, -19.0, -30.0, 50, ()), REACH, (17, 9)),
            (BOARD, Ground(base.heights, -20.0, -29.0, 50, ()), REACH, (17, 9)),
            (BOARD, Ground(base.heights, -20.0, -30.0, 49, ()), REACH, (17, 9)),
            (BOARD, Ground(base.heights.reshape(28, 24), -20.0, -30.0, 50, ()), REACH, (17, 9)),
            (BOARD, base, 801, (17, 9)),
            (BOARD, base, REACH, (17, 8)),
        ]
    }
    keys.add(table_key(BOARD, base, REACH, (17, 9), sight.PERCH_M + 25))
    monkeypatch.setattr(sight, "VERSION", sight.VERSION + 1)
    keys.add(table_key(BOARD, base, REACH, (17, 9)))
    assert len(keys) == 12


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scribble(path: Path) -> None:
    path.write_bytes(b"not an archive at all")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x10
    path.write_bytes(bytes(data))


def plain_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def other_key(path: Path) -> None:
    with np.load(path) as file:
        arrays = dict(file)
    arrays["key"] = np.array("0" * 64)
    np.savez(path, **arrays)


def other_values(path: Path) -> None:
    with np.load(path) as file:
        arrays = dict(file)
    arrays["table"] = arrays["table"] ^ 1
    np.savez(path, **arrays)


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


HARM = (truncate, empty, scribble, flip, plain_array, other_key, other_values, folder_instead)


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_or_foreign_file_is_made_anew(folder: Path, harm: Callable[[Path], None]) -> None:
    heard = Heard()
    first = load_sight(BOARD, ground(), heard, REACH)
    harm(kept(folder))
    again = load_sight(BOARD, ground(), heard, REACH)
    assert heard.times == 2
    assert (again.table == first.table).all()
    assert [path.suffix for path in folder.iterdir()] == [".npz"], "nothing is left lying about"
    if harm is not folder_instead:
        load_sight(BOARD, ground(), heard, REACH)
        assert heard.times == 2, "the file is whole again"


def test_a_table_of_the_wrong_shape_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_sight(BOARD, ground(), reach_m=REACH)
    name = kept(folder).stem
    small = load_small(monkeypatch, name)
    heard = Heard()
    assert load_sight(small, ground(), heard, REACH).table.shape[1] == small.hexes
    assert heard.times == 1


def load_small(monkeypatch: pytest.MonkeyPatch, key: str) -> Board:
    monkeypatch.setattr(sight, "table_key", lambda *_: key)
    return bare_board(3, 3)


def test_an_unwritable_folder_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", "utf-8")
    monkeypatch.setenv("KHASAN_CACHE", str(blocked))
    heard = Heard()
    for _ in range(2):
        assert load_sight(BOARD, ground(), heard, REACH).table.shape[1] == BOARD.hexes
    assert heard.times == 2
    assert blocked.read_text("utf-8") == "in the way"


def test_a_full_disk_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(sight, "write_bytes", full)
    load_sight(BOARD, ground(), reach_m=REACH)
    assert not list(folder.glob("*"))
