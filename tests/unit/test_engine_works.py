"""What engineers leave on the ground in a battle: tracks over marsh, fords made firm, decoy batteries."""

from __future__ import annotations

import numpy as np
import pytest
from builders import World, some, unit, world

from game.engine.log import Log
from game.engine.orders import March, Work
from game.engine.state import State
from game.grid.board import CAUSEWAY

WATER = """
. . {} . .
. . L . .
"""


def worked(task: str, letter: str) -> tuple[World, State]:
    """A world in which sappers have done their task in the middle of a strip, beside a lake."""
    w = world(WATER.format(letter), unit("sap", "su_sapper_company", "0301"), length=720)
    w, log = w.changed(lambda s: s.forces.stores.fill(10_000_000)), Log()
    state = w.pulses(Work(unit=0, task=task), log=log)[-1]
    assert some(log.told(), "task_done").size == 1
    return w, state


@pytest.mark.parametrize(("task", "letter"), [("track", "m"), ("ford", "f")])
def test_sappers_make_soft_ground_firm_for_all(task: str, letter: str) -> None:
    w, state = worked(task, letter)
    ground, here, there = state.ground, *w.way("0201", "0301")
    side = w.setting.board.neighbor[here].tolist().index(there)
    assert ground.ways[0, here, side] == CAUSEWAY
    before, after = (w.setting.cost(ground.wire[0], s.ground.ways[0]) for s in (w.state, state))
    table = w.setting.tables.march
    guns, lorries, tanks = (table.row(name) for name in ("horse_artillery", "lorry", "t26"))
    assert after[0, guns, here, side] == 60, "as on a causeway"
    assert before[0, lorries, here, side] < 0 < after[0, lorries, here, side]
    assert after[0, tanks, here, side] < before[0, tanks, here, side]


def test_a_track_leads_into_no_lake() -> None:
    w, state = worked("ford", "f")
    lake = w.hex("0302")
    assert not state.ground.ways[0, lake].any()
    assert (w.setting.cost(state.ground.wire[0], state.ground.ways[0])[0, 0, w.hex("0301")] > 0).sum() == 3


@pytest.mark.parametrize(("task", "letter"), [("track", "."), ("ford", "m"), ("track", "f")])
def test_other_ground_is_left_as_it_is(task: str, letter: str) -> None:
    assert not worked(task, letter)[1].ground.ways.any()


def test_tanks_seldom_stick_in_a_ford_made_firm() -> None:
    strip = "." + "f" * 8 + "."
    seeds = tuple(range(1, 41))

    def bogged(way: int) -> int:
        w = world(strip, unit("t", "su_tank_company", "0101"), seeds=seeds)
        w = w.changed(lambda s: s.ground.ways.__setitem__(..., way))
        state = w.pulses(March(unit=0, route=w.way("0201", "0301", "0401")))[-1]
        return int(np.asarray(state.forces.vehicles[:, 0, :, 2]).sum())

    assert bogged(0) > 2 * bogged(CAUSEWAY)
