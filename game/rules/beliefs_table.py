"""The frozen numbers of chapter intelligence: kinds of report, how beliefs fade, who listens to whose
radio.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, BITS, SIDES, seal

Ints = NDArray[np.int64]

GRADES = ("none", "sign", "radio", "sound", "flash", "air", "located", "seen")
"""What a side can know a unit by in a pulse, the better the later; all but the first are rows of
`intelligence.report`."""


@dataclass(frozen=True, slots=True, eq=False)
class BeliefTable:
    """Numbers of chapter intelligence; G kinds of report in the order of `GRADES`.

    Attributes
    ----------
    sigma : int64[G]
        Error of place in meters.
    confidence : int64[G]
        Q16.
    spread : int64[G]
        Standard deviation of the logarithm of the strength told, Q10; -1 where none is told.
    kind, stays : bool[G]
        Whether a report tells what the unit is, and that it stays where it is.
    drift : int64[2]
        Meters an hour by which the error of place grows: of a unit that moves, of one dug in.
    half_life : int64[2]
        Minutes in which confidence halves, likewise.
    forget_below : int
        Q16.
    intercept : int64[2]
        Q16 chance in a day that each side places one headquarters of the other by its radio.
    """

    sigma: Ints
    confidence: Ints
    spread: Ints
    kind: NDArray[np.bool_]
    stays: NDArray[np.bool_]
    drift: Ints
    half_life: Ints
    forget_below: int
    intercept: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_beliefs(rules: Ruleset) -> BeliefTable:
    """Compile the chapter.

    Raises
    ------
    ValueError
        If a number or a kind of report is missing.
    """
    report = rules.table("intelligence", "report")
    if report.rows != GRADES[1:]:
        raise ValueError(f"intelligence.report needs the rows {', '.join(GRADES[1:])}, in this order")

    def column(name: str) -> Ints:
        return np.concatenate([[0], report.column(name)])

    error = rules.value("intelligence", "strength_error")
    strength = column("strength")
    spread = np.where(strength == ABSENT, -1, strength * error >> BITS)
    spread[0] = -1
    whole = [rules.value("intelligence", f"intercept_{side}", bits=16) for side in SIDES]
    return BeliefTable(
        sigma=column("sigma") >> BITS,
        confidence=column("confidence") << (16 - BITS),
        spread=spread,
        kind=column("kind") > 0,
        stays=column("stays") > 0,
        drift=_pair(rules, "drift", 1),
        half_life=_pair(rules, "half_life", 60),
        forget_below=rules.value("intelligence", "forget_below", bits=16),
        intercept=np.array(whole, np.int64),
    )


def _pair(rules: Ruleset, name: str, scale: int) -> Ints:
    """The numbers for units that move and that are dug in, times a scale."""
    paths = (f"intelligence.{name}_{state}" for state in ("mobile", "dug_in"))
    return np.array([round(rules.where(path).value * scale) for path in paths], np.int64)
