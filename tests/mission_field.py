"""Missions on drawn boards, for the tests of who carries them out."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from builders import World

from game.agents.base import Plan as Answer
from game.agents.missions.book import Book
from game.agents.missions.clerk import Due, advance
from game.agents.missions.scripted import Scripted, arrived
from game.agents.picture import Picture, draw
from game.engine import turn
from game.engine.log import Log
from game.engine.orders import Order
from game.engine.state import State
from game.engine.view import Contacts, View
from game.scenario.plans.mission import Goal, Kind, Mission, Plan, When
from game.scenario.plans.mission import Test as Condition


def mission(made: World, kind: Kind, who: str, where: str = "", **more: Any) -> Mission:
    """An order of units for labels, both with blanks between.

    `at` minutes after the start of the battle; `by` labels to pass; `id`; all else as `Mission` has it.
    """
    units = tuple(made.row(name) for name in who.split())
    by = tuple((made.hex(label),) for label in more.pop("by", "").split())
    goals = (Goal(where, made.way(*where.split()), units, by),) if where else ()
    start = more.pop("start", When(minute=made.state.minute + more.pop("at", 0)))
    return Mission(more.pop("id", "o1"), kind, who, units, more.pop("goals", goals), start, **more)


def plan(*missions: Mission, side: int = 0) -> Plan:
    """A plan of some orders."""
    return Plan("test", side, "a class", "team", missions)


def asked(word: str, compare: str = "", value: int = 0, **more: Any) -> Condition:
    """A condition."""
    return Condition(word, compare=compare, value=value, **more)


def picture_of(made: World, side: int = 0, state: State | None = None) -> Picture:
    """What a side makes of a state."""
    return draw(made.view(side, state))


def held(made: World, side: int, *labels: str) -> World:
    """The world with some hexes in the hands of a side, as both know."""

    def change(state: Any) -> None:
        state.ground.control[0, list(made.way(*labels))] = side
        state.ground.known[0, :, list(made.way(*labels))] = side

    return made.changed(change)


def believing(made: World, *told: tuple[str, str, int], side: int = 0, stays: bool = False) -> View:
    """The first view of a side that is sure of some enemies: id, label and men of each."""
    view = made.view(side)
    contacts = replace(
        view.contacts, **{f.name: getattr(view.contacts, f.name).copy() for f in fields(Contacts)}
    )
    for name, label, men in told:
        row = made.row(name)
        contacts.hex[row], contacts.men[row], contacts.confidence[row] = made.hex(label), men, 1 << 16
        contacts.stays[row], contacts.kind[row] = stays, made.setting.cadre.kind[row]
    return replace(view, contacts=contacts)


def at(picture: Picture, minute: int, length: int = 180) -> Picture:
    """The same picture at another hour: nothing has changed but the clock."""
    return replace(picture, view=replace(picture.view, minute=minute, end=minute + length))


def moved(orders: Plan, picture: Picture, book: Book | None = None) -> tuple[dict[str, str], list[Due]]:
    """What the clerk makes of a plan: states by id, and what is due."""
    told, due = advance(orders, picture, book or {}, lambda m: arrived(picture, m))
    return {name: entry.state for name, entry in told.items()}, due


def chosen(view: View, *missions: Mission, memo: str = "") -> Answer:
    """The answer of the agent of a plan to a view."""
    return Scripted(plan(*missions, side=view.side)).choose(view, memo)


def of(orders: tuple[Order, ...], made: World, id: str, group: str = "act") -> list[Order]:
    """Orders of one unit that are of a group."""
    return [order for order in orders if order.unit == made.row(id) and order.group == group]


def played(
    made: World, orders: Plan, turns: int, memo: str = "", state: State | None = None
) -> tuple[State, str, list[Answer]]:
    """A plan carried out for some turns, the other side idle: the state, the memo, all answers."""
    who, now, answers = Scripted(orders), made.state if state is None else state, list[Answer]()
    for _ in range(turns):
        answer = who.choose(made.view(orders.side, now), memo)
        answers.append(answer)
        refused = [(o, o.check(made.view(orders.side, now))) for o in answer.orders]
        assert not [pair for pair in refused if pair[1] is not None]
        laid = turn.lay(made.setting, now, [answer.orders])
        for after in turn.run(made.setting, made.fate, laid, Log(why=False)):
            now = after
        memo = answer.memo
    return now, memo, answers


def view_at(made: World, minute: int, side: int = 0, length: int = 180) -> View:
    """The first view as if it were another hour."""
    return at(picture_of(made, side), minute, length).view
