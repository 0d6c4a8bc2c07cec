"""Fire missions: how they are laid, when they begin, why they are refused, when they lift."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import OFF_BOARD, Board
from game.rules.artillery_table import (
    ACCOMPANY,
    BY_MAP,
    DEFENSIVE,
    NO_AIM,
    OBSERVED,
    REGISTERED,
    SMOKE,
    BatteryTable,
    Ints,
)
from game.rules.fixed import mul, ratio
from game.rules.tables import ONE

Bools = NDArray[np.bool_]

NEVER = -1
"""Delay of a call that nobody can carry."""
FAR_AWAY = 1_000_000
"""Meters to own troops where there are none."""
REFUSALS = (
    "",
    "guns.none",
    "range.near",
    "range.far",
    "ammunition.none",
    "link.cut",
    "aim.night",
    "aim.unregistered",
    "aim.unsuitable",
    "friends.near",
)
"""Why a mission is not fired, in the order in which reasons are looked for; 0 is none."""


class Calls(NamedTuple):
    """Missions asked for, (..., M) each.

    `weapon` row of the weapon table; `guns` that can fire; `meters` to the aim; `rounds` at hand; `mission`
    row of MISSIONS; `aiming` row of AIMS; `registered` whether the battery has registered that hex; `delay`
    of the call in pulses; `suitable` whether the aim is one for the mission (a way or ford, a located
    battery); `friends_m` meters from the aim to the nearest own infantry; `allowed` whether that is accepted.
    """

    weapon: ArrayLike
    guns: ArrayLike
    meters: ArrayLike
    rounds: ArrayLike
    mission: ArrayLike
    aiming: ArrayLike
    registered: ArrayLike
    delay: ArrayLike
    suitable: ArrayLike
    friends_m: ArrayLike
    allowed: ArrayLike


def aiming(observed: ArrayLike, registered: ArrayLike, night: ArrayLike) -> NDArray[np.int8]:
    """Row of AIMS, int8[...], of missions (...) bool.

    Rule artillery.4: an observer corrects the fire; without one a registered point helps, and else there is
    the map alone. By night nothing is fired at but registered points.
    """
    seen, known = np.asarray(observed, np.bool_), np.asarray(registered, np.bool_)
    dark = np.asarray(night, np.bool_)
    unaided = np.where(known, REGISTERED, np.where(dark, NO_AIM, BY_MAP))
    return np.where(seen & (known | ~dark), OBSERVED, unaided).astype(np.int8)


def deviations(
    howitzer: ArrayLike, aim: ArrayLike, meters: ArrayLike, night: ArrayLike, table: BatteryTable
) -> tuple[Ints, Ints]:
    """Standard deviations along the line of fire and across it.

    Parameters
    ----------
    howitzer, night : (..., M) bool
        Whether the piece is a howitzer; whether it is night.
    aim : (..., M) int
        Row of `AIMS`; none counts as the map.
    meters : (..., M) int
        From battery to aim.
    table : BatteryTable
        Of the ruleset.

    Returns
    -------
    along, across : (..., M) int64
        Centimeters.

    Notes
    -----
    Rule artillery.2: that of the reference range, of which one part stays and the rest goes with the range;
    wider where nobody observes by night.
    """
    steep = np.asarray(howitzer).astype(np.intp)
    row = np.minimum(np.asarray(aim, np.intp), BY_MAP)
    spread = table.fixed_share + mul(ONE - table.fixed_share, ratio(meters, table.reference))
    blind = np.asarray(night, np.bool_) & (row != OBSERVED)
    spread = mul(spread, np.where(blind, table.night, ONE))
    both = mul(table.deviation[steep, row], spread[..., None])
    return np.maximum(both[..., 0], 1), np.maximum(both[..., 1], 1)


def delay(
    planned: ArrayLike, mission: ArrayLike, link: ArrayLike, shift_m: ArrayLike, table: BatteryTable
) -> NDArray[np.int8]:
    """Pulses between an order to fire and its shells.

    Parameters
    ----------
    planned : (..., M) bool
        Written into the plan: it starts on its pulse.
    mission : (..., M) int
        Row of `MISSIONS`; defensive fire is a reaction and comes at once.
    link : (..., M) int
        Q10 of the way the call goes, the worse of observer's and battery's.
    shift_m : (..., M) int
        Meters from the battery's last aim.
    table : BatteryTable
        Of the ruleset.

    Returns
    -------
    (..., M) int8
        Pulses, `NEVER` where the link is cut.

    Notes
    -----
    Rule artillery.4.
    """
    worth = np.asarray(link, np.int64)
    wait = np.where(worth >= table.wire_link, table.delay_observer, table.delay_runner)
    wait = wait + np.where(np.asarray(shift_m, np.int64) > table.shift_m, table.delay_shift, 0)
    wait = np.where(worth >= table.runner_link, wait, NEVER)
    at_once = np.asarray(planned, np.bool_) | (np.asarray(mission) == DEFENSIVE)
    return np.where(at_once, 0, wait).astype(np.int8)


def refusal(calls: Calls, table: BatteryTable) -> NDArray[np.int8]:
    """Row of `REFUSALS`, int8[..., M]: the first reason why a mission cannot be fired, 0 for none.

    Notes
    -----
    Rules artillery.2 to 4 and 8. Accompanying fire lifts by itself and smoke hurts nobody: own
    troops near the aim do not forbid those.
    """
    weapon = np.asarray(calls.weapon, np.int64)
    armed = (weapon >= 0) & (table.shell[weapon] >= 0)
    meters, mission = np.asarray(calls.meters, np.int64), np.asarray(calls.mission, np.int64)
    known = np.asarray(calls.registered, np.bool_)
    near = np.asarray(calls.friends_m, np.int64) <= table.safety_m
    harmless = (mission == ACCOMPANY) | (mission == SMOKE) | np.asarray(calls.allowed, np.bool_)
    reasons = (
        ~armed | (np.asarray(calls.guns) <= 0),
        meters < table.near[weapon],
        meters > table.far[weapon],
        np.asarray(calls.rounds) <= 0,
        np.asarray(calls.delay) == NEVER,
        np.asarray(calls.aiming) == NO_AIM,
        (mission == DEFENSIVE) & ~known,
        ~np.asarray(calls.suitable, np.bool_),
        near & ~harmless,
    )
    found = np.stack(np.broadcast_arrays(*reasons), axis=-1)
    return np.where(found.any(axis=-1), found.argmax(axis=-1) + 1, 0).astype(np.int8)


def reacts(attacked: ArrayLike, attacked_before: ArrayLike, registered: ArrayLike) -> Bools:
    """Whether defensive fire (..., M) comes down: on a registered hex, in the first pulse of an attack there.

    Rule artillery.4. After that pulse the observer calls as for any other fire.
    """
    fresh = np.asarray(attacked, np.bool_) & ~np.asarray(attacked_before, np.bool_)
    return np.asarray(fresh & np.asarray(registered, np.bool_))


def nearest_own(board: Board, aim: ArrayLike, hexes: ArrayLike, own: ArrayLike) -> NDArray[np.int32]:
    """Meters from aims to the nearest own troops.

    Parameters
    ----------
    board : Board
        Where the hexes lie.
    aim : (..., M) int
        Aim hexes, on the board.
    hexes : (..., U) int
        Hexes of units, negative for none.
    own : (..., M, U) bool
        Which units are the firer's own infantry.

    Returns
    -------
    (..., M) int32
        Meters between hex centers, `FAR_AWAY` where there are none.
    """
    where = np.asarray(hexes, np.int64)[..., None, :]
    target = np.asarray(aim, np.int64)[..., None]
    there = np.asarray(own, np.bool_) & (where >= 0)
    meters = np.where(there, board.meters(target, np.maximum(where, 0)), FAR_AWAY)
    return np.asarray(meters.min(axis=-1, initial=FAR_AWAY), np.int32)


def on_friends(
    ground: NDArray[np.int32], aim: ArrayLike, share: Ints, rounds: ArrayLike, friends: Bools
) -> Ints:
    """Rounds expected to fall on hexes with own troops.

    Parameters
    ----------
    ground : int32[H, 19]
        From `dispersion.footprint`.
    aim, rounds : (..., M) int
        Aim hexes, on the board; rounds fired.
    share : (..., M, 19) int64
        From `dispersion.shares`.
    friends : (..., H) bool
        Hexes with own troops.

    Returns
    -------
    (..., M) int64
        In 1/65536 of a round.

    Notes
    -----
    Rule artillery.8: what the refusal warns of.
    """
    cells = ground[np.asarray(aim, np.intp)]
    lead = np.broadcast_shapes(friends.shape[:-1], cells.shape[:-2])
    spread = np.broadcast_to(friends[..., None, :], (*lead, cells.shape[-2], friends.shape[-1]))
    cells = np.broadcast_to(cells, (*lead, *cells.shape[-2:]))
    struck = np.take_along_axis(spread, np.maximum(cells, 0), axis=-1) & (cells != OFF_BOARD)
    return np.asarray(np.where(struck, share, 0).sum(axis=-1) * np.asarray(rounds, np.int64))


def kept_on(start_m: ArrayLike, end_m: ArrayLike, table: BatteryTable) -> Ints:
    """Share of a pulse for which accompanying fire is kept on.

    Parameters
    ----------
    start_m, end_m : (..., M) int
        Meters from the aim to the nearest own infantry at the start and at the end of the pulse.
    table : BatteryTable
        Of the ruleset.

    Returns
    -------
    (..., M) int64
        Q10: all of it if they never come as near as the lift, none if they are there at the start, and in
        between the time they take, at an even pace, to get there.

    Notes
    -----
    Rule artillery.8.
    """
    start, end = np.asarray(start_m, np.int64), np.asarray(end_m, np.int64)
    room = np.maximum(start - table.lift_m, 0)
    walked = np.maximum(start - end, 0)
    part = ratio(np.minimum(room, walked), walked)
    return np.where(start <= table.lift_m, 0, np.where(end > table.lift_m, ONE, part))
