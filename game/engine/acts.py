"""What units are set to do: one row a unit. Orders write these arrays, the pulse reads them.

Four groups that do not disturb one another: the act (where the unit goes and what it works on), its fire, the
missions of its guns, and the flight of its aircraft. A changed act takes the time that command needs, so an
act may wait beside the one under way (`State.later`).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from game.engine.units import NEVER

HOLD, MARCH, ASSAULT, DIG, TASK, WITHDRAW, RALLY, CROSS = range(8)
ACTS = ("hold", "march", "assault", "dig", "task", "withdraw", "rally", "cross")
"""What a unit does; `task` is engineers' work, row of `works_table.TASKS`; `cross` goes over the river."""
FREE, OVERWATCH, HARASS, SILENT = range(4)
POLICIES = ("free", "overwatch", "harass", "silent")
"""How a unit fires: at what it sees; the same and sooner at what moves; slowly; not unless assaulted."""
BOMB, STRAFE, RECON = range(3)
FLIGHTS = ("bomb", "strafe", "recon")
ROUTE = 48
"""Hexes of a route at most."""
MISSIONS_EACH = 3
"""Fire missions that a battery can have before it."""
NOWHERE = -1


@dataclass(slots=True, eq=False)
class Acts:
    """The act of each unit, (..., U) unless shaped otherwise.

    Attributes
    ----------
    act, mode : int8
        Rows of `ACTS` and of `MarchTable.modes`.
    route : int32[..., U, ROUTE]
        Hexes still to enter, in order; -1 after the last.
    target : int32
        Hex to assault or to work on, -1 for none.
    task, side : int8
        Row of `works_table.TASKS`, and the hexside it concerns; -1 for none.
    start : int32
        Minute before which the unit does not begin.
    on_contact : bool
        Whether the march stops next to the enemy.
    stop_loss : int16
        Q10 share of the day's strength at whose loss the unit breaks off and holds; 0 for never.
    when_suppressed : int16
        Q10 suppression of the defenders from which an assault goes in; 0 for at once.
    """

    act: NDArray[np.int8]
    mode: NDArray[np.int8]
    route: NDArray[np.int32]
    target: NDArray[np.int32]
    task: NDArray[np.int8]
    side: NDArray[np.int8]
    start: NDArray[np.int32]
    on_contact: NDArray[np.bool_]
    stop_loss: NDArray[np.int16]
    when_suppressed: NDArray[np.int16]


@dataclass(slots=True, eq=False)
class Fires:
    """Direct fire: `policy` int8 row of `POLICIES`; `aim` int32 hex fired at before all others, -1 for none;
    `open_m` int32 meters beyond which fire is held, 0 for no such limit. All (..., U).
    """

    policy: NDArray[np.int8]
    aim: NDArray[np.int32]
    open_m: NDArray[np.int32]


@dataclass(slots=True, eq=False)
class Missions:
    """Fire missions (..., U, MISSIONS_EACH), served in order while their time lasts.

    Attributes
    ----------
    kind : int8
        Row of `artillery_table.MISSIONS`, -1 for none.
    hex, rounds : int32
        Aim, and rounds of the whole battery still to fire.
    start, end : int32
        Minutes between which it is fired.
    planned, near : bool
        Written into the plan of the turn and so on time; accepted near own troops.
    """

    kind: NDArray[np.int8]
    hex: NDArray[np.int32]
    rounds: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    planned: NDArray[np.bool_]
    near: NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class Flights:
    """Flights (..., U): `aircraft` int16 to send, 0 for none; `kind` int8 row of `FLIGHTS`; `bomb` int8 row
    of `AirTable.bombs` or -1; `hex` int32 aim; `at` int32 minute from which they go, `until` the last one;
    `near` bool accepted near own troops.
    """

    aircraft: NDArray[np.int16]
    kind: NDArray[np.int8]
    bomb: NDArray[np.int8]
    hex: NDArray[np.int32]
    at: NDArray[np.int32]
    until: NDArray[np.int32]
    near: NDArray[np.bool_]


def no_acts(shape: tuple[int, ...], mode: int) -> Acts:
    """Units (..., U) that hold where they are; `mode` is the row of the ordinary way to move."""
    none = np.full(shape, NOWHERE, np.int32)
    return Acts(
        act=np.full(shape, HOLD, np.int8),
        mode=np.full(shape, mode, np.int8),
        route=np.full((*shape, ROUTE), NOWHERE, np.int32),
        target=none,
        task=np.full(shape, NOWHERE, np.int8),
        side=np.full(shape, NOWHERE, np.int8),
        start=np.zeros(shape, np.int32),
        on_contact=np.zeros(shape, np.bool_),
        stop_loss=np.zeros(shape, np.int16),
        when_suppressed=np.zeros(shape, np.int16),
    )


def nothing_later(shape: tuple[int, ...], mode: int) -> Acts:
    """No act that waits: one that begins never."""
    later = no_acts(shape, mode)
    later.start[...] = NEVER
    return later


def free_fire(shape: tuple[int, ...]) -> Fires:
    """Units (..., U) that fire at what they see."""
    none = np.full(shape, NOWHERE, np.int32)
    return Fires(np.full(shape, FREE, np.int8), none, np.zeros(shape, np.int32))


def no_missions(shape: tuple[int, ...]) -> Missions:
    """Batteries (..., U) with nothing to fire at."""
    wide = (*shape, MISSIONS_EACH)
    return Missions(
        kind=np.full(wide, NOWHERE, np.int8),
        hex=np.full(wide, NOWHERE, np.int32),
        rounds=np.zeros(wide, np.int32),
        start=np.zeros(wide, np.int32),
        end=np.zeros(wide, np.int32),
        planned=np.zeros(wide, np.bool_),
        near=np.zeros(wide, np.bool_),
    )


def no_flights(shape: tuple[int, ...]) -> Flights:
    """Squadrons (..., U) that stay on the ground."""
    return Flights(
        aircraft=np.zeros(shape, np.int16),
        kind=np.zeros(shape, np.int8),
        bomb=np.full(shape, NOWHERE, np.int8),
        hex=np.full(shape, NOWHERE, np.int32),
        at=np.zeros(shape, np.int32),
        until=np.zeros(shape, np.int32),
        near=np.zeros(shape, np.bool_),
    )


def take_over(acts: Acts, later: Acts, now: NDArray[np.bool_], none: Acts) -> None:
    """Let the waiting acts of some units begin, in place; what waits for them then is `none`."""
    for field in fields(Acts):
        current, waiting = getattr(acts, field.name), getattr(later, field.name)
        current[now] = waiting[now]
        waiting[now] = getattr(none, field.name)[now]
