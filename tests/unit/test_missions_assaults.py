"""Attacks of missions: whether they are dared, that all are there together, by which ways, who stays out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from builders import NIGHT, SOVIET, World, unit, world
from mission_field import at, believing, chosen, mission, of, picture_of, plan, played

from game.agents.attack import LOSSES
from game.agents.marches import STUCK
from game.agents.missions.assaults import approaches, attack, believed, shared
from game.agents.missions.carry import reserve
from game.agents.missions.clerk import Due
from game.agents.missions.fields import roads
from game.agents.missions.launches import STAGE_M, SUPPRESSED, TANKS_AHEAD, TOGETHER
from game.agents.picture import Picture, draw
from game.agents.ways import NEVER
from game.engine.orders import Assault, Dig, March
from game.engine.view import View
from game.scenario.plans.mission import Fires, Goal, Mission, Rules

FIELD = """
. . . . . . . . . . . . . . . .
. . . . . . . . . . . . . . . .
. . . . . . . . . . . . . . . .
. . . . . . . . . . . . . . . .
. . . . . . . . . . . . . . . .
"""
HILL = "1203"
EARLY = "1938-08-04T12:00"


@cache
def made(**more: Any) -> World:
    """Four companies at different distances, tanks, guns and a staff before one hill."""
    return world(
        FIELD,
        unit("c0", "su_rifle_company", "0303"),
        unit("c1", "su_rifle_company", "0503"),
        unit("c2", "su_rifle_company", "0705"),
        unit("c3", "su_rifle_company", "0701"),
        unit("far", "su_rifle_company", "0104"),
        unit("mg", "su_mg_company", "0403"),
        unit("gun", "su_field_battery", "0103"),
        unit("hq", "su_regiment_hq", "0102"),
        unit("tank", "su_tank_company", "0203"),
        unit("blue", "jp_rifle_company", HILL),
        crest=(HILL,),
        owners="\n".join(["uuuuuuuummmmmmmm"] * 5),
        **more,
    )


def facing(men: int, **more: Any) -> View:
    """The first view, so many men believed on the hill."""
    return believing(made(), ("blue", HILL, men), **more)


def ordered(view: View, **more: Any) -> Mission:
    return mission(made(), "attack", more.pop("who", "c0 c1 c2 c3"), more.pop("where", HILL), **more)


def assaults(view: View, *missions: Mission, memo: str = "") -> list[Assault]:
    return [o for o in chosen(view, *missions, memo=memo).orders if isinstance(o, Assault)]


class TestOdds:
    @pytest.mark.parametrize(
        ("posture", "men", "goes"),
        [
            ("cautious", 200, True),
            ("cautious", 260, False),
            ("normal", 260, True),
            ("normal", 420, False),
            ("bold", 3000, True),
        ],
    )
    def test_by_posture(self, posture: Any, men: int, goes: bool) -> None:
        """480 men: twice as many as 240, five for each four of 384."""
        view = facing(men)
        answer = chosen(view, ordered(view, posture=posture))
        assert bool([o for o in answer.orders if isinstance(o, Assault)]) == goes
        assert ("too few for those believed there" in answer.reasons[0]) != goes

    def test_men_who_are_dug_in_count_twice(self) -> None:
        hexes = np.asarray(made().way(HILL))
        assert believed(draw(facing(100)), hexes) * 2 == believed(draw(facing(100, stays=True)), hexes)

    def test_preparation_lowers_them(self) -> None:
        view = facing(420)
        fires = (Fires((made().row("gun"),), "prepare", rounds=60, start=-30, end=0),)
        assert not assaults(view, ordered(view))
        assert assaults(view, ordered(view, fires=fires))

    def test_tanks_count_no_more_than_the_men_beside_them(self) -> None:
        view = facing(100)
        assert assaults(view, ordered(view, who="c0 tank"))
        alone = chosen(view, ordered(view, who="tank"))
        assert not [o for o in alone.orders if isinstance(o, Assault)]

    def test_what_nobody_holds_is_walked_into(self) -> None:
        view = picture_of(made()).view
        assert {o.route[-1] for o in assaults(view, ordered(view, posture="cautious"))} == {made().hex(HILL)}


class TestTogether:
    @pytest.mark.parametrize("hour", [0, 45])
    def test_everybody_is_there_at_the_same_minute(self, hour: int) -> None:
        view = facing(100)
        order = ordered(view, at=hour)
        picture = draw(view)
        found = assaults(view, order)
        assert len(found) == 4
        ways = roads(picture)
        arrivals = []
        for one in found:
            route = np.full((1, 48), -1, np.int32)
            route[0, : len(one.route)] = one.route
            arrivals.append(one.start + int(ways.walk(np.array([one.unit]), route)[0]))
        assert max(arrivals) - min(arrivals) <= 1
        assert min(o.start for o in found) >= view.minute + hour

    @pytest.mark.parametrize(("tactic", "apart"), [("converging", False), ("", True)])
    def test_from_several_sides_at_one_hour(self, tactic: str, apart: bool) -> None:
        """Two places of one order: their attacks are one where they are to converge."""
        view = facing(10)
        order = ordered(view, who="c0 c3", posture="bold", tactic=tactic)
        rows = order.units
        goals = (Goal(HILL, made().way(HILL), rows[:1]), Goal("1001", made().way("1001"), rows[1:]))
        far, near = assaults(view, replace(order, goals=goals))
        ways, arrivals = roads(draw(view)), []
        for one in (far, near):
            route = np.full((1, 48), -1, np.int32)
            route[0, : len(one.route)] = one.route
            arrivals.append(one.start + int(ways.walk(np.array([one.unit]), route)[0]))
        assert (arrivals[0] - arrivals[1] > 15) == apart
        assert (abs(arrivals[0] - arrivals[1]) <= 1) != apart

    def test_the_near_wait_no_longer_than_told(self) -> None:
        assert TOGETHER == 90
        view = facing(100)
        starts = [o.start - view.minute for o in assaults(view, ordered(view))]
        assert 0 <= min(starts) <= max(starts) <= TOGETHER

    def test_tanks_go_ahead_where_they_lead(self) -> None:
        view = facing(100)
        plain = {o.unit: o.start for o in assaults(view, ordered(view, who="c0 c1 tank", at=60))}
        ahead = {
            o.unit: o.start for o in assaults(view, ordered(view, who="c0 c1 tank", at=60, tactic="tank_led"))
        }
        tank = made().row("tank")
        assert plain[tank] - ahead[tank] == TANKS_AHEAD
        assert all(ahead[unit] == plain[unit] for unit in plain if unit != tank)

    def test_who_cannot_come_in_time_comes_near(self) -> None:
        """With an hour left those seven hexes off wait, and half of the men are too few to go."""
        view = at(draw(facing(10)), made().state.minute, 45).view
        answer = chosen(view, ordered(view))
        assert not [o for o in answer.orders if isinstance(o, Assault)]
        assert "the units are still on their way" in answer.reasons[0]
        assert [o for o in answer.orders if isinstance(o, March)]

    def test_the_bold_do_not_wait_for_them(self) -> None:
        view = at(draw(facing(10)), made().state.minute, 45).view
        goes = {o.unit for o in assaults(view, ordered(view, who="c2 c3 far", posture="bold"))}
        assert goes == {made().row("c2"), made().row("c3")}


class TestWays:
    def test_no_more_come_from_a_side_than_fit(self) -> None:
        minutes = np.array([[10, 20], [11, 21], [12, 22], [13, 23]])
        weight = np.full(4, 1024, np.int32)
        each, same = np.arange(2), np.zeros(2, np.int64)
        assert shared(minutes, weight, np.array([2048, 2048]), each).tolist() == [0, 0, 1, 1]
        assert shared(minutes, weight, np.array([1024, 1024]), each).tolist() == [0, 1, -1, -1]
        assert shared(minutes, weight, np.array([3072]), same).tolist() == [0, 0, 0, -1]
        assert shared(np.full((4, 2), NEVER), weight, np.array([2048, 2048]), each).tolist() == [-1] * 4

    def test_they_come_from_open_sides(self) -> None:
        picture = picture_of(made())
        sides, targets = approaches(picture, np.asarray(made().way(HILL)))
        assert len(set(sides.tolist())) == 6
        assert set(targets.tolist()) == {made().hex(HILL)}
        held = draw(believing(made(), ("blue", "1202", 50)))
        assert made().hex("1202") not in approaches(held, np.asarray(made().way(HILL)))[0].tolist()

    def test_none_leads_over_closed_ground(self) -> None:
        early = made(zones=("border-ground",), start=EARLY)
        picture = picture_of(early)
        assert picture.shut[0][early.hex(HILL)]
        order = mission(early, "attack", "c0 c1 c2 c3", HILL)
        answer = chosen(picture.view, order)
        assert not [o for o in answer.orders if isinstance(o, Assault)]
        assert "no way leads there" in answer.reasons[0]
        entered = [h for o in answer.orders if isinstance(o, March) for h in o.route]
        assert not picture.shut[0][entered].any()
        crossing = replace(order, rules=Rules(cross_border=True))
        found, late = _attack(picture, crossing, crosses=True)
        assert not late
        assert {o.route[-1] for o in found if isinstance(o, Assault)} == {early.hex(HILL)}

    def test_by_night_with_stealth_where_the_plan_says_so(self) -> None:
        dark = made(start=NIGHT)
        order = mission(dark, "attack", "c0 c1 tank", HILL, tactic="night_infiltration")
        found = [o for o in chosen(dark.view(SOVIET), order).orders if isinstance(o, Assault)]
        assert found
        assert {o.mode for o in found} == {"stealth"}
        assert dark.row("tank") not in {o.unit for o in found}

    def test_by_the_places_told(self) -> None:
        view = facing(100)
        for by in ("0801", "0805"):
            for one in assaults(view, ordered(view, who="c0 c1", by=by)):
                assert made().hex(by) in one.route


def _attack(picture: Picture, order: Mission, *, crosses: bool = False) -> tuple[list[Any], str]:
    due = Due(order, picture.view.minute, picture.view.minute)
    return attack(picture, roads(picture, crosses), due, order.goals[0], np.asarray(order.units))


class TestOrders:
    def test_losses_at_which_they_break_off(self) -> None:
        view = facing(100)
        assert {o.stop_loss for o in assaults(view, ordered(view))} == {LOSSES}
        assert {o.stop_loss for o in assaults(view, ordered(view, rules=Rules(stop_if_loss=20)))} == {20}

    def test_the_cautious_wait_until_the_defenders_are_kept_down(self) -> None:
        view = facing(50)
        fires = (Fires((made().row("gun"),), "prepare", rounds=60, start=-30, end=0),)
        told = {o.when_suppressed for o in assaults(view, ordered(view, posture="cautious", fires=fires))}
        assert told == {SUPPRESSED["cautious"]}
        assert {o.when_suppressed for o in assaults(view, ordered(view, posture="cautious"))} == {0}

    def test_carried_weapons_guns_and_staffs_stay_behind(self) -> None:
        view = facing(100)
        goes = {o.unit for o in assaults(view, ordered(view, who="c0 c1 c2 c3 mg gun hq"))}
        assert goes == {made().row(name) for name in ("c0", "c1", "c2", "c3")}

    def test_a_feint_shows_itself_and_stops(self) -> None:
        view = facing(100)
        answer = chosen(view, ordered(view, tactic="feint"))
        hill = made().hex(HILL)
        assert not [o for o in answer.orders if isinstance(o, Assault)]
        marches = [o for o in answer.orders if isinstance(o, March)]
        assert marches
        meters = [int(made().setting.board.meters(o.route[-1], hill)) for o in marches]
        assert min(meters) >= STAGE_M["normal"]
        assert min(meters) < 1100

    def test_who_gathers_stays_off_by_his_posture(self) -> None:
        view = facing(2000)
        hill = made().hex(HILL)
        for posture in ("cautious", "normal"):
            order = ordered(view, posture=posture)
            marches = [o for o in chosen(view, order).orders if isinstance(o, March)]
            meters = [int(made().setting.board.meters(o.route[-1], hill)) for o in marches]
            assert all(m >= STAGE_M[posture] for m in meters)


class TestSeveralPlaces:
    def both(self, first: str, second: str) -> Mission:
        order = ordered(facing(10), posture="bold")
        return replace(order, goals=tuple(Goal(p, made().way(p), order.units) for p in (first, second)))

    def test_one_after_another(self) -> None:
        """Each company has one order, and it is for the first place that is not taken yet."""
        view = facing(10)
        for first, second in ((HILL, "1201"), ("1201", HILL)):
            found = assaults(view, self.both(first, second))
            assert len(found) == len({o.unit for o in found}) == 4
            assert {o.route[-1] for o in found} == {made().hex(first)}

    def test_what_is_taken_is_left_for_the_next(self) -> None:
        def taken(state: Any) -> None:
            state.ground.control[0, made().hex("1201")] = SOVIET
            state.ground.known[0, SOVIET, made().hex("1201")] = SOVIET

        view = made().changed(taken).view(SOVIET)
        found = assaults(view, self.both("1201", HILL))
        assert {o.route[-1] for o in found} == {made().hex(HILL)}


class TestReserve:
    def test_so_many_stay(self) -> None:
        view = facing(50)
        for keep in (0, 1, 2, 3):
            order = ordered(view, posture="bold", rules=Rules(keep_reserve=keep))
            assert len(assaults(view, order)) == 4 - keep

    def test_the_freshest_of_them(self) -> None:
        def tired(state: Any) -> None:
            state.forces.fatigue[0, [made().row("c0"), made().row("c1"), made().row("c3")]] = 300

        picture = picture_of(made().changed(tired))
        order = ordered(picture.view, rules=Rules(keep_reserve=1))
        assert reserve(picture, order, np.asarray(order.units)).tolist() == [made().row("c2")]

    def test_once_for_the_whole_order(self) -> None:
        """Two places, one company in reserve: three go, not two."""
        view = facing(10)
        order = ordered(view, posture="bold", rules=Rules(keep_reserve=1))
        rows = order.units
        goals = (Goal(HILL, made().way(HILL), rows[:2]), Goal("1201", made().way("1201"), rows[2:]))
        assert len(assaults(view, replace(order, goals=goals))) == 3

    def test_never_all(self) -> None:
        view = facing(10)
        order = ordered(view, who="c0 c1", posture="bold", rules=Rules(keep_reserve=9))
        assert len(assaults(view, order)) == 2


class TestGoingOn:
    def storming(self, in_place: int = 0) -> View:
        """The first view if all four had been on their way up the hill since the turn before."""
        rows, hill = [made().row(f"c{n}") for n in range(4)], made().hex(HILL)
        route = [o.route for o in sorted(assaults(facing(100), ordered(facing(100))), key=lambda o: o.unit)]
        view = facing(100)
        now = replace(view.acts, **{n: getattr(view.acts, n).copy() for n in ("act", "target", "route")})
        now.act[rows], now.target[rows] = 2, hill
        for row, way in zip(rows, route, strict=True):
            now.route[row, : len(way)] = way
        told = view.forces.in_place.copy()
        told[rows] = in_place
        return replace(view, acts=now, forces=replace(view.forces, in_place=told))

    def test_who_storms_is_not_told_again(self) -> None:
        view = self.storming()
        assert not [o for o in chosen(view, ordered(view)).orders if o.group == "act" and o.unit < 4]
        assert "begins" in chosen(view, ordered(view)).reasons[0]

    def test_but_who_is_stuck_finds_another_way(self) -> None:
        view = self.storming(STUCK)
        assert len(assaults(view, ordered(view))) == 4

    def test_one_hex_off_is_still_on_the_way(self) -> None:
        """A company that storms from the next hex is neither stopped nor told to dig."""
        close = world(
            FIELD,
            unit("c0", "su_rifle_company", "1103"),
            unit("c1", "su_rifle_company", "0103"),
            unit("blue", "jp_rifle_company", HILL),
        )

        def storming(state: Any) -> None:
            row = close.row("c0")
            state.acts.act[0, row], state.acts.target[0, row] = 2, close.hex(HILL)
            state.forces.in_place[0, row] = 0
            state.acts.route[0, row, 0] = close.hex(HILL)
            state.ground.control[0, close.hex(HILL)] = 1

        view = close.changed(storming).view(SOVIET)
        order = mission(close, "attack", "c0 c1", HILL, posture="bold")
        assert not of(chosen(view, order).orders, close, "c0")

    def test_the_hill_is_taken_and_held(self) -> None:
        """An empty hill: a company goes in, the order is done, and it digs."""
        empty = world(FIELD, unit("c0", "su_rifle_company", "0803"), unit("x", "jp_rifle_company", "1601"))

        def foreign(state: Any) -> None:
            state.ground.control[0, :] = 1
            state.ground.known[0] = state.ground.control[0]

        order = mission(empty, "attack", "c0", "1003")
        start = empty.changed(foreign).state
        state, memo, answers = played(empty, plan(order), 2, state=start)
        assert empty.at("c0", state) == "1003"
        assert '"done"' in memo
        assert any("the place is taken" in reason for reason in answers[1].reasons)
        assert [o for o in answers[1].orders if isinstance(o, Dig)]


class TestStrikingBack:
    def lost(self, **more: Any) -> tuple[World, View, Mission]:
        """A garrison whose hill is known to be the enemy's."""
        board = world(
            FIELD,
            unit("c0", "su_rifle_company", "1003"),
            unit("c1", "su_rifle_company", "1004"),
            unit("blue", "jp_rifle_company", HILL),
        )

        def change(state: Any) -> None:
            state.ground.control[0, board.hex(HILL)] = 1
            state.ground.known[0, :, board.hex(HILL)] = 1

        view = believing(board.changed(change), ("blue", HILL, more.pop("men", 60)))
        return board, view, mission(board, "defend", "c0 c1", HILL, **more)

    def test_the_garrison_goes_back_for_its_place(self) -> None:
        board, view, order = self.lost()
        assert {o.route[-1] for o in assaults(view, order)} == {board.hex(HILL)}

    @pytest.mark.parametrize(("men", "posture"), [(60, "cautious"), (500, "normal")])
    def test_not_the_cautious_nor_the_few(self, men: int, posture: Any) -> None:
        _, view, order = self.lost(men=men, posture=posture)
        assert not assaults(view, order)
