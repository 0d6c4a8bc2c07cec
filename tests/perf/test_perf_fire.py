"""Direct fire by whole arrays against the same rule pair by pair, and many battles against one, in one run.

Work: 300 units of five kinds in any state, 300 engagements: what each unit brings to bear, exposure of each
target, ranges and light, expectation, frontage, suppression, the draw and its causes. Ratios are medians of
rounds in turn; both ways must lose the same men.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from fire_board import LAW, RULES, TABLE, Duel, column, count, dice, random_state
from fire_oracle import RATES, Aim, Plain, Unit
from measure import compare, median_ratio, ratio, row
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from game.rules.fire import Aims, FireResult, Firers, Targets, expect, resolve
from game.rules.fire_arms import arms, exposure, man, search, tally, visible_men
from game.rules.fire_geometry import fire_range, visibility
from game.rules.tables import ONE

UNITS, REPLICAS, ROUNDS, MINUTES = 300, 64, 15, 30
DAY = TABLE.lights.index("day")
Arrays = dict[str, NDArray[Any]]


def arrays(units: list[Unit], duel: Duel, copies: int) -> Arrays:
    """The state as the engine holds it, with a leading axis of so many copies, each with its own dice."""
    weapons, vehicles = count(units)
    state: Arrays = {"weapons": weapons, "vehicles": vehicles}
    for name in ("men", "ammunition", "suppression", "fatigue", "posture", "quality", "cover"):
        state[name] = column(units, name).astype(np.int16)
    state["rate"] = np.array([RATES.index(one.rate) for one in units], np.int8)
    state["target"], state["meters"] = np.array(duel.target, np.int32), np.array(duel.meters, np.int32)
    state["front"] = np.array(duel.front, np.int32)
    many = {name: np.repeat(column_[None], copies, axis=0) for name, column_ in state.items()}
    many["bits"] = np.stack([dice(len(units), pulse=copy) for copy in range(copies)])
    return many if copies > 1 else {name: column_[0] for name, column_ in many.items()}


def counted(a: Arrays) -> NDArray[np.int64]:
    return tally(a["weapons"], a["vehicles"], TABLE)


def engage(a: Arrays, sums: NDArray[np.int64]) -> FireResult:
    """One pulse of fire from the state and the sums over weapons, which last while no weapon is lost."""
    men, s = a["men"], a["suppression"]
    have = man(sums, men, TABLE)
    exposed = exposure(a["posture"], s, a["cover"], men, have.sheltered, TABLE)
    found = search(visible_men(a["posture"], men, have.sheltered, TABLE), TABLE)
    firers = Firers(arms(have, a["ammunition"], False, TABLE), s, a["quality"], a["fatigue"], a["rate"])
    step = fire_range(a["meters"], False, TABLE)
    seen = visibility(DAY, a["meters"], 6000, ONE, TABLE)
    aims = Aims(a["target"], ONE, step, seen, False, a["front"])
    told = expect(firers, Targets(exposed, found, men, have.sheltered), aims, minutes=MINUTES, table=TABLE)
    return resolve(told, a["bits"], LAW)


def battle() -> tuple[list[Unit], Duel, list[Aim]]:
    units, duel = random_state(1938, UNITS, 1)
    assert duel.front is not None
    return (
        units,
        duel,
        [
            Aim(i, duel.target[i][0], ONE, duel.meters[i][0], ONE, False, duel.front[i][0])
            for i in range(UNITS)
        ],
    )


def test_one_pulse_against_plain_python(benchmark: BenchmarkFixture) -> None:
    units, duel, pairs = battle()
    state, plain = arrays(units, duel, 1), Plain(RULES, MINUTES)
    words = [(int(a), int(b)) for a, b in state["bits"]]
    have = counted(state)
    assert [lost for lost, _, _ in plain.fire(units, pairs, words)] == engage(state, have).lost.tolist()
    benchmark(lambda: engage(state, counted(state)))
    table = compare(
        lambda: engage(state, have),
        lambda: engage(state, counted(state)),
        lambda: plain.fire(units, pairs, words),
        rounds=ROUNDS,
    )
    what = "one pulse of fire, 300 engagements"
    row(
        benchmark, "CMB-3", what, "plain Python", median_ratio(table, 0, 2), at_most=1 / 25,
        why="155 calls into numpy besides the operators, on 300 numbers each",
    )  # fmt: skip
    row(benchmark, "CMB-3", f"{what}, weapons counted anew", "plain Python", median_ratio(table, 1, 2))


def test_many_battles_in_one_batch(benchmark: BenchmarkFixture) -> None:
    units, duel, _ = battle()
    single, batch = arrays(units, duel, 1), arrays(units, duel, REPLICAS)
    one, many = counted(single), counted(batch)
    together = engage(batch, many)
    assert (together.lost[0] == engage(single, one).lost).all()
    assert len(np.unique(together.lost.sum(axis=-1))) > 10
    benchmark(lambda: engage(batch, counted(batch)))
    share = ratio(lambda: engage(batch, many), lambda: engage(single, one), ROUNDS) / REPLICAS
    row(
        benchmark, "CMB-5", "a pulse of fire, one of 64 in a batch", "one alone", share, at_most=0.15,
        why="arrays of 1.5 MB leave the cache and are given back to the system after each call",
    )  # fmt: skip
