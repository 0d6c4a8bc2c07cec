"""Cartridges: who has few left fires only at who is near, so that something is left when he is stormed.

The one road brings shells before cartridges: a company that fires at all it sees has none after half a day.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine import acts
from game.engine.orders import Fire, Order
from game.engine.view import View
from game.rules.supply_table import AMMUNITION

Ints = NDArray[np.int64]

CARTRIDGES = AMMUNITION.index("small_arms")
FEW, MANY = 70, 110
"""Hundredths of a unit of fire below which fire is held, and from which it is free again."""
NEAR_M = 300
"""Meters to which it is held."""


def thrifty(view: View, orders: list[Order]) -> list[Order]:
    """The orders with all on foot firing at what moves in sight, by who has few cartridges when it is near.

    Who has been told to hold his fire in an ambush does so.
    """
    told = {order.unit for order in orders if isinstance(order, Fire) and order.open_m}
    ready = view.ready & (view.forces.hex >= 0) & (view.forces.men > 0)
    units = np.flatnonzero(ready & view.cadre.foot & ~np.isin(np.arange(len(view.cadre)), list(told)))
    anew = set(units.tolist())
    kept = [order for order in orders if not (isinstance(order, Fire) and order.unit in anew)]
    return [*kept, *_fire(view, units)]


def _fire(view: View, units: Ints) -> list[Fire]:
    now, stock = view.fires, view.forces.ammunition[units, CARTRIDGES]
    held = now.open_m[units]
    near = (stock < FEW) | ((stock <= MANY) & (held == NEAR_M))
    open_m = np.where(near, NEAR_M, 0)
    new = (now.policy[units] != acts.OVERWATCH) | (held != open_m)
    policy = acts.POLICIES[acts.OVERWATCH]
    return [
        Fire(unit=int(unit), policy=policy, open_m=int(meters))
        for unit, meters in zip(units[new], open_m[new], strict=True)
    ]
