"""Plans for tests: the shipped battle read once, and orders written as dictionaries."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from game.scenario.build import Start, build
from game.scenario.load import Document, find_scenario, load_bundle
from game.scenario.models.plan import PlanFile
from game.scenario.plans.mission import Mission
from game.scenario.plans.names import Names
from game.scenario.plans.resolve import Resolved, resolve
from game.scenario.plans.setting import Ground, ground_of
from game.scenario.reader import Tree
from game.scenario.validate import shape

HEAD = {"side": "soviet", "author": "a class", "based_on": "team", "h_hour": "08-06 16:55"}


@cache
def begun(scenario: str = "campaign") -> Start:
    """The start of a shipped scenario."""
    return build(load_bundle(find_scenario(scenario)))


@cache
def names() -> Names:
    """All names of the battle."""
    return ground().names


def ground() -> Ground:
    """The ground of the campaign, with no names of a plan's own yet."""
    return ground_of(begun())


def plan_of(*orders: dict[str, Any], side: str = "soviet", **more: Any) -> Document[PlanFile]:
    """A plan of some orders; what an order leaves out is o1, 40 RD, defend, H."""
    full = [{"id": f"o{n + 1}", "who": "40 RD", "do": "defend", "at": "H", **o} for n, o in enumerate(orders)]
    kept = [{key: value for key, value in order.items() if value is not None} for order in full]
    head = {"format": 1, "kind": "plan", "id": "test", "plan": {**HEAD, "side": side}}
    tree = Tree("plan.yaml", {**head, **more, "orders": kept})
    model = shape(PlanFile, tree)
    assert isinstance(model, PlanFile)
    return Document(Path("plan.yaml"), tree, model)


def resolved(*orders: dict[str, Any], scenario: str = "campaign", **more: Any) -> Resolved:
    """The plan of some orders for a scenario."""
    return resolve(plan_of(*orders, **more), begun(scenario))


def mission(order: dict[str, Any], **more: Any) -> Mission:
    """The mission of one order in the campaign."""
    return resolved(order, **more).plan.missions[0]


def ids(rows: tuple[int, ...], scenario: str = "campaign") -> list[str]:
    """Ids of units by their rows."""
    return [begun(scenario).roster.counters[row].id for row in rows]


def labels(hexes: tuple[int, ...]) -> list[str]:
    """Labels of hexes."""
    return [begun().board.label(h) for h in hexes]
