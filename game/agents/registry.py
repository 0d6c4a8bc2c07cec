"""The agents by name."""

from __future__ import annotations

from collections.abc import Callable

from game.agents.base import Agent
from game.agents.greedy import Greedy
from game.agents.reactive import Reactive
from game.agents.wild import Wild

AGENTS: dict[str, Callable[[int], Agent]] = {"random": Wild, "reactive": Reactive, "greedy": Greedy}
"""What makes each agent from the seed of its game."""


def agent(name: str, seed: int) -> Agent:
    """The agent of a name; raises `KeyError` for a name that there is not."""
    return AGENTS[name](seed)
