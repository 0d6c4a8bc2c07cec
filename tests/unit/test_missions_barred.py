"""Ways of missions past an enemy: round him where another way leads, by storm where none does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders import JAPANESE, NIGHT, SOVIET, World, unit, world
from mission_field import believing, chosen, mission, of

from game.agents.missions.places import stations
from game.agents.picture import draw
from game.engine.orders import Assault, March, Withdraw
from game.engine.state import State
from game.engine.view import View

OPEN = "\n".join([". . . . . . . . . . . ."] * 5)
GATE = "\n".join([". . . . L L L . . . . .", ". . . . L L L . . . . .", ". . . . . . . . . . . ."])


def field(drawing: str, row: str, **more: Any) -> World:
    return world(
        drawing,
        unit("c0", "su_rifle_company", f"02{row}"),
        unit("guard", "jp_rifle_company", f"06{row}"),
        unit("blue", "jp_rifle_company", f"11{row}"),
        **more,
    )


def seen(made: World, *names: str, row: str) -> View:
    at = {"guard": f"06{row}", "blue": f"11{row}"}
    return believing(made, *((name, at[name], 50) for name in names))


@pytest.mark.parametrize(("kind", "act"), [("march", March), ("withdraw", Withdraw), ("defend", March)])
def test_a_march_goes_round(kind: str, act: type) -> None:
    made = field(OPEN, "03", start=NIGHT)
    order = mission(made, kind, "c0", "1003")  # type: ignore[arg-type]
    (way,) = of(chosen(seen(made, "guard", row="03"), order).orders, made, "c0")
    (straight,) = of(chosen(seen(made, row="03"), order).orders, made, "c0")
    assert isinstance(way, act)
    assert made.hex("0603") in straight.route  # type: ignore[attr-defined]
    assert made.hex("0603") not in way.route  # type: ignore[attr-defined]
    assert way.route[-1] in made.way("1003", "0903")  # type: ignore[attr-defined]


def stormed(made: World, view: View) -> Assault:
    order = mission(made, "attack", "c0", "1103", posture="bold")
    (assault,) = of(chosen(view, order).orders, made, "c0")
    assert isinstance(assault, Assault)
    return assault


def test_who_bars_the_only_way_is_stormed_first() -> None:
    made = field(GATE, "03")
    assert stormed(made, seen(made, "blue", row="03")).route[-1] == made.hex("1103")
    assert stormed(made, seen(made, "guard", "blue", row="03")).route[-1] == made.hex("0603")


def test_who_stands_beside_the_way_is_passed() -> None:
    made = field(OPEN, "03")
    assault = stormed(made, seen(made, "guard", "blue", row="03"))
    assert assault.route[-1] == made.hex("1103")
    assert not np.isin(made.hex("0603"), assault.route)


@pytest.mark.parametrize(("holder", "enters"), [(JAPANESE, True), (SOVIET, False)])
@pytest.mark.parametrize("kind", ["defend", "dig"])
def test_what_is_the_enemys_and_empty_is_entered(kind: str, holder: int, enters: bool) -> None:
    """From beside it a hex is held that is one's own already; another has to be gone into."""

    def held(state: State) -> None:
        state.ground.control[0, made.hex("0303")] = holder
        state.ground.known[0, SOVIET, made.hex("0303")] = holder

    made = field(OPEN, "03")
    view = made.changed(held).view(SOVIET)
    order = mission(made, kind, "c0", "0303")  # type: ignore[arg-type]
    marches = [o.route for o in of(chosen(view, order).orders, made, "c0") if isinstance(o, March)]
    assert marches == ([(made.hex("0303"),)] if enters else [])


def test_who_finds_no_room_stands_behind_and_not_before_the_place() -> None:
    made = world(
        OPEN,
        *(unit(f"c{n}", "su_rifle_company", "0203") for n in range(5)),
        unit("blue", "jp_rifle_company", "1103"),
    )
    picture = draw(believing(made, ("blue", "1103", 100)))
    hexes = stations(picture, np.arange(5), np.array([made.hex("0603")]))
    others = hexes[hexes != made.hex("0603")]
    assert others.size
    assert (picture.nearest[others] > picture.nearest[made.hex("0603")]).all()
