"""What a pulse tells of itself: events for the sides, and rows of the ledger for who asks why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules import ledger
from game.rules.account import UNDRAWN

KINDS = (
    "moved",
    "halted",
    "entered",
    "left",
    "fired",
    "lost",
    "shelled",
    "bombed",
    "flew",
    "turned_back",
    "aircraft_lost",
    "knocked_out",
    "bogged",
    "recovered",
    "guns_lost",
    "assaulted",
    "repulsed",
    "captured",
    "fell_back",
    "retreated",
    "surrendered",
    "routed",
    "rallied",
    "shaken",
    "leader_lost",
    "destroyed",
    "spotted",
    "seized",
    "dug",
    "task_done",
    "refused",
    "released",
    "escalated",
    "news",
    "truce",
    "war",
    "smoke",
    "strayed",
    "crossed",
    "sick",
    "returned",
    "cut_off",
    "broke_off",
    "order_begun",
    "under_shells",
)
"""Kinds of event; a row keeps its number: new ones go to the end."""
NUMBER = {kind: row for row, kind in enumerate(KINDS)}
EVENT = np.dtype(
    [
        ("game", "<i4"),
        ("minute", "<i4"),
        ("kind", "<i2"),
        ("unit", "<i4"),
        ("other", "<i4"),
        ("hex", "<i4"),
        ("amount", "<i4"),
        ("detail", "<i4"),
        ("seen", "u1"),
    ]
)
"""One event: who, whom, where, how many, what of it, and a bit for each side that learns of it."""
NOBODY = -1
SOVIET_SEES, JAPANESE_SEES = 1, 2
BOTH_SEE = 3
Events = NDArray[np.void]


@dataclass(slots=True)
class Log:
    """Events and ledger of the pulses of a turn, in order. `why` switches the ledger on."""

    minute: int = 0
    why: bool = True
    events: list[Events] = field(default_factory=list)
    rows: list[tuple[NDArray[np.int32], ledger.Rows]] = field(default_factory=list)

    def tell(
        self,
        kind: str,
        where: ArrayLike,
        *,
        seen: ArrayLike,
        unit: ArrayLike = NOBODY,
        other: ArrayLike = NOBODY,
        hex: ArrayLike = NOBODY,
        amount: ArrayLike = 0,
        detail: ArrayLike = 0,
    ) -> None:
        """Add an event for each place (B, ...) where something happened; the columns broadcast to it."""
        there = np.asarray(where, np.bool_)
        at = np.nonzero(there)
        if not at[0].size:
            return
        found = np.zeros(at[0].size, EVENT)
        found["game"], found["minute"], found["kind"] = at[0], self.minute, NUMBER[kind]
        columns = {"unit": unit, "other": other, "hex": hex, "amount": amount, "detail": detail, "seen": seen}
        for name, column in columns.items():
            found[name] = _picked(np.asarray(column), there.shape, at)
        self.events.append(found)

    def explain(
        self,
        rule: str,
        where: ArrayLike,
        *,
        base: ArrayLike,
        factors: ArrayLike,
        expected: ArrayLike,
        result: ArrayLike,
        draw: ArrayLike = UNDRAWN,
        source: ArrayLike = NOBODY,
        target: ArrayLike = NOBODY,
        hex: ArrayLike = NOBODY,
    ) -> None:
        """Add a row of the ledger for each place (B, ...) where a rule had an effect."""
        there = np.asarray(where, np.bool_)
        at = np.nonzero(there)
        if not self.why or not at[0].size:
            return
        wide = np.asarray(factors)
        spread = np.broadcast_to(wide, (*there.shape, wide.shape[-1]))[at] if wide.ndim else wide
        columns = {"source": source, "target": target, "hex": hex, "base": base}
        columns |= {"expected": expected, "draw": draw, "result": result}
        picked = {name: _picked(np.asarray(c), there.shape, at) for name, c in columns.items()}
        rows = ledger.entries(rule, pulse=self.minute, factors=spread, **picked)  # type: ignore[arg-type]
        self.rows.append((at[0].astype(np.int32), rows))

    def merge(self, other: Log, games: NDArray[np.integer]) -> None:
        """Take over what happened in some games; `games` are their numbers here."""
        for events in other.events:
            events["game"] = games[events["game"]]
            self.events.append(events)
        self.rows += [(games[own].astype(np.int32), rows) for own, rows in other.rows]

    def told(self) -> Events:
        """All events in order."""
        return np.concatenate(self.events) if self.events else np.zeros(0, EVENT)

    def ledger(self) -> tuple[NDArray[np.int32], ledger.Rows]:
        """Games and rows of the ledger, in order."""
        if not self.rows:
            return np.zeros(0, np.int32), np.zeros(0, ledger.LEDGER)
        games, rows = zip(*self.rows, strict=True)
        return np.concatenate(games), np.concatenate(rows)


def _picked(column: NDArray[Any], shape: tuple[int, ...], at: tuple[NDArray[np.intp], ...]) -> NDArray[Any]:
    """The values of a column at places of a shape to which it broadcasts."""
    if column.shape == shape:
        return np.asarray(column[at])
    if column.size == 1:
        return np.full(at[0].size, column.reshape(()))
    last = at[len(shape) - column.ndim :]
    return np.asarray(column[tuple(w if n > 1 else 0 for w, n in zip(last, column.shape, strict=True))])


def own_bit(side: ArrayLike) -> NDArray[np.int64]:
    """Bit of each side, 1 or 2."""
    return 1 << np.asarray(side, np.int64)
