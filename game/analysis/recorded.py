"""One game between two agents, written into a game file turn by turn with the reasons of both."""

from __future__ import annotations

from pathlib import Path

from game.agents.base import Agent
from game.agents.estimates import write
from game.analysis.campaign import Stage, Told
from game.analysis.commanders import with_plans
from game.analysis.measures import Figures, Notes, measured, midnight
from game.engine.units import SIDES
from game.scenario.load import find_scenario
from game.store.record import Terms
from game.store.saved import Saved, create
from game.store.texts import gather


def play_into(path: Path, stage: Stage, seed: int, told: Told | None = None) -> Figures:
    """Play a game into a new file; the same game as without one. Raises `BadData`."""
    match = stage.match
    scenario = find_scenario(match.scenario)
    texts, players = with_plans(gather(scenario), match.agents, scenario)
    terms = Terms(seed, match.weather, historical=match.historical)
    with create(path, texts, terms, players) as saved:
        notes: Notes = {}
        lead = [who.agent(seed) for who in stage.commanders]
        while not saved.game.over:
            _plot(saved, lead)
            before = saved.game.state
            for pulse in saved.resolve():
                midnight(before, pulse.state, stage.hills, [notes])
                before = pulse.state
            if told:
                told(1)
        state, setting = saved.game.state, saved.game.setting
        return measured(setting, state, (seed,), stage.hills, [notes])[0]


def _plot(saved: Saved, lead: list[Agent]) -> None:
    """Orders and reasons of both sides into the open turn, and close it for both."""
    for side, _ in enumerate(SIDES):
        plan = lead[side].choose(saved.game.view(side), saved.memo(side))
        saved.plot_all(side, plan.orders)
        saved.reason(side, plan.reasons, tuple(write(one) for one in plan.estimates))
        saved.keep(side, plan.memo)
        saved.commit(side)
