"""The commands as a reader calls them, for the tests of the command line."""

from __future__ import annotations

from collections.abc import Callable

from typer.testing import CliRunner

from game.cli.app import app

Khasan = Callable[..., tuple[int, str, str]]
"""Words of a whole command to its exit status, output and errors: the fixture `khasan`."""


def good(*words: str) -> str:
    """Output of a command that must end well."""
    result = CliRunner().invoke(app, [*words])
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout
