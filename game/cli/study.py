"""`khasan study`: the rules beside the record."""

from __future__ import annotations

import json

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from game.analysis.engagements import CHECKS, Finding, study, tally
from game.cli.console import console
from game.cli.options import SEEDS, whole_number
from game.scenario.compile import compile_ruleset
from game.scenario.load import RulesetFiles, load_ruleset

REPLICAS = (20, 20_000)
DIGITS = 3


def engagements(replicas: int, seed: int, as_json: bool) -> None:
    """Print the findings of the engagement study."""
    whole_number("--replicas", replicas, *REPLICAS)
    whole_number("--seed", seed, *SEEDS)
    files = load_ruleset("standard")
    found = study(compile_ruleset(files.models()), replicas, seed)
    sources = _sources(files, found)
    counts = tally(found)
    if as_json:
        inside = {basis: {"inside": good, "of": all_} for basis, (good, all_) in counts.items()}
        cautions = {check.id: check.caution for check in CHECKS if check.caution}
        data = {"replicas": replicas, "seed": seed, "tally": inside, "cautions": cautions}
        rows = [finding.as_data() for finding in found]
        typer.echo(json.dumps(data | {"findings": rows, "sources": sources}, ensure_ascii=False, indent=2))
        return
    out = console()
    out.print(Text(f"Engagements, {replicas} replicas, seed {seed}", style="bold"))
    for check in CHECKS:
        rows_of = [finding for finding in found if finding.check == check.id]
        out.print(_table(check.title, rows_of))
        for note in (*_notes(rows_of), *filter(None, [check.caution])):
            out.print(Text(f"  {note}", style="dim"))
    told = ", ".join(f"{good} of {all_} by {basis}" for basis, (good, all_) in counts.items())
    out.print(Text(f"Inside the published interval: {told}", style="bold"))
    for key, words in sources.items():
        out.print(Text(f"{key}: {words}"))


def figure(value: float) -> str:
    """A number with three significant digits, whole numbers below a million in full."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{DIGITS}g}"


def interval(low: float, high: float) -> str:
    """Two numbers as "low - high", or one where they are the same."""
    return figure(low) if low == high else f"{figure(low)} - {figure(high)}"


def _table(title: str, found: list[Finding]) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", padding=(0, 1, 0, 0))
    table.add_column("check", min_width=20)
    for column in ("published", "interval"):
        table.add_column(column, justify="right")
    for column in ("basis", "source"):
        table.add_column(column)
    for column in ("model mean", "5-95 %"):
        table.add_column(column, justify="right")
    table.add_column("verdict")
    for finding in found:
        own, other = finding.measure, finding.published
        table.add_row(
            Text(own.what),
            figure(other.value),
            interval(other.low, other.high),
            finding.basis,
            other.source,
            figure(own.mean),
            "no chance in it" if own.low == own.high else interval(own.low, own.high),
            Text(finding.verdict, style="" if finding.inside else "bold red"),
        )
    return table


def _notes(found: list[Finding]) -> list[str]:
    """What the ruleset remarks on the published numbers, each remark once."""
    said = {f"{f.published.about}: {f.published.note}": None for f in found if f.published.note}
    return list(said)


def _sources(files: RulesetFiles, found: tuple[Finding, ...]) -> dict[str, str]:
    """Words of the source keys that the findings name."""
    known = {document.model.id: document.model.sources for document in files.documents}
    told = dict[str, str]()
    for finding in found:
        chapter = finding.published.path.partition(".")[0]
        for key in finding.published.source.split(", "):
            told[key] = known[chapter][key]
    return dict(sorted(told.items()))
