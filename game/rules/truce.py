"""The cease-fire at an uncertain hour: its chance at the end of a turn, and whether it is agreed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import UNDRAWN, Account, account, permille_of
from game.rules.chance import Bits, happens, permille
from game.rules.fixed import CERTAIN
from game.rules.tables import BITS, seal

Ints = NDArray[np.int64]
FACTORS = ("base", "index", "losses", "hour")
"""Ledger of victory.5, Q16 terms that add up: the base is their sum."""
POINT = 1000


@dataclass(frozen=True, slots=True)
class TruceTable:
    """The cease-fire of a scenario.

    Attributes
    ----------
    earliest, historical : int
        Minutes: the first hour at which it may be agreed, and the hour for which it was.
    base, per_index, per_loss : int
        Q16 chance a turn; for each point of the index; for each per cent of the Japanese force lost.
    lag : int
        Minutes from the hour agreed to the last shot.
    """

    earliest: int
    historical: int
    base: int
    per_index: int
    per_loss: int
    lag: int


@dataclass(frozen=True, slots=True, eq=False)
class Truce:
    """Whether the cease-fire is agreed (...), its chance Q16 (...), and the ledger."""

    agreed: NDArray[np.bool_]
    chance: Ints
    account: Account

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def truce(
    table: TruceTable,
    minute: int,
    index: ArrayLike,
    loss_percent: ArrayLike,
    bits: Bits,
    historical: bool = False,
) -> Truce:
    """Whether the guns fall silent.

    Parameters
    ----------
    table : TruceTable
        Of the scenario.
    minute : int
        End of the turn.
    index : (...) int
        Of escalation, thousandths.
    loss_percent : (...) int
        Per cent of the Japanese force lost, Q10.
    bits : (...) uint64
        Dice, purpose "truce", one word a turn.
    historical : bool
        Whether the hour of the record is kept: then nothing is drawn.

    Returns
    -------
    Truce
        Never before the earliest hour. The account's terms are Q16 and add up to its base; where the hour of
        the record is kept it is the only one.

    Notes
    -----
    Rule victory.5.
    """
    points, percent = np.asarray(index, np.int64), np.asarray(loss_percent, np.int64)
    terms = (
        np.full(np.broadcast_shapes(points.shape, percent.shape), table.base),
        table.per_index * points // POINT,
        table.per_loss * percent >> BITS,
    )
    drawn = not historical and minute >= table.earliest
    parts = tuple(np.broadcast_to(term * drawn, terms[0].shape) for term in terms)
    due = historical and minute >= table.historical
    hour = np.full_like(parts[0], CERTAIN if due else 0)
    base = np.sum([*parts, hour], axis=0, dtype=np.int64)
    chance = np.clip(base, 0, CERTAIN)
    agreed = happens(bits, chance)
    told = account(base, (*parts, hour), permille_of(chance), agreed)
    draw = np.where(drawn, permille(bits), UNDRAWN).astype(np.uint16)
    return Truce(agreed, chance, Account(told.base, told.factors, told.expected, draw, told.result))


def last_shot(table: TruceTable, agreed: int, historical: bool = False) -> int:
    """Minute of the last shot when the cease-fire is agreed at the end of a turn."""
    return (table.historical if historical else agreed) + table.lag
