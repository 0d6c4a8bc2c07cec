"""What a staff does on boards whose answer is known: ground, odds, preparation, ambush, border, posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from agents_field import SCENARIOS, game_of
from builders import JAPANESE, SOVIET, World, unit, world
from mission_field import believing, held, of

from game.agents.base import Plan
from game.agents.missions.clerk import PULSE
from game.agents.picture import Picture, draw
from game.agents.staff.commander import Commander
from game.agents.staff.levels import LEVELS, STYLES
from game.agents.staff.maps import draw_maps
from game.agents.staff.orders import garrison
from game.engine.orders import Assault, Bombard, Fire, Fly, March, Order
from game.engine.view import View
from game.rules.beliefs_table import GRADES

THINKERS = ("line", "staff")
PLAIN = "\n".join([" ".join("." * 14)] * 5)
EARLY = "1938-08-05T12:00"
"""While the border is closed to Soviet troops."""
TURNS = {"bezymyannaya": 4, "night-assault": 3, "counter-attacks": 2, "offensive": 1, "campaign": 2}


def think(view: View, level: str = "line", style: str = "normal", memo: str = "") -> Plan:
    return Commander(level, style, 3).choose(view, memo)


def assaults(answer: Plan) -> list[Assault]:
    return [order for order in answer.orders if isinstance(order, Assault)]


def steps(orders: Iterable[Order]) -> list[int]:
    """All hexes that some orders lead into."""
    return [int(place) for order in orders for place in getattr(order, "route", ())]


@cache
def hill(guns: int = 0, crest: tuple[str, ...] = ("0902",)) -> World:
    """Two battalions before a hill of the enemy's, who has had days to dig."""
    places = {"s-a": ("0401", "0402", "0502"), "s-b": ("0403", "0404", "0503")}
    rifles = [unit(f"{of}{at}", "su_rifle_company", at, of=of) for of, some in places.items() for at in some]
    made = world(
        PLAIN,
        *rifles,
        *[unit(f"g{n}", "su_field_battery", "0103", of="s-b") for n in range(guns)],
        unit("x", "jp_rifle_company", "0902", works=3),
        unit("y", "jp_mg_company", "0903", works=3),
        crest=crest,
    )
    return held(made, JAPANESE, *crest)


def dug_in(men: int, guns: int = 0, crest: tuple[str, ...] = ("0902",)) -> View:
    return believing(hill(guns, crest), ("x", "0902", men), stays=True)


def most(level: str, style: str, guns: int = 0) -> int:
    """The most defenders in trenches whom a staff attacks."""
    told = [men for men in range(8, 200, 8) if assaults(think(dug_in(men, guns), level, style))]
    return max(told, default=0)


@pytest.mark.usefixtures("own_plans")
class TestGround:
    CREST, HEIGHTS = "0503", "\n".join([" ".join(["0"] * 4 + ["5"] + ["0"] * 9)] * 5)

    def view(self, guns: int) -> tuple[World, View]:
        """Three companies behind a ridge that the enemy looks at, with some of his batteries located."""
        own = [unit(f"c{n}", "su_rifle_company", at) for n, at in enumerate(("0202", "0203", "0204"))]
        batteries = {f"b{n}": f"{13 + n // 5}{n % 5 + 1:02d}" for n in range(10)}
        foreign = [unit(name, "jp_mountain_battery", at) for name, at in batteries.items()]
        made = world(
            PLAIN,
            *own,
            unit("gun", "su_field_battery", "0103"),
            unit("x", "jp_rifle_company", "1003"),
            *foreign,
            crest=(self.CREST,),
            heights=self.HEIGHTS,
        )
        made = held(made, SOVIET, self.CREST)
        known = [(name, at, 60) for name, at in list(batteries.items())[:guns]]
        view = believing(made, ("x", "1003", 150), *known)
        source = view.contacts.source.copy()
        source[[made.row(name) for name, _, _ in known]] = GRADES.index("located")
        return made, replace(view, contacts=replace(view.contacts, source=source))

    @pytest.mark.parametrize("level", THINKERS)
    def test_from_ten_times_the_guns_a_staff_stays_behind_the_crest(self, level: str) -> None:
        made, view = self.view(10)
        dead, crest = draw_maps(draw(view)).dead, made.hex(self.CREST)
        assert not dead[crest]
        ends = [order.route[-1] for order in think(view, level).orders if isinstance(order, March)]
        assert [place for place in ends if place != crest and dead[place]]
        assert all(dead[place] for place in ends if place != crest)
        assert ends.count(crest) <= 1
        assert "behind the crest" in think(view, level).reasons[0]

    @pytest.mark.parametrize("guns", [0, 1])
    def test_few_guns_do_not_keep_it_from_the_crest(self, guns: int) -> None:
        assert "behind the crest" not in " ".join(think(self.view(guns)[1]).reasons)

    @pytest.mark.parametrize("level", THINKERS)
    @pytest.mark.parametrize("track", [True, False])
    def test_tanks_keep_out_of_the_marsh(self, level: str, track: bool) -> None:
        """Over the track where one leads through it, else round it: the way round is twice as long."""
        drawing = "\n".join([" ".join("." * 8), *[". m m m m m m ."] * 3, " ".join("." * 8)])
        way = tuple(f"{col:02d}03" for col in range(1, 9))
        made = world(
            drawing,
            unit("t", "su_tank_company", "0103"),
            unit("c", "su_rifle_company", "0103"),
            unit("x", "jp_rifle_company", "0803"),
            crest=("0803",),
            roads=(way,) if track else (),
        )
        made = held(made, JAPANESE, "0803")
        view = believing(made, ("x", "0803", 5))
        (order,) = of(think(view, level, "bold").orders, made, "t")
        assert isinstance(order, Assault)
        marsh = view.board.terrain == view.tables.rules.terrain.names.index("marsh")
        assert (set(order.route) <= set(made.way(*way))) == track
        assert not [row for row in order.route if marsh[row] and made.setting.board.label(row) not in way]
        assert any(marsh[row] for row in order.route) == track

    @pytest.mark.parametrize("level", LEVELS)
    def test_an_empty_place_that_is_held_gets_a_garrison(self, level: str) -> None:
        made = world(
            PLAIN,
            unit("c0", "su_rifle_company", "0302"),
            unit("c1", "su_rifle_company", "0303"),
            unit("x", "jp_rifle_company", "1102"),
            crest=("0502",),
        )
        made = held(made, SOVIET, "0502")
        answer = think(believing(made, ("x", "1102", 150)), level)
        assert made.hex("0502") in [o.route[-1] for o in answer.orders if isinstance(o, March)]


