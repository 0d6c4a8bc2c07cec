"""`khasan ladder`: agents play mirrored pairs, and a table says who is how strong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from game.agents.registry import AGENTS, agent
from game.analysis.ladder import sprt, version
from game.analysis.ladder.climb import Ladder, Told, climb
from game.analysis.ladder.journal import Head, Journal, open_journal
from game.analysis.ladder.report import report
from game.cli.ladder_table import show
from game.cli.options import SEEDS, whole_number
from game.i18n import text
from game.scenario.faults import BadData, Fault, nearest
from game.scenario.load import find_scenario, load_as, scenario_paths
from game.scenario.models.scenario import Scenario

PAIRS = (1, 100_000)
JOBS = (1, 256)
USUAL = 10
"""Pairs of each pairing on each scenario, unless it is said otherwise."""


def run(
    names: tuple[str, str],
    numbers: tuple[int | None, int, int],
    file: tuple[Path | None, bool],
    with_sprt: bool,
    as_json: bool,
) -> None:
    """Play and print: `names` agents and scenarios; `numbers` pairs, seed, jobs; `file` path and resume."""
    pairs, seed, jobs = numbers
    scenarios = _scenarios(names[1])
    usual = -(-sprt.MOST // len(scenarios)) if with_sprt else USUAL
    ladder = Ladder(_agents(names[0]), scenarios, usual if pairs is None else pairs, seed, with_sprt)
    whole_number("--pairs", ladder.pairs, *PAIRS)
    whole_number("--seed", seed, *SEEDS)
    whole_number("--jobs", jobs, *JOBS)
    journal = _journal(ladder, *file)
    with _progress(ladder, journal) as told:
        climb(ladder, journal, jobs, told)
    found = report(ladder, journal, list(scenario_paths()))
    if as_json:
        settings = {
            "agents": ladder.agents,
            "scenarios": list(scenarios),
            "pairs": ladder.pairs,
            "seed": seed,
        }
        typer.echo(json.dumps(settings | found.as_data(), ensure_ascii=False, indent=2))
    else:
        show(ladder, found)


def _agents(words: str) -> tuple[str, ...]:
    """Agents by comma, all that are registered when none is named."""
    names = _words(words) or list(AGENTS)
    for name in names:
        try:
            agent(name, 0)
        except KeyError:
            known = ", ".join(AGENTS)
            fault = Fault("--agents", 0, 0, "", f"some of {known}", name, nearest(name, AGENTS))
            raise BadData([fault]) from None
    _once("--agents", names)
    if len(names) < 2:
        raise BadData([Fault("--agents", 0, 0, "", "two agents or more", words)])
    return tuple(names)


def _scenarios(words: str) -> dict[str, str]:
    """Scenarios by comma, ids or files, all that are shipped when none is named; by their ids."""
    names = _words(words) or list(scenario_paths())
    ids = [load_as(find_scenario(name), Scenario).model.id for name in names]
    _once("--scenarios", ids)
    return dict(zip(ids, names, strict=True))


def _words(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _once(option: str, names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadData([Fault(option, 0, 0, "", "each name once", f"{twice} twice")])


def _journal(ladder: Ladder, path: Path | None, resume: bool) -> Journal:
    if resume and path is None:
        raise BadData([Fault("--resume", 0, 0, "", "--out with the file to go on with", "none")])
    texts = {id: version.texts(source) for id, source in ladder.scenarios.items()}
    return open_journal(path, Head(version.code(), ladder.seed), texts, resume=resume)


@contextmanager
def _progress(ladder: Ladder, journal: Journal) -> Iterator[Told | None]:
    """A bar on the error stream, where somebody is there to see it."""
    if not sys.stderr.isatty():
        yield None
        return
    known = sum(key in journal.records for pairing in ladder.pairings for key in ladder.keys(pairing))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text("Pairs"), total=ladder.total, completed=known)
        yield lambda done: bar.advance(task, done)
