"""Lines of the order-of-battle tree, and the search in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import numpy as np

from game.engine.readiness import troubled
from game.scenario.models.common import LANGUAGES, SIDES, Name, Side
from game.scenario.roster import Counter, Roster
from game.ui.table import Table

ABOVE = ("front", "army")
"""Commands over everything on the field: one line each would say nothing and push the rest to the right."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the tree: a formation or a unit."""

    id: str
    side: Side
    depth: int
    text: str
    men: int
    full: int
    unit: int | None
    waits: bool = False


DONE, TROUBLE = "done", "trouble"
"""Marks behind a unit: it has orders for this turn; it needs a look."""


class Marks:
    """What is marked in the tree of a game in play; worked out once for a turn and its orders."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._kept: tuple[Hashable, frozenset[int], frozenset[int]] | None = None

    def key(self) -> Hashable:
        """The turn, the side and its orders."""
        session = self.table.session
        return (self.table.version, () if session is None else session.plots)

    def of(self, unit: int) -> str:
        """The mark of a unit, empty for none; trouble goes before orders."""
        session, view = self.table.session, self.table.view
        if session is None or view is None:
            return ""
        if self._kept is None or self._kept[0] != self.key():
            done = frozenset(order.unit for order in session.plots)
            self._kept = (self.key(), done, frozenset(np.flatnonzero(troubled(view)).tolist()))
        _key, done, trouble = self._kept
        return TROUBLE if unit in trouble else DONE if unit in done else ""


@dataclass(slots=True)
class Sum:
    """Men of the units below a formation, and whether all of them are still to come."""

    men: int = 0
    full: int = 0
    waits: bool = True

    def add(self, counter: Counter) -> None:
        """Count a unit in."""
        self.men += counter.men
        self.full += counter.establishment
        self.waits = self.waits and counter.hex is None


def plain(text: str) -> str:
    """A text as it is searched: without case, accents and the difference of wide and narrow letters."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def words_of(roster: Roster) -> tuple[str, ...]:
    """All that each unit can be found by: names in every language, ids, leader, and the formations above."""
    above = {key: plain("\n".join(_names(formation.name))) for key, formation in roster.formations.items()}
    return tuple(_words(counter, roster, above) for counter in roster.counters)


def _words(counter: Counter, roster: Roster, above: dict[str, str]) -> str:
    own = [*_names(counter.name), counter.id, counter.short]
    if counter.leader:
        own += _names(counter.leader.name)
    path = [above[key] for key in counter.chain if roster.formations[key].echelon not in ABOVE]
    return "\n".join((plain("\n".join(own)), *path))


def _names(name: Name) -> list[str]:
    return sorted({name.get(language) for language in LANGUAGES})


def tree_rows(table: Table, words: tuple[str, ...], wanted: str) -> Iterator[Row]:
    """Lines in view for the table's tab and folds; a search opens every fold.

    `words` are those of `words_of`, one for each unit; `wanted` is `plain` text, empty for everything.
    """
    for side in SIDES:
        if table.tab in (side, "all"):
            yield from _side(table, side, words, wanted)


def _side(table: Table, side: Side, words: tuple[str, ...], wanted: str) -> Iterator[Row]:
    roster = table.start.roster
    closed: set[str] = set() if wanted else table.closed
    of_side = [(i, c) for i, c in enumerate(roster.counters) if c.side == side and table.lists(i)]
    units = [(i, c) for i, c in of_side if wanted in words[i]]
    sums = _sums(units)
    told: set[str] = set()
    for i, counter in units:
        path = tuple(key for key in reversed(counter.chain) if roster.formations[key].echelon not in ABOVE)
        for depth, key in enumerate(path):
            if key not in told and closed.isdisjoint(path[:depth]):
                told.add(key)
                own = sums[key]
                name = _own(roster.formations[key].name.en, depth)
                yield Row(key, side, depth, name, own.men, own.full, None, own.waits)
        if closed.isdisjoint(path):
            name, waits = _own(counter.name.en, len(path)), counter.hex is None
            yield Row(counter.id, side, len(path), name, counter.men, counter.establishment, i, waits)


def _own(name: str, depth: int) -> str:
    """A name without the commands after its first comma, where the lines above already say them."""
    return name.partition(", ")[0] if depth else name


def _sums(units: list[tuple[int, Counter]]) -> dict[str, Sum]:
    sums: dict[str, Sum] = {}
    for _, counter in units:
        for key in counter.chain:
            sums.setdefault(key, Sum()).add(counter)
    return sums
