"""What ground is worth besides its objectives, what tanks cost, and who can still be sent to storm."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from agents_field import game_of
from builders import JAPANESE, SOVIET, World, unit, world
from mission_field import believing

from game.agents.attack import strength
from game.agents.base import Plan
from game.agents.missions.fields import roads
from game.agents.picture import draw
from game.agents.staff.commander import Commander
from game.agents.staff.groups import draw_groups
from game.agents.staff.maps import draw_maps
from game.agents.staff.problem import distances
from game.agents.staff.prospects import likely, prospects
from game.agents.staff.targets import draw_targets
from game.agents.staff.tasks import peace, tank_price
from game.agents.staff.vigor import LEFT, fresh, vigor
from game.engine.orders import Assault, Bombard, March
from game.engine.possible import possible
from game.engine.services import ASSAULTS, TANKS_OUT
from game.engine.view import View
from game.rules.victory_table import NOBODY

CREST = ("2336", "2437", "2337", "2338")
"""Zaozernaya, on which the tasks of the general attack turn."""


@cache
def general_attack(side: int = SOVIET) -> View:
    return game_of("offensive", 1).view(side)


def rows(view: View, *labels: str) -> list[int]:
    named = [view.board.label(row) for row in range(view.board.hexes)]
    return [named.index(label) for label in labels]


def with_(view: View, side: int, *labels: str) -> Any:
    """Who holds what, with some hexes in the hands of a side."""
    control = view.ground.control.copy()
    control[rows(view, *labels)] = side
    return control


class TestProspects:
    def test_a_task_on_a_place_makes_its_hexes_worth_more_than_their_objective(self) -> None:
        view = general_attack()
        now = prospects(view, view.ground.control)
        crest = prospects(view, with_(view, SOVIET, *CREST)) - now
        other = prospects(view, with_(view, SOVIET, "2128", "2228", "2229")) - now
        assert crest > 30_000
        assert abs(other) < 1

    def test_the_more_hexes_to_spare_the_likelier(self) -> None:
        view = general_attack()
        table, hexes = view.stakes.victory.tasks, view.stakes.victory.ground.hexes
        three = table.names.index("crest")
        check = int(np.flatnonzero(table.of[three])[0])
        told = [likely(table, hexes, with_(view, SOVIET, *CREST[:n]))[check] for n in range(5)]
        assert told == sorted(told)
        assert told[0] < 0.1
        assert 0.5 < told[3] < told[4]

    def test_it_is_the_same_to_both_sides(self) -> None:
        """Where both know who holds the ground."""
        ours, theirs = general_attack(SOVIET), general_attack(JAPANESE)
        control = with_(ours, SOVIET, *CREST[:2])
        assert prospects(ours, control) == pytest.approx(prospects(theirs, control))

    def test_in_the_campaign_the_crest_counts_by_days_and_turns(self) -> None:
        view = game_of("campaign", 1).view(SOVIET)
        won = prospects(view, with_(view, SOVIET, *CREST)) - prospects(view, with_(view, JAPANESE, *CREST))
        assert 10_000 < won < 40_000

    def test_targets_are_worth_what_hangs_on_them(self) -> None:
        view = general_attack()
        picture = draw(view)
        targets = draw_targets(picture, draw_maps(picture))
        gain = {view.board.label(int(t.min())): g for t, g in zip(targets.hexes, targets.gain, strict=True)}
        assert gain["2336"] > gain["2128"] > gain["2230"]


class TestBelieved:
    def test_a_place_is_taken_for_held_but_where_one_sees_that_nobody_holds_it(self) -> None:
        view = general_attack()
        picture, ground = draw(view), view.ground
        others = np.unique(picture.goals[~picture.held])
        told = {}
        for control in (JAPANESE, NOBODY):
            for seen in (False, True):
                known, looked = ground.control.copy(), ground.seen.copy()
                known[others], looked[others] = control, seen
                one = replace(picture, view=replace(view, ground=replace(ground, control=known, seen=looked)))
                foe = draw_targets(one, draw_maps(one)).foe
                told[control, seen] = foe[foe > 0].tolist()
        assert not picture.enemy[others].any()
        assert len(told[JAPANESE, False]) > 10
        assert told[JAPANESE, True] == told[NOBODY, False] == told[JAPANESE, False]
        assert told[NOBODY, True] == []


class TestPrices:
    def test_each_costs_its_term_and_its_part_of_a_task(self) -> None:
        view = general_attack()
        assert tank_price(view) == pytest.approx(50 + 10_000 / 60)
        toll = view.services.toll.copy()
        toll[TANKS_OUT] = 60
        late = replace(view, services=replace(view.services, toll=toll))
        assert tank_price(late) == 50
        assert tank_price(general_attack(JAPANESE)) == 0

    def test_the_first_assault_costs_the_task_that_allows_none(self) -> None:
        view = game_of("counter-attacks", 1).view(SOVIET)
        assert peace(view) == 15_000
        toll = view.services.toll.copy()
        toll[ASSAULTS] = 1
        assert peace(replace(view, services=replace(view.services, toll=toll))) == 0
        assert peace(game_of("counter-attacks", 1).view(JAPANESE)) == 0
        assert peace(general_attack()) == 0

    def test_a_rehearsal_goes_on_from_the_tanks_that_are_out(self) -> None:
        view = general_attack()
        toll = view.services.toll.copy()
        toll[TANKS_OUT] = 41
        late = replace(view, services=replace(view.services, toll=toll))
        count = possible(late, 2, 5).state.count.tanks_out
        assert count[:, SOVIET].tolist() == [41, 41]
        assert count[:, JAPANESE].tolist() == [0, 0]


PLAIN = "\n".join([" ".join("." * 14)] * 5)


@cache
def hill(*, night: bool = False) -> World:
    """A battalion and tanks before a hill of the enemy's."""
    hours = {"start": "1938-08-06T23:00"} if night else {}
    base = world(
        PLAIN,
        *(unit(f"c{n}", "su_rifle_company", at, of="s-a") for n, at in enumerate(("0601", "0602", "0603"))),
        unit("t", "su_tank_company", "0802", of="s-a"),
        unit("x", "jp_rifle_company", "0902", works=3),
        crest=("0902",),
        **hours,
    )

    def foreign(state: Any) -> None:
        state.ground.control[0, list(base.way("0902"))] = JAPANESE
        state.ground.known[0, :, list(base.way("0902"))] = JAPANESE

    return base.changed(foreign)


