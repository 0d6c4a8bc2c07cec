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


@dataclass(frozen=True, slots=True)
class Memory:
    """Tasks by formation; tenths of failures and hexes that were still open, by objective."""

    tasks: dict[str, int] = field(default_factory=dict)
    tried: dict[int, int] = field(default_factory=dict)
    open: dict[int, int] = field(default_factory=dict)
    attacked: tuple[int, ...] = ()


def read(memo: str) -> Memory:
    """What a memo holds; what is none of ours counts as nothing remembered."""
    if not memo or len(memo) > LONGEST:
        return Memory()
    try:
        data = json.loads(memo)
        tasks, tried, open_, attacked = (data[name] for name in ("tasks", "tried", "open", "attacked"))
        return Memory(
            {str(name): _number(n) for name, n in tasks.items()},
            {_number(int(row)): _number(n) for row, n in tried.items()},
            {_number(int(row)): _number(n) for row, n in open_.items()},
            tuple(_number(row) for row in attacked),
        )
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return Memory()


def _number(value: object) -> int:
    if type(value) is not int or not -1 <= value <= MOST:
        raise ValueError("a whole number")
    return value


def judged(memory: Memory, targets: Targets) -> Memory:
    """The memory with what came of the last turn: who attacked a place and gained nothing tried in vain."""
    tried = {}
    for row in range(len(targets)):
        open_, before = targets.open[row].size, memory.open.get(row, 0)
        score = memory.tried.get(row, 0)
        if row in memory.attacked:
            score = score + TRY if open_ >= before else 0
        tried[row] = max(0, score - FADES)
    return Memory(memory.tasks, tried, memory.open, memory.attacked)


def write(memory: Memory, groups: Groups, targets: Targets, tasks: Ints, attacked: tuple[int, ...]) -> str:
    """The memo of a turn."""
    data = {
        "tasks": {name: int(task) for name, task in zip(groups.names, tasks, strict=True)},
        "tried": memory.tried,
        "open": {row: int(targets.open[row].size) for row in range(len(targets))},
        "attacked": list(attacked),
    }
    return json.dumps(data, separators=(",", ":"))
