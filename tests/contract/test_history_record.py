"""The shipped record: every figure as published, with sources and certainty, and nothing that is held out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from history_field import SEEDS, bench

from game.analysis.history.play import play
from game.analysis.history.scope import load_record, record_file
from game.scenario.check import check_paths
from game.scenario.faults import BadData
from game.scenario.load import load

RECORD = load_record().model
PUBLISHED: dict[str, tuple[float | None, float | None, float | None, str]] = {
    "soviet-dead": (792, 960, 960, "high"),
    "soviet-wounded": (2752, 2752, 2807, "high"),
    "soviet-sick": (527, 527, 527, "high"),
    "soviet-lost": (792 + 2752, 960 + 2752, 960 + 2752, "high"),
    "japanese-dead": (525, 526, 526, "high"),
    "japanese-wounded": (913, 914, 914, "high"),
    "japanese-lost": (525 + 913, 526 + 914, 526 + 914, "high"),
    "dead-ratio": (1.2, 1.83, 1.83, "medium"),
    "loss-ratio": (1.1, 2.58, 2.6, "medium"),
    "japanese-share": (20, 20, 44, "medium"),
    "soviet-share": (15, None, 25, "medium"),
    "japanese-by-artillery": (37, 37, 37, "high"),
    "japanese-by-air": (None, None, None, "medium"),
    "tanks-out": (80, 85, 96, "medium"),
    "tanks-written-off": (9, None, 24, "medium"),
    "tanks-at-lake": (285, 285, 285, "high"),
    "soviet-guns": (237, 237, 237, "high"),
    "japanese-guns": (37, 37, 37, "high"),
    "soviet-shells": (25_000, None, 30_000, "medium"),
    "soviet-sorties": (1003, 1028, 1028, "high"),
    "soviet-bombs": (3651 + 6, 3651 + 6, 3651 + 6, "medium"),
    "aircraft-lost": (2, None, 4, "high"),
    "aircraft-damaged": (29, 29, 29, "high"),
    "japanese-sorties": (0, 0, 0, "high"),
    "japanese-flak": (18, None, 20, "medium"),
}
"""Low, value, high and certainty of all that the study of outcomes makes public; nothing else may stand."""
HELD = {
    "zaozernaya": ["S", "S", *["J"] * 6, *["S/J"] * 6],
    "bezymyannaya": ["S", "S", *["J"] * 6, "J", "J", "S/J", "S/J", "J", "J"],
}
LESS_SURE = {"1938-08-07", "1938-08-08", "1938-08-09"}


def test_every_figure_is_the_published_one_and_no_other_stands_there() -> None:
    found = {n: (f.low, f.value, f.high, f.certainty) for n, f in RECORD.figures.items()}
    assert found == PUBLISHED


@pytest.mark.parametrize("name", RECORD.figures)
def test_every_figure_names_sources_that_the_file_explains(name: str) -> None:
    figure = RECORD.figures[name]
    assert figure.source
    for keys in (figure.source, *(other.source for other in figure.others)):
        assert set(keys) <= RECORD.sources.keys()


def test_every_source_is_used() -> None:
    lines = [RECORD.control, RECORD.strike, RECORD.road, *RECORD.moments, *RECORD.figures.values()]
    used = {key for line in lines for key in line.source}  # type: ignore[attr-defined]
    assert used == RECORD.sources.keys()


@pytest.mark.parametrize("hill", HELD)
def test_who_holds_the_hills_day_by_day(hill: str) -> None:
    rows = RECORD.control.hills[hill]
    assert [row.day for row in rows] == [f"1938-07-{d}" for d in (29, 30, 31)] + [
        f"1938-08-{d:02d}" for d in range(1, 12)
    ]
    assert [row.holds for row in rows] == HELD[hill]
    assert {row.day for row in rows if row.certainty != "high"} == LESS_SURE
    assert {row.day: row.other for row in rows if row.other} == {"1938-08-08": "S"}


def test_the_phases_cover_the_battle_without_a_gap() -> None:
    for before, after in zip(RECORD.phases, RECORD.phases[1:], strict=False):
        assert before.end == after.start


def test_the_table_has_the_eight_lines_of_the_study() -> None:
    assert [demand.id for demand in RECORD.table] == [
        "japanese-losses",
        "soviet-losses",
        "dead-per-wounded",
        "causes",
        "tanks",
        "control",
        "air",
        "road",
    ]


def test_every_measure_that_is_asked_is_measured() -> None:
    (run,) = play(bench(), SEEDS[:1])
    figures = run.figures
    busy: dict[str, Any] = {
        group: dict.fromkeys(getattr(figures, group), (8, 8)) for group in ("losses", "medical", "counts")
    }
    run.notes.came = 1440
    known = replace(run, figures=replace(figures, **busy), committed=(80, 80)).numbers()
    asked = {figure.measure for figure in RECORD.figures.values() if figure.measure}
    asked |= {test.measure for demand in RECORD.table for test in demand.tests if test.measure}
    assert asked <= known.keys()
    assert known["share.artillery.japanese"] == 100 * 8 / (8 * len(figures.losses))
    assert known["dead_per_wounded.soviet"] == (8 * len(figures.losses) - 8) / 8


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A copy of the record beside the files of its battle."""
    for path in record_file().parent.parent.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    copy = tmp_path / "history" / "record.yaml"
    copy.parent.mkdir()
    copy.write_bytes(record_file().read_bytes())
    return copy


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("battle: campaign", "battle: campain", "expected a scenario in this folder or above"),
        ("    zaozernaya:\n", "    zaozernoya:\n", "expected a place of the map"),
        ("formation: 39rc", "formation: 39rcc", "expected a formation in play"),
        ('line: ["2221",', 'line: ["9921",', "expected a hex from 0101 to 5655"),
        ("source: [SEED, SHI]", "source: [SEED, SHY]", "sources of the file; not SHY"),
        ("low: 792", "low: 992", "low <= value <= high"),
    ],
)
def test_a_wrong_record_is_told_where_it_is_wrong(written: Path, before: str, after: str, told: str) -> None:
    text = written.read_text("utf-8")
    assert before in text
    written.write_text(text.replace(before, after, 1), "utf-8")
    try:
        load(written)
        _, faults = check_paths([written])
    except BadData as bad:
        faults = list(bad.faults)
    assert any(told in str(fault) and "record.yaml" in str(fault) for fault in faults), faults


def test_the_copy_itself_is_sound(written: Path) -> None:
    assert check_paths([written]) == (1, [])
