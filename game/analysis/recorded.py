"""One game between two agents, written into a game file turn by turn with the reasons of both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from game.agents.base import Agent
from game.analysis.campaign import Stage, Told
from game.analysis.commanders import PLAN, plan_file
from game.analysis.measures import Figures, Notes, measured, midnight
from game.engine.units import SIDES
from game.scenario.load import find_scenario
from game.store.record import Terms
from game.store.saved import Saved, create
from game.store.texts import Texts, gather


def play_into(path: Path, stage: Stage, seed: int, told: Told | None = None) -> Figures:
    """Play a game into a new file; the same game as without one. Raises `BadData`."""
    match = stage.match
    texts, players = _with_plans(gather(find_scenario(match.scenario)), stage)
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


def _with_plans(texts: Texts, stage: Stage) -> tuple[Texts, tuple[str, str]]:
    """The texts with the plans that are carried out, and how the file names who plays each side."""
    files, players = dict(texts.files), list(stage.match.agents)
    for side, who in enumerate(stage.commanders):
        if who.plan is not None:
            name, raw = plan_file(Path(players[side]), find_scenario(stage.match.scenario))
            files[name], players[side] = raw, PLAN + name
    return replace(texts, files=files), (players[0], players[1])


def _plot(saved: Saved, lead: list[Agent]) -> None:
    """Orders and reasons of both sides into the open turn, and close it for both."""
    for side, _ in enumerate(SIDES):
        plan = lead[side].choose(saved.game.view(side), saved.memo(side))
        saved.plot_all(side, plan.orders)
        saved.reason(side, plan.reasons)
        saved.keep(side, plan.memo)
        saved.commit(side)
