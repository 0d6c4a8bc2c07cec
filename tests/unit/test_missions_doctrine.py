"""What commanders do unasked: stay in cover by day, spare the spent, wire the side that faces the enemy."""

from __future__ import annotations

from typing import Any

import pytest
from builders import NIGHT, SOVIET, World, unit, world
from mission_field import believing, chosen, mission, of

from game.agents.attack import LOSSES
from game.agents.missions.engineers import DRIVEN_OFF, toward
from game.agents.missions.places import WATCHED_M
from game.agents.picture import draw
from game.engine import acts
from game.engine.orders import Assault, Dig, March, Work
from game.engine.view import View
from game.rules.works_table import CLEAR, TASKS, WIRE

STRIP = """
. . . . . . . . . . . .
. . . . . . . . . . . .
. . . . . . . . . . . .
"""
PLACE = "0602"


def field(*more: Any, **told: Any) -> World:
    return world(
        STRIP,
        unit("c0", "su_rifle_company", "0202"),
        unit("sap", "su_sapper_company", "0502"),
        unit("gun", "su_field_battery", "0102"),
        unit("foe", "jp_rifle_company", "0902"),
        *more,
        **told,
    )


def facing(made: World, men: int = 100) -> View:
    return believing(made, ("foe", "0902", men))


class TestByDay:
    def test_who_is_watched_goes_to_his_place_in_the_dark(self) -> None:
        by_day, by_night = field(), field(start=NIGHT)
        for made, kind in ((by_day, Dig), (by_night, March)):
            order = mission(made, "defend", "c0", PLACE)
            assert [type(o) for o in of(chosen(facing(made), order).orders, made, "c0")] == [kind]

    def test_who_is_not_goes_at_once(self) -> None:
        made = field()
        assert made.setting.board.meters(made.hex("0202"), made.hex("0902")) > WATCHED_M
        view = believing(made)
        (order,) = of(chosen(view, mission(made, "defend", "c0", PLACE)).orders, made, "c0")
        assert isinstance(order, March)

    def test_what_is_lost_is_not_left_until_then(self) -> None:
        made = field()

        def lost(state: Any) -> None:
            state.ground.control[0, made.hex(PLACE)] = state.ground.known[0, SOVIET, made.hex(PLACE)] = 1

        view = facing(made.changed(lost))
        (order,) = of(chosen(view, mission(made, "reserve", "c0", PLACE)).orders, made, "c0")
        assert isinstance(order, March)

    @pytest.mark.parametrize("kind", ["march", "withdraw"])
    def test_an_order_to_go_is_one(self, kind: Any) -> None:
        made = field()
        (order,) = of(chosen(facing(made), mission(made, kind, "c0", PLACE)).orders, made, "c0")
        assert isinstance(order, March)


