"""Arrivals, releases and what may be bought of them."""

from __future__ import annotations

import numpy as np

from game.rules.arrivals import EntryTable, advanced, arrivals
from game.rules.victory_table import NEVER
from game.scenario.build import build
from game.scenario.compile_scenario import compile_scenario
from game.scenario.load import find_scenario, load_bundle

TABLE = EntryTable(
    np.array([[5, 6], [7, -1], [-1, -1]], np.int32),
    np.array([False, False, True]),
    np.array([[True, False, False, False], [False, True, True, False]]),
    np.array([1440, 600]),
)
N = NEVER


def test_who_comes() -> None:
    # One on the map, one due, one later, one on its airfield.
    found = arrivals(
        TABLE, 100, [3, -1, -1, -1], [-1, 0, 1, 2], ([N, 100, 101, 0], [N] * 4, [N] * 4), [True] * 4
    )
    assert found.enter.tolist() == [False, True, False, False]
    assert found.wanted.tolist() == [[-1, -1], [5, 6], [-1, -1], [-1, -1]]
    assert found.ready.tolist() == [True, False, False, True]
    assert not found.leave.any()


def test_held_back() -> None:
    hours = ([N, 0, 0, 0], [100, 101, N, 200], [N] * 4)
    found = arrivals(TABLE, 100, [3, 4, 4, -1], [-1, 0, 1, 2], hours, [True] * 4)
    assert found.ready.tolist() == [True, False, True, False]


def test_held_back_units_still_come() -> None:
    found = arrivals(TABLE, 100, [-1] * 4, [0, 0, 1, 2], ([50] * 4, [500] * 4, [N] * 4), [True] * 4)
    assert found.enter.tolist() == [True, True, True, False]
    assert not found.ready.any()


def test_the_dead_and_those_who_go() -> None:
    hours = ([0, 0, N, 0], [N] * 4, [100, N, 90, 90])
    found = arrivals(TABLE, 100, [3, -1, -1, -1], [0, 0, -1, 2], hours, [True, False, True, True])
    assert not found.enter.any()
    # On the map and due to go; dead; never came; on its airfield and due to go.
    assert found.leave.tolist() == [True, False, False, True]


def test_bought_hours() -> None:
    found = advanced(TABLE, [5000, 5000, N, 5000], [2, 3])
    assert found.tolist() == [2120, 3200, N, 5000]
    both = advanced(TABLE, [5000, 5000, N, 5000], [[2, 3], [0, 0]])
    assert both.tolist() == [[2120, 3200, N, 5000], [5000, 5000, N, 5000]]


def test_of_the_campaign() -> None:
    start = build(load_bundle(find_scenario("campaign")))
    stakes, units = compile_scenario(start), start.units
    row = stakes.escalation.releases.index("soviet-air")
    sooner = advanced(stakes.entries, units.arrive, np.eye(2, dtype=np.int64)[row])
    moved = sooner != units.arrive
    assert moved.any()
    assert (units.side[moved] == 0).all()
    assert (units.arrive[moved] - sooner[moved] == 1440).all()
    alive = units.men > 0
    hours = (units.arrive, units.release, units.leave)
    came = np.zeros(len(units), bool)
    for minute in range(0, 14 * 1440, 30):
        came |= arrivals(stakes.entries, minute, units.hex, units.entry, hours, alive).enter
    off_map = stakes.entries.off_map[units.entry] & (units.entry >= 0)
    assert (came == ((units.hex < 0) & (units.entry >= 0) & ~off_map & alive)).all()
