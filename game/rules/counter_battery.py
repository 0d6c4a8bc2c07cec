"""Finding batteries that fire, and what shells do to guns (rule artillery.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from game.rules.artillery import lost_materiel
from game.rules.artillery_table import BatteryTable, Ints, ShellTable
from game.rules.chance import Bits, Drawn, binomial
from game.rules.fixed import CERTAIN
from game.rules.tables import ONE


def located(fired: ArrayLike, watched: ArrayLike, minutes: int, table: BatteryTable) -> Ints:
    """Chance that batteries are located in a pulse.

    Parameters
    ----------
    fired : (..., B) bool
        Whether the battery fired; a silent one gives no flash and no sound.
    watched : (..., B) bool
        Whether an enemy observation post has it in sight, or an aircraft spots for the guns.
    minutes : int
        Length of the pulse.
    table : BatteryTable
        Of the ruleset.

    Returns
    -------
    (..., B) int64
        Q16, for `chance.happens`.

    Notes
    -----
    Rule artillery.6: chances are stated for a pulse of 30 minutes; longer ones take the chance
    again, and a part of a pulse has its part of the chance.
    """
    missed = CERTAIN - np.where(np.asarray(watched, np.bool_), table.seen, table.flash)
    whole, rest = divmod(minutes, table.pulse_minutes)
    unseen = CERTAIN - (CERTAIN - missed) * rest // table.pulse_minutes
    for _ in range(whole):
        unseen = (unseen * missed) >> 16
    return np.where(np.asarray(fired, np.bool_), CERTAIN - unseen, 0)


def guns_lost(
    landed: Ints, hexes: ArrayLike, guns: ArrayLike, dug_in: ArrayLike, bits: Bits, table: ShellTable
) -> Drawn:
    """Guns put out by shells or bombs.

    Parameters
    ----------
    landed : (..., H, C) int64
        Rounds by hex and kind, in 1/65536.
    hexes, guns : (..., B) int
        Hex and guns of each battery.
    dug_in : (..., B) bool
        Whether the guns stand in pits.
    bits : (..., B) uint64
        One word a battery, purpose "materiel" (bombs: after those of the shells).
    table : ShellTable
        Of the ruleset.

    Returns
    -------
    Drawn
        Guns lost, never more than there are.
    """
    pit = np.where(np.asarray(dug_in, np.bool_), table.dug_in_guns, ONE)
    return binomial(guns, lost_materiel(landed, hexes, ONE, pit, table), bits)
