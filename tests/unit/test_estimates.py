"""Estimates: as text and back, in a game file, in a branch; and memos that only their writer gets."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import JAPANESE, SOVIET
from store_field import again, begun, play_turn

from game.agents.base import Estimate
from game.agents.estimates import read, write
from game.store.branch import branch
from game.store.record import load_record
from game.store.saved import Saved

ONE = Estimate((4, 9), (0, 2), believed=97, chance=70, lost=84, kind="attack", reason=1)


def expecting(saved: Saved, side: int, estimates: tuple[str, ...]) -> None:
    """A turn without orders for which a side has estimates."""
    saved.reason(side, ("because",), estimates)
    for who in (SOVIET, JAPANESE):
        saved.commit(who)
    saved.play()


def test_an_estimate_reads_back_to_itself() -> None:
    assert read(write(ONE)) == ONE
    assert read(write(replace(ONE, kind="occupy", reason=-1))) == replace(ONE, kind="occupy", reason=-1)


@pytest.mark.parametrize(
    "change",
    [
        {"chance": 101},
        {"chance": True},
        {"lost": -1},
        {"believed": 2.5},
        {"kind": "dance"},
        {"kind": ["attack"]},
        {"hexes": [-1]},
        {"hexes": "4"},
        {"units": [0] * 400},
        {"more": 1},
        {"reason": None},
    ],
)
def test_what_is_none_is_not_taken_for_one(change: dict[str, object]) -> None:
    assert read(json.dumps(json.loads(write(ONE)) | change)) is None


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 1_500, write(ONE) + " " * 2_000])
def test_rubbish_is_no_estimate(text: str) -> None:
    assert read(text) is None


def test_the_file_keeps_estimates_and_a_branch_takes_them_along(tmp_path: Path) -> None:
    path, out = tmp_path / "one.khasan", tmp_path / "two.khasan"
    with begun(path) as saved:
        expecting(saved, JAPANESE, (write(ONE), "x" * 3_000))
    kept = load_record(path).turns[0].estimates
    assert kept == ([], [write(ONE)])
    branch(path, 1, out)
    assert load_record(out).turns[0].estimates == kept


def test_later_reasons_take_the_place_of_earlier_ones_and_of_their_estimates(tmp_path: Path) -> None:
    path = tmp_path / "one.khasan"
    with begun(path) as saved:
        saved.reason(SOVIET, ("first",), (write(ONE),))
        saved.reason(SOVIET, ("second",))
    row = load_record(path).turns[0]
    assert (row.reasons[SOVIET], row.estimates[SOVIET]) == (["second"], [])


def test_a_rewind_sets_estimates_aside(tmp_path: Path) -> None:
    path = tmp_path / "one.khasan"
    with begun(path) as saved:
        expecting(saved, SOVIET, (write(ONE),))
        saved.rewind(0, "once more")
    record = load_record(path)
    assert record.turns[0].estimates == ([], [])
    assert record.rewinds[0].undone[0].estimates == ([write(ONE)], [])


def test_who_takes_over_gets_no_memo_of_another(tmp_path: Path) -> None:
    path = tmp_path / "one.khasan"
    with begun(path) as saved:
        saved.keep(SOVIET, "mine")
        saved.keep(JAPANESE, "his")
        play_turn(saved, 0)
        assert (saved.memo(SOVIET), saved.memo(JAPANESE)) == ("mine", "his")
        saved.take_over(SOVIET, "greedy")
        assert (saved.memo(SOVIET), saved.memo(JAPANESE)) == ("", "his")
    assert again(path).memo(SOVIET) == ""


def test_a_branch_may_be_led_by_others_from_its_turn_on(tmp_path: Path) -> None:
    path, out = tmp_path / "one.khasan", tmp_path / "two.khasan"
    with begun(path) as saved:
        play_turn(saved, 0)
    before = path.read_bytes()
    branch(path, 1, out, {SOVIET: "plan:plans/mine.yaml"}, {"plans/mine.yaml": b"a plan"})
    record = load_record(out)
    assert [record.player(side, 0) for side in (0, 1)] == ["human", "human"]
    assert [record.player(side, 1) for side in (0, 1)] == ["plan:plans/mine.yaml", "human"]
    assert record.texts.files["plans/mine.yaml"] == b"a plan"
    assert path.read_bytes() == before
