"""The whole command for the tests of contracts."""

from __future__ import annotations

import sys

import pytest
from command_line import Khasan

from game.cli import main


@pytest.fixture
def khasan(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Khasan:
    """The whole command as it is installed: exit status, output, errors."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["khasan", *words])
        with pytest.raises(SystemExit) as left:
            main()
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return run
