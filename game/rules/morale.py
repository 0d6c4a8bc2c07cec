"""Cohesion, the slow side of fighting power: how it falls and comes back, states, routs and rallies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import OFF_BOARD
from game.rules.account import Account, account
from game.rules.assault_table import STATES
from game.rules.chance import Bits, happens
from game.rules.fixed import ratio
from game.rules.morale_table import Ints, MoraleTable
from game.rules.tables import ONE

COHESION_TERMS = ("losses", "suppression", "neighbor", "cut_off", "tanks", "flame", "recovery", "air")
"""Ledger of morale.1 and morale.5: Q10 terms that are added to the base, the cohesion before."""
STEADY, SHAKEN, BROKEN, ROUTED = range(len(STATES))

_HOUR = 60
_SHIFT = 10


class Pulse(NamedTuple):
    """What a pulse did to the units, (..., U).

    `men` at its start and `lost` in it; Q10 `suppression`; whether a neighbor routed in it (`near_rout`), the
    last way back was closed in it (`cut_off`), the unit stood under `tanks` or `flame` tanks without means
    against them, was `under_fire` at all, and is `led` and fed: its leader in his place, its ration come.
    `air` Q10 of cohesion that attack from the air cost (`air.cohesion_lost`).
    """

    men: ArrayLike
    lost: ArrayLike
    suppression: ArrayLike
    near_rout: ArrayLike
    cut_off: ArrayLike
    tanks: ArrayLike
    flame: ArrayLike
    under_fire: ArrayLike
    led: ArrayLike
    air: ArrayLike = 0


@dataclass(frozen=True, slots=True, eq=False)
class Cohesion:
    """Cohesion after a pulse: `result` int16 (..., U) Q10, and the ledger."""

    result: NDArray[np.int16]
    account: Account


def cohesion(before: ArrayLike, pulse: Pulse, minutes: int, table: MoraleTable) -> Cohesion:
    """Cohesion after a pulse.

    Parameters
    ----------
    before : (..., U) int
        Q10.
    pulse : Pulse
        What happened.
    minutes : int
        Length of the pulse.
    table : MoraleTable
        Of this chapter.

    Returns
    -------
    Cohesion
        0 to 1024.

    Notes
    -----
    Rules morale.1, morale.5, air.8: coh -= 1.2 L + 0.06 s dt + shocks; out of fire it comes back by the hour.
    Flame tanks shock instead of tanks, not on top of them.
    """
    old = np.asarray(before, np.int64)
    flame = np.asarray(pulse.flame, np.bool_)
    tanks = np.asarray(pulse.tanks, np.bool_) & ~flame
    quiet = ~np.asarray(pulse.under_fire, np.bool_)
    pace = np.where(np.asarray(pulse.led, np.bool_), table.recovery_led, table.recovery)
    terms = (
        -(ratio(pulse.lost, pulse.men) * table.loss >> _SHIFT),
        -_hourly(np.asarray(pulse.suppression, np.int64) * table.suppression >> _SHIFT, minutes),
        -_shock(pulse.near_rout, table.neighbor_routed),
        -_shock(pulse.cut_off, table.cut_off),
        -_shock(tanks, table.shock_tank),
        -_shock(flame, table.shock_flame),
        np.where(quiet, _hourly(pace, minutes), 0),
        -np.minimum(np.asarray(pulse.air, np.int64), old),
    )
    change = sum(terms)
    result = np.clip(old + change, 0, ONE)
    return Cohesion(result.astype(np.int16), account(old, terms, result * 1000 >> _SHIFT, result))


def _hourly(rate: ArrayLike, minutes: int) -> Ints:
    """Q10 in so many minutes of a Q20 rate an hour, to the nearest."""
    whole = _HOUR << _SHIFT
    return (np.asarray(rate, np.int64) * minutes + whole // 2) // whole


def _shock(struck: ArrayLike, size: int) -> Ints:
    return np.where(np.asarray(struck, np.bool_), size, 0)


def state_of(
    cohesion_q10: ArrayLike, was_routed: ArrayLike, rallied: ArrayLike, table: MoraleTable
) -> NDArray[np.int8]:
    """State of the units.

    Parameters
    ----------
    cohesion_q10 : (..., U) int
        Q10.
    was_routed, rallied : (..., U) bool
        Routed until now; rallied in this turn.
    table : MoraleTable
        Of this chapter.

    Returns
    -------
    (..., U) int8
        Row of STATES. A routed unit stays so until it rallies, and is then broken at worst.

    Notes
    -----
    Rule morale.2.
    """
    state = (np.asarray(cohesion_q10, np.int64)[..., None] < table.bands).sum(axis=-1)
    again, up = np.asarray(was_routed, np.bool_), np.asarray(rallied, np.bool_)
    state = np.where(again & ~up, ROUTED, state)
    return np.where(again & up, np.minimum(state, BROKEN), state).astype(np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Rally:
    """Rallies: `rallied` bool (..., U), `cohesion` int16 Q10 afterwards, and the ledger."""

    rallied: NDArray[np.bool_]
    cohesion: NDArray[np.int16]
    account: Account


RALLY_FACTORS = ("lead",)
"""Ledger of morale.2: the base is the Q16 chance at a leader's worth of 0.5."""


