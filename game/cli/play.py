"""`khasan play`."""

from __future__ import annotations

import re

import typer

from game.scenario.load import find_scenario


def parse_size(size: str, option: str = "--size") -> tuple[int, int]:
    """Width and height of "1600x900"; a sentence and exit status 2 otherwise."""
    found = re.fullmatch(r"(\d{1,5})[xX](\d{1,5})", size)
    if not found or not all(64 <= int(n) <= 16384 for n in found.groups()):
        typer.echo(
            f"khasan: {option}: expected WIDTHxHEIGHT of 64 to 16384 pixels each, found {size!r}", err=True
        )
        raise typer.Exit(2)
    return int(found.group(1)), int(found.group(2))


def run(scenario: str | None, size: str, full_screen: bool) -> None:
    """Open the window on the menu, or at once on a scenario."""
    wanted = parse_size(size)
    path = find_scenario(scenario) if scenario else None
    from game.ui.main import play

    problem = play(wanted, full_screen, path)
    if problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1)
