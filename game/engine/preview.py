"""What orders may come to: sampled turns from a side's own knowledge, by the very rules of the game.

A preview builds a possible battle from a view alone: own units as they are, the enemy as he is believed to
be, in many copies in which beliefs are drawn within their errors. It runs the turn's pulses on it under dice
of its own, so looking at odds never changes fate and tells nothing that the side does not know.

`trial` asks about some orders only: it plays the units near them, and no longer than until they are carried
out; it answers after few samples first, and better and better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine import turn
from game.engine.acts import ASSAULT, CROSS, MARCH, WITHDRAW
from game.engine.imagine import imagined
from game.engine.log import NUMBER, Events, Log
from game.engine.narrow import narrow
from game.engine.orders import Order
from game.engine.setting import Setting
from game.engine.state import State
from game.engine.view import View
from game.rules import ledger

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
PRIVATE = 0x6F646473
"""Seed of all previews: the same question has the same answer."""
STAGES = (4, 12, 48, 64, 64, 64)
"""Samples of each step of a trial: the first answer comes from few, the last from 256."""
GOING = (MARCH, ASSAULT, WITHDRAW, CROSS)
WENT_IN = tuple(NUMBER[kind] for kind in ("assaulted", "repulsed", "fell_back"))


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What a turn may come to; S samples, U units.

    Attributes
    ----------
    until : int
        Minute up to which it was played.
    own_lost, enemy_lost : int64[S]
        Men.
    lost : int64[S, U]
        Men of each unit.
    hex : int32[S, U]
        Where each stands at the end.
    taken : bool[S, U]
        Whether a unit that was to assault stands in its goal.
    thrown_back : bool[S, U]
        Whether it went in and was thrown back.
    suppression : int64[U]
        Mean Q10 at the end.
    ledger : LEDGER
        Rows of the first sample: the factors, each with its value.
    """

    samples: int
    until: int
    own_lost: Ints
    enemy_lost: Ints
    lost: Ints
    hex: NDArray[np.int32]
    taken: Flags
    thrown_back: Flags
    suppression: Ints
    ledger: ledger.Rows

    def band(self, of: NDArray[np.integer]) -> tuple[float, float, float]:
        """Mean, 10th and 90th per cent of a quantity of the samples."""
        low, high = np.percentile(of, (10, 90))
        return float(of.mean()), float(low), float(high)


