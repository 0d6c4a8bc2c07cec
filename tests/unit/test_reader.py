"""Strict reading: plain data with marks, and nothing that two readers could read differently."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.faults import BadData, Fault
from game.scenario.reader import MAX_DEPTH, parse, path_text, read

TEXT = """\
# a comment
name: {en: "Zaozernaya", ru: Заозёрная}
heights: [149, 155.1, -2]
open: true
nothing: null
prose: >-
  two lines
  in one
"""


def test_plain_data() -> None:
    assert parse(TEXT, "f").data == {
        "name": {"en": "Zaozernaya", "ru": "Заозёрная"},
        "heights": [149, 155.1, -2],
        "open": True,
        "nothing": None,
        "prose": "two lines in one",
    }


def test_marks_of_keys_and_values() -> None:
    tree = parse(TEXT, "f")
    assert tree.mark(("name", "ru")) == (2, 30)
    assert tree.mark(("name", "ru"), key=True) == (2, 26)
    assert tree.mark(("heights", 1)) == (3, 16)
    assert tree.mark(("heights", 9)) == (3, 10), "what is missing is told of the thing above it"


def test_path_as_people_write_it() -> None:
    assert path_text(("units", "kanda", "weapons", 0)) == "units.kanda.weapons[1]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: no", "true, false or a text in quotes"),
        ("a: Off", "true, false or a text in quotes"),
        ("a: TRUE", "true, false or a text in quotes"),
        ("a: 17:00", "an hour in quotes"),
        ("a: 1:30:00", "an hour in quotes"),
        ("a: 0777", "a plain number"),
        ("a: 0x1F", "a plain number"),
        ("a: 1_000", "a plain number"),
        ("a: .inf", "a plain number"),
        ("a: 1e5", "a plain number"),
        ("a: 1.5e5", "a plain number"),
        ("a: 123456789012345678901", "a plain number"),
        ("a: &x 1", "the anchor &x"),
        ("a: !!int '1'", "plain values"),
        ("a: 1\na: 2", "each key once"),
        ("<<: {a: 1}", "keys written out"),
        ("? [a]\n: 1", "a key of plain text"),
        ("--- 1\n--- 2", "one document"),
    ],
)
def test_refused(text: str, said: str) -> None:
    with pytest.raises(BadData) as caught:
        parse(text, "f")
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["a: 'no'", 'a: "17:00"', "a: '0777'", "a: 1938-08-06", "a: 4/76"])
def test_quoted_and_harmless_texts_stay_texts(text: str) -> None:
    assert isinstance(parse(text, "f").data["a"], str)


def test_depth_is_bounded() -> None:
    parse("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), "f")
    with pytest.raises(BadData, match="levels of nesting"):
        parse("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, "f")


def test_very_deep_text_does_not_exhaust_the_stack() -> None:
    with pytest.raises(BadData, match="levels of nesting"):
        parse("[" * 1_000_000, "f")


def refused(text: str) -> tuple[Fault, ...]:
    """What is said against a text; nothing when it is plain."""
    try:
        parse(text, "f.yaml")
    except BadData as bad:
        return bad.faults
    return ()


KEYS = st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=8)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S")) | st.just(" "), max_size=20)
LEAVES = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | WORDS
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=5))
def test_agrees_with_the_reference_on_quoted_texts(data: dict[str, object]) -> None:
    """Guards the parser against misreading: what PyYAML writes with quotes, ours reads back."""
    text = yaml.safe_dump(data, default_style=None, allow_unicode=True)
    faults = refused(text)
    # The writer leaves some doubtful texts bare; refusing them is what the reader is for.
    assert all("in quotes" in fault.expected for fault in faults)
    assert faults or parse(text, "f").data == data


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    assert all(fault.file == "f.yaml" and fault.expected for fault in refused(text))


@given(st.binary(max_size=300))
def test_any_bytes_too(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "f.yaml"
    path.write_bytes(raw)
    try:
        read(path)
        faults = []
    except BadData as bad:
        faults = list(bad.faults)
    assert len(faults) <= 1
