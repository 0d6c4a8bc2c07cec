"""One game in play: who sees what, who has plotted what, and the turns that were resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.engine import preview as previews
from game.engine import turn as turns
from game.engine.log import Events, Log
from game.engine.options import Options, options_of
from game.engine.orders import Order, Rejection
from game.engine.pulse.now import air_of
from game.engine.pulse.upkeep import stakes_of
from game.engine.setting import Fate, Setting
from game.engine.state import ON, State
from game.engine.view import Public, View, public, view
from game.rules import ledger, victory_turn

SIDES = 2
Reckoning = victory_turn.Reckoning


class NotNowError(RuntimeError):
    """Something was asked that has no place at this point of a game: a bug of the caller."""


@dataclass(frozen=True, slots=True, eq=False)
class Pulse:
    """A pulse as it was resolved: the state at its end, its events, its ledger, the digest of the state."""

    state: State
    events: Events
    ledger: ledger.Rows
    digest: str


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A turn in the log: the state at its start, the orders of both sides, and its pulses once resolved."""

    start: State
    orders: tuple[tuple[Order, ...], tuple[Order, ...]]
    pulses: tuple[Pulse, ...]


@dataclass(slots=True, eq=False)
class Game:
    """A game of one scenario under one seed.

    `entries` are the turns resolved so far; `plots` the orders of the open turn by side, `committed` who has
    closed it.
    """

    setting: Setting
    fate: Fate
    state: State
    entries: list[Entry] = field(default_factory=list)
    plots: tuple[list[Order], list[Order]] = field(default_factory=lambda: ([], []))
    committed: list[bool] = field(default_factory=lambda: [False, False])

    @property
    def over(self) -> bool:
        """Whether the battle has ended."""
        return int(self.state.count.over[0]) != ON

    def view(self, side: int) -> View:
        """What a side knows now."""
        return view(self.setting, self.state, side, self._public())

    def options(self, side: int, unit: int) -> Options:
        """What a unit of the side can be ordered to do."""
        return options_of(self.view(side), unit)

    def plot(self, side: int, order: Order) -> Rejection | None:
        """Add an order to the open turn, unless the side's view forbids it."""
        if self.over or self.committed[side]:
            return Rejection("turn.closed")
        found = order.check(self.view(side))
        if found is None:
            self.plots[side].append(order)
        return found

    def unplot(self, side: int, n: int) -> Order:
        """Take back order `n` of the open turn; raises `IndexError` for one that is not there."""
        if self.committed[side]:
            raise NotNowError("the turn is closed for this side")
        return self.plots[side].pop(n)

    def commit(self, side: int) -> None:
        """Close the turn for a side."""
        self.committed[side] = True

    def resolve(self) -> Iterator[Pulse]:
        """Resolve the turn once both sides have committed; the pulses one by one.

        The turn counts as played when the last pulse has been handed out.
        """
        if not all(self.committed):
            raise NotNowError("both sides must commit before a turn is resolved")
        start = self.state
        orders = (tuple(self.plots[0]), tuple(self.plots[1]))
        laid = turns.lay(self.setting, start, [both(*orders)])
        log, told = Log(), []
        seen_events = seen_rows = 0
        for after in turns.run(self.setting, self.fate, laid, log):
            events, rows = log.events[seen_events:], log.rows[seen_rows:]
            seen_events, seen_rows = len(log.events), len(log.rows)
            pulse = Pulse(after, _joined(events), _rows(rows), after.digest())
            told.append(pulse)
            yield pulse
        self.entries.append(Entry(start, orders, tuple(told)))
        self.state = told[-1].state
        self.plots, self.committed = ([], []), [False, False]

    def play(self) -> Entry:
        """Resolve the whole turn at once."""
        for _ in self.resolve():
            pass
        return self.entries[-1]

    def preview(self, side: int, orders: tuple[Order, ...], samples: int = 64) -> previews.Preview:
        """What orders may come to, from the side's own knowledge; nothing in the game changes."""
        return previews.preview(self.setting, self.view(side), orders, samples)

    def branch(self, turn: int) -> Game:
        """A game that stands where this one stood at the start of a turn, with the turns before it."""
        if turn == len(self.entries):
            return Game(self.setting, self.fate, self.state, list(self.entries))
        return Game(self.setting, self.fate, self.entries[turn].start, list(self.entries[:turn]))

    def events(self, side: int | None, since: int = 0) -> Events:
        """Events of turn `since` and later that a side learns of; all of them for the umpire (None)."""
        told = [pulse.events for entry in self.entries[since:] for pulse in entry.pulses]
        every = _joined(told)
        return every if side is None else every[(every["seen"] & (1 << side)) != 0]

    def reckoning(self) -> Reckoning:
        """The score, were the battle to end now."""
        return reckon(self.setting, self.state)

    def _public(self) -> Public:
        last = int(self.setting.calendar.turn_end[-1]) - 1
        air = air_of(self.setting, self.fate, min(self.state.minute, last), 0)
        return public(self.setting, self.state, air)


def both(soviet: tuple[Order, ...], japanese: tuple[Order, ...]) -> list[Order]:
    """The orders of both sides: they concern different units, so their order does not matter."""
    return [*soviet, *japanese]


def reckon(setting: Setting, state: State) -> Reckoning:
    """Scores of a batch of games, were the battle to end now."""
    held = victory_turn.Held(state.ground.control, state.tally)
    forces = stakes_of(state.forces, state, setting.cadre.side)
    return victory_turn.reckon(setting.stakes, held, forces, state.count.loser)


def _joined(parts: list[Events]) -> Events:
    return np.concatenate(parts) if parts else Log().told()


def _rows(parts: list[tuple[NDArray[np.int32], ledger.Rows]]) -> ledger.Rows:
    return np.concatenate([rows for _, rows in parts]) if parts else np.zeros(0, ledger.LEDGER)
