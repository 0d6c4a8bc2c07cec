"""Tasks of the short scenarios: what their checks count, whether the limits are kept, and the points."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.fixed import ratio
from game.rules.tables import BITS, ONE
from game.rules.victory import Force
from game.rules.victory_table import MEASURES, SOVIET, TaskTable, VictoryTable
from game.rules.victory_tally import Tally

Ints = NDArray[np.int64]
TASK_FACTORS = ("met",)
"""Ledger of the tasks: the base is the points of a task, taken wholly or not at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the checks ask after, besides the tally.

    Attributes
    ----------
    men : (..., U) int64
        Men fit.
    losses : Force
        Of both sides.
    tanks_lost, assaults : (..., 2) int64
        Tanks out of action, and assaults ordered, by side.
    """

    men: Ints
    losses: Force
    tanks_lost: Ints
    assaults: Ints


def measure(table: VictoryTable, holder: ArrayLike, tally: Tally, facts: Facts) -> Ints:
    """What each check counts now.

    Parameters
    ----------
    table : VictoryTable
        Of the scenario.
    holder : (..., H) int
        Who holds each hex.
    tally : Tally
        For pulses and turns.
    facts : Facts
        All else.

    Returns
    -------
    (..., K) int64
        Q10, in the order of the checks; `holds` counts 1 when all hexes are the side's.

    Notes
    -----
    The tasks of section 12 of the study, rule victory.1 for who holds what.
    """
    tasks = table.tasks
    held = np.asarray(holder)[..., table.ground.hexes]
    mine = (held[..., None, :] == tasks.check_side[:, None]) & tasks.place
    hexes = mine.sum(axis=-1, dtype=np.int64)
    by_side = (facts.tanks_lost, tally.beyond, facts.assaults)
    tanks, beyond, assaults = (np.asarray(part, np.int64)[..., tasks.check_side] for part in by_side)
    lost = facts.losses.loss_percent[..., tasks.check_side]
    left = facts.losses.committed - facts.losses.lost
    share = ratio(left * 100, facts.losses.committed)[..., tasks.check_side]
    men = np.asarray(facts.men, np.int64) @ tasks.units.T.astype(np.int64)
    columns = {
        "holds": (hexes == tasks.place.sum(axis=-1)).astype(np.int64) << BITS,
        "hexes_held": hexes << BITS,
        "pulses_held": tally.pulses << BITS,
        "men_left": men << BITS,
        "share_left": share,
        "loss_percent": lost,
        "tanks_lost": tanks << BITS,
        "unit_turns_west": beyond << BITS,
        "assaults": assaults << BITS,
    }
    spread = np.broadcast_arrays(*(columns[name] for name in MEASURES))
    return np.select([tasks.measure == row for row in range(len(MEASURES))], spread)


def keep(tally: Tally, tasks: TaskTable, amounts: ArrayLike, minute: int) -> Tally:
    """Tally with the amounts (..., K) of this minute, but for checks whose hour has gone by."""
    return replace(tally, amounts=np.where(minute <= tasks.by, np.asarray(amounts, np.int64), tally.amounts))


def task_score(tasks: TaskTable, tally: Tally) -> Account:
    """Points for tasks.

    Parameters
    ----------
    tasks : TaskTable
        Of the scenario.
    tally : Tally
        With the amounts kept.

    Returns
    -------
    Account (..., C)
        Thousandths of a point, for the USSR above 0: all the points of a task that is met, or none.
    """
    within = (tally.amounts >= tasks.least) & (tally.amounts <= tasks.most)
    one = (within[..., None, :] & tasks.of).any(axis=-1)
    every = (within[..., None, :] | ~tasks.of).all(axis=-1)
    met = np.where(tasks.any_of, one, every)
    base = np.where(tasks.side == SOVIET, tasks.points, -tasks.points)
    points = base * met
    return account(np.broadcast_to(base, points.shape), (met * ONE,), points, points)
