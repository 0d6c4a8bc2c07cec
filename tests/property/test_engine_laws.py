"""Laws of the engine on random battles with all arms."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from random import Random  # noqa: TID251
from typing import Any
from unittest.mock import patch

import numpy as np
from batch_field import differing
from builders import JAPANESE, SIDES, SOVIET, World, unit, world
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from strategies import any_order, arena, orders_for

from game.engine import turn
from game.engine.dice import Bits, draws_of
from game.engine.log import KINDS, Log
from game.engine.notation import read, write
from game.engine.options import options_of
from game.engine.orders import Order
from game.engine.preview import preview
from game.engine.setting import Dice
from game.engine.state import State

SEEDS = st.integers(0, 2**32 - 1)
NO_SHRINKING = (Phase.explicit, Phase.generate)
"""A number stands for a whole battle: a smaller number is no simpler battle."""
FEW = settings(max_examples=8, phases=NO_SHRINKING)


def of_both(w: World, dice: Random, state: State | None = None, game: int = 0) -> list[Order]:
    """Orders of both sides."""
    return [o for side in (SOVIET, JAPANESE) for o in orders_for(w.view(side, state, game), dice)]


def total(state: State) -> NDArray[np.int64]:
    """Men of each unit, with all who were lost."""
    men: NDArray[np.int64] = state.forces.men.astype(np.int64) + state.forces.losses.sum(axis=-1)
    return men


@FEW
@given(SEEDS)
def test_men_and_shells_are_kept_account_of_and_nothing_grows_in_a_fight(number: int) -> None:
    w, dice = arena(), Random(number)
    before = w.lay(*of_both(w, dice))
    men, tubes = total(before), before.forces.vehicles.sum(axis=-1)
    for after in turn.run(w.setting, w.fate, before, Log(), settle=False):
        assert (total(after) == men).all()
        left, now = before.forces, after.forces
        for column in ("men", "weapons", "ammunition"):
            assert (getattr(now, column) <= getattr(left, column)).all(), column
        assert (now.vehicles.sum(axis=-1) <= tubes).all()
        assert (now.losses >= left.losses).all()
        fired = (before.missions.rounds - after.missions.rounds).sum(axis=(1, 2))
        assert (fired == (after.count.shells - before.count.shells).sum(axis=-1)).all()
        assert (now.men >= 0).all()
        assert (now.men[now.hex >= 0] > 0).all()
        before, tubes = after, now.vehicles.sum(axis=-1)


@FEW
@given(SEEDS)
def test_a_batch_is_its_games_one_by_one(number: int) -> None:
    w, dice = arena(seeds=(1, 2, 3, 4), pulse=90, length=180), Random(number)
    given_ = [of_both(w, dice, game=game) if game else [] for game in range(4)]
    together = turn.lay(w.setting, w.state, given_)
    *_, batch = turn.run(w.setting, w.fate, together, Log())
    for rows in ([0], [1], [3, 2], [2, 0, 1]):
        *_, few = turn.run(w.setting, w.fate.pick(rows), together.pick(rows), Log(why=False))
        for place, row in enumerate(rows):
            assert few.digest(place) == batch.digest(row), (rows, differing(few, place, batch, row))


@FEW
@given(SEEDS)
def test_no_lawful_order_raises_and_a_replay_is_the_same(number: int) -> None:
    w, dice = arena(), Random(number)
    game = w.game()
    while not game.over and len(game.entries) < 2:
        for side in (SOVIET, JAPANESE):
            for order in orders_for(game.view(side), dice):
                assert game.plot(side, order) is None
            game.commit(side)
        game.play()
    again = game.branch(0)
    for entry in game.entries:
        for side in (SOVIET, JAPANESE):
            again.plots[side].extend(entry.orders[side])
            again.commit(side)
        assert [p.digest for p in again.play().pulses] == [p.digest for p in entry.pulses]
    assert game.branch(1).state.digest() == game.entries[0].pulses[-1].digest


@settings(max_examples=60, phases=NO_SHRINKING)
@given(SEEDS)
def test_every_order_reads_back_as_it_was_written(number: int) -> None:
    w, dice = arena(), Random(number)
    for side in (SOVIET, JAPANESE):
        view = w.view(side)
        rows = [int(row) for row in np.flatnonzero(view.own & (view.forces.hex >= 0))]
        for row in rows:
            order = any_order(view, row, dice)
            words = write(order, w.setting.board, w.setting.cadre.ids)
            assert read(words, w.setting.board, w.setting.cadre.ids) == order


@settings(max_examples=4, phases=NO_SHRINKING)
@given(SEEDS)
def test_looking_ahead_changes_nothing(number: int) -> None:
    w, dice = arena(), Random(number)
    game = w.game()
    before, view = game.state.digest(), game.view(SOVIET).digest()
    orders = orders_for(game.view(SOVIET), dice)
    one = game.preview(SOVIET, orders, 4)
    again = game.preview(SOVIET, orders, 4)
    assert (game.state.digest(), game.view(SOVIET).digest()) == (before, view)
    assert (one.lost == again.lost).all(), "the same question has the same answer"


def scrambled(w: World, state: State, side: int, dice: Random) -> State:
    """A state in which everything that a side does not know is otherwise."""
    other = state.copy()
    foe = np.flatnonzero(w.setting.cadre.side != side)
    chance = np.random.default_rng(dice.randrange(2**32))  # noqa: TID251
    for name in ("forces", "acts", "later", "fires", "missions", "flights"):
        columns = getattr(other, name)
        for field in fields(columns):
            column = getattr(columns, field.name)
            column[:, foe] = _noise(column[:, foe], chance)
    unseen = ~other.ground.seen[:, side]
    for name in ("control", "smoke", "dust", "wire", "feigned"):
        layer = getattr(other.ground, name)
        layer[unseen] = _noise(layer[unseen], chance)
    other.ground.known[:, 1 - side] = -1
    other.ground.decoys[other.ground.decoys != side] = 1 - side
    blind = {field.name: getattr(other.beliefs, field.name).copy() for field in fields(other.beliefs)}
    for column in blind.values():
        column[:, 1 - side] = 0
    other.beliefs = replace(other.beliefs, **blind)
    return other.seal()


def _noise(column: NDArray[Any], chance: Any) -> NDArray[Any]:
    if column.dtype == np.bool_:
        return np.asarray(~column)
    return np.asarray(chance.integers(0, 4, column.shape).astype(column.dtype))


@FEW
@given(SEEDS, st.sampled_from((SOVIET, JAPANESE)))
def test_what_a_side_cannot_know_leaves_no_trace_in_its_view(number: int, side: int) -> None:
    w, dice = arena(), Random(number)
    *_, state = turn.run(w.setting, w.fate, w.lay(*of_both(w, dice)), Log(why=False))
    view, other = w.view(side, state), w.view(side, scrambled(w, state, side, dice))
    assert view.digest() == other.digest()
    asked = orders_for(view, Random(number))
    rows = [int(row) for row in np.flatnonzero(view.own)]
    for row in rows:
        one, two = options_of(view, row), options_of(other, row)
        assert one.words == two.words
        assert np.array_equal(one.minutes, two.minutes)
        order = any_order(view, row, dice) if view.forces.hex[row] >= 0 else None
        assert order is None or order.check(view) == order.check(other)
    left, right = (preview(w.setting, v, asked, 3) for v in (view, other))
    assert (left.lost == right.lost).all()
    assert (left.hex == right.hex).all()
    assert left.ledger.tobytes() == right.ledger.tobytes()


@FEW
@given(SEEDS)
def test_an_enemy_beyond_all_reach_leaves_no_trace_in_what_comes(number: int) -> None:
    dice = Random(number)
    strip = "\n".join(["." * 24] * 3)

    def fog(place: str, men: int) -> World:
        return world(
            strip,
            unit("a", "su_rifle_company", "0101"),
            unit("b", "su_mg_company", "0102"),
            unit("x", "jp_rifle_company", place, men=men),
            sees=300,
            weather="fog",
        )

    one, two = fog("2302", 150), fog(f"{dice.randint(14, 24):02d}03", dice.randint(20, 160))
    orders = [o for o in orders_for(one.view(SOVIET), dice) if o.word != "bombard"]
    told = []
    for w in (one, two):
        game = w.game()
        for order in orders:
            assert game.plot(SOVIET, order) is None
        game.commit(SOVIET)
        game.commit(JAPANESE)
        game.play()
        told.append((game.view(SOVIET).digest(), game.events(SOVIET).tobytes()))
    assert told[0] == told[1]


AT_GRIPS = (
    "captured",
    "repulsed",
    "fell_back",
    "retreated",
    "surrendered",
    "knocked_out",
    "destroyed",
    "routed",
)
IN_THE_AIR = ("flew", "bombed", "aircraft_lost")
OF_NO_UNIT = ("seized", "news", "escalated", "truce", "war")


@FEW
@given(SEEDS)
def test_no_event_names_an_enemy_of_whom_the_side_knows_nothing(number: int) -> None:
    w, dice = arena(), Random(number)
    game = w.game()
    for _ in range(2):
        for side in (SOVIET, JAPANESE):
            game.plots[side].extend(orders_for(game.view(side), dice))
            game.commit(side)
        for pulse in game.play().pulses:
            for event in pulse.events:
                _names_only_the_known(w, pulse.state, event)


def _names_only_the_known(w: World, state: State, event: NDArray[np.void]) -> None:
    kind, owner = KINDS[event["kind"]], w.setting.cadre.side
    if kind in OF_NO_UNIT:
        return
    for side in (SOVIET, JAPANESE):
        if not event["seen"] >> side & 1:
            continue
        for row in (int(event["unit"]), int(event["other"])):
            known = row < 0 or owner[row] == side or state.beliefs.hex[0, side, row] >= 0
            assert known or kind in AT_GRIPS + IN_THE_AIR, (kind, w.setting.cadre.ids[row], event)


@contextmanager
def swapped_dice(w: World, order: NDArray[np.int64]) -> Iterator[None]:
    """Give every unit and formation of a world the dice that it has in a world with the other rows."""
    units, formations = len(w.setting.cadre), w.setting.cadre.formations
    tanks = np.flatnonzero(w.setting.cadre.tanks)
    real = Dice.words

    def words(self: Dice, purpose: str, *shape: int, begin: int = 0) -> Bits:
        found = real(self, purpose, *shape, begin=begin)
        if purpose == "bog":
            ranks = np.argsort(np.argsort(order[tanks]))
            return found[:, :, ranks]
        axes = [axis for axis, size in enumerate(shape, 1) if size == units]
        return np.take(found, order, axes[0]) if axes else found

    def rows(self: Dice, purpose: str, some: NDArray[np.int64], count: int, *width: int) -> Bits:
        return words(self, purpose, count, *width)[:, some]

    def by_formation(
        seeds: tuple[int, ...], purpose: str, day: int, pulse: int, shape: tuple[int, ...]
    ) -> Bits:
        found = draws_of(seeds, purpose, day, pulse, shape)
        return found[:, ::-1] if len(formations) == 2 else found

    with (
        patch.object(Dice, "words", words),
        patch.object(Dice, "rows", rows),
        patch("game.engine.pulse.arming.draws_of", by_formation),
    ):
        yield


@FEW
@given(SEEDS)
def test_whose_rows_come_first_changes_nothing(number: int) -> None:
    """Rows carry their dice: with the rows of the sides swapped and the dice with them, all is the same."""
    w, swapped, dice = arena(), arena(rows=SIDES[::-1]), Random(number)
    order = np.array([w.row(id) for id in swapped.setting.cadre.ids])
    orders = of_both(w, dice)
    moved = [type(o)(**_moved(o, swapped, w)) for o in orders]
    *_, left = turn.run(w.setting, w.fate, turn.lay(w.setting, w.state, [orders]), Log(why=False))
    with swapped_dice(swapped, order):
        laid = turn.lay(swapped.setting, swapped.state, [moved])
        *_, right = turn.run(swapped.setting, swapped.fate, laid, Log(why=False))
    assert not _unlike(left, right, order, len(w.setting.squadrons))


def _moved(order: Order, there: World, here: World) -> dict[str, Any]:
    values = {field.name: getattr(order, field.name) for field in fields(order)}
    if order.unit >= 0:
        values["unit"] = there.row(here.setting.cadre.ids[order.unit])
    return values


def _unlike(a: State, b: State, order: NDArray[np.int64], squadrons: int) -> list[str]:
    """Arrays that differ though the rows are put in the same order."""
    out = []
    for (name, x), (_, y) in zip(a.arrays(), b.arrays(), strict=True):
        axes = [axis for axis, size in enumerate(x.shape) if axis and size == len(order)]
        same = np.take(x, order, axes[0]) if axes else x
        if name in ("depots.stock", "depots.fed"):
            same = x[:, ::-1]
        if name == "ground.feigned":
            same = np.where(x >= 0, np.argsort(order)[x], x)
        if not np.array_equal(same, y):
            out.append(name)
    return out


def test_a_digest_is_the_same_in_another_process() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from strategies import arena\n"
        "w = arena()\n"
        "print(w.pulses()[0].digest(), w.view(0).digest())\n"
    )
    tests = str(Path(__file__).parents[1])

    def run(seed: str) -> Sequence[str]:
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(tests).parent)}
        done = subprocess.run(
            [sys.executable, "-c", script, tests], capture_output=True, text=True, check=True, env=env
        )
        return done.stdout.split()

    w = arena()
    assert run("1") == run("2") == [w.pulses()[0].digest(), w.view(0).digest()]
