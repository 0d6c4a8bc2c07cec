"""Batches of unlike games: in each somebody does something that nobody does in the others."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random  # noqa: TID251

import numpy as np
from builders import JAPANESE, SOVIET, World
from strategies import KINDS_OF_ORDER, orders_of_kind

from game.engine import turn
from game.engine.log import Log
from game.engine.orders import Order
from game.engine.setting import Fate, Setting
from game.engine.state import State

Given = Sequence[Sequence[Order]]


def unlike(w: World, state: State, dice: Random) -> list[list[Order]]:
    """Orders of each game of a state: none in the first, in each other those of one kind alone."""
    kinds = dice.sample(range(KINDS_OF_ORDER), state.games - 1)
    out: list[list[Order]] = [[]]
    for game, kind in enumerate(kinds, 1):
        views = (w.view(side, state, game) for side in (SOVIET, JAPANESE))
        out.append([order for view in views for order in orders_of_kind(view, kind, dice)])
    return out


def worn(state: State, seed: int) -> State:
    """The state after hard days, other ones in every game: work half done, guns lost, barrels hot, smoke.

    All of it is what shells, marches and rest make of a battle; drawn, because a law has no time to wait.
    """
    chance, other = np.random.default_rng(seed), state.copy()  # noqa: TID251
    forces, ground = other.forces, other.ground

    def some(shape: tuple[int, ...], most: int) -> np.ndarray:
        return np.asarray(chance.integers(0, most, shape))

    half = some(forces.hex.shape, 2) == 0
    forces.works[...] = np.where(half, forces.works // 2, forces.works)
    forces.dug[...] = some(forces.hex.shape, 40 * 1024)
    forces.done[...] = np.where(half, some(forces.hex.shape, 1 << 20), 0)
    forces.stores[...] = some(forces.hex.shape, 3) * 1_000_000
    forces.weapons[...] = forces.weapons - (some(forces.weapons.shape, 3) == 0) * (forces.weapons > 1)
    forces.loose[...] = some(forces.hex.shape, 12) * 100
    forces.heat[...] = some(forces.hex.shape, 30_000)
    forces.carried[...] = some(forces.hex.shape, 90)
    forces.suppression[...] = some(forces.hex.shape, 500)
    forces.cohesion[...] = np.maximum(forces.cohesion - some(forces.hex.shape, 500), 0)
    forces.vacant[...] = some(forces.hex.shape, 3)
    forces.mute[...] = some(forces.hex.shape, 3)
    ground.smoke[...] = np.where(chance.random(ground.smoke.shape) < 0.2, some(ground.smoke.shape, 400), 0)
    ground.smoke[::2] = 0
    return other.seal()


def alone_and_together(setting: Setting, fate: Fate, state: State, given: Given) -> tuple[State, list[str]]:
    """The batch at the end of its turn, and what is otherwise in games that are played without the others."""
    log = Log()
    *_, batch = turn.run(setting, fate, turn.lay(setting, state, given), log)
    wrong = []
    for game in range(state.games):
        lot, one, own = fate.pick([game]), turn.lay(setting, state.pick([game]), [given[game]]), Log()
        *_, alone = turn.run(setting, lot, one, own)
        if alone.digest() != batch.digest(game):
            wrong += [f"game {game}: {name}" for name in differing(alone, 0, batch, game)]
        if told(own, 0) != told(log, game):
            wrong.append(f"game {game}: events or ledger")
    return batch, wrong


def told(log: Log, game: int) -> tuple[bytes, bytes]:
    """Events and rows of the ledger of one game, in order."""
    events, (games, rows) = log.told(), log.ledger()
    mine = events[events["game"] == game]
    mine["game"] = 0
    return mine.tobytes(), rows[games == game].tobytes()


def differing(a: State, i: int, b: State, j: int) -> list[str]:
    """Arrays that are not the same in game `i` of one batch and in game `j` of another."""
    pairs = [(name, x, y) for (name, x), (_, y) in zip(a.arrays(), b.arrays(), strict=True)]
    kinds = [f"{name}: {x.dtype}, {y.dtype}" for name, x, y in pairs if x.dtype != y.dtype]
    return kinds + [n for n, x, y in pairs if n != "tally.span" and not np.array_equal(x[i], y[j])]
