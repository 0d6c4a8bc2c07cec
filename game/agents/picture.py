"""What an agent makes of its view: where the enemy is believed to be, what is closed, what is played for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.view import View
from game.rules.air_defense import ready
from game.rules.assault_table import STATES
from game.rules.beliefs_table import GRADES
from game.rules.zones import BANS, lifted

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FAR = 1_000_000
"""Meters to what is not there."""
USUAL = 60
"""Men of a contact of which no strength is told."""
NIGHT = 2
"""Row of the light from which it is night."""
BROKEN = STATES.index("broken")
LOCATED = ("flash", "located")
"""Reports that give away a battery."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A view read for its H hexes and U units.

    Attributes
    ----------
    enemy : int64[H]
        Men believed in a hex, dug in or not.
    dug : bool[H]
        Somebody believed there stays where he is.
    guns : bool[H]
        A battery is believed there.
    nearest : int32[H]
        Meters to the nearest enemy believed, `FAR` where none is.
    own : int64[H]
        Own men who fight, at each hex.
    friends : int32[H]
        Meters to the nearest of them.
    shut : bool[3, H]
        Where it is forbidden or has a price to go, to fire and to fly, by row of `zones.BANS`.
    passage : bool[H]
        Where others must pass: hexes of entries, banks of crossings. Nobody stays there.
    goals : int64[G]
        Hexes that are played for.
    worth : int64[G]
        Thousandths of a point of each.
    held : bool[G]
        Whether they are known as own.
    fell : int64[H], optional
        Own rounds fired on each hex in the last turn, for who keeps book of them.
    """

    view: View
    enemy: Ints
    dug: Flags
    guns: Flags
    nearest: NDArray[np.int32]
    own: Ints
    friends: NDArray[np.int32]
    shut: Flags
    passage: Flags
    goals: Ints
    worth: Ints
    held: Flags
    fell: Ints | None = None

    @property
    def night(self) -> bool:
        """Whether it is dark."""
        return self.view.public.light >= NIGHT


def draw(view: View) -> Picture:
    """The picture of a view."""
    cadre, told, hexes = view.cadre, view.contacts, view.board.hexes
    there = ~view.own & (told.hex >= 0)
    men = np.where(told.men > 0, told.men, USUAL).astype(np.int64) * told.confidence >> 16
    fights = view.own & (view.forces.hex >= 0) & (view.forces.men > 0) & (cadre.foot | cadre.tanks)
    goals, worth = _goals(view)
    located = np.isin(told.source, [GRADES.index(grade) for grade in LOCATED])
    return Picture(
        view=view,
        enemy=_summed(told.hex, np.where(there, np.maximum(men, 1), 0), hexes),
        dug=_summed(told.hex, there & told.stays, hexes) > 0,
        guns=_summed(told.hex, there & located, hexes) > 0,
        nearest=_nearest(view, told.hex[there]),
        own=_summed(view.forces.hex, np.where(fights, view.forces.men, 0), hexes),
        friends=_nearest(view, view.forces.hex[fights]),
        shut=shut(view, view.minute),
        passage=_passage(view),
        goals=goals,
        worth=worth,
        held=view.ground.control[goals] == view.side,
    )


def _summed(place: NDArray[np.int32], what: NDArray[np.generic], hexes: int) -> Ints:
    out = np.zeros(hexes, np.int64)
    on = place >= 0
    np.add.at(out, place[on], what[on].astype(np.int64))
    return out


def _nearest(view: View, places: NDArray[np.int32]) -> NDArray[np.int32]:
    """Meters from each hex to the nearest of some places."""
    some = np.unique(places)
    if not some.size:
        return np.full(view.board.hexes, FAR, np.int32)
    return np.asarray(view.board.meters(some[:, None], np.arange(view.board.hexes)).min(axis=0), np.int32)


def shut(view: View, minute: int) -> Flags:
    """Hexes that a side keeps out of at a minute: what is forbidden, what would be paid for (victory.4)."""
    zones = view.stakes.zones
    live = (zones.side == view.side) & (lifted(zones, view.public.releases) > minute)
    bans = [(zones.place & (live & (zones.ban == row))[:, None]).any(axis=0) for row in range(len(BANS))]
    return np.stack(bans)


def _passage(view: View) -> Flags:
    entry, table = view.stakes.entries.hexes, view.crossings
    use = table.open_to[:, view.side] & (view.ground.crossings >= 0)
    out = np.zeros(view.board.hexes, np.bool_)
    out[entry[entry >= 0]] = True
    out[table.near[use]] = out[table.far[use]] = True
    return out


def _goals(view: View) -> tuple[Ints, Ints]:
    """Hexes of the objectives, each with its part of what they weigh."""
    ground = view.stakes.victory.ground
    size = np.maximum(ground.parts.sum(axis=0), 1)
    return ground.hexes.astype(np.int64), ground.parts @ (ground.weight // size)


def battery(view: View) -> Flags:
    """Units bool[U] that are batteries: they fire over the heads of others and do not go in themselves."""
    return np.asarray((view.cadre.gun >= 0) & ~view.cadre.foot & ~view.cadre.flies & ~view.cadre.tanks)


def turns_left(view: View) -> int:
    """Turns to the end of the battle, this one among them."""
    return max(1, len(view.calendar) - view.turn)


def dark(view: View) -> bool:
    """Whether a turn is one to steal up in: fog lies, or it is night in its middle, dusk as it begins."""
    middle = (view.minute + view.end) // 2
    return bool(view.public.fog or int(view.sky.light(np.array([middle]))[0]) >= NIGHT)


def light_enough(view: View) -> bool:
    """Whether aircraft find their way: no fog, daylight, clouds above what turns every mission back."""
    sky, table = view.public, view.tables.air
    clouds = max(table.base_ceiling, table.abort_ceiling)
    return not sky.fog and sky.light < NIGHT and sky.ceiling >= clouds


def fit(view: View) -> Ints:
    """Aircraft of each squadron [S] that can fly now, 0 for the enemy's and those not to be used."""
    rows = np.maximum(view.squadrons, 0)
    whole = view.forces.vehicles[rows, :, 0].max(axis=1, initial=0)
    able = ready(whole, view.air.resting, view.air.flown, view.tables.air)
    return np.where((view.squadrons >= 0) & view.ready[rows], able, 0).astype(np.int64)
