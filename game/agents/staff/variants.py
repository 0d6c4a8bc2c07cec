"""Plans that differ from a plan in what one formation does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.agents.greedy import backward
from game.agents.marches import marches
from game.agents.picture import Picture, dark
from game.agents.reactive import stay
from game.agents.staff.drafts import Draft, unlike
from game.agents.staff.groups import Groups
from game.agents.ways import NEVER, Ways, ways
from game.engine.orders import Assault, Order, Withdraw
from game.i18n import text

Ints = NDArray[np.int64]
FORMATIONS = 10
"""Formations whose part is varied: those nearest to what is fought for."""
PLACES = 2
"""Places that each could go for."""
FAR = 2
"""Turns within which it must be there."""
NEAR_M = 1000
"""Meters to an enemy from which going back is thought of."""
LOSSES = 40
"""Per cent of the day's strength at whose loss an assault of theirs is broken off."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Where formations could go: `open` first hexes of `known.goals` are to be won, the others are held."""

    picture: Picture
    known: Ways
    open: int


def variants(picture: Picture, groups: Groups, draft: Draft) -> list[Draft]:
    """The draft with one formation doing something else, in every way that makes sense."""
    if not len(groups) or not picture.goals.size:
        return []
    open_ = np.unique(picture.goals[~picture.held & ~picture.shut[0][picture.goals]])
    goals = np.concatenate([open_, np.unique(picture.goals[picture.held])])
    if not goals.size:
        return []
    field = Field(picture, ways(picture, np.flatnonzero(groups.of >= 0), goals), open_.size)
    chief = np.array([groups.units(group)[0] for group in range(len(groups))])
    near = field.known.minutes(picture.view, chief).min(axis=1, initial=NEVER)
    found = [draft]
    for group in np.argsort(near, kind="stable")[:FORMATIONS]:
        mine = groups.units(int(group))
        who = set(mine.tolist())
        rest = tuple(o for o in draft.orders if o.group != "act" or o.unit not in who)
        for why, change in menu(field, mine):
            legal = tuple(order for order in change if order.check(picture.view) is None)
            if legal:
                found.append(draft.changed((*rest, *legal), _why(groups.names[int(group)], why)))
    return unlike(found)[1:]


def _why(who: str, what: str) -> str:
    return text("By rehearsal {who} is to {what}.", who=who, what=what)


def menu(field: Field, mine: Ints) -> Iterator[tuple[str, list[Order]]]:
    """What a formation could do, each in words and in orders of its units."""
    picture, view = field.picture, field.picture.view
    yield text("stay and dig"), [*stay(picture, mine)]
    minutes = field.known.minutes(view, mine[:1])[0]
    near = [int(goal) for goal in np.argsort(minutes, kind="stable") if minutes[goal] < _limit(field)]
    modes = ("advance", "stealth") if dark(view) else ("advance",)
    for goal in [goal for goal in near if goal < field.open][:PLACES]:
        for mode in modes:
            yield _aim(field, goal, mode), storm(field, mine, goal, mode)
    for goal in [goal for goal in near if goal >= field.open][:1]:
        routes = field.known.routes(view, mine, np.full(mine.size, goal))
        place = view.board.label(int(field.known.goals[goal]))
        yield text("go to {place}", place=place), [*marches(picture, mine, routes)]
    if picture.nearest[view.forces.hex[mine[0]]] < NEAR_M:
        yield text("go back"), back(picture, mine)


def _limit(field: Field) -> int:
    view = field.picture.view
    return FAR * (view.end - view.minute)


def _aim(field: Field, goal: int, mode: str) -> str:
    place = field.picture.view.board.label(int(field.known.goals[goal]))
    how = {"advance": text("storm {place}", place=place), "stealth": text("steal up to {place}", place=place)}
    return how[mode]


def back(picture: Picture, mine: Ints) -> list[Order]:
    """Away from the enemy."""
    return [
        Withdraw(unit=int(unit), route=tuple(int(h) for h in way if h >= 0))
        for unit, way in zip(mine, backward(picture, mine), strict=True)
        if way[0] >= 0
    ]


def storm(field: Field, mine: Ints, goal: int, mode: str) -> list[Order]:
    """All of a formation go for a hex, to be there together."""
    view, known = field.picture.view, field.known
    routes = known.routes(view, mine, np.full(mine.size, goal))
    length = (routes >= 0).sum(axis=1)
    last = routes[np.arange(mine.size), np.maximum(length - 1, 0)]
    arrive = (length > 0) & (last == known.goals[goal])
    spent = known.minutes(view, mine)[:, goal]
    longest = int(spent[arrive].max(initial=0))
    hour = view.minute + min(longest, view.end - view.minute)
    return [
        Assault(
            unit=int(mine[n]),
            route=tuple(int(h) for h in routes[n, : length[n]]),
            mode="advance" if view.cadre.tanks[mine[n]] else mode,
            start=max(int(hour - spent[n]), view.minute),
            stop_loss=LOSSES,
        )
        for n in np.flatnonzero(arrive)
    ]