def preview(setting: Setting, view: View, orders: tuple[Order, ...], samples: int = 64) -> Preview:
    """Sample the whole turn that follows from a side's orders, as far as the side knows.

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
    *_, last = _played(setting, view, orders, samples, 0, early=False)
    assert last is not None
    return last


def trial(
    setting: Setting, view: View, orders: Sequence[Order], stages: Sequence[int] = STAGES
) -> Iterator[Preview | None]:
    """Sample what comes of some orders in small steps.

    Parameters
    ----------
    setting, view
        As in `preview`.
    orders : sequence of Order
        Those asked about, with what is to support them.
    stages : sequence of int
        Samples of each step.

    Yields
    ------
    Preview or None
        None after each pulse, so that the caller may do something else; after each step all samples so far.

    Notes
    -----
    Only units within `narrow.NEAR_M` of the places of the orders are played, and only until nobody is on
    his way and no mission is left to fire. The rows of the answer are those of the view.
    """
    part = narrow(setting, view, orders)
    told: list[Preview] = []
    for batch, samples in enumerate(stages):
        for step in _played(part.setting, part.view, part.orders, samples, batch, early=True):
            if step is None:
                yield None
            else:
                told.append(_widened(step, part.rows, len(view.own)))
        yield _together(told)


def _played(
    setting: Setting, view: View, orders: tuple[Order, ...], samples: int, batch: int, *, early: bool
) -> Iterator[Preview | None]:
    """Pulse by pulse; the answer comes last. `early` ends once the orders are carried out."""
    told = imagined(setting, view, samples, PRIVATE, batch)
    start = turn.lay(told.setting, told.state, [orders] * samples)
    log = Log(why=batch == 0)
    state = start
    for after in turn.run(told.setting, told.fate, start, log, batch=1 + batch, settle=False):
        state = after
        if early and not _under_way(state, orders):
            break
        yield None
    yield _answer(start, state, log, view.own)


def _under_way(state: State, orders: Sequence[Order]) -> bool:
    """Whether somebody still has to do what he was ordered to, in any sample."""
    if any(order.group not in ("act", "guns") for order in orders):
        return True
    rows = [order.unit for order in orders]
    acts, later, missions, men = (
        state.acts.act[:, rows],
        state.later.act[:, rows],
        state.missions,
        state.forces.men[:, rows],
    )
    waits = np.isin(later, GOING) & (state.later.start[:, rows] < _NEVER)
    goes = (np.isin(acts, GOING) | waits) & (men > 0)
    fires = (missions.rounds > 0) & (missions.kind >= 0) & (missions.end > state.minute)
    return bool(goes.any() or fires[:, rows].any())


_NEVER = np.int32(2**31 - 1)


def _answer(start: State, state: State, log: Log, own: Flags) -> Preview:
    before, after = start.forces, state.forces
    lost = before.men.astype(np.int64) - after.men
    games, rows = log.ledger()
    taken = (start.later.target >= 0) & (after.hex == start.later.target)
    return Preview(
        samples=state.games,
        until=state.minute,
        own_lost=lost[:, own].sum(axis=1),
        enemy_lost=lost[:, ~own].sum(axis=1),
        lost=lost,
        hex=after.hex,
        taken=taken,
        thrown_back=_went_in(log.told(), lost.shape) & (start.later.target >= 0) & ~taken,
        suppression=after.suppression.mean(axis=0).astype(np.int64),
        ledger=rows[games == 0],
    )


def _went_in(events: Events, shape: tuple[int, ...]) -> Flags:
    """Units (S, U) that came to grips."""
    some = events[np.isin(events["kind"], WENT_IN) & (events["unit"] >= 0)]
    out = np.zeros(shape, np.bool_)
    out[some["game"], some["unit"]] = True
    return out


def _widened(part: Preview, rows: Ints, units: int) -> Preview:
    """The answer with the rows of all units: those not played lost nobody and stand nowhere."""

    def wide(of: NDArray[np.generic], blank: int = 0) -> NDArray[np.generic]:
        out = np.full((*of.shape[:-1], units), blank, of.dtype)
        out[..., rows] = of
        return out

    told = part.ledger.copy()
    units_only = _OF_UNITS[told["rule"]]
    for name, meant in (("source", True), ("target", units_only)):
        told[name] = np.where(meant & (told[name] >= 0), rows[np.maximum(told[name], 0)], told[name])
    return Preview(
        part.samples,
        part.until,
        part.own_lost,
        part.enemy_lost,
        wide(part.lost),  # type: ignore[arg-type]
        wide(part.hex, -1),  # type: ignore[arg-type]
        wide(part.taken),  # type: ignore[arg-type]
        wide(part.thrown_back),  # type: ignore[arg-type]
        wide(part.suppression),  # type: ignore[arg-type]
        told,
    )


_OF_UNITS = np.array([rule.target == "unit" for rule in ledger.RULES])


def _together(told: Sequence[Preview]) -> Preview:
    """The samples of some answers as one."""
    joined = {
        name: np.concatenate([getattr(one, name) for one in told])
        for name in ("own_lost", "enemy_lost", "lost", "hex", "taken", "thrown_back")
    }
    samples = sum(one.samples for one in told)
    weighed = sum((one.suppression * one.samples for one in told), np.zeros_like(told[0].suppression))
    return Preview(
        samples=samples,
        until=max(one.until for one in told),
        suppression=weighed // samples,
        ledger=told[0].ledger,
        **joined,
    )
