"""Orders: the one thing that a player, an AI and the record can do. Values, checked against a view."""

from __future__ import annotations

from game.engine.orders.acts import Assault, Cross, Dig, Hold, March, Rest, Withdraw, Work
from game.engine.orders.base import Desk, Order, Rejection
from game.engine.orders.fires import Bombard, Fire, Fly, Request

ORDERS: tuple[type[Order], ...] = (
    March,
    Assault,
    Withdraw,
    Cross,
    Hold,
    Dig,
    Rest,
    Work,
    Fire,
    Bombard,
    Fly,
    Request,
)
"""All kinds of order; a new one is added here and nowhere else."""
BY_WORD = {order.word: order for order in ORDERS}

__all__ = [
    "BY_WORD",
    "ORDERS",
    "Assault",
    "Bombard",
    "Cross",
    "Desk",
    "Dig",
    "Fire",
    "Fly",
    "Hold",
    "March",
    "Order",
    "Rejection",
    "Request",
    "Rest",
    "Withdraw",
    "Work",
]
