"""The agent of a plan: it carries out missions and invents none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from game.agents.base import Plan as Answer
from game.agents.base import allowed
from game.agents.greedy import withdrawals
from game.agents.missions import guns
from game.agents.missions.book import DELAYED, PLANNED, STARTED, Entry, laid, read, write
from game.agents.missions.carry import Turn, carry_out
from game.agents.missions.clerk import Due, advance
from game.agents.missions.fields import roads
from game.agents.missions.judge import fell
from game.agents.missions.places import EXACT, there
from game.agents.missions.words import changes
from game.agents.picture import Picture, battery, draw, light_enough
from game.agents.reactive import stay, watch
from game.engine.orders import Bombard, Cross, Fly, March
from game.engine.view import View
from game.scenario.plans.mission import Mission, Plan

Ints = NDArray[np.int64]
NO_SAY = ("bombard", "air")
"""Missions that say nothing about where units go and what they do there."""
SUPPORT = ("support", "defend", "delay", "attack", "dig")
"""Missions whose batteries fire of themselves at what comes near their place."""


class Scripted:
    """It carries out the missions of a plan, from its side's view and the book of how far each has come."""

    def __init__(self, plan: Plan, name: str = "") -> None:
        self.plan, self.name = plan, name or f"plan {plan.id}"

    def choose(self, view: View, memo: str = "") -> Answer:
        """Orders of the turn: first who has broken goes back, then mission after mission, then the guns."""
        picture = replace(draw(view), fell=fell(view, laid(memo)))
        before = landed(view, read(memo))
        book, due = advance(self.plan, picture, before, lambda m: arrived(picture, m))
        ground = {False: roads(picture), True: roads(picture, crosses=True)}
        turn = Turn(picture, ground, by_night=True)
        shaken = np.zeros(len(view.cadre), np.bool_)
        turn.orders += withdrawals(picture, shaken)
        able = view.ready & (view.forces.hex >= 0) & ~view.cadre.flies & ~shaken
        claim = claims(len(view.cadre), due)
        for n, one in enumerate(due):
            mine = np.flatnonzero(able & (claim == n))
            if mine.size:
                carry_out(turn, one, mine)
        free = np.flatnonzero(able & (claim < 0))
        turn.orders += [*stay(picture, free), *watch(view, free)]
        fire = self._fire(picture, due, book, turn)
        flights, book = _fly(picture, due, book)
        book = _late(book, due, turn.late, picture)
        orders = allowed(view, [*turn.orders, *fire, *flights])
        given = [o for o in orders if isinstance(o, Bombard) and o.kind != "smoke"]
        shells = tuple((o.unit, o.target, o.rounds) for o in given)
        return Answer(orders, tuple(changes(self.plan, before, book)), write(book, shells))

    def _fire(self, picture: Picture, due: list[Due], book: dict[str, Entry], turn: Turn) -> list[Bombard]:
        """Fires laid down first, those of orders about to begin too; then what batteries do of themselves."""
        view, found = picture.view, list[Bombard]()
        goes = [order.unit for order in turn.orders if isinstance(order, (March, Cross))]
        moving = np.isin(np.arange(len(view.cadre)), goes)
        soon = [
            Due(mission, mission.start.minute)
            for mission in self.plan.missions
            if mission.fires and book[mission.id].state == PLANNED and mission.start.minute >= view.end
        ]
        for one in [*due, *soon]:
            hexes = np.asarray(one.mission.hexes, np.int64)
            for fires in one.mission.fires:
                found += guns.ordered(picture, one, fires, hexes, moving)
        for one in due:
            found += _support(picture, one, found, moving)
        return found


