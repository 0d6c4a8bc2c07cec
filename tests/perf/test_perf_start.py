"""How long it takes to begin: beside a bare start of the interpreter, and beside the same data as JSON."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median

import pytest
import yaml
from measure import few, ratio, row, seconds
from pytest_benchmark.fixture import BenchmarkFixture

from game import locate
from game.scenario.load import load

ROUNDS = 7
FIRST_TURN = """
from game.analysis.campaign import Match, stage_of
from game.engine import turn
from game.scenario.setting import fate_of
made = stage_of(Match("campaign", ("greedy", "greedy")))
turn.first(made.setting, fate_of(made.bundle, (7,)), made.first)
"""
MENU = """
import pathlib, sys
from game.ui.app import App
from game.ui.scenes.menu import Menu
from game.ui.shell import Shell
shell = Shell(pathlib.Path(sys.argv[1]))
app = App((1920, 1080), shell=shell)
app.scene = Menu(app.ui, shell.told)
app.scene.draw(app.window)
"""
MAP = """
from game.scenario.load import find_scenario
from game.ui.app import App
from game.ui.scenes.loading import Loading
app = App((1920, 1080))
app.scene = Loading(app.ui, find_scenario("offensive"))
while isinstance(app.scene, Loading):
    app.frame(0.01)
app.scene.draw(app.window)
"""
OOB = "khasan_1938/oob_soviet.yaml"


def start(*arguments: str) -> Callable[[], object]:
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, capture_output=True, env=_env())


@cache
def _env() -> dict[str, str]:
    """As in an installed game: modules are compiled once and kept, whatever the shell says of it."""
    kept = tempfile.mkdtemp(prefix="khasan-bytecode-")
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {"PYTHONPYCACHEPREFIX": kept}


def test_process_starts(benchmark: BenchmarkFixture) -> None:
    """A bare start is the unit; what is kept on disk is there."""
    bare = start("-c", "pass")
    few(benchmark, bare)
    if benchmark.stats is None:
        return
    why = "typer and rich, which print the help, are most of it"
    row(
        benchmark,
        "START-1",
        "khasan --help",
        "a bare start",
        ratio(start("-m", "game", "--help"), bare, ROUNDS),
        at_most=3,
        why=why,
    )
    row(
        benchmark,
        "START-1",
        "khasan --version",
        "a bare start",
        ratio(start("-m", "game", "--version"), bare, ROUNDS),
        at_most=3,
        why=why,
    )
    first = ratio(start("-c", FIRST_TURN), bare, 3)
    why = "modules and models of the files are imported, files checked, lines of sight laid out by pairs"
    row(
        benchmark,
        "START-2",
        "the campaign, ready for its first turn",
        "a bare start",
        first,
        at_most=12,
        why=why,
    )


def test_the_first_picture(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The menu, and the map of the largest attack; the sheet and the lines of sight are kept on disk."""
    few(benchmark, start("-c", MAP))
    if benchmark.stats is None:
        return
    bare, why = (
        start("-c", "pass"),
        "pygame, numpy, pydantic and the models of all kinds of files are imported, and the cards read",
    )
    menu = ratio(start("-c", MENU, str(tmp_path / "settings.yaml")), bare, 3)
    row(benchmark, "START-3", "a window with the menu", "a bare start", menu, at_most=20, why=why)
    sheet = ratio(start("-c", MAP), bare, 3)
    why = (
        "the engine too is imported, the scenario read and checked, a picture of 34 MB unpacked and lettered"
    )
    row(benchmark, "START-3", "a window with the map", "a bare start", sheet, at_most=20, why=why)


def test_order_of_battle(
    benchmark: BenchmarkFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read and checked the first time, and from the cache."""
    path = locate.scenarios() / OOB
    monkeypatch.setenv("KHASAN_CACHE", str(tmp_path / "kept"))
    first = load(path)
    assert few(benchmark, lambda: load(path)).model == first.model
    if benchmark.stats is None:
        return
    text, plain = path.read_text(encoding="utf-8"), json.dumps(first.tree.data)
    why = "pydantic's check of every value, which is never left out, takes as long again as the reading"
    again = ratio(lambda: load(path), lambda: json.loads(plain), 25)
    row(benchmark, "START-5", "an order of battle, the second time", "json.loads", again, at_most=2, why=why)
    times = []
    for n in range(3):
        monkeypatch.setenv("KHASAN_CACHE", str(tmp_path / str(n)))
        times.append(seconds(lambda: load(path)) / seconds(lambda: yaml.load(text, yaml.SafeLoader)))
    why = "the marks of every key and value are kept, and doubtful values looked for"
    row(
        benchmark,
        "START-5",
        "an order of battle, the first time",
        "yaml.SafeLoader",
        median(times),
        at_most=1 / 6,
        why=why,
    )
