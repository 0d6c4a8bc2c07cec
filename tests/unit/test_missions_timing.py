"""When orders of missions begin: the time that an order takes runs before its hour, for the plan is known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, World, unit, world
from mission_field import chosen, mission, of

from game.engine.orders import Assault, Cross
from game.engine.view import View

FIELD = """
. . . . . . . . . .
. . . . . . . . . .
. . . . . . . . . .
"""
DELAY = 90


@cache
def field() -> World:
    return world(FIELD, unit("c0", "su_rifle_company", "0302"), unit("blue", "jp_rifle_company", "0802"))


def slow() -> View:
    """The first view of a company that an order takes an hour and a half to reach."""
    view = field().view(SOVIET)
    delay = np.full_like(view.forces.delay, DELAY)
    return replace(view, forces=replace(view.forces, delay=delay))


@pytest.mark.parametrize(("hour", "waits"), [(0, 90), (30, 60), (90, 0), (120, 0)])
def test_an_order_is_on_its_way_before_its_hour(hour: int, waits: int) -> None:
    made, view = field(), slow()
    order = mission(made, "attack", "c0", "0702", at=hour, posture="bold")
    quick = replace(view, forces=replace(view.forces, delay=np.zeros_like(view.forces.delay)))
    starts = []
    for one in (view, quick):
        (assault,) = of(chosen(one, order).orders, made, "c0")
        assert isinstance(assault, Assault)
        starts.append(assault.start - view.minute)
    assert starts == [hour + waits, hour]


@cache
def river() -> World:
    drawing = "\n".join([". . . . R . . . ."] * 9)
    return world(
        drawing,
        unit("c0", "jp_rifle_company", "0302"),
        crossings={"near": ("0402", "0602"), "far": ("0408", "0608")},
        length=360,
    )


@pytest.mark.parametrize(("by", "bank"), [("", "0402"), ("0402", "0402"), ("0408", "0408"), ("0608", "0408")])
def test_who_is_told_by_which_bank_crosses_there(by: str, bank: str) -> None:
    made = river()
    order = mission(made, "march", "c0", "0902", by=by)
    (cross,) = of(chosen(made.view(JAPANESE), order).orders, made, "c0")
    assert isinstance(cross, Cross)
    assert cross.route[-1] == made.hex(bank)
