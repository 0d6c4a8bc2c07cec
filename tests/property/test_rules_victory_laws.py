"""Laws of the score, the index and the cease-fire."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from stakes_field import HEXES, LOSSES, NOBODY, escalation, ground, table, tasks, terms, total

from game.rules.escalation import by_side, escalate, index_of
from game.rules.truce import TruceTable, truce
from game.rules.victory import Force
from game.rules.victory_checks import Facts, keep, measure
from game.rules.victory_tally import Tally, after_pulse, after_turn, control, no_tally

QUICK = settings(deadline=None, max_examples=60)
"""A slow machine is no fault of the rules."""

SYMMETRIC = terms(
    *LOSSES,
    ("tanks", 0, -0.05, None, 0),
    ("tanks", 1, -0.05, None, 0),
    ("delay", 0, -1, None, 500),
    ("delay", 1, -1, None, 500),
    ("holding", 0, 1, 10, 800),
    ("holding", 1, 1, 10, 800),
)
PAIR = tasks(
    *({"measure": "hexes_held", "place": (0, 1, 2), "least": 2 << 10, "side": side} for side in (0, 1)),
    *({"measure": "loss_percent", "most": 20 << 10, "side": side} for side in (0, 1)),
)
WHAT = table(ground(since=100), SYMMETRIC, PAIR)
HOLDERS = st.lists(
    st.lists(st.sampled_from([-1, 0, 1]), min_size=HEXES, max_size=HEXES), min_size=1, max_size=8
)
MEN = st.tuples(st.integers(1, 20_000), st.integers(1, 20_000))
SHARES = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
TANKS = st.tuples(st.integers(0, 300), st.integers(0, 300))


def swapped(holder: NDArray[np.int8]) -> NDArray[np.int8]:
    return np.where(holder == NOBODY, NOBODY, 1 - holder).astype(np.int8)


def played(holders: list[NDArray[np.int8]], lost: Force, tanks: tuple[int, int]) -> int:
    tally: Tally = no_tally(WHAT)
    facts = Facts(np.zeros(4, np.int64), lost, np.array(tanks), np.zeros(2, np.int64))
    for i, holder in enumerate(holders):
        start, end = 180 * i, 180 * i + 180
        tally = after_pulse(tally, WHAT, holder, start, end, True)
        tally = after_turn(tally, WHAT, holder, end, [0, 0])
        tally = keep(tally, WHAT.tasks, measure(WHAT, holder, tally, facts), end)
    return total(WHAT, holders[-1], tally, lost, tanks)


def losses(men: tuple[int, int], share: tuple[int, int]) -> Force:
    brought = np.array(men, np.int64)
    return Force(brought, brought * np.array(share) // 1000)


@QUICK
@given(HOLDERS, MEN, SHARES, TANKS)
def test_swapped_sides_swap_the_score(
    rows: list[list[int]], men: tuple[int, int], share: tuple[int, int], tanks: tuple[int, int]
) -> None:
    holders = [np.array(row, np.int8) for row in rows]
    there = played(holders, losses(men, share), tanks)
    back = played([swapped(h) for h in holders], losses(men[::-1], share[::-1]), tanks[::-1])
    assert there == -back


@QUICK
@given(HOLDERS, st.integers(0, HEXES - 1), MEN, SHARES)
def test_more_ground_never_costs(
    rows: list[list[int]], hex: int, men: tuple[int, int], share: tuple[int, int]
) -> None:
    holders = [np.array(row, np.int8) for row in rows]
    better = [holder.copy() for holder in holders]
    for holder in better:
        holder[hex] = 0
    lost = losses(men, share)
    assert played(better, lost, (0, 0)) >= played(holders, lost, (0, 0))


@QUICK
@given(HOLDERS, MEN, SHARES, st.integers(0, 1000), st.integers(0, 300))
def test_losses_never_help_the_loser(
    rows: list[list[int]], men: tuple[int, int], share: tuple[int, int], more: int, tanks: int
) -> None:
    holders = [np.array(row, np.int8) for row in rows]
    before = played(holders, losses(men, share), (0, 0))
    worse = (min(1000, share[0] + more), share[1])
    assert played(holders, losses(men, worse), (tanks, 0)) <= before
    other = (share[0], min(1000, share[1] + more))
    assert played(holders, losses(men, other), (0, tanks)) >= before


@QUICK
@given(HOLDERS, st.lists(st.integers(-1, HEXES - 1), min_size=6, max_size=6), st.integers(0, 63))
def test_control_mirrors(rows: list[list[int]], at: list[int], stands: int) -> None:
    before = np.array(rows, np.int8)
    side = np.array([0, 0, 0, 1, 1, 1])
    holds = np.array([stands >> i & 1 for i in range(6)], np.bool_)
    found = control(before, at, side, holds)
    assert (swapped(found) == control(swapped(before), at, 1 - side, holds)).all()
    # Ground is never lost to nobody.
    assert ((found != NOBODY) | (before == NOBODY)).all()


@QUICK
@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=20))
def test_the_index_never_falls_and_is_shared_out(turns: list[list[int]]) -> None:
    what = replace(escalation(), start=6000)
    caused, last = np.zeros(4, np.int64), int(index_of(what, np.zeros(4)))
    for done in turns:
        found = escalate(what, caused, done)
        assert last <= int(found.index) <= 100_000
        assert (found.caused >= caused).all()
        assert by_side(what, found.caused).sum() == found.caused.sum()
        caused, last = found.caused, int(found.index)
    assert last == min(100_000, 6000 + caused.sum())


TRUCE = st.builds(
    TruceTable,
    earliest=st.integers(0, 50),
    historical=st.integers(50, 100),
    base=st.integers(0, 65536),
    per_index=st.integers(0, 2000),
    per_loss=st.integers(0, 2000),
    lag=st.just(90),
)


@QUICK
@given(
    TRUCE,
    st.integers(0, 100),
    st.lists(st.integers(0, 100_000), min_size=2, max_size=9),
    st.integers(0, 102_400),
)
def test_chance_of_the_cease_fire(what: TruceTable, minute: int, index: list[int], loss: int) -> None:
    bits = np.full(len(index), 2**63, np.uint64)
    found = truce(what, minute, sorted(index), loss, bits)
    assert ((found.chance >= 0) & (found.chance <= 65536)).all()
    assert (np.diff(found.chance) >= 0).all()
    assert (np.diff(found.agreed.astype(int)) >= 0).all()
    more = truce(what, minute, sorted(index), loss + 1024, bits)
    assert (more.chance >= found.chance).all()
    if minute < what.earliest:
        assert not found.agreed.any()
