"""What a side has no leave for: deeds that bring a general war nearer with every turn (rule victory.4)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from game.agents.base import Plan, allowed
from game.agents.picture import Picture, turns_left
from game.agents.staff.shelter import nearest
from game.engine.orders import Bombard, Order, Withdraw
from game.engine.view import View
from game.rules.escalation import DEEDS
from game.rules.morale import ROUTED

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DEAR = 1000
"""Thousandths of a point a turn that ground is never worth."""
MARGIN = 0.9
"""Part of what could still be done before there is war that is done."""
HOME_M = 4000
"""Meters within which ground to go back to is looked for."""


def budget(view: View) -> float:
    """Thousandths that a side may cause in each turn to come without making a war that would be its own.

    For peace the other side is taken to go on as it has done so far; blame for a war goes by what it has
    done already, as who flew once does not fly every day.
    """
    public, last = view.public, view.stakes.escalation.war_at
    left, passed = turns_left(view), max(1, view.turn)
    mine, theirs = (float(public.caused[side]) for side in (view.side, 1 - view.side))
    more = theirs / passed * left
    peace, blame = last - public.index - more, theirs - mine
    return MARGIN * max(0.0, peace, blame) / left


def standing(view: View) -> tuple[Ints, Floats]:
    """Own units that raise the index by where they stand [N], and by how much each does so in a turn [N]."""
    table, here = view.stakes.escalation, np.maximum(view.forces.hex, 0)
    some = (table.side == view.side) & (table.deed == DEEDS.index("ground"))
    each = (table.place[some][:, here] * table.points[some][:, None]).sum(axis=0)
    there = view.own & (view.forces.hex >= 0) & (view.forces.men > 0) & ~view.cadre.flies & (each > 0)
    rows = np.flatnonzero(there & (view.forces.nerve < ROUTED))
    return rows, each[rows].astype(np.float64)


def priced(view: View, deed: str) -> Flags:
    """Hexes bool[H] where one more deed of the side costs more than it can bring, or than it can afford."""
    table = view.stakes.escalation
    some = (table.side == view.side) & (table.deed == DEEDS.index(deed))
    each = standing(view)[1]
    # Who stands where it is too dear goes back; the others stay and are paid for.
    left = budget(view) - float(each[each <= DEAR].sum())
    some &= table.points > (min(DEAR, left) if deed == "ground" else left)
    return np.asarray((table.place & some[:, None]).any(axis=0))


def surplus(view: View) -> Ints:
    """Rows of those who have to go back: who stands on ground that is too dear, or is one too many there."""
    rows, each = standing(view)
    return rows[(np.cumsum(each) > budget(view)) | (each > DEAR)]


def guarded(picture: Picture) -> Picture:
    """The picture with that ground and sky closed which are too dear."""
    shut = picture.shut.copy()
    shut[0] |= priced(picture.view, "ground")
    shut[2] |= priced(picture.view, "bombs") | priced(picture.view, "flight")
    return replace(picture, shut=shut)


def lawful(picture: Picture, plan: Plan) -> Plan:
    """A plan without what it has no leave for; who stands where he may not stay goes back."""
    view = picture.view
    ground, guns = priced(view, "ground"), priced(view, "heavy_fire")
    back = homeward(picture)
    gone = {order.unit for order in back}
    kept = [order for order in plan.orders if not (_acts(order) and order.unit in gone)]
    kept = [order for order in kept if not (_breaks(order, ground) or _fires(view, order, guns))]
    return replace(plan, orders=(*kept, *allowed(view, back)))


def homeward(picture: Picture) -> list[Withdraw]:
    """Ways of those who have to go back to the nearest ground that has no price and is open to them."""
    view, table = picture.view, picture.view.stakes.escalation
    rows = surplus(view)
    rows = rows[view.ready[rows]]
    mine = (table.side == view.side) & (table.deed == DEEDS.index("ground"))
    free = ~table.place[mine].any(axis=0) & ~picture.shut[0] & (picture.enemy == 0)
    able, routes = nearest(picture, rows, free, HOME_M)
    return [
        Withdraw(unit=int(unit), route=tuple(int(h) for h in way if h >= 0))
        for unit, way in zip(able, routes, strict=True)
        if way[0] >= 0
    ]


def _acts(order: Order) -> bool:
    return order.group == "act"


def _breaks(order: Order, ground: Flags) -> bool:
    """Whether an order leads onto some ground to stay."""
    route: tuple[int, ...] = getattr(order, "route", ())
    return bool(route) and bool(ground[route[-1]])


def _fires(view: View, order: Order, guns: Flags) -> bool:
    """Whether it lets a heavy battery fire from where that costs too much."""
    if not isinstance(order, Bombard) or not view.stakes.heavy[order.unit]:
        return False
    return bool(guns[max(int(view.forces.hex[order.unit]), 0)])
