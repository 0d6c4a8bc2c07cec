"""Games by the historical orders, many at once: batches as in `campaign`, with more noted of each."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from game.agents.base import Agent
from game.analysis.campaign import BATCH, Match, Stage, Told, hills_of
from game.analysis.commanders import Commander, commander
from game.analysis.history import notes as noting
from game.analysis.history.notes import Notes
from game.analysis.history.orders import Desk, choose
from game.analysis.history.runs import Run, committed
from game.analysis.history.scope import Scope, scope_of
from game.analysis.measures import measured
from game.engine import turn
from game.engine.log import Log
from game.engine.setting import Fate
from game.engine.state import ON, State
from game.engine.units import SIDES
from game.scenario.build import build
from game.scenario.load import Bundle, find_scenario, load_bundle
from game.scenario.models.common import Number
from game.scenario.models.history import History
from game.scenario.models.scenario import Overlay
from game.scenario.setting import fate_of, first_state, setting_of


@dataclass(frozen=True, slots=True)
class Study:
    """What is played: the match, with commanders for agents, the record beside it, numbers moved by path."""

    match: Match
    record: History
    moved: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """A study made ready."""

    study: Study
    stage: Stage
    scope: Scope
    commanders: tuple[Commander, Commander]


def bench_of(study: Study) -> Bench:
    """Load and compile; raises `BadData`."""
    match = study.match
    bundle = changed(load_bundle(find_scenario(match.scenario)), dict(study.moved))
    start = build(bundle)
    setting = setting_of(start, historical=match.historical)
    stage = Stage(match, bundle, setting, first_state(start, setting), hills_of(bundle, setting))
    soviet, japanese = (commander(side, name, start) for side, name in enumerate(match.agents))
    return Bench(study, stage, scope_of(stage, study.record), (soviet, japanese))


def changed(bundle: Bundle, moved: Mapping[str, float]) -> Bundle:
    """A scenario whose rules have some numbers elsewhere, as if it said so itself."""
    if not moved:
        return bundle
    model = bundle.scenario.model
    numbers = {path: Number(value=n, low=n, high=n, tag="calibrated") for path, n in moved.items()}
    overlay = Overlay(rules={**model.overlay.rules, **numbers})
    document = replace(bundle.scenario, model=model.model_copy(update={"overlay": overlay}))
    return replace(bundle, scenario=document)


@dataclass(slots=True)
class _Table:
    """The games of a batch that go on: rows of the state, one for each."""

    games: list[int]
    state: State
    fate: Fate
    agents: list[list[Agent]]
    memos: list[list[str]]
    notes: list[Notes]

    def rest(self, on: list[int]) -> None:
        """Go on with some rows alone."""
        self.state, self.fate = self.state.pick(on), self.fate.pick(on)
        for name in ("games", "agents", "memos", "notes"):
            setattr(self, name, [getattr(self, name)[row] for row in on])


def play(bench: Bench, seeds: Sequence[int], told: Told | None = None) -> list[Run]:
    """Play a game for each seed, all together; in the order of the seeds."""
    done = dict[int, Run]()
    table = _table(bench, seeds)
    while table.games:
        _turn(bench, table)
        if told:
            told(len(table.games))
        ended = np.flatnonzero(table.state.count.over != ON).tolist()
        if ended:
            runs = _runs(bench, table, ended, seeds)
            done |= {table.games[row]: run for row, run in zip(ended, runs, strict=True)}
            table.rest([row for row in range(len(table.games)) if row not in ended])
    return [done[game] for game in range(len(seeds))]


def _table(bench: Bench, seeds: Sequence[int]) -> _Table:
    stage = bench.stage
    fate = fate_of(stage.bundle, tuple(seeds), stage.match.weather)
    state = turn.first(stage.setting, fate, stage.first.pick(np.zeros(len(seeds), np.int64)))
    agents = [[who.agent(seed) for who in bench.commanders] for seed in seeds]
    memos = [["" for _ in SIDES] for _ in seeds]
    return _Table(list(range(len(seeds))), state, fate, agents, memos, [Notes() for _ in seeds])


def _turn(bench: Bench, table: _Table) -> None:
    """Play one turn of every game that goes on."""
    setting, scope = bench.stage.setting, bench.scope
    desks = [Desk(*row) for row in zip(table.agents, table.memos, table.notes, strict=True)]
    laid = turn.lay(setting, table.state, choose(setting, table.fate, table.state, desks))
    noting.watch_orders(scope, setting, laid, table.notes)
    log, before = Log(why=False), table.state
    for after in turn.run(setting, table.fate, laid, log):
        noting.watch_pulse(scope, setting, (before, after), table.notes)
        before = after
    noting.watch_events(scope, setting, log.told(), table.notes)
    noting.close_turn(scope, setting, before, table.notes)
    table.state = before


def _runs(bench: Bench, table: _Table, ended: list[int], seeds: Sequence[int]) -> list[Run]:
    """The games of some rows as they ended."""
    setting, hills = bench.stage.setting, bench.stage.hills
    state = table.state.pick(ended)
    notes = [table.notes[row] for row in ended]
    noting.close_game(bench.scope, setting, state, notes)
    own = tuple(seeds[table.games[row]] for row in ended)
    figures = measured(setting, state, own, hills, [{} for _ in ended])
    return [
        Run(figures[n], notes[n], committed(setting, bench.stage.first, state, n)) for n in range(len(ended))
    ]


def simulate(
    bench: Bench, seeds: Sequence[int], *, jobs: int = 1, batch: int = BATCH, told: Told | None = None
) -> list[Run]:
    """Play a game for each seed in batches, on `jobs` processes; in the order of the seeds."""
    parts = [seeds[at : at + batch] for at in range(0, len(seeds), batch)]
    if jobs == 1 or len(parts) == 1:
        return [run for part in parts for run in play(bench, part, told)]
    found: list[Run] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(min(jobs, len(parts)), _open, (bench.study,)) as pool:
        for runs in pool.imap(_play, parts):
            found += runs
            if told:
                told(len(runs) * bench.stage.turns)
    return found


_BENCHES: list[Bench] = []
"""The bench of a worker process, made once when it begins."""


def _open(study: Study) -> None:
    _BENCHES.append(bench_of(study))


def _play(seeds: Sequence[int]) -> list[Run]:
    return play(_BENCHES[-1], seeds)
