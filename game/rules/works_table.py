"""The frozen numbers of digging and engineers: levels, rates, tasks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.ruleset import Ruleset
from game.rules.tables import BITS, seal

Ints = NDArray[np.int64]

LEVELS = ("scrape", "fire_trench", "full_trench", "overhead")
"""Levels 1 to 4 of entrenchment; level 0 is none."""
TASKS = ("wire", "clear", "track", "ford", "decoy", "boats", "ferry", "bridge")
WIRE, CLEAR, TRACK, FORD, DECOY, BOATS, FERRY, BRIDGE = range(len(TASKS))
NEVER = -1
"""Minutes of a task that a party cannot do."""
TON = 1_000_000
FINE = 20


@dataclass(frozen=True, slots=True, eq=False)
class WorksTable:
    """Rules works.1 to works.4; times in minutes, stores in grams, factors Q10.

    Attributes
    ----------
    hours : int64[5]
        Minutes of digging from nothing to each level, 0 first.
    trench_share : int64[5]
        Q10 share of the way from scrape to trench cover at each level.
    craters : int
        Q10 of a level that may be ruined before a trench is one no longer.
    under_fire, night, fatigue, sappers : int
    dig_rate : int64[T]
        By terrain.
    overhead : int
        Grams for level 4 of a whole company.
    tasks : int64[8, 2]
        Minutes of a full party of a company, and of engineers; `NEVER` where it cannot.
    stores : int64[8]
        Grams of each task.
    party : int64[2]
        Men of a full party.
    belts : int
        Most belts on a hexside.
    decoy_near, decoy_shell : int
        Meters from a decoy within which a battery may be taken for it; hits on a decoy by a shell in its hex,
        Q20.
    """

    hours: Ints
    trench_share: Ints
    craters: int
    under_fire: int
    night: int
    fatigue: int
    sappers: int
    dig_rate: Ints
    overhead: int
    tasks: Ints
    stores: Ints
    party: Ints
    belts: int
    decoy_near: int
    decoy_shell: int

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_works(rules: Ruleset) -> WorksTable:
    """The chapter `works` of a ruleset as integers."""
    levels = rules.table("works", "levels", FINE)

    def factor(key: str) -> int:
        return rules.value("works", key)

    hours = [0, *((levels.at(name, "hours") * 60) >> FINE for name in LEVELS)]
    shares = [0, *(levels.at(name, "trench_share") >> (FINE - BITS) for name in LEVELS)]
    return WorksTable(
        hours=np.array(hours, np.int64),
        trench_share=np.array(shares, np.int64),
        craters=factor("craters"),
        under_fire=factor("under_fire"),
        night=factor("night"),
        fatigue=factor("fatigue"),
        sappers=factor("sappers"),
        dig_rate=rules.terrain.dig_rate.astype(np.int64),
        overhead=_scaled(rules, "overhead_stores", TON),
        tasks=_tasks(rules),
        stores=_stores(rules),
        party=np.array([_scaled(rules, key, 1) for key in ("party", "party_sappers")], np.int64),
        belts=_scaled(rules, "wire_belts", 1),
        decoy_near=_scaled(rules, "decoy_near", 1),
        decoy_shell=rules.value("works", "decoy_shell", FINE),
    )


def _scaled(rules: Ruleset, key: str, unit: int) -> int:
    return (rules.value("works", key, FINE) * unit + (1 << (FINE - 1))) >> FINE


def _tasks(rules: Ruleset) -> Ints:
    """Minutes by task, for a company and for engineers; most tasks are for engineers alone."""
    both = {"wire": ("wire_company", "wire_sappers"), "decoy": ("decoy_hours", "decoy_hours")}
    out = np.full((len(TASKS), 2), NEVER, np.int64)
    for row, name in enumerate(TASKS):
        keys = both.get(name, (None, f"{name}_hours"))
        for column, key in enumerate(keys):
            if key is not None:
                out[row, column] = _scaled(rules, key, 60)
    return out


def _stores(rules: Ruleset) -> Ints:
    known = {f"works.{name}_stores": row for row, name in enumerate(TASKS)}
    out = np.zeros(len(TASKS), np.int64)
    for path, row in known.items():
        if path in rules.numbers:
            out[row] = _scaled(rules, path.removeprefix("works."), TON)
    return out
