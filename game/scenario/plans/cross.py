"""What the orders of one plan say of each other: names given once, names that exist, circles, ends."""

from __future__ import annotations

from collections.abc import Sequence

from game.scenario.faults import nearest, shown
from game.scenario.models.plan import PlanFile
from game.scenario.plans.hours import Hour
from game.scenario.plans.mission import FOREVER, NEVER, Mission
from game.scenario.plans.telling import Telling


def check_cross(plan: PlanFile, missions: Sequence[Mission], telling: Telling) -> None:
    """Tell every fault between the orders of a plan."""
    ids = [order.id for order in plan.orders]
    for n, id_ in enumerate(ids):
        if id_ in ids[:n]:
            telling.tell(("orders", n, "id"), "a name that no other order has", shown(id_))
    _names(plan, ids, telling)
    _called(plan, telling)
    _circles(plan, telling)
    for n, mission in enumerate(missions):
        _ends(n, mission, telling)
    _sources(plan, telling)


def _names(plan: PlanFile, ids: list[str], telling: Telling) -> None:
    for n, order in enumerate(plan.orders):
        after = order.at.order if isinstance(order.at, Hour) else ""
        if after and after not in ids:
            near = _like(after, ids)
            telling.tell(("orders", n, "at"), "the id of an order of this plan", shown(after), near)
        for m, branch in enumerate(order.branches):
            if branch.do not in ids:
                near = _like(branch.do, ids)
                loc = ("orders", n, "branches", m, "do")
                telling.tell(loc, "the id of an order of this plan", shown(branch.do), near)


def _like(id_: str, ids: list[str]) -> str:
    spelled = {known.lower(): known for known in ids}
    return spelled.get(nearest(id_, spelled), "")


def _called(plan: PlanFile, telling: Telling) -> None:
    called = {branch.do for order in plan.orders for branch in order.branches}
    for n, order in enumerate(plan.orders):
        if order.at is None and order.id not in called:
            telling.tell(("orders", n), f"the key 'at', or a branch that calls {order.id}", "neither")


def _circles(plan: PlanFile, telling: Telling) -> None:
    """Orders that wait for each other wait for ever."""
    after = {order.id: order.at.order for order in plan.orders if isinstance(order.at, Hour)}
    for n, order in enumerate(plan.orders):
        seen, at = {order.id}, after.get(order.id, "")
        while at and at not in seen:
            seen.add(at)
            at = after.get(at, "")
        if at == order.id:
            telling.tell(("orders", n, "at"), "an order that does not wait for this one", shown(after[at]))


def _ends(n: int, mission: Mission, telling: Telling) -> None:
    start, end = mission.start.minute, mission.until.minute
    if start != NEVER and end != FOREVER and end <= start:
        telling.tell(("orders", n, "until"), "an end later than 'at'", "one that is not")


def _sources(plan: PlanFile, telling: Telling) -> None:
    for n, order in enumerate(plan.orders):
        for m, key in enumerate(order.record.source if order.record else ()):
            if key not in plan.sources:
                loc = ("orders", n, "record", "source", m)
                telling.tell(loc, "a key of the file's 'sources'", shown(key), _like(key, list(plan.sources)))
