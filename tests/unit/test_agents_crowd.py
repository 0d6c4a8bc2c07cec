"""Roads are kept free: who has settled on one steps aside, who can be there at once does not stop on it."""

from __future__ import annotations

import numpy as np
import pytest
from builders import Unit, World, unit, world

from game.agents.crowd import blocks, crowded
from game.agents.marches import come_up
from game.agents.picture import draw
from game.agents.registry import agent
from game.engine.acts import ACTS
from game.engine.orders import Dig, March
from game.engine.state import State

COLUMNS = 30
LAND = "\n".join("." * COLUMNS for _ in range(5))
ROAD = tuple(f"{column:02d}03" for column in range(1, COLUMNS + 1))
"""From the west edge to the east edge; the place played for lies at its west end."""


def made(*units: Unit, **more: object) -> World:
    return world(LAND, *units, roads=[ROAD], crest=["0103"], **({"turns": 8} | more))


def regiment(count: int, first: int, kind: str = "su_rifle_company") -> list[Unit]:
    """Companies, three to a hex, on the road eastward from a column on."""
    return [unit(f"r{n}", kind, f"{first + n // 3:02d}03", of="regiment") for n in range(count)]


def on_road(made: World, state: State | None = None) -> int:
    """Units on the road from the eighth column on: farther than a reserve stays from the place."""
    place = (state or made.state).forces.hex[0]
    road = (made.view(0).ground.ways != 0).any(axis=1) & (np.arange(made.setting.board.hexes) % COLUMNS >= 7)
    return int((road[np.maximum(place, 0)] & (place >= 0)).sum())


class TestBlocks:
    def test_who_has_settled_on_a_road_far_behind(self) -> None:
        here = made(unit("a", "su_rifle_company", "1503"), unit("b", "su_rifle_company", "1502"))
        told = blocks(draw(here.view(0)))
        assert told[here.row("a")]
        assert not told[here.row("b")]

    def test_not_who_marches_on_it(self) -> None:
        here = made(unit("a", "su_rifle_company", "1503"))
        order = March(unit=0, route=here.way(*reversed(ROAD[:14])), mode="column")
        begun = next(s for s in here.pulses(order) if s.acts.act[0, 0] == ACTS.index("march"))
        assert not blocks(draw(here.view(0, begun)))[0]

    def test_crowded_is_a_hex_that_is_two_thirds_full(self) -> None:
        here = made(*regiment(3, 15), unit("x", "su_rifle_company", "2003"))
        full = crowded(draw(here.view(0)))
        assert full[here.hex("1503")]
        assert not full[here.hex("2003")]


class TestComeUp:
    def test_a_battery_in_reach_that_stands_on_the_road_steps_off_it(self) -> None:
        here = made(unit("g", "su_regimental_battery", "1203"))
        orders, moving = come_up(draw(here.view(0)), here.view(0).ready)
        assert moving[here.row("g")]
        (order,) = orders
        assert here.setting.board.label(order.route[-1])[2:] != "03"

    def test_who_gets_there_in_this_turn_goes_to_the_end(self) -> None:
        here = made(unit("a", "su_rifle_company", "1503"))
        (order,) = come_up(draw(here.view(0)), here.view(0).ready)[0]
        assert isinstance(order, March)
        assert order.mode == "advance"

    def test_who_does_not_goes_in_column(self) -> None:
        here = made(unit("a", "su_rifle_company", "3003"), length=60)
        (order,) = come_up(draw(here.view(0)), here.view(0).ready)[0]
        assert isinstance(order, March)
        assert order.mode == "column"


@pytest.mark.parametrize("name", ["greedy", "line"])
def test_a_regiment_and_its_guns_come_off_the_road(name: str) -> None:
    """Found in a game in which four units stood on the only road for five days and a division behind them."""
    here = made(
        *regiment(12, 18), unit("g", "su_regimental_battery", "1203"), unit("h", "su_regiment_hq", "1303")
    )
    who = agent(name, 1)
    begun = on_road(here)
    assert begun == 14
    game, memo = here.game(), ""
    for _ in range(4):
        plan = who.choose(game.view(0), memo)
        memo = plan.memo
        for order in plan.orders:
            assert game.plot(0, order) is None
        game.commit(0)
        game.commit(1)
        game.play()
    assert on_road(here, game.state) == 0


def test_the_stuck_do_not_dig_on_the_road() -> None:
    here = made(*regiment(6, 14))
    plan = agent("line", 1).choose(here.view(0))
    dig = [order.unit for order in plan.orders if isinstance(order, Dig)]
    assert not [row for row in dig if blocks(draw(here.view(0)))[row]]
