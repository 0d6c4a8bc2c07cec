"""The command line: what each command prints, its exit status, and one sentence for whatever goes wrong."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pygame
import pytest
from command_line import Khasan, good
from typer.testing import CliRunner

from game import __version__, locate
from game.cli.app import app
from game.scenario.load import MODELS, yaml_files
from game.ui import picture as pictures

IDS = ["campaign", "bezymyannaya", "night-assault", "counter-attacks", "offensive"]
TURNS = {"bezymyannaya": 6, "night-assault": 4, "counter-attacks": 14, "offensive": 19, "campaign": 78}
SOVIET = {
    "units": 210,
    "heavy_machine_guns": 341,
    "light_machine_guns": 673,
    "field_guns": 177,
    "anti_tank_guns": 60,
    "tanks": 354,
    "aircraft": 250,
}
JAPANESE = {"units": 96, "men": 8595, "heavy_machine_guns": 80, "tanks": 0, "aircraft": 0}
SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")


def process(*words: str, **environment: str | None) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own; None takes a variable out."""
    env = {key: value for key, value in {**os.environ, **environment}.items() if value is not None}
    command = [sys.executable, "-m", "game", *words]
    return subprocess.run(command, env=env, capture_output=True, check=False, timeout=60)


class TestList:
    def test_table_names_every_scenario_in_full(self) -> None:
        lines = good("list").splitlines()
        assert [line.split()[0] for line in lines if line.split() and line.split()[0] in IDS] == IDS

    def test_ids_are_whole_on_a_narrow_screen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What `khasan play` wants to be told is never cut, however narrow the screen."""
        monkeypatch.setattr("game.cli.console.WIDEST", 80)
        text = good("list")
        assert all(f" {name} " in text for name in IDS)
        assert "…" not in text
        assert max(map(len, text.splitlines())) <= 80

    def test_json(self) -> None:
        rows = json.loads(good("list", "--json"))
        assert [row["id"] for row in rows] == IDS
        assert {row["id"]: row["turns"] for row in rows} == TURNS
        assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
        assert all(row["start"] < row["end"] and Path(row["file"]).is_file() for row in rows)
        assert [row["id"] for row in rows if row["tutorial"]] == ["bezymyannaya"]

    def test_folder_without_scenarios(self, khasan: Khasan, tmp_path: Path) -> None:
        assert khasan("list", "--folder", str(tmp_path)) == (
            1,
            "",
            f"{tmp_path}: expected a folder with scenarios, found none\n",
        )

    def test_broken_scenario_is_named_beside_the_others(self, khasan: Khasan, tmp_path: Path) -> None:
        source = locate.scenarios() / "khasan_1938"
        for name in ("bezymyannaya.yaml", "calendar.yaml"):
            (tmp_path / name).write_bytes((source / name).read_bytes())
        (tmp_path / "broken.yaml").write_text("format: 1\nkind: scenario\nid: broken\n")
        status, out, err = khasan("list", "--json", "--folder", str(tmp_path))
        assert status == 1
        assert [row["id"] for row in json.loads(out)] == ["bezymyannaya"]
        assert f"{tmp_path / 'broken.yaml'}:1:1: expected the key 'start'" in err


class TestCheck:
    def test_shipped_data_is_clean(self) -> None:
        count = len(yaml_files(locate.scenarios()))
        assert good("check") == f"{count} files checked, no faults\n"

    def test_json_of_one_file(self) -> None:
        path = locate.scenarios() / "khasan_1938" / "calendar.yaml"
        assert json.loads(good("check", "--json", str(path))) == {"files": 1, "faults": []}

    def test_faults_end_in_status_1(self, khasan: Khasan, tmp_path: Path) -> None:
        path = tmp_path / "calendar.yaml"
        path.write_text("format: 1\nkind: calender\nid: x\n")
        status, out, err = khasan("check", str(path), str(path))
        assert (status, err) == (1, "1 file checked, 1 fault\n")
        assert out.startswith(f"{path}:2:7: kind: expected one of ")
        assert out.endswith("found 'calender'; the nearest is 'calendar'\n")


class TestSchema:
    def test_kinds_are_listed(self) -> None:
        assert good("schema").split() == list(MODELS)

    @pytest.mark.parametrize("kind", MODELS)
    def test_is_a_schema_of_the_dialect_it_names(self, kind: str) -> None:
        schema = json.loads(good("schema", kind))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["title"] == f"Khasan 1938: {kind} file"
        jsonschema.Draft202012Validator.check_schema(schema)

    def test_unknown_kind_names_the_nearest(self, khasan: Khasan) -> None:
        status, out, err = khasan("schema", "calender")
        assert (status, out) == (1, "")
        assert err.endswith("found 'calender'; the nearest is 'calendar'\n")

    def test_all_into_a_folder(self, tmp_path: Path) -> None:
        good("schema", "--out", str(tmp_path / "new"))
        written = {path.name: json.loads(path.read_text("utf-8")) for path in (tmp_path / "new").iterdir()}
        assert written.keys() == {f"{kind}.schema.json" for kind in MODELS}
        assert written["oob.schema.json"] == json.loads(good("schema", "oob"))


class TestOrderOfBattle:
    def test_tree_has_formations_with_sums_and_units_with_sources(self) -> None:
        text = good("oob", "bezymyannaya")
        for line in (
            "The Nameless Hill: order of battle",
            "Soviet forces  4 units, 109 men, 2 HMG, 15 LMG",
            "59th Posyet Border Detachment  3 units, 29 men, 3 LMG",
            "I Battalion, 119th Rifle Regiment  1 unit, 80 men, 2 HMG, 12 LMG",
            "Makhalin group  11 men, 10 Mosin rifle 1891/30, 1 DP light machine gun  hex 2128 [S, K: rec]",
            "Japanese forces  4 units, 270 men",
        ):
            assert line in text
        assert all(line == line.rstrip() for line in text.splitlines()), "nothing is wrapped into a pipe"

    def test_one_side(self) -> None:
        text = good("oob", "bezymyannaya", "--side", "japanese")
        assert "Kanda detachment" in text
        assert "Makhalin" not in text

    def test_sums_of_the_campaign_meet_the_record(self) -> None:
        """The same figures as in the tests of the two orders of battle, by another way."""
        data = json.loads(good("oob", "campaign", "--json"))
        soviet, japanese = data["soviet"]["totals"], data["japanese"]["totals"]
        assert SOVIET.items() <= soviet.items()
        assert JAPANESE.items() <= japanese.items()

    @pytest.mark.parametrize("side", ["soviet", "japanese"])
    def test_sums_are_the_sums_of_the_units(self, side: str) -> None:
        data = json.loads(good("oob", "night-assault", "--json", "--side", side))
        assert list(data) == [side]
        units, formations = data[side]["units"], data[side]["formations"]
        assert data[side]["totals"]["men"] == sum(unit["men"] for unit in units)
        roots = [formation for formation in formations.values() if formation["under"] not in formations]
        assert sum(root["men"] for root in roots) == data[side]["totals"]["men"]
        assert all(unit["of"] in formations and unit["source"]["keys"] for unit in units)
        assert all((unit["hex"] is None) != (unit["enter"] is None) for unit in units)

    def test_optional_formation_is_switched_on(self) -> None:
        def totals(*options: str) -> dict[str, int]:
            words = ("oob", "campaign", "--json", "--side", "japanese", *options)
            found: dict[str, int] = json.loads(good(*words))["japanese"]["totals"]
            return found

        one, all_ = totals("--with", "74ir-1"), totals("--with", " 74ir , 74ir-1")
        assert one["units"] == JAPANESE["units"] + 1
        assert all_["units"] == JAPANESE["units"] + 21
        assert all_["men"] > one["men"] > JAPANESE["men"]

    def test_unknown_options_are_all_named(self, khasan: Khasan) -> None:
        assert khasan("oob", "campaign", "--with", "74rj,kandaa,,74ir") == (
            1,
            "",
            "--with: expected the id of a unit or formation, found '74rj'; the nearest is '74ir'\n"
            "--with: expected the id of a unit or formation, found 'kandaa'; the nearest is 'kanda'\n",
        )

    def test_unknown_scenario_names_the_nearest(self, khasan: Khasan) -> None:
        status, out, err = khasan("oob", "Campain")
        assert (status, out) == (1, "")
        assert err.startswith("scenario: expected a scenario file or one of bezymyannaya, campaign, ")
        assert err.endswith(", found 'Campain'; the nearest is 'campaign'\n")

    def test_file_that_is_no_scenario(self, khasan: Khasan) -> None:
        path = locate.scenarios() / "khasan_1938" / "map.yaml"
        status, _, err = khasan("oob", str(path))
        assert status == 1
        assert err.endswith("kind: expected 'scenario', found 'map'\n")
        status, _, err = khasan("oob", "nowhere.yaml")
        assert (status, err) == (1, "nowhere.yaml: expected a file, found nothing there\n")

    def test_side_that_is_not(self) -> None:
        result = CliRunner().invoke(app, ["oob", "campaign", "--side", "russian"])
        assert result.exit_code == 2
        assert "'russian' is not one of 'soviet'" in result.stderr


class TestMap:
    def test_writes_a_picture_of_the_size_asked_for(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "map.png"
        assert good("map", "bezymyannaya", "--out", str(path), "--size", "800x600") == (
            f"{path}: 800 x 600 pixels\n"
        )
        picture = pygame.image.load(path)
        assert picture.get_size() == (800, 600)
        assert len({tuple(picture.get_at((x, 300))) for x in range(0, 800, 7)}) > 20, "a picture, not a blank"
        assert [p.name for p in path.parent.iterdir()] == ["map.png"]

    @pytest.mark.parametrize(
        "size", ["800", "800x", "x600", "639x480", "640x479", "99999x99999", "-1x1", "8 x 6"]
    )
    def test_bad_size(self, khasan: Khasan, tmp_path: Path, size: str) -> None:
        status, out, err = khasan("map", "bezymyannaya", "--out", str(tmp_path / "m.png"), f"--size={size}")
        span = "640x480 to 16384x16384"
        assert (status, out) == (2, "")
        assert err == f"khasan: --size: expected WIDTHxHEIGHT from {span}, found {size!r}\n"
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("option", "value", "said"),
        [
            ("--out", "map.jpg", "--out: expected a file name that ends in .png, found 'map.jpg'\n"),
            ("--language", "fii", "expected ru, ja, fi, en or none, found 'fii'; the nearest is 'fi'\n"),
            ("--layers", "relief,contuors", ", found 'contuors'; the nearest is 'contours'\n"),
        ],
    )
    def test_bad_option(self, khasan: Khasan, tmp_path: Path, option: str, value: str, said: str) -> None:
        words = {"--out": str(tmp_path / "map.png"), option: value}
        status, out, err = khasan("map", "bezymyannaya", *(word for pair in words.items() for word in pair))
        assert (status, out) == (1, "")
        assert err.endswith(said)
        assert err.count("\n") == 1
        assert list(tmp_path.iterdir()) == []

    def test_folder_that_cannot_be_written(
        self, khasan: Khasan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pictures, "picture_bytes", lambda *_: b"picture")
        (tmp_path / "file").write_text("")
        status, out, err = khasan("map", "bezymyannaya", "--out", str(tmp_path / "file" / "map.png"))
        assert (status, out) == (1, "")
        assert err.startswith(f"khasan: {tmp_path / 'file'}: ")
        assert err.count("\n") == 1

    def test_old_picture_stays_when_the_disk_is_full(
        self, khasan: Khasan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        path = tmp_path / "map.png"
        path.write_bytes(b"old")
        monkeypatch.setattr(pictures, "picture_bytes", lambda *_: b"picture")
        monkeypatch.setattr(os, "fsync", full)
        assert khasan("map", "bezymyannaya", "--out", str(path)) == (
            1,
            "",
            f"khasan: {os.strerror(errno.ENOSPC)}\n",
        )
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]

    def test_too_little_memory(self, khasan: Khasan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def greedy(*_: Any) -> bytes:
            raise MemoryError

        monkeypatch.setattr(pictures, "picture_bytes", greedy)
        status, _, err = khasan("map", "bezymyannaya", "--out", str(tmp_path / "map.png"))
        assert (status, err) == (1, "khasan: not enough memory\n")


class TestProcess:
    def test_version(self) -> None:
        assert process("--version").stdout.decode() == f"khasan {__version__}{os.linesep}"

    @pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
    def test_play_without_a_screen_says_one_line(self) -> None:
        run = process("play", **dict.fromkeys(SCREEN))
        assert (run.returncode, run.stdout) == (1, b"")
        assert run.stderr.decode() == (
            "khasan play: there is no screen to open a window on; without one these work: "
            "khasan list, check, schema, map, oob, simulate, info, replay, export, branch, thoughts, "
            "history, ladder, study, why\n"
        )

    def test_unknown_scenario_to_play(self) -> None:
        run = process("play", "campain")
        assert (run.returncode, run.stdout) == (1, b"")
        assert run.stderr.decode().rstrip().endswith("the nearest is 'campaign'")

    @pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
    def test_pipe_gets_utf_8_whatever_the_machine_speaks(self, encoding: str) -> None:
        """Names are Cyrillic and Japanese; a program that reads JSON must get them whole."""
        run = process("oob", "bezymyannaya", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert (run.returncode, run.stderr) == (0, b"")
        names = json.loads(run.stdout)["soviet"]["formations"]["fef"]["name"]
        assert names["ru"] == "Дальневосточный фронт"

    @pytest.mark.parametrize("words", [("oob", "campaign", "--json"), ("oob", "campaign")])
    def test_reader_that_goes_away(self, words: tuple[str, ...]) -> None:
        """`khasan oob campaign | head -1` ends in silence."""
        command = [sys.executable, "-m", "game", *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            assert run.stdout is not None
            assert run.stderr is not None
            run.stdout.readline()
            run.stdout.close()
            assert run.stderr.read() == b""

    def test_missing_package_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "pygame.py").write_text("raise ModuleNotFoundError(\"No module\", name='pygame')\n")
        run = process("play", PYTHONPATH=str(tmp_path))
        assert (run.returncode, run.stdout) == (1, b"")
        said = "khasan: the Python package 'pygame' is missing; install khasan anew"
        assert run.stderr.decode().strip() == said
