"""The part of a battle that a question is about: the units near it, cut out of a view and its setting.

A preview of one assault plays every pulse for every unit, though what happens behind the next ridge does not
touch it. Cutting the rows of the others leaves the same rules on fewer units, so the odds stay the same in
law; only the dice fall on other rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.orders import Order
from game.engine.setting import Setting
from game.engine.state import Air
from game.engine.view import View
from game.rules.arrivals import EntryTable
from game.rules.victory_stakes import Stakes

T = TypeVar("T")
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NEAR_M = 3000
"""Meters from the places of the orders within which a unit can have a part in what comes of them."""
SUPPORT_M = 1000
"""Meters between the goals of two orders within which one supports the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A setting, a view and orders of fewer units; `rows` int64[N] are their rows in the whole."""

    setting: Setting
    view: View
    orders: tuple[Order, ...]
    rows: Ints


def places(view: View, orders: Sequence[Order]) -> Ints:
    """Hexes that some orders concern: where their units stand, where they go, what they aim at."""
    told: list[int] = []
    for order in orders:
        if order.unit >= 0:
            told.append(int(view.forces.hex[order.unit]))
        told += getattr(order, "route", ())
        told += [getattr(order, name, NOWHERE) for name in ("target", "aim")]
    found = np.unique(np.array(told, np.int64))
    return found[found >= 0]


def concerned(view: View, orders: Sequence[Order], near_m: int = NEAR_M) -> Ints:
    """Rows of the units that may have a part in what comes of some orders.

    Parameters
    ----------
    view : View
        Of the side that asks.
    orders : sequence of Order
        Own orders.
    near_m : int
        Meters from their places.

    Returns
    -------
    int64[N]
        Units under order; units near, own or believed; batteries with fire missions, squadrons in the air.
    """
    where = places(view, orders)
    hexes = np.where(view.own, view.forces.hex, view.contacts.hex).astype(np.int64)
    there, kept = hexes >= 0, np.zeros(len(hexes), np.bool_)
    if where.size:
        meters = view.board.meters(np.maximum(hexes, 0)[:, None], where).min(axis=1)
        kept |= there & (meters <= near_m)
    kept |= (view.missions.kind >= 0).any(axis=-1) & (view.missions.rounds > 0).any(axis=-1)
    kept |= view.flights.aircraft > 0
    kept[[order.unit for order in orders if order.unit >= 0]] = True
    return np.flatnonzero(kept)


def narrow(setting: Setting, view: View, orders: Sequence[Order], near_m: int = NEAR_M) -> Part:
    """Cut a battle to the units that some orders concern; the same battle where these are all there are."""
    rows = concerned(view, orders, near_m)
    place = np.full(len(view.own), NOWHERE, np.int64)
    place[rows] = np.arange(rows.size)
    flown = np.flatnonzero(place[setting.squadrons] >= 0)
    fewer = tuple(replace(o, unit=int(place[o.unit])) if o.unit >= 0 else o for o in orders)
    return Part(_setting(setting, rows, place, flown), _view(view, rows, place, flown), fewer, rows)


def _rows(columns: T, rows: Ints) -> T:
    """A record of columns [U, ...] with some rows; what is no array stays, and so do ids of formations."""
    kept: dict[str, Any] = {}
    for field in fields(columns):  # type: ignore[arg-type]
        value = getattr(columns, field.name)
        if isinstance(value, np.ndarray):
            kept[field.name] = value[rows]
        elif field.name == "ids":
            kept[field.name] = tuple(value[row] for row in rows)
        else:
            kept[field.name] = value
    return type(columns)(**kept)


def _moved(units: NDArray[Any], place: Ints) -> NDArray[Any]:
    """Rows of units as they are numbered now, those left out as nobody."""
    wide = units.astype(np.int64)
    return np.where(wide >= 0, place[np.maximum(wide, 0)], NOWHERE).astype(units.dtype)


def _list(units: Ints, place: Ints) -> Ints:
    """A list of rows as they are numbered now, without those left out."""
    moved = place[units]
    return moved[moved >= 0]


def _setting(setting: Setting, rows: Ints, place: Ints, flown: Ints) -> Setting:
    net = setting.command
    command = replace(net, post=_moved(net.post, place), superiors=_moved(net.superiors[rows], place))
    return replace(
        setting,
        cadre=_rows(setting.cadre, rows),
        stakes=_stakes(setting.stakes, rows),
        command=command,
        squadrons=place[setting.squadrons[flown]],
        aircraft=setting.aircraft[flown],
        air_type=setting.air_type[flown],
        crew=setting.crew[flown],
        armored=_list(setting.armored, place),
        piercing=_list(setting.piercing, place),
        aerials=setting.aerials[rows],
        guns=setting.guns[rows],
        flak=setting.flak[rows],
        gunners=setting.gunners[rows],
        train=setting.train[rows],
    )


def _stakes(stakes: Stakes, rows: Ints) -> Stakes:
    entries, victory = stakes.entries, stakes.victory
    marks = {name: getattr(stakes, name)[rows] for name in ("side", "heavy", "afloat", "flying", "radio")}
    return replace(
        stakes,
        entries=EntryTable(entries.hexes, entries.off_map, entries.members[:, rows], entries.advance),
        victory=replace(victory, tasks=replace(victory.tasks, units=victory.tasks.units[:, rows])),
        **marks,
    )


def _view(view: View, rows: Ints, place: Ints, flown: Ints) -> View:
    names = ("cadre", "forces", "acts", "later", "fires", "missions", "flights", "contacts")
    cut = {name: _rows(getattr(view, name), rows) for name in names}
    return replace(
        view,
        own=view.own[rows],
        ready=view.ready[rows],
        stakes=_stakes(view.stakes, rows),
        squadrons=_moved(view.squadrons[flown], place),
        air_type=view.air_type[flown],
        services=view.services.pick(rows, place),
        air=Air(view.air.resting[flown], view.air.flown[flown], view.air.bombs),
        **cut,
    )


def supporting(view: View, orders: Sequence[Order], asked: Sequence[Order]) -> tuple[Order, ...]:
    """Those of some orders that support the ones asked about: they come to or fall on ground near the goals.

    An order that one of those asked about would replace is left out.
    """
    goal = goals(asked)
    replaced = {(order.unit, order.group) for order in asked}
    rest = [order for order in orders if (order.unit, order.group) not in replaced]
    if not goal.size:
        return ()
    return tuple(
        order
        for order in rest
        if goals([order]).size and view.board.meters(goals([order])[:, None], goal).min() <= SUPPORT_M
    )


def goals(orders: Sequence[Order]) -> Ints:
    """Hexes that orders lead to or aim at."""
    told = [*(route[-1] for route in (getattr(o, "route", ()) for o in orders) if route)]
    told += [getattr(order, name, NOWHERE) for order in orders for name in ("target", "aim")]
    found = np.unique(np.array(told, np.int64))
    return found[found >= 0]
