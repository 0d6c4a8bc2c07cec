"""Suppression: the share of men who neither fire nor move, gained under fire, lost out of it (fire.6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.fire_table import FireTable, Ints
from game.rules.fixed import exp_neg, one_minus_exp
from game.rules.tables import ONE

FACTORS = ("susceptibility",)
SUPPRESSED_BITS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Suppressed:
    """Suppression after a pulse, N units.

    Attributes
    ----------
    result : (..., N) int16
        Q10.
    kept : (..., N) int64
        Q10 of the old that was left when the new came.
    base : (..., N) int64
        Q10 stress that fell on the unit.
    factors : (..., N, 1) int32
        Q10, in the order of `FACTORS`.
    expected : (..., N) int64
        Gain in thousandths; there is no chance in it.
    """

    result: NDArray[np.int16]
    kept: Ints
    base: Ints
    factors: NDArray[np.int32]
    expected: Ints


def suppress(
    suppression: ArrayLike, stress: ArrayLike, posture: ArrayLike, minutes: int, table: FireTable
) -> Suppressed:
    """Suppression after a pulse of whatever fell on the units.

    Parameters
    ----------
    suppression : (..., N) int
        Q10 at the start of the pulse.
    stress : (..., N) int
        Q10 sum of the exponents: that of direct fire from `fire` and those of shells and bombs.
    posture : (..., N) int
        Row of `POSTURES`.
    minutes : int
        Length of the pulse.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    Suppressed

    Notes
    -----
    Rule fire.6: the old dies away with exp(-dt / tau), then s += (1-s) x (1 - exp(-susceptibility x stress)).
    Fire and shells share one exponent, so their order does not matter.
    """
    load = np.asarray(stress, np.int64)
    kept = fade(suppression, minutes, table)
    susceptibility = table.susceptible[np.asarray(posture, np.intp)]
    gain = (ONE - kept) * one_minus_exp(load * susceptibility >> 10)
    half = 1 << (SUPPRESSED_BITS - 1)
    result = np.minimum(kept + ((gain + half) >> SUPPRESSED_BITS), ONE)
    return Suppressed(
        result=result.astype(np.int16),
        kept=kept,
        base=load,
        factors=np.broadcast_to(susceptibility, load.shape)[..., None].astype(np.int32),
        expected=(gain * 1000) >> (10 + SUPPRESSED_BITS),
    )


def fade(suppression: ArrayLike, minutes: int, table: FireTable) -> Ints:
    """Suppression (..., N), Q10, after so many minutes out of fire (rule fire.6)."""
    left = int(exp_neg((minutes << 10) // table.tau))
    return (np.asarray(suppression, np.int64) * left + (1 << 15)) >> SUPPRESSED_BITS


def fire_stress(bearing: ArrayLike, minutes: int, table: FireTable) -> Ints:
    """Exponent of direct fire before susceptibility, Q10.

    Parameters
    ----------
    bearing : (..., N) int
        Q10 rifle equivalents that fire at the unit, the firers' own suppression and the light counted in.
    minutes : int
        Time of fire.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    (..., N) int64

    Notes
    -----
    Rule fire.6: rate x I, with I in rifle-equivalent hours for each 100 m of the unit's front.
    """
    scale = minutes * table.suppression_front * table.suppression_rate
    stress: Ints = np.asarray(bearing, np.int64) * scale // (table.front * (60 << 16))
    return stress
