"""`khasan history`: battles by the historical orders beside what is on record."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import typer

from game.analysis.campaign import BATCH, Match
from game.analysis.commanders import shipped
from game.analysis.history.bench import Bench, Study, bench_of
from game.analysis.history.document import document
from game.analysis.history.play import simulate
from game.analysis.history.report import write
from game.analysis.history.scope import load_record
from game.cli.console import console
from game.cli.history_tables import show
from game.cli.options import SEEDS, whole_number
from game.cli.simulate import JOBS, progress
from game.i18n import text
from game.scenario.faults import BadData, Fault

RUNS = (1, 10_000)
Data = dict[str, Any]


def run(
    scenario: str,
    sides: tuple[str | None, str | None],
    numbers: tuple[int, int, int | None],
    out: Path | None,
    as_json: bool,
    table_alone: bool,
) -> None:
    """Play, compare and print; `numbers` are seed, runs and jobs, `None` for what is the usual."""
    seed, runs, jobs = numbers
    jobs = (os.cpu_count() or 1) if jobs is None else jobs
    _sound(seed, runs, jobs, out)
    soviet, japanese = (name or shipped(side) for side, name in enumerate(sides))
    match = Match(scenario, (soviet, japanese), "recorded", historical=True)
    bench = bench_of(Study(match, load_record().model))
    told = _played(bench, seed, runs, jobs)
    if out is not None:
        write(out, bench, told)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    show(told, console(), table_alone)
    if out is not None:
        typer.echo(text("The report is in {path}.", path=out / "report.html"))


def _sound(seed: int, runs: int, jobs: int, out: Path | None) -> None:
    whole_number("--seed", seed, *SEEDS)
    whole_number("--runs", runs, *RUNS)
    whole_number("--jobs", jobs, *JOBS)
    if out is not None and out.exists() and not out.is_dir():
        raise BadData([Fault("--out", 0, 0, "", "a folder", f"the file {str(out)!r}")])
    if out is not None:
        # A folder that cannot be written is told before hours of play, not after them.
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK):
            raise BadData([Fault("--out", 0, 0, "", "a folder that can be written", repr(str(out)))])


def _played(bench: Bench, seed: int, runs: int, jobs: int) -> Data:
    seeds = [(seed + n) % (SEEDS[1] + 1) for n in range(runs)]
    with progress(runs * bench.stage.turns) as told:
        games = simulate(bench, seeds, jobs=jobs, batch=min(BATCH, -(-runs // jobs)), told=told)
    return document(bench, games)
