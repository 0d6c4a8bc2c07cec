"""The agents by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from game.agents.base import Agent
from game.agents.greedy import Greedy
from game.agents.reactive import Reactive
from game.agents.staff.commander import Commander
from game.agents.staff.levels import LEVELS, STYLES
from game.agents.wild import Wild

AGENTS: dict[str, Callable[[int], Agent]] = {
    "random": Wild,
    "reactive": Reactive,
    "greedy": Greedy,
    **{level: partial(Commander, level, "normal") for level in LEVELS},
    **{
        f"{level}:{style}": partial(Commander, level, style)
        for level in LEVELS
        for style in STYLES
        if style != "normal"
    },
}
"""What makes each agent from the seed of its game."""


def agent(name: str, seed: int) -> Agent:
    """The agent of a name; raises `KeyError` for a name that there is not."""
    return AGENTS[name](seed)
