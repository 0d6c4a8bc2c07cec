"""Laws of sight, and the table against a walk in plain Python."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sight_oracle import Survey, bare_board, center, least
from whole_map import differing

from game import locate
from game.grid import plane
from game.rules.los import STANDING, TRENCH, SightTable, sight_table
from game.rules.los_profile import profile
from game.scenario.ground import load_ground
from game.scenario.sight import PERCH_M

BOARD = bare_board(7, 6)
REACH = 1600
HEIGHTS = locate.assets() / "terrain" / "heights.npz"

surveys = st.builds(
    Survey.of,
    hnp.arrays(np.int16, (34, 38), elements=st.integers(-30, 600)),
    st.integers(-120, 60),
    st.integers(-120, 60),
    st.sampled_from([50, 50, 40, 75]),
)
perched = st.builds(replace, surveys, perch_m=st.sampled_from([0, 40, 75, 100]))
hexes = st.integers(0, BOARD.hexes - 1)


def table_of(survey: Survey, eyes_dm: tuple[int, ...] = (17, 9)) -> SightTable:
    return sight_table(BOARD, survey.relief(), REACH, eyes_dm)


@given(perched, st.lists(st.tuples(hexes, hexes), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_the_table_is_that_of_a_plain_walk(survey: Survey, pairs: list[tuple[int, int]]) -> None:
    table = table_of(survey)
    for a, b in pairs:
        near = BOARD.meters(a, b) <= table.reach_m
        for row, eye_dm in enumerate(table.eyes_dm):
            expected = least(BOARD, survey, a, b, eye_dm) if near and a != b else (0 if a == b else 255)
            assert table.hmin(row, a, b) == expected


@given(surveys)
@settings(max_examples=20, deadline=None)
def test_a_higher_eye_never_sees_less(survey: Survey) -> None:
    table = table_of(survey, (17, 9, 40)).table
    assert (table[STANDING] <= table[TRENCH]).all()
    assert (table[2] <= table[STANDING]).all()


@given(surveys)
@settings(max_examples=20, deadline=None)
def test_a_wider_choice_of_place_never_sees_less(survey: Survey) -> None:
    tables = [table_of(replace(survey, perch_m=m)).table for m in (0, 50, 90)]
    assert (tables[1] <= tables[0]).all()
    assert (tables[2] <= tables[1]).all()


@given(surveys, hexes, st.integers(0, 33), st.integers(0, 37), st.integers(1, 500))
@settings(max_examples=40, deadline=None)
def test_lower_ground_between_never_hides(survey: Survey, a: int, i: int, j: int, dm: int) -> None:
    lowered = [list(row) for row in survey.heights]
    lowered[i][j] -= dm
    below = replace(survey, heights=lowered)
    before, after = survey.relief().height, below.relief().height
    # Pairs whose own ground stays; the point dug away can only lie between them.
    i_of, j_of = np.array([survey.halves(*center(BOARD, h), 1) for h in range(BOARD.hexes)]).T
    same = before[i_of, j_of] == after[i_of, j_of]
    if not same[a]:
        return
    ends = np.flatnonzero(same)
    assert (table_of(below).hmin(STANDING, a, ends) <= table_of(survey).hmin(STANDING, a, ends)).all()


@given(surveys, st.integers(-900, 900))
@settings(max_examples=20, deadline=None)
def test_raising_all_the_ground_changes_nothing(survey: Survey, dm: int) -> None:
    raised = replace(survey, heights=[[h + dm for h in row] for row in survey.heights])
    assert (table_of(raised).table == table_of(survey).table).all()


@given(surveys)
@settings(max_examples=20, deadline=None)
def test_who_is_seen_at_eye_height_sees_back(survey: Survey) -> None:
    # Eyes at a whole number of quarter-meters, so that nothing is lost in rounding.
    table = table_of(survey, (20,))
    a, b = np.divmod(np.arange(BOARD.hexes**2), BOARD.hexes)
    assert (table.visible(0, a, b, 20) == table.visible(0, b, a, 20)).all()


@given(perched, hexes, hexes, st.sampled_from([(STANDING, 17), (TRENCH, 9)]), st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_a_profile_agrees_with_the_table(
    survey: Survey, a: int, b: int, eye: tuple[int, int], target_dm: int
) -> None:
    table = table_of(survey)
    if a == b or BOARD.meters(a, b) > table.reach_m:
        return
    cut = profile(BOARD, survey.relief(), a, b, eye[1], target_dm)
    assert cut.hmin == table.hmin(eye[0], a, b)
    assert cut.seen == table.visible(eye[0], a, b, target_dm)
    assert cut.lit[-1] == (cut.hmin == 0)
    # Only rounding up to a quarter-meter may hide a target whose line is clear.
    over = np.max(cut.curved - cut.line)
    if cut.seen:
        assert over < 1e-6
    elif target_dm >= 3:
        assert profile(BOARD, survey.relief(), a, b, eye[1], target_dm - 3).cut.any()


@cache
def campaign() -> tuple[Survey, SightTable]:
    with np.load(HEIGHTS) as file:
        survey = Survey.of(file["heights"], int(file["x0"]), int(file["y0"]), int(file["cell_m"]), PERCH_M)
    return survey, sight_table(bare_board(56, 55), survey.relief())


@pytest.mark.skipif(not HEIGHTS.exists(), reason="the surveyed heights are not there")
def test_the_campaign_table_is_that_of_a_plain_walk() -> None:
    survey, table = campaign()
    board = bare_board(56, 55)
    # Pairs spread over the map by two strides that share no factor with its size.
    pairs = [(i * 1117 % board.hexes, i * 2003 % board.hexes) for i in range(1, 601)]
    near = [(a, b) for a, b in pairs if a != b and board.meters(a, b) <= table.reach_m]
    assert len(near) >= 200
    for a, b in near:
        for row, eye_dm in enumerate(table.eyes_dm):
            assert table.hmin(row, a, b) == least(board, survey, a, b, eye_dm), (a, b, eye_dm)


@pytest.mark.skipif(not HEIGHTS.exists(), reason="the surveyed heights are not there")
@pytest.mark.parametrize("stride", [397, pytest.param(1, marks=pytest.mark.soak)])
def test_the_campaign_table_is_exact_from_every_so_manieth_hex(stride: int) -> None:
    survey, table = campaign()
    board = bare_board(56, 55)
    for eye_dm in table.eyes_dm:
        assert differing(board, survey, table, range(0, board.hexes, stride), eye_dm) == 0


@pytest.mark.skipif(not HEIGHTS.exists(), reason="the surveyed heights are not there")
def test_zaozernaya_commands_the_east() -> None:
    """From the crest hex most of the Soviet side within 4 km lies open, the lake's far shore with it."""
    _, table = campaign()
    board = bare_board(56, 55)
    # 42.4465 N 130.5945 E in sheet meters.
    crest = board.hex_at(5627.0, 7916.0)
    assert board.label(crest) == "2337"
    meters = board.meters(crest, np.arange(board.hexes))
    col = np.arange(board.hexes) % board.cols
    east = (meters <= 4000) & (col > crest % board.cols)
    seen = table.visible(STANDING, crest, np.arange(board.hexes), 17)
    assert seen[east].mean() > 0.75
    shores = [plane.hexes_at(lake.lines[0]) for lake in load_ground().of_kind("lake")]
    numbers = [shore[:, 1] * board.cols + shore[:, 0] for shore in shores if (shore < (56, 55)).all()]
    khasan = min(numbers, key=lambda shore: float(meters[shore].mean()))
    assert seen[khasan].mean() > 0.8
    # The way back is no better hidden: what the crest sees, sees the crest.
    back = table.visible(STANDING, np.flatnonzero(east & seen), crest, 20)
    assert back.mean() > 0.95
