"""Game files from anywhere: damaged and hostile ones end in one sentence and are never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bad_games import PLAY, READ, TEXT, Case, cases
from command_line import Khasan
from store_field import played, tiny_table, told

from game.scenario.faults import BadData
from game.store.record import load_record
from game.store.replay import replay

CASES = cases()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A game of two turns with the third open."""
    path = tmp_path_factory.mktemp("games") / "game.khasan"
    played(path).close()
    return path


def refuse(path: Path, stage: str) -> None:
    """What must not go well."""
    record = load_record(path)
    if stage == TEXT:
        record.bundle()
    elif stage == PLAY:
        list(replay(record, tiny_table(), verify=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_spoiled_file_ends_in_one_sentence(sound: Path, tmp_path: Path, case: Case) -> None:
    path = tmp_path / "game.khasan"
    shutil.copyfile(sound, path)
    case.spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(BadData) as bad:
        refuse(path, case.stage)
    (fault, *others) = bad.value.faults
    assert case.said in str(fault)
    assert str(fault).startswith(str(path))
    assert "\n" not in str(fault)
    assert str(fault).isprintable()
    assert len(str(fault)) < 400
    assert not others or case.stage == TEXT
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {p.name for p in tmp_path.iterdir()} <= {path.name}


def test_the_file_itself_is_sound(sound: Path) -> None:
    """Guards the cases: each is one step away from a file without a fault."""
    record = load_record(sound)
    assert len(list(replay(record, tiny_table(), verify=True))) == 2
    assert told(record) == told(load_record(sound))
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize(
    "command", [("info",), ("export",), ("replay",), ("branch", "--turn", "1", "--out", "x.khasan")]
)
@pytest.mark.parametrize(
    "case", [case for case in CASES if case.stage == READ][::12], ids=lambda case: case.name
)
def test_every_command_says_it(
    sound: Path,
    tmp_path: Path,
    khasan: Khasan,
    monkeypatch: pytest.MonkeyPatch,
    case: Case,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("game.khasan")
    shutil.copyfile(sound, path)
    case.spoil(path)
    status, out, err = khasan(command[0], str(path), *command[1:])
    assert (status, out) == (1, "")
    assert err.startswith("game.khasan: ")
    assert case.said in err
    assert err.count("\n") == 1
    assert not Path("x.khasan").exists()
