"""Command: how a unit hangs together with its headquarters, and how long a changed order takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.chance import Bits, normal
from game.rules.command_table import LINKS, CommandTable, Ints
from game.rules.fixed import exp_neg
from game.rules.tables import ONE

TELEPHONE, VISUAL, RADIO, RUNNER, CUT = range(len(LINKS))
NEVER = -1
"""Delay of an order that cannot come through."""
DELAY_TERMS = ("link", "staff")
"""Ledger of command.2 and command.4: pulses, Q10, that are added; the base is meters to headquarters."""


class Means(NamedTuple):
    """What joins units to their headquarters, (..., U).

    `meters` between them, negative where there is no headquarters; whether a `wire` is laid and whole, they
    are in `sight` of each other, both have a `radio`, and a `way` lies open for runners.
    """

    meters: ArrayLike
    wire: ArrayLike
    sight: ArrayLike
    radio: ArrayLike
    way: ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """Links, (..., U): `link` row of LINKS int8, and its `worth` int16 Q10."""

    link: NDArray[np.int8]
    worth: NDArray[np.int16]


def links(means: Means, table: CommandTable) -> Linked:
    """Best link of each unit to its headquarters.

    Parameters
    ----------
    means : Means
        What joins them.
    table : CommandTable
        Of this chapter.

    Returns
    -------
    Linked

    Notes
    -----
    Rule command.1: telephone, else signals by sight, else radio, else runners, else cut off. A headquarters
    that is not there cuts every link.
    """
    far = np.asarray(means.meters, np.int64)
    there = far >= 0
    wire, sight, radio, way = (np.asarray(flag, np.bool_) for flag in means[1:])
    row = np.select(
        [
            there & wire,
            there & sight & (far <= table.visual_reach),
            there & radio,
            there & way & (far <= table.runner_reach),
        ],
        [TELEPHONE, VISUAL, RADIO, RUNNER],
        CUT,
    )
    return Linked(row.astype(np.int8), table.link[row].astype(np.int16))


@dataclass(frozen=True, slots=True, eq=False)
class Delay:
    """Delays, (..., U): `pulses` int16, `NEVER` for those cut off, and the ledger."""

    pulses: NDArray[np.int16]
    account: Account


def order_delay(
    link: ArrayLike, meters: ArrayLike, staff: ArrayLike, branch: ArrayLike, table: CommandTable
) -> Delay:
    """Pulses until a changed order is obeyed.

    Parameters
    ----------
    link : (..., U) int
        Row of LINKS.
    meters : (..., U) int
        To headquarters.
    staff : (..., U) int
        Row of STAFFS, that of the formation.
    branch : (..., U) bool
        The change is a branch written into the plan: it costs nothing and needs no link.
    table : CommandTable
        Of this chapter.

    Returns
    -------
    Delay

    Notes
    -----
    Rules command.2 and command.4: the short delay by wire or near headquarters, the long one otherwise, and
    what the state of the staff adds.
    """
    row, far = np.asarray(link, np.int64), np.asarray(meters, np.int64)
    near = (row == TELEPHONE) | (far <= table.hq_reach)
    base = np.where(near, table.near, table.far)
    more = table.staff_pulses[np.asarray(staff, np.intp)]
    total = np.where(row == CUT, NEVER, base + more)
    pulses = np.where(np.asarray(branch, np.bool_), 0, total)
    told = account(np.broadcast_to(far, pulses.shape), (base << 10, more << 10), pulses * 1000, pulses)
    return Delay(pulses.astype(np.int16), told)


def by_relays(link: ArrayLike, means: Means) -> NDArray[np.int8]:
    """Row of LINKS int8 (..., U) by which an order comes at all.

    Rule command.2: whoever is farther from his headquarters than runners go, but has a free way to the rear,
    gets it by relays, as late as by a runner.

    The link itself stays cut: nothing quick goes over it.
    """
    row, far = np.asarray(link, np.int8), np.asarray(means.meters)
    free = np.asarray(means.way, np.bool_) & (far >= 0)
    return np.where((row == CUT) & free, np.int8(RUNNER), row).astype(np.int8)


def formation_delay(staff: ArrayLike, branch: ArrayLike, table: CommandTable) -> NDArray[np.int16]:
    """Turns lost when a formation's own order changes, int16 (..., F) (command.2 and command.4).

    `staff` is a row of STAFFS; a `branch` of the plan costs nothing.
    """
    turns = table.turns + table.staff_turns[np.asarray(staff, np.intp)]
    return np.where(np.asarray(branch, np.bool_), 0, turns).astype(np.int16)


def lead_under(lead: ArrayLike, staff: ArrayLike, table: CommandTable) -> Ints:
    """Worth of leaders, Q10 (...), in a formation whose staff is in that state (command.4)."""
    less: Ints = np.maximum(np.asarray(lead, np.int64) - table.staff_lead[np.asarray(staff, np.intp)], 0)
    return less


def day_factor(bits: Bits, table: CommandTable) -> Ints:
    """A formation's effectiveness in attack on a day.

    Parameters
    ----------
    bits : (...) uint64
        One word a formation and day.
    table : CommandTable
        Of this chapter.

    Returns
    -------
    (...) int64
        Q10 factor, lognormal with mean 1.

    Notes
    -----
    Rule command.3: friction and command, shared by all units of the formation, so that luck does not average
    out over them.
    """
    log = normal(bits, table.day_sd) - (table.day_sd * table.day_sd >> 11)
    low = exp_neg(np.maximum(-log, 0))
    high = exp_neg(np.maximum(log, 0))
    factor: Ints = np.where(log < 0, low >> 6, ((ONE << 16) + high // 2) // np.maximum(high, 1))
    return factor
