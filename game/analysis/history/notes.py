"""What is noted of games while they run: hills and losses at midnights, maps, turns, the strike, the road."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.analysis.history.missions import MissionRow
from game.analysis.history.scope import SOVIET, Scope
from game.analysis.measures import DAY, holders
from game.engine.acts import RECON
from game.engine.log import NUMBER, Events
from game.engine.setting import Setting
from game.engine.state import State
from game.engine.units import SIDES
from game.rules.escalation import index_of

Ints = NDArray[np.int64]
COUNTED = ("tanks_out", "tanks_burnt", "shells", "sorties", "bombs", "aircraft", "damaged")
SERIES = (
    *(f"men_lost.{side}" for side in SIDES),
    *(f"{name}.{side}" for name in COUNTED for side in SIDES),
    "index",
    "road",
)
"""Columns of the row of a turn; `index` in thousandths of a point, `road` men of the corps at the front."""
ABORTED, STRUCK, UNORDERED = "aborted", "struck", "unordered"


@dataclass(slots=True)
class Notes:
    """Of one game. `control` and `lost` by midnight, `maps` by moment, `turns` one row of `SERIES` a turn.

    `ordered` whether the strike was planned; `struck` bombs of it that fell near its place; `came` the minute
    at which the corps was complete, -1 while it is not.
    """

    control: dict[int, tuple[str, ...]] = field(default_factory=dict)
    lost: dict[int, Ints] = field(default_factory=dict)
    maps: dict[int, NDArray[np.int8]] = field(default_factory=dict)
    turns: list[Ints] = field(default_factory=list)
    missions: list[MissionRow] = field(default_factory=list)
    ordered: bool = False
    struck: int = 0
    came: int = -1

    @property
    def strike(self) -> str:
        """What became of the strike: given up in the air or on the ground counts alike."""
        return STRUCK if self.struck else ABORTED if self.ordered else UNORDERED


def watch_orders(scope: Scope, setting: Setting, laid: State, notes: Sequence[Notes]) -> None:
    """Note in which games bombs or guns of aircraft are ordered for the hours of the strike."""
    begin, end = scope.strike
    flights, rows = laid.flights, setting.squadrons[setting.cadre.side[setting.squadrons] == SOVIET]
    if not rows.size or laid.minute >= end:
        return
    meant = (flights.aircraft[:, rows] > 0) & (flights.kind[:, rows] != RECON)
    meant &= (flights.at[:, rows] < end) & (flights.until[:, rows] >= begin)
    over = scope.target[np.maximum(flights.hex[:, rows], 0)] & (flights.hex[:, rows] >= 0)
    for note, ordered in zip(notes, (meant & over).any(axis=1), strict=True):
        note.ordered |= bool(ordered)


def watch_pulse(scope: Scope, setting: Setting, states: tuple[State, State], notes: Sequence[Notes]) -> None:
    """Note what is asked at midnights and moments that have passed between two states."""
    before, after = states
    if after.minute // DAY > before.minute // DAY:
        lost = losses(setting, after)
        for game, note in enumerate(notes):
            midnight = after.minute // DAY * DAY
            note.control[midnight] = holders(after.ground.control[game], scope.hills)
            note.lost[midnight] = lost[game]
    for moment in scope.moments:
        if before.minute < moment <= after.minute:
            for game, note in enumerate(notes):
                note.maps[moment] = after.ground.control[game].copy()
    _watch_road(scope, after, notes)


def _watch_road(scope: Scope, after: State, notes: Sequence[Notes]) -> None:
    there = road(scope, after)
    for note, men in zip(notes, there.tolist(), strict=True):
        if note.came < 0 and scope.corps.any() and men >= scope.complete:
            note.came = after.minute


def watch_events(scope: Scope, setting: Setting, events: Events, notes: Sequence[Notes]) -> None:
    """Note the bombs of the strike."""
    begin, end = scope.strike
    fell = events[(events["kind"] == NUMBER["bombed"]) & (events["minute"] >= begin)]
    fell = fell[(fell["minute"] < end) & (setting.cadre.side[fell["unit"]] == SOVIET)]
    for event in fell[scope.target[fell["hex"]]]:
        notes[int(event["game"])].struck += int(event["amount"])


def close_turn(scope: Scope, setting: Setting, state: State, notes: Sequence[Notes]) -> None:
    """Add the row of a turn that has ended."""
    rows = series(scope, setting, state)
    for game, note in enumerate(notes):
        note.turns.append(rows[game])


def close_game(scope: Scope, setting: Setting, state: State, notes: Sequence[Notes]) -> None:
    """Note how a game has ended: its last minute stands for the midnight and the moments to come."""
    lost = losses(setting, state)
    for game, note in enumerate(notes):
        note.control[state.minute] = holders(state.ground.control[game], scope.hills)
        note.lost[state.minute] = lost[game]
        for moment in scope.moments:
            if moment >= state.minute:
                note.maps[moment] = state.ground.control[game].copy()


def losses(setting: Setting, state: State) -> Ints:
    """Men lost so far by side and cause, int64[B, 2, C]."""
    side, lost = setting.cadre.side, state.forces.losses.astype(np.int64)
    return np.stack([lost[:, side == row].sum(axis=1) for row in range(len(SIDES))], axis=1)


def road(scope: Scope, state: State) -> Ints:
    """Men of the corps that have come onto the map, int64[B]."""
    return np.asarray((scope.corps * state.forces.stood).sum(axis=1))


def series(scope: Scope, setting: Setting, state: State) -> Ints:
    """The row of `SERIES` of every game, int64[B, K]."""
    columns: list[Any] = list(losses(setting, state).sum(axis=2).T)
    columns += [getattr(state.count, name)[:, side] for name in COUNTED for side in range(len(SIDES))]
    columns += [index_of(setting.stakes.escalation, state.count.caused), road(scope, state)]
    return np.stack([np.asarray(column, np.int64) for column in columns], axis=1)
