"""`khasan branch`: a new game file that begins as another one did, led by whom one likes."""

from __future__ import annotations

from pathlib import Path

import typer

from game.analysis.stepping_in import step_in
from game.i18n import text
from game.store.record import load_record


def run(path: Path, turn: int, out: Path, who: tuple[str | None, str | None]) -> None:
    """Write the branch; turns count from 1."""
    step_in(path, turn - 1, out, who)
    typer.echo(text("{out} begins at turn {turn} of {path}.", out=out, turn=turn, path=path))
    if any(who):
        record = load_record(out)
        soviet, japanese = (record.player(side, turn - 1) for side in (0, 1))
        typer.echo(
            text("From there on {soviet} leads the USSR, {japanese} Japan.", soviet=soviet, japanese=japanese)
        )
