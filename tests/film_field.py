"""A small fight that was played for one turn, to make films of."""

from __future__ import annotations

from functools import cache

from builders import World, unit, world

from game.engine.game import Game
from game.engine.orders import Assault, March, Order

FIELD = """
..............
..............
..............
"""


@cache
def fight(*far: str) -> tuple[World, Game]:
    """A company storms a platoon, another follows; a Japanese company marches out of everybody's sight.

    `far` are the hexes of its march.
    """
    w = world(
        FIELD,
        unit("a", "su_rifle_company", "0201"),
        unit("b", "su_rifle_company", "0102"),
        unit("x", "jp_rifle_company", "0301", men=30, weapons={"arisaka_38": 30}),
        unit("far", "jp_rifle_company", "1201"),
        sees=500,
        crest=("0301",),
    )
    game = w.game()
    plot(game, 0, Assault(unit=w.row("a"), route=w.way("0301")))
    plot(game, 0, March(unit=w.row("b"), route=w.way("0202")))
    plot(game, 1, March(unit=w.row("far"), route=w.way(*far or ("1202", "1203"))))
    for side in (0, 1):
        game.commit(side)
    game.play()
    return w, game


def plot(game: Game, side: int, order: Order) -> None:
    """Give an order that must be allowed."""
    assert game.plot(side, order) is None
