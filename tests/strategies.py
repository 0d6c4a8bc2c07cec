"""Random battles for the laws of the engine: an arena with all arms, and orders of every kind.

Choices are made by `random.Random` from one drawn number: orders depend on what a view allows, and drawing
hundreds of small numbers would cost more than the battles.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random  # noqa: TID251
from typing import Any

import numpy as np
from builders import SIDES, World, unit, world

from game.engine.acts import FLIGHTS, POLICIES
from game.engine.orders import (
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
from game.engine.orders.acts import MODES
from game.engine.view import View
from game.rules.artillery_table import MISSIONS
from game.rules.works_table import TASKS

ARENA = """
..s...mm.
.s..^..m.
....^^...
LL..^....
L...s..:.
.......:.
"""
HEIGHTS = """
5 5 5 9 20 9 4 4 4
5 5 9 20 40 20 9 4 4
5 9 20 40 60 40 20 9 5
3 3 9 20 40 20 9 5 5
3 9 9 9 20 9 5 5 5
5 5 5 9 9 5 5 5 5
"""
FORCES = (
    unit("r1", "su_rifle_company", "0602", quality="b"),
    unit("r2", "su_rifle_company", "0703"),
    unit("r3", "su_border_platoon", "0601"),
    unit("mg", "su_mg_company", "0702"),
    unit("at", "su_at_battery", "0704"),
    unit("fb", "su_field_battery", "0905"),
    unit("tk", "su_tank_company", "0805"),
    unit("sap", "su_sapper_company", "0804"),
    unit("hq", "su_regiment_hq", "0904"),
    unit("late", "su_rifle_company", enter="1938-08-06T13:00"),
    unit("sb", "su_bomber_squadron"),
    unit("i15", "su_fighter_squadron"),
    unit("x1", "jp_rifle_company", "0503", works=2),
    unit("x2", "jp_rifle_company", "0504", works=1),
    unit("x3", "jp_mg_company", "0403", works=1.5),
    unit("xat", "jp_at_company", "0404"),
    unit("xbg", "jp_battalion_guns", "0305"),
    unit("xmb", "jp_mountain_battery", "0106"),
    unit("xen", "jp_engineer_company", "0205"),
)
"""Nineteen units: a number that no other axis of the arrays has."""


@cache
def arena(rows: tuple[str, ...] = SIDES, seeds: tuple[int, ...] = (1,), **more: Any) -> World:
    """All arms of both sides about a ridge; sealed, so that it may be shared."""
    return world(
        ARENA,
        *FORCES,
        heights=HEIGHTS,
        rows=rows,
        seeds=seeds,
        crest=("0503", "0504"),
        wire={"0503-E": 1, "0504-E": 1},
        roads=[("0905", "0805", "0705", "0605", "0505", "0405", "0305", "0205")],
        **more,
    )


def orders_for(view: View, dice: Random, most: int = 12) -> tuple[Order, ...]:
    """Some orders of any kind that the view allows."""
    own = [int(row) for row in np.flatnonzero(view.own & view.ready)]
    wanted = (any_order(view, row, dice) for row in dice.sample(own, min(most, len(own))))
    return tuple(order for order in wanted if order.check(view) is None)


def any_order(view: View, row: int, dice: Random) -> Order:
    """An order of any kind, lawful or not."""
    return dice.choice(_MAKERS)(view, row, dice)


def _route(view: View, row: int, dice: Random) -> tuple[int, ...]:
    here, route = int(view.forces.hex[row]), []
    for _ in range(dice.randint(1, 4)):
        beside = [int(h) for h in view.board.neighbor[here] if h >= 0]
        here = dice.choice(beside)
        route.append(here)
    return tuple(route)


def _hour(view: View, dice: Random) -> int:
    return dice.choice((0, 0, view.minute + 30 * dice.randint(0, 5)))


def _march(kind: type[March]) -> Callable[[View, int, Random], Order]:
    def make(view: View, row: int, dice: Random) -> Order:
        return kind(
            unit=row,
            route=_route(view, row, dice),
            mode=dice.choice(MODES),
            start=_hour(view, dice),
            on_contact=dice.random() < 0.3,
            stop_loss=dice.choice((0, 0, 10, 50)),
        )

    return make


def _assault(view: View, row: int, dice: Random) -> Order:
    mode, low = dice.choice(MODES[1:]), dice.choice((0, 0, 0, 30))
    return Assault(unit=row, route=_route(view, row, dice), mode=mode, when_suppressed=low)


def _work(view: View, row: int, dice: Random) -> Order:
    return Work(unit=row, task=dice.choice(TASKS), toward=dice.randint(-1, 5), start=_hour(view, dice))


def _fire(view: View, row: int, dice: Random) -> Order:
    aim = dice.choice((-1, dice.randrange(view.board.hexes)))
    return Fire(unit=row, policy=dice.choice(POLICIES), aim=aim, open_m=dice.choice((0, 0, 300, 800)))


def _bombard(view: View, row: int, dice: Random) -> Order:
    return Bombard(
        unit=row,
        kind=dice.choice(MISSIONS),
        target=dice.randrange(view.board.hexes),
        rounds=dice.randint(1, 200),
        start=_hour(view, dice),
        near=dice.random() < 0.5,
    )


def _fly(view: View, row: int, dice: Random) -> Order:
    return Fly(
        unit=row,
        kind=dice.choice(FLIGHTS),
        aircraft=dice.randint(1, 6),
        target=dice.randrange(view.board.hexes),
        bomb=dice.choice(("", *view.tables.air.bombs)),
        start=_hour(view, dice),
        near=dice.random() < 0.5,
    )


def _request(view: View, row: int, dice: Random) -> Order:
    del row, dice
    return Request(side=view.side)


def _stay(kind: type[Hold] | type[Dig] | type[Rest]) -> Callable[[View, int, Random], Order]:
    return lambda view, row, dice: kind(unit=row, start=_hour(view, dice))


def _cross(view: View, row: int, dice: Random) -> Order:
    return Cross(unit=row, route=_route(view, row, dice), mode=dice.choice(MODES))


_MAKERS: tuple[Callable[[View, int, Random], Order], ...] = (
    _march(March),
    _march(March),
    _march(Withdraw),
    _assault,
    _assault,
    _stay(Hold),
    _stay(Dig),
    _stay(Rest),
    _work,
    _fire,
    _bombard,
    _bombard,
    _fly,
    _fly,
    _request,
    _cross,
)


KINDS_OF_ORDER = len(_MAKERS)
"""How many makers of orders there are; some make the same kind."""


def orders_of_kind(view: View, kind: int, dice: Random) -> tuple[Order, ...]:
    """An order of one kind for every unit that the view allows to have it."""
    own = (int(row) for row in np.flatnonzero(view.own & view.ready))
    wanted = (_MAKERS[kind](view, row, dice) for row in own)
    return tuple(order for order in wanted if order.check(view) is None)
