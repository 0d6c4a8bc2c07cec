"""What a side learns of a pulse: its events, and the rows of the ledger that speak of its own units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.log import NOBODY, Events
from game.rules import ledger

Rows = ledger.Rows
_OF_UNITS = np.array([rule.target == "unit" for rule in ledger.RULES])


def seen_by(events: Events, side: int | None) -> Events:
    """Events that a side learns of; all of them for the umpire (None)."""
    return events if side is None else events[(events["seen"] & (1 << side)) != 0]


def accounts(rows: Rows, own: NDArray[np.bool_]) -> Rows:
    """Rows of a ledger that a side may read.

    Parameters
    ----------
    rows : LEDGER
        Of a pulse.
    own : bool[U]
        Units of the side.

    Returns
    -------
    LEDGER
        What happened to its own units, without who of the enemy did it, and what concerns the stakes.
    """
    of_units = _OF_UNITS[rows["rule"]]
    mine = own[np.clip(rows["target"], 0, len(own) - 1)] & (rows["target"] >= 0)
    told: Rows = rows[~of_units | mine].copy()
    source = told["source"]
    hidden = (source >= 0) & ~own[np.clip(source, 0, len(own) - 1)]
    told["source"] = np.where(hidden, NOBODY, source)
    return told
