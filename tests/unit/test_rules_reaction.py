"""Who is exposed to whom on the march, with an open field and with a wall between."""

from __future__ import annotations

import numpy as np
from march_field import COLS, HEXES, JAPANESE, QUIET, ROWS, TABLE, go, march

from game.grid.board import Board, make_board
from game.rules.los import NEVER, SightTable, make_table, offsets_within
from game.rules.movement import Moved
from game.rules.reaction import Exposures, exposures, merged

BOARD: Board = make_board(COLS, ROWS, 250, np.zeros(HEXES, int), np.zeros(HEXES, int), np.zeros(HEXES, int))
OPEN_REACH = 1500


def sight(hidden: bool = False) -> SightTable:
    offsets = offsets_within(OPEN_REACH, BOARD.scale)
    table = np.full((2, HEXES, len(offsets)), NEVER if hidden else 0, np.uint8)
    return make_table(BOARD, table, OPEN_REACH, (17, 9))


def seen_by(
    moved: Moved, ready: list[bool], reach: list[int], hidden: bool = False, visible: int = 6000
) -> Exposures:
    return exposures(
        TABLE,
        moved.steps,
        BOARD,
        sight(hidden),
        moved.hex[None],
        [0, JAPANESE, JAPANESE],
        ready,
        reach,
        17,
        visible,
    )


def walk(near: bool = False) -> Moved:
    contact = QUIET.copy()
    contact[0, 8] = near
    units = ({"hex": 8, "route": [9, 10]}, {"hex": 12, "side": JAPANESE}, {"hex": 47, "side": JAPANESE})
    return go(march(*units), contact=contact)


def test_a_step_in_sight_is_fired_at() -> None:
    found = seen_by(walk(), [True, True, True], [1000, 1000, 0])
    assert found.mover.tolist() == [0, 0]
    assert found.firer.tolist() == [1, 1]
    assert found.hex.tolist() == [9, 10]
    assert found.meters.tolist() == [750, 500]
    assert found.tenths.tolist() == [45, 45]


def test_those_who_cannot_fire() -> None:
    for ready, reach, hidden, visible in (
        ([True, False, True], [1000, 1000, 0], False, 6000),
        ([True, True, True], [1000, 0, 0], False, 6000),
        ([True, True, True], [1000, 1000, 1000], True, 6000),
        ([True, True, True], [1000, 1000, 1000], False, 100),
    ):
        assert seen_by(walk(), ready, reach, hidden, visible).mover.size == 0


def test_leaving_contact_costs_one_more() -> None:
    found = seen_by(walk(near=True), [True, True, False], [1000, 1000, 1000])
    assert found.leaving.tolist() == [False, True, False]
    assert found.hex.tolist() == [9, 8, 10]


def test_fire_of_a_tick_put_together() -> None:
    first, tenths, meters = merged(seen_by(walk(), [True] * 3, [1000, 1000, 0]), 3)
    assert first.tolist() == [0]
    assert tenths.tolist() == [90]
    assert meters.tolist() == [500]
