"""`khasan play`."""

from __future__ import annotations

import os
import re
from pathlib import Path

import typer

from game.scenario.load import find_scenario

GAME = ".khasan"
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


def run(scenario: str | None, size: str | None, full_screen: bool) -> None:
    """Open the window on the menu, or at once on a scenario or a game file."""
    wanted = parse_size(size) if size else None
    path = _file(scenario) if scenario else None
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    # pygame would name the window after the script that imports it.
    os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "khasan")
    from game.ui.main import play

    problem = play(wanted, full_screen, path)
    if problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1)


def _file(name: str) -> Path:
    """A game file, or else a scenario by its name or path."""
    return Path(name) if name.endswith(GAME) else find_scenario(name)
