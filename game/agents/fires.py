"""Guns and aircraft of an agent: what is worth shells, who fires at it, and who flies there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.picture import BROKEN, Picture, fit, light_enough
from game.engine import acts
from game.engine.orders import Bombard, Fly
from game.engine.view import View
from game.rules.artillery_table import (
    ACCOMPANY,
    COUNTER_BATTERY,
    DEFENSIVE,
    HARASS,
    MISSIONS,
    PREPARE,
)

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SPREAD = 3
"""Among how many of its best aims the batteries that reach them are spread."""
CONTACT, STORM, DEFEND = 64, 350, 100
"""Q10 of a unit of fire spent in a turn on a contact, before an assault, and if the enemy comes."""
RANGING = 3
"""Rounds with which a gun registers a point."""
FRONT_M = (300, 1000)
"""Meters before the own troops at which points are registered."""
KNOWN_POINTS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Aims:
    """Hexes worth fire, [A] each: rows of the board and of MISSIONS, worth in any unit, minutes from and to
    (0 for at once and for the end of the turn), and Q10 of a unit of fire.
    """

    hex: Ints
    kind: Ints
    worth: Ints
    start: Ints
    end: Ints
    share: Ints

    def __add__(self, other: Aims) -> Aims:
        pairs = (
            np.concatenate([getattr(self, name), getattr(other, name)])
            for name in ("hex", "kind", "worth", "start", "end", "share")
        )
        return Aims(*pairs)

    def of(self, kind: int) -> Aims:
        """Those of one kind."""
        some = self.kind == kind
        names = ("hex", "kind", "worth", "start", "end", "share")
        return Aims(*(getattr(self, name)[some] for name in names))


def on_contacts(picture: Picture) -> Aims:
    """Every enemy believed somewhere; batteries count double."""
    at = np.flatnonzero(picture.enemy)
    guns, seen = picture.guns[at], picture.view.ground.seen[at]
    kind = np.select([guns, seen], [COUNTER_BATTERY, PREPARE], HARASS)
    worth = picture.enemy[at] * np.where(guns, 2, 1) * np.where(seen, 2, 1)
    none = np.zeros(at.size, np.int64)
    return Aims(at, kind, worth, none, none, np.full(at.size, CONTACT, np.int64))


def before_assault(hexes: Ints, worth: int, start: int, hour: int) -> Aims:
    """Preparation until the hour of the assault, and fire that goes on until the infantry is near."""
    two = np.concatenate([hexes, hexes])
    first = np.arange(two.size) < hexes.size
    return Aims(
        two,
        np.where(first, PREPARE, ACCOMPANY),
        np.full(two.size, worth, np.int64),
        np.where(first, start, hour),
        np.where(first, hour, 0),
        np.where(first, STORM, STORM // 2),
    )


def batteries(picture: Picture, moving: Flags) -> Ints:
    """Rows of the units that can fire indirectly from where they stand."""
    view, cadre, forces = picture.view, picture.view.cadre, picture.view.forces
    able = view.ready & (cadre.gun >= 0) & (forces.hex >= 0) & ~cadre.flies & ~moving
    able &= (forces.ammunition[:, 1] > 0) & (forces.nerve < BROKEN)
    return np.flatnonzero(able)


def missions(
    picture: Picture, rows: Ints, aims: Aims, spread: int = SPREAD, least: Ints | None = None
) -> list[Bombard]:
    """The best mission within the reach of each battery (rows), the batteries spread over like ones.

    `least` is Q10 of a unit of fire [U] that each unit spends at least, whatever its aim.
    """
    view = picture.view
    if not rows.size or not aims.hex.size:
        return []
    able = within(picture, rows, aims.hex) & _clear(picture, aims)
    score = np.where(able, aims.worth, -1)
    best = np.argsort(-score, axis=1, kind="stable")
    count = np.maximum(np.minimum(able.sum(axis=1), spread), 1)
    pick = best[np.arange(rows.size), np.arange(rows.size) % count]
    rounds = _rounds(view, rows, np.maximum(aims.share[pick], 0 if least is None else least[rows]))
    found = np.flatnonzero(able.any(axis=1) & (rounds > 0))
    return [_order(int(rows[n]), aims, int(pick[n]), int(rounds[n])) for n in found]


def _order(unit: int, aims: Aims, aim: int, rounds: int) -> Bombard:
    return Bombard(
        unit=unit,
        kind=MISSIONS[aims.kind[aim]],
        target=int(aims.hex[aim]),
        rounds=rounds,
        start=int(aims.start[aim]),
        end=int(aims.end[aim]),
    )


def within(picture: Picture, rows: Ints, hexes: Ints) -> Flags:
    """Which batteries (N) can be laid on which hexes (A): within reach, and not blind by night."""
    view, table = picture.view, picture.view.tables.batteries
    gun = view.cadre.gun[rows]
    meters = view.board.meters(view.forces.hex[rows][:, None], hexes)
    reach = (meters <= table.far[gun][:, None]) & (meters >= table.near[gun][:, None])
    known = (view.forces.points[rows][:, None, :] == hexes[:, None]).any(axis=-1)
    return np.asarray(reach & (known | view.ground.seen[hexes] | (not picture.night)))


def _clear(picture: Picture, aims: Aims) -> Flags:
    """Hexes that may be fired at: no ban, no own troops beside them but where the fire lifts by itself."""
    near = picture.friends[aims.hex] <= picture.view.tables.batteries.safety_m
    return np.asarray(~picture.shut[1][aims.hex] & (~near | (aims.kind == ACCOMPANY)))


def _rounds(view: View, rows: Ints, share: Ints) -> Ints:
    """Rounds of each battery: a share Q10 of a unit of fire, no more than there are."""
    gun, forces = view.cadre.gun[rows], view.forces
    number = forces.weapons[rows, gun].astype(np.int64) + forces.vehicles[rows, gun, 0]
    load = number * view.tables.batteries.load[gun]
    return np.asarray(np.minimum(load * share >> 10, load * forces.ammunition[rows, 1] // 100), np.int64)


def defensive(picture: Picture, rows: Ints) -> list[Bombard]:
    """Fire on the point registered last, should the enemy come there."""
    view = picture.view
    point = view.forces.points[rows, 0]
    rounds = _rounds(view, rows, np.full(rows.size, DEFEND, np.int64))
    meters = view.board.meters(view.forces.hex[rows], np.maximum(point, 0))
    far = view.tables.batteries.far[view.cadre.gun[rows]]
    fits = (point >= 0) & (rounds > 0) & (meters <= far) & ~picture.shut[1][np.maximum(point, 0)]
    return [
        Bombard(unit=int(rows[n]), kind=MISSIONS[DEFENSIVE], target=int(point[n]), rounds=int(rounds[n]))
        for n in np.flatnonzero(fits)
    ]


def registering(picture: Picture, rows: Ints) -> list[Bombard]:
    """A few rounds on ground before the own lines, by batteries that know too few points."""
    view, forces = picture.view, picture.view.forces
    low, high = FRONT_M
    before = view.ground.seen & (picture.friends > low) & (picture.friends < high) & ~picture.shut[1]
    front = np.flatnonzero(before & (view.ground.control != view.side))
    wait = view.tables.batteries.registration[view.side]
    fresh = ((forces.points[rows] >= 0).sum(axis=1) < KNOWN_POINTS) & (forces.in_place[rows] >= wait)
    some = rows[fresh]
    if not front.size or not some.size or picture.night:
        return []
    able = within(picture, some, front)
    # Each battery takes another point of those that it reaches, so that together they cover the front.
    nth = np.arange(some.size) * 7 % np.maximum(able.sum(axis=1), 1)
    pick = (able.cumsum(axis=1) > nth[:, None]).argmax(axis=1)
    number = forces.weapons[some, view.cadre.gun[some]]
    return [
        Bombard(
            unit=int(some[n]),
            kind=MISSIONS[HARASS],
            target=int(front[pick[n]]),
            rounds=RANGING * int(number[n]),
        )
        for n in np.flatnonzero(able.any(axis=1) & (number > 0))
    ]


def gunnery(
    picture: Picture, aims: Aims, moving: Flags, spread: int = SPREAD, least: Ints | None = None
) -> list[Bombard]:
    """All that an agent's guns do in a turn: what the enemy may run into, what is aimed at, ranging."""
    rows = batteries(picture, moving)
    aimed = missions(picture, rows, aims, spread, least)
    idle = rows[~np.isin(rows, [order.unit for order in aimed])]
    return [*defensive(picture, rows), *aimed, *registering(picture, idle)]


