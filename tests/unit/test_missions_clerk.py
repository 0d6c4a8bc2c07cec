"""The clerk: which orders begin, are called, end and are given up, by the hours of small plans."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from builders import SOVIET, World, unit, world
from mission_field import asked, at, mission, moved, picture_of, plan

from game.agents.missions.book import ABORTED, DONE, PLANNED, STARTED, Entry
from game.agents.missions.clerk import PULSE, advance, first
from game.agents.picture import Picture
from game.engine.state import State
from game.scenario.plans.mission import FOREVER, Flight, Kind, Mission, Rules, Until, When
from game.scenario.plans.mission import Test as Condition

BOARD = """
. . . . . .
. . . . . .
. . . . . .
"""
YES, NO = asked("time", ">=", 0), asked("time", "<", 0)


@cache
def made() -> World:
    """Two companies; the turn is three hours."""
    return world(BOARD, unit("red", "su_rifle_company", "0102"), unit("two", "su_rifle_company", "0601"))


@cache
def now() -> Picture:
    return picture_of(made())


NOON = 8 * 1440 + 12 * 60
"""The minute of the first view."""


def one(id: str = "o1", **more: object) -> Mission:
    return mission(made(), "defend", "red", "0502", id=id, **more)


def states(*missions: Mission, minute: int = NOON, book: dict[str, Entry] | None = None) -> dict[str, str]:
    return moved(plan(*missions), at(now(), minute), book)[0]


def test_the_hour_of_the_board() -> None:
    assert (now().view.minute, now().view.end) == (NOON, NOON + 180)


class TestHours:
    @pytest.mark.parametrize(
        ("after", "state", "starts"),
        [
            (-600, STARTED, [0]),
            (0, STARTED, [0]),
            (179, STARTED, [179]),
            (180, PLANNED, []),
            (999, PLANNED, []),
        ],
    )
    def test_an_order_begins_in_the_turn_of_its_hour(self, after: int, state: str, starts: list[int]) -> None:
        told, due = moved(plan(one(at=after)), now())
        assert told == {"o1": state}
        assert [d.start - NOON for d in due] == starts

    def test_next_turn_it_goes_on_from_its_start(self) -> None:
        book, _ = advance(plan(one(at=60)), now(), {}, lambda _: False)
        assert book["o1"].began == NOON + 60
        _, due = advance(plan(one(at=60)), at(now(), NOON + 180), book, lambda _: False)
        assert [(d.start, d.began) for d in due] == [(NOON + 180, NOON + 60)]

    def test_due_in_the_order_of_the_plan(self) -> None:
        _, due = moved(plan(one("b"), one("a"), one("c", at=300)), now())
        assert [d.mission.id for d in due] == ["b", "a"]


class TestConditions:
    def test_a_condition_of_time_holds_inside_the_turn(self) -> None:
        test = asked("time", ">=", NOON + 100)
        assert first(test, now()) == NOON + 4 * PULSE
        assert first(asked("time", ">=", NOON + 180), now()) == -1
        _, due = moved(plan(one(start=When(test=test))), now())
        assert [d.start - NOON for d in due] == [120]

    def test_joined_with_what_is_known_now(self) -> None:
        day = asked("light", "in", values=("day",))
        late = asked("time", ">=", NOON + 60)
        assert first(asked("and", parts=(late, day)), now()) == NOON + 60
        assert first(asked("and", parts=(late, asked("not", parts=(day,)))), now()) == -1

    def test_it_waits_until_its_condition_holds(self) -> None:
        order = one(start=When(test=asked("time", ">", NOON + 400)))
        assert [states(order, minute=NOON + n)["o1"] for n in (0, 180, 360)] == [PLANNED, PLANNED, STARTED]


class TestAfter:
    def test_when_the_other_is_done(self) -> None:
        two = one("o2", start=When(after="o1"))
        for entry, state in (
            (Entry(STARTED, NOON - 60), PLANNED),
            (Entry(ABORTED, NOON - 60, NOON), PLANNED),
            (Entry(DONE, NOON - 60, NOON), STARTED),
        ):
            assert states(one(), two, book={"o1": entry})["o2"] == state

    @pytest.mark.parametrize(("plus", "start"), [(0, 0), (100, 100), (179, 179)])
    def test_so_many_minutes_later(self, plus: int, start: int) -> None:
        order = one("o2", start=When(after="o1", plus=plus))
        _, due = moved(plan(one(), order), now(), {"o1": Entry(DONE, 1, NOON)})
        assert [d.start - NOON for d in due] == [start]

    def test_not_in_this_turn(self) -> None:
        order = one("o2", start=When(after="o1", plus=180))
        assert states(one(), order, book={"o1": Entry(DONE, 1, NOON)})["o2"] == PLANNED
        assert states(one(), order, minute=NOON + 180, book={"o1": Entry(DONE, 1, NOON)})["o2"] == STARTED

    def test_one_after_another_in_the_same_turn_whatever_the_order_of_the_file(self) -> None:
        over = Until(minute=NOON)
        chain = (
            one("o3", start=When(after="o2")),
            one("o2", start=When(after="o1"), until=over),
            one("o1", until=over),
        )
        assert states(*chain) == {"o3": STARTED, "o2": DONE, "o1": DONE}

    def test_after_an_order_that_was_left_out(self) -> None:
        assert states(one("o2", start=When(after="o1")))["o2"] == STARTED


class TestBranches:
    def test_a_branch_calls_once(self) -> None:
        caller, called = one(branches=((YES, "o2"),)), one("o2", start=When(), until=Until(lasts=60))
        orders = plan(caller, called)
        book, due = advance(orders, now(), {}, lambda _: False)
        assert [d.mission.id for d in due] == ["o1", "o2"]
        assert book["o2"].called == NOON
        later = at(now(), NOON + 180)
        book, due = advance(orders, later, book, lambda _: False)
        assert (book["o2"].state, book["o2"].called) == (DONE, NOON)
        book, due = advance(orders, at(now(), NOON + 360), book, lambda _: False)
        assert [d.mission.id for d in due] == ["o1"]

    def test_nobody_calls_what_does_not_hold(self) -> None:
        assert states(one(branches=((NO, "o2"),)), one("o2", start=When()))["o2"] == PLANNED

    @pytest.mark.parametrize("state", [PLANNED, DONE, ABORTED])
    def test_an_order_that_is_not_under_way_calls_nobody(self, state: str) -> None:
        entry = Entry(state, NOON - 300, NOON - 180) if state != PLANNED else Entry()
        caller = one(at=999, branches=((YES, "o2"),))
        assert states(caller, one("o2", start=When()), book={"o1": entry})["o2"] == PLANNED

    def test_one_that_ends_now_still_calls(self) -> None:
        """An order that is done with the taking of its place calls the next one with the same words."""
        caller = one(until=Until(minute=NOON + 180), branches=((asked("time", ">=", NOON + 180), "o2"),))
        told = states(caller, one("o2", start=When()), minute=NOON + 180, book={"o1": Entry(STARTED, NOON)})
        assert told == {"o1": DONE, "o2": STARTED}

    def test_what_begins_inside_the_turn_calls_no_sooner(self) -> None:
        caller, called = one(at=90, branches=((YES, "o2"),)), one("o2", start=When())
        _, due = moved(plan(caller, called), now())
        assert [d.start - NOON for d in due] == [90, 90]

    def test_a_call_brings_an_hour_forward(self) -> None:
        caller, called = one(branches=((YES, "o2"),)), one("o2", at=600)
        assert states(caller, called)["o2"] == STARTED

    def test_a_branch_to_nowhere(self) -> None:
        assert states(one(branches=((YES, "gone"),))) == {"o1": STARTED}


def held(*labels: str) -> Picture:
    """The first view if some hexes were own, all others the enemy's."""

    def change(state: State) -> None:
        state.ground.control[0, :] = 1
        state.ground.control[0, list(made().way(*labels))] = SOVIET
        state.ground.known[0] = state.ground.control[0]
        state.ground.seen[0] = True

    return picture_of(made().changed(change))


