"""`khasan play`."""

from __future__ import annotations

import os
import re

import typer

from game.scenario.load import find_scenario

LEAST, MOST = (640, 480), 16_384


def parse_size(size: str, option: str = "--size") -> tuple[int, int]:
    """Width and height of "1600x900"; a sentence and exit status 2 otherwise."""
    found = re.fullmatch(r"(\d{1,5})[xX](\d{1,5})", size)
    numbers = [int(n) for n in found.groups()] if found else [0, 0]
    if not found or any(not low <= n <= MOST for n, low in zip(numbers, LEAST, strict=True)):
        span = f"{LEAST[0]}x{LEAST[1]} to {MOST}x{MOST}"
        typer.echo(f"khasan: {option}: expected WIDTHxHEIGHT from {span}, found {size!r}", err=True)
        raise typer.Exit(2)
    return numbers[0], numbers[1]


def run(scenario: str | None, size: str, full_screen: bool) -> None:
    """Open the window on the menu, or at once on a scenario."""
    wanted = parse_size(size)
    path = find_scenario(scenario) if scenario else None
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    # pygame would name the window after the script that imports it.
    os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "khasan")
    from game.ui.main import play

    problem = play(wanted, full_screen, path)
    if problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1)
