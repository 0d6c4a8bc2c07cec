"""The wheel: what `pip install` gives to somebody who has no checkout.

Guards that the data travel inside the package, that nothing but the package and its data does, and that the
installed game lists, checks and draws from any folder without reading the checkout. Built and installed
without a network; only the packages that the game depends on come from this environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pygame
import pytest

from game import __version__
from game.scenario.load import yaml_files

ROOT = Path(__file__).parents[2]
DATA = "game/_data"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def target(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed and nothing else."""
    folder = tmp_path_factory.mktemp("target")
    words = ("--no-deps", "--no-index", "--no-compile", "--quiet", "--target", str(folder), str(wheel))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", *words]
    subprocess.run(pip, check=True, capture_output=True, timeout=60)
    return folder


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        return set(archive.namelist())


def installed(target: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python away from the checkout, with the target before everything that is installed here."""
    env = {**os.environ, "PYTHONPATH": str(target), "KHASAN_CACHE": str(folder / "cache")}
    command = [sys.executable, "-P", *words]
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def test_data_travel_inside_the_package(names: set[str]) -> None:
    for part in ("scenarios", "assets"):
        files = {p.relative_to(ROOT).as_posix() for p in (ROOT / part).rglob("[!.]*") if p.is_file()}
        assert files
        assert {f"{DATA}/{name}" for name in files} == {n for n in names if n.startswith(f"{DATA}/{part}/")}


def test_every_module_and_nothing_else_travels(names: set[str]) -> None:
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "game").rglob("*.py")}
    rest = {n for n in names if not n.startswith((f"{DATA}/", f"khasan-{__version__}.dist-info/"))}
    assert rest == modules
    licenses = {n.rsplit("/", 1)[-1] for n in names if "/licenses/" in n}
    assert licenses == {"LICENSE", "NOTICE"}


def test_runs_from_the_target_and_not_from_the_checkout(target: Path, tmp_path: Path) -> None:
    code = "import game, game.locate as l; print(game.__file__); print(l.scenarios()); print(l.assets())"
    run = installed(target, tmp_path, "-c", code)
    assert run.returncode == 0, run.stderr
    assert all(Path(line).is_relative_to(target) for line in run.stdout.splitlines()), run.stdout


def test_lists_the_scenarios(target: Path, tmp_path: Path) -> None:
    run = installed(target, tmp_path, "-m", "game", "list", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    rows = json.loads(run.stdout)
    assert len(rows) == 5
    assert all(Path(row["file"]).is_relative_to(target) for row in rows)


def test_checks_its_own_data(target: Path, tmp_path: Path) -> None:
    run = installed(target, tmp_path, "-m", "game", "check")
    count = len(yaml_files(ROOT / "scenarios"))
    assert (run.returncode, run.stdout) == (0, f"{count} files checked, no faults\n"), run.stdout + run.stderr


def test_draws_a_map(target: Path, tmp_path: Path) -> None:
    words = ("map", "bezymyannaya", "--out", "map.png", "--size", "640x480", "--language", "ja")
    run = installed(target, tmp_path, "-m", "game", *words)
    assert run.returncode == 0, run.stderr
    assert pygame.image.load(tmp_path / "map.png").get_size() == (640, 480)


def test_has_the_command(target: Path, tmp_path: Path) -> None:
    entry = target / f"khasan-{__version__}.dist-info" / "entry_points.txt"
    assert "khasan = game.cli:main" in entry.read_text("utf-8")
    assert installed(target, tmp_path, "-m", "game", "--version").stdout == f"khasan {__version__}\n"