@pytest.mark.usefixtures("own_plans")
class TestOdds:
    @pytest.mark.parametrize("level", LEVELS)
    def test_a_bold_staff_attacks_where_a_cautious_one_does_not(self, level: str) -> None:
        told = [most(level, style) for style in ("cautious", "normal", "bold")]
        assert 0 < told[0] < told[1] < told[2]

    def test_a_trench_beside_of_which_nothing_is_known_keeps_it_from_what_it_dares_else(self) -> None:
        """In the second hex sit machine guns that nobody has seen: it was once taken for empty."""
        assert assaults(think(dug_in(48)))
        assert not assaults(think(dug_in(48, crest=("0902", "0903"))))

    def test_preparation_makes_it_dare_more(self) -> None:
        assert most("line", "normal", guns=3) > most("line", "normal")

    @pytest.mark.parametrize("level", LEVELS)
    @pytest.mark.parametrize("style", STYLES)
    def test_nobody_storms_trenches_unprepared_at_less_than_one_to_ten(self, level: str, style: str) -> None:
        """Where an attack goes in without guns, its chance was told as a tenth at least; nor is there
        another that was told of as waiting and goes in all the same.
        """
        for men in range(8, 240, 8):
            answer = think(dug_in(men), level, style)
            chances = [one.chance for one in answer.estimates if one.kind == "attack"]
            assert bool(assaults(answer)) <= bool(chances)
            assert all(chance >= 10 for chance in chances)
        assert most(level, style) < 100

    def test_who_goes_through_smoke_has_it_fired(self) -> None:
        """From the hour of the assault on; shells fall before it."""
        answer = think(dug_in(24, 3, ("0902", "0903")), "staff")
        assert "through smoke" in answer.reasons[0]
        fired = {order.kind: order for order in answer.orders if isinstance(order, Bombard)}
        assert {"prepare", "smoke"} <= fired.keys()
        assert fired["smoke"].start == fired["prepare"].end
        assert 0 <= assaults(answer)[0].start - fired["smoke"].start < PULSE

    def test_a_recruit_differs(self) -> None:
        """It knows no convergence, keeps no reserve back, and takes what comes first."""
        views = [dug_in(men, guns) for men in (8, 16, 24) for guns in (0, 3)]
        differ = [think(view, "recruit").orders != think(view, "line").orders for view in views]
        assert sum(differ) >= len(views) // 2
        said = " ".join(reason for view in views for reason in think(view, "recruit").reasons)
        assert "from two sides" not in said

    @pytest.mark.parametrize("level", LEVELS)
    @pytest.mark.parametrize("men", [8, 24, 40])
    def test_what_failed_is_not_tried_again_at_once_with_as_many(self, level: str, men: int) -> None:
        """The view has not changed since: nothing was gained, and nobody is on his way any more."""
        view, told, memo = dug_in(men, 3), list[int](), ""
        for _ in range(5):
            answer = think(view, level, "bold", memo)
            went = {unit for one in answer.estimates if one.kind == "attack" for unit in one.units}
            told.append(int(view.forces.men[list(went)].sum()) if went else 0)
            memo = answer.memo
        pairs = [(before, after) for before, after in pairwise(told) if before]
        assert pairs
        assert all(after == 0 or after > before for before, after in pairs)

    def test_what_is_still_going_in_has_not_failed(self) -> None:
        """An attack that the end of a turn cuts in two goes on in the next."""
        first = think(dug_in(24), "line")
        made = hill()
        state = made.lay(*first.orders).copy()
        state.acts.act[:], state.acts.target[:] = state.later.act, state.later.target
        view = believing(replace(made, state=state), ("x", "0902", 24), stays=True)
        again, failed = think(view, "line", memo=first.memo), think(dug_in(24), "line", memo=first.memo)
        attacks = [[e for e in answer.estimates if e.kind == "attack"] for answer in (first, again, failed)]
        assert [bool(some) for some in attacks] == [True, True, False]


