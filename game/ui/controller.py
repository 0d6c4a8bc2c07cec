"""From clicks and keys to orders: what the selected units are being told, and whether it is accepted.

It holds what the player is about to say and never a fact of the game; orders are checked by the session.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.analysis import order_words
from game.analysis.dispatch import clock
from game.engine import groups
from game.engine.leave import toll
from game.engine.options import free_from, options_of, reachable
from game.engine.orders import Cross, March, Order
from game.engine.orders.base import own_and_ready
from game.engine.view import View
from game.i18n import plural, text
from game.ui import verbs
from game.ui.meaning import Hexes, Meaning
from game.ui.panels.review_top import hour as hour_of
from game.ui.playtable import PlayTable
from game.ui.session import Session
from game.ui.terms import Terms

THROUGH = frozenset({"march", "assault", "withdraw", "cross"})
"""Verbs whose way can lead through chosen hexes."""


class Controller:
    """The verb that is being aimed, its settings, and the last answer."""

    def __init__(self, session: Session, table: PlayTable) -> None:
        self.session, self.table = session, table
        self.verb: str | None = None
        self.via: Hexes = ()
        self._told: tuple[str, bool, object] = ("", False, ())
        self.ahead = 0
        self.terms = Terms(session, lambda: self.lead)
        self.meaning = Meaning(session, self.terms)
        self._kept: dict[str, tuple[object, Any]] = {}

    # what can be said

    @property
    def view(self) -> View:
        """What the side knows."""
        return self.session.view()

    @property
    def lead(self) -> int | None:
        """The unit that settings and pictures are about."""
        units = self.table.orders_go_to()
        return units[0] if units else None

    def offered(self) -> tuple[str, ...]:
        """What the selected units can be told, in the order of the buttons."""
        key = (self.table.version, self.table.orders_go_to())
        kept = self._kept.get("verbs")
        if kept is None or kept[0] != key:
            self._kept["verbs"] = kept = (key, self._offered())
        return kept[1]

    def _offered(self) -> tuple[str, ...]:
        words = {word for unit in self.table.orders_go_to() for word in options_of(self.view, unit).words}
        if "march" in words:
            words |= {"defend", "cross"} if groups.can_cross(self.view) else {"defend"}
        if groups.can_ask(self.view):
            words.add("request")
        return tuple(verb for verb in verbs.TITLES if verb in words)

    def lines(self) -> tuple[verbs.Setting, ...]:
        """The settings of the verb that is being aimed."""
        return self.terms.lines(verbs.SETTINGS.get(self.verb or "", ()))

    # saying it

    def choose(self, verb: str) -> None:
        """Begin to aim a verb, or give the order at once where it needs no aim."""
        if verb not in self.offered():
            self.tell(self.unable(), bad=True)
        elif verb in verbs.AIMED or (verb in verbs.OPEN and self.verb != verb):
            self.verb, self.via = verb, ()
            self.tell("")
        else:
            self.give(verb, -1)

    def unable(self) -> str:
        """Why the selected units cannot be told what was asked, and from when on they can."""
        unit = self.lead
        found = None if unit is None else own_and_ready(self.view, unit)
        if unit is None:
            return text("Select your units first.")
        if found is None:
            return text("The selected units cannot do that.")
        free = free_from(self.view, unit)
        more = "" if free is None else " " + text("It can be used from {hour}.", hour=hour_of(free))
        return self.session.refused(found) + more

    def cancel(self) -> bool:
        """Stop aiming; false when nothing was being aimed."""
        was, self.verb, self.via, seen = self.verb, None, (), self.ahead
        self.ahead = 0
        return was is not None or seen > 0

    def look_ahead(self, turns: int) -> None:
        """Show how far the first unit comes in some turns; the same number again shows it no more."""
        self.ahead = 0 if self.ahead == turns else turns

    def pass_through(self, hex_: int) -> None:
        """The way that is being aimed leads through a hex; the same hex once more takes it out again."""
        if self.verb in THROUGH:
            self.via = self.via[:-1] if self.via[-1:] == (hex_,) else (*self.via, hex_)

    def aim(self, hex_: int) -> None:
        """Give the order that is being aimed, at a hex."""
        if self.verb is not None:
            self.give(self.verb, hex_)

    def fitting(self, hex_: int) -> str | None:
        """What a hex suggests: to assault, fire at or bomb the enemy believed there, else to march."""
        unit, known = self.lead, self.offered()
        if unit is None:
            return None
        enemy = bool((self.view.contacts.hex == hex_).any())
        wishes = ("assault", "bombard", "fly")
        order = wishes if enemy else ("march", "fly")
        return next((verb for verb in order if verb in known), None)

    def give(self, verb: str, hex_: int) -> tuple[Order, ...]:
        """Give the orders that a verb means at a hex; what is refused is told."""
        orders = self.orders(verb, hex_)
        told = self.session.plot_all(orders)
        self.verb, self.via = None, ()
        given = tuple(order for order, found in zip(orders, told, strict=True) if found is None)
        refused = [self.session.refused(found) for found in told if found is not None]
        stay = self._left_out(verb, orders)
        if refused:
            more = plural(" {n} order was given.", " {n} orders were given.", len(given)) if given else ""
            self.tell(refused[0] + more + stay, bad=True)
        elif given:
            self.tell(plural("{n} order given.", "{n} orders given.", len(given)) + stay)
        else:
            self.tell(text("They stand there already."), bad=True)
        return given

    def _left_out(self, verb: str, orders: Sequence[Order]) -> str:
        """How many of the selected units a verb means nothing for, and why; empty for none."""
        told = {order.unit for order in orders}
        number = 0 if verb == "request" else sum(unit not in told for unit in self.table.orders_go_to())
        if not number:
            return ""
        if verb == "assault":
            return plural(" {n} unit cannot assault.", " {n} units cannot assault.", number)
        return plural(" {n} unit stands in its place.", " {n} units stand in their places.", number)

    def tell(self, words: str, *, bad: bool = False) -> None:
        """Answer the player."""
        self._told = (words, bad, self.session.plots)

    @property
    def message(self) -> str:
        """The last answer, as long as the orders are those that it speaks of."""
        words, _bad, plots = self._told
        return words if plots == self.session.plots else ""

    @property
    def bad(self) -> bool:
        """Whether it tells of something that cannot be."""
        return self._told[1] and bool(self.message)

    def orders(self, verb: str, hex_: int, *, first: bool = False) -> tuple[Order, ...]:
        """Orders that a verb at a hex gives the selected units, or the first of them, accepted or not."""
        units = self.table.orders_go_to()
        if first:
            word = "march" if verb in ("defend", "cross") else verb
            able = (unit for unit in units if word in options_of(self.view, unit).words)
            units = (next(able, units[0]),) if units else ()
        return self.meaning.orders(verb, units, hex_, self.via)

    # what is drawn while a verb is being aimed

    def reach(self) -> NDArray[np.int32] | None:
        """Tenths of a minute int32[H] to each hex for the first unit, None unless it is to go somewhere."""
        unit = self.lead
        going = self.verb in verbs.MARCHES or self.ahead > 0
        if not going or unit is None or self.view.forces.hex[unit] < 0:
            return None
        key = (self.table.version, unit, self.verb, self._gait(), self.ahead)
        kept = self._kept.get("reach")
        if kept is None or kept[0] != key:
            self._kept["reach"] = kept = (key, reachable(self.view, unit, self._gait(), self._minutes()))
        return kept[1]

    def tentative(self, hex_: int | None) -> tuple[Order, ...]:
        """The orders that a click at a hex would give now."""
        if self.verb is None or (hex_ is None and self.verb in verbs.AIMED):
            return ()
        hex_ = -1 if hex_ is None else hex_
        key = (self.table.version, self.table.orders_go_to(), self.verb, hex_, self.via, self.terms.state())
        kept = self._kept.get("tentative")
        if kept is None or kept[0] != key:
            self._kept["tentative"] = kept = (key, self.orders(self.verb, hex_))
        return kept[1]

    def aimed(self, orders: Sequence[Order]) -> str:
        """What a click would mean, in a few words: minutes and hour of arrival, or why it is refused."""
        kept = self._kept.get("aimed")
        if kept is None or kept[0] is not orders:
            self._kept["aimed"] = kept = (orders, self._aimed(orders))
        return str(kept[1])

    def _aimed(self, orders: Sequence[Order]) -> str:
        if not orders:
            return ""
        first = orders[0]
        found = first.check(self.view)
        if found is not None:
            return self.session.refused(found)
        if not isinstance(first, March | Cross) or not first.route:
            return order_words.said(first, self.session.names)
        spent = groups.minutes_along(self.view, first.unit, first.route, first.mode)
        begin = max(first.start, self.view.minute + max(0, int(self.view.forces.delay[first.unit])))
        hour = clock(begin + spent)
        if begin + spent > self.view.end:
            return text("{n} min, there after this turn", n=spent)
        return text("{n} min, there at {hour}", n=spent, hour=hour)

    def _minutes(self) -> int:
        """Minutes to the end of this turn, or of the turn that is looked ahead to."""
        ends = self.view.calendar.turn_end
        last = min(self.view.turn + max(1, self.ahead), len(ends)) - 1
        return int(ends[last]) - self.view.minute

    def price(self, hex_: int | None) -> str:
        """What a click at a hex would cost in escalation, in a sentence; empty where it costs nothing."""
        orders = self.tentative(hex_)
        key = (orders, self.session.plots)
        kept = self._kept.get("price")
        if kept is None or kept[0] != key:
            self._kept["price"] = kept = (key, self._price(orders))
        return str(kept[1])

    def _price(self, orders: Sequence[Order]) -> str:
        given = [order for order in orders if order.check(self.view) is None]
        cost = toll(self.view, self.session.plots, given)
        if not cost.points:
            return ""
        points, index = (f"{thousandths / 1000:g}" for thousandths in (cost.points, cost.index))
        told = text("Escalation +{points}, to {index}.", points=points, index=index)
        if cost.releases:
            told += " " + text("The enemy gains leave for more.")
        return told + (" " + text("It would be a general war.") if cost.war else "")

    def _gait(self) -> str:
        return str(self.terms.value("gait" if self.verb == "assault" else "mode"))
