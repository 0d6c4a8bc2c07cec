"""The tool that makes the battlefield: its grid, its chains, its text, and that it gives the same bytes."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.grid import plane
from tools import make_map
from tools.mapmaker import borders, chains, ground, hexes, yamltext
from tools.mapmaker.gazetteer import status
from tools.mapmaker.terrain import _levels

HEX = st.integers(0, hexes.COUNT - 1)
PLAIN = np.zeros(hexes.COUNT, dtype=np.bool_)


def test_the_committed_files_are_what_the_tool_makes() -> None:
    for name, data in make_map.files().items():
        assert (make_map.ROOT / name).read_bytes() == data, name


def test_the_command_writes_below_another_folder(tmp_path: Path) -> None:
    script = make_map.ROOT / "tools" / "make_map.py"
    run = [sys.executable, str(script), "--out", str(tmp_path)]
    subprocess.run(run, check=True, cwd=tmp_path, capture_output=True)
    for name in (f"assets/{make_map.HEIGHTS}", f"assets/{make_map.FEATURES}", make_map.MAP):
        assert (tmp_path / name).read_bytes() == (make_map.ROOT / name).read_bytes()


@given(HEX)
def test_label_and_number_are_each_others_inverse(hex_: int) -> None:
    assert hexes.parse(hexes.label(hex_)) == hex_


@given(HEX, st.integers(0, 5))
def test_sides_lead_back_and_have_one_name(hex_: int, direction: int) -> None:
    other = hexes.neighbor(hex_, direction)
    if other is None:
        return
    back = (direction + 3) % 6
    assert hexes.neighbor(other, back) == hex_
    assert hexes.side_name(hex_, direction) == hexes.side_name(other, back)
    here, there = hexes.centers()[[hex_, other]]
    assert np.hypot(*(there - here)) == pytest.approx(hexes.ACROSS_M, abs=0.01)
    turn = np.degrees(np.arctan2(here[1] - there[1], there[0] - here[0])) % 360
    assert turn == pytest.approx(60 * direction, abs=0.01)


@given(st.floats(200, 13_800), st.floats(200, 11_700))
def test_the_nearest_hex_holds_the_point_and_is_the_game_s_own(x: float, y: float) -> None:
    found = hexes.hex_at(x, y)
    outline = shapely.Polygon(hexes.corners(*hexes.centers()[found]))
    assert outline.buffer(0.01).contains(shapely.Point(x, y))
    if not outline.buffer(-0.01).contains(shapely.Point(x, y)):
        return  # on a side either hex is right
    assert (found % hexes.COLUMNS, found // hexes.COLUMNS) == tuple(plane.hex_at(x, y, hexes.ACROSS_M))


def test_a_point_beyond_the_sheet_has_no_hex() -> None:
    assert hexes.hex_at(-50, 500) == -1
    assert hexes.hex_at(500, 12_400) == -1


@given(
    st.lists(st.tuples(st.floats(300, 13_600), st.floats(300, 11_600)), min_size=2, max_size=5, unique=True)
)
def test_a_chain_goes_from_neighbor_to_neighbor(points: list[tuple[float, float]]) -> None:
    line = shapely.LineString(points)
    if line.length < 1000 or not line.is_simple:
        return
    found = chains.chain(line, PLAIN, set())
    assert all(after in hexes.neighbors(before) for before, after in pairwise(found))
    assert {found[0], found[-1]} <= {hexes.hex_at(*points[0]), *hexes.neighbors(hexes.hex_at(*points[0]))} | {
        hexes.hex_at(*points[-1]),
        *hexes.neighbors(hexes.hex_at(*points[-1])),
    }


def test_a_chain_leaves_out_clipped_corners_but_keeps_junctions() -> None:
    y = float(hexes.centers()[hexes.parse("1111"), 1]) - hexes.RADIUS_M / 2 - 10
    line = shapely.LineString([(1000, y), (5000, y)])
    short = chains.chain(line, PLAIN, set())
    dropped = set(chains.chain(line, PLAIN, set(range(hexes.COUNT)))) - set(short)
    assert dropped
    assert dropped <= set(chains.chain(line, PLAIN, dropped))


def test_a_chain_that_water_breaks_is_refused() -> None:
    row = hexes.centers()[hexes.parse("1111")]
    line = shapely.LineString([(row[0] - 1000, row[1]), (row[0] + 1000, row[1])])
    shut = PLAIN.copy()
    shut[hexes.parse("1111")] = True
    with pytest.raises(ValueError, match="neighboring hexes, found 1011, 1211"):
        chains.chain(line, shut, set())


def test_sides_between_two_groups_are_each_named_once() -> None:
    left = PLAIN.copy()
    left[hexes.parse("1010")] = True
    found = borders.sides_between(left, ~left)
    assert len(found) == len(set(found)) == 6


def test_one_water_level_for_each_sheet_of_water() -> None:
    lake = PLAIN.copy()
    one, two = [hexes.parse("1010"), hexes.parse("1110")], [hexes.parse("2020")]
    lake[one + two] = True
    low = np.full(hexes.COUNT, 50.0)
    low[one], low[two] = [7.0, 5.0], 9.0
    level = _levels(lake, low)
    assert level[one].tolist() == [5.0, 5.0]
    assert level[two].tolist() == [9.0]


def test_clipped_areas_keep_their_holes_and_lose_their_scraps() -> None:
    ring = shapely.box(0, 0, 500, 500).difference(shapely.box(100, 100, 200, 200))
    parts = ground._parts(shapely.MultiPolygon([ring, shapely.box(900, 900, 910, 910)]))
    assert [(len(lines), shape) for lines, shape in parts] == [(2, "polygon")]


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("measured (modern course)", "measured"),
        ("centre line measured, width nominal", "measured"),
        ("reconstructed (only Hongui station is measured)", "reconstructed"),
        ("derived from the elevation model", "reconstructed"),
        ("candidate", "candidate"),
    ],
)
def test_words_for_how_sure_a_place_is(told: str, word: str) -> None:
    assert status(told) == word


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30
)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.one_of(TEXTS, st.integers(), st.lists(TEXTS, max_size=40)))
)
def test_written_yaml_reads_back(record: dict[str, object]) -> None:
    lines = [line for key, value in record.items() for line in yamltext.entry(key, value, 2)]
    assert (yaml.safe_load("\n".join(lines)) or {}) == record


def test_long_texts_are_folded_and_read_back() -> None:
    text = " ".join(["word"] * 60)
    lines = yamltext.entry("note", text, 2)
    assert max(map(len, lines)) <= yamltext.WIDTH
    assert yaml.safe_load("\n".join(lines)) == {"note": text}
