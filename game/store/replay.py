"""A game played again from its orders: turn by turn, beside what the file says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from game.engine.game import Entry, Game
from game.engine.log import Events
from game.engine.notation import hour
from game.store.faults import bad
from game.store.packing import UnpackableError, unpack_events
from game.store.record import Record, TurnRow
from game.store.table import SIDES, Table, place, sums


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """A turn that was played again: the row of the file, and the entry as it comes out now."""

    row: TurnRow
    entry: Entry
    score: int
    lost: tuple[int, int]


def replay(record: Record, table: Table, *, verify: bool) -> Iterator[Played]:
    """Play every turn of a file again.

    Parameters
    ----------
    record, table
        The file, and the table set from it.
    verify : bool
        Compare orders, digests, events, score and losses with those of the file.

    Raises
    ------
    BadData
        With `verify`, at the first entry that differs; else only for an order that cannot be laid.
    """
    game = table.game()
    for row in record.turns:
        if verify:
            _check_start(record, game, row)
        if row.end is None:
            check_goes_on(record, game, row)
            plot(record, table, game, row)
            return
        entry = again(record, table, game, row)
        score, lost = sums(table, game.state)
        if verify:
            _check(record, table, row, entry)
            _same(record, at(row), "a score of {}", score, row.score)
            for side, name in enumerate(SIDES):
                _same(record, at(row), f"{{}} {name} losses", lost[side], row.lost[side])
        yield Played(row, entry, score, lost)
    check_ended(record, game)


def again(record: Record, table: Table, game: Game, row: TurnRow) -> Entry:
    """Plot the orders of a turn of the file in a game that stands at its start, and resolve it."""
    check_goes_on(record, game, row)
    plot(record, table, game, row)
    game.commit(0)
    game.commit(1)
    return game.play()


def check_goes_on(record: Record, game: Game, row: TurnRow) -> None:
    """Refuse a turn after the end of the battle."""
    if game.over or row.turn >= len(game.setting.calendar):
        raise bad(record.path, "no turn after the end of the battle", "one", at(row))


def check_ended(record: Record, game: Game) -> None:
    """Refuse a file without an open turn while the battle goes on."""
    if record.turns[-1].end is not None and not game.over:
        raise bad(record.path, "an open turn, for the battle goes on", "none", "entries")


def plot(record: Record, table: Table, game: Game, row: TurnRow) -> None:
    """Plot the orders of a turn; raises `BadData` at the first that is no order, or not allowed."""
    for side, lines in enumerate(row.orders):
        # One view serves all: what a side knows does not change while it plots.
        view = game.view(side)
        for n, order in enumerate(table.orders(lines, record.path, row.turn, side)):
            refusal = order.check(view)
            if refusal is not None:
                found = f"{lines[n][:60]!r}. {table.refused(refusal)}"
                raise bad(record.path, "an order that is allowed", found, place(row.turn, side, n))
            game.plots[side].append(order)


def events_of(record: Record, row: TurnRow, units: int, hexes: int) -> list[Events]:
    """Events of each pulse of a turn as the file has them; raises `BadData`."""
    told = []
    for n, pulse in enumerate(row.pulses):
        try:
            told.append(unpack_events(pulse.events, units, hexes))
        except UnpackableError as error:
            raise bad(record.path, "the events of a pulse", str(error), f"{at(row)}, pulse {n + 1}") from None
    return told


def at(row: TurnRow) -> str:
    """A turn as sentences name it."""
    return f"turn {row.turn + 1} ({hour(row.minute)})"


def _check_start(record: Record, game: Game, row: TurnRow) -> None:
    _same(record, at(row), "the start of the turn at minute {}", game.state.minute, row.minute)
    _same(record, at(row), "the state {} at its start", game.state.digest()[:12], row.start[:12])


def _check(record: Record, table: Table, row: TurnRow, entry: Entry) -> None:
    told = events_of(record, row, *table.size)
    for n, (pulse, kept) in enumerate(zip(entry.pulses, row.pulses, strict=False)):
        where = f"{at(row)}, pulse {n + 1}"
        _same(record, where, "the state {}", pulse.digest[:12], kept.digest[:12])
        _same(record, where, "its end at minute {}", pulse.state.minute, kept.minute)
        if not np.array_equal(pulse.events, told[n]):
            raise bad(record.path, "the events that come of the orders", "others", where)
    _same(record, at(row), "{} pulses", len(entry.pulses), len(row.pulses))


def _same(record: Record, where: str, expected: str, now: object, kept: object) -> None:
    if now != kept:
        raise bad(record.path, expected.format(now), str(kept), where)
