"""Stepping into a game: from some turn on others lead, in a file of its own; the game stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from game.agents.registry import AGENTS
from game.analysis.commanders import PLAN, cast, commander, with_plans
from game.engine.units import SIDES
from game.scenario.build import Start
from game.scenario.faults import BadData, Fault, nearest
from game.scenario.load import find_scenario
from game.store.branch import branch
from game.store.record import Record, load_record
from game.store.saved import HUMAN
from game.store.table import start_of


def step_in(path: Path, turn: int, out: Path, who: Sequence[str | None]) -> None:
    """Write a game that stands where another one stood at the start of a turn, and is led by others.

    Parameters
    ----------
    path, out : Path
        The game and the new file.
    turn : int
        Counted from 0.
    who : sequence of str or None
        By side: `HUMAN`, an agent, a plan file; None leaves who plays it.

    Raises
    ------
    BadData
        For a turn that was not come to, an agent that there is not, a plan that cannot be carried out.
    """
    record = load_record(path)
    if all(name is None for name in who):
        branch(path, turn, out)
        return
    start = start_of(record.bundle(), record.terms, record.path)
    players = [name or record.player(side, turn) for side, name in enumerate(who)]
    for side, name in enumerate(who):
        if name is not None:
            _check(side, name, record, start)
    texts, kept = with_plans(record.texts, players, _home(record))
    files = {name: raw for name, raw in texts.files.items() if name not in record.texts.files}
    branch(path, turn, out, {s: kept[s] for s, name in enumerate(who) if name is not None}, files)


def _check(side: int, name: str, record: Record, start: Start) -> None:
    """Refuse who cannot lead a side."""
    if name == HUMAN:
        return
    if name.startswith(PLAN):
        cast(side, name, record.texts.files, start)
    elif name in AGENTS or Path(name).is_file():
        commander(side, name, start)
    else:
        known = (HUMAN, *AGENTS)
        what = f"a plan file or one of {', '.join(known)}"
        raise BadData([Fault(f"--{SIDES[side]}", 0, 0, "", what, repr(name), nearest(name, known))])


def _home(record: Record) -> Path:
    """The shipped scenario of the same name, beside which shipped plans lie; else the game's own file."""
    try:
        return find_scenario(Path(record.texts.scenario).stem)
    except BadData:
        return record.path