class TestUntil:
    @pytest.mark.parametrize(
        ("until", "late"),
        [
            (Until(minute=NOON + 100), 180),
            (Until(minute=NOON + 180), 180),
            (Until(minute=NOON + 181), 360),
            (Until(lasts=180), 180),
            (Until(lasts=181), 360),
            (Until(test=asked("time", ">=", NOON + 200)), 360),
        ],
    )
    def test_it_ends_with_the_first_turn_after(self, until: Until, late: int) -> None:
        book, ends = {"o1": Entry(STARTED, NOON)}, []
        for after in (0, 180, 360):
            ends += [after] if states(one(until=until), minute=NOON + after, book=book)["o1"] == DONE else []
        assert ends[0] == late

    def test_so_long_from_its_own_start(self) -> None:
        order, book = one(at=120, until=Until(lasts=120)), {"o1": Entry(STARTED, NOON + 120)}
        assert states(order, minute=NOON + 180, book=book)["o1"] == STARTED
        assert states(order, minute=NOON + 360, book=book)["o1"] == DONE

    def test_taken(self) -> None:
        order = replace(one(until=Until(taken=True)), goals=one().goals)
        assert moved(plan(order), held("0502"))[0] == {"o1": DONE}
        assert moved(plan(order), held("0102"))[0] == {"o1": STARTED}

    def test_an_attack_without_end_is_done_when_the_place_is_taken(self) -> None:
        order = mission(made(), "attack", "red", "0502 0503")
        assert moved(plan(order), held("0502", "0503"))[0] == {"o1": DONE}
        assert moved(plan(order), held("0502"))[0] == {"o1": STARTED}
        longer = replace(order, until=Until(minute=NOON + 500))
        assert moved(plan(longer), held("0502", "0503"))[0] == {"o1": STARTED}

    def test_a_march_is_done_where_it_leads(self) -> None:
        there = mission(made(), "march", "red", "0202")
        away = mission(made(), "march", "red two", "0202")
        assert states(there) == {"o1": DONE}
        assert states(away) == {"o1": STARTED}
        assert states(replace(there, until=Until(minute=NOON + 500))) == {"o1": STARTED}

    @pytest.mark.parametrize("kind", ["defend", "screen", "dig", "reserve", "support"])
    def test_who_is_to_stay_is_never_done_by_being_there(self, kind: Kind) -> None:
        assert states(replace(one(), kind=kind, goals=mission(made(), "dig", "red", "0102").goals)) == {
            "o1": STARTED
        }

    def test_what_is_done_stays_done(self) -> None:
        for state in (DONE, ABORTED):
            told, due = moved(plan(one()), now(), {"o1": Entry(state, 5, 6, why="hour")})
            assert (told, due) == ({"o1": state}, [])


