"""An order as a sentence, in the reader's language: what a unit is told to do, where and when."""

from __future__ import annotations

from game.analysis import dispatch_words
from game.analysis.dispatch import clock
from game.analysis.why import Names
from game.engine.orders import Assault, Bombard, Cross, Fire, Fly, March, Order, Request, Withdraw, Work
from game.i18n import text

SAID = {
    "march": "go to {hex}",
    "assault": "assault {hex}",
    "withdraw": "withdraw to {hex}",
    "cross": "cross the river at {hex}",
    "hold": "hold",
    "dig": "dig in",
    "rest": "rest and rally",
}
"""What each plain act is called."""
MODES = {
    "column": "in column",
    "advance": "advancing",
    "rush": "in rushes",
    "stealth": "stealthily",
}
POLICIES = {
    "free": "fire at will",
    "overwatch": "overwatch: fire at what moves",
    "harass": "slow fire",
    "silent": "no fire unless assaulted",
}
SIDES = ("east", "north-east", "north-west", "west", "south-west", "south-east")


def sentence(order: Order, names: Names) -> str:
    """The order with the name of its unit in front."""
    unit = names.unit(order.unit)
    told = said(order, names)
    return text("{unit}: {order}", unit=unit, order=told) if order.unit >= 0 else told


def said(order: Order, names: Names) -> str:
    """What is ordered, without the unit."""
    match order:
        case March() | Cross():
            told = ", ".join((_act(order, names), *_terms(order)))
        case Bombard():
            told = _mission(order, names)
        case Fly():
            told = _flight(order, names)
        case Fire():
            told = _fire(order, names)
        case Work():
            told = _work(order)
        case Request():
            told = text("Ask for aircraft")
        case _:
            told = text(SAID[order.word]) + _from(getattr(order, "start", 0))
    return told


def goal(order: Order) -> int:
    """The hex that an order is about, -1 for none."""
    if isinstance(order, March | Cross):
        return order.route[-1] if order.route else -1
    if isinstance(order, Bombard | Fly):
        return order.target
    return order.aim if isinstance(order, Fire) else -1


def _act(order: March | Cross, names: Names) -> str:
    return text(SAID[order.word], hex=names.hex(goal(order))) + _from(order.start)


def _work(order: Work) -> str:
    told = text("build {task}", task=text(dispatch_words.TASKS[order.task]))
    return told + (text(" on the {side} side", side=text(SIDES[order.toward])) if order.toward >= 0 else "")


def _from(start: int) -> str:
    return text(" from {hour} on", hour=clock(start)) if start else ""


def _terms(order: March | Cross) -> list[str]:
    """Mode and conditions, those that are not the ordinary."""
    told = [] if order.mode == "advance" and not isinstance(order, Withdraw) else [text(MODES[order.mode])]
    if isinstance(order, March) and order.on_contact:
        told.append(text("stop on contact"))
    if isinstance(order, March) and order.stop_loss:
        told.append(text("break off at {n} % lost", n=order.stop_loss))
    if isinstance(order, Assault) and order.when_suppressed:
        told.append(text("go in at {n} % suppressed", n=order.when_suppressed))
    return told


def _span(start: int, end: int) -> str:
    if start and end:
        return text(", {start}-{end}", start=clock(start), end=clock(end))
    if start:
        return text(" from {hour} on", hour=clock(start))
    return text(" until {hour}", hour=clock(end)) if end else ""


def _near(near: bool) -> str:
    return text(", near own troops too") if near else ""


def _mission(order: Bombard, names: Names) -> str:
    kind = text(dispatch_words.MISSIONS[order.kind])
    told = text("fire on {hex}: {kind}, {n} rounds", hex=names.hex(order.target), kind=kind, n=order.rounds)
    return told + _span(order.start, order.end) + _near(order.near)


def _flight(order: Fly, names: Names) -> str:
    kind = text(dispatch_words.FLIGHTS[order.kind])
    told = text(
        "fly to {hex}: {kind}, {n} aircraft", hex=names.hex(order.target), kind=kind, n=order.aircraft
    )
    return (
        told + (f", {order.bomb}" if order.bomb else "") + _span(order.start, order.end) + _near(order.near)
    )


def _fire(order: Fire, names: Names) -> str:
    told = text(POLICIES[order.policy])
    if order.aim >= 0:
        told += text(", first at {hex}", hex=names.hex(order.aim))
    return told + (text(", from {m} m on", m=order.open_m) if order.open_m else "")
