"""Whole games between two agents, many at once: batches in one process, and processes side by side.

A game depends on its seed alone: neither the games beside it in a batch nor the number of processes matter.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from game.agents.base import Agent
from game.analysis.commanders import Commander, commander
from game.analysis.measures import Figures, Hill, Notes, measured, midnight
from game.engine import turn
from game.engine.log import Log
from game.engine.orders import Order
from game.engine.pulse.now import air_of
from game.engine.setting import Fate, Setting
from game.engine.state import ON, State
from game.engine.view import public, view
from game.scenario.build import build
from game.scenario.load import Bundle, find_scenario, load_bundle
from game.scenario.setting import fate_of, first_state, setting_of
from game.scenario.weather import Choice

BATCH = 16
"""Games resolved together: more gain little and take memory."""
Memos = tuple[str, str]
NO_MEMOS: Memos = ("", "")
Told = Callable[[int], None]
"""Hears how many turns of games have been played since it was last told."""


@dataclass(frozen=True, slots=True)
class Match:
    """What is played: scenario id or file, agents or plan files of both sides, weather, and its end."""

    scenario: str
    agents: tuple[str, str]
    weather: Choice = "recorded"
    historical: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A match made ready: the files, the setting, the first state of one game, the hills, who commands."""

    match: Match
    bundle: Bundle
    setting: Setting
    first: State
    hills: tuple[Hill, ...]
    commanders: tuple[Commander, ...] = ()

    @property
    def turns(self) -> int:
        """Turns of a game at most."""
        return len(self.setting.calendar)


def stage_of(match: Match) -> Stage:
    """Load and compile; raises `BadData`."""
    bundle = load_bundle(find_scenario(match.scenario))
    start = build(bundle)
    setting = setting_of(start, historical=match.historical)
    lead = tuple(commander(side, name, start) for side, name in enumerate(match.agents))
    return Stage(match, bundle, setting, first_state(start, setting), hills_of(bundle, setting), lead)


def hills_of(bundle: Bundle, setting: Setting) -> tuple[Hill, ...]:
    """The places of the scenario's objectives, each with the hexes of all that are set there."""
    found: dict[str, list[int]] = {}
    for objective in bundle.scenario.model.victory.objectives:
        found.setdefault(objective.place, []).extend(setting.board.hex_of(label) for label in objective.hexes)
    places = bundle.map.model.places
    return tuple(Hill(place, places[place].name.en, tuple(hexes)) for place, hexes in found.items())


def play(
    stage: Stage,
    seeds: Sequence[int],
    told: Told | None = None,
    casts: Sequence[Sequence[Agent]] | None = None,
) -> list[Figures]:
    """Play a game for each seed, all together; the figures in the order of the seeds.

    `casts` are those who command both sides of each game, in place of the agents of the match.
    """
    setting = stage.setting
    fate = fate_of(stage.bundle, tuple(seeds), stage.match.weather)
    state = turn.first(setting, fate, stage.first.pick(np.zeros(len(seeds), np.int64)))
    agents = casts or [[who.agent(seed) for who in stage.commanders] for seed in seeds]
    notes: list[Notes] = [{} for _ in seeds]
    memos = dict.fromkeys(range(len(seeds)), NO_MEMOS)
    games, done = list(range(len(seeds))), dict[int, Figures]()
    while games:
        orders, said = choose(
            setting, fate, state, [agents[game] for game in games], [memos[g] for g in games]
        )
        memos |= dict(zip(games, said, strict=True))
        for after in turn.run(setting, fate, turn.lay(setting, state, orders), Log(why=False)):
            midnight(state, after, stage.hills, [notes[game] for game in games])
            state = after
        if told:
            told(len(games))
        ended, on = np.flatnonzero(state.count.over != ON), np.flatnonzero(state.count.over == ON)
        if ended.size:
            some = [games[row] for row in ended]
            told_of = tuple(seeds[game] for game in some), stage.hills, [notes[game] for game in some]
            done |= dict(zip(some, measured(setting, state.pick(ended), *told_of), strict=True))
            games = [games[row] for row in on]
            state, fate = state.pick(on), fate.pick([int(row) for row in on])
    return [done[game] for game in range(len(seeds))]


def choose(
    setting: Setting, fate: Fate, state: State, agents: Sequence[Sequence[Agent]], memos: Sequence[Memos]
) -> tuple[list[list[Order]], list[Memos]]:
    """Orders of both sides of every game of a batch, and what their agents want to read next turn."""
    air = air_of(setting, fate, min(state.minute, int(setting.calendar.turn_end[-1]) - 1), 0)
    orders: list[list[Order]] = []
    told: list[Memos] = []
    for game, pair in enumerate(agents):
        known = public(setting, state, air, game)
        plans = [
            who.choose(view(setting, state, side, known, game), memos[game][side])
            for side, who in enumerate(pair)
        ]
        orders.append([order for plan in plans for order in plan.orders])
        told.append((plans[0].memo, plans[1].memo))
    return orders, told


def simulate(
    stage: Stage, seeds: Sequence[int], *, jobs: int = 1, batch: int = BATCH, told: Told | None = None
) -> list[Figures]:
    """Play a game for each seed in batches, on `jobs` processes; the figures in the order of the seeds."""
    parts = [seeds[at : at + batch] for at in range(0, len(seeds), batch)]
    if jobs == 1 or len(parts) == 1:
        return [figures for part in parts for figures in play(stage, part, told)]
    found: list[Figures] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(min(jobs, len(parts)), _open, (stage.match,)) as pool:
        for figures in pool.imap(_play, parts):
            found += figures
            if told:
                told(len(figures) * stage.turns)
    return found


_STAGES: list[Stage] = []
"""The stage of a worker process, made once when it begins."""


def _open(match: Match) -> None:
    _STAGES.append(stage_of(match))


def _play(seeds: Sequence[int]) -> list[Figures]:
    return play(_STAGES[-1], seeds)
