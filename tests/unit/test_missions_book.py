"""The book of a plan: what is written reads back, and what is none of ours counts as nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from game.agents.missions.book import (
    ABORTED,
    DELAYED,
    DONE,
    LONGEST,
    PLANNED,
    STARTED,
    STATES,
    WHY,
    Entry,
    laid,
    read,
    write,
)
from game.scenario.models.plan import MAX_ORDERS

NO_STATES: list[Any] = ["begun", None, 1, [], {}]
NO_MINUTES: list[Any] = [-2, 10**7, 1.0, True, "1", None]
NO_UNITS: list[Any] = [None, 3, "3", [-1], [True], [10**5], [[1]]]
NO_REASONS: list[Any] = [None, 7, []]
ROW = ["started", 100, -1, -1, "far", [3], []]


def changed(place: int, value: object) -> str:
    row: list[Any] = list(ROW)
    row[place] = value
    return json.dumps({"o1": row})


class TestRoundTrip:
    @pytest.mark.parametrize("state", STATES)
    def test_every_state(self, state: str) -> None:
        book = {"J1": Entry(state, 10, 20, 5, "odds", (1, 2), (3,)), "Приказ-2": Entry(state, 0)}
        assert read(write(book)) == book

    def test_what_has_not_happened_takes_no_room(self) -> None:
        assert write({"o1": Entry(), "o2": Entry(DONE, 1, 2)}) == '{"o2":["done",1,2,-1,"",[],[]]}'
        assert read(write({"o1": Entry()})) == {}

    def test_a_book_of_as_many_orders_as_a_plan_may_have(self) -> None:
        entry = Entry(DELAYED, 20_000, 20_000, 20_000, "condition", tuple(range(400, 440)), (17,))
        full = {f"an-order-with-a-long-name-{n:04d}": entry for n in range(MAX_ORDERS)}
        assert read(write(full)) == full

    def test_the_fires_of_the_turn(self) -> None:
        fires = ((3, 100, 40), (4, 101, 12))
        text = write({"o1": Entry(DONE, 1, 2)}, fires)
        assert laid(text) == fires
        assert read(text) == {"o1": Entry(DONE, 1, 2)}
        assert laid(write({"o1": Entry(DONE, 1, 2)})) == ()

    @pytest.mark.parametrize("rows", [None, 3, {}, [3], [[1, 2]], [[1, 2, -3]], [[1, 2, True]]])
    def test_fires_that_are_none_count_as_none(self, rows: Any) -> None:
        assert laid(json.dumps({"@laid": rows})) == ()
        assert laid("@laid{") == ()

    def test_one_in_hand_or_over(self) -> None:
        assert [Entry(state).open for state in STATES] == [False, True, True, False, False]
        assert [Entry(state).closed for state in STATES] == [False, False, False, True, True]
        assert STATES == (PLANNED, STARTED, DELAYED, DONE, ABORTED)


class TestHostile:
    @pytest.mark.parametrize(
        "text", ["", "{", "[]", "null", '"started"', "1" * 5000, "[" * 100_000, "\x00", "{" + " " * LONGEST]
    )
    def test_no_book_at_all(self, text: str) -> None:
        assert read(text) == {}

    @pytest.mark.parametrize(
        ("place", "value"),
        [
            *((0, value) for value in NO_STATES),
            *((place, value) for place in (1, 2, 3) for value in NO_MINUTES),
            *((4, value) for value in NO_REASONS),
            *((place, value) for place in (5, 6) for value in NO_UNITS),
        ],
    )
    def test_a_line_that_is_none_is_left_out(self, place: int, value: object) -> None:
        assert read(json.dumps({"o1": ROW}))
        assert read(changed(place, value)) == {}

    def test_the_other_lines_stay(self) -> None:
        text = json.dumps({"o1": ROW, "o2": ROW[:6], "o3": [*ROW, 1], "o4": {}, "o5": ROW})
        assert set(read(text)) == {"o1", "o5"}

    def test_a_reason_is_cut(self) -> None:
        assert read(changed(4, "x" * 999))["o1"].why == "x" * WHY

    def test_what_was_read_can_be_written_to_a_file(self) -> None:
        """Half a pair of characters is a text for JSON, and for no file."""
        text = '{"o\\ud800":["done",1,2,-1,"\\ud800",[],[]],"o2":["done",1,2,-1,"\\ud800",[],[]]}'
        assert write(read(text)).encode()
