"""Whole plans beside the staff's own: attacks made boldly, carefully or by stealth, or none at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.agents.attack import ONE, Manner
from game.agents.base import Plan
from game.agents.greedy import Greedy
from game.agents.picture import dark
from game.agents.reactive import Reactive
from game.agents.staff.stealth import quiet
from game.engine.orders import Order
from game.engine.view import View
from game.i18n import text

BOLD = Manner(odds=ONE, prepared=3 * ONE // 4, losses=50)
USUAL = Manner()
CAREFUL = Manner(odds=3 * ONE, prepared=2 * ONE)
STEALTHY = Manner(stealth=True)
MANNERS = (USUAL, BOLD, CAREFUL)
ALL, SOME, FEW = range(3)
"""How many manners of attack are tried: in small battles, in larger ones, in the largest."""

ENOUGH = 3
"""Own plans beside which, where time is short, to stay and shoot at what is seen is not tried as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A plan that could be taken; `own` where it rests on the staff's own missions."""

    plan: Plan
    own: bool = False

    @property
    def orders(self) -> tuple[Order, ...]:
        """Its orders."""
        return self.plan.orders

    def changed(self, orders: tuple[Order, ...], why: str) -> Draft:
        """The same with other orders, and a sentence on what was changed."""
        return replace(self, plan=replace(self.plan, orders=orders, reasons=(*self.plan.reasons, why)))


def drafts(view: View, own: Sequence[Plan], manners: int = ALL) -> list[Draft]:
    """Plans to choose from, the staff's own (at least one) first; no two have the same orders."""
    night = dark(view)
    ways = {
        ALL: (*MANNERS, STEALTHY) if night else MANNERS,
        SOME: (STEALTHY if night else USUAL,),
        FEW: (USUAL,),
    }[manners]
    own = [*own, *(quiet(view, plan) for plan in own)] if night and manners != FEW else own
    others = [Greedy(0, manner).choose(view) for manner in ways]
    if manners != FEW or len(own) < ENOUGH:
        others.append(Reactive(0).choose(view))
    return unlike([*(Draft(plan, own=True) for plan in own), *map(Draft, others)])


def unlike(found: list[Draft]) -> list[Draft]:
    """Of drafts with the same orders the first."""
    kept = {repr(draft.orders): draft for draft in reversed(found)}
    return [draft for draft in found if kept[repr(draft.orders)] is draft]


def told(plans: int, games: int, points: float, gain: float) -> str:
    """A sentence on what rehearsals have said: points as they would stand, and by how much it is better."""
    said = f"{points / 1000:.1f}"
    if plans == 1:
        return text(
            "Rehearsed: there is one plan; in {games} possible battles it came to {points} points for us.",
            games=games,
            points=said,
        )
    return text(
        "Rehearsed: of {plans} plans in {games} possible battles this one came out best, at {points} points "
        "for us, {gain} more than the first.",
        plans=plans,
        games=games,
        points=said,
        gain=f"{gain / 1000:.1f}",
    )
