"""The JSON Schemas that `khasan schema` prints say the same of a file as the game does.

An editor that completes and checks the YAML knows nothing but the schema: every shipped file must pass it,
and a slip of shape that the schema can express must not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import locate
from game.cli.schemas import schema_of
from game.scenario.faults import BadData
from game.scenario.load import MODELS, load, yaml_files
from game.scenario.reader import Tree, read
from game.scenario.validate import shape

BAD = Path(__file__).parent / "bad"
SHIPPED = yaml_files(locate.scenarios())
SHAPES = [
    "head-other-format",
    "head-unknown-key",
    "calendar-day",
    "calendar-hour",
    "map-place-status",
    "map-side-bad",
    "oob-hour-words",
    "oob-id-with-space",
    "oob-label-unquoted",
    "oob-label-words",
    "oob-mark-unknown",
    "oob-men-half",
    "oob-men-negative",
    "oob-men-text",
    "oob-name-in-german",
    "oob-name-without-english",
    "oob-no-source",
    "oob-short-long",
    "rules-no-source",
    "rules-tag",
]


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of(MODELS[kind], kind))


def complaints(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(data["kind"]).iter_errors(data)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_file_passes(path: Path) -> None:
    assert complaints(read(path).data) == []


def test_there_is_a_file_of_every_kind() -> None:
    assert {read(path).data["kind"] for path in SHIPPED} == set(MODELS)


@pytest.mark.parametrize("name", SHAPES)
def test_slip_of_shape_fails(name: str) -> None:
    data = read(BAD / f"{name}.yaml").data
    assert complaints(data) != []
    with pytest.raises(BadData):
        load(BAD / f"{name}.yaml")


@pytest.mark.parametrize("path", sorted(BAD.glob("00-*.yaml")), ids=lambda path: path.stem)
def test_good_file_beside_them_passes(path: Path) -> None:
    assert complaints(read(path).data) == []


CALENDAR = read(BAD / "00-good-calendar.yaml").data
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 300),
    st.sampled_from(["quiet", "06:00", "25:00", "1938-08-01", " ", ""]),
    st.just([]),
    st.just({}),
)
PLACES = [
    ("kind",),
    ("id",),
    ("plans",),
    ("days",),
    ("plans", "quiet"),
    ("plans", "quiet", "name"),
    ("plans", "quiet", "name", "en"),
    ("plans", "quiet", "turns"),
    ("plans", "quiet", "turns", 0),
    ("plans", "quiet", "turns", 0, "from"),
    ("plans", "quiet", "turns", 0, "pulse"),
    ("plans", "quiet", "turns", 2, "night"),
]


def put(data: Any, place: tuple[str | int, ...], value: Any) -> Any:
    """A copy of the data with one value in the place of another."""
    if not place:
        return value
    copy: Any = data.copy()
    copy[place[0]] = put(copy[place[0]], place[1:], value)
    return copy


@given(st.sampled_from(PLACES), LEAVES)
def test_schema_never_refuses_what_the_game_takes(place: tuple[str | int, ...], value: Any) -> None:
    """The schema may know less than the game, never more: no red line under a file that works."""
    data = put(CALENDAR, place, value)
    refused = [*validator("calendar").iter_errors(data)]
    try:
        shape(MODELS["calendar"], Tree("calendar.yaml", data))
    except BadData:
        return
    assert refused == []
