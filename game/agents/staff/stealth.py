"""The same plan in silence: who storms in the dark steals up first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.agents.base import Plan
from game.agents.ways import walked
from game.engine.acts import NOWHERE, ROUTE
from game.engine.orders import Assault
from game.engine.view import View
from game.i18n import text

STEALTH = "stealth"


def quiet(view: View, plan: Plan) -> Plan:
    """A plan whose infantry steals up to what it storms, and starts earlier by what that takes longer."""
    some = [o for o in plan.orders if isinstance(o, Assault) and o.route and not view.cadre.tanks[o.unit]]
    if not some:
        return plan
    more = _longer(view, some)
    changed = {
        id(o): replace(o, mode=STEALTH, start=max(view.minute, o.start - minutes))
        for o, minutes in zip(some, more, strict=True)
    }
    why = (*plan.reasons, text("The infantry steals up in the dark."))
    return replace(plan, orders=tuple(changed.get(id(o), o) for o in plan.orders), reasons=why)


def _longer(view: View, storms: list[Assault]) -> list[int]:
    """Minutes by which each is longer on its way in silence."""
    routes = np.full((len(storms), ROUTE), NOWHERE, np.int32)
    for row, order in enumerate(storms):
        routes[row, : len(order.route)] = order.route
    march = view.tables.march
    slow = int(march.mode[march.modes.index(STEALTH)]) / int(march.mode[march.modes.index("advance")])
    minutes = walked(view, np.array([order.unit for order in storms], np.int64), routes)
    told: list[int] = (minutes * (slow - 1)).astype(np.int64).tolist()
    return told
