"""A scenario with one slip in it is refused with its sentence: where, what was expected, found, the nearest.

The slips and their sentences stand in `tests/bad_scenarios.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bad_scenarios import CASES, NAME, SIGN, Case
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import game.scenario.check
import game.scenario.checks.rules
import game.scenario.load
from game import locate
from game.cli.app import app
from game.scenario.build import build
from game.scenario.check import check_file
from game.scenario.checks.context import Context
from game.scenario.load import Document, load_bundle
from game.scenario.models.common import File
from game.scenario.models.scenario import Scenario
from game.scenario.reader import Tree, read
from game.scenario.validate import shape

MODULES = (game.scenario.load, game.scenario.check, game.scenario.checks.rules)


INSTEAD: dict[Path, Any] = {}
"""What a file is taken to say, in the place of what it says."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the battle; a file that has been read is not read again while its bytes stay the same."""
    copy = tmp_path_factory.mktemp("battle") / "khasan_1938"
    shutil.copytree(locate.scenarios() / "khasan_1938", copy)
    plain, known = game.scenario.load.load, dict[tuple[Path, bytes], Document[File]]()

    def load(path: Path) -> Document[File]:
        if path in INSTEAD:
            tree = Tree(path.name, INSTEAD[path])
            return Document(path, tree, shape(Scenario, tree))
        key = (path, path.read_bytes())
        if key not in known:
            known[key] = plain(path)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        for module in MODULES:
            patch.setattr(module, "load", load)
        yield copy


@contextmanager
def edit(path: Path, old: str, new: str) -> Iterator[str]:
    """The file with one edit; what it was comes back at the end."""
    before = path.read_text("utf-8")
    assert old in before, f"the text to edit has gone from {path.name}: {old!r}"
    text = before.replace(old, new, 1)
    path.write_text(text, "utf-8")
    try:
        yield text
    finally:
        path.write_text(before, "utf-8")


def place(text: str, mark: str) -> str:
    """Line and column of a text in a file."""
    at = text.index(mark)
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def check(folder: Path) -> Result:
    return CliRunner().invoke(app, ["check", str(folder / f"{NAME}.yaml")])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_slip_is_told_in_one_sentence(folder: Path, case: Case) -> None:
    path = folder / f"{NAME}.yaml"
    marked = path.read_text("utf-8").replace(case.old, case.new, 1)
    with edit(path, case.old, case.new.replace(SIGN, "")):
        result = check(folder)
    assert result.stdout.splitlines() == [f"{path}:{place(marked, case.mark or SIGN)}: {case.said}"]
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)


def test_the_copy_itself_is_sound(folder: Path) -> None:
    """Guards the cases: each is one edit away from a scenario without a fault."""
    assert check(folder).exit_code == 0
    assert len({case.name for case in CASES}) == len(CASES) >= 40


def test_slips_are_told_all_at_once_in_the_order_of_lines(folder: Path) -> None:
    path = folder / f"{NAME}.yaml"
    with (
        edit(path, "act: japanese-pursuit", "act: japanese-persuit"),
        edit(path, 'at: "2128"', 'at: "2940"'),
        edit(path, 'time: "1938-07-29T10:30"', 'time: "1938-08-29T10:30"'),
    ):
        lines = check(folder).stdout.splitlines()
    told = [line.split(": ")[1] for line in lines]
    assert told == [
        "setup.soviet.units.59bd-makhalin.at",
        "zones.claimed-line.act",
        "events.digging-seen.time",
    ]


def test_day_without_sun_and_without_plan(folder: Path) -> None:
    calendar, scenario = folder / "calendar.yaml", folder / f"{NAME}.yaml"
    with edit(calendar, '"1938-07-29": ', '"1938-07-28": ') as text:
        result = check(folder)
    assert result.stdout.splitlines() == [
        f"{scenario}:{place(scenario.read_text('utf-8'), chr(34) + '1938-07-29T09:00')}: start: "
        "expected hours inside the calendar (1938-07-28 to 1938-08-11)"
        ", found 1938-07-29T09:00 to 1938-07-30T06:00",
        f"{calendar}:{place(text, chr(34) + '1938-07-28')}: days.1938-07-28: "
        "expected a day that the environment file has, found '1938-07-28'",
    ]


