"""Starting up: help comes at once, and everything but the window works on a machine without pygame."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("numpy", "pydantic", "pygame", "yaml", "contourpy", "scipy", "numba", "matplotlib", "networkx")
PROBE = f"""
import sys
from game.cli import main
sys.argv = ["khasan", *sys.argv[1:]]
try:
    main()
finally:
    print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
WITHOUT = """
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pygame":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None

sys.meta_path.insert(0, Without())
"""
FLOORS = """
import importlib, pkgutil, game
names = [m.name for m in pkgutil.walk_packages(game.__path__, "game.", onerror=lambda name: None)]
below = [n for n in names if not n.startswith("game.ui") and n != "game.__main__"]
for name in below:
    importlib.import_module(name)
assert "pygame" not in sys.modules
print(len(below))
"""
MENU = """
import pathlib, sys
import pygame
from game.ui.app import App
from game.ui.scenes.menu import Menu
from game.ui.shell import Shell
shell = Shell(pathlib.Path(sys.argv[1]))
app = App((1280, 800), shell=shell)
app.scene = Menu(app.ui, shell.told)
pygame.event.post(pygame.Event(pygame.WINDOWEXPOSED))
app.frame(0.01)
assert app.scene.drawn and len(app.scene.rects) == 5
floors = ("game.engine.", "game.rules", "game.agents", "game.scenario.build", "game.ui.sheet", "contourpy")
print(*[n for n in sys.modules if n.startswith(floors) and n != "game.engine.dice"], file=sys.stderr)
"""


def python(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *words]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False, timeout=60)


@pytest.mark.parametrize("words", [(), ("--help",), ("--version",)])
def test_help_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    run = python(PROBE, *words)
    assert run.stdout
    assert run.stderr.split() == []


READING = {"pydantic", "yaml"}


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        # The parser of options may use pydantic for itself.
        (("map", "--help"), {"pydantic"}),
        (("play", "-h"), {"pydantic"}),
        (("list",), READING),
        (("schema", "oob"), READING),
        (("check", "nowhere.yaml"), {*READING, "numpy"}),
        (("oob", "nothing-like-it"), {*READING, "numpy"}),
    ],
)
def test_command_loads_what_it_needs(words: tuple[str, ...], allowed: set[str]) -> None:
    """Neither pygame nor the contours for what only reads files."""
    run = python(PROBE, *words)
    assert set(run.stderr.splitlines()[-1].split()) <= allowed


def test_every_floor_below_the_window_works_without_pygame() -> None:
    run = python(WITHOUT + FLOORS)
    assert run.stderr == ""
    assert int(run.stdout) > 40


@pytest.mark.parametrize("words", [("list",), ("oob", "bezymyannaya"), ("schema", "oob")])
def test_commands_work_without_pygame(words: tuple[str, ...]) -> None:
    run = python(WITHOUT + PROBE, *words)
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.splitlines()) > 5


@pytest.mark.parametrize("words", [("play",), ("map", "bezymyannaya", "--out", "never.png")])
def test_window_and_picture_say_what_is_missing(words: tuple[str, ...]) -> None:
    run = python(WITHOUT + PROBE, *words)
    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == (
        "khasan: the Python package 'pygame' is missing; install khasan anew"
    )
    assert "Traceback" not in run.stderr


def test_the_menu_is_seen_before_anything_is_imported_that_plays(tmp_path: Path) -> None:
    run = python(MENU, str(tmp_path / "settings.yaml"))
    assert run.returncode == 0, run.stderr
    assert run.stderr.split() == []
