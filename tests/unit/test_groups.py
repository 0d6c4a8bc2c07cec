"""Orders to many units at once, what is idle, what a side is told of a pulse, and the umpire's view."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, World, unit, world

from game.analysis.order_words import goal, said, sentence
from game.analysis.why import Names
from game.engine import groups
from game.engine.log import Log
from game.engine.options import reachable, way
from game.engine.orders import (
    ORDERS,
    Assault,
    Bombard,
    Cross,
    Dig,
    Fire,
    Fly,
    Hold,
    March,
    Order,
    Request,
    Rest,
    Withdraw,
    Work,
)
from game.engine.told import accounts, seen_by
from game.engine.umpire import open_view
from game.rules import ledger

FIELD = """
..............................
..............................
..............................
"""


@cache
def field() -> World:
    """Five companies, sappers, guns and aircraft against one company, on a strip."""
    return world(
        FIELD,
        *(unit(f"c{n}", "su_rifle_company", "0101") for n in range(3)),
        *(unit(f"d{n}", "su_rifle_company", "0202") for n in range(2)),
        unit("sap", "su_sapper_company", "0302"),
        unit("gun", "su_field_battery", "0301"),
        unit("sb", "su_bomber_squadron"),
        unit("held", "su_rifle_company", "0203", release={"time": "1938-08-07T06:00", "reason": {"en": "x"}}),
        unit("foe", "jp_rifle_company", "1102"),
    )


def rows(*ids: str) -> list[int]:
    return [field().row(id) for id in ids]


def names() -> Names:
    board = field().setting.board
    return Names(list(field().setting.cadre.ids), [board.label(h) for h in range(board.hexes)])


COMPANIES = ("c0", "c1", "c2", "d0", "d1")


def test_idle_are_those_with_no_order_and_nothing_to_do() -> None:
    here, view = field(), field().view(SOVIET)
    every = set(rows(*COMPANIES, "sap", "gun"))
    assert set(groups.idle(view, ()).tolist()) == every
    digging = Dig(unit=here.row("c0"))
    assert set(groups.idle(view, (digging,)).tolist()) == every - {here.row("c0")}
    fires = Bombard(
        unit=here.row("gun"), kind="prepare", target=here.hex("1102"), rounds=9, end=view.end + 600
    )
    laid = here.lay(Dig(unit=here.row("d0")), fires)
    assert set(groups.idle(here.view(SOVIET, laid), ()).tolist()) == every - set(rows("d0", "gun"))


def test_minutes_along_the_way_are_those_of_the_reach() -> None:
    here, view = field(), field().view(SOVIET)
    unit_, far = here.row("c0"), here.hex("0903")
    route = way(view, unit_, far)
    spent = groups.minutes_along(view, unit_, route)
    assert spent == -(-int(reachable(view, unit_, minutes=600)[far]) // 10)
    assert spent > groups.minutes_along(view, unit_, route, "rush")
    assert groups.minutes_along(view, unit_, ()) == 0


def test_units_spread_as_far_as_the_limits_of_a_hex_ask() -> None:
    here, view = field(), field().view(SOVIET)
    units, middle = rows(*COMPANIES), here.hex("0802")
    places = groups.spread(view, units, middle)
    table = view.tables.march
    assert middle in places
    for place in set(places.tolist()):
        men = view.forces.men[np.array(units)[places == place]].sum()
        assert men <= table.stack_men or (places == place).sum() == 1
    assert view.board.meters(middle, places).max() <= 250
    alone = groups.spread(view, units[:1], here.hex("0202"))
    assert view.board.meters(here.hex("0202"), alone).tolist() in ([0], [250])


def test_a_way_leads_through_the_chosen_hexes() -> None:
    here, view = field(), field().view(SOVIET)
    unit_ = here.row("c0")
    stops = here.way("0503", "0201", "0603")
    found = groups.path(view, unit_, stops)
    rest = iter(found)
    assert all(stop in rest for stop in stops)
    assert found[-1] == stops[-1]
    assert len(found) > len(way(view, unit_, stops[-1]))
    assert groups.path(view, unit_, stops[-1:]) == way(view, unit_, stops[-1])
    (order,) = groups.march(view, [unit_], stops[-1], via=stops[:-1])
    assert order == March(unit=unit_, route=found)
    assert order.check(view) is None


def test_a_group_marches_and_who_is_there_stays() -> None:
    here, view = field(), field().view(SOVIET)
    orders = groups.march(
        view, rows("c0", "d0"), here.hex("0601"), mode="rush", on_contact=True, stop_loss=20
    )
    assert [order.check(view) for order in orders] == [None, None]
    assert all(isinstance(order, March) for order in orders)
    assert groups.march(view, rows("c0"), here.hex("0101")) == []


def test_an_attack_is_assault_for_those_who_can_and_preparation_by_guns() -> None:
    here, view = field(), field().view(SOVIET)
    aim = here.hex("1102")
    orders = groups.attack(view, rows("c0", "gun", "sb"), aim, when_suppressed=50)
    assert [type(order) for order in orders] == [Assault, Bombard]
    assert [order.check(view) for order in orders] == [None, None]
    first, second = orders
    assert isinstance(first, Assault)
    assert (first.route[-1], first.when_suppressed) == (aim, 50)
    assert isinstance(second, Bombard)
    assert second.rounds == groups.rounds(view, here.row("gun")) > 0


def test_a_defense_digs_where_it_stands_and_marches_to_the_rest() -> None:
    here, view = field(), field().view(SOVIET)
    orders = groups.defend(view, rows("c0", "d0", "d1"), here.hex("0202"))
    assert any(isinstance(order, Dig) for order in orders)
    assert [order.check(view) for order in orders] == [None] * 3


def test_rounds_grow_with_the_share_and_end_with_the_stock() -> None:
    here, view = field(), field().view(SOVIET)
    gun = here.row("gun")
    shares = [groups.rounds(view, gun, share) for share in (64, 256, 1024, 1 << 20)]
    assert shares == sorted(shares)
    assert shares[0] < shares[1] < shares[2]
    assert shares[3] == shares[2] * int(view.forces.ammunition[gun, 1]) // 100
    assert groups.rounds(view, here.row("sb")) == 0


def test_what_a_squadron_and_sappers_can_do() -> None:
    here, view = field(), field().view(SOVIET)
    assert groups.fit(view, here.row("sb")) > 0
    assert groups.bombs(view, here.row("sb"))
    assert groups.fit(view, here.row("c0")) == 0
    assert groups.bombs(view, here.row("c0")) == ()
    assert "bridge" in groups.tasks(view, here.row("sap"))
    assert "wire" in groups.tasks(view, here.row("sap"))
    assert len(groups.tasks(view, here.row("c0"))) < len(groups.tasks(view, here.row("sap")))
    assert groups.tasks(view, here.row("gun")) in ((), groups.tasks(view, here.row("c0")))
    assert groups.marks(view)[0] == view.minute
    assert not groups.can_cross(view)
    assert not groups.can_ask(view)


def test_a_side_of_a_hex_is_told_by_the_hex_beyond_it() -> None:
    here, view = field(), field().view(SOVIET)
    around = view.board.neighbor[here.hex("0302")].tolist()
    assert [groups.toward(view, here.row("sap"), hex_) for hex_ in around] == list(range(6))
    assert groups.toward(view, here.row("sap"), here.hex("2002")) == -1
    assert groups.toward(view, here.row("sap"), -1) == -1


# what is told


def test_accounts_keep_the_enemy_out() -> None:
    here = field()
    log = Log()
    here.pulses(*groups.attack(here.view(SOVIET), rows("c0", "c1"), here.hex("1102")), log=log)
    _games, told = log.ledger()
    own = here.setting.cadre.side == SOVIET
    mine = accounts(told, own)
    units = np.array([rule.target == "unit" for rule in ledger.RULES])[mine["rule"]]
    assert own[mine["target"][units & (mine["target"] >= 0)]].all()
    assert (mine["source"] < 0).any() or own[mine["source"][mine["source"] >= 0]].all()
    assert own[mine["source"][mine["source"] >= 0]].all()
    assert len(mine) < len(told)
    events = log.told()
    assert len(seen_by(events, None)) == len(events)
    assert ((seen_by(events, JAPANESE)["seen"] & 2) != 0).all()


def test_the_umpire_sees_every_unit_and_keeps_the_orders_of_a_side_apart() -> None:
    here = field()
    game = here.game()
    told, foe = open_view(game, SOVIET), here.row("foe")
    assert told.contacts.hex[foe] == here.hex("1102")
    assert told.contacts.men[foe] == game.state.forces.men[0, foe]
    assert told.ground.seen.all()
    assert told.forces.men[foe] == 0
    assert game.view(SOVIET).contacts.hex[foe] < 0
    assert Dig(unit=foe).check(told) is not None


# in words


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (
            March(unit=0, route=(1, 2), mode="column", on_contact=True, stop_loss=20),
            "c0: go to 0301, in column",
        ),
        (Assault(unit=0, route=(1,), when_suppressed=50, start=12150), "c0: assault 0201 from 10:30 on"),
        (Withdraw(unit=0, route=(1,)), "c0: withdraw to 0201, advancing"),
        (Cross(unit=0, route=(1,)), "c0: cross the river at 0201"),
        (Hold(unit=0), "c0: hold"),
        (Dig(unit=0, start=12150), "c0: dig in from 10:30 on"),
        (Rest(unit=0), "c0: rest and rally"),
        (Work(unit=0, task="wire", toward=3), "c0: build wire on the west side"),
        (Fire(unit=0, policy="silent", aim=2, open_m=300), "c0: no fire unless assaulted, first at 0301"),
        (Bombard(unit=0, kind="smoke", target=2, rounds=12, near=True), "c0: fire on 0301: smoke, 12 rounds"),
        (
            Fly(unit=0, kind="bomb", aircraft=3, target=2, bomb="FAB-50"),
            "c0: fly to 0301: bombing, 3 aircraft",
        ),
        (Request(), "Ask for aircraft"),
    ],
)
def test_every_order_has_its_sentence(order: Order, words: str) -> None:
    assert sentence(order, names()).startswith(words)


def test_the_conditions_of_an_order_are_in_its_sentence() -> None:
    march = March(unit=0, route=(1,), mode="rush", on_contact=True, stop_loss=30)
    assert said(march, names()) == "go to 0201, in rushes, stop on contact, break off at 30 % lost"
    both = Bombard(unit=0, kind="prepare", target=2, rounds=6, start=12150, end=12180)
    assert said(both, names()) == "fire on 0301: preparation, 6 rounds, 10:30-11:00"
    assert goal(both) == 2
    assert goal(march) == 1
    assert goal(Hold(unit=0)) == -1
    assert len(ORDERS) == 12