class TestGivenUp:
    def test_by_its_condition(self) -> None:
        book, due = advance(plan(one(abort=YES)), now(), {}, lambda _: False)
        assert (book["o1"].state, book["o1"].why, book["o1"].ended) == (ABORTED, "condition", NOON)
        assert not due
        assert states(one(abort=NO)) == {"o1": STARTED}

    def test_before_its_time_is_over(self) -> None:
        assert states(one(abort=YES, until=Until(minute=NOON))) == {"o1": ABORTED}

    @pytest.mark.parametrize(("limit", "state"), [(0, STARTED), (19, ABORTED), (20, STARTED), (50, STARTED)])
    def test_by_its_losses(self, limit: int, state: str) -> None:
        red = made().row("red")

        def change(some: State) -> None:
            some.forces.losses[0, red, 0], some.forces.men[0, red] = 24, 96

        picture = picture_of(made().changed(change))
        told, _ = advance(plan(one(rules=Rules(stop_if_loss=limit))), picture, {}, lambda _: False)
        assert told["o1"].state == state
        assert told["o1"].why == ("loss" if state == ABORTED else "")


class TestFlights:
    def test_done_when_everybody_has_flown(self) -> None:
        order = replace(one(), kind="air", flight=Flight())
        red = made().row("red")
        assert states(order, book={"o1": Entry(STARTED, NOON)}) == {"o1": STARTED}
        assert states(order, book={"o1": Entry(STARTED, NOON, over=(red,))}) == {"o1": DONE}


def test_a_plan_without_orders_has_nothing_due() -> None:
    assert moved(plan(), now()) == ({}, [])


def test_orders_that_wait_for_each_other_wait_for_ever() -> None:
    ring = (one("o1", start=When(after="o2")), one("o2", start=When(after="o1")))
    assert states(*ring) == {"o1": PLANNED, "o2": PLANNED}


def test_forever_is_forever() -> None:
    late = one(at=0, until=Until(minute=FOREVER))
    assert states(late, minute=10**6, book={"o1": Entry(STARTED, NOON)}) == {"o1": STARTED}
    assert isinstance(YES, Condition)
