"""Smoke screens: laid by shells, moved and thinned by wind (rule artillery.7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.grid.board import OFF_BOARD
from game.rules.artillery_table import Ints
from game.rules.fixed import mul
from game.rules.ruleset import Ruleset
from game.rules.tables import BITS, ONE, seal

STEP = 10
"""Minutes of a step of the wind."""
CALM = -1
"""Direction of the wind where there is none."""
WINDS = ("calm", "light", "fresh", "strong")
"""Strengths of wind, rows of `artillery.smoke_wind`."""
TWELFTHS = 12
"""Directions of the wind: the six sides of a hex and the six corners between them."""


@dataclass(frozen=True, slots=True, eq=False)
class SmokeTable:
    """Numbers of smoke; screens are counted in tenths of a minute.

    Attributes
    ----------
    rounds, tenths : int
        Rounds that hide a hex, and for how many tenths of a minute.
    visibility : int
        Q10 of what is seen through a screen.
    most : int
        Tenths of a minute, however many rounds fall.
    drift : int64[4]
        Q10 share that moves a hex downwind in a step, in the order of `WINDS`.
    aging : int64[4]
        Tenths of a minute of screen that a step takes, by strength.
    """

    rounds: int
    tenths: int
    visibility: int
    most: int
    drift: Ints
    aging: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_smoke(rules: Ruleset) -> SmokeTable:
    """Numbers of smoke from the chapter artillery."""
    wind = rules.table("artillery", "smoke_wind")
    order = [wind.rows.index(name) for name in WINDS]
    return SmokeTable(
        rounds=rules.value("artillery", "smoke_rounds", bits=0),
        tenths=10 * rules.value("artillery", "smoke_minutes", bits=0),
        visibility=rules.value("artillery", "smoke_visibility"),
        most=10 * rules.value("artillery", "smoke_most", bits=0),
        drift=wind.column("drift")[order],
        aging=(10 * STEP << BITS) // wind.column("life")[order],
    )


def lay(smoke: ArrayLike, landed: Ints, table: SmokeTable) -> NDArray[np.int32]:
    """Screens after smoke shells.

    Parameters
    ----------
    smoke : (..., H) int
        Screen in each hex, tenths of a minute.
    landed : (..., H) int64
        Smoke rounds, in 1/65536, of any caliber.
    table : SmokeTable
        Of the ruleset.

    Returns
    -------
    (..., H) int32
        Six rounds last ten minutes; never more than the most that can pile up.
    """
    more = landed * table.tenths // (table.rounds << 16)
    before = np.asarray(smoke, np.int64)
    return np.asarray(np.maximum(np.minimum(before + more, table.most), before), np.int32)


def factor(smoke: ArrayLike, minutes: int, table: SmokeTable) -> Ints:
    """Factor Q10 (..., H) of visibility through each hex over a pulse of so many minutes.

    A screen that lasts for a part of the pulse counts for that part.
    """
    part = np.minimum((np.asarray(smoke, np.int64) << BITS) // (10 * minutes), ONE)
    return ONE - mul(part, ONE - table.visibility)


def through(factors: Ints, line: ArrayLike) -> Ints:
    """Factor Q10 of visibility along lines: the product over the hexes a line passes.

    Parameters
    ----------
    factors : (..., H) int64
        Q10 of each hex, of smoke or dust.
    line : (P, K) int
        Hexes of P lines, negative where a line is shorter.

    Returns
    -------
    (..., P) int64
    """
    hexes = np.asarray(line, np.int64)
    seen = np.full((*factors.shape[:-1], len(hexes)), ONE, np.int64)
    for step in hexes.T:
        seen = mul(seen, np.where(step >= 0, factors[..., np.maximum(step, 0)], ONE))
    return seen


def pass_time(
    smoke: ArrayLike,
    direction: ArrayLike,
    strength: ArrayLike,
    minutes: int,
    neighbor: NDArray[np.int32],
    table: SmokeTable,
) -> NDArray[np.int32]:
    """Screens after a pulse: drifted downwind and aged.

    Parameters
    ----------
    smoke : (..., H) int
        Tenths of a minute.
    direction : (...) int
        Where the wind blows to, in twelfths of the circle counter-clockwise from east, or `CALM`: even ones
        lead over a side of the hex, odd ones between two sides, and half goes over each.
    strength : (...) int
        Row of `WINDS`.
    minutes : int
        Length of the pulse.
    neighbor : int32[H, 6]
        Of the board.
    table : SmokeTable
        Of the ruleset.

    Returns
    -------
    (..., H) int32
        Nothing grows: the sum falls with age and with what drifts off the board.
    """
    left = np.asarray(smoke, np.int64)
    toward, force = np.asarray(direction, np.int64)[..., None], np.asarray(strength, np.intp)[..., None]
    drift = np.where(toward == CALM, 0, table.drift[force])
    for step in range(0, minutes, STEP):
        part = min(STEP, minutes - step)
        left = _blown(left, np.maximum(toward, 0), drift * part // STEP, neighbor)
        left = np.maximum(left - table.aging[force] * part // STEP, 0)
    return left.astype(np.int32)


def _blown(smoke: Ints, toward: Ints, share: Ints, neighbor: NDArray[np.int32]) -> Ints:
    """Each hex hands its share to the hexes downwind; what leaves the board is gone."""
    moved = (smoke * share) >> BITS
    aside = np.where(toward % 2 == 1, moved // 2, 0)
    side = toward // 2
    return smoke - moved + _come(moved - aside, side, neighbor) + _come(aside, (side + 1) % 6, neighbor)


def _come(moved: Ints, side: Ints, neighbor: NDArray[np.int32]) -> Ints:
    """What comes into each hex when all hand something on over one side, the same for a whole board."""
    upwind = neighbor.T[(side[..., 0] + 3) % 6]
    wide, source = np.broadcast_arrays(moved, upwind)
    return np.where(source == OFF_BOARD, 0, np.take_along_axis(wide, np.maximum(source, 0), axis=-1))
