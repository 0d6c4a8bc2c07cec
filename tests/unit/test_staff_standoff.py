"""Who only lies beside a place of the enemy's makes room for the guns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders import JAPANESE, NIGHT, SOVIET, World, unit, world
from mission_field import believing, held

from game.agents.picture import draw
from game.agents.staff.standoff import BACK_M, ENOUGH, stood_off
from game.engine.orders import March
from game.engine.view import View

FLAT = "\n".join([" ".join("." * 16)] * 5)
HILL, OURS = "1003", "0902"


def made(guns: int, **more: Any) -> World:
    field = world(
        FLAT,
        unit("near", "su_rifle_company", "0903"),
        unit("holds", "su_rifle_company", OURS),
        unit("off", "su_rifle_company", "0703"),
        *[unit(f"g{n}", "su_field_battery", f"{n % 3 + 1:02d}{n % 5 + 1:02d}") for n in range(guns)],
        unit("x", "jp_rifle_company", HILL, works=2),
        crest=(HILL, OURS),
        **more,
    )
    return held(held(field, JAPANESE, HILL), SOVIET, OURS)


def told(field: World) -> list[March]:
    view = believing(field, ("x", HILL, 100))
    return stood_off(draw(view), everybody(view))


def everybody(view: View) -> Any:
    return view.ready & (view.forces.hex >= 0)


def test_who_lies_beside_it_goes_out_of_the_reach_of_the_own_shells() -> None:
    field = made(ENOUGH)
    (order,) = told(field)
    assert order.unit == field.row("near")
    board, hill = field.setting.board, field.hex(HILL)
    end = np.array(order.route[-1])
    assert field.setting.tables.batteries.safety_m < board.meters(end, np.array(hill))
    assert board.meters(end, np.array(field.hex("0903"))) <= BACK_M


def test_for_a_few_guns_nobody_does() -> None:
    assert told(made(ENOUGH - 1)) == []


def test_nor_in_the_dark() -> None:
    assert told(made(ENOUGH, start=NIGHT)) == []


@pytest.mark.parametrize("stock", [0, 30])
def test_nor_for_guns_without_shells(stock: int) -> None:
    field = made(ENOUGH)

    def change(state: Any) -> None:
        state.forces.ammunition[..., 1] = stock

    assert told(field.changed(change)) == []


def test_who_is_about_something_else_does_not() -> None:
    field = made(ENOUGH)
    view = believing(field, ("x", HILL, 100))
    free = everybody(view).copy()
    free[field.row("near")] = False
    assert stood_off(draw(view), free) == []
