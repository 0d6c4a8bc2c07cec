"""Games by the historical orders, many at once: batches as in `campaign`, with more noted of each."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.agents.base import Agent
from game.analysis.campaign import BATCH, Memos, Told, choose
from game.analysis.history import notes as noting
from game.analysis.history.bench import Bench, Study, bench_of
from game.analysis.history.missions import reported
from game.analysis.history.notes import Notes
from game.analysis.history.runs import Run, committed
from game.analysis.measures import measured
from game.engine import turn
from game.engine.log import Log
from game.engine.setting import Fate
from game.engine.state import ON, State
from game.scenario.setting import fate_of

TICK = 0.5
"""Seconds between two looks at how far the games have come."""


@dataclass(slots=True)
class _Table:
    """The games of a batch that go on: rows of the state, one for each."""

    games: list[int]
    state: State
    fate: Fate
    agents: list[list[Agent]]
    memos: list[Memos]
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
    memos: list[Memos] = [("", "") for _ in seeds]
    return _Table(list(range(len(seeds))), state, fate, agents, memos, [Notes() for _ in seeds])


def _turn(bench: Bench, table: _Table) -> None:
    """Play one turn of every game that goes on."""
    setting, scope = bench.stage.setting, bench.scope
    orders, memos = choose(setting, table.fate, table.state, table.agents, table.memos)
    for note, old, new in zip(table.notes, table.memos, memos, strict=True):
        note.missions += reported(old, new, table.state.minute)
    table.memos = memos
    laid = turn.lay(setting, table.state, orders)
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
    context = multiprocessing.get_context("spawn")
    played = context.Value("q", 0)
    with context.Pool(min(jobs, len(parts)), _open, (bench.study, played)) as pool:
        return _gathered(pool.imap(_play, parts), len(parts), played, len(seeds) * bench.stage.turns, told)


def _gathered(batches: Any, parts: int, played: Any, turns: int, told: Told | None) -> list[Run]:
    """Games of all batches as they come; tells of their turns meanwhile, at the end of those not played."""
    found: list[list[Run]] = []
    heard = 0
    while len(found) < parts:
        with suppress(multiprocessing.TimeoutError):
            found.append(batches.next(timeout=TICK))
        if told:
            now = turns if len(found) == parts else int(played.value)
            told(now - heard)
            heard = now
    return [run for runs in found for run in runs]


_WORK: list[tuple[Bench, Any]] = []
"""The bench of a worker process, made once when it begins, and the count of turns that all share."""


def _open(study: Study, played: Any) -> None:
    _WORK.append((bench_of(study), played))


def _play(seeds: Sequence[int]) -> list[Run]:
    bench, played = _WORK[-1]

    def told(turns: int) -> None:
        with played.get_lock():
            played.value += turns

    return play(bench, seeds, told)
