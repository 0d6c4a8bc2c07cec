"""Phase 1: who comes onto the map over his road, who may be used, who goes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import HOLD, NOWHERE, take_over
from game.engine.pulse.now import Flags, Ints, Now, running
from game.engine.state import State
from game.engine.units import NEVER
from game.rules.arrivals import Arrivals, advanced, arrivals
from game.rules.columns import NO_LANE, claim, placed, serve
from game.rules.escalation import bought
from game.rules.stacking import crowd, stack_weight
from game.rules.supply import train_places
from game.rules.works import posture_at

LANES = 2
SECONDS = 60


def come(state: State, now: Now) -> None:
    """Bring on the reinforcements whose hour has come, as fast as the road lets them (supply.1, supply.3)."""
    setting, forces = now.setting, state.forces
    cadre, stakes = setting.cadre, setting.stakes
    gains = bought(stakes.escalation, state.count.caused)
    arrive, release = (advanced(stakes.entries, hour, gains) for hour in (cadre.arrive, cadre.release))
    men = forces.men > 0
    told = arrivals(
        stakes.entries,
        now.minute,
        forces.hex,
        cadre.entry,
        (arrive, release, cadre.leave),
        men & ~forces.gone,
    )
    now.ready = told.ready & men & ~forces.gone
    _queue(state, now, told, arrive)
    _leave(state, now, told)
    forces.stood |= forces.hex >= 0


def _queue(state: State, now: Now, told: Arrivals, hours: Ints) -> None:
    """Serve the queues of the entries and set on the map who has the road behind him."""
    setting, forces = now.setting, state.forces
    cadre = setting.cadre
    if not told.enter.any():
        return
    guns = np.take_along_axis(forces.weapons, np.maximum(cadre.gun, 0)[None, :, None], axis=-1)[..., 0] * (
        cadre.gun >= 0
    )
    need = claim(
        setting.tables.supply,
        setting.tables.march,
        cadre.mobility,
        forces.men,
        guns,
        running(forces),
        now.air.ground[:, None],
    )
    fresh = told.enter & (forces.road < 0)
    forces.road = np.where(fresh, need.seconds, forces.road).astype(np.int32)
    forces.came = np.where(fresh, np.maximum(hours, 0), forces.came).astype(np.int32)
    waits = told.enter & (need.lane != NO_LANE)
    road = setting.roads[np.maximum(cadre.entry, 0)].astype(np.int64)
    queue = np.where(waits, road * LANES + need.lane, NOWHERE)
    room = np.full((state.games, (int(setting.roads.max()) + 1) * LANES), now.minutes * SECONDS, np.int64)
    got = serve(queue, forces.came, np.maximum(forces.road, 0), room)
    forces.road = np.where(waits, forces.road - got, forces.road).astype(np.int32)
    through = told.enter & ((forces.road <= 0) | (need.lane == NO_LANE))
    if through.any():
        _place(state, now, told, through)


def _place(state: State, now: Now, told: Arrivals, through: Flags) -> None:
    setting, forces = now.setting, state.forces
    cadre, march = setting.cadre, setting.tables.march
    weight = stack_weight(march, forces.men, running(forces))
    there = np.where(forces.men > 0, forces.hex, NOWHERE)
    inside = crowd(there, cadre.side, forces.men, weight, setting.board.hexes)
    games = np.arange(state.games)[:, None, None]
    goal = np.maximum(told.wanted, 0)
    enemy = inside.units[games, 1 - cadre.side[:, None], goal] > 0
    open_ = setting.enterable[cadre.mobility[:, None], goal]
    new = placed(
        march,
        told.wanted,
        through,
        forces.came,
        cadre.side,
        forces.men,
        weight,
        open_ & ~enemy,
        (inside.units, inside.men, inside.weight),
    )
    came = new >= 0
    forces.hex = np.where(came, new, forces.hex).astype(np.int32)
    _follow(state, now, came)
    now.log.tell(
        "entered", came, seen=1 << cadre.side, unit=np.arange(len(cadre)), hex=forces.hex, amount=forces.men
    )


def _follow(state: State, now: Now, came: Flags) -> None:
    """The trains of who came to the lake take their places on the one road (supply.3)."""
    setting, forces = now.setting, state.forces
    own = running(forces)
    places = train_places(setting.tables.supply, own, setting.train)
    soviet = came & (setting.cadre.side == 0) & (setting.train >= 0)
    state.depots.trains = state.depots.trains + np.where(soviet, places, 0).sum(axis=-1)


def _leave(state: State, now: Now, told: Arrivals) -> None:
    """Units whose hour to go has come are out of the battle."""
    forces = state.forces
    goes = told.leave & ~forces.gone
    place = forces.hex.copy()
    forces.gone |= goes
    forces.hex = np.where(goes, NOWHERE, forces.hex).astype(np.int32)
    units = np.arange(len(now.setting.cadre))
    now.log.tell("left", goes & (place >= 0), seen=1 << now.setting.cadre.side, unit=units, hex=place)
    now.ready &= ~goes


def begin_acts(state: State, now: Now) -> None:
    """Changed acts whose time has come take the place of the old ones."""
    due = (state.later.start < now.end) & (state.later.start != NEVER)
    if not due.any():
        return
    take_over(state.acts, state.later, due, now.setting.idle(due.shape))
    on_way = due & (state.acts.route[..., 0] >= 0)
    route, lost = rejoined(state.acts.route[on_way], state.forces.hex[on_way], now.setting.board.neighbor)
    state.acts.route[on_way] = route
    state.acts.act[on_way] = np.where(lost, HOLD, state.acts.act[on_way])
    state.forces.done = np.where(due, 0, state.forces.done).astype(np.int32)
    units = np.arange(len(now.setting.cadre))
    side = now.setting.cadre.side
    now.log.tell("order_begun", due, seen=1 << side, unit=units, hex=state.forces.hex, detail=state.acts.act)


def rejoined(
    route: NDArray[np.int32], hex: NDArray[np.int32], neighbor: NDArray[np.int32]
) -> tuple[NDArray[np.int32], Flags]:
    """Routes (N, R) as seen from where units (N) stand now, and who cannot join his route any more.

    An order that comes late finds a unit that has gone on: it leaves out what lies behind it, or joins the
    route at the first hex beside it. Who stands beside none of it waits for a new order.
    """
    each = np.arange(route.shape[1])
    passed = np.where(route == hex[:, None], each + 1, 0).max(axis=1, initial=0)
    around = neighbor[np.maximum(hex, 0)]
    beside = ((around[:, :, None] == route[:, None, :]) & (route >= 0)[:, None, :]).any(axis=1)
    skip = np.where(passed > 0, passed, beside.argmax(axis=1))
    from_there = np.minimum(each + skip[:, None], route.shape[1] - 1)
    inside = each + skip[:, None] < route.shape[1]
    kept = np.where(inside, np.take_along_axis(route, from_there, axis=1), NOWHERE)
    return kept.astype(np.int32), np.asarray((passed == 0) & ~beside.any(axis=1))


def stand(state: State, now: Now) -> None:
    """Posture of those who do not move, by the works that they have (units.1, works.1)."""
    forces = state.forces
    dug = posture_at(forces.works, now.setting.tables.works.craters)
    forces.posture = np.where(now.moved, forces.posture, dug).astype(np.int8)
