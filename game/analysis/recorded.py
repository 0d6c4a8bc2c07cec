"""One game between two agents, written into a game file turn by turn with the reasons of both."""

from __future__ import annotations

from pathlib import Path

from game.agents.registry import agent
from game.analysis.campaign import Stage, Told
from game.analysis.measures import Figures, Notes, measured, midnight
from game.engine.units import SIDES
from game.scenario.load import find_scenario
from game.store.record import Terms
from game.store.saved import Saved, create
from game.store.texts import gather


def play_into(path: Path, stage: Stage, seed: int, told: Told | None = None) -> Figures:
    """Play a game into a new file; the same game as without one. Raises `BadData`."""
    match = stage.match
    texts = gather(find_scenario(match.scenario))
    terms = Terms(seed, match.weather, historical=match.historical)
    with create(path, texts, terms, match.agents) as saved:
        notes: Notes = {}
        while not saved.game.over:
            _plot(saved, match.agents, seed)
            before = saved.game.state
            for pulse in saved.resolve():
                midnight(before, pulse.state, stage.hills, [notes])
                before = pulse.state
            if told:
                told(1)
        state, setting = saved.game.state, saved.game.setting
        return measured(setting, state, (seed,), stage.hills, [notes])[0]


def _plot(saved: Saved, names: tuple[str, str], seed: int) -> None:
    """Orders and reasons of both sides into the open turn, and close it for both."""
    for side, _ in enumerate(SIDES):
        plan = agent(names[side], seed).choose(saved.game.view(side))
        saved.plot_all(side, plan.orders)
        saved.reason(side, plan.reasons)
        saved.commit(side)
