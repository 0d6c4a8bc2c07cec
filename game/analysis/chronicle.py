"""A game file as a chronicle: every turn with orders, events, losses, the hills and the score.

Everything comes from the file; only the ledger is reckoned anew, because a file does not keep it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.analysis.dispatch import Scene, scene_of
from game.analysis.why import sentence as why
from game.engine.log import KINDS, Events
from game.i18n import preferred
from game.rules.victory_stakes import Stakes
from game.scenario.compile_scenario import compile_scenario
from game.store.record import Record, TurnRow
from game.store.replay import Played, events_of, replay
from game.store.table import start_of, table_of

_SEIZED = KINDS.index("seized")


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A turn of a chronicle. `held` counts hexes of each named hill by holder: Soviet, Japanese, nobody."""

    row: TurnRow
    pulses: tuple[Events, ...]
    players: tuple[str, str]
    held: Mapping[str, tuple[int, int, int]]
    why: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Chronicle:
    """A game file with the names of everything in it."""

    record: Record
    title: str
    scene: Scene
    labels: tuple[str, ...]
    ids: tuple[str, ...]
    turns: tuple[Turn, ...]


def chronicle(record: Record, *, ledger: bool = False) -> Chronicle:
    """The chronicle of a game file; with `ledger` the game is played again. Raises `BadData`."""
    if ledger:
        table = table_of(record)
        start, played = table.start, list(replay(record, table, verify=False))
    else:
        start, played = start_of(record.bundle(), record.terms, record.path), []
    scene, stakes = scene_of(start), compile_scenario(start)
    reasons = [_why(turn, scene) for turn in played]
    holder, turns = stakes.control.copy(), []
    for row in record.turns:
        pulses = tuple(events_of(record, row, len(start.units), start.board.hexes))
        for events in pulses:
            _seize(holder, events)
        held = _held(stakes, holder, scene)
        players = record.player(0, row.turn), record.player(1, row.turn)
        told = reasons[row.turn] if row.turn < len(reasons) else ()
        turns.append(Turn(row, pulses, players, held, told))
    return Chronicle(
        record=record,
        title=start.bundle.scenario.model.name.get(preferred()),
        scene=scene,
        labels=tuple(start.board.label(row) for row in range(start.board.hexes)),
        ids=tuple(counter.id for counter in start.roster.counters),
        turns=tuple(turns),
    )


def _why(turn: Played, scene: Scene) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(why(row, scene.names) for row in pulse.ledger) for pulse in turn.entry.pulses)


def _seize(holder: np.ndarray[Any, np.dtype[np.int8]], events: Events) -> None:
    """Who holds the ground after some events."""
    seized = events[(events["kind"] == _SEIZED) & (events["hex"] >= 0)]
    holder[seized["hex"]] = np.clip(seized["detail"], -1, 1)


def _held(
    stakes: Stakes, holder: np.ndarray[Any, np.dtype[np.int8]], scene: Scene
) -> dict[str, tuple[int, int, int]]:
    ground, names = stakes.victory.ground, scene.names.stakes["objective"]
    of = [holder[ground.hexes[ground.parts[:, n] > 0]] for n in range(len(ground.weight))]
    return {
        name: (int((hexes == 0).sum()), int((hexes == 1).sum()), int((hexes < 0).sum()))
        for name, hexes in zip(names, of, strict=True)
    }
