"""What orders may come to: sampled turns from a side's own knowledge, by the very rules of the game.

A preview builds a possible battle from a view alone: own units as they are, the enemy as he is believed to
be, in many copies in which beliefs are drawn within their errors. It runs the turn's pulses on it under dice
of its own, so looking at odds never changes fate and tells nothing that the side does not know.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine import turn
from game.engine.imagine import imagined
from game.engine.log import Log
from game.engine.orders import Order
from game.engine.setting import Setting
from game.engine.view import View
from game.rules import ledger

Ints = NDArray[np.int64]
PRIVATE = 0x6F646473
"""Seed of all previews: the same question has the same answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What a turn may come to; S samples, U units.

    Attributes
    ----------
    own_lost, enemy_lost : int64[S]
        Men.
    lost : int64[S, U]
        Men of each unit.
    hex : int32[S, U]
        Where each stands at the end.
    taken : bool[S, U]
        Whether a unit that was to assault stands in its goal.
    suppression : int64[U]
        Mean Q10 at the end.
    ledger : LEDGER
        Rows of the first sample: the factors, each with its value.
    """

    samples: int
    own_lost: Ints
    enemy_lost: Ints
    lost: Ints
    hex: NDArray[np.int32]
    taken: NDArray[np.bool_]
    suppression: Ints
    ledger: ledger.Rows

    def band(self, of: NDArray[np.integer]) -> tuple[float, float, float]:
        """Mean, 10th and 90th per cent of a quantity of the samples."""
        low, high = np.percentile(of, (10, 90))
        return float(of.mean()), float(low), float(high)


def preview(setting: Setting, view: View, orders: tuple[Order, ...], samples: int = 64) -> Preview:
    """Sample the turn that follows from a side's orders, as far as the side knows.

    Parameters
    ----------
    setting : Setting
        For the rules and the map; nothing of the enemy is read from it.
    view : View
        Of the side that asks.
    orders : tuple of Order
        Own orders; the enemy is taken to hold.
    samples : int
        Copies.

    Returns
    -------
    Preview
    """
    told = imagined(setting, view, samples, PRIVATE)
    start = turn.lay(told.setting, told.state, [orders] * samples)
    log = Log(why=True)
    *_, state = turn.run(told.setting, told.fate, start, log, batch=1, settle=False)
    before, after = start.forces, state.forces
    lost = before.men.astype(np.int64) - after.men
    own = view.own
    games, rows = log.ledger()
    return Preview(
        samples=samples,
        own_lost=lost[:, own].sum(axis=1),
        enemy_lost=lost[:, ~own].sum(axis=1),
        lost=lost,
        hex=after.hex,
        taken=(start.later.target >= 0) & (after.hex == start.later.target),
        suppression=after.suppression.mean(axis=0).astype(np.int64),
        ledger=rows[games == 0],
    )
