"""Escalation: what each side does to bring a general war nearer, who caused how much, and what it buys.

The index is kept in thousandths of a point, 0 to 100,000. It never falls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.tables import ONE, seal

Ints = NDArray[np.int64]
FACTORS = ("times",)
"""Ledger of victory.4: the base is the points of an act, the factor how often it was done."""
POINT = 1000
MOST = 100 * POINT
SIDES = 2
DEEDS = ("ground", "bombs", "flight", "heavy_fire", "event")
"""What is looked at: ground units where they stand, raids by their target, sorties by the hex they are over,
heavy batteries that fire by where they stand; and events of the record, which `events.acts_of` counts."""
PER = ("unit", "turn")
"""Whether an act counts each unit or raid, or once in a turn however many do it."""
BOTH = 2
"""Both sides, as the losers of a war that they caused alike."""
PEACE = -1


@dataclass(frozen=True, slots=True, eq=False)
class EscalationTable:
    """Acts [A] and what may be bought [R].

    Attributes
    ----------
    acts : tuple of str
    side, deed, per : int8[A]
        Rows of SIDES, `DEEDS` and `PER`.
    points : int64[A]
        Thousandths.
    forbidden : bool[A]
        Acts that a commander is told he has no leave for; he may still choose them.
    place : bool[A, H]
        Hexes where a deed counts.
    start, war_at : int
        Thousandths.
    releases : tuple of str
    buyer : int8[R]
        Side that may do more.
    each : int64[R]
        Thousandths of the other side for one release.
    """

    acts: tuple[str, ...]
    side: NDArray[np.int8]
    deed: NDArray[np.int8]
    per: NDArray[np.int8]
    points: Ints
    forbidden: NDArray[np.bool_]
    place: NDArray[np.bool_]
    start: int
    war_at: int
    releases: tuple[str, ...]
    buyer: NDArray[np.int8]
    each: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def deeds(table: EscalationTable, deed: str, side: ArrayLike, hex: ArrayLike, doing: ArrayLike) -> Ints:
    """How often each act was done by deeds of one kind.

    Parameters
    ----------
    table : EscalationTable
        Of the scenario.
    deed : str
        One of `DEEDS`.
    side : (..., N) int
        Row of SIDES of each doer.
    hex : (..., N) int
        Where it counts, negative for nowhere.
    doing : (..., N) bool
        Units that are there, raids flown, batteries that fired.

    Returns
    -------
    (..., A) int64
        0 for acts of another kind; kinds are added up.

    Raises
    ------
    ValueError
        If the kind is unknown.

    Notes
    -----
    Rule victory.4.
    """
    if deed not in DEEDS:
        raise ValueError(f"a deed must be one of {', '.join(DEEDS)}, got {deed!r}")
    at, own, does = np.broadcast_arrays(np.asarray(hex, np.int64), side, np.asarray(doing, np.bool_))
    here = np.moveaxis(table.place[:, np.maximum(at, 0)], 0, -1)
    counts = here & (does & (at >= 0))[..., None] & (own[..., None] == table.side)
    number: Ints = (counts & (table.deed == DEEDS.index(deed))).sum(axis=-2, dtype=np.int64)
    return number


@dataclass(frozen=True, slots=True, eq=False)
class Escalated:
    """The index after a turn.

    Attributes
    ----------
    caused : (..., A) int64
        Thousandths by act since the start.
    index : (...) int64
        Thousandths, 0..100,000.
    account : Account
        (..., A), thousandths of this turn.
    """

    caused: Ints
    index: Ints
    account: Account

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def escalate(table: EscalationTable, caused: ArrayLike, done: ArrayLike) -> Escalated:
    """Add the deeds of a turn.

    Parameters
    ----------
    table : EscalationTable
        Of the scenario.
    caused : (..., A) int
        Thousandths by act before the turn.
    done : (..., A) int
        How often each act was done, from `deeds`; not negative.

    Returns
    -------
    Escalated

    Raises
    ------
    ValueError
        If an act was done less than never.

    Notes
    -----
    Rule victory.4.
    """
    number = np.asarray(done, np.int64)
    if number.size and int(number.min()) < 0:
        raise ValueError(f"an act cannot be done {int(number.min())} times")
    times = np.where(table.per == PER.index("turn"), np.minimum(number, 1), number)
    added = table.points * times
    total = np.asarray(caused, np.int64) + added
    base = np.broadcast_to(table.points, added.shape)
    return Escalated(total, index_of(table, total), account(base, (times * ONE,), added, added))


def index_of(table: EscalationTable, caused: ArrayLike) -> Ints:
    """The index (...) from what was caused (..., A), thousandths: with the start, never above 100."""
    total = np.asarray(caused, np.int64).sum(axis=-1)
    return np.minimum(np.asarray(total + table.start, np.int64), MOST)


def by_side(table: EscalationTable, caused: ArrayLike) -> Ints:
    """Thousandths (..., 2) that each side has caused; the index at the start is nobody's."""
    of = (table.side[:, None] == np.arange(SIDES)).astype(np.int64)
    shares: Ints = np.asarray(caused, np.int64) @ of
    return shares


def bought(table: EscalationTable, caused: ArrayLike) -> NDArray[np.int16]:
    """Releases (..., R) that each buyer has by now: one for every so many points of the other side."""
    other = by_side(table, caused)[..., 1 - table.buyer]
    return (other // np.maximum(table.each, 1)).astype(np.int16)


def war(table: EscalationTable, caused: ArrayLike) -> NDArray[np.int8]:
    """Who has lost a general war.

    Parameters
    ----------
    table : EscalationTable
        Of the scenario.
    caused : (..., A) int
        Thousandths by act.

    Returns
    -------
    (...) int8
        Row of SIDES of the side that caused more of the index, `BOTH` if they caused it alike, `PEACE` while
        the index is below the limit.

    Notes
    -----
    Rule victory.4.
    """
    shares = by_side(table, caused)
    more = np.select([shares[..., 0] > shares[..., 1], shares[..., 0] < shares[..., 1]], [0, 1], BOTH)
    return np.where(index_of(table, caused) >= table.war_at, more, PEACE).astype(np.int8)
