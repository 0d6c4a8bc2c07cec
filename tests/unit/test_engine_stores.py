"""Engineer stores come to whoever works: as much as his task takes."""

from __future__ import annotations

import numpy as np
import pytest
from builders import World, unit, world

from game.engine import turn
from game.engine.log import Log
from game.engine.orders import Dig, Order, Work
from game.engine.state import State
from game.rules.supply_table import STORES
from game.rules.works_table import TASKS

TOOLS = STORES.index("engineer_stores")
KINDS = {"sappers": "su_sapper_company", "riflemen": "su_rifle_company"}


def without_stores(kind: str) -> World:
    """A unit that has nothing at hand, its formation all it could ask for."""
    w = world(". . .", unit("u", KINDS[kind], "0201"), length=360)

    def change(state: State) -> None:
        state.forces.stores.fill(0)
        state.depots.stock[..., TOOLS] = 100_000_000

    return w.changed(change)


def turns(w: World, number: int, order: Order) -> State:
    """An order carried out for some turns."""
    now, orders = w.state, [order]
    for _ in range(number):
        laid, orders = turn.lay(w.setting, now, [orders]), []
        for after in turn.run(w.setting, w.fate, laid, Log(why=False)):
            now = after
    return now


@pytest.mark.parametrize("kind", ["sappers", "riflemen"])
def test_a_belt_is_laid_by_who_began_with_no_stores(kind: str) -> None:
    """Its four tons are more than sappers keep at hand, and riflemen keep none."""
    w = without_stores(kind)
    wire = w.setting.tables.works.stores[TASKS.index("wire")]
    assert wire == 4_000_000
    state = turns(w, 4, Work(unit=0, task="wire", toward=0))
    assert state.ground.wire[0, w.hex("0201"), 0] == 1


@pytest.mark.parametrize(("kind", "kept"), [("sappers", 1_000_000), ("riflemen", 0)])
def test_who_has_no_task_keeps_what_he_keeps(kind: str, kept: int) -> None:
    state = turns(without_stores(kind), 2, Dig(unit=0))
    assert np.asarray(state.forces.stores)[0, 0] == kept
