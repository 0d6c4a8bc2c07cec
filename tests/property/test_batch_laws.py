"""Nothing in one game depends on another: batches of unlike games, and each of their games alone."""

from __future__ import annotations

from random import Random  # noqa: TID251

import numpy as np
import pytest
from batch_field import alone_and_together, unlike, worn
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import arena

from game.agents.base import Agent, Plan
from game.agents.registry import agent
from game.analysis.campaign import NO_MEMOS, Match, choose, stage_of
from game.engine import turn
from game.engine.view import View
from game.scenario.setting import fate_of

NO_SHRINKING = (Phase.explicit, Phase.generate)
SEEDS = st.integers(0, 2**32 - 1)
SIX = tuple(range(1, 7))


@settings(max_examples=5, phases=NO_SHRINKING)
@given(SEEDS)
def test_what_some_do_changes_nothing_where_nobody_does_it(number: int) -> None:
    """In each game units of both sides do one thing alone: dig, fire, fly; in the first they do nothing."""
    w, dice = arena(seeds=SIX, pulse=90, length=180, turns=3), Random(number)
    state = worn(w.state, number)
    for _ in range(2):
        state, wrong = alone_and_together(w.setting, w.fate, state, unlike(w, state, dice))
        assert not wrong


class Idle:
    """Orders nothing."""

    name = "idle"

    def choose(self, view: View, memo: str = "") -> Plan:
        return Plan(())


CASTS = (
    ("idle", "idle"),
    ("random", "idle"),
    ("idle", "greedy"),
    ("reactive", "random"),
    ("greedy", "greedy"),
)


@pytest.mark.parametrize("scenario", ["bezymyannaya", "night-assault", "counter-attacks"])
def test_games_of_unlike_agents_side_by_side(scenario: str) -> None:
    """Real ground and forces; each game has its own seed, weather and commanders."""
    stage, seeds = stage_of(Match(scenario, ("greedy", "greedy"), "drawn")), tuple(range(71, 71 + len(CASTS)))
    setting, fate = stage.setting, fate_of(stage.bundle, seeds, "drawn")
    state = turn.first(setting, fate, stage.first.pick(np.zeros(len(seeds), np.int64)))
    agents = [[_agent(name, seed) for name in cast] for cast, seed in zip(CASTS, seeds, strict=True)]
    memos = [NO_MEMOS] * len(seeds)
    for number in range(2):
        orders, memos = choose(setting, fate, state, agents, memos)
        state, wrong = alone_and_together(setting, fate, state, orders)
        assert not wrong
        state = worn(state, number)


def _agent(name: str, seed: int) -> Agent:
    return Idle() if name == "idle" else agent(name, seed)