@pytest.mark.usefixtures("own_plans")
class TestAmbush:
    def made(self, tanks_at: str = "0803") -> tuple[World, View]:
        made = world(
            PLAIN,
            unit("a", "jp_rifle_company", "0303"),
            unit("at", "jp_at_company", "0303"),
            unit("t", "su_tank_company", tanks_at),
            crest=("0303",),
        )
        made = held(made, JAPANESE, "0303")
        view = believing(made, ("t", tanks_at, 60), side=JAPANESE)
        tanks = np.where(np.arange(len(view.cadre)) == made.row("t"), True, view.cadre.tanks)
        return made, replace(view, cadre=replace(view.cadre, tanks=tanks))

    @pytest.mark.parametrize("level", THINKERS)
    def test_anti_tank_guns_hold_their_fire_to_400_m(self, level: str) -> None:
        made, view = self.made()
        answer = think(view, level)
        (fire,) = of(answer.orders, made, "at", "fire")
        assert isinstance(fire, Fire)
        assert (fire.policy, fire.open_m) == ("overwatch", 400)
        assert [o.open_m for o in of(answer.orders, made, "a", "fire") if isinstance(o, Fire)] == [0]
        assert "with anti-tank guns in ambush" in answer.reasons[0]

    def test_a_recruit_knows_no_ambush(self) -> None:
        made, view = self.made()
        assert [o.open_m for o in of(think(view, "recruit").orders, made, "at", "fire")] == [0]  # type: ignore[attr-defined]

    def test_without_tanks_they_fire_as_ever(self) -> None:
        """And are told so if they lay in wait before."""
        made, _ = self.made()
        quiet = believing(made, side=JAPANESE)
        open_m = quiet.fires.open_m.copy()
        open_m[made.row("at")] = 400
        after = replace(quiet, fires=replace(quiet.fires, open_m=open_m))
        for view in (quiet, after):
            assert [o.open_m for o in of(think(view).orders, made, "at", "fire")] == [0]  # type: ignore[attr-defined]

    def test_without_such_guns_nobody_speaks_of_an_ambush(self) -> None:
        made, view = self.made()
        gone = view.forces.hex.copy()
        gone[made.row("at")] = -1
        assert "ambush" not in " ".join(think(replace(view, forces=replace(view.forces, hex=gone))).reasons)


@pytest.mark.usefixtures("own_plans")
class TestBorder:
    OWNERS = "\n".join([" ".join("uuuuuummmmmmmm")] * 5)

    def made(self, *crest: str, **more: Any) -> World:
        made = world(
            PLAIN,
            *[unit(f"c{n}", "su_rifle_company", f"050{n + 1}") for n in range(4)],
            unit("g", "su_field_battery", "0203"),
            unit("x", "jp_rifle_company", "0803"),
            crest=crest,
            owners=self.OWNERS,
            **more,
        )
        return held(made, JAPANESE, *crest)

    @pytest.mark.parametrize("level", LEVELS)
    @pytest.mark.parametrize("men", [5, 40])
    def test_no_order_leads_over_it_while_it_is_closed(self, level: str, men: int) -> None:
        """What lies on this side of it is taken all the same, however many sit beyond."""
        made = self.made("0803", "0603", zones=("border-ground", "border-fire"), start=EARLY)
        view = believing(made, ("x", "0803", men))
        beyond = set(np.flatnonzero(draw(view).shut[0]).tolist())
        assert made.hex("0803") in beyond
        answer = think(view, level, "bold")
        assert not beyond & set(steps(answer.orders))
        assert not [o for o in answer.orders if isinstance(o, Bombard) and o.target in beyond]
        assert made.hex("0603") in steps(answer.orders)

    def test_an_open_one_is_crossed(self) -> None:
        made = self.made("0803")
        answer = think(believing(made, ("x", "0803", 5)), "line", "bold")
        assert made.hex("0803") in steps(answer.orders)


