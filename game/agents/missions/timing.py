"""The hour of attacks that come from several sides: they go in together, whatever their ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from game.agents.missions.fields import Roads
from game.agents.missions.launches import TOGETHER
from game.engine.acts import NOWHERE, ROUTE
from game.engine.orders import Assault, Order

CONVERGING = "converging"
"""The tactic whose attacks on several places are one."""


def together(roads: Roads, orders: Sequence[Order]) -> list[Order]:
    """The same orders; assaults that would come sooner than the last wait for it, for some time at most."""
    storms = [order for order in orders if isinstance(order, Assault)]
    if len(storms) < 2:
        return list(orders)
    routes = np.full((len(storms), ROUTE), NOWHERE, np.int32)
    for row, order in enumerate(storms):
        routes[row, : len(order.route)] = order.route
    minutes = roads.walk(np.array([order.unit for order in storms]), routes)
    there = np.array([order.start for order in storms]) + minutes
    last = min(int(there.max()), int(there.min()) + TOGETHER)
    later = {
        order.unit: replace(order, start=max(order.start, last - int(spent)))
        for order, spent in zip(storms, minutes, strict=True)
    }
    return [later[order.unit] if isinstance(order, Assault) else order for order in orders]