def rally(
    state: ArrayLike, cohesion_q10: ArrayLike, lead: ArrayLike, bits: Bits, table: MoraleTable
) -> Rally:
    """Whether routed units rally; once a turn.

    Parameters
    ----------
    state : (..., U) int
        Row of STATES.
    cohesion_q10, lead : (..., U) int
        Q10; `lead` 0 for a unit without a leader in his place.
    bits : (..., U) uint64
        Dice, one word a draw.
    table : MoraleTable
        Of this chapter.

    Returns
    -------
    Rally
        A unit that rallies has at least the cohesion at which others rout.

    Notes
    -----
    Rule morale.2: chance 0.3 x lead / 0.5.
    """
    routed = np.asarray(state) == ROUTED
    worth = np.asarray(lead, np.int64) * 2
    chance = np.where(routed, np.minimum(table.rally * worth >> _SHIFT, 1 << 16), 0)
    rallied = happens(bits, chance)
    coh = np.asarray(cohesion_q10, np.int64)
    lifted = np.where(rallied, np.maximum(coh, table.bands[-1]), coh)
    told = account(np.where(routed, table.rally, 0), (worth,), chance * 1000 >> 16, rallied, bits)
    return Rally(rallied, lifted.astype(np.int16), told)


def near_rout(
    hexes: ArrayLike, side: ArrayLike, routs: ArrayLike, neighbor: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Whether a friend in the same or a neighboring hex has just routed.

    Parameters
    ----------
    hexes : (..., U) int
        Hex of each unit, OFF_BOARD for none.
    side : (U) int
        Row of SIDES.
    routs : (..., U) bool
        Units that rout in this pulse.
    neighbor : (H, 6) int32
        Of the board.

    Returns
    -------
    (..., U) bool
        Never for the unit's own rout alone.

    Notes
    -----
    Rule morale.1. A count of routs for each side and hex, then seven look-ups a unit.
    """
    flag = np.asarray(routs, np.bool_)
    place = np.broadcast_to(np.asarray(hexes, np.int64), flag.shape)
    count, rows = len(neighbor), int(np.prod(flag.shape[:-1], dtype=np.int64))
    own = np.broadcast_to(np.asarray(side, np.int64), flag.shape) * count
    base = np.arange(rows, dtype=np.int64).reshape(*flag.shape[:-1], 1) * (2 * count) + own
    here = np.where(place == OFF_BOARD, 0, place)
    there = flag & (place != OFF_BOARD)
    counts = np.bincount((base + here)[there], minlength=2 * count * rows)
    beside = neighbor[here]
    around = np.where(beside == OFF_BOARD, 0, counts[base[..., None] + np.maximum(beside, 0)]).sum(axis=-1)
    seen: NDArray[np.bool_] = (counts[base + here] - there + around > 0) & (place != OFF_BOARD)
    return seen
