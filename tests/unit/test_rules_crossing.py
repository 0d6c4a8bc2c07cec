"""Over the Tumen by boat, ferry and bridge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from march_field import HEXES, INFANTRY, RULES, TABLE

from game.rules.columns import placed
from game.rules.crossing import Crossed, cross, crossing_need, crossing_room, landed, standing_share
from game.rules.crossing_table import NONE, CrossingTable, waiting_at, with_made
from game.rules.movement_table import CROSSINGS
from game.rules.stacking import crowd
from game.rules.supply_table import freeze_supply
from game.rules.tables import ONE
from game.rules.works_table import BOATS as BOATS_TASK
from game.rules.works_table import BRIDGE as BRIDGE_TASK
from game.rules.works_table import FERRY as FERRY_TASK
from game.rules.works_table import WIRE as LAY_WIRE

BOATS, FERRY, BRIDGE = range(3)
BATTERY = TABLE.row("horse_artillery")


def pulse(
    kind: list[int],
    queue: list[int],
    need: np.ndarray,
    before: Crossed | None = None,
    minutes: int = 30,
    night: bool = False,
    bombed: int = 0,
) -> Crossed:
    room, _ = crossing_room(TABLE, kind, [night], [bombed], minutes)
    given = 0 * need if before is None else before.given
    waited = np.zeros(len(queue)) if before is None else before.minutes
    return cross(TABLE, kind, queue, np.arange(len(queue)), need, given, waited, room, minutes)


def test_what_it_takes() -> None:
    mobility = [INFANTRY, TABLE.row("carried"), BATTERY, TABLE.row("horse")]
    assert crossing_need(TABLE, mobility, [120, 60, 80, 50], [2, 4, 8, 0]).tolist() == [
        [120, 0],
        [60, 0],
        [80, 8],
        [50, 9],
    ]


def test_room_by_day_night_and_under_bombs() -> None:
    def men(night: bool, bombed: int) -> int:
        return int(crossing_room(TABLE, [BOATS], [night], [bombed], 60)[0][0, 0])

    assert men(False, 0) == 240_000
    assert men(True, 0) == pytest.approx(192_000, rel=0.001)
    assert men(False, 1024) == 60_000
    assert men(False, 512) == 150_000
    assert crossing_room(TABLE, [NONE], [False], [0], 60)[0].tolist() == [[0, 0]]


def test_two_ferries_carry_twice_as_much_and_some_rest_by_day() -> None:
    one = crossing_room(TABLE, [FERRY], [True], [0], 60)[0]
    both = crossing_room(TABLE, [FERRY, FERRY], [True], [0], 60, count=[2, 1])[0]
    assert both[0] == pytest.approx(2 * one[0], abs=1)
    assert both[1].tolist() == one[0].tolist()
    dark = crossing_room(TABLE, [FERRY, FERRY], [True], [0], 60, night_only=[True, False])[0]
    light = crossing_room(TABLE, [FERRY, FERRY], [False], [0], 60, night_only=[True, False])[0]
    assert (dark > 0).all()
    assert light[0].tolist() == [0, 0]
    assert (light[1] > 0).all()


SITES = CrossingTable(
    names=("ferry", "boats", "site"),
    near=np.array([3, 8, 20], np.int32),
    far=np.array([5, 10, 22], np.int32),
    kind=np.array([FERRY, BOATS, NONE], np.int8),
    count=np.ones(3, np.int16),
    open_to=np.array([[False, True], [True, True], [True, True]]),
    night_only=np.zeros(3, np.bool_),
)


def test_where_a_unit_can_wait() -> None:
    hexes, side = [3, 5, 3, 10, 20, 4, -1], [1, 1, 0, 0, 1, 1, 1]
    # Both banks serve; not the other side's ferry, not a bare site, not the water, not off the board.
    assert waiting_at(SITES, hexes, side, SITES.kind).tolist() == [0, 0, -1, 1, -1, -1, -1]
    built = np.array([[FERRY, BOATS, BOATS], [NONE, NONE, NONE]], np.int8)
    assert waiting_at(SITES, hexes, side, built).tolist() == [[0, 0, -1, 1, 2, -1, -1], [-1] * 7]


def test_engineers_make_a_crossing_at_either_bank() -> None:
    hexes, task = [20, 10, 3, 8, -1], [BOATS_TASK, BRIDGE_TASK, BOATS_TASK, FERRY_TASK, BRIDGE_TASK]
    done = [True, True, True, False, True]
    # Boats where nothing was, a bridge beside boats; boats beside a ferry change nothing.
    assert with_made(SITES, SITES.kind, hexes, task, done).tolist() == [FERRY, BRIDGE, BOATS]
    assert with_made(SITES, SITES.kind, [20], [LAY_WIRE], [True]).tolist() == SITES.kind.tolist()
    both = with_made(SITES, SITES.kind, [[20], [8]], [FERRY_TASK], [True])
    assert both.tolist() == [[FERRY, BOATS, FERRY], [FERRY, FERRY, NONE]]


def test_share_of_the_ferries_that_stand() -> None:
    """One ferry of five loads an hour at the start; boats count for nothing, a bridge for forty."""
    ways = [[FERRY, BOATS, NONE], [NONE, BOATS, NONE], [FERRY, NONE, FERRY], [BRIDGE, NONE, NONE]]
    assert standing_share(TABLE, SITES, ways).tolist() == [ONE, 0, 2 * ONE, 8 * ONE]
    two = replace(SITES, count=np.array([2, 1, 1], np.int16))
    assert standing_share(TABLE, two, [NONE, BOATS, FERRY]).tolist() == ONE // 2
    bare = replace(SITES, kind=np.full(3, NONE, np.int8))
    assert standing_share(TABLE, bare, [NONE, NONE, FERRY]).tolist() == ONE


def test_a_company_in_half_an_hour_and_the_next_after_it() -> None:
    need = crossing_need(TABLE, [INFANTRY] * 2, [120, 120], [0, 0])
    first = pulse([BOATS], [0, 0], need)
    assert first.ready.tolist() == [True, False]
    assert first.afloat.tolist() == [120, 0]
    second = pulse([BOATS], [-1, 0], need, first)
    assert second.ready.tolist() == [False, True]


def test_guns_need_a_ferry() -> None:
    need = crossing_need(TABLE, [BATTERY], [80], [4])
    state = None
    for _ in range(12):
        state = pulse([BOATS], [0], need, state)
        assert not state.ready.any()
    over, state = 0, None
    while state is None or not state.ready.all():
        state, over = pulse([FERRY], [0], need, state), over + 30
    # 80 men at 120 an hour and 4 loads at 5 an hour: within the hour, which a trip with guns takes.
    assert over == 60


def test_a_battalion_in_three_hours() -> None:
    """Record: I/75th crosses in the evening of 30 July: five companies in about three hours."""
    men = [130, 130, 130, 130, 120]
    need, state, spent = crossing_need(TABLE, [INFANTRY] * 5, men, [0] * 5), None, 0
    over = np.zeros(5, bool)
    while not over.all():
        state = pulse([BOATS], [-1 if done else 0 for done in over], need, state)
        over |= state.ready
        spent += 30
    assert 150 <= spent <= 210


def test_two_ferries_agree_with_the_tons_of_a_night() -> None:
    loads = crossing_room(TABLE, [FERRY, FERRY], [True], [0], 540)[0][:, 1].sum() / 1000
    supply = freeze_supply(RULES)
    assert loads * supply.lorry_load == pytest.approx(supply.tumen_night, rel=0.05)


def test_landing() -> None:
    near, far = np.array([8], np.int32), np.array([10], np.int32)
    wish = landed(near, far, [0, 0, 0, -1], [8, 10, 9, 8])
    assert wish.tolist() == [[10], [8], [-1], [-1]]
    none = crowd(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), np.zeros(0, int), HEXES)
    on = placed(
        TABLE,
        wish,
        [True] * 4,
        [0] * 4,
        [1] * 4,
        [100] * 4,
        [1024] * 4,
        np.ones((4, 1), bool),
        (none.units, none.men, none.weight),
    )
    assert on.tolist() == [10, 8, -1, -1]


def test_kinds_of_crossing() -> None:
    assert CROSSINGS == ("boats", "ferry", "bridge")
    need = crossing_need(TABLE, [BATTERY], [80], [4])
    assert pulse([BRIDGE], [0], need).ready.tolist() == [True]
