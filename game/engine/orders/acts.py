"""Orders that set what a unit does: march, assault, hold, dig, work, withdraw, rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from game.engine import acts
from game.engine.orders.base import Desk, Order, Rejection, check_route, on_map
from game.engine.view import View
from game.rules.movement_cost import layer_of
from game.rules.tables import ONE
from game.rules.works_table import CLEAR, FORD, NEVER, TASKS, TRACK, WIRE

MODES = ("column", "advance", "rush", "stealth")
PER_CENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class March(Order):
    """Go along a route, hex by hex.

    `mode` one of `MODES`; `start` minute before which it does not begin, 0 for at once; `on_contact` stops
    next to the enemy; `stop_loss` per cent of the day's strength at which the unit breaks off, 0 for never.
    """

    word: ClassVar[str] = "march"
    act: ClassVar[int] = acts.MARCH
    route: tuple[int, ...]
    mode: str = "advance"
    start: int = 0
    on_contact: bool = False
    stop_loss: int = 0

    def check(self, view: View) -> Rejection | None:
        """Refuse a unit or a way that cannot be."""
        if self.mode not in MODES:
            return Rejection("mode.unknown", {"mode": self.mode})
        if not 0 <= self.stop_loss <= PER_CENT:
            return Rejection("share.unknown", {"share": self.stop_loss})
        layer = int(layer_of(view.tables.march, MODES.index(self.mode), self.act == acts.WITHDRAW))
        return on_map(view, self.unit) or check_route(view, self.unit, self.route, layer)

    def lay(self, desk: Desk) -> None:
        """Write route and conditions."""
        later, row = desk.act(self.unit, self.start), (desk.game, self.unit)
        later.act[row] = self.act
        later.mode[row] = MODES.index(self.mode)
        later.route[row][: len(self.route)] = self.route
        later.on_contact[row] = self.on_contact
        later.stop_loss[row] = self.stop_loss * ONE // PER_CENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Assault(March):
    """Go along a route and take its last hex, with the bayonet if need be.

    `when_suppressed`: per cent of the defenders that must be kept down before it goes in, 0 for at once.
    """

    word: ClassVar[str] = "assault"
    act: ClassVar[int] = acts.ASSAULT
    when_suppressed: int = 0

    def check(self, view: View) -> Rejection | None:
        """Refuse also what cannot assault."""
        if self.mode == "column":
            return Rejection("mode.column")
        if not 0 <= self.when_suppressed <= PER_CENT:
            return Rejection("share.unknown", {"share": self.when_suppressed})
        found = March.check(self, view)
        if found is None and not (view.cadre.foot[self.unit] or view.cadre.tanks[self.unit]):
            return Rejection("unit.unfit", {"unit": self.unit})
        return found

    def lay(self, desk: Desk) -> None:
        """Write the goal too."""
        March.lay(self, desk)
        row = (desk.game, self.unit)
        desk.state.later.target[row] = self.route[-1]
        desk.state.later.when_suppressed[row] = self.when_suppressed * ONE // PER_CENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(March):
    """Go back along a route; who can swim may take to the lake."""

    word: ClassVar[str] = "withdraw"
    act: ClassVar[int] = acts.WITHDRAW


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay(Order):
    """Stay where the unit is and do one thing there."""

    act: ClassVar[int] = acts.HOLD
    start: int = 0

    def check(self, view: View) -> Rejection | None:
        """Refuse a unit that is not there."""
        return on_map(view, self.unit)

    def lay(self, desk: Desk) -> None:
        """Write the act."""
        desk.act(self.unit, self.start).act[desk.game, self.unit] = self.act


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Stay):
    """Stay and fight."""

    word: ClassVar[str] = "hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dig(Stay):
    """Dig in, deeper and deeper."""

    word: ClassVar[str] = "dig"
    act: ClassVar[int] = acts.DIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest(Stay):
    """Rest and rally: the unit fires only when it is assaulted."""

    word: ClassVar[str] = "rest"
    act: ClassVar[int] = acts.RALLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Stay):
    """Do engineers' work: `task` one of `works_table.TASKS`; `toward` the hexside of a belt of wire, 0..5."""

    word: ClassVar[str] = "work"
    act: ClassVar[int] = acts.TASK
    task: str
    toward: int = -1

    def check(self, view: View) -> Rejection | None:
        """Refuse work that the unit cannot do, or that has no side to be done on."""
        if self.task not in TASKS:
            return Rejection("task.unknown", {"task": self.task})
        row = TASKS.index(self.task)
        if not (0 if row in (WIRE, CLEAR) else -1) <= self.toward <= 5:
            return Rejection("task.side")
        found = Stay.check(self, view)
        if found is None and not self._able(view, row):
            return Rejection("unit.unfit", {"unit": self.unit})
        if found is None and not self._fitting(view, row):
            return Rejection("task.ground")
        return found

    def _able(self, view: View, row: int) -> bool:
        minutes = view.tables.works.tasks[row, int(view.cadre.sappers[self.unit])]
        return bool(minutes != NEVER and view.cadre.foot[self.unit])

    def _fitting(self, view: View, row: int) -> bool:
        """Whether the ground is one for the work: marsh for a track, a ford to be repaired."""
        terrain = view.tables.rules.terrain.names[int(view.board.terrain[view.forces.hex[self.unit]])]
        return {TRACK: "marsh", FORD: "ford"}.get(row, terrain) == terrain

    def lay(self, desk: Desk) -> None:
        """Write task and side."""
        later, row = desk.act(self.unit, self.start), (desk.game, self.unit)
        later.act[row] = self.act
        later.task[row], later.side[row] = TASKS.index(self.task), self.toward
        later.target[row] = desk.state.forces.hex[row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cross(Order):
    """Go to a bank of the river where boats or ferries lie, and over.

    `route` leads to the bank, empty for one who stands there.
    """

    word: ClassVar[str] = "cross"
    route: tuple[int, ...] = ()
    mode: str = "advance"
    start: int = 0

    def check(self, view: View) -> Rejection | None:
        """Refuse a way that cannot be, and a bank from which nothing goes over."""
        if self.mode not in MODES:
            return Rejection("mode.unknown", {"mode": self.mode})
        found = on_map(view, self.unit)
        if found is None and self.route:
            layer = int(layer_of(view.tables.march, MODES.index(self.mode)))
            found = check_route(view, self.unit, self.route, layer)
        if found is not None:
            return found
        bank = self.route[-1] if self.route else int(view.forces.hex[self.unit])
        table = view.crossings
        there = ((table.near == bank) | (table.far == bank)) & table.open_to[:, view.side]
        usable = there & (view.ground.crossings >= 0)
        return None if usable.any() else Rejection("crossing.none", {"hex": bank})

    def lay(self, desk: Desk) -> None:
        """Write the way to the bank."""
        later, row = desk.act(self.unit, self.start), (desk.game, self.unit)
        later.act[row], later.mode[row] = acts.CROSS, MODES.index(self.mode)
        later.route[row][: len(self.route)] = self.route
