"""What escalation costs and buys: the price of an order before it is given, releases, and general war."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.escalation import SIDES, EscalationTable, bought, by_side, escalate, index_of, war
from game.rules.tables import seal

Ints = NDArray[np.int64]
RELEASE_FACTORS = ("each",)
"""Ledger of a release, thousandths: the points of the other side, divided by what one release takes."""
WAR_TERMS = ("at_start", "soviet", "japanese")
"""Ledger of general war, thousandths: what was there and what each side caused; the base is the limit."""


@dataclass(frozen=True, slots=True, eq=False)
class Price:
    """What a turn's orders would cost beyond what the turn costs already.

    Attributes
    ----------
    points : (..., A) int64
        Thousandths by act.
    before, after : (...) int64
        The index without and with them.
    releases : (..., R) int16
        Releases that they would hand to the other side.
    lost_by : (...) int8
        Who would have lost a general war with them, as `escalation.war` tells it.
    """

    points: Ints
    before: Ints
    after: Ints
    releases: NDArray[np.int16]
    lost_by: NDArray[np.int8]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    @property
    def free(self) -> NDArray[np.bool_]:
        """Whether nothing is added (...)."""
        return np.asarray(~self.points.any(axis=-1))


def price(table: EscalationTable, caused: ArrayLike, planned: ArrayLike, more: ArrayLike) -> Price:
    """Price of orders, told before they are given.

    Parameters
    ----------
    table : EscalationTable
        Of the scenario.
    caused : (..., A) int
        Thousandths by act before the turn.
    planned : (..., A) int
        How often each act is done by what is ordered already (`escalation.deeds`).
    more : (..., A) int
        How often the orders asked about would do it besides.

    Returns
    -------
    Price
        An act that is paid once a turn costs nothing the second time.

    Raises
    ------
    ValueError
        If an act would be done less than never.

    Notes
    -----
    Rule victory.4. A preview and a resolution ask the same function, so the price told is the price paid.
    """
    without = escalate(table, caused, planned)
    done = np.asarray(planned, np.int64) + np.asarray(more, np.int64)
    with_them = escalate(table, caused, done)
    return Price(
        points=np.asarray(with_them.caused - without.caused),
        before=without.index,
        after=with_them.index,
        releases=bought(table, with_them.caused) - bought(table, without.caused),
        lost_by=war(table, with_them.caused),
    )


def release_account(table: EscalationTable, caused: ArrayLike) -> Account:
    """Ledger (..., R) of the releases that `escalation.bought` counts.

    `caused` (..., A) int: thousandths by act. The base is what the other side caused, the factor what one
    release takes, the result how many there are.
    """
    other = by_side(table, caused)[..., 1 - table.buyer]
    each = np.maximum(table.each, 1)
    return account(other, (each,), other * 1000 // each, bought(table, caused))


def war_account(table: EscalationTable, caused: ArrayLike) -> Account:
    """Ledger (...) of general war.

    `caused` (..., A) int: thousandths by act. The base is the limit, the terms are what was there and what
    each side caused, the result is `escalation.war` plus 1: 0 peace, 1 and 2 a side that lost, 3 both.
    """
    shares = by_side(table, caused)
    index = index_of(table, caused)
    terms = (np.full_like(index, table.start), *(shares[..., side] for side in range(SIDES)))
    limit = np.full_like(index, table.war_at)
    return account(limit, terms, index, war(table, caused).astype(np.int32) + 1)
