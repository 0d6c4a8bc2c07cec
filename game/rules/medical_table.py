"""Numbers of the medical service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.ruleset import Ruleset
from game.rules.tables import SIDES, seal

Ints = NDArray[np.int64]
COUNTS = ("killed", "wounded", "returned", "sick")
"""Columns of the daily accounts."""
TRIALS = 255
"""Most men that one draw asks (`chance.binomial`)."""


@dataclass(frozen=True, slots=True, eq=False)
class MedicalTable:
    """Medical service; arrays by row of SIDES.

    Attributes
    ----------
    killed : int64[2]
        Q16 share of the casualties (units.3).
    returning : int
        Q16 share of the wounded who come back (medical.4).
    return_days : int
        Days until then.
    sick : int64[2]
        Q16 chance a day (medical.2).
    places : int64[2]
        Wounded carried by a vehicle, and for each ton of the ferry (medical.3).
    hours : int64[2]
        To the hospital (medical.3).
    """

    killed: Ints
    returning: int
    return_days: int
    sick: Ints
    places: Ints
    hours: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_medical(rules: Ruleset) -> MedicalTable:
    """Numbers of the chapter medical, and the shares of killed of the chapter units."""
    carry = rules.table("medical", "evacuation", 0)
    return MedicalTable(
        killed=np.array([rules.value("units", f"killed_share_{side}", 16) for side in SIDES], np.int64),
        returning=rules.value("medical", "wounded_return", 16),
        return_days=rules.value("medical", "return_days", 0),
        sick=np.array([rules.value("medical", f"sick_{side}", 16) for side in SIDES], np.int64),
        places=np.array([carry.at(side, "places") for side in SIDES], np.int64),
        hours=np.array([carry.at(side, "hours") for side in SIDES], np.int64),
    )
