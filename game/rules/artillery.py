"""Shells and bombs where they land: men covered, nerves, and the ledger of both (rules artillery.1, 5 and 9).

Every round covers an area that depends on the posture of the men in it; rounds fall at random over the hex,
so of the men in it the share 1 - exp(-sum of n x area / hex area) is hit. Losses are drawn from a
gamma-Poisson law.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.artillery_table import Ints, ShellTable
from game.rules.chance import Bits, losses
from game.rules.dispersion import landed_on
from game.rules.fixed import MOST_BITS, mul, one_minus_exp, ratio, saturate
from game.rules.tables import ONE, POSTURES

FACTORS = ("ground", "overlap")
"""What the area covered is multiplied with: cover of the ground, and what is left where shells hit twice."""

SCRAPE, TRENCH = POSTURES.index("scrape"), POSTURES.index("trench")
_ROUND_BITS = 16
_SHIFT = _ROUND_BITS + 10 - MOST_BITS


@dataclass(frozen=True, slots=True, eq=False)
class Shelled:
    """What shells or bombs did to the men of A units.

    Attributes
    ----------
    base : int64[..., A]
        Men covered if no two shells covered the same man, thousandths, without cover of the ground.
    factors : int32[..., A, 2]
        Q10, in the order of `FACTORS`.
    expected : int64[..., A]
        Men lost, thousandths.
    draw : uint16[..., A]
        Per mille of the law.
    result : int16[..., A]
        Men lost.
    stress : int64[..., A]
        Exponent of suppression before susceptibility, Q10: `suppression.suppress` adds it to that of fire.
    """

    base: Ints
    factors: NDArray[np.int32]
    expected: Ints
    draw: NDArray[np.uint16]
    result: NDArray[np.int16]
    stress: Ints


def covered(rounds: Ints, areas: Ints, hex_area: int) -> Ints:
    """How often rounds cover a point of the hex on average.

    Parameters
    ----------
    rounds : (..., C) int64
        In 1/65536 of a round, by kind of shell.
    areas : (..., C) int64
        Square meters of one round, Q10.
    hex_area : int
        Square meters, above 0.

    Returns
    -------
    (...) int64
        Q20, rounded down.

    Notes
    -----
    Rule artillery.1: sum over shells of n x area / hex area.
    """
    if hex_area <= 0:
        raise ValueError(f"hex_area must be positive, got {hex_area}")
    return np.asarray(((rounds * areas).sum(axis=-1) >> _SHIFT) // hex_area)


def shell(
    landed: Ints,
    hexes: ArrayLike,
    men: ArrayLike,
    posture: ArrayLike,
    cover: ArrayLike,
    bits: Bits,
    table: ShellTable,
    deep: ArrayLike = 0,
) -> Shelled:
    """Losses of units under shells or bombs.

    Parameters
    ----------
    landed : (..., H, C) int64
        Rounds by hex and kind, in 1/65536, of both sides: a shell asks for no passport.
    hexes : (..., A) int
        Hex of each unit, negative for none.
    men : (..., A) int
        Present.
    posture : (..., A) int
        Row of `POSTURES`.
    cover : (..., A) int
        Q10 exposed share by the ground (terrain.1); it counts in the postures without works only.
    bits : (..., A) uint64
        One word a unit, purpose "shells" or "bombs".
    table : ShellTable
        Of the ruleset.
    deep : (..., A) int
        Q10 share of the way from scrape to trench cover that men in scrapes have (`works.trench_share`).

    Returns
    -------
    Shelled

    Notes
    -----
    Rules artillery.1 (coverage), artillery.5 (stress) and artillery.9 (luck); air.2 for bombs.
    """
    rounds = landed_on(landed, hexes)
    stance = np.asarray(posture, np.int64)
    base, ground = _base(rounds, men, stance, cover, table, deep)
    men_there = np.broadcast_to(np.asarray(men, np.int64), base.shape)
    expected = saturate(mul(base, ground), men_there)
    drawn = losses(expected, men_there, bits, table.law)
    return Shelled(
        base=base,
        factors=np.stack([ground, _overlap(base, ground, expected)], axis=-1).astype(np.int32),
        expected=expected,
        draw=drawn.draw,
        result=drawn.result,
        stress=np.broadcast_to(covered(rounds, table.stress, table.hex_area) >> (MOST_BITS - 10), base.shape),
    )


def _base(
    rounds: Ints, men: ArrayLike, posture: Ints, cover: ArrayLike, table: ShellTable, deep: ArrayLike
) -> tuple[Ints, Ints]:
    """Men covered in thousandths, overlaps not taken off, and the factor of the ground."""
    area, way = table.lethal.T[posture], np.where(posture == SCRAPE, np.asarray(deep, np.int64), 0)
    if way.any():
        area = area + ((table.lethal.T[TRENCH] - area) * way[..., None] >> 10)
    often = covered(rounds, area, table.hex_area)
    base = (np.asarray(men, np.int64) * 1000 * often) >> MOST_BITS
    ground = np.where(table.open[posture], np.asarray(cover, np.int64), ONE)
    return base, np.broadcast_to(ground, base.shape)


def _overlap(base: Ints, ground: Ints, expected: Ints) -> Ints:
    """The factor that overlaps came to, 1 where nothing was covered."""
    hits = mul(base, ground)
    return np.where(hits > 0, ratio(expected, hits), ONE)


def lost_materiel(
    landed: Ints, hexes: ArrayLike, area: ArrayLike, protection: ArrayLike, table: ShellTable
) -> Ints:
    """Chance that one gun or lorry is put out.

    Parameters
    ----------
    landed : (..., H, C) int64
        Rounds by hex and kind, in 1/65536.
    hexes : (..., A) int
        Hex of each unit.
    area : (..., A) int
        Q10 of the area in which a shell puts a gun out: `ONE` for guns, `table.lorry_area` for lorries.
    protection : (..., A) int
        Q10: `table.dug_in_guns` for guns that are dug in, else `ONE`.
    table : ShellTable
        Of the ruleset.

    Returns
    -------
    (..., A) int64
        Q16, for `chance.binomial` over the guns of the unit.

    Notes
    -----
    Rules artillery.6 (dug in) and artillery.12 (areas); tanks stand in armor.7.
    """
    often = covered(landed_on(landed, hexes), table.soft, table.hex_area)
    return one_minus_exp(mul(often, area, protection), bits=MOST_BITS)
