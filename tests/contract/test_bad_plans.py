"""Every bad plan is refused with its sentence: file, line, column, key, expected, found, nearest.

The files lie in `bad_plans/`, each a good plan with a single edit; what is said of them stands in
`bad_plans/expected.txt`. After a change that is meant, `KHASAN_REGOLD=1` in front of the test writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bad_sentences import Refused, said
from command_line import Khasan

BAD = Path(__file__).parent / "bad_plans"
REFUSED = Refused(BAD)
GOOD = BAD / "00-good.yaml"
FILES = REFUSED.files
LEAST = 80
SIMULATED = ("condition-code", "who-unknown", "at-bare-hour", "yes-no", "orders-none", "h-missing")


@pytest.mark.skipif("KHASAN_REGOLD" not in os.environ, reason="writes the expected sentences anew")
def test_regold() -> None:
    REFUSED.regold()
    assert REFUSED.told.exists()


def test_there_are_enough() -> None:
    assert len(FILES) >= LEAST
    assert set(REFUSED.expected()) == {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bad_plan_is_refused_with_its_sentence(path: Path) -> None:
    found = said(path)
    assert found == REFUSED.expected()[path.name]
    assert all(": expected " in line for line in found)


def test_the_good_plan_beside_them_is_sound() -> None:
    """Guards the bad ones: each is this one with a single edit."""
    assert said(GOOD) == []
    good = GOOD.read_text("utf-8").splitlines()
    for path in FILES:
        lines = path.read_text("utf-8").splitlines()
        edits = [line for line in lines if line not in good] + [line for line in good if line not in lines]
        assert 1 <= len(edits) <= 2, path.name


@pytest.mark.parametrize("name", SIMULATED)
def test_a_bad_plan_for_a_game_ends_in_its_sentences(name: str, khasan: Khasan) -> None:
    path = BAD / f"{name}.yaml"
    code, out, err = khasan("simulate", "night-assault", "--soviet", str(path))
    lines = err.strip().splitlines()
    assert (code, out) == (1, "")
    assert [line.rpartition("/")[2] for line in lines] == REFUSED.expected()[path.name]


def test_a_plan_of_the_other_side_is_refused(khasan: Khasan) -> None:
    code, _, err = khasan("simulate", "night-assault", "--japanese", str(GOOD))
    assert code == 1
    assert err.startswith("--japanese: expected a plan of the side 'japanese'")
