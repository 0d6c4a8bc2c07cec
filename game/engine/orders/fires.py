"""Orders about fire: how a unit fires, the missions of batteries, flights, and the forbidden request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from game.engine import acts
from game.engine.orders.base import Desk, Order, Rejection, check_zone, on_map, own_and_ready
from game.engine.view import View
from game.rules import air_defense, barrage
from game.rules.artillery_table import DEFENSIVE, MISSIONS
from game.rules.escalation import DEEDS

LATER = 30
"""Minutes of notice from which a mission counts as part of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fire(Order):
    """How a unit fires: `policy` one of `acts.POLICIES`; `aim` hex fired at first, -1 for none; `open_m`
    meters beyond which it holds its fire, 0 for no such limit.
    """

    word: ClassVar[str] = "fire"
    group: ClassVar[str] = "fire"
    policy: str = "free"
    aim: int = -1
    open_m: int = 0

    def check(self, view: View) -> Rejection | None:
        """Refuse an unknown policy, a hex off the map, or fire where the side has no leave to fire."""
        if self.policy not in acts.POLICIES:
            return Rejection("policy.unknown", {"policy": self.policy})
        if not -1 <= self.aim < view.board.hexes:
            return Rejection("hex.off")
        found = on_map(view, self.unit)
        if found is None and self.aim >= 0:
            found = check_zone(view, "fire", (self.aim,))
        return found

    def lay(self, desk: Desk) -> None:
        """Write the policy; it needs no time to arrive."""
        fires, row = desk.state.fires, (desk.game, self.unit)
        fires.policy[row] = acts.POLICIES.index(self.policy)
        fires.aim[row], fires.open_m[row] = self.aim, self.open_m


