"""`khasan simulate`: agents play whole games, and what came of them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from game.analysis import report_table as report
from game.analysis.campaign import BATCH, Match, Stage, Told, simulate, stage_of
from game.analysis.measures import Figures
from game.analysis.recorded import play_into
from game.cli.console import console
from game.cli.options import SEEDS, whole_number
from game.i18n import text
from game.scenario.faults import BadData, Fault, nearest
from game.scenario.weather import CHOICES, Choice

RUNS = (1, 100_000)
JOBS = (1, 256)


def run(
    scenario: str,
    agents: tuple[str, str],
    terms: tuple[str, bool],
    numbers: tuple[int, int, int],
    save: Path | None,
    as_json: bool,
) -> None:
    """Play and print; `terms` are weather and whether historical, `numbers` are seed, runs and jobs."""
    seed, runs, jobs = numbers
    match = Match(scenario, agents, _weather(terms[0]), terms[1])
    _sound(seed, runs, jobs)
    if save and runs > 1:
        raise BadData([Fault("--save", 0, 0, "", "one game to save", f"{runs} games")])
    stage = stage_of(match)
    seeds = [(seed + n) % (SEEDS[1] + 1) for n in range(runs)]
    batch = min(BATCH, -(-runs // jobs))
    with progress(runs * stage.turns) as told:
        if save:
            games = [play_into(save, stage, seed, told)]
        else:
            games = simulate(stage, seeds, jobs=jobs, batch=batch, told=told)
    if as_json:
        typer.echo(json.dumps(as_data(stage, games), ensure_ascii=False, indent=2))
    else:
        show(stage, games)


def _sound(seed: int, runs: int, jobs: int) -> None:
    whole_number("--seed", seed, *SEEDS)
    whole_number("--runs", runs, *RUNS)
    whole_number("--jobs", jobs, *JOBS)


def _weather(found: str) -> Choice:
    _one_of("--weather", found, list(CHOICES))
    return "drawn" if found == "drawn" else "recorded"


def _one_of(option: str, found: str, known: list[str]) -> None:
    if found not in known:
        raise BadData([Fault(option, 0, 0, "", f"one of {', '.join(known)}", found, nearest(found, known))])


@contextmanager
def progress(turns: int) -> Iterator[Told | None]:
    """A bar on the error stream, where somebody is there to see it."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text("Playing"), total=turns)
        yield lambda done: bar.advance(task, done)


def as_data(stage: Stage, games: Sequence[Figures]) -> dict[str, Any]:
    """Everything for a program to read."""
    match, levels = stage.match, stage.bundle.scenario.model.victory.levels
    data: dict[str, Any] = {
        "scenario": stage.setting.scenario,
        "soviet": stage.commanders[0].name,
        "japanese": stage.commanders[1].name,
        "weather": match.weather,
        "historical": match.historical,
        "hills": [{"id": hill.id, "name": hill.name} for hill in stage.hills],
        "games": [game.as_data() | {"level": levels[game.level].name.en} for game in games],
    }
    return data | ({"summary": report.summary(games)} if len(games) > 1 else {})


def show(stage: Stage, games: Sequence[Figures]) -> None:
    """The tables."""
    out = console()
    name = stage.bundle.scenario.model.name.en
    number = text("seed {seed}", seed=games[0].seed)
    if len(games) > 1:
        number = text("{runs} games from seed {seed} on", runs=len(games), seed=games[0].seed)
    lead = " - ".join(who.name for who in stage.commanders)
    out.print(Text(f"{name}: {lead}, {number}", style="bold"))
    hills = [hill.name for hill in stage.hills]
    out.print(_table(text("Who holds the hills"), hills, report.hills(games, stage.hills)))
    sides = [text("USSR"), text("Japan")]
    title = text("Losses and means") + ("" if len(games) == 1 else text(", median (5 - 95 %)"))
    out.print(_table(title, sides, report.losses(games), right=True))
    for line in _endings(stage, games):
        out.print(Text(line))


def _table(title: str, columns: list[str], rows: list[report.Row], right: bool = False) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", padding=(0, 1, 0, 0))
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right" if right else "left")
    for row in rows:
        table.add_row(row.label, *row.cells)
    return table


def _endings(stage: Stage, games: Sequence[Figures]) -> Iterator[str]:
    """How it ended, the index, the score and what it is called."""
    levels = [level.name.en for level in stage.bundle.scenario.model.victory.levels]
    yield text("Escalation {index}, score {score}.", index=report.told(games, "index"), score=_score(games))
    ends = Counter(game.over for game in games)
    names = Counter(levels[game.level] for game in games)
    if len(games) == 1:
        yield text(report.ENDS[games[0].over]) + f" {levels[games[0].level]}."
        yield f"digest {games[0].digest}"
        return
    for what, number in ends.most_common():
        yield f"{number:5d}  {text(report.ENDS[what])}"
    for level in levels:
        if names[level]:
            yield f"{names[level]:5d}  {level}"


def _score(games: Sequence[Figures]) -> str:
    return report.told(games, "score")
