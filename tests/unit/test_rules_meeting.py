"""Two sides on their way to the same empty hex, and a batch in which others are on the move."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from march_field import JAPANESE, SOVIET, Field, go, march

from game.grid.board import ROAD
from game.rules.movement import ENEMY, March
from game.rules.movement_table import COLUMN

W, MID, E = 9, 10, 11
"""Three hexes in a row."""


def two(*more: dict[str, Any], lots: tuple[int, int] = (0, 0), **changes: Any) -> Any:
    """A unit of each side beside the same empty hex; `changes` of the first."""
    a = {"hex": W, "route": [MID], "side": SOVIET, "lot": lots[0], **changes}
    x = {"hex": E, "route": [MID], "side": JAPANESE, "lot": lots[1]}
    return go(march(a, x, *more))


def places(told: Any) -> list[int]:
    return [int(h) for h in told.hex[-1]]


class TestSameHex:
    def test_who_is_there_first_has_it(self) -> None:
        told = two(carried=5)
        assert places(told)[:2] == [MID, E]
        assert (told.stop[1], told.carried[1]) == (ENEMY, 0)
        assert places(two(pace=1100))[:2] == [W, MID], "the slower one is there later"

    def test_at_the_same_moment_the_lot_decides(self) -> None:
        assert places(two(lots=(1, 2))) == [W, MID]
        assert places(two(lots=(2, 1))) == [MID, E]

    def test_with_equal_lots_both_stop(self) -> None:
        told = two()
        assert places(told) == [W, E]
        assert told.stop.tolist() == [ENEMY, ENEMY]

    def test_a_friend_in_the_hex_keeps_it(self) -> None:
        friend = {"hex": MID, "side": SOVIET, "weight": 512, "men": 50}
        told = two(friend, lots=(1, 2))
        assert places(told) == [MID, E, MID], "the enemy wants in and cannot: he is in nobody's way"

    def test_the_first_of_a_side_speaks_for_it(self) -> None:
        second = {"hex": W, "route": [MID], "side": SOVIET, "lot": 9}
        assert places(two(second, lots=(1, 2))) == [MID, E, MID]

    def test_those_who_change_places_both_stop(self) -> None:
        told = go(march({"hex": W, "route": [MID], "lot": 7}, {"hex": MID, "route": [W], "side": JAPANESE}))
        assert places(told) == [W, MID]
        assert told.stop.tolist() == [ENEMY, ENEMY]


def test_a_battle_is_played_to_its_end_whoever_moves_in_another() -> None:
    """Two columns want over the same side; the first and an enemy stop each other, and the second goes."""
    field = Field()
    for h in (W, MID):
        field.mark(field.ways, h, 0, ROAD)
    column = {"hex": W, "route": [MID], "layer": COLUMN}
    jam = march(column, column, {"hex": E, "route": [MID], "side": JAPANESE})
    walk = march({"hex": 0, "route": [1]}, {"hex": 24, "route": [25]}, {"hex": 40, "side": JAPANESE})
    both = March(*(np.stack([getattr(b, f.name) for b in (jam, walk)]) for f in fields(March)))
    alone, together = go(jam, field.cost()), go(both, field.cost())
    assert places(alone) == [W, MID, E]
    assert together.hex[0, -1].tolist() == places(alone)
    assert together.stop[0].tolist() == alone.stop.tolist()