def worn(**columns: tuple[str, int]) -> World:
    """The hill with a number of one unit changed: `men=("c0", 60)`."""

    def change(state: Any) -> None:
        for name, (who, value) in columns.items():
            getattr(state.forces, name)[0, hill().row(who)] = value

    return hill().changed(change)


class TestVigor:
    def test_a_rested_company_can_storm(self) -> None:
        view = hill().view(SOVIET)
        assert fresh(view)[[hill().row(name) for name in ("c0", "c1", "c2", "t")]].all()
        assert not fresh(view)[hill().row("x")]

    @pytest.mark.parametrize(
        "change", [{"men": ("c0", 100)}, {"fatigue": ("c0", 1024)}, {"suppression": ("c0", 700)}]
    )
    def test_losses_weariness_and_fire_take_of_it(self, change: dict[str, tuple[str, int]]) -> None:
        made = worn(**change)
        before, after = (vigor(w.view(SOVIET))[made.row("c0")] for w in (hill(), made))
        assert after < before
        assert vigor(made.view(SOVIET))[made.row("c1")] == vigor(hill().view(SOVIET))[made.row("c1")]

    def test_who_has_lost_a_quarter_in_the_day_does_not(self) -> None:
        made = hill()
        view = made.view(SOVIET)
        whole = int(view.forces.strength[made.row("c0")])
        assert vigor(view)[made.row("c0")] >= LEFT
        assert not fresh(worn(men=("c0", whole * 3 // 4)).view(SOVIET))[made.row("c0")]

    def test_the_worn_neither_count_nor_go(self) -> None:
        whole = int(hill().view(SOVIET).forces.strength[hill().row("c0")])
        made = worn(men=("c0", whole // 2))
        view = made.view(SOVIET)
        groups = draw_groups(draw(view))
        mine = groups.of[made.row("c0")]
        assert groups.men[mine] > groups.storm[mine]
        assert groups.storm[mine] == (0 if len(groups) > 1 else strength(view, np.array([1, 2])).sum())
        went = {o.unit for o in _own(made, 4).orders if isinstance(o, Assault)}
        assert went
        assert made.row("c0") not in went


def _own(made: World, men: int) -> Plan:
    return Commander("line", "bold", 3).choose(believing(made, ("x", "0902", men), stays=True))


@pytest.mark.usefixtures("own_plans")
class TestNight:
    def test_tanks_beside_the_enemy_go_back_in_the_dark(self) -> None:
        made = hill(night=True)
        view = believing(made, ("x", "0902", 100), stays=True)
        picture = draw(view)
        assert picture.night
        (order,) = [o for o in Commander("line", "normal", 3).choose(view).orders if _moves(o, made.row("t"))]
        assert isinstance(order, March)
        assert picture.nearest[order.route[-1]] > picture.nearest[made.hex("0802")]

    def test_by_day_they_may_go_in(self) -> None:
        made = hill()
        orders = [o for o in _own(made, 4).orders if _moves(o, made.row("t"))]
        assert [type(o) for o in orders] == [Assault]


def _moves(order: Any, row: int) -> bool:
    return isinstance(order, March | Assault) and order.unit == row


@pytest.mark.usefixtures("own_plans")
class TestGathering:
    HILL = "4702"
    LONG = "\n".join([" ".join("." * 48)] * 3)

    def far(self, columns: int) -> World:
        """Three battalions some way from a hill that is held."""
        places = [f"{47 - columns - n % 3:02d}0{n // 3 + 1}" for n in range(9)]
        base = world(
            self.LONG,
            *(unit(f"c{n}", "su_rifle_company", at, of=f"s-{n // 3}") for n, at in enumerate(places)),
            unit("x", "jp_rifle_company", self.HILL, works=3),
            crest=(self.HILL,),
        )

        def foreign(state: Any) -> None:
            state.ground.control[0, list(base.way(self.HILL))] = JAPANESE
            state.ground.known[0, :, list(base.way(self.HILL))] = JAPANESE

        return base.changed(foreign)

    def test_who_comes_too_late_for_this_turn_comes_near_for_the_next(self) -> None:
        for columns in range(24, 43, 2):
            made = self.far(columns)
            view = believing(made, ("x", self.HILL, 10), stays=True)
            answer = Commander("line", "bold", 3).choose(view)
            if not any(reason.startswith("Gather for") for reason in answer.reasons):
                continue
            gone = [o for o in answer.orders if isinstance(o, March)]
            assert gone
            meters = view.board.meters(np.array([o.route[-1] for o in gone]), made.hex(self.HILL))
            assert meters.min() >= 900
            assert not [o for o in answer.orders if isinstance(o, Assault)]
            return
        pytest.fail("nobody ever gathers")

    def test_who_is_near_enough_does_not_wait(self) -> None:
        view = believing(self.far(3), ("x", self.HILL, 10), stays=True)
        reasons = Commander("line", "bold", 3).choose(view).reasons
        assert not any(reason.startswith("Gather for") for reason in reasons)
        assert any(reason.startswith("Attack") for reason in reasons)


@pytest.mark.usefixtures("own_plans")
def test_shells_fall_on_the_trenches_beside_the_place_too() -> None:
    """The strongest of them; the most batteries fire on the place itself."""
    base = world(
        PLAIN,
        *(unit(f"c{n}", "su_rifle_company", at, of="s-a") for n, at in enumerate(("0601", "0602", "0603"))),
        *(unit(f"g{n}", "su_field_battery", "0103", of="s-a") for n in range(6)),
        *(unit(name, "jp_rifle_company", at, works=3) for name, at in (("x", "0902"), ("y", "0901"))),
        unit("far", "jp_rifle_company", "1305", works=3),
        crest=("0902",),
    )

    def foreign(state: Any) -> None:
        state.ground.control[0, list(base.way("0902"))] = JAPANESE
        state.ground.known[0, :, list(base.way("0902"))] = JAPANESE

    made = base.changed(foreign)
    view = believing(made, ("x", "0902", 10), ("y", "0901", 60), ("far", "1305", 90), stays=True)
    fired = [o for o in Commander("line", "bold", 3).choose(view).orders if isinstance(o, Bombard)]
    shells = {view.board.label(o.target): o.kind for o in fired if o.kind in ("prepare", "accompany")}
    assert {"0902", "0901"} <= shells.keys()
    assert shells["0901"] == "prepare"


def minutes_over(columns: int) -> int:
    """Of a tank company from one end of a strip to the other, as the problem of its staff has it."""
    made = world(
        "\n".join([" ".join("." * columns)] * 2),
        unit("t", "su_tank_company", "0101"),
        unit("x", "jp_rifle_company", f"{columns:02d}01"),
        crest=(f"{columns:02d}01",),
    )
    picture = draw(made.view(SOVIET))
    targets = draw_targets(picture, draw_maps(picture))
    return int(distances(picture, roads(picture), draw_groups(picture), targets).item())


def test_a_way_longer_than_an_order_holds_is_not_taken_for_a_short_one() -> None:
    """Sixty hexes are twice thirty, though an order holds no more than forty-eight."""
    assert minutes_over(60) > 1.9 * minutes_over(30) > 0
