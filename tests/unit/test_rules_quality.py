"""Grades of quality and what shifts them."""

from __future__ import annotations

from typing import Any

import pytest
from assault_chain import RULES

from game.rules.quality import freeze_quality, shifted

TABLE = freeze_quality(RULES)
GRADES = RULES.table("units", "quality").rows
SOVIET, JAPANESE = 0, 1
NOON_7_AUGUST = 9 * 1440 + 720


def grade(start: str = "b", side: int = JAPANESE, **happens: Any) -> str:
    usual = {"foot": True, "attacks": False, "night": False, "marched": False, "in_works": 0}
    given = {"minute": NOON_7_AUGUST} | usual | happens
    return GRADES[int(shifted(TABLE, GRADES.index(start), side, **given))]


def test_nothing_shifts_by_itself() -> None:
    assert [grade(g, s) for g in GRADES for s in (SOVIET, JAPANESE)] == [g for g in GRADES for _ in "sj"]


@pytest.mark.parametrize(
    ("side", "happens", "found"),
    [
        (JAPANESE, {"attacks": True, "night": True}, "b_plus"),
        (JAPANESE, {"attacks": True}, "b"),
        (JAPANESE, {"night": True}, "b"),
        (JAPANESE, {"attacks": True, "night": True, "foot": False}, "b"),
        (SOVIET, {"attacks": True, "night": True}, "b"),
        (SOVIET, {"attacks": True, "marched": True}, "b_minus"),
        (SOVIET, {"marched": True}, "b"),
        (JAPANESE, {"attacks": True, "marched": True}, "b"),
        (SOVIET, {"in_works": 9000}, "b"),
    ],
)
def test_what_shifts_whom(side: int, happens: dict[str, Any], found: str) -> None:
    assert grade("b", side, **happens) == found


def test_works_count_by_full_spans_from_the_first_of_august() -> None:
    """Two days a step: 2,879 minutes are none, 5,760 are two; at noon on 3 August two and a half passed."""
    assert [grade(in_works=minutes) for minutes in (2879, 2880, 5760)] == ["b", "b_plus", "a_minus"]
    assert grade(in_works=9000, minute=5 * 1440 + 720) == "b_plus"
    assert grade(in_works=9000, minute=1440) == "b"


def test_no_shift_leaves_the_list() -> None:
    assert grade("a", attacks=True, night=True, in_works=9000) == "a"
    assert grade("c", SOVIET, attacks=True, marched=True) == "c"
    assert grade("b_minus", attacks=True, night=True, in_works=2880) == "b_plus"
