"""From a plan file to a plan of one scenario; who is not in play and what is past are left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from game.scenario.build import Start
from game.scenario.faults import BadData, Fault
from game.scenario.load import Document, load_as
from game.scenario.models.common import SIDES
from game.scenario.models.plan import PlanFile
from game.scenario.plans.cross import check_cross
from game.scenario.plans.mission import FOREVER, NEVER, Mission, Plan, When
from game.scenario.plans.moments import Moments
from game.scenario.plans.orders import Reader
from game.scenario.plans.places import Hexes
from game.scenario.plans.setting import Ground, ground_of
from game.scenario.plans.telling import Telling
from game.scenario.plans.who import Troops
from game.scenario.reader import decoded, parse
from game.scenario.validate import shape


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An order that a scenario does without: it is "past", or "nobody" whom it names is in play."""

    order: str
    who: str
    reason: Literal["past", "nobody"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plan for one scenario, and what of the file is not in it."""

    plan: Plan
    left_out: tuple[LeftOut, ...]


def read_plan(path: Path) -> Document[PlanFile]:
    """Read a plan file; raises `BadData` with its faults of form and shape."""
    return load_as(path, PlanFile)


def plan_text(raw: bytes, name: str) -> Document[PlanFile]:
    """A plan from the bytes of a file, as a game file keeps them; raises `BadData` naming it `name`."""
    tree = parse(decoded(raw, name), name)
    model = shape(PlanFile, tree)
    assert isinstance(model, PlanFile)
    return Document(Path(name), tree, model)


def plan_for(path: Path, start: Start) -> Plan:
    """The plan of a file for a scenario; raises `BadData` with every fault."""
    return resolve(read_plan(path), start).plan


def resolve(document: Document[PlanFile], start: Start) -> Resolved:
    """The plan of a document for a scenario; raises `BadData` with every fault."""
    ground = ground_of(start)
    missions, faults = read_missions(document, ground)
    if faults:
        raise BadData(faults)
    model = document.model
    kept, left_out = _kept(missions, ground.begin)
    side = SIDES.index(model.plan.side)
    return Resolved(Plan(model.id, side, model.plan.author, model.plan.based_on, kept), left_out)


def read_missions(document: Document[PlanFile], ground: Ground) -> tuple[tuple[Mission, ...], list[Fault]]:
    """Every order as a mission, and every fault of the plan."""
    plan, telling = document.model, Telling(document.tree)
    troops = Troops(ground.names, plan.plan.side)
    moments = Moments(ground, troops, telling, None)
    h = moments.minute(plan.plan.h_hour, ("plan", "h_hour")) if plan.plan.h_hour else None
    moments = replace(moments, h=h)
    _own_places(plan, moments)
    reader = Reader(moments, {})
    for name, texts in plan.axes.items():
        ground.places.shown[name.casefold()] = name
        reader.axes[name.casefold()] = reader.way(texts, ("axes", name))
    missions = tuple(reader.mission(order, ("orders", n)) for n, order in enumerate(plan.orders))
    check_cross(plan, missions, telling)
    return missions, telling.faults


def _own_places(plan: PlanFile, moments: Moments) -> None:
    for name, texts in plan.places.items():
        found: list[tuple[str, Hexes]] = moments.telling.each(("places", name), moments.places.of, texts)
        moments.places.name(name, tuple(dict.fromkeys(h for _, hexes in found for h in hexes)))


def _kept(missions: tuple[Mission, ...], begin: int) -> tuple[tuple[Mission, ...], tuple[LeftOut, ...]]:
    """Orders that a scenario has a use for; what waited for another begins when that would be done."""
    reasons = {m.id: _reason(m, begin) for m in missions}
    kept = tuple(m for m in missions if not reasons[m.id])
    left = tuple(LeftOut(m.id, m.who, why) for m in missions if (why := reasons[m.id]))
    over = {m.id: _over(m, begin) for m in missions if reasons[m.id]}
    return tuple(_without(m, over) for m in kept), left


def _reason(mission: Mission, begin: int) -> Literal["past", "nobody"] | None:
    if _end(mission) <= begin:
        return "past"
    return None if mission.units else "nobody"


def _end(mission: Mission) -> int:
    """The minute at which an order ends by the clock."""
    if mission.until.lasts and mission.start.minute != NEVER:
        return mission.start.minute + mission.until.lasts
    return mission.until.minute


def _over(mission: Mission, begin: int) -> int:
    end = _end(mission)
    return end if end != FOREVER else max(begin, mission.start.minute)


def _without(mission: Mission, over: dict[str, int]) -> Mission:
    """The same mission, calling and waiting for nothing that is left out."""
    branches = tuple(branch for branch in mission.branches if branch[1] not in over)
    start = mission.start
    if start.after in over:
        start = When(minute=over[start.after] + start.plus)
    return replace(mission, branches=branches, start=start)
