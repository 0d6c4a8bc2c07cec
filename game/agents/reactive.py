"""The agent "reactive": it shoots at what it sees, digs in and holds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents import fires
from game.agents.base import Plan, allowed
from game.agents.marches import come_up, entered
from game.agents.picture import BROKEN, FAR, Picture, draw
from game.engine import acts
from game.engine.orders import Dig, Fire, Hold, Order, Rest
from game.engine.units import NEVER
from game.engine.view import View
from game.i18n import plural, text

QUIET_M = 1500
"""Meters to the nearest enemy from which a broken unit rests."""

DEEP = 3000
"""Q10 of a level of works from which men sleep instead of digging on: full trenches, bar a crater or two."""
DIGGERS = ("infantry", "carried", "horse", "horse_artillery", "lorry", "tractor")
"""Mobilities of those who dig in where they stand."""


class Reactive:
    """It attacks nothing: what comes is met where the units stand."""

    name = "reactive"

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def choose(self, view: View, memo: str = "") -> Plan:  # noqa: ARG002
        """Dig, watch, fire at contacts; who has just come onto the map goes to the line."""
        picture = draw(view)
        fresh = entered(picture)
        marches, moving = come_up(picture, fresh)
        staying = np.flatnonzero(view.ready & (view.forces.hex >= 0) & ~moving)
        guns = fires.gunnery(picture, fires.on_contacts(picture), moving)
        at = np.flatnonzero(picture.enemy)
        air = fires.sorties(picture, at, picture.enemy[at])
        orders: list[Order] = [*marches, *stay(picture, staying), *watch(view, staying), *guns, *air]
        return Plan(allowed(view, orders), _reasons(picture, len(marches), len(guns), len(air)))


def stay(picture: Picture, units: NDArray[np.int64]) -> list[Order]:
    """Dig in and then keep watch; rest where a unit is broken and the enemy far. No order is given twice."""
    view, act = picture.view, picture.view.acts.act
    far = picture.nearest[view.forces.hex[units]] > QUIET_M
    rests = (view.forces.nerve[units] >= BROKEN) & far
    names = view.tables.march.mobilities
    spades = np.isin(view.cadre.mobility[units], [names.index(name) for name in DIGGERS])
    digs = ~rests & spades & ~view.cadre.tanks[units]
    waits = view.later.start[units] < NEVER
    deep = view.forces.works[units] >= DEEP
    new_dig = digs & ~deep & ((act[units] != acts.DIG) | waits)
    idle = digs & deep & ((act[units] == acts.DIG) | waits)
    new_rest = rests & ((act[units] != acts.RALLY) | waits)
    return [
        *(Dig(unit=int(unit)) for unit in units[new_dig]),
        *(Rest(unit=int(unit)) for unit in units[new_rest]),
        *(Hold(unit=int(unit)) for unit in units[idle]),
    ]


def watch(view: View, units: NDArray[np.int64]) -> list[Order]:
    """Fire at whatever moves in sight."""
    policy = acts.POLICIES[acts.OVERWATCH]
    new = units[view.fires.policy[units] != acts.OVERWATCH]
    return [Fire(unit=int(unit), policy=policy) for unit in new]


def _reasons(picture: Picture, marches: int, guns: int, flights: int) -> tuple[str, ...]:
    told = [text("Hold where we stand, and dig.")]
    known = int((picture.nearest < FAR).any() and np.count_nonzero(picture.enemy))
    if known:
        told.append(plural("The enemy is known in {n} hex.", "The enemy is known in {n} hexes.", known))
    if marches:
        told.append(plural("{n} unit comes up.", "{n} units come up.", marches))
    if guns:
        told.append(plural("{n} fire mission.", "{n} fire missions.", guns))
    if flights:
        told.append(plural("{n} flight.", "{n} flights.", flights))
    return tuple(told)
