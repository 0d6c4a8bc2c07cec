"""A turn: orders laid, pulses run, and what is settled when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from game.engine import closing
from game.engine.acts import ASSAULT, MARCH, WITHDRAW
from game.engine.log import Log
from game.engine.orders import Desk, Order
from game.engine.pulse.resolve import pulse
from game.engine.setting import Fate, Setting
from game.engine.state import State, joined

Flags = NDArray[np.bool_]
SHORT = 30
"""Minutes of a pulse in contact."""
LULL = 60
"""Pulses longer than this split where the sides are in contact."""
NEAR_M = 1500
"""Meters from an enemy within which a march counts as contact."""
PAIRS = 500_000
"""Pairs of units whose distance is asked at once."""
Given = Sequence[Iterable[Order]]
"""Orders of each game of a batch."""


def first(setting: Setting, fate: Fate, state: State) -> State:
    """The first state made ready to be looked at: links, what is seen, what is known of the ground."""
    ready = state.copy()
    closing.link(setting, fate, ready, np.zeros_like(ready.ground.under_fire))
    ready.forces.delay = np.zeros_like(ready.forces.delay)
    closing.learn(setting, fate, ready)
    return ready.seal()


def lay(setting: Setting, state: State, given: Given) -> State:
    """The state with the orders of each game laid into its arrays; those of one unit in the order given."""
    desk_state = state.draft()
    for game, orders in enumerate(given):
        desk = Desk(setting, desk_state, game)
        for order in orders:
            if desk.carries(order):
                order.lay(desk)
    return desk_state.seal()


def run(
    setting: Setting, fate: Fate, state: State, log: Log, *, batch: int = 0, settle: bool = True
) -> Iterator[State]:
    """Resolve the pulses of the turn; the last state handed out has the turn closed, unless told otherwise.

    Games in contact go on in short pulses while the others sleep through a long one; at its end all are at
    the same minute again. Nothing in one game depends on another.
    """
    limits = setting.calendar.pulses(state.turn)
    limits = limits[limits >= state.minute]
    for start, end in pairwise(limits):
        last = int(end) == int(limits[-1])
        span = int(end - start)
        near = contact(setting, state, span) if span > LULL else np.zeros(state.games, np.bool_)
        if not near.any():
            state = pulse(setting, fate, state, span, log, batch)
        elif near.all():
            for after in _short(setting, fate, state, span, log, batch):
                state = after
                if state.minute < end:
                    yield state
        else:
            state = _apart(setting, fate, state, span, log, batch, near)
        if last and settle:
            state = closing.close(setting, fate, state, log, batch)
        yield state


def _short(setting: Setting, fate: Fate, state: State, span: int, log: Log, batch: int) -> Iterator[State]:
    for gone in range(0, span, SHORT):
        state = pulse(setting, fate, state, min(SHORT, span - gone), log, batch)
        yield state


def _apart(setting: Setting, fate: Fate, state: State, span: int, log: Log, batch: int, near: Flags) -> State:
    """The same pulse for games in contact and for the others, put together again in their order."""
    parts, order = [], []
    for rows, short in ((np.flatnonzero(near), True), (np.flatnonzero(~near), False)):
        some, lot = state.pick(rows), fate.pick([int(row) for row in rows])
        own = Log(why=log.why)
        if short:
            for after in _short(setting, lot, some, span, own, batch):
                some = after
        else:
            some = pulse(setting, lot, some, span, own, batch)
        parts.append(some)
        order.append(rows)
        log.merge(own, rows)
    back = np.argsort(np.concatenate(order))
    return joined(parts).pick(back).seal()


def contact(setting: Setting, state: State, span: int) -> Flags:
    """Games (B) in which something goes on: shots before, a march near enemies, fire or flights due."""
    forces, cadre = state.forces, setting.cadre
    there = (forces.hex >= 0) & (forces.men > 0)
    missions, flights = state.missions, state.flights
    end = state.minute + span
    due = (
        (missions.kind >= 0) & (missions.rounds > 0) & (missions.start < end) & (missions.end > state.minute)
    )
    busy: Flags = np.asarray(due.any(axis=(1, 2)), np.bool_)
    aloft = (flights.aircraft > 0) & (flights.at < end) & (flights.until >= state.minute)
    busy |= aloft.any(axis=1)
    busy |= (forces.fired & there).any(axis=1)
    goes = np.isin(state.acts.act, _MOVES) & (state.acts.start < end)
    goes |= np.isin(state.later.act, _MOVES) & (state.later.start < end)
    for game in np.flatnonzero(~busy & (goes & there).any(axis=1)):
        movers, others = np.flatnonzero(goes[game] & there[game]), np.flatnonzero(there[game])
        each = max(1, PAIRS // others.size)
        for some in (movers[first : first + each] for first in range(0, movers.size, each)):
            meters = setting.board.meters(forces.hex[game, some][:, None], forces.hex[game, others])
            foe = cadre.side[some][:, None] != cadre.side[others]
            busy[game] |= bool((foe & (meters <= NEAR_M)).any())
    return busy


_MOVES = (MARCH, ASSAULT, WITHDRAW)


def same(a: State, b: State) -> bool:
    """Whether two states are equal in every array."""
    left, right = dict(a.arrays()), dict(b.arrays())
    return left.keys() == right.keys() and all(np.array_equal(left[name], right[name]) for name in left)
