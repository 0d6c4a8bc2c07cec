"""Fire and flights of missions: how many rounds when and where, and who flies once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from builders import JAPANESE, NIGHT, SOVIET, World, unit, world
from mission_field import asked, at, believing, chosen, mission, picture_of, plan, played

from game.agents.missions.clerk import Due
from game.agents.missions.guns import LONGEST, flights, ordered, targets, window
from game.agents.picture import LOCATED, Picture, draw
from game.engine.orders import Bombard, Fly
from game.engine.view import View
from game.rules.beliefs_table import GRADES
from game.scenario.plans.mission import FOREVER, Fires, Flight, Mission, Rules, Until, When

BOARD = """
. . . . . . . . . . . . . . . .
. . . . . . . . . . . . . . . .
. . . . . . . . . . . . . . . .
"""
FAR = "1402 1502 1401"
LENGTH = 180


@cache
def made(**more: Any) -> World:
    """Two batteries, a company and two squadrons against a company and a battery, on a strip of 4 km."""
    return world(
        BOARD,
        unit("red", "su_rifle_company", "0302"),
        unit("g1", "su_field_battery", "0101"),
        unit("g2", "su_field_battery", "0103"),
        unit("sb", "su_bomber_squadron"),
        unit("i15", "su_assault_squadron"),
        unit("blue", "jp_rifle_company", "1402"),
        unit("foe", "jp_mountain_battery", "1603"),
        **more,
    )


@cache
def now() -> Picture:
    return picture_of(made())


def none_moves(made_: World) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.zeros(len(made_.setting.cadre), np.bool_)


def fire(**more: Any) -> Fires:
    told: dict[str, Any] = {"guns": (made().row("g1"), made().row("g2")), "kind": "prepare", "rounds": 100}
    return Fires(**(told | more))


def bombards(view: View, *missions: Mission, memo: str = "") -> list[Bombard]:
    return [o for o in chosen(view, *missions, memo=memo).orders if isinstance(o, Bombard)]


class TestWindow:
    @pytest.mark.parametrize(
        ("fires", "until", "told"),
        [
            ({"start": -45, "end": 0}, {}, (-45, 0)),
            ({"start": 0, "end": 90}, {}, (0, 90)),
            ({"start": 10, "end": FOREVER}, {}, (10, 10 + LONGEST)),
            ({}, {}, (0, LONGEST)),
            ({"start": 10, "end": FOREVER}, {"lasts": 100}, (10, 100)),
        ],
    )
    def test_counted_from_the_hour_of_the_order(
        self, fires: dict[str, int], until: dict[str, Any], told: tuple[int, int]
    ) -> None:
        minute = now().view.minute
        due = Due(mission(made(), "bombard", "g1", FAR, until=Until(**until)), minute)
        assert [m - minute for m in window(due, fire(**fires))] == list(told)

    def test_by_the_clock(self) -> None:
        due = Due(mission(made(), "bombard", "g1", FAR, until=Until(minute=13_000)), 12_500)
        assert window(due, fire(start=12_600, end=12_700, relative=False)) == (12_600, 12_700)
        assert window(due, fire(start=12_600, end=FOREVER, relative=False)) == (12_600, 13_000)

    def test_an_order_without_an_hour_counts_from_when_it_began(self) -> None:
        """Else a fire of one hour would begin anew with every turn."""
        order = mission(made(), "bombard", "g1", FAR, start=When(after="o0"))
        assert window(Due(order, 12_600, began=12_420), fire(end=60)) == (12_420, 12_480)

    def test_one_that_was_called_before_its_hour(self) -> None:
        order = mission(made(), "bombard", "g1", FAR, start=When(minute=13_000))
        assert window(Due(order, 12_420, began=12_420), fire(end=60)) == (12_420, 12_480)


class TestRounds:
    @pytest.mark.parametrize("rounds", [1, 7, 100, 101])
    @pytest.mark.parametrize(("start", "end"), [(0, 180), (30, 1000), (0, 1080), (170, 190), (-300, 720)])
    def test_parts_of_the_turns_are_the_whole(self, rounds: int, start: int, end: int) -> None:
        """A fire that began before the battle has lost what was due by then, and no more."""
        minute = now().view.minute
        due = Due(mission(made(), "bombard", "g1 g2", FAR), minute, minute)
        told = fire(rounds=rounds, start=start, end=end)
        sums: dict[int, int] = {}
        for turn in range(8):
            picture = at(now(), minute + turn * LENGTH, LENGTH)
            for order in ordered(picture, due, told, np.asarray(due.mission.hexes), none_moves(made())):
                sums[order.unit] = sums.get(order.unit, 0) + order.rounds
                assert picture.view.minute <= order.start < order.end <= picture.view.end
        lost = rounds * -min(start, 0) // (end - start)
        expected = rounds - lost
        assert sums == ({made().row("g1"): expected, made().row("g2"): expected} if expected else {})

    def test_a_share_of_a_unit_of_fire(self) -> None:
        due = Due(mission(made(), "bombard", "g1 g2", FAR), now().view.minute)
        hexes, still = np.asarray(due.mission.hexes), none_moves(made())
        whole = ordered(now(), due, fire(rounds=0, share=1024, end=60), hexes, still)[0].rounds
        assert whole > 100
        assert ordered(now(), due, fire(rounds=0, share=512, end=60), hexes, still)[0].rounds == whole // 2

    def test_no_more_than_there_are(self) -> None:
        due = Due(mission(made(), "bombard", "g1 g2", FAR), now().view.minute)
        many = ordered(
            now(), due, fire(rounds=99_999, end=60), np.asarray(due.mission.hexes), none_moves(made())
        )
        assert 100 < many[0].rounds < 9999

    def test_who_is_on_the_way_does_not_fire(self) -> None:
        moving = none_moves(made())
        moving[made().row("g1")] = True
        due = Due(mission(made(), "bombard", "g1 g2", FAR), now().view.minute)
        found = ordered(now(), due, fire(end=60), np.asarray(due.mission.hexes), moving)
        assert [o.unit for o in found] == [made().row("g2")]

    def test_before_the_order_itself_begins(self) -> None:
        """Preparation from H-02:00, the attack next turn: the guns fire now, nobody else does a thing."""
        order = mission(made(), "attack", "red", FAR, at=240, fires=(fire(start=-120, end=0),))
        found = bombards(now().view, order)
        minute = now().view.minute
        assert {(o.kind, o.start - minute, o.end - minute, o.rounds) for o in found} == {
            ("prepare", 120, 180, 50)
        }

    def test_never_twice_in_a_turn(self) -> None:
        """An order that was called before its hour is not also one that is about to begin."""
        called = mission(made(), "bombard", "g1 g2", FAR, at=240, fires=(fire(start=-240, end=180),))
        caller = mission(made(), "defend", "red", "0302", id="o0", branches=((_always(), "o1"),))
        found = bombards(now().view, caller, called)
        assert len(found) == len({o.unit for o in found}) == 2


def _always() -> Any:
    return asked("time", ">", 0)


class TestAims:
    def rows(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.array([made().row("g1"), made().row("g2")])

    def test_each_its_share_of_the_place(self) -> None:
        hexes = np.asarray(made().way("1401", "1402"))
        assert targets(now(), self.rows(), hexes, "prepare").tolist() == hexes.tolist()

    def test_believed_enemies_first(self) -> None:
        picture = draw(believing(made(), ("blue", "1402", 100)))
        hexes = np.asarray(made().way("1401", "1402", "1403"))
        assert targets(picture, self.rows(), hexes, "prepare").tolist() == [made().hex("1402")] * 2

    def test_counter_battery_looks_for_guns(self) -> None:
        view = believing(made(), ("blue", "1402", 100), ("foe", "1603", 60))
        view.contacts.source[made().row("foe")] = _located()
        hexes = np.asarray(made().way("1402", "1603"))
        picture = draw(view)
        assert targets(picture, self.rows(), hexes, "counter_battery").tolist() == [made().hex("1603")] * 2

    def test_not_within_the_safety_distance(self) -> None:
        """Own infantry at 0302: what lies beside it is left alone, but for smoke and for fire that lifts."""
        hexes = np.asarray(made().way("0402"))
        safety = now().view.tables.batteries.safety_m
        assert now().friends[hexes[0]] == 250 <= safety
        for kind in ("prepare", "harass", "interdict", "counter_battery"):
            assert targets(now(), self.rows(), hexes, kind).tolist() == [-1, -1]
        for kind in ("smoke", "accompany"):
            assert targets(now(), self.rows(), hexes, kind).tolist() == [int(hexes[0])] * 2

    def test_out_of_reach_is_nowhere(self) -> None:
        foot = np.array([made().row("red")])
        assert targets(now(), foot, np.asarray(made().way("1602")), "prepare").tolist() == [-1]

    def test_smoke_is_laid(self) -> None:
        order = mission(made(), "bombard", "g1", "0402", fires=(fire(kind="smoke", rounds=24, end=60),))
        found = bombards(now().view, order)
        assert {(o.kind, o.target, o.rounds) for o in found} == {("smoke", made().hex("0402"), 24)}
        state, _, _ = played(made(), plan(order), 1)
        assert int(state.count.shells[0, SOVIET]) == 48

    def test_not_into_what_is_closed(self) -> None:
        """A side that may not fire beyond the border does not, whatever the plan says."""
        closed = world(
            BOARD,
            unit("g1", "su_field_battery", "0101"),
            unit("blue", "jp_rifle_company", "1402"),
            owners="\n".join(["uuuuuuuummmmmmmm"] * 3),
            zones=("border-ground", "border-fire"),
        )
        picture = picture_of(closed)
        assert picture.shut[1].any()
        order = mission(closed, "bombard", "g1", FAR, fires=(fire(guns=(closed.row("g1"),), end=60),))
        assert not bombards(picture.view, order)


def _located() -> int:
    return GRADES.index(LOCATED[1])


class TestSupport:
    def test_guns_in_support_fire_near_their_place_only(self) -> None:
        view = believing(made(), ("blue", "1402", 100))
        near = mission(made(), "support", "g1 g2", "1402")
        far = mission(made(), "support", "g1 g2", "0102")
        aims = [o for o in bombards(view, near) if o.kind != "harass"]
        assert {o.target for o in aims} <= {made().hex("1402")}
        assert bombards(view, near)
        assert not bombards(view, far)

    def test_bold_spends_more(self) -> None:
        view = believing(made(), ("blue", "1402", 100))
        rounds = [
            sum(
                o.rounds for o in bombards(view, mission(made(), "support", "g1 g2", "1402", posture=posture))
            )
            for posture in ("cautious", "normal", "bold")
        ]
        assert 0 < rounds[0] < rounds[1] < rounds[2]

    def test_who_is_told_what_to_fire_does_nothing_besides(self) -> None:
        view = believing(made(), ("blue", "1402", 100))
        order = mission(made(), "support", "g1 g2", "1402", fires=(fire(kind="harass", rounds=20, end=60),))
        assert {(o.kind, o.rounds) for o in bombards(view, order)} == {("harass", 20)}


def sky(**more: Any) -> World:
    return made(**more)


class TestFlights:
    def order(self, where: str = FAR, **more: Any) -> Mission:
        return mission(made(), "air", "sb", where, flight=more.pop("flight", Flight()), **more)

    def fly(self, picture: Picture, order: Mission, over: tuple[int, ...] = ()) -> list[Fly]:
        assert order.flight is not None
        due = Due(order, max(order.start.minute, picture.view.minute))
        return flights(picture, due, order.flight, np.asarray(order.hexes), over)

    def test_all_that_can_fly_with_bombs(self) -> None:
        (one,) = self.fly(now(), self.order())
        assert one.check(now().view) is None
        assert (one.kind, one.unit) == ("bomb", made().row("sb"))
        assert one.bomb in now().view.tables.air.bombs
        assert one.aircraft > 1

    def test_as_many_as_told(self) -> None:
        (one,) = self.fly(now(), self.order(flight=Flight(aircraft=2)))
        assert one.aircraft == 2
        (most,) = self.fly(now(), self.order(flight=Flight(aircraft=60)))
        assert most.check(now().view) is None

    def test_no_bombs_near_own_troops(self) -> None:
        """Own infantry at 0302: a kilometer is near where the order says so."""
        safety = now().view.tables.air.safety_m
        near = self.order("0402 0602", rules=Rules(no_bombs_within=1000))
        assert not self.fly(now(), near)
        assert [o.target for o in self.fly(now(), self.order("0402 1402"))] == [made().hex("1402")]
        assert now().friends[made().hex("0402")] <= safety
        looks = self.order("0402", flight=Flight(kind="recon"))
        assert [o.target for o in self.fly(now(), looks)] == [made().hex("0402")]

    def test_flown_once(self) -> None:
        state, memo, answers = played(made(), plan(self.order()), 3)
        flown = [[o for o in answer.orders if isinstance(o, Fly)] for answer in answers]
        assert [len(some) for some in flown] == [1, 0, 0]
        assert '"done"' in memo
        assert int(state.count.sorties[0, SOVIET]) == flown[0][0].aircraft
        assert any("everything has flown" in reason for reason in answers[1].reasons)

    def test_in_fog_they_wait(self) -> None:
        fog = sky(weather="fog")
        state, memo, answers = played(fog, plan(self.order()), 3)
        assert int(state.count.sorties[0, SOVIET]) == 0
        assert '"delayed"' in memo
        assert "the weather does not let aircraft fly" in answers[0].reasons[0]
        assert all([o for o in answer.orders if isinstance(o, Fly)] for answer in answers)

    def test_until_their_time_is_over(self) -> None:
        fog = sky(weather="fog")
        order = self.order(until=Until(lasts=180))
        state, memo, answers = played(fog, plan(order), 2)
        assert '"done"' in memo
        assert not [o for o in answers[1].orders if isinstance(o, Fly)]
        assert int(state.count.sorties[0, SOVIET]) == 0

    def test_two_orders_do_not_send_the_same_squadron(self) -> None:
        answer = chosen(now().view, self.order(), self.order("1602", id="o2"))
        assert [o.target for o in answer.orders if isinstance(o, Fly)] == [made().hex("1402")]

    def test_by_night_nobody_flies(self) -> None:
        dark = made(start=NIGHT)
        order = mission(dark, "air", "sb", FAR, flight=Flight())
        state, memo, _ = played(dark, plan(order), 1)
        assert '"delayed"' in memo
        assert int(state.count.sorties[0, SOVIET]) == 0


def test_a_japanese_plan_does_not_fly_where_it_may_not() -> None:
    closed = world(
        BOARD,
        unit("red", "su_rifle_company", "0302"),
        unit("blue", "jp_rifle_company", "1402"),
        zones=("no-japanese-aircraft",),
    )
    picture = picture_of(closed, JAPANESE)
    order = replace(mission(closed, "air", "blue", "0302"), flight=Flight())
    assert flights(picture, Due(order, 0), Flight(), np.asarray(order.hexes), ()) == []
