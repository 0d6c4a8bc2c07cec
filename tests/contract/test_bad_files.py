"""Every bad file is refused with its sentence: file, line, column, key, expected, found, nearest.

The files lie in `bad/`, one fault in each; what is said of them stands in `bad/expected.txt`. After a change
that is meant, `KHASAN_REGOLD=1 make test ARGS=tests/contract/test_bad_files.py` writes that text anew, to be
read as a diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from bad_sentences import Refused, said
from typer.testing import CliRunner

from game.cli.app import app
from game.scenario.check import check_paths
from game.scenario.faults import BadData
from game.scenario.reader import MAX_BYTES, MAX_VALUES, parse, read

BAD = Path(__file__).parent / "bad"
REFUSED = Refused(BAD)
FILES = REFUSED.files
LEAST = 40


@pytest.mark.skipif("KHASAN_REGOLD" not in os.environ, reason="writes the expected sentences anew")
def test_regold() -> None:
    REFUSED.regold()
    assert REFUSED.told.exists()


def test_there_are_enough() -> None:
    assert len(FILES) >= LEAST
    assert set(REFUSED.expected()) == {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bad_file_is_refused_with_its_sentence(path: Path) -> None:
    found = said(path)
    assert found == REFUSED.expected()[path.name]
    assert all(": expected " in line for line in found)


@pytest.mark.parametrize("path", sorted(BAD.glob("00-*.yaml")), ids=lambda path: path.stem)
def test_good_file_beside_them_is_sound(path: Path) -> None:
    """Guards the bad ones: each is a good one with a single edit."""
    assert said(path) == []


def test_command_exits_with_1_and_no_traceback() -> None:
    result = CliRunner().invoke(app, ["check", str(BAD / "oob-circle.yaml")])
    assert result.exit_code == 1
    assert "leads back to" in result.stdout
    assert isinstance(result.exception, SystemExit)


def test_command_tells_programs_in_json() -> None:
    result = CliRunner().invoke(app, ["check", "--json", str(BAD / "oob-in-the-lake.yaml")])
    (fault,) = json.loads(result.stdout)["faults"]
    assert (fault["line"], fault["key"], fault["expected"]) == (18, "units.coy-1.at", "a hex of land")


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    (fault,) = check_paths([path])[1]
    assert fault.expected == f"a file of at most {MAX_BYTES // 10**6} MB"
    assert fault.found == "100.0 MB"


def test_too_many_values_are_refused() -> None:
    with pytest.raises(BadData, match=f"at most {MAX_VALUES} values"):
        parse("[" + "1," * (MAX_VALUES + 1) + "]", "many.yaml")


def test_missing_file_and_folder_without_files(tmp_path: Path) -> None:
    (missing,) = check_paths([tmp_path / "nowhere.yaml"])[1]
    assert (missing.expected, missing.found) == ("a file", "nothing there")
    (empty,) = check_paths([tmp_path])[1]
    assert (empty.expected, empty.found) == ("a folder with YAML files", "none")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "locked.yaml"
    path.write_text("kind: oob\n")
    path.chmod(0)
    with pytest.raises(BadData, match="a file that can be read"):
        read(path)
