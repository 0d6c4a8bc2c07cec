"""What a staff remembers from turn to turn: tasks, and what was tried in vain; text in the game file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.agents.staff.groups import Groups
from game.agents.staff.targets import Targets

Ints = NDArray[np.int64]

LONGEST = 20_000
"""Characters of a memo at most."""
TRY, FADES = 10, 2
"""Tenths of a failure that an attack adds, and that a turn without one takes away."""
MOST = 10**6
MORE = 1.2
"""Times as many men as have just failed at a place, with whom it is tried again at once."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Tasks by formation; by objective tenths of failures, hexes that were still open, and men sent there in
    the last turn: once that turn is judged, only where they failed.
    """

    tasks: dict[str, int] = field(default_factory=dict)
    tried: dict[int, int] = field(default_factory=dict)
    open: dict[int, int] = field(default_factory=dict)
    attacked: tuple[int, ...] = ()
    sent: dict[int, int] = field(default_factory=dict)


def read(memo: str) -> Memory:
    """What a memo holds; what is none of ours counts as nothing remembered."""
    if not memo or len(memo) > LONGEST:
        return Memory()
    try:
        data = json.loads(memo)
        tried, open_, sent = (_by_row(data[name]) for name in ("tried", "open", "sent"))
        tasks = {str(name): _number(n) for name, n in data["tasks"].items()}
        return Memory(tasks, tried, open_, tuple(_number(row) for row in data["attacked"]), sent)
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return Memory()


def _by_row(told: dict[str, object]) -> dict[int, int]:
    return {_number(int(row)): _number(n) for row, n in told.items()}


def _number(value: object) -> int:
    if type(value) is not int or not -1 <= value <= MOST:
        raise ValueError("a whole number")
    return value


def judged(memory: Memory, targets: Targets, storming: Ints) -> Memory:
    """The memory with what came of the last turn: who attacked a place and gained nothing tried in vain.

    Attacks on hexes of `storming` are still going in: nothing is known of them yet.
    """
    tried: dict[int, int] = {}
    sent: dict[int, int] = {}
    for row in range(len(targets)):
        open_, before = targets.open[row], memory.open.get(row, 0)
        score = memory.tried.get(row, 0)
        if row in memory.attacked and not np.isin(open_, storming).any():
            failed = open_.size >= before
            score = score + TRY if failed else 0
            sent |= {row: memory.sent.get(row, 0)} if failed else {}
        tried[row] = max(0, score - FADES)
    return Memory(memory.tasks, tried, memory.open, memory.attacked, sent)


def write(memory: Memory, groups: Groups, targets: Targets, tasks: Ints, attacked: dict[int, int]) -> str:
    """The memo of a turn; `attacked` are the men who go for each place that is attacked."""
    data = {
        "tasks": {name: int(task) for name, task in zip(groups.names, tasks, strict=True)},
        "tried": memory.tried,
        "open": {row: int(targets.open[row].size) for row in range(len(targets))},
        "attacked": list(attacked),
        "sent": attacked,
    }
    return json.dumps(data, separators=(",", ":"))


def idle(memo: str) -> str:
    """The memo of a turn in which something else was done than the staff's own attacks."""
    data = json.loads(memo)
    return json.dumps(data | {"attacked": [], "sent": {}}, separators=(",", ":"))
