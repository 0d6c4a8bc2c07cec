"""What an agent is: it is given a view, it answers with orders and with why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from game.engine.dice import Bits, draws
from game.engine.orders import Order
from game.engine.view import View

KINDS = ("attack", "occupy")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an agent expects of an attack in the turn that it orders, so that it can be set beside what came.

    Attributes
    ----------
    hexes : tuple of int
        The place: those of its hexes that are not held yet.
    units : tuple of int
        Rows of who goes.
    believed : int
        Enemy men believed in the hexes.
    chance : int
        Per cent that all of them are taken.
    lost : int
        Own men whom it will cost.
    kind : str
        One of `KINDS`: it goes in, or it walks into what seems empty.
    reason : int
        Which of the plan's sentences speaks of it, -1 for none.
    """

    hexes: tuple[int, ...]
    units: tuple[int, ...]
    believed: int
    chance: int
    lost: int = 0
    kind: str = "attack"
    reason: int = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """Orders of one side for one turn, and in short sentences what is meant by them."""

    orders: tuple[Order, ...]
    reasons: tuple[str, ...] = ()
    memo: str = ""
    """What the agent wants to read next turn; kept in the game file, and handed back unread."""
    estimates: tuple[Estimate, ...] = ()


class Agent(Protocol):
    """Whoever commands a side. The same view and memo have the same answer: it keeps nothing to itself."""

    @property
    def name(self) -> str:
        """By which it is called on the command line and in files."""

    def choose(self, view: View, memo: str = "") -> Plan:
        """Orders for the turn that the view opens; every one of them passes its own check."""


def allowed(view: View, orders: Iterable[Order]) -> tuple[Order, ...]:
    """Those of some orders that the view does not refuse."""
    return tuple(order for order in orders if order.check(view) is None)


def chance(seed: int, view: View, *shape: int) -> Bits:
    """An agent's own dice for the turn, keyed by seed, side and turn: the battle's stay as they are."""
    return draws(seed, "agent", view.turn, view.side, shape)
