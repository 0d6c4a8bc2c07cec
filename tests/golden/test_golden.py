"""Golden games: what agents order, what comes of it and how it reads stays as it was, or is looked at."""

from __future__ import annotations

import pytest

from tools.regolden import FOLDER, GAMES, Golden, told


@pytest.mark.parametrize("golden", GAMES, ids=lambda golden: golden.path.stem)
def test_as_it_was(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHASAN_LANGUAGE", "en")
    again = "run python -m tools.regolden and look at the difference"
    assert told(golden).splitlines() == golden.path.read_text("utf-8").splitlines(), again


def test_no_file_without_its_game() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == {golden.path.name for golden in GAMES}
