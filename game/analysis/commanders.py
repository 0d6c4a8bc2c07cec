"""Who commands: an agent by its name, or a plan file carried out order by order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from game import locate
from game.agents.base import Agent
from game.agents.missions.scripted import Scripted
from game.agents.missions.words import said
from game.agents.registry import AGENTS, agent
from game.engine.units import SIDES
from game.scenario.build import Start
from game.scenario.faults import BadData, Fault, nearest
from game.scenario.load import Document
from game.scenario.models.plan import PlanFile
from game.scenario.plans.mission import Plan
from game.scenario.plans.resolve import plan_text, read_plan, resolve
from game.scenario.reader import read_text

PLAN = "plan:"
"""Before the name of a file, in the place of an agent's name."""


@dataclass(frozen=True, slots=True)
class Commander:
    """A side's commander: an agent of a name, or a plan.

    `hours` and `words` of its orders; `left_out` orders that the scenario does without, and why.
    """

    name: str
    plan: Plan | None = None
    hours: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)

    def agent(self, seed: int) -> Agent:
        """The agent of one game."""
        return Scripted(self.plan) if self.plan else agent(self.name, seed)


def commander(side: int, name: str, start: Start) -> Commander:
    """The commander of a side by name or plan file; raises `BadData`."""
    if name in AGENTS:
        return Commander(name)
    path = Path(name)
    if not path.is_file():
        what = f"a plan file or one of {', '.join(AGENTS)}"
        raise BadData([Fault(f"--{SIDES[side]}", 0, 0, "", what, repr(name), nearest(name, AGENTS))])
    return _planned(side, read_plan(path), start)


def cast(side: int, who: str, files: Mapping[str, bytes], start: Start) -> Commander:
    """The commander that a game file names: an agent, or "plan:" and a file among its texts.

    Raises
    ------
    BadData
        For an agent that this program does not know, and for a plan that is not there or cannot be.
    """
    name = who.removeprefix(PLAN)
    if who in AGENTS:
        return Commander(who)
    if who == name or name not in files:
        what = f"a plan of the file or one of {', '.join(AGENTS)}"
        raise BadData([Fault("players", 0, 0, SIDES[side], what, repr(who[:60]), nearest(who, AGENTS))])
    return _planned(side, plan_text(files[name], name), start)


def plan_file(path: Path, scenario: Path) -> tuple[str, bytes]:
    """Name and bytes under which a game file keeps a plan; raises `BadData` for one that cannot be read."""
    home = scenario.resolve().parent
    inside = path.resolve().is_relative_to(home)
    name = f"battle/{path.resolve().relative_to(home).as_posix()}" if inside else f"plans/{path.name}"
    return name, read_text(path).encode()


def _planned(side: int, document: Document[PlanFile], start: Start) -> Commander:
    told = resolve(document, start)
    plan = told.plan
    if plan.side != side:
        what = f"a plan of the side {SIDES[side]!r}"
        raise BadData([Fault(f"--{SIDES[side]}", 0, 0, "", what, f"one of {SIDES[plan.side]!r}")])
    hours = {mission.id: mission.start.minute for mission in plan.missions}
    words = {mission.id: said(mission) for mission in plan.missions}
    left_out = {one.order: one.reason for one in told.left_out}
    return Commander(plan.id, plan, hours, words, left_out)


def shipped(side: int) -> str:
    """The shipped plan of a side as it is named on the command line."""
    return str(locate.scenarios() / "khasan_1938" / "history" / f"{SIDES[side]}.yaml")
