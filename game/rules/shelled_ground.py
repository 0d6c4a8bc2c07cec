"""What shells and bombs do to the ground: wire cut, works ruined, dust raised, ways closed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from game.rules.artillery import covered
from game.rules.artillery_table import BatteryTable, Ints, ShellTable
from game.rules.chance import Bits, Drawn, binomial
from game.rules.fixed import MOST_BITS, mul, one_minus_exp
from game.rules.tables import BITS, ONE


def wire_chance(landed: Ints, table: ShellTable) -> Ints:
    """Chance Q16 (..., H) that a belt on a side of each hex is cut by what `landed` (..., H, C) in it.

    Rules works.3 (shells) and air.9 (bombs, with `AirTable.kinds`): each round has its small chance, so
    together 1 - exp(-sum of them).
    """
    often = (landed * table.wire).sum(axis=-1) >> 16
    return one_minus_exp(often, bits=MOST_BITS)


def wire_cut(belts: ArrayLike, landed: Ints, bits: Bits, table: ShellTable) -> Drawn:
    """Belts cut on the sides of each hex.

    Parameters
    ----------
    belts : (..., H, 6) int
        Belts on each side, seen from the hex in which the shells fall.
    landed : (..., H, C) int64
        Rounds by hex and kind, in 1/65536.
    bits : (..., H, 6) uint64
        One word a side, purpose "wire" (bombs: after those of the shells).
    table : ShellTable
        Of the ruleset.

    Returns
    -------
    Drawn
        Belts, never more than there are.
    """
    return binomial(belts, wire_chance(landed, table)[..., None], bits)


def works_left(works: ArrayLike, rounds: Ints, table: ShellTable) -> Ints:
    """Entrenchment left under shells.

    Parameters
    ----------
    works : (..., A) int
        Progress of positions, Q10 a level.
    rounds : (..., A, C) int64
        Rounds on the hex of each, in 1/65536 (`dispersion.landed_on`).
    table : ShellTable
        Of the ruleset.

    Returns
    -------
    (..., A) int64
        Never more than before.

    Notes
    -----
    Rule artillery.12: craters and the ground they shake ruin works by the same coverage as men are hit by.
    """
    before = np.asarray(works, np.int64)
    ruined = one_minus_exp(covered(rounds, table.crater, table.hex_area), bits=MOST_BITS)
    return before - ((before * ruined) >> 16)


def dust(landed: Ints, visibility: int, ground: int, table: ShellTable) -> Ints:
    """Factor of visibility through the dust of a pulse's shells or bombs.

    Parameters
    ----------
    landed : (..., H, C) int64
        Rounds by hex and kind, in 1/65536.
    visibility : int
        Q10 factor through dense dust: artillery.11 for shells, air.3 for bombs.
    ground : int
        Q10 factor of the state of the ground (artillery.dust_ground).
    table : ShellTable
        Of the ruleset.

    Returns
    -------
    (..., H) int64
        Q10: `ONE` where nothing fell, `visibility` at most where all of a dry hex was under fire.
    """
    dense = one_minus_exp(covered(landed, table.stress, table.hex_area), bits=MOST_BITS) >> (16 - BITS)
    return ONE - mul(dense, ONE - visibility, ground)


def stopped(rounds: Ints, shells: ShellTable, table: BatteryTable) -> Ints:
    """Tenths of a minute (...) that a column loses before a road or ford under fire.

    Rule artillery.10: as long as the stop, times the share of the hex that the rounds (..., C) of the pulse
    keep men down in; its losses come by the coverage of its posture like all others.
    """
    closed = one_minus_exp(covered(rounds, shells.stress, shells.hex_area), bits=MOST_BITS)
    return (closed * (10 * table.stop_minutes)) >> 16
