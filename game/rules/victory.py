"""Victory: points for ground, losses and time, and the score that comes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.fixed import ratio
from game.rules.tables import BITS, seal
from game.rules.victory_table import (
    JAPANESE,
    MOST,
    NOBODY,
    SOVIET,
    TERMS,
    GroundTable,
    TermTable,
    VictoryTable,
)
from game.rules.victory_tally import Tally, net_hexes

Ints = NDArray[np.int64]
GROUND_FACTORS = ("share", "part")
"""Ledger of victory.1: the base is the weight; the share of the hexes held, against the USSR below 0."""
TERM_FACTORS = ("amount",)
"""Ledger of victory.2 and victory.3: the base is the points for one; the result keeps to the cap."""
SCORE_TERMS = ("at_end", "average", "losses_and_time", "tasks")
"""Ledger of the score, thousandths that add up to its base; what is expected keeps to the greatest score."""
DAY = 1440
LOSSES, TANKS, DELAY, HOLDING = range(len(TERMS))


@dataclass(frozen=True, slots=True, eq=False)
class Force:
    """What a side brought and lost, int64 (..., 2) by row of SIDES: men who took part, and those lost."""

    committed: Ints
    lost: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    @property
    def loss_percent(self) -> Ints:
        """Per cent of the force lost, Q10."""
        return ratio(self.lost * 100, self.committed)


def force(men: ArrayLike, lost: ArrayLike, side: ArrayLike, took_part: ArrayLike) -> Force:
    """Forces of both sides.

    Parameters
    ----------
    men, lost : (..., U) int
        Present, and lost since the start.
    side : (U) int
        Row of SIDES.
    took_part : (..., U) bool
        Units that have stood on the map; a reserve that never came does not thin the losses.

    Returns
    -------
    Force

    Notes
    -----
    Rule victory.2: the committed force is the men who are left and those who are lost.
    """
    of = np.asarray(side)[:, None] == np.arange(2)
    there = np.asarray(took_part, np.int64)
    gone = (np.asarray(lost, np.int64) * there) @ of.astype(np.int64)
    return Force((np.asarray(men, np.int64) * there) @ of.astype(np.int64) + gone, gone)


def ground_score(table: GroundTable, holder: ArrayLike, tally: Tally) -> tuple[Account, Account]:
    """Points for ground.

    Parameters
    ----------
    table : GroundTable
        Of the scenario.
    holder : (..., H) int
        Who holds each hex.
    tally : Tally
        For the average.

    Returns
    -------
    two Account (..., O)
        By who holds the hexes now, and on the average since the objective's hour: thousandths of a point,
        for the USSR above 0. Each is weight x share x part, rounded toward 0.

    Notes
    -----
    Rule victory.1.
    """
    held = np.asarray(holder)[..., table.hexes]
    size = table.parts.sum(axis=0)
    now = _shares(net_hexes(table, held), size)
    average = _shares(tally.net, size * tally.span)
    return _paid(table.weight, now, table.at_end), _paid(table.weight, average, table.on_average)


def _shares(net: Ints, of: Ints) -> Ints:
    return np.sign(net) * ratio(np.abs(net), of)


def _paid(weight: Ints, share: Ints, part: Ints) -> Account:
    points = np.sign(share) * ((weight * np.abs(share) >> BITS) * part >> BITS)
    spread = np.broadcast_to(weight, points.shape)
    return account(spread, (share, np.broadcast_to(part, points.shape)), points, points)


def term_score(table: TermTable, tally: Tally, losses: Force, tanks_lost: ArrayLike) -> Account:
    """Points for losses and time.

    Parameters
    ----------
    table : TermTable
        Of the scenario.
    tally : Tally
        For the days and turns.
    losses : Force
        Men.
    tanks_lost : (..., 2) int
        Out of action, by side.

    Returns
    -------
    Account (..., T)
        Thousandths of a point, for the USSR above 0: points x amount, no more than the cap.

    Notes
    -----
    Rules victory.2 and victory.3.
    """
    tanks = np.asarray(tanks_lost, np.int64)[..., table.side] << BITS
    percent = losses.loss_percent[..., table.side]
    columns = np.broadcast_arrays(percent, tanks, ratio(tally.without, DAY), tally.turns << BITS)
    amount = np.select([table.counts == row for row in range(len(TERMS))], columns)
    toward = np.sign(table.points) * np.where(table.side == SOVIET, 1, -1)
    points = toward * np.minimum(np.abs(table.points) * amount >> BITS, table.cap)
    base = np.broadcast_to(toward * np.abs(table.points), points.shape)
    return account(base, (amount,), points, points)


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """The score.

    Attributes
    ----------
    total : (...) int32
        Hundredths of a point, -10,000 (Japan) to 10,000 (USSR).
    level : (...) int16
        Row of the scenario's levels.
    account : Account
        (...), a term for each part.
    """

    total: NDArray[np.int32]
    level: NDArray[np.int16]
    account: Account

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def score(table: VictoryTable, parts: tuple[Account, ...], lost_by: ArrayLike = NOBODY) -> Score:
    """Sum of the parts, and what it is called.

    Parameters
    ----------
    table : VictoryTable
        Of the scenario.
    parts : tuple of four Account (..., N)
        In the order of `SCORE_TERMS`: two from `ground_score`, then `term_score` and
        `victory_checks.task_score`.
    lost_by : (...) int
        Who lost a general war: row of SIDES, 2 for both, -1 where there is none (`escalation.war`).

    Returns
    -------
    Score
        A war is lost by all points there are; if both have lost it, the score is 0.

    Notes
    -----
    Rules victory.1 to victory.4. The level goes by whole points, halves away from 0.
    """
    sums = [part.result.sum(axis=-1, dtype=np.int64) for part in parts]
    milli = np.sum(sums, axis=0, dtype=np.int64)
    loser = np.asarray(lost_by, np.int64)
    told = np.select([loser == SOVIET, loser == JAPANESE, loser > JAPANESE], [-MOST, MOST, 0], milli)
    kept = np.clip(told, -MOST, MOST)
    hundredths = rounded(kept, 10)
    level = (rounded(hundredths, 100)[..., None] < table.levels).sum(axis=-1)
    told_of = account(np.broadcast_to(milli, kept.shape), tuple(sums), kept, hundredths)
    return Score(hundredths.astype(np.int32), level.astype(np.int16), told_of)


def rounded(x: ArrayLike, by: int) -> Ints:
    """Quotient of integers (...), to the nearest, halves away from 0."""
    whole = np.asarray(x, np.int64)
    quotient: Ints = np.sign(whole) * ((2 * np.abs(whole) + by) // (2 * by))
    return quotient
