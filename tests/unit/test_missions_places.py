"""Where the units of a mission go: places with room, by the way told, over no line they may not cross."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, World, unit, world
from mission_field import believing, chosen, mission, of, picture_of, plan, played

from game.agents.crowd import running
from game.agents.missions.fields import roads
from game.agents.missions.places import NEAR_M, go, stations, there
from game.agents.picture import Picture, draw
from game.engine.orders import Cross, Dig, March, Withdraw
from game.rules.stacking import stack_weight
from game.scenario.plans.mission import Goal, Rules, Until

WIDE = """
. . . . . . . . . . . .
. . . . . . . . . . . .
. . . . . . . . . . . .
. . . . . . . . . . . .
. . . . . . . . . . . .
"""


def companies(number: int, at: str = "0103", kind: str = "su_rifle_company", first: int = 0) -> list[object]:
    return [unit(f"c{n}", kind, at) for n in range(first, first + number)]


def rows(made: World, number: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([made.row(f"c{n}") for n in range(number)])


def crowded(picture: Picture, units: object, places: object) -> tuple[int, int]:
    """The greatest number of men, and the greatest weight, that some hex is given."""
    view = picture.view
    assert isinstance(units, np.ndarray)
    assert isinstance(places, np.ndarray)
    men, weight = np.zeros(view.board.hexes, np.int64), np.zeros(view.board.hexes, np.int64)
    others = np.setdiff1d(np.flatnonzero(view.own & (view.forces.hex >= 0)), units)
    for some, where in ((units, places), (others, view.forces.hex[others])):
        np.add.at(men, where, view.forces.men[some])
        np.add.at(weight, where, stack_weight(view.tables.march, view.forces.men[some], running(view, some)))
    aims = np.unique(places)
    return int(men[aims].max()), int(weight[aims].max())


class TestStations:
    @pytest.mark.parametrize("number", [1, 2, 3, 5, 9, 14])
    @pytest.mark.parametrize("where", ["0903", "0903 0904", "0903 0904 0905"])
    def test_no_more_than_fit(self, number: int, where: str) -> None:
        made = world(WIDE, *companies(number))  # type: ignore[arg-type]
        picture, units = picture_of(made), rows(made, number)
        places = stations(picture, units, np.asarray(made.way(*where.split())))
        table = picture.view.tables.march
        men, weight = crowded(picture, units, places)
        assert men <= table.stack_men
        assert weight <= table.stack_weight

    def test_tanks_count_by_their_tanks(self) -> None:
        """Fifty men with sixteen tanks are a company, not half of one."""
        made = world(WIDE, *companies(7, kind="su_tank_company"))  # type: ignore[arg-type]
        picture, units = picture_of(made), rows(made, 7)
        places = stations(picture, units, np.asarray(made.way("0903", "0904")))
        assert crowded(picture, units, places)[1] <= picture.view.tables.march.stack_weight

    def test_filled_evenly(self) -> None:
        made = world(WIDE, *companies(6))  # type: ignore[arg-type]
        hexes = np.asarray(made.way("0903", "0904", "0905"))
        places = stations(picture_of(made), rows(made, 6), hexes)
        assert np.unique(places, return_counts=True)[1].tolist() == [2, 2, 2]
        assert set(places.tolist()) == set(hexes.tolist())

    def test_others_have_their_room(self) -> None:
        """Two companies stand in the place: one more finds room there, the second goes beside it."""
        made = world(
            WIDE,
            *companies(2),  # type: ignore[arg-type]
            unit("x", "su_rifle_company", "0903"),
            unit("y", "su_rifle_company", "0903"),
        )
        place = made.hex("0903")
        picture = picture_of(made)
        places = stations(picture, rows(made, 2), np.array([place]))
        assert crowded(picture, rows(made, 2), places)[0] <= picture.view.tables.march.stack_men
        assert (picture.view.board.meters(places, place) <= 250).all()

    def test_where_all_is_full_somebody_waits_in_line(self) -> None:
        made = world(". . .", *companies(12, "0101"))  # type: ignore[arg-type]
        places = stations(picture_of(made), rows(made, 12), np.asarray(made.way("0301")))
        assert set(places.tolist()) <= set(made.way("0201", "0301"))

    def test_nobody_is_sent_into_the_lake(self) -> None:
        lake = WIDE.replace(". . . .\n", ". L L .\n")
        made = world(lake, *companies(4))  # type: ignore[arg-type]
        hexes = np.asarray(made.way("1003", "1103", "0903"))
        places = stations(picture_of(made), rows(made, 4), hexes)
        terrain = made.setting.board.terrain[places]
        assert (terrain != made.setting.tables.march.lake).all()

    def test_nor_where_the_road_comes_in(self) -> None:
        made = world(WIDE, *companies(4), entries={"soviet-road": ("1202",)})  # type: ignore[arg-type]
        places = stations(picture_of(made), rows(made, 4), np.asarray(made.way("1203")))
        assert made.hex("1202") not in places.tolist()


class TestThere:
    def test_in_or_beside_the_place(self) -> None:
        made = world(
            WIDE, *(unit(f"c{n}", "su_rifle_company", at) for n, at in enumerate(("0903", "0803", "0703")))
        )
        arrived = there(picture_of(made), rows(made, 3), np.asarray(made.way("0903")))
        assert arrived.tolist() == [True, True, False]
        assert NEAR_M < 500

    def test_guns_are_there_within_their_reach_and_staffs_behind(self) -> None:
        made = world(
            WIDE,
            unit("c0", "su_field_battery", "0103"),
            unit("c1", "su_regiment_hq", "0103"),
            unit("c2", "su_rifle_company", "0103"),
            unit("c3", "su_rifle_company", enter="1938-08-07T12:00"),
        )
        arrived = there(picture_of(made), rows(made, 4), np.asarray(made.way("0903")))
        assert arrived.tolist() == [True, True, False, False]

    def test_who_is_there_stays_and_digs(self) -> None:
        made = world(WIDE, unit("c0", "su_rifle_company", "0903"), unit("c1", "su_rifle_company", "0103"))
        orders = chosen(made.view(SOVIET), mission(made, "defend", "c0 c1", "0903")).orders
        assert [type(o) for o in of(orders, made, "c0")] == [Dig]
        assert [type(o) for o in of(orders, made, "c1")] == [March]

    def test_all_come_and_stay(self) -> None:
        """After some hours everybody is there, and no unit is told anything new."""
        made = world(WIDE, *companies(7), turns=6)  # type: ignore[arg-type]
        order = mission(made, "defend", " ".join(f"c{n}" for n in range(7)), "0903 0904")
        state, _, answers = played(made, plan(order), 5)
        view = made.view(SOVIET, state)
        assert there(draw(view), rows(made, 7), np.asarray(order.hexes)).all()
        assert not [o for o in answers[4].orders if isinstance(o, March)]
        table = view.tables.march
        here = view.forces.hex[rows(made, 7)]
        assert np.bincount(here, weights=view.forces.men[rows(made, 7)]).max() <= table.stack_men

    def test_the_aim_stays_the_same_while_others_arrive(self) -> None:
        """Who is in place takes his part of it: those behind him are not sent to and fro."""
        hexes = ("0903", "0904", "0905")
        made = world(WIDE, *companies(3))  # type: ignore[arg-type]
        first = stations(picture_of(made), rows(made, 3), np.asarray(made.way(*hexes)))
        label = made.setting.board.label(int(first[0]))
        later = world(WIDE, unit("c0", "su_rifle_company", label), *companies(2, first=1))  # type: ignore[arg-type]
        again = stations(picture_of(later), rows(later, 3)[1:], np.asarray(later.way(*hexes)))
        assert again.tolist() == first[1:].tolist()


class TestWay:
    def test_by_the_places_told_in_their_order(self) -> None:
        made = world(WIDE, unit("c0", "su_rifle_company", "0103"))
        for by in ("0401 0805", "0405 0801"):
            order = mission(made, "march", "c0", "1203", by=by)
            (march,) = of(chosen(made.view(SOVIET), order).orders, made, "c0")
            assert isinstance(march, March)
            stops = made.way(*by.split())
            assert [h for h in march.route if h in stops] == list(stops)
            whole = (made.hex("0103"), *march.route)
            assert all(made.setting.board.meters(a, b) == 250 for a, b in pairwise(whole))

    def test_who_is_past_a_place_does_not_go_back_for_it(self) -> None:
        made = world(WIDE, unit("c0", "su_rifle_company", "0903"))
        order = mission(made, "march", "c0", "1203", by="0401 0805")
        (march,) = of(chosen(made.view(SOVIET), order).orders, made, "c0")
        assert isinstance(march, March)
        assert not set(made.way("0401", "0805")) & set(march.route)

    def test_a_place_out_of_the_world_is_left_out(self) -> None:
        """No way leads over the lake to an island: the unit goes without."""
        island = ". . . . . L L L .\n. . . . . L . L .\n. . . . . L L L ."
        made = world(island, unit("c0", "su_rifle_company", "0101"))
        order = mission(made, "march", "c0", "0503", by="0702")
        (march,) = of(chosen(made.view(SOVIET), order).orders, made, "c0")
        assert isinstance(march, March)
        assert march.route[-1] in made.way("0503", "0403", "0402", "0502")

    def test_it_begins_at_its_hour(self) -> None:
        made = world(WIDE, unit("c0", "su_rifle_company", "0103"))
        order = mission(made, "march", "c0", "1203", at=90)
        (march,) = of(chosen(made.view(SOVIET), order).orders, made, "c0")
        assert isinstance(march, March)
        assert march.start == made.state.minute + 90

    def test_a_withdrawal_is_one(self) -> None:
        made = world(WIDE, unit("c0", "su_rifle_company", "1003"), unit("x", "jp_rifle_company", "1203"))
        view = believing(made, ("x", "1203", 100))
        (order,) = of(chosen(view, mission(made, "withdraw", "c0", "0203")).orders, made, "c0")
        assert isinstance(order, Withdraw)
        assert order.route[-1] in made.way("0203", "0303")


class TestBehind:
    def test_guns_and_staffs_come_up_to_their_distance(self) -> None:
        strip = ("." * 40 + "\n") * 3
        made = world(
            strip,
            unit("c0", "su_rifle_company", "0102"),
            unit("c1", "su_field_battery", "0101"),
            unit("c2", "su_regiment_hq", "0103"),
        )
        orders = chosen(made.view(SOVIET), mission(made, "defend", "c0 c1 c2", "3802")).orders
        far = [
            int(made.setting.board.meters(o.route[-1], made.hex("3802")))
            for name in ("c0", "c1", "c2")
            for o in of(orders, made, name)
            if isinstance(o, March)
        ]
        assert far[0] == 0
        assert 1000 <= far[1] <= made.setting.tables.batteries.far.max()
        assert 2000 <= far[2] <= 3000


EARLY = "1938-08-04T12:00"
"""Two days before the border may be crossed."""
BORDER = "\n".join(["uuuuuummmmmm"] * 5)


class TestLines:
    def made(self, at: str = "0103") -> World:
        return world(
            WIDE, unit("c0", "su_rifle_company", at), owners=BORDER, zones=("border-ground",), start=EARLY
        )

    def test_nobody_crosses_a_line_that_he_may_not(self) -> None:
        made = self.made()
        order = mission(made, "march", "c0", "1103")
        (march,) = of(chosen(made.view(SOVIET), order).orders, made, "c0")
        assert isinstance(march, March)
        assert made.setting.board.label(march.route[-1])[:2] == "06"
        state, _, _ = played(made, plan(order), 3)
        assert made.at("c0", state)[:2] <= "06"

    @pytest.mark.parametrize(("crosses", "column"), [(None, "06"), (False, "06"), (True, "10")])
    def test_unless_the_order_says_so(self, crosses: bool | None, column: str) -> None:
        made = self.made()
        order = mission(made, "march", "c0", "1103", rules=Rules(cross_border=crosses))
        picture = picture_of(made)
        may = crosses is True
        (march,) = go(picture, roads(picture, may), np.array([0]), order.goals[0], 0, may)
        assert isinstance(march, March)
        assert made.setting.board.label(march.route[-1])[:2] >= column
        assert may == (made.setting.board.label(march.route[-1])[:2] > "06")

    def test_who_is_outside_comes_back(self) -> None:
        made = self.made("0903")
        order = mission(made, "march", "c0", "0303")
        (march,) = of(chosen(made.view(SOVIET), order).orders, made, "c0")
        assert isinstance(march, March)
        assert march.route[-1] in made.way("0303", "0403")

    def test_round_a_corner_of_foreign_ground(self) -> None:
        """The straight way leads through it, another one does not."""
        owners = "\n".join(["uuuuuuuuuuuu", "uuuummmmuuuu", "uuuummmmuuuu", "uuuummmmuuuu", "uuuuuuuuuuuu"])
        made = world(
            WIDE, unit("c0", "su_rifle_company", "0303"), owners=owners, zones=("border-ground",), start=EARLY
        )
        (march,) = of(chosen(made.view(SOVIET), mission(made, "march", "c0", "1003")).orders, made, "c0")
        assert isinstance(march, March)
        assert not picture_of(made).shut[0][list(march.route)].any()
        assert march.route[-1] in made.way("1003", "0903", "1002", "1004", "0902", "0904")


@cache
def river() -> World:
    banks = ("0402", "0602")
    drawing = ". . . . R . . . .\n. . . . R . . . .\n. . . . R . . . ."
    return world(
        drawing,
        unit("c0", "jp_rifle_company", "0102"),
        crossings={"ferry": banks},
        turns=6,
        length=360,
    )


class TestRiver:
    def test_where_no_way_leads_they_cross(self) -> None:
        made = river()
        order = mission(made, "march", "c0", "0902")
        (first,) = of(chosen(made.view(JAPANESE), order).orders, made, "c0")
        assert isinstance(first, Cross)
        state, memo, _ = played(made, plan(order, side=JAPANESE), 4)
        assert made.at("c0", state) in {"0902", "0802", "0901", "0903"}
        assert '"done"' in memo

    def test_an_order_to_stay_on_the_other_bank_is_kept(self) -> None:
        made = river()
        order = mission(made, "defend", "c0", "0702", until=Until())
        state, _, _ = played(made, plan(order, side=JAPANESE), 4)
        assert made.at("c0", state) in {"0702", "0602", "0802"}


def test_two_goals_have_each_their_own() -> None:
    made = world(WIDE, unit("c0", "su_rifle_company", "0103"), unit("c1", "su_rifle_company", "0105"))
    order = mission(made, "march", "c0 c1", "1101")
    goals = (Goal("a", made.way("1101"), (made.row("c0"),)), Goal("b", made.way("1105"), (made.row("c1"),)))
    orders = chosen(made.view(SOVIET), replace(order, goals=goals)).orders
    ends = {name: of(orders, made, name)[0].route[-1] for name in ("c0", "c1")}  # type: ignore[attr-defined]
    assert ends == {"c0": made.hex("1101"), "c1": made.hex("1105")}
