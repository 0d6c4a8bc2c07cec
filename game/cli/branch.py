"""`khasan branch`: a new game file that begins as another one did."""

from __future__ import annotations

from pathlib import Path

import typer

from game.i18n import text
from game.store.branch import branch


def run(path: Path, turn: int, out: Path) -> None:
    """Write the branch; turns count from 1."""
    branch(path, turn - 1, out)
    typer.echo(text("{out} begins at turn {turn} of {path}.", out=out, turn=turn, path=path))
