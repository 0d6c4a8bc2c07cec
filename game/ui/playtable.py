"""The map table of a game in play: the same table, behind the veil of the side before the screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from game.engine.view import View
from game.grid.board import Board
from game.i18n import plural, text
from game.scenario.build import Start
from game.ui.counters.face import Face
from game.ui.facts import HexFacts, hex_facts
from game.ui.panels.bar import Bar, bar_now
from game.ui.session import SIDES
from game.ui.table import SHOWN_LAYERS, Table
from game.ui.veil import listed, veiled

CACHED = ("stacks", "bar")
"""What the table keeps that depends on where units are."""
SUPPRESSED = 400
"""Q10 suppression from which a counter carries the warning mark."""


@dataclass
class PlayTable(Table):
    """What a side sees and has chosen; it follows the session from turn to turn and from side to side."""

    layers: set[str] = field(default_factory=lambda: {*SHOWN_LAYERS, "fog"})
    whole: Start | None = None
    passed: set[int] = field(default_factory=set)
    """Units that are left without orders on purpose."""
    _shown: View | None = None
    _listed: frozenset[int] = frozenset()
    _version: int = 0
    _faces: dict[tuple[int, int, frozenset[str]], Face] = field(default_factory=dict)

    def follow(self) -> None:
        """Put the veil of the session's view over the scenario, when it is another one than before."""
        assert self.session is not None
        assert self.whole is not None
        view = self.session.view()
        if view is self._shown:
            return
        self.start = veiled(self.whole, view)
        self._shown, self._listed = view, listed(view)
        self._version += 1
        self._faces.clear()
        self.tab = SIDES[view.side] if self.tab == "all" else self.tab
        for name in CACHED:
            self.__dict__.pop(name, None)
        self.select(row for row in self.chosen if row in self._listed)

    @property
    def view(self) -> View:
        """What the side before the screen knows."""
        assert self.session is not None
        return self.session.view()

    @property
    def version(self) -> int:
        """Number of the veil: another one for each turn and side."""
        return self._version

    @property
    def switches(self) -> tuple[str, ...]:
        """The layers of the table, and the fog."""
        return (*SHOWN_LAYERS, "fog")

    def lists(self, row: int) -> bool:
        """Own units that are left, and the contacts that have been made out."""
        return row in self._listed

    @cached_property
    def stacks(self) -> dict[int, tuple[int, ...]]:
        """Rows of the units in each occupied hex, own ones first, largest first."""
        found = super().stacks
        return {h: tuple(sorted(rows, key=lambda r: not self.mine(r))) for h, rows in found.items()}

    @cached_property
    def bar(self) -> Bar:
        """Words of the top bar at the hour of now."""
        return bar_now(self.start, self.view)

    def mine(self, row: int | None) -> bool:
        """Whether a unit is the side's own."""
        return row is not None and bool(self.view.own[row])

    def orders_go_to(self) -> tuple[int, ...]:
        """Selected units that can be given orders."""
        return tuple(row for row in self.chosen if self.mine(row))

    def step(self, by: int) -> None:
        """Select the next or previous own unit on the map."""
        self.group = ()
        view = self.view
        able = view.ready if (view.ready & (view.forces.hex >= 0)).any() else view.own
        rows = [row for row in np.flatnonzero(able).tolist() if self.hex_of(row) is not None]
        if rows:
            at = rows.index(self.selected) + by if self.selected in rows else 0 if by > 0 else -1
            self.selected = rows[at % len(rows)]

    def face(self, row: int, stack: int, states: frozenset[str]) -> Face:
        """The counter of a unit: own ones as they are, contacts as ghosts with what is believed."""
        key = (row, stack, states)
        if key not in self._faces:
            self._faces[key] = self._face(row, stack, states)
        return self._faces[key]

    def _face(self, row: int, stack: int, states: frozenset[str]) -> Face:
        if not self.mine(row):
            return self._ghost(row, stack, states)
        if self.view.forces.suppression[row] >= SUPPRESSED:
            states |= {"suppressed"}
        return super().face(row, stack, states)

    def _ghost(self, row: int, stack: int, states: frozenset[str]) -> Face:
        counter, contacts = self.counters[row], self.view.contacts
        men = int(contacts.men[row])
        fresh = int(contacts.age[row]) == 0 and int(contacts.error[row]) == 0
        return Face(
            side=counter.side,
            symbol=counter.symbol,
            echelon=counter.echelon,
            label=counter.short,
            count=f"~{men}" if men >= 0 else "?",
            letter=self._old(int(contacts.age[row])),
            stack=stack,
            states=states if fresh else states | {"unconfirmed"},
        )

    def facts(self, hex_: int) -> HexFacts:
        """Words for a hex, with what is believed of the enemy there."""
        rows = self.stacks.get(hex_, ())
        told = hex_facts(self.start, hex_, tuple(row for row in rows if self.mine(row)))
        lines = told.lines + tuple((self.contact(row), True) for row in rows if not self.mine(row))
        if not self.view.ground.seen[hex_]:
            lines += ((text("Out of sight of your troops"), False),)
        return HexFacts(hex_, told.label, told.title, lines)

    def contact(self, row: int) -> str:
        """What is believed of a unit of the enemy, in a sentence."""
        contacts, name = self.view.contacts, self.counters[row].name.en
        men, error = int(contacts.men[row]), int(contacts.error[row])
        parts = [plural("about {n} man", "about {n} men", men)] if men >= 0 else []
        parts.append(self._age(int(contacts.age[row])))
        if error:
            parts.append(text("within {m} m", m=error))
        return text("Enemy: {name}, {what}", name=name, what=", ".join(parts))

    def _old(self, pulses: int) -> str:
        """Hours since a contact was seen, in two letters; nothing within the hour."""
        hours = pulses * int(self.view.calendar.pulse[self.view.turn]) // 60
        return "" if hours == 0 else f"{hours}h" if hours < 10 else "9+"

    def seen_when(self, row: int) -> str:
        """When a unit of the enemy was seen last, in words."""
        return self._age(int(self.view.contacts.age[row]))

    def _age(self, pulses: int) -> str:
        """When it was seen last."""
        if not pulses:
            return text("in sight")
        minutes = pulses * int(self.view.calendar.pulse[self.view.turn])
        if minutes < 60:
            return text("{n} min ago", n=minutes)
        return text("{n} h ago", n=round(minutes / 60))

    @property
    def board(self) -> Board:
        """The map."""
        return self.start.board
