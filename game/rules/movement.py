"""The march of a pulse: all units at once, hex by hex along their planned routes.

A pulse has three ticks; in each, every unit gets its share of the minutes and spends it on steps. A step is
taken by all who have the minutes at once, on the state before it: who wants a hex that the enemy holds, or is
there before him, stays where he is, and neither side's order in the arrays matters. Minutes left over are
carried to the next pulse, those spent waiting are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.march_roads import blocked
from game.rules.march_state import Marching, gathered
from game.rules.meeting import outrun
from game.rules.movement_table import MarchTable
from game.rules.stacking import admitted

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOVING, ARRIVED, TIME, STACK, ENEMY, CONTACT, ROAD, CLOSED_SIDE = range(8)
STOPS = ("moving", "arrived", "time", "stack", "enemy", "contact", "road", "closed")
"""Why a unit stands at the end of the pulse."""


@dataclass(frozen=True, slots=True, eq=False)
class March:
    """Units on the march; U units, K hexes of route at most.

    Attributes
    ----------
    hex : (..., U) int
        Where each stands, negative off the board.
    route : (..., U, K) int
        Hexes to enter, in order; -1 after the last.
    carried : (..., U) int
        Tenths of a minute left over from the pulse before; below 0 for who is held up, as on a road under
        fire.
    pace, final : (..., U) int
        Q10 (`movement_cost.pace`); `final` for the last hex of the route, where a rush is faster.
    mobility, layer, side : (..., U) int
        Rows of the mobilities and of `LAYERS`; 0 or 1.
    men, weight : (..., U) int
        Men; Q10 companies (`stacking.stack_weight`).
    halts : (..., U) bool
        Whether the unit's order ends its march next to the enemy; a column's always does.
    lot : (..., U) int
        Of two enemies who come to a hex at the same moment, the one with the greater has it.
    """

    hex: NDArray[np.int32]
    route: NDArray[np.int32]
    carried: NDArray[np.int32]
    pace: Ints
    final: Ints
    mobility: NDArray[np.int8]
    layer: NDArray[np.int8]
    side: NDArray[np.int8]
    men: NDArray[np.int16]
    weight: NDArray[np.int32]
    halts: Flags
    lot: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Every step of the pulse in the order in which it was taken, [N]: what reaction fire looks at.

    Attributes
    ----------
    battle, tick, unit : int32[N]
        Row of the flattened batch, tick 0.., row of the unit.
    source, target : int32[N]
        Hex left and hex entered.
    tenths : int32[N]
        Tenths of a minute that it took.
    """

    battle: NDArray[np.int32]
    tick: NDArray[np.int32]
    unit: NDArray[np.int32]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    tenths: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """Where the units came.

    Attributes
    ----------
    hex : (..., T, U) int32
        After each tick.
    carried, spent : (..., U) int32
        Tenths of a minute left over, and used on the way.
    taken : (..., U) int16
        Hexes of the route entered.
    stop : (..., U) int8
        Why each stands, row of `STOPS`.
    steps : Steps
    """

    hex: NDArray[np.int32]
    carried: NDArray[np.int32]
    spent: NDArray[np.int32]
    taken: NDArray[np.int16]
    stop: NDArray[np.int8]
    steps: Steps


def move(
    table: MarchTable,
    march: March,
    cost: NDArray[np.int32] | Sequence[NDArray[np.int32]],
    neighbor: NDArray[np.int32],
    contact: Flags,
    minutes: int,
    ticks: int = 3,
) -> Moved:
    """Move all units through one pulse.

    Parameters
    ----------
    table : MarchTable
        Of the ruleset.
    march : March
        Units, where they want to go, and how fast.
    cost : (3, M, H, 6) or (..., 3, M, H, 6) int32, or a sequence of (3, M, H, 6)
        From `movement_cost.entry_cost`, one for all battles of the batch or one each; in a sequence, battles
        on the same ground share a table.
    neighbor : (H, 6) int32
        Hex over each side, negative where there is none.
    contact : (2, H) or (..., 2, H) bool
        Hexes in which a unit of the side stands next to a spotted enemy.
    minutes : int
        Length of the pulse, a multiple of the ticks.
    ticks : int
        Parts of the pulse between which reaction fire comes.

    Returns
    -------
    Moved

    Raises
    ------
    ValueError
        If the pulse cannot be cut into so many ticks of whole tenths.

    Notes
    -----
    Rules movement.1 to 8. Steps are taken by whoever has the minutes, at most one hex at a time. Nobody
    enters a hex that holds an enemy, nor one that an enemy enters in the same step, nor changes places with
    one. Of enemies who want the same hex the one who is there first goes on, the others stop (`meeting`). Of
    several units of a side that want the same hex, the one with most minutes in hand goes first, then the
    lower row, as long as the hex has room (movement.6).
    In column, one unit at a time crosses a hexside, and only behind the columns of its own direction; where
    roads meet, the same order decides who goes first.
    """
    if ticks < 1 or (minutes * 10) % ticks or minutes <= 0:
        raise ValueError(f"a pulse of {minutes} minutes cannot be cut into {ticks} ticks of whole tenths")
    state = gathered(march, cost, neighbor, contact)
    after = np.empty((ticks, state.place.size), np.int32)
    taken: list[tuple[Ints, ...]] = []
    for tick in range(ticks):
        state.begin(minutes * 10 // ticks)
        while (who := state.ready()).size:
            went = _step(table, state, who)
            if went.any():
                taken.append(state.advance(who[went], tick))
            elif not state.halted[who].any():
                # As long as somebody stops for good, who waited behind him may go.
                break
        after[tick] = state.place
        state.end()
    return _moved(state, after, taken)


def _step(table: MarchTable, state: Marching, who: Ints) -> Flags:
    """Which of those that are ready take their step; the others learn why not."""
    enemy, road = state.held(who), blocked(table, state, who)
    able = np.flatnonzero(~(enemy | road))
    enemy[able] = outrun(state, who[able])
    free = ~(enemy | road)
    out = np.zeros(who.size, np.bool_)
    some = who[free]
    if some.size:
        first, men, weight = -state.time[some], state.men[some], state.weight[some]
        out[free] = admitted(table, state.wanted(some), first, men, weight, state.inside(some))
    state.stop[who] = np.where(enemy, ENEMY, np.where(road, ROAD, STACK))
    # Who runs into the enemy stops for good in this pulse; the others wait for room.
    state.halted[who[enemy]] = True
    return out


def _moved(state: Marching, after: NDArray[np.int32], taken: list[tuple[Ints, ...]]) -> Moved:
    shape = state.shape
    columns = [np.concatenate(part) for part in zip(*taken, strict=True)] or [np.zeros(0, np.int64)] * 6
    place = after.reshape(len(after), *shape)
    return Moved(
        hex=np.moveaxis(place, 0, -2),
        carried=state.left().reshape(shape).astype(np.int32),
        spent=state.spent.reshape(shape).astype(np.int32),
        taken=state.cursor.reshape(shape).astype(np.int16),
        stop=state.stop.reshape(shape),
        steps=Steps(*(part.astype(np.int32) for part in columns)),
    )
