"""Games that two greedy staffs have played, to look at afterwards."""

from __future__ import annotations

from functools import lru_cache

from game.engine.game import Game
from ui.seats import WATCH, session_of


@lru_cache(maxsize=4)
def greedy_game(name: str, turns: int) -> Game:
    """The first turns of a scenario, played once for the whole run."""
    session = session_of(WATCH, name)
    for _turn in range(turns):
        list(session.think())
        list(session.resolve())
    return session.game
