"""Fire and flights of missions: what the plan lays down, and what batteries in support do by themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.fires import Aims, batteries, before_assault, defensive, missions, on_contacts, within
from game.agents.missions.clerk import Due
from game.agents.picture import Picture, fit, shut
from game.engine import acts
from game.engine.orders import Bombard, Fly
from game.rules.artillery_table import ACCOMPANY
from game.scenario.plans.mission import FOREVER, Fires, Flight

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SHARE = {"cautious": 12, "normal": 24, "bold": 48}
"""Q10 of a unit of fire that a battery in support spends in a turn on what it knows, by posture."""
AREA_M = 2500
"""Meters around the places of a mission in which its batteries look for aims."""
LONGEST = 1440
"""Minutes over which the rounds of a fire without an end are spread."""


def ordered(picture: Picture, due: Due, fires: Fires, hexes: Ints, moving: Flags) -> list[Bombard]:
    """The fire that an order lays down, as much of it as falls into this turn."""
    view = picture.view
    start, end = window(due, fires)
    first, last = max(start, view.minute), min(end, view.end)
    rows = np.asarray(fires.guns, np.int64)
    rows = rows[np.isin(rows, batteries(picture, moving))]
    if first >= last or not rows.size or not hexes.size:
        return []
    aims = targets(picture, rows, hexes, fires.kind, first)
    rounds = portion(picture, rows, fires, (first - start, last - start, end - start))
    return [
        Bombard(
            unit=int(rows[n]),
            kind=fires.kind,
            target=int(aims[n]),
            rounds=int(rounds[n]),
            start=first,
            end=last,
            near=fires.kind == "accompany",
        )
        for n in np.flatnonzero((aims >= 0) & (rounds > 0))
    ]


def window(due: Due, fires: Fires) -> tuple[int, int]:
    """Minutes from and to which a fire goes on: as long as its order where no end is told."""
    shift = due.hour if fires.relative else 0
    start = fires.start + shift
    if fires.start < fires.end != FOREVER:
        return start, fires.end + shift
    return start, due.end if due.end != FOREVER else start + LONGEST


def portion(picture: Picture, rows: Ints, fires: Fires, part: tuple[int, int, int]) -> Ints:
    """Rounds of each battery from one minute to another of so many, no more than there are.

    What is due by either minute is rounded alike, so that all parts together are the whole.
    """
    view = picture.view
    gun, forces = view.cadre.gun[rows], view.forces
    number = forces.weapons[rows, gun].astype(np.int64) + forces.vehicles[rows, gun, 0]
    load = number * view.tables.batteries.load[gun]
    whole = np.full(rows.size, fires.rounds, np.int64) if fires.rounds else load * fires.share >> 10
    left = load * forces.ammunition[rows, 1] // 100
    first, last, length = part
    return np.asarray(np.minimum(whole * last // length - whole * first // length, left), np.int64)


def targets(picture: Picture, rows: Ints, hexes: Ints, kind: str, minute: int = 0) -> Ints:
    """A hex for each battery, -1 where it reaches none or has no leave to fire at that minute.

    Believed enemies come first, then each has its own share.
    """
    known = picture.guns if kind == "counter_battery" else picture.enemy > 0
    clear = ~shut(picture.view, max(minute, picture.view.minute))[1][hexes]
    if kind not in ("accompany", "smoke"):
        clear &= picture.friends[hexes] > picture.view.tables.batteries.safety_m
    able = within(picture, rows, hexes) & clear
    some = able & known[hexes]
    able = np.where(some.any(axis=1)[:, None], some, able)
    nth = np.arange(rows.size) % np.maximum(able.sum(axis=1), 1)
    pick = (able.cumsum(axis=1) > nth[:, None]).argmax(axis=1)
    return np.where(able.any(axis=1), hexes[pick], acts.NOWHERE)


def supporting(picture: Picture, due: Due, rows: Ints, hexes: Ints, moving: Flags) -> list[Bombard]:
    """What batteries in support do without being told: points before them, and enemies near the place."""
    view = picture.view
    able = rows[np.isin(rows, batteries(picture, moving))]
    if not able.size or not hexes.size:
        return []
    share = SHARE[due.mission.posture]
    aims = on_contacts(picture)
    near = view.board.meters(aims.hex[:, None], hexes).min(axis=1) <= AREA_M
    aims = Aims(*(getattr(aims, name)[near] for name in Aims.__slots__))
    aims.share[:] = share
    busy = (view.missions.rounds[able] > 0) & (view.missions.end[able] > view.minute)
    idle = able[~busy.any(axis=1)]
    return [
        *missions(picture, idle, aims),
        *(defensive(picture, idle) if due.mission.kind != "attack" else []),
    ]


def with_assault(picture: Picture, due: Due, rows: Ints, hexes: Ints, moving: Flags) -> list[Bombard]:
    """Fire of batteries on call that goes with an assault, and lifts by itself when infantry is near."""
    view = picture.view
    able = rows[np.isin(rows, batteries(picture, moving))]
    worth = int(picture.enemy.max(initial=1)) + 1
    aims = before_assault(hexes, worth, max(due.start - 30, view.minute), max(due.start, view.minute))
    if due.start < view.minute + 30:
        only = aims.kind == ACCOMPANY
        aims = Aims(*(getattr(aims, name)[only] for name in Aims.__slots__))
    aims.share[:] = np.maximum(aims.share * SHARE[due.mission.posture] // SHARE["bold"], 1)
    return missions(picture, able, aims)


def flights(picture: Picture, due: Due, flight: Flight, hexes: Ints, over: tuple[int, ...]) -> list[Fly]:
    """The squadrons of an air order that have not flown it yet, each on its share of the hexes."""
    view, mission = picture.view, due.mission
    table = view.tables.air
    start = max(due.start, view.minute)
    free = ~shut(view, start)[2][hexes]
    if flight.kind != acts.FLIGHTS[acts.RECON]:
        free &= picture.friends[hexes] > max(table.safety_m, mission.rules.no_bombs_within)
    some, ready = hexes[free], fit(view)
    told = np.asarray([u for u in mission.units if u not in over], np.int64)
    rows = np.flatnonzero(np.isin(view.squadrons, told) & (ready > 0))
    if not some.size:
        return []
    end = min(due.end, view.end)
    return [
        Fly(
            unit=int(view.squadrons[row]),
            kind=flight.kind,
            aircraft=int(min(flight.aircraft or ready[row], ready[row])),
            target=int(some[n % some.size]),
            bomb=bomb(picture, int(view.air_type[row]), flight),
            start=start,
            end=0 if end == view.end else end,
        )
        for n, row in enumerate(rows)
    ]


def bomb(picture: Picture, kind: int, flight: Flight) -> str:
    """The bomb that a flight carries: the one told, if its aircraft can, else the heaviest load."""
    table, air = picture.view.tables.air, picture.view.air
    if flight.kind != acts.FLIGHTS[acts.BOMB]:
        return ""
    able = (air.bombs > 0) & (table.load[kind] > 0)
    if flight.bomb in table.bombs and able[table.bombs.index(flight.bomb)]:
        return flight.bomb
    weight = np.where(able, table.load[kind] * table.mass, 0)
    return table.bombs[int(weight.argmax())] if weight.any() else ""
