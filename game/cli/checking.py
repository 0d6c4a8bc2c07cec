"""`khasan check`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typer

from game import locate
from game.scenario.check import check_paths


def run(paths: list[Path], as_json: bool) -> None:
    """Check files; print every fault; exit 1 when there is one."""
    count, faults = check_paths(paths or [locate.scenarios()])
    if as_json:
        typer.echo(json.dumps({"files": count, "faults": [asdict(f) for f in faults]}, ensure_ascii=False))
    else:
        for fault in faults:
            typer.echo(str(fault))
        said = f"{len(faults)} fault{'s' * (len(faults) != 1)}" if faults else "no faults"
        typer.echo(f"{count} file{'s' * (count != 1)} checked, {said}", err=bool(faults))
    if faults:
        raise typer.Exit(1)
