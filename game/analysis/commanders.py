"""Who commands: an agent by its name, or a plan file carried out order by order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from game.store import schema
from game.store.saved import HUMAN
from game.store.texts import Texts, plain

PLAN = "plan:"
"""Before the name of a file, in the place of an agent's name."""
LONGEST = schema.PLAYERS.columns[-1].most
"""Characters of the name of a player in a game file."""


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


def with_plans(texts: Texts, who: Sequence[str], scenario: Path) -> tuple[Texts, tuple[str, str]]:
    """The texts of a game with the plans that lead a side, and how its file names both players.

    Parameters
    ----------
    texts : Texts
        Those that the game has already.
    who : sequence of str
        By side: `HUMAN`, an agent, a plan of the texts ("plan:" and its name) or the path of a plan file.
    scenario : Path
        The scenario's file: what lies beside it keeps its name.

    Raises
    ------
    BadData
        For a plan that cannot be read.
    """
    files, players = dict(texts.files), list(who)
    for side, name in enumerate(who):
        if name != HUMAN and name not in AGENTS and not name.startswith(PLAN):
            wanted, raw = plan_file(Path(name), scenario)
            kept = _free(wanted, raw, files, SIDES[side])
            files[kept], players[side] = raw, PLAN + kept
    return replace(texts, files=files), (players[0], players[1])


def _free(name: str, raw: bytes, files: Mapping[str, bytes], side: str) -> str:
    """The name of a plan among texts that may have another one of that name; not every name can be kept."""
    taken = {other.casefold() for other, bytes_ in files.items() if bytes_ != raw}
    others = (f"plans/{side}{'' if n == 1 else f'-{n}'}.yaml" for n in range(1, len(files) + 2))
    wanted = [name] if len(PLAN + name) <= LONGEST and plain(name) else []
    return next(one for one in (*wanted, *others) if one.casefold() not in taken)


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