def _support(picture: Picture, due: Due, given: list[Bombard], moving: NDArray[np.bool_]) -> list[Bombard]:
    mission = due.mission
    on_call = [u for role, units in mission.aid if role == "on_call" for u in units]
    rows = np.asarray([*mission.units, *on_call], np.int64)
    rows = np.unique(rows[~np.isin(rows, [order.unit for order in given])])
    rows = rows[battery(picture.view)[rows]]
    hexes = np.asarray(mission.hexes, np.int64)
    if mission.kind not in SUPPORT or not rows.size:
        return []
    if mission.kind == "attack" and not mission.fires:
        open_ = hexes[picture.view.ground.control[hexes] != picture.view.side]
        fired = guns.with_assault(picture, due, rows, open_, moving) if open_.size else []
        if fired:
            return fired
    return guns.supporting(picture, due, rows, hexes, moving)


def landed(view: View, book: dict[str, Entry]) -> dict[str, Entry]:
    """The book with what has flown since: of squadrons sent off those that have nothing left to fly."""
    aircraft = view.flights.aircraft
    told = {}
    for name, entry in book.items():
        home = {unit for unit in entry.sent if unit < len(aircraft) and aircraft[unit] == 0}
        told[name] = replace(entry, over=tuple(sorted({*entry.over, *home})), sent=())
    return told


def _fly(picture: Picture, due: list[Due], book: dict[str, Entry]) -> tuple[list[Fly], dict[str, Entry]]:
    """Flights of the air orders, and the book with who is sent off."""
    found: list[Fly] = []
    told, taken = dict(book), set[int]()
    for one in due:
        mission, entry = one.mission, told[one.mission.id]
        if mission.flight is None:
            continue
        hexes = np.asarray(mission.hexes, np.int64)
        some = guns.flights(picture, one, mission.flight, hexes, entry.over)
        some = [order for order in some if order.unit not in taken and order.check(picture.view) is None]
        taken |= {order.unit for order in some}
        found += some
        told[mission.id] = replace(entry, sent=tuple(order.unit for order in some))
    return found, told


def _late(
    book: dict[str, Entry], due: Iterable[Due], late: dict[str, str], picture: Picture
) -> dict[str, Entry]:
    """The book with who is late and why, and who is under way."""
    told = dict(book)
    for one in due:
        entry, why = told[one.mission.id], late.get(one.mission.id, "")
        if one.mission.flight is not None and not light_enough(picture.view):
            why = "weather"
        if not why and one.mission.units and not _anybody(picture, one.mission):
            why = "nobody"
        told[one.mission.id] = replace(entry, state=DELAYED if why else STARTED, why=why)
    return told


def _anybody(picture: Picture, mission: Mission) -> bool:
    """Whether some unit of a mission can be used."""
    return bool(picture.view.ready[np.asarray(mission.units, np.int64)].any())


def claims(units: int, due: list[Due]) -> Ints:
    """Which mission int64[U] (place in the list) has the say over each unit, -1 for none.

    The most urgent by priority, of those the one that began last, of those the one that comes last.
    """
    claim, rank = np.full(units, -1, np.int64), np.full((units, 2), np.iinfo(np.int64).max, np.int64)
    for n, one in enumerate(due):
        mission = one.mission
        if mission.kind in NO_SAY or (mission.kind == "recon" and mission.flight is not None):
            continue
        along = [u for role, some in mission.aid if role != "on_call" for u in some]
        rows = np.asarray([*mission.units, *along], np.int64)
        mine = (mission.priority, -one.began)
        better = (rank[rows, 0] > mine[0]) | ((rank[rows, 0] == mine[0]) & (rank[rows, 1] >= mine[1]))
        claim[rows[better]], rank[rows[better]] = n, mine
    return claim


def arrived(picture: Picture, mission: Mission) -> bool:
    """Whether everybody of a mission is where it sends him, and somebody is."""
    view = picture.view
    rows = np.unique(np.asarray([unit for goal in mission.goals for unit in goal.units], np.int64))
    rows = rows[view.own[rows] & (view.forces.men[rows] > 0) & ~view.forces.gone[rows]]
    at = np.zeros(rows.size, np.bool_)
    for goal in mission.goals:
        near = there(picture, rows, np.asarray(goal.hexes, np.int64), mission.kind in EXACT)
        at |= np.isin(rows, goal.units) & near
    return bool(rows.size and at.all())
