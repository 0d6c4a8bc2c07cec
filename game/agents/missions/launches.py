"""How an assault goes in: by what ways, all together, and who has to wait before the place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.attack import LOSSES
from game.agents.marches import CLOSE_M, STUCK, marches
from game.agents.missions.clerk import PULSE, Due
from game.agents.missions.fields import Route
from game.agents.picture import Picture
from game.agents.ways import cut, walked
from game.engine import acts
from game.engine.acts import NOWHERE, ROUTE
from game.engine.orders import Assault, Order
from game.engine.units import NEVER as LATER

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SUPPRESSED = {"cautious": 40, "normal": 0, "bold": 0}
"""Per cent of the defenders to be kept down before a prepared assault goes in."""
STAGE_M = {"cautious": CLOSE_M, "normal": 700, "bold": 500}
"""Meters before the place at which those wait who do not go in yet."""
TOGETHER = 90
"""Minutes that the nearest wait for the farthest at most."""
MIDDLE, LATEST = 15, 12
"""Minutes of a pulse that have passed when all are beside the place, and that a turn must have left then."""
TANKS_AHEAD = 15
"""Minutes by which tanks go ahead of the infantry they lead."""
TURNS = {"night_infiltration": "stealth"}
"""Ways to move by tactic."""


@dataclass(frozen=True, slots=True, eq=False)
class Storm:
    """Units (N) before a goal: `target` hex, `route` there, `minutes` on the way, `wait` for the order."""

    units: Ints
    target: Ints
    route: Route
    minutes: Ints
    wait: Ints

    def after(self, minutes: int) -> Ints:
        """Minutes int64[N] until each is there that begins `minutes` from now: its order is sent at once."""
        return np.asarray(self.minutes + np.maximum(self.wait - minutes, 0))

    def of(self, some: Flags) -> Storm:
        """Some of them."""
        return Storm(
            self.units[some], self.target[some], self.route[some], self.minutes[some], self.wait[some]
        )


def prepared(due: Due) -> bool:
    """Whether guns prepare an attack."""
    return any(fires.kind in ("prepare", "accompany") for fires in due.mission.fires)


def launch(picture: Picture, storm: Storm, due: Due) -> list[Order]:
    """Everybody starts so that all are there together; who storms the same hex already is left alone."""
    view, mission = picture.view, due.mission
    begin = max(due.start, view.minute)
    come, starts = (abreast if due.abreast else at_once)(picture, storm, begin)
    if mission.tactic == "tank_led":
        starts = np.maximum(starts - TANKS_AHEAD * view.cadre.tanks[storm.units], begin)
    new = come & ~_storming(picture, storm)
    late = stage(picture, storm.of(~come), due)
    return late + [
        Assault(
            unit=int(storm.units[n]),
            route=tuple(int(h) for h in storm.route[n] if h != NOWHERE),
            mode=TURNS.get(mission.tactic, "advance"),
            start=int(starts[n]),
            stop_loss=mission.rules.stop_if_loss or LOSSES,
            when_suppressed=SUPPRESSED[mission.posture] if prepared(due) else 0,
        )
        for n in np.flatnonzero(new)
    ]


def at_once(picture: Picture, storm: Storm, begin: int) -> tuple[Flags, Ints]:
    """Who is in the place within the turn bool[N], and from which minutes all are there together."""
    view = picture.view
    there = storm.after(begin - view.minute)
    come = there <= view.end - begin
    last = _last(there[come])
    return come, np.asarray(np.maximum(begin + last - storm.minutes, begin), np.int64)


def _last(minutes: Ints) -> int:
    """Minutes until the farthest is there, no more than the nearest wait for him."""
    return min(int(minutes.max(initial=0)), int(minutes.min(initial=LATER)) + TOGETHER)


def abreast(picture: Picture, storm: Storm, begin: int) -> tuple[Flags, Ints]:
    """Who comes up to the place within the turn bool[N], and from which minutes all are beside it together.

    That is in the middle of a pulse: guns fire at the place as long as nobody is beside it as a pulse begins.
    """
    view = picture.view
    length = (storm.route >= 0).sum(axis=1)
    before = cut(storm.route, np.arange(ROUTE) < length[:, None] - 1)
    way = walked(view, storm.units, before)
    wait = np.maximum(storm.wait, begin - view.minute)
    most = view.end - view.minute - LATEST
    come = wait + way <= most
    last = _last((wait + way)[come])
    hour = view.minute + min(-(-(last - MIDDLE) // PULSE) * PULSE + MIDDLE, most)
    return come, np.asarray(np.maximum(hour - way, begin), np.int64)


def _storming(picture: Picture, storm: Storm) -> Flags:
    """Who goes for one of the hexes already and comes on; who is stuck is to find another way."""
    now, later = picture.view.acts, picture.view.later
    target = now.target[storm.units]
    same = (now.act[storm.units] == acts.ASSAULT) & np.isin(target, np.unique(storm.target))
    comes_on = picture.view.forces.in_place[storm.units] < STUCK
    return np.asarray(same & comes_on & (later.start[storm.units] >= LATER))


def stage(picture: Picture, storm: Storm, due: Due) -> list[Order]:
    """Come near, and stop short of the place and of any enemy on the way."""
    view, close = picture.view, STAGE_M[due.mission.posture]
    at = np.maximum(storm.route, 0)
    far = view.board.meters(at, storm.target[:, None]) >= close
    routes = cut(storm.route, far & (picture.nearest[at] >= close))
    return [*marches(picture, storm.units, routes, due.start)]
