"""A game taken up where its file leaves it: states from the snapshots, or else from the orders."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from game.engine.game import Entry, Game, Pulse
from game.engine.log import Events
from game.engine.setting import Setting
from game.engine.state import State
from game.rules import ledger
from game.store.faults import bad
from game.store.packing import UnpackableError, unpack_state
from game.store.record import Record, TurnRow
from game.store.replay import again, at, check_ended, check_goes_on, events_of, plot
from game.store.table import Table

Again = Callable[[], tuple[Pulse, ...]]


class Recalled(Pulse):
    """A pulse from a file: its events are at hand, its state and ledger are reckoned when asked for."""

    __slots__ = ("_again", "_n")
    _again: Again
    _n: int

    def __init__(self, events: Events, digest: str, turn: Again, n: int) -> None:
        for name, value in (("events", events), ("digest", digest), ("_again", turn), ("_n", n)):
            object.__setattr__(self, name, value)

    @property
    def state(self) -> State:
        """State at the end of the pulse."""
        return self._again()[self._n].state

    @property
    def ledger(self) -> ledger.Rows:
        """Why it came out so."""
        return self._again()[self._n].ledger


def resume(record: Record, table: Table) -> Game:
    """The game of a file, with its turns and the orders of the open one.

    Raises
    ------
    BadData
        For an order that cannot be, or a turn that comes out otherwise than the file says.
    """
    states = states_of(record, table)
    entries = [_entry(record, table, row, states[row.turn]) for row in record.played]
    game = Game(table.setting, table.fate, states[-1], entries)
    row = record.turns[-1]
    check_ended(record, game)
    if row.end is None:
        check_goes_on(record, game, row)
        plot(record, table, game, row)
        game.committed[:] = [bool(row.committed & 1), bool(row.committed & 2)]
    return game


def states_of(record: Record, table: Table) -> list[State]:
    """States at the start of each turn, and after the last one where that is resolved."""
    states = [table.first]
    _agree(record, table.first, record.turns[0], record.turns[0].start)
    for row in record.played:
        check_goes_on(record, Game(table.setting, table.fate, states[-1]), row)
        after = _snapshot(record, table.setting, table.first, row)
        if after is None:
            game = Game(table.setting, table.fate, states[-1])
            again(record, table, game, row)
            after = game.state
            _agree(record, after, row, row.end or "")
        states.append(after)
    return states


def _agree(record: Record, state: State, row: TurnRow, digest: str) -> None:
    if state.digest() != digest:
        said = f"another: it was played with khasan {record.terms.program} or has been changed"
        raise bad(record.path, "the state that the orders lead to", said, at(row))


def _snapshot(record: Record, setting: Setting, like: State, row: TurnRow) -> State | None:
    """The state after a turn from the cache; None where it is missing or not to be trusted."""
    packed = record.snapshots.get(row.turn + 1)
    if packed is None:
        return None
    turn, minute = row.turn + 1, int(setting.calendar.turn_end[row.turn])
    try:
        state = unpack_state(packed, setting, like, turn, minute)
    except UnpackableError:
        return None
    return state if state.digest() == row.end else None


def _entry(record: Record, table: Table, row: TurnRow, start: State) -> Entry:
    @cache
    def played() -> tuple[Pulse, ...]:
        return again(record, table, Game(table.setting, table.fate, start), row).pulses

    orders = (
        table.orders(row.orders[0], record.path, row.turn, 0),
        table.orders(row.orders[1], record.path, row.turn, 1),
    )
    told = events_of(record, row, *table.size)
    return Entry(
        start,
        orders,
        tuple(
            Recalled(e, p.digest, played, n) for n, (e, p) in enumerate(zip(told, row.pulses, strict=True))
        ),
    )