@pytest.mark.usefixtures("own_plans")
class TestPosts:
    def made(self, at: str, enemy: str, **more: Any) -> tuple[World, Plan]:
        made = world(
            PLAIN,
            unit("hq", "su_regiment_hq", at),
            unit("c0", "su_rifle_company", "0503"),
            unit("x", "jp_rifle_company", enemy),
            crest=("0503",),
            **more,
        )
        made = held(made, SOVIET, "0503")
        return made, think(believing(made, ("x", enemy, 100)))

    def test_a_headquarters_does_not_stay_in_a_passage(self) -> None:
        made, answer = self.made("0103", "1303", entries={"soviet-road": ("0103",)})
        (order,) = of(answer.orders, made, "hq")
        assert isinstance(order, March)
        assert made.hex("0103") not in order.route

    def test_nor_is_it_sent_to_the_front(self) -> None:
        made, answer = self.made("0103", "0803")
        ends = [order.route[-1] for order in of(answer.orders, made, "hq") if isinstance(order, March)]
        assert not [place for place in ends if made.setting.board.meters(place, made.hex("0803")) < 1000]

    def test_it_leaves_a_road_that_the_enemy_sweeps(self) -> None:
        road = tuple(f"{col:02d}03" for col in range(1, 15))
        made, answer = self.made("0403", "0703", roads=(road,))
        ends = [order.route[-1] for order in of(answer.orders, made, "hq") if hasattr(order, "route")]
        assert [place for place in ends if place not in made.way(*road)]


def outside(picture: Picture, order: Order) -> bool:
    """Whether an order leads into ground, at a target or over a hex that the side keeps out of."""
    shut, view = picture.shut, picture.view
    if isinstance(order, Bombard):
        return bool(shut[1][order.target])
    if isinstance(order, Fly):
        return bool(shut[2][order.target])
    route = np.array(steps([order]), np.int64)
    inside = shut[0][max(int(view.forces.hex[order.unit]), 0)]
    return bool(route.size and shut[0][route].any() and not inside)


def exposed(picture: Picture, order: Order) -> bool:
    """Whether a headquarters is sent to stay beside a known enemy, or where others must pass."""
    if not isinstance(order, March) or not picture.view.cadre.post[order.unit]:
        return False
    end = order.route[-1]
    return bool(picture.nearest[end] < 1000 or (picture.passage[end] and order.mode != "column"))


@pytest.mark.usefixtures("short_rehearsals")
class TestBattles:
    @pytest.mark.parametrize("level", LEVELS)
    @pytest.mark.parametrize("scenario", SCENARIOS)
    def test_orders_are_legal_lawful_and_the_same_again(self, scenario: str, level: str) -> None:
        """Both sides over some turns: no order is refused, steps over a border without leave or exposes a
        headquarters, and the same view, memo and seed have the same answer.
        """
        game, memos, who = game_of(scenario, 5), ["", ""], Commander(level, "normal", 5)
        for turn in range(TURNS[scenario]):
            for side in (SOVIET, JAPANESE):
                view = game.view(side)
                answer = who.choose(view, memos[side])
                assert turn or answer == Commander(level, "normal", 5).choose(view, memos[side])
                picture = draw(view)
                assert not [o for o in answer.orders if outside(picture, o) or exposed(picture, o)]
                assert not [pair for order in answer.orders if (pair := game.plot(side, order)) is not None]
                memos[side] = answer.memo
                game.commit(side)
            game.play()
        assert all(memos)


def test_who_has_dug_in_beside_a_garrison_stays_there() -> None:
    """A company holds two hexes of a hill: another would be shelled on the way, and lose its trench."""
    made = world(
        PLAIN,
        unit("c0", "su_rifle_company", "0502", works=2),
        unit("c1", "su_rifle_company", "0303", works=2),
        unit("c2", "su_rifle_company", "0102", works=2),
        unit("x", "jp_rifle_company", "1102", works=3),
        crest=("0502", "0503"),
    )
    picture = draw(held(made, SOVIET, "0502", "0503").view(SOVIET))
    units = np.array([made.row(name) for name in ("c1", "c2")])

    def goes(*labels: str) -> list[int]:
        return [int(row) for row in garrison(picture, units, np.array(made.way(*labels)))]

    assert goes("0502", "0503") == []
    assert goes("0503") == [made.row("c1")]
