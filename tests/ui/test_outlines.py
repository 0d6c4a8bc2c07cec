"""Lines of the ground that are kept on disk: the same as those worked out, or made anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from game.scenario.ground import load_ground
from game.ui.camera import SHEET_M
from game.ui.sheet import outlines as kept
from game.ui.sheet import survey
from game.ui.sheet.labels import place_labels
from game.ui.sheet.outlines import load_or_draw
from game.ui.sheet.style import Scale
from game.ui.sheet.survey import Outlines, SheetSpec

SPEC = SheetSpec(*SHEET_M, 56, 55, 250.0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache; nothing of an earlier survey is in memory."""
    monkeypatch.setenv("KHASAN_CACHE", str(tmp_path))
    monkeypatch.setattr(survey, "_last", [])
    return tmp_path / "sheet"


def same(a: Outlines, b: Outlines) -> bool:
    """Whether two are equal to the last bit."""
    levels = {h: [line.tobytes() for line in lines] for h, lines in a.contours.items()}
    return (
        a.water.values.tobytes() == b.water.values.tobytes()
        and (a.water.x0, a.water.y0, a.water.cell) == (b.water.x0, b.water.y0, b.water.cell)
        and levels == {h: [line.tobytes() for line in lines] for h, lines in b.contours.items()}
        and [*a.courses] == [*b.courses]
        and a.spec == b.spec
    )


def test_what_is_kept_is_read_again_and_worked_out_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground = load_ground()
    first = load_or_draw(ground, SPEC)
    assert [path.suffix for path in folder.iterdir()] == [".npz"]
    monkeypatch.setattr(kept, "outlines", lambda *_: pytest.fail("worked out again"))
    again = load_or_draw(ground, SPEC)
    assert again is not first
    assert same(again, first)
    assert len(place_labels(again, (), Scale(0.2))) == len(place_labels(first, (), Scale(0.2))) > 0


def test_they_are_those_of_the_whole_survey(folder: Path) -> None:
    assert not folder.exists()
    ground = load_ground()
    alone = load_or_draw(ground, SPEC)
    assert same(alone, survey.survey(ground, SPEC))


@pytest.mark.parametrize("damage", ["cut", "empty", "foreign"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: str) -> None:
    ground = load_ground()
    first = load_or_draw(ground, SPEC)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    if damage == "foreign":
        np.savez(path, other=np.zeros(3))
    else:
        path.write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"")
    assert same(load_or_draw(ground, SPEC), first)
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("KHASAN_CACHE", str(tmp_path / "file"))
    assert load_or_draw(load_ground(), SPEC).contours
