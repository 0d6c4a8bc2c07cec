"""Rows of the ledger from the stakes of one game: what a turn did to the index, what makes the score."""

from __future__ import annotations

import numpy as np

from game.rules.account import Account
from game.rules.ledger import NOBODY, Rows, entries
from game.rules.victory_stakes import Stakes
from game.rules.victory_turn import Closed, Reckoning

PARTS = ("ground_held", "ground_average", "terms", "objective")
"""Rules of the parts of a reckoning, in their order."""


def turn_rows(closed: Closed, pulse: int) -> Rows:
    """Rows of a turn that was settled, in the order in which a reader wants them.

    Parameters
    ----------
    closed : Closed
        Of one game, without leading axes.
    pulse : int
        Number of the turn's last pulse.

    Returns
    -------
    (N) LEDGER
        Acts that were done, releases that there are, the index and whether there is war, and the cease-fire
        where it was in question.
    """
    rows = [
        _rows("escalation", closed.escalated.account, pulse, drop_empty=True),
        _rows("release", closed.released, pulse, drop_empty=True),
        _rows("war", closed.at_war, pulse, alone=True),
    ]
    if closed.truce is not None:
        rows.append(_rows("truce", closed.truce.account, pulse, drop_empty=True, alone=True))
    return np.concatenate(rows)


def score_rows(stakes: Stakes, reckoning: Reckoning, pulse: int) -> Rows:
    """Rows (N) LEDGER of the score of one game: objectives at the end and on the average, terms, tasks, sum.

    A place is told by its first hex too, so that a map can show it.
    """
    ground = stakes.victory.ground
    first = ground.hexes[ground.parts.argmax(axis=0)] if len(ground.hexes) else NOBODY
    rows = [
        _rows(rule, part, pulse, first if rule.startswith("ground") else NOBODY)
        for rule, part in zip(PARTS, reckoning.parts, strict=True)
    ]
    return np.concatenate([*rows, _rows("score", reckoning.score.account, pulse, alone=True)])


def _rows(
    rule: str,
    told: Account,
    pulse: int,
    hex: object = NOBODY,
    drop_empty: bool = False,
    alone: bool = False,
) -> Rows:
    """Rows of an account whose last axis counts targets of the rule, or of one that stands alone."""
    target = NOBODY if alone else np.arange(told.base.shape[-1])
    return entries(
        rule,
        pulse=pulse,
        source=NOBODY,
        target=target,
        hex=np.asarray(hex),
        drop_empty=drop_empty,
        **told.columns(),
    )
