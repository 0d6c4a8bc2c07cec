"""Scenarios made ready once, and games of agents on them, for the tests of agents and of whole games."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from game.agents.registry import agent
from game.analysis.campaign import Match, Stage, stage_of
from game.engine import turn
from game.engine.game import Game
from game.engine.view import View
from game.scenario.setting import fate_of

SCENARIOS = ("bezymyannaya", "night-assault", "counter-attacks", "offensive", "campaign")
SHORT = SCENARIOS[:2]


@lru_cache(maxsize=len(SCENARIOS))
def stage(scenario: str) -> Stage:
    """The scenario compiled; the agents of the match do not matter."""
    return stage_of(Match(scenario, ("reactive", "reactive")))


def game_of(scenario: str, seed: int) -> Game:
    """A game at its first turn."""
    ready = stage(scenario)
    fate = fate_of(ready.bundle, (seed,))
    first = ready.first.pick(np.zeros(1, np.int64))
    return Game(ready.setting, fate, turn.first(ready.setting, fate, first))


def turns(game: Game, names: tuple[str, str], seed: int, most: int) -> Iterator[tuple[View, View]]:
    """Play at most so many turns between two agents; hands out the views before each."""
    who = [agent(name, seed) for name in names]
    for _ in range(most):
        if game.over:
            return
        views = game.view(0), game.view(1)
        yield views
        for side, view in enumerate(views):
            for order in who[side].choose(view).orders:
                refused = game.plot(side, order)
                assert refused is None, (names[side], order, refused)
            game.commit(side)
        game.play()