@dataclass(frozen=True, slots=True, kw_only=True)
class Bombard(Order):
    """A fire mission: `kind` one of MISSIONS, `target` hex, `rounds` of the whole battery, from `start` to
    `end` (minutes; 0 for at once and for the end of the turn); `near` accepts own troops near the aim.
    """

    word: ClassVar[str] = "bombard"
    group: ClassVar[str] = "guns"
    kind: str
    target: int
    rounds: int
    start: int = 0
    end: int = 0
    near: bool = False

    def check(self, view: View) -> Rejection | None:
        """Refuse what the battery cannot reach, has no rounds for, or has no leave to fire at."""
        if self.kind not in MISSIONS:
            return Rejection("mission.unknown", {"mission": self.kind})
        if not 0 <= self.target < view.board.hexes:
            return Rejection("hex.off")
        found = on_map(view, self.unit)
        if found is not None:
            return found
        return self._reach(view) or check_zone(view, "fire", (self.target,), self.start)

    def _reach(self, view: View) -> Rejection | None:
        gun, table = int(view.cadre.gun[self.unit]), view.tables.batteries
        if gun < 0:
            return Rejection("guns.none", {"unit": self.unit})
        meters = int(view.board.meters(int(view.forces.hex[self.unit]), self.target))
        if meters > table.far[gun]:
            return Rejection("range.far", {"meters": meters, "limit": int(table.far[gun])})
        if meters < table.near[gun]:
            return Rejection("range.near", {"meters": meters, "limit": int(table.near[gun])})
        if self.rounds <= 0:
            return Rejection("rounds.none")
        if view.forces.ammunition[self.unit, 1] <= 0 and view.forces.loose[self.unit] < 100:
            return Rejection("ammunition.none", {"unit": self.unit})
        return None

    def lay(self, desk: Desk) -> None:
        """Write the mission: what is called for at once takes the time of a call."""
        state, row = desk.state, (desk.game, self.unit)
        place, missions = desk.mission(self.unit), state.missions
        end = self.end or int(desk.setting.calendar.turn_end[state.turn])
        missions.kind[row][place] = MISSIONS.index(self.kind)
        missions.hex[row][place], missions.rounds[row][place] = self.target, self.rounds
        missions.start[row][place], missions.end[row][place] = self._begin(desk), end
        missions.planned[row][place] = self.start >= state.minute + LATER
        missions.near[row][place] = self.near

    def _begin(self, desk: Desk) -> int:
        state, table = desk.state, desk.setting.tables.batteries
        last = int(state.forces.aim[desk.game, self.unit])
        shift = barrage.FAR_AWAY if last < 0 else int(desk.setting.board.meters(last, self.target))
        planned = self.start >= state.minute + LATER or state.turn == 0
        wait = barrage.delay(
            np.array([planned]),
            np.array([MISSIONS.index(self.kind)]),
            state.forces.link[desk.game, self.unit][None],
            np.array([shift]),
            table,
        )[0]
        pulse = int(desk.setting.calendar.pulse[state.turn])
        earliest = state.minute + (int(wait) if wait >= 0 else 4) * pulse
        return max(self.start, earliest if self.kind != MISSIONS[DEFENSIVE] else state.minute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fly(Order):
    """A flight: `kind` one of FLIGHTS, `aircraft` to send, `target` hex, `bomb` name or "" for none, from
    `start` to `end` (minutes; 0 for at once and for the end of the turn); `near` accepts own troops there.
    """

    word: ClassVar[str] = "fly"
    group: ClassVar[str] = "air"
    kind: str
    aircraft: int
    target: int
    bomb: str = ""
    start: int = 0
    end: int = 0
    near: bool = False

    def check(self, view: View) -> Rejection | None:
        """Refuse what the squadron has not got, cannot carry, or has no leave to fly over."""
        if self.kind not in acts.FLIGHTS:
            return Rejection("flight.unknown", {"flight": self.kind})
        if not 0 <= self.target < view.board.hexes:
            return Rejection("hex.off")
        found = own_and_ready(view, self.unit)
        if found is None and not view.cadre.flies[self.unit]:
            found = Rejection("aircraft.none", {"unit": self.unit})
        return found or self._fit(view) or check_zone(view, "air", (self.target,), self.start)

    def _fit(self, view: View) -> Rejection | None:
        table, row = view.tables.air, view.squadron(self.unit)
        whole = np.array([view.forces.vehicles[self.unit, :, 0].max()])
        rest, flown = view.air.resting[row][None], view.air.flown[row][None]
        fit = int(air_defense.ready(whole, rest, flown, table)[0])
        if not 0 < self.aircraft <= fit:
            return Rejection("aircraft.few", {"aircraft": self.aircraft, "most": fit})
        if self.kind != acts.FLIGHTS[acts.BOMB]:
            return None
        if self.bomb not in table.bombs:
            return Rejection("bomb.unknown", {"bomb": self.bomb})
        kind, bomb = int(view.air_type[row]), table.bombs.index(self.bomb)
        if table.load[kind, bomb] <= 0:
            return Rejection("bomb.load", {"bomb": self.bomb})
        return Rejection("bomb.none", {"bomb": self.bomb}) if view.air.bombs[bomb] <= 0 else None

    def lay(self, desk: Desk) -> None:
        """Write the flight."""
        flights, row = desk.state.flights, (desk.game, self.unit)
        bombs = desk.setting.tables.air.bombs
        flights.kind[row] = acts.FLIGHTS.index(self.kind)
        flights.aircraft[row], flights.hex[row] = self.aircraft, self.target
        flights.bomb[row] = bombs.index(self.bomb) if self.bomb in bombs else acts.NOWHERE
        flights.at[row] = max(self.start, desk.state.minute)
        flights.until[row] = (self.end or int(desk.setting.calendar.turn_end[desk.state.turn])) - 1
        flights.near[row] = self.near


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Order):
    """Ask for aircraft over the field: the choice that Tokyo has forbidden, and what it costs (victory.7)."""

    word: ClassVar[str] = "request"
    group: ClassVar[str] = "side"
    unit: int = -1
    what: str = "aircraft"
    side: int = 1

    def check(self, view: View) -> Rejection | None:
        """Refuse it where the scenario knows no such act."""
        if self.what != "aircraft" or self.side != view.side:
            return Rejection("request.unknown", {"what": self.what})
        acts_known = view.stakes.escalation
        flights = (acts_known.side == view.side) & (acts_known.deed == _FLIGHT)
        return None if flights.any() else Rejection("request.unknown", {"what": self.what})

    def lay(self, desk: Desk) -> None:
        """Note the request for the turn."""
        desk.state.count.cover[desk.game, self.side] = True


_FLIGHT = DEEDS.index("flight")
