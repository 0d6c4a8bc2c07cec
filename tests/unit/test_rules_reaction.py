"""Who is exposed to whom on the march, with an open field and with a wall between."""

from __future__ import annotations

import numpy as np
from march_field import COLS, HEXES, JAPANESE, ROWS, TABLE, go, march

from game.grid.board import Board, make_board
from game.rules.los import NEVER, SightTable, make_table, offsets_within
from game.rules.movement import Moved
from game.rules.reaction import Exposures, Volleys, exposures, volleys

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


def walk(far: int = 47) -> Moved:
    """Two steps along the second row, one enemy on it and one elsewhere."""
    units = ({"hex": 8, "route": [9, 10]}, {"hex": 12, "side": JAPANESE}, {"hex": far, "side": JAPANESE})
    return go(march(*units))


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


def test_leaving_costs_one_more_volley_from_those_next_to_the_hex() -> None:
    """Hex 0 touches 8 alone of the three; he at 12 reaches all of them and stands next to none."""
    found = seen_by(walk(far=0), [True] * 3, [1000, 1000, 1000])
    assert found.leaving.tolist() == [False, False, True, False, False]
    assert found.firer.tolist() == [1, 2, 2, 1, 2]
    assert found.hex.tolist() == [9, 9, 8, 10, 10]


def test_whoever_stands_next_to_the_hex_fires_whether_he_was_spotted_or_not() -> None:
    pinned = seen_by(walk(far=0), [True, True, False], [1000, 1000, 1000])
    assert not pinned.leaving.any()
    blind = seen_by(walk(far=0), [True] * 3, [1000] * 3, visible=100)
    assert blind.mover.size == 0


def shot(moved: Moved, reach: list[int]) -> Volleys:
    return volleys(seen_by(moved, [True] * 3, reach), moved.hex[None].shape, 100)


def test_fire_of_a_tick_put_together() -> None:
    """Two steps of 4.5 minutes in a tick of ten: 9 minutes of fire, at the shorter of the two distances."""
    found = shot(walk(), [1000, 1000, 0])
    assert [part.tolist() for part in (found.tick, found.mover, found.firer)] == [[0], [0], [1]]
    assert (found.hex.tolist(), found.meters.tolist()) == ([10], [500])
    assert found.share.tolist() == [90 * 1024 // 100]
    # One tick of three, nine tenths of it.
    assert found.spent.tolist() == [[0, 90 * 1024 // 300, 0]]


def test_a_firer_has_no_more_time_than_the_tick() -> None:
    units = ({"hex": 8, "route": [9, 10]}, {"hex": 12, "side": JAPANESE}, {"hex": 16, "route": [17, 18]})
    moved = go(march(*units))
    found = exposures(
        TABLE, moved.steps, BOARD, sight(), moved.hex[None], [0, JAPANESE, 0], [1] * 3, [1500] * 3, 17, 6000
    )
    fire = volleys(found, moved.hex[None].shape, 100)
    assert fire.mover.tolist() == [0, 2]
    assert fire.share.tolist() == [512, 512]
    assert fire.spent.tolist() == [[0, 1024 // 3, 0]]