def test_id_in_two_files_of_forces(folder: Path) -> None:
    with edit(folder / "oob_japanese.yaml", "  kanda:\n", "  119rr-2:\n"):
        lines = check(folder).stdout.splitlines()
    assert (
        "forces[2]: expected ids that no other file of forces has, found '119rr-2', which is in "
        "oob_soviet.yaml too"
    ) in "\n".join(lines)


def test_slip_in_a_file_that_the_scenario_names(folder: Path) -> None:
    forces = folder / "oob_soviet.yaml"
    with edit(forces, "    kind: su_border_squad\n", "    kind: su_border_squat\n") as text:
        result = check(folder)
    said = "expected the id of a unit kind, found 'su_border_squat'; the nearest is 'su_border_squad'"
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"{forces}:{place(text, 'su_border_squat')}: units.")
    assert line.endswith(said)
    assert result.exit_code == 1


@pytest.mark.parametrize("command", ["oob", "map"])
def test_other_commands_refuse_it_too(tmp_path: Path, command: str) -> None:
    """Nothing is drawn or counted from a scenario with a slip in it, and no command shows a traceback."""
    shutil.copytree(locate.scenarios() / "khasan_1938", tmp_path / "battle")
    path, picture = tmp_path / "battle" / f"{NAME}.yaml", tmp_path / "map.png"
    words = [command, str(path), *(["--out", str(picture)] if command == "map" else [])]
    with edit(path, 'at: "2128"', 'at: "2940"') as text:
        run = subprocess.run(
            [sys.executable, "-m", "game", *words], capture_output=True, text=True, check=False, timeout=60
        )
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.splitlines() == [
        f"{path}:{place(text, chr(34) + '2940')}: setup.soviet.units.59bd-makhalin.at: "
        "expected a hex of land, found 2940, which is lake"
    ]
    assert not picture.exists()


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([-1, 0, 1, 32_767, 32_768, 100_000, 10**9, 0.00001, 3.5, [], {}]),
    st.sampled_from(["", " ", "x", "..", "0000", "9999", "0608", "2940", "२३३७", "²", "2337-W", "0101-W"]),
    st.sampled_from(["1938-07-29T09:00", "1938-08-20T10:00", "0001-01-01T00:00", "9999-12-31T23:59"]),
    st.sampled_from(["soviet", "japanese", "kanda", "59bd-makhalin", "119rr-2", "fef", "map.yaml", "../x"]),
    st.text(max_size=4),
)
PROSE = {"briefing", "invented", "disputed", "sources", "card"}


def places(data: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in the data where a value or a list of values stands, the texts apart."""
    if isinstance(data, dict | list):
        for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
            if above or key not in PROSE:
                yield (*above, key)
                yield from places(inner, (*above, key))


def put(data: Any, place_: tuple[str | int, ...], value: Any) -> Any:
    """A copy of the data with one value in the place of another."""
    if not place_:
        return value
    copy: Any = data.copy()
    copy[place_[0]] = put(copy[place_[0]], place_[1:], value)
    return copy


SOUND = read(locate.scenarios() / "khasan_1938" / f"{NAME}.yaml").data


@settings(max_examples=100, deadline=None)
@given(slip=st.sampled_from(list(places(SOUND))), value=ODD)
def test_whatever_is_written_is_refused_or_builds(
    folder: Path, slip: tuple[str | int, ...], value: Any
) -> None:
    """One value in the place of another: faults, or a start; never an exception, whatever stands there."""
    path = folder / f"{NAME}.yaml"
    INSTEAD[path] = put(SOUND, slip, value)
    try:
        faults = check_file(path, Context(folder))
        if not faults:
            start = build(load_bundle(path))
            assert len(start.units) == len(start.roster.counters)
    finally:
        del INSTEAD[path]
    assert all(": expected " in str(fault) for fault in faults)
