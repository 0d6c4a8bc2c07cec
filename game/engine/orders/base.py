"""What all orders share: a value that is checked against a view and then laid into the arrays of a turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from game.engine.acts import MISSIONS_EACH, NOWHERE, ROUTE, Acts
from game.engine.setting import Setting
from game.engine.state import State
from game.engine.view import View
from game.rules.movement_table import ADVANCE
from game.rules.zones import NO_ACT, breach, lifted


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why an order is refused: a code, and the numbers that its sentence names. A value, never an error."""

    code: str
    values: dict[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where orders are written: one game of a state that may be written, at the start of a turn."""

    setting: Setting
    state: State
    game: int

    def act(self, unit: int, start: int) -> Acts:
        """The waiting act of a unit, wiped and set to begin when command and order allow."""
        later, row = self.state.later, (self.game, unit)
        later.act[row] = later.task[row] = later.side[row] = 0
        later.task[row] = later.side[row] = NOWHERE
        later.target[row] = NOWHERE
        later.route[row] = NOWHERE
        later.on_contact[row] = False
        later.stop_loss[row] = later.when_suppressed[row] = 0
        later.mode[row] = self.setting.tables.march.modes.index("advance")
        delay = int(self.state.forces.delay[row])
        later.start[row] = max(start, self.state.minute + delay) if delay >= 0 else _UNREACHED
        return later

    def carries(self, order: Order) -> bool:
        """Whether an order is laid at all: one that cannot get through wipes none that is on its way."""
        row = (self.game, order.unit)
        cut = order.group == "act" and int(self.state.forces.delay[row]) < 0
        return not (cut and int(self.state.later.start[row]) < _UNREACHED)

    def mission(self, unit: int) -> int:
        """The first free place for a fire mission of a unit; the last one where all are taken."""
        missions, row = self.state.missions, (self.game, unit)
        done = (
            (missions.kind[row] < 0) | (missions.rounds[row] <= 0) | (missions.end[row] <= self.state.minute)
        )
        return int(done.argmax()) if done.any() else MISSIONS_EACH - 1


_UNREACHED = np.int32(2**31 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order to one unit. `word` names its kind in the text form."""

    word: ClassVar[str] = ""
    group: ClassVar[str] = "act"
    unit: int

    def check(self, view: View) -> Rejection | None:
        """Why the side that has this view may not give the order; None where it may."""
        return own_and_ready(view, self.unit)

    def lay(self, desk: Desk) -> None:
        """Write the order into the arrays of the turn."""
        raise NotImplementedError  # every kind of order lays itself


def own_and_ready(view: View, unit: int) -> Rejection | None:
    """Refuse a unit that is not there, not one's own, or not to be used yet."""
    if not 0 <= unit < len(view.cadre) or not view.own[unit]:
        return Rejection("unit.foreign")
    if view.forces.gone[unit] or view.forces.men[unit] <= 0:
        return Rejection("unit.lost", {"unit": unit})
    if not view.ready[unit]:
        return Rejection("unit.held", {"unit": unit})
    return None


def on_map(view: View, unit: int) -> Rejection | None:
    """The same, and refuse a unit that does not stand on the map."""
    found = own_and_ready(view, unit)
    if found is None and view.forces.hex[unit] < 0:
        return Rejection("unit.away", {"unit": unit})
    return found


def check_route(view: View, unit: int, route: tuple[int, ...], layer: int = ADVANCE) -> Rejection | None:
    """Refuse a way that is too long, broken, closed to the unit, or leads where its side may not go.

    `layer` of the prices: columns keep to the ways, who withdraws may swim (`movement_cost.layer_of`).
    """
    if not route:
        return Rejection("route.none", {"unit": unit})
    if len(route) > ROUTE:
        return Rejection("route.long", {"most": ROUTE})
    board, here = view.board, int(view.forces.hex[unit])
    hexes = np.array((here, *route), np.int64)
    if ((hexes < 0) | (hexes >= board.hexes)).any():
        return Rejection("hex.off")
    beside = board.neighbor[hexes[:-1]] == hexes[1:, None]
    if not beside.any(axis=1).all():
        return Rejection("route.broken", {"hex": int(hexes[1:][~beside.any(axis=1)][0])})
    price = view.cost()[layer, view.cadre.mobility[unit], hexes[:-1], beside.argmax(axis=1)]
    if (price < 0).any():
        return Rejection("route.closed", {"hex": int(hexes[1:][price < 0][0])})
    return check_zone(view, "ground", route)


def check_zone(view: View, ban: str, hexes: tuple[int, ...], start: int = 0) -> Rejection | None:
    """Refuse what leads into a zone that no price opens at the minute of its start."""
    zones = view.stakes.zones
    if not len(zones.names):
        return None
    until = lifted(zones, view.public.releases)
    minute = np.full(len(hexes), max(view.minute, start))
    told = breach(zones, ban, np.full(len(hexes), view.side), np.array(hexes), minute, until)
    if not told.refused.any():
        return None
    at = int(told.refused.argmax())
    shut = told.zones[at] & (zones.act == NO_ACT)
    return Rejection("zone.closed", {"hex": int(hexes[at]), "zone": zones.names[int(shut.argmax())]})