class TestCounterAttack:
    def goes(self, men: int, tactic: str, fallen: int = 0) -> bool:
        made = field()

        def change(state: Any) -> None:
            state.ground.control[0, made.hex("0902")] = state.ground.known[0, SOVIET, made.hex("0902")] = 1
            state.forces.men[0, made.row("c0")] -= fallen

        view = facing(made.changed(change), men)
        order = mission(made, "attack", "c0", "0902", posture="bold", tactic=tactic)
        return any(isinstance(o, Assault) for o in chosen(view, order).orders)

    def test_goes_in_with_as_many_as_are_believed_there(self) -> None:
        assert self.goes(50, "counter_attack")
        assert not self.goes(400, "counter_attack")
        assert self.goes(400, "")

    def test_the_spent_do_not_go_again_that_day(self) -> None:
        whole = int(field().of("men", "c0"))
        assert self.goes(10, "", whole * (LOSSES - 5) // 100)
        assert not self.goes(10, "", whole * (LOSSES + 5) // 100)


class TestGuns:
    def test_guns_that_are_alone_stay_behind_too(self) -> None:
        """A battery in support of a place out of its reach comes near enough, not into the line."""
        deep = world(
            "\n".join(["." * 40] * 2),
            unit("gun", "su_field_battery", "0101"),
            unit("x", "jp_rifle_company", "4001"),
        )
        order = mission(deep, "support", "gun", "3801")
        (march,) = of(chosen(deep.view(SOVIET), order).orders, deep, "gun")
        assert isinstance(march, March)
        meters = int(deep.setting.board.meters(march.route[-1], deep.hex("3801")))
        table = deep.setting.tables.batteries
        assert 1000 <= meters <= int(table.far[deep.setting.cadre.gun[deep.row("gun")]])


class TestEngineers:
    def side(self, task: int, **belts: int) -> int:
        """The side of the sappers' hex on which they work, belts by the number of the side."""
        made = field(unit("own", "su_rifle_company", "0602"))
        place = made.hex("0502")

        def wired(state: Any) -> None:
            for name, number in belts.items():
                state.ground.wire[0, place, int(name[1:])] = number
                state.ground.belts[0, SOVIET, place, int(name[1:])] = number

        return toward(draw(facing(made.changed(wired))), place, task)

    def test_wire_faces_the_enemy_and_not_own_men(self) -> None:
        made = field()
        place = made.hex("0502")
        board, foe = made.setting.board, made.hex("0902")
        around = board.neighbor[place]
        ahead = around.tolist().index(made.hex("0602"))
        found = self.side(WIRE)
        assert found != ahead
        meters = [int(board.meters(int(h), foe)) for s, h in enumerate(around) if s != ahead and h >= 0]
        assert int(board.meters(int(around[found]), foe)) == min(meters)

    def test_a_side_that_is_full_is_left(self) -> None:
        first = self.side(WIRE)
        most = field().setting.tables.works.belts
        assert self.side(WIRE, **{f"s{first}": most}) != first
        assert self.side(WIRE, **{f"s{first}": most - 1}) == first

    def test_there_has_to_be_wire_to_clear(self) -> None:
        assert self.side(CLEAR) == -1
        assert self.side(CLEAR, s3=1) == 3

    @pytest.mark.parametrize(("driven", "kind"), [(0, None), (DRIVEN_OFF, Dig)])
    def test_who_is_at_it_goes_on_unless_he_is_driven_off(self, driven: int, kind: Any) -> None:
        made = field(start=NIGHT)
        row = made.row("sap")

        def working(state: Any) -> None:
            state.acts.act[0, row], state.acts.task[0, row] = acts.TASK, TASKS.index("wire")
            state.forces.suppression[0, row] = driven

        view = believing(made.changed(working))
        told = of(chosen(view, mission(made, "engineer", "sap", "0502", task="wire")).orders, made, "sap")
        assert [type(o) for o in told] == ([kind] if kind else [])

    @pytest.mark.parametrize(("start", "kind"), [({}, Dig), ({"start": NIGHT}, Work)])
    def test_before_the_enemy_they_work_by_night(self, start: dict[str, Any], kind: type) -> None:
        made = field(**start)
        order = mission(made, "engineer", "sap", "0502", task="wire")
        assert [type(o) for o in of(chosen(facing(made), order).orders, made, "sap")] == [kind]


class TestCuttingWire:
    """Two companies and sappers before a wired hill."""

    def orders(self, at: str, belts: int = 2, start: str = NIGHT) -> tuple[World, list[Any]]:
        made = world(
            STRIP,
            unit("c0", "su_rifle_company", "0202"),
            unit("sap", "su_sapper_company", at),
            unit("foe", "jp_rifle_company", "0902"),
            start=start,
        )
        hill, west = made.hex("0902"), made.hex("0802")
        side = made.setting.board.neighbor[hill].tolist().index(west)

        def wired(state: Any) -> None:
            state.ground.control[0, hill] = state.ground.known[0, SOVIET, hill] = 1
            for place, edge in ((hill, side), (west, (side + 3) % 6)):
                state.ground.wire[0, place, edge] = state.ground.belts[0, SOVIET, place, edge] = belts

        order = mission(made, "attack", "c0", "0902", posture="bold", aid=(("cut_wire", (made.row("sap"),)),))
        return made, of(chosen(facing(made.changed(wired)), order).orders, made, "sap")

    def test_who_stands_before_it_cuts(self) -> None:
        made, (work,) = self.orders("0802")
        assert isinstance(work, Work)
        assert work.task == "clear"
        assert made.setting.board.neighbor[made.hex("0802"), work.toward] == made.hex("0902")

    def test_who_does_not_goes_there_first(self) -> None:
        made, (march,) = self.orders("0402")
        assert isinstance(march, March)
        assert march.route[-1] == made.hex("0802")

    @pytest.mark.parametrize(("belts", "start"), [(0, NIGHT), (2, "1938-08-06T12:00")])
    def test_without_wire_and_by_day_they_go_in_with_the_rest(self, belts: int, start: str) -> None:
        _, (order,) = self.orders("0402", belts, start)
        assert isinstance(order, Assault)


@pytest.mark.parametrize(("hours", "digs"), [(0, False), (3, True)])
def test_who_lies_before_what_is_no_more_his_to_take_digs(hours: int, digs: bool) -> None:
    """Sent up a hill by an order that is over, and held up: now he is a reserve, and watched."""
    made = field()
    row = made.row("c0")

    def stuck(state: Any) -> None:
        state.acts.act[0, row], state.acts.target[0, row] = acts.ASSAULT, made.hex("0902")
        state.acts.route[0, row, :2] = made.way("0302", "0402")
        state.forces.in_place[0, row] = 60 * hours

    told = of(chosen(facing(made.changed(stuck)), mission(made, "reserve", "c0", PLACE)).orders, made, "c0")
    assert any(isinstance(order, Dig) for order in told) == digs
