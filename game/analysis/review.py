"""A game looked back upon: where everybody stood, what each side believed of it, and what mattered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.analysis.film import Stand, stand_of
from game.engine.clock import LIGHTS
from game.engine.game import Game
from game.engine.log import NUMBER, Events
from game.engine.state import State

KEY = ("seized", "captured", "destroyed", "surrendered", "truce", "war", "released", "news")
"""Kinds of event that a review marks on its track."""
NIGHT = LIGHTS.index("night_dark")
_KEY = np.array([NUMBER[kind] for kind in KEY])


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What a side believed of the enemy beside what was true, for each unit on the map or believed there.

    `unit` int; `believed` and `true` int32 hexes, -1 for none; `off` int32 meters between them, -1 where one
    is missing; `men` int32[N, 2] believed (-1 unknown) and true.
    """

    unit: NDArray[np.int64]
    believed: NDArray[np.int32]
    true: NDArray[np.int32]
    off: NDArray[np.int32]
    men: NDArray[np.int32]

    @property
    def known(self) -> int:
        """How many units are believed to be somewhere and are on the map."""
        return int((self.off >= 0).sum())

    @property
    def missed(self) -> int:
        """How many are on the map and believed nowhere."""
        return int((self.believed < 0).sum())

    @property
    def error(self) -> int:
        """Meters by which the places are wrong, on the average."""
        there = self.off[self.off >= 0]
        return int(there.mean()) if there.size else 0


def state_at(game: Game, turn: int) -> State:
    """The state at the start of a turn; of the turn after the last one, at the end."""
    return game.entries[turn].start if turn < len(game.entries) else game.state


def span_of(game: Game, turn: int) -> tuple[int, int, bool]:
    """Minutes at which a turn began and ended, and whether it was dark in the middle of it."""
    first, last = state_at(game, turn).minute, state_at(game, turn + 1).minute
    return first, last, int(game.setting.sky.light((first + last) // 2)) >= NIGHT


def stand_at(game: Game, turn: int, side: int | None) -> Stand:
    """Where everybody stood at the start of a turn, as a side knew it, or as it was."""
    return stand_of(game.setting, game.fate, state_at(game, turn), side)


def beliefs_at(game: Game, turn: int, side: int) -> Beliefs:
    """What a side believed at the start of a turn, beside what was true."""
    told, true = stand_at(game, turn, side), stand_at(game, turn, None)
    foe = game.setting.cadre.side != side
    rows = np.flatnonzero(foe & ((told.hex >= 0) | (true.hex >= 0)))
    believed, real = told.hex[rows], true.hex[rows]
    both = (believed >= 0) & (real >= 0)
    meters = game.setting.board.meters(np.maximum(believed, 0), np.maximum(real, 0))
    men = np.stack([told.view.contacts.men[rows], true.view.forces.men[rows]], axis=1).astype(np.int32)
    return Beliefs(rows, believed, real, np.where(both, meters, -1).astype(np.int32), men)


def events_of_turn(game: Game, turn: int) -> Events:
    """All events of a turn that was played."""
    return np.concatenate([pulse.events for pulse in game.entries[turn].pulses])


def key_events(events: Events) -> Events:
    """Those events that a reader looks for first."""
    kept: Events = events[np.isin(events["kind"], _KEY)]
    return kept