def sorties(picture: Picture, hexes: Ints, worth: Ints) -> list[Fly]:
    """Flights of all squadrons that can fly on the hexes worth most, none near own troops."""
    view, table = picture.view, picture.view.tables.air
    number = fit(view)
    free = ~picture.shut[2][hexes] & (picture.friends[hexes] > table.safety_m)
    some = hexes[free][np.argsort(-worth[free], kind="stable")][: 2 * SPREAD]
    if not some.size or not number.any() or not light_enough(view):
        return []
    low = view.public.ceiling < table.low_ceiling
    kind = np.maximum(view.air_type, 0)
    going = np.flatnonzero((number > 0) & (table.under_cloud[kind] | (not low)))
    return [
        _flight(view, int(row), int(number[row]), int(some[n % some.size])) for n, row in enumerate(going)
    ]


def _flight(view: View, row: int, number: int, target: int) -> Fly:
    """Bombs by the heaviest load that there is; who carries none strafes."""
    table, kind = view.tables.air, int(view.air_type[row])
    weight = np.where(view.air.bombs > 0, table.load[kind] * table.mass, 0)
    bombs = weight.any() and not table.strafes[kind]
    return Fly(
        unit=int(view.squadrons[row]),
        kind=acts.FLIGHTS[acts.BOMB if bombs else acts.STRAFE],
        aircraft=number,
        target=target,
        bomb=table.bombs[int(weight.argmax())] if bombs else "",
    )


def scouts(picture: Picture, hexes: Ints) -> list[Fly]:
    """A machine of each squadron over the hexes of which nothing is known."""
    view = picture.view
    number, free = fit(view), hexes[~picture.shut[2][hexes]]
    if not free.size or not light_enough(view):
        return []
    going = np.flatnonzero(number > 0)[:SPREAD]
    return [
        Fly(
            unit=int(view.squadrons[row]),
            kind=acts.FLIGHTS[acts.RECON],
            aircraft=1,
            target=int(free[n * free.size // max(going.size, 1) % free.size]),
        )
        for n, row in enumerate(going)
    ]
