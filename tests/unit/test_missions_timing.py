"""When orders of missions begin: the time that an order takes runs before its hour, for the plan is known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, World, unit, world
from mission_field import believing, chosen, mission, of

from game.engine.orders import Assault, Bombard, Cross, Fly
from game.engine.view import View
from game.scenario.plans.mission import Fires, Flight

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


@cache
def border() -> World:
    """A turn that begins at 15:00, an hour before fire and flights over the border are allowed."""
    return world(
        "\n".join([". . . . . . . . . . . ."] * 3),
        unit("gun", "su_field_battery", "0102"),
        unit("sb", "su_bomber_squadron"),
        unit("blue", "jp_rifle_company", "1102"),
        owners="\n".join(["uuuuuummmmmm"] * 3),
        zones=("border-fire", "border-air-west"),
        start="1938-08-06T15:00",
    )


@pytest.mark.parametrize(("at", "goes"), [(0, False), (59, False), (60, True), (90, True)])
class TestBans:
    """What is planned for an hour after a ban has ended goes, though the turn begins before it."""

    def test_fire(self, at: int, goes: bool) -> None:
        made = border()
        view = believing(made, ("blue", "1102", 120))
        fires = Fires((made.row("gun"),), "harass", rounds=20, start=0, end=60, relative=True)
        told = chosen(view, mission(made, "bombard", "gun", "1102", fires=(fires,), at=at)).orders
        assert [type(o) for o in told if isinstance(o, Bombard)] == [Bombard] * goes
        shot = Bombard(
            unit=made.row("gun"), kind="harass", target=made.hex("1102"), rounds=9, start=view.minute + at
        )
        assert (shot.check(view) is None) == goes

    def test_flight(self, at: int, goes: bool) -> None:
        made = border()
        order = mission(made, "air", "sb", "1102", flight=Flight(), at=at)
        told = chosen(made.view(SOVIET), order).orders
        assert [o.start for o in told if isinstance(o, Fly)] == [made.state.minute + at] * goes
