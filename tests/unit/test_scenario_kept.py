"""Data of YAML files kept on disk: the same data, the same faults, and nothing taken from a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.scenario import kept
from game.scenario.faults import BadData
from game.scenario.load import load
from game.scenario.reader import Tree, parse, read

TEXT = "a: 1\nb: [0.1, 'x', null, true]\nc: {dé: -7}\n"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHASAN_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "some.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts that the strict reader is asked for from now on."""
    asked: list[str] = []

    def spy(text: str, file: str) -> Tree:
        asked.append(text)
        return parse(text, file)

    monkeypatch.setattr("game.scenario.reader.parse", spy)
    return asked


def test_read_once_and_then_recalled_with_the_same_marks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(path)
    asked = parses(monkeypatch)
    again = read(path)
    assert asked == []
    assert again.data == first.data == {"a": 1, "b": [0.1, "x", None, True], "c": {"dé": -7}}
    for loc in (("a",), ("b", 2), ("c", "dé"), ("c", "none")):
        assert again.mark(loc) == first.mark(loc)
        assert again.mark(loc, key=True) == first.mark(loc, key=True)
    assert asked == [TEXT]


def test_a_changed_file_is_read_anew(path: Path) -> None:
    read(path)
    path.write_text(TEXT.replace("1", "2"), encoding="utf-8")
    assert read(path).data["a"] == 2


@pytest.mark.parametrize("harm", ["cut", "other", "empty", "name", "text"])
def test_a_damaged_or_foreign_file_is_read_anew(
    path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(path)
    place = kept.path_of(TEXT)
    whole = place.read_bytes()
    other = kept.path_of("a: 2\n")
    kept.keep(other, {"a": 2})
    damaged = {
        "cut": whole[:-3],
        "other": whole.replace(b'"a":1', b'"a":9'),
        "empty": b"",
        "name": other.read_bytes(),
        "text": b"\xff\xfe no hash at all",
    }
    place.write_bytes(damaged[harm])
    asked = parses(monkeypatch)
    assert read(path).data["a"] == 1
    assert asked == [TEXT]
    assert place.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_fault(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = path.with_name("block")
    block.write_text("a file", encoding="utf-8")
    monkeypatch.setenv("KHASAN_CACHE", str(block))
    assert read(path).data["a"] == read(path).data["a"] == 1


def test_faults_of_kept_files_have_their_lines(path: Path) -> None:
    path.write_text("kind: calendar\nformat: 1\nid: 7\n", encoding="utf-8")
    told = []
    for _ in range(2):
        with pytest.raises(BadData) as bad:
            load(path)
        told.append([str(fault) for fault in bad.value.faults])
    assert told[0] == told[1]
    assert any(":3:" in line for line in told[0])
