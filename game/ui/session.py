"""A game at this machine as its player knows it: what he sees, what he orders, what has happened."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine.game import Reckoning
from game.engine.log import Events
from game.engine.orders import Order, Rejection
from game.engine.told import Rows, accounts, seen_by
from game.engine.umpire import open_view
from game.engine.view import View
from game.ui.session_staffs import Staffed
from game.ui.session_standing import SIDES, Plots
from game.words import refused

__all__ = ["SIDES", "Session", "contradicts"]

MANY = ("guns",)
"""Groups of orders of which a unit may have several."""
Frame = tuple[int, Events, Rows]
"""A pulse as a side learns of it: minute of its end, events, rows of the ledger."""


class Session(Staffed):
    """A game with the side before its screen: `view`, `film` and `plots` are what that side may know."""

    def view(self) -> View:
        """What it knows now; made once for a state of the game."""
        kept = self._view
        if kept is None or kept[0] is not self.game.state or kept[1:3] != (self.side, self.open):
            made = open_view(self.game, self.side) if self.open else self.game.view(self.side)
            self._view = kept = (self.game.state, self.side, self.open, made)
        return kept[3]

    @property
    def plots(self) -> Plots:
        """Its orders of the open turn."""
        return tuple(self.game.plots[self.side])

    @property
    def closed(self) -> bool:
        """Whether it can give no orders: committed, played by an agent, or at the end of the battle."""
        return self.game.over or self.game.committed[self.side] or self.side not in self.humans

    def plot(self, order: Order) -> Rejection | None:
        """Give an order; it takes the place of what it contradicts."""
        return self.plot_all((order,))[0]

    def plot_all(self, orders: Sequence[Order]) -> tuple[Rejection | None, ...]:
        """Give orders that are taken back together."""
        if self.closed:
            return tuple(Rejection("turn.closed") for _ in orders)
        before = self.plots
        told = tuple(self._take(order) for order in orders)
        if self.plots != before:
            self._remember(before)
        return told

    def unplot(self, n: int) -> Order:
        """Take back order `n` of the open turn."""
        before = self.plots
        taken = self._drop(self.side, n)
        self._remember(before)
        return taken

    def undo(self) -> bool:
        """Go back to the orders before the last change; false where there was none."""
        return self._swap(self._past, self._future)

    def redo(self) -> bool:
        """Take back an undo."""
        return self._swap(self._future, self._past)

    def refused(self, rejection: Rejection) -> str:
        """Why an order was refused, in words."""
        return refused(rejection, self.names.units, self.names.hexes)

    def commit(self) -> None:
        """Close the turn for the side before the screen."""
        self._commit(self.side)
        self._past.clear()
        self._future.clear()

    # what has happened

    def film(self, side: int | None, turn: int = -1) -> list[Frame]:
        """Pulses of a turn as a side learns of them (the last turn); None is the umpire, who learns all."""
        if not self.game.entries:
            return []
        own = self.game.setting.cadre.side == (-1 if side is None else side)
        return [
            (
                pulse.state.minute,
                seen_by(pulse.events, side),
                pulse.ledger if side is None else accounts(pulse.ledger, own),
            )
            for pulse in self.game.entries[turn].pulses
        ]

    def reckoning(self) -> Reckoning:
        """The score, were the battle to end now."""
        return self.game.reckoning()

    # step by step

    def _take(self, order: Order) -> Rejection | None:
        found = order.check(self.view())
        if found is None:
            for n in reversed(range(len(self.plots))):
                if contradicts(order, self.plots[n]):
                    self._drop(self.side, n)
            found = self._order(self.side, order)
        return found

    def _remember(self, before: Plots) -> None:
        self._past.append(before)
        self._future.clear()

    def _swap(self, source: list[Plots], other: list[Plots]) -> bool:
        if not source or self.closed:
            return False
        wanted, now = source.pop(), self.plots
        other.append(now)
        for n in reversed(range(len(now))):
            if now[n] not in wanted:
                self._drop(self.side, n)
        for order in wanted:
            if order not in self.plots:
                self._order(self.side, order)
        return True


def contradicts(order: Order, other: Order) -> bool:
    """Whether an order takes the place of an earlier one: the same unit in the same respect."""
    return order.unit == other.unit and order.group == other.group and order.group not in MANY
