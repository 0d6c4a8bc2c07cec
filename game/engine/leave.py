"""What orders cost in escalation, told before they are given; from the view of the side that gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.orders import Bombard, Cross, Fire, Fly, March, Order, Request
from game.engine.view import View
from game.rules.escalation import DEEDS
from game.rules.escalation_price import price
from game.rules.victory_orders import AIR, FIRE, GROUND, Intents, deeds_of

Ints = NDArray[np.int64]
_FLIGHT = DEEDS.index("flight")


@dataclass(frozen=True, slots=True)
class Toll:
    """What orders add to the turn: thousandths of the index, the index with them, releases for the enemy,
    and whether a general war would come of it.
    """

    points: int
    index: int
    releases: int
    war: bool


def toll(view: View, plots: Sequence[Order], orders: Sequence[Order]) -> Toll:
    """Price of `orders` besides `plots`, the orders that are given already (victory.4).

    A march is judged by the hex in which it ends, and a unit that stands there already costs nothing more. An
    order takes the place of what the unit was told before.
    """
    table, caused = view.stakes.escalation, _caused(view)
    units = {order.unit for order in orders if isinstance(order, March | Cross)}
    kept = [order for order in plots if not (isinstance(order, March | Cross) and order.unit in units)]
    before, after = _deeds(view, kept), _deeds(view, (*kept, *orders))
    told = price(table, caused, before, np.maximum(after - before, 0))
    return Toll(
        points=int(told.points.sum()),
        index=int(told.after),
        releases=int(told.releases[table.buyer != view.side].sum()),
        war=int(told.after) >= table.war_at and int(told.before) < table.war_at,
    )


def _caused(view: View) -> Ints:
    """Thousandths by act that add up to what each side is known to have caused."""
    table = view.stakes.escalation
    caused = np.zeros(len(table.acts), np.int64)
    for side, points in enumerate(view.public.caused.tolist()):
        caused[np.flatnonzero(table.side == side)[:1]] = points
    return caused


def _deeds(view: View, orders: Sequence[Order]) -> Ints:
    """How often each act (A) is done once these orders have been carried out."""
    goes = view.forces.hex.astype(np.int64)
    for order in orders:
        if isinstance(order, March | Cross) and order.route:
            goes[order.unit] = order.route[-1]
    here = np.flatnonzero(view.own & (view.forces.hex >= 0) & (view.forces.men > 0))
    stand = Intents(GROUND, view.side, here, view.forces.hex[here], goes[here], False, view.end)
    done = deeds_of(view.stakes, stand).sum(axis=0)
    shots = [_shot(view, order) for order in orders if isinstance(order, Bombard | Fire | Fly)]
    if shots:
        done = done + deeds_of(view.stakes, Intents(*np.array(shots, np.int64).T)).sum(axis=0)
    asked = any(isinstance(order, Request) for order in orders)
    mine = (view.stakes.escalation.side == view.side) & (view.stakes.escalation.deed == _FLIGHT)
    return np.asarray(done + mine * asked, np.int64)


def _shot(view: View, order: Bombard | Fire | Fly) -> tuple[int, ...]:
    """One row of `Intents` for what fires or flies."""
    ban = AIR if isinstance(order, Fly) else FIRE
    hex_ = order.aim if isinstance(order, Fire) else order.target
    bombs = isinstance(order, Fly) and bool(order.bomb)
    stands = int(view.forces.hex[order.unit])
    return (ban, view.side, order.unit, stands, hex_, int(bombs), view.minute)
