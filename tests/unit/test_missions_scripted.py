"""The agent of a plan: who has the say over whom, standing orders, fire held, work, and what it tells."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, get_args

import numpy as np
import pytest
from agents_field import game_of
from builders import SOVIET, World, unit, world
from mission_field import asked, chosen, mission, of, picture_of, plan, played

from game.agents.missions.book import ABORTED, DELAYED, DONE, PLANNED, STARTED, STATES, Entry, read, write
from game.agents.missions.carry import AT_OPEN_M
from game.agents.missions.clerk import Due
from game.agents.missions.scripted import Scripted, arrived, claims, landed
from game.agents.missions.words import DOINGS, REASONS, changes, said
from game.engine.orders import Assault, Dig, Fire, Hold, March, Rest, Withdraw, Work
from game.i18n import text
from game.scenario.plans.mission import Flight, Goal, Kind, Rules, Until, When

WIDE = """
. . . . . . . . . . . .
. . . . . . . . . . . .
. . . . . . . . . . . .
"""


@cache
def made() -> World:
    return world(
        WIDE,
        unit("c0", "su_rifle_company", "0102"),
        unit("c1", "su_rifle_company", "0202"),
        unit("sap", "su_sapper_company", "0103"),
        unit("at", "su_at_battery", "0302"),
        unit("gun", "su_field_battery", "0101"),
        unit("late", "su_rifle_company", enter="1938-08-07T12:00"),
        unit("sb", "su_bomber_squadron"),
    )


def view() -> Any:
    return made().view(SOVIET)


class TestNoOrders:
    def test_who_has_none_holds_and_digs_where_he_is(self) -> None:
        answer = chosen(view())
        assert {o.unit for o in answer.orders if isinstance(o, Dig)} == {
            made().row(name) for name in ("c0", "c1", "sap", "at", "gun")
        }
        assert answer.reasons == ()
        assert read(answer.memo) == {}

    @pytest.mark.parametrize("scenario", ["bezymyannaya", "night-assault"])
    @pytest.mark.parametrize("side", [0, 1])
    def test_in_a_whole_battle_nobody_goes_anywhere(self, scenario: str, side: int) -> None:
        """Only who is broken goes back, out of the fire."""
        game, memo = game_of(scenario, 5), ""
        who = Scripted(plan(side=side))
        start = game.state.forces.hex[0].copy()
        own = game.setting.cadre.side == side
        while not game.over:
            answer = who.choose(game.view(side), memo)
            memo = answer.memo
            assert not [o for o in answer.orders if isinstance(o, March) and not isinstance(o, Withdraw)]
            assert not any(game.plot(side, order) for order in answer.orders)
            for one in (0, 1):
                game.commit(one)
            game.play()
        forces = game.state.forces
        steady = own & (start >= 0) & (forces.hex[0] >= 0) & (forces.nerve[0] == 0)
        assert steady.any()
        assert (forces.hex[0] == start)[steady].mean() > 0.7
        assert forces.works[0, own & (start >= 0) & ~game.setting.cadre.flies].max() > 0


class TestClaims:
    def due(self, id: str, who: str, start: int = 0, **more: Any) -> Due:
        return Due(mission(made(), more.pop("kind", "defend"), who, "0202", id=id, **more), start, start)

    def say(self, *dues: Due) -> list[int]:
        return [int(place) for place in claims(len(made().setting.cadre), list(dues))[:2]]

    def test_the_more_urgent_has_the_say(self) -> None:
        assert self.say(self.due("a", "c0 c1", priority=2), self.due("b", "c0", 90, priority=5)) == [0, 0]
        assert self.say(self.due("a", "c0 c1", priority=5), self.due("b", "c0", priority=2)) == [1, 0]

    def test_of_equals_the_one_that_began_last(self) -> None:
        assert self.say(self.due("a", "c0 c1", 90), self.due("b", "c0", 60)) == [0, 0]
        assert self.say(self.due("a", "c0 c1", 60), self.due("b", "c0", 90)) == [1, 0]

    def test_of_those_the_last_of_the_plan(self) -> None:
        assert self.say(self.due("a", "c0 c1"), self.due("b", "c0")) == [1, 0]

    def test_fire_and_flights_say_nothing_of_where_to_stand(self) -> None:
        shells = self.due("b", "c0", kind="bombard", priority=1)
        look = self.due("c", "c0", kind="recon", priority=1, flight=Flight(kind="recon"))
        assert self.say(self.due("a", "c0 c1"), shells, look) == [0, 0]

    def test_who_goes_along_is_claimed_and_who_is_on_call_is_not(self) -> None:
        along = self.due("a", "c0", aid=(("with", (made().row("c1"),)),))
        call = self.due("a", "c0", aid=(("on_call", (made().row("c1"),)),))
        assert self.say(along) == [0, 0]
        assert self.say(call) == [0, -1]

    def test_nobody_has_two_orders_for_one_thing(self) -> None:
        orders = (
            mission(made(), "march", "c0 c1", "1202", id="a"),
            mission(made(), "defend", "c0", "0902", id="b"),
            mission(made(), "withdraw", "c1", "0502", id="c"),
        )
        told = [(o.unit, o.group) for o in chosen(view(), *orders).orders if o.group in ("act", "fire")]
        assert len(told) == len(set(told))


class TestStanding:
    @pytest.mark.parametrize("kind", ["defend", "screen", "support", "reserve", "dig", "delay"])
    def test_an_order_without_a_place_holds_where_they_stand(self, kind: Any) -> None:
        answer = chosen(view(), mission(made(), kind, "c0"))
        assert [type(o) for o in of(answer.orders, made(), "c0")] == [Dig]
        assert of(answer.orders, made(), "c0", "fire") == [Fire(unit=made().row("c0"), policy="overwatch")]

    def test_it_stops_who_marches(self) -> None:
        first = mission(made(), "march", "c0", "1202", id="a")
        stop = mission(made(), "defend", "c0", id="b", at=180)
        state, _, answers = played(made(), plan(first, stop), 2)
        assert [type(o) for o in of(answers[0].orders, made(), "c0")] == [March]
        assert not [o for o in of(answers[1].orders, made(), "c0") if isinstance(o, March)]
        assert state.acts.act[0, made().row("c0")] != 1

    def test_who_goes_along_goes_to_the_place(self) -> None:
        order = mission(made(), "march", "c0", "1202", aid=(("with", (made().row("c1"),)),))
        (march,) = of(chosen(view(), order).orders, made(), "c1")
        assert isinstance(march, March)
        assert made().setting.board.meters(march.route[-1], made().hex("1202")) <= 250

    def test_who_is_on_call_stays(self) -> None:
        order = mission(made(), "march", "c0", "1202", aid=(("on_call", (made().row("c1"),)),))
        assert [type(o) for o in of(chosen(view(), order).orders, made(), "c1")] == [Dig]

    def test_units_of_several_places_are_spread_over_them(self) -> None:
        order = mission(made(), "march", "c0 c1", "1201")
        goals = tuple(Goal(p, made().way(p), order.units) for p in ("1201", "1203"))
        orders = chosen(view(), replace(order, goals=goals)).orders
        ends = [
            o.route[-1] for name in ("c0", "c1") for o in of(orders, made(), name) if isinstance(o, March)
        ]
        assert sorted(ends) == sorted(made().way("1201", "1203"))


class TestFireHeld:
    def fires(self, **more: Any) -> dict[str, list[Any]]:
        orders = chosen(view(), mission(made(), "defend", "c0 at", "0202", **more)).orders
        return {name: of(orders, made(), name, "fire") for name in ("c0", "at")}

    def test_to_the_distance_of_the_order(self) -> None:
        told = self.fires(rules=Rules(hold_fire_until=250))
        assert [[o.open_m for o in orders] for orders in told.values()] == [[250], [250]]

    def test_an_ambush_is_one_of_guns_against_tanks(self) -> None:
        told = self.fires(tactic="at_ambush")
        assert [o.open_m for o in told["at"]] == [AT_OPEN_M]

    def test_else_they_watch(self) -> None:
        assert {o.open_m for orders in self.fires().values() for o in orders} == {0}

    def test_said_once(self) -> None:
        order = mission(made(), "defend", "c0", "0102", rules=Rules(hold_fire_until=250))
        _, _, answers = played(made(), plan(order), 2)
        assert not of(answers[1].orders, made(), "c0", "fire")


class TestWork:
    def test_sappers_do_their_task_and_the_others_dig(self) -> None:
        order = mission(made(), "engineer", "sap c0", "0103", task="wire")
        orders = chosen(view(), order).orders
        works = [o for o in orders if isinstance(o, Work)]
        assert [(o.unit, o.task) for o in works] == [(made().row("sap"), "wire")]
        _, _, answers = played(made(), plan(order), 2)
        assert not [o for o in answers[1].orders if isinstance(o, Work)]


class TestLanded:
    def test_who_has_nothing_left_to_fly_is_over(self) -> None:
        sb = made().row("sb")
        told = landed(view(), {"o1": Entry(STARTED, 0, sent=(sb,)), "o2": Entry(STARTED, 0)})
        assert told["o1"] == Entry(STARTED, 0, over=(sb,))
        assert told["o2"] == Entry(STARTED, 0)

    def test_who_waits_for_weather_is_not(self) -> None:
        sb = made().row("sb")

        def waits(state: Any) -> None:
            state.flights.aircraft[0, sb] = 3

        before = {"o1": Entry(STARTED, 0, sent=(sb,))}
        assert landed(made().changed(waits).view(SOVIET), before)["o1"] == Entry(STARTED, 0)

    def test_rows_of_no_unit_are_nothing(self) -> None:
        assert landed(view(), {"o1": Entry(STARTED, 0, sent=(99_999,))})["o1"].over == ()


class TestArrived:
    def test_when_the_last_is_there(self) -> None:
        picture = picture_of(made())
        assert arrived(picture, mission(made(), "march", "c0 c1", "0202"))
        assert not arrived(picture, mission(made(), "march", "c0 c1", "1202"))

    def test_not_before_those_have_come_who_are_to_come(self) -> None:
        assert not arrived(picture_of(made()), mission(made(), "march", "c0 late", "0202"))

    def test_each_at_its_own_place_and_nobody_is_waited_for_who_is_gone(self) -> None:
        order = mission(made(), "march", "c0 c1", "0102")
        rows = order.units
        goals = (Goal("a", made().way("0102"), rows[:1]), Goal("b", made().way("1202"), rows[1:]))
        assert not arrived(picture_of(made()), replace(order, goals=goals))

        def gone(state: Any) -> None:
            state.forces.men[0, rows[1]], state.forces.gone[0, rows[1]] = 0, True
            state.forces.hex[0, rows[1]] = -1

        assert arrived(picture_of(made().changed(gone)), replace(order, goals=goals))

    def test_an_order_without_a_place_never_arrives(self) -> None:
        assert not arrived(picture_of(made()), mission(made(), "march", "c0"))


class TestWords:
    def test_every_change_has_its_sentence(self) -> None:
        order = mission(made(), "attack", "c0", "1202", id="S1")
        name = "S1 c0: attack, 1202"
        assert said(order) == name
        cases = {
            STARTED: f"{name}: begins.",
            DELAYED: f"{name}: waits, too few for those believed there.",
            DONE: f"{name}: done, the place is taken.",
            ABORTED: f"{name}: given up, it has lost too many men.",
        }
        why = {STARTED: "", DELAYED: "odds", DONE: "taken", ABORTED: "loss"}
        for state, sentence in cases.items():
            after = {"S1": Entry(state, 0, why=why[state])}
            assert changes(plan(order), {}, after) == [sentence]
            assert changes(plan(order), after, after) == []

    def test_late_for_another_reason_is_told_again(self) -> None:
        order = mission(made(), "attack", "c0", "1202", id="S1")
        before, after = {"S1": Entry(DELAYED, 0, why="far")}, {"S1": Entry(DELAYED, 0, why="odds")}
        assert len(changes(plan(order), before, after)) == 1

    @pytest.mark.parametrize("reason", REASONS)
    def test_every_reason_is_said(self, reason: str) -> None:
        order = mission(made(), "march", "c0", "1202")
        (sentence,) = changes(plan(order), {}, {"o1": Entry(DELAYED, 0, why=reason)})
        assert text(REASONS[reason]) in sentence

    def test_every_kind_of_order_has_a_word(self) -> None:
        assert set(DOINGS) == set(get_args(Kind))
        assert set(STATES) == {PLANNED, STARTED, DELAYED, DONE, ABORTED}

    def test_a_game_tells_what_becomes_of_its_orders(self) -> None:
        """Begun, there, and given up; what goes on is not told again."""
        orders = (
            mission(made(), "march", "c0", "0502", id="a"),
            mission(
                made(), "defend", "c1", "0202", id="b", abort=asked("time", ">=", made().state.minute + 180)
            ),
            mission(made(), "defend", "late", "0202", id="c"),
            mission(made(), "dig", "at", "0302", id="d", until=Until(lasts=180)),
            mission(made(), "march", "gun", "0401", id="e", start=When(after="a")),
        )
        _, memo, answers = played(made(), plan(*orders), 2)
        assert answers[0].reasons == (
            "a c0: march, 0502: begins.",
            "b c1: defend, 0202: begins.",
            "c late: defend, 0202: waits, nobody of it can be used yet.",
            "d at: dig in, 0302: begins.",
        )
        assert answers[1].reasons == (
            "a c0: march, 0502: done, everybody is there.",
            "b c1: defend, 0202: given up, its condition is met.",
            "d at: dig in, 0302: done, its time is over.",
            "e gun: march, 0401: begins.",
        )
        assert {name: entry.state for name, entry in read(memo).items()} == {
            "a": DONE,
            "b": ABORTED,
            "c": DELAYED,
            "d": DONE,
            "e": STARTED,
        }


def test_the_answer_is_one_of_view_and_memo() -> None:
    orders = plan(mission(made(), "march", "c0 c1", "1202"), mission(made(), "dig", "at", "0302", id="o2"))
    who = Scripted(orders)
    first = who.choose(view())
    assert first == Scripted(orders).choose(view()) == who.choose(view())
    assert who.choose(view(), "no book at all").memo == first.memo
    done = write({"o1": Entry(DONE, 0, 0)})
    assert who.choose(view(), done) != first


def test_who_is_broken_goes_back_before_all_orders() -> None:
    board = world(WIDE, unit("c0", "su_rifle_company", "0602"), unit("x", "jp_rifle_company", "0802"))

    def broken(state: Any) -> None:
        state.forces.nerve[0, 0] = 2

    some = board.changed(broken).view(SOVIET)
    orders = chosen(some, mission(board, "attack", "c0", "0802", posture="bold")).orders
    assert not [o for o in orders if isinstance(o, Assault)]
    assert {type(o) for o in of(orders, board, "c0")} <= {Withdraw, Rest, Dig, Hold}
    assert np.asarray(some.forces.nerve)[0] == 2
