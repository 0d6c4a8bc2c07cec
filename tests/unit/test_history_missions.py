"""What becomes of orders: rows from two books, and the course of an order over many games."""

from __future__ import annotations

from game.agents.missions.book import ABORTED, DELAYED, DONE, STARTED, Entry
from game.analysis.history.missions import MissionRow, changes, courses


class TestChanges:
    def test_a_mission_that_begins(self) -> None:
        after = {"a": Entry(STARTED, began=60)}
        assert changes(0, {}, after, 0) == [MissionRow(0, "a", STARTED, 60)]

    def test_one_that_is_late_has_begun_and_tells_why(self) -> None:
        after = {"a": Entry(DELAYED, began=60, why="far")}
        assert changes(1, {}, after, 90) == [
            MissionRow(1, "a", STARTED, 60),
            MissionRow(1, "a", DELAYED, 90, "far"),
        ]

    def test_nothing_new_is_no_row(self) -> None:
        book = {"a": Entry(DELAYED, began=60, why="far")}
        assert changes(0, book, book, 90) == []

    def test_the_end_is_told_with_its_own_minute(self) -> None:
        before = {"a": Entry(STARTED, began=60)}
        after = {"a": Entry(DONE, began=60, ended=180, why="hour")}
        assert changes(0, before, after, 240) == [MissionRow(0, "a", DONE, 180, "hour")]

    def test_one_that_waits_no_longer(self) -> None:
        before = {"a": Entry(DELAYED, began=60, why="far")}
        assert changes(0, before, {"a": Entry(STARTED, began=60)}, 90) == []


class TestCourses:
    GAMES = (
        (
            MissionRow(0, "a", STARTED, 60),
            MissionRow(0, "a", DELAYED, 60, "far"),
            MissionRow(0, "a", DONE, 120),
        ),
        (MissionRow(0, "a", STARTED, 80), MissionRow(0, "a", ABORTED, 140, "loss")),
        (MissionRow(1, "a", STARTED, 99),),
    )

    def test_over_many_games(self) -> None:
        (course,) = courses({"a": 60}, self.GAMES, 0)
        assert (course.started, course.delayed, course.done, course.aborted) == (2, 1, 1, 1)
        assert (course.never, course.begun, course.ended) == (1, (60, 80), (120, 140))
        assert course.reasons == {"far": 1, "loss": 1}

    def test_a_reason_counts_once_a_game(self) -> None:
        rows = (MissionRow(0, "a", DELAYED, 0, "far"), MissionRow(0, "a", DELAYED, 60, "far"))
        (course,) = courses({"a": 0}, (rows,), 0)
        assert course.reasons == {"far": 1}

    def test_a_mission_that_never_began_is_told_too(self) -> None:
        (_, other) = courses({"a": 60, "b": -1}, self.GAMES, 0)
        assert (other.id, other.planned, other.never) == ("b", -1, 3)
