"""Tanks put out of action: by shots, by assault parties, by shells; who burns, and which crews are lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.armor_table import ArmorTable, Ints
from game.rules.chance import Bits, binomial
from game.rules.chance_families import TRIALS
from game.rules.fire_arms import BOGGED, KNOCKED_OUT, RUNNING
from game.rules.fixed import CERTAIN, MOST_BITS, one_minus_exp
from game.rules.tables import ONE

LIVE = (RUNNING, BOGGED)
"""States in which a tank can be put out of action."""
CLOSE_FACTORS = ("suppression", "escort", "time")
"""Factors of close assault; the ledger's base is the chance of a tank, Q16."""


@dataclass(frozen=True, slots=True, eq=False)
class Struck:
    """Vehicles after some were put out of action: T units, V kinds.

    Attributes
    ----------
    vehicles : (..., T, V, 3) int16
        Running, knocked out, bogged. Together with `burnt` as many as before.
    knocked_out : (..., T, V, 2) int16
        Put out of action, of those running and those bogged; the burnt among them.
    burnt : (..., T, V) int16
        Lost for good.
    crew : (..., T) int16
        Men lost with them.
    expected : (..., T, V, 2) int64
        Expected to be put out of action, thousandths.
    draw : (..., T, V, 2) uint16
        Per mille of the law.
    """

    vehicles: NDArray[np.int16]
    knocked_out: NDArray[np.int16]
    burnt: NDArray[np.int16]
    crew: NDArray[np.int16]
    expected: Ints
    draw: NDArray[np.uint16]


def strike(vehicles: ArrayLike, chance: ArrayLike, bits: Bits, table: ArmorTable) -> Struck:
    """Put vehicles out of action.

    Parameters
    ----------
    vehicles : (..., T, V, 3) int
        Running, knocked out, bogged.
    chance : (..., T, V, 2) int
        Q16 for each running and each bogged vehicle.
    bits : (..., T, V, 4) uint64
        Running knocked out, bogged knocked out, burnt, crews.
    table : ArmorTable
        Numbers of the rules.

    Returns
    -------
    Struck

    Notes
    -----
    Rule armor.4. A burnt vehicle is gone; each man of its crew is lost with the share that makes `crew_loss`
    in the mean. The rest of those knocked out wait for repair.
    """
    before = np.asarray(vehicles, np.int64)
    live = before[..., LIVE]
    odds = np.broadcast_to(np.asarray(chance, np.int64), live.shape)
    drawn = binomial(live, odds, bits[..., :2])
    fallen = drawn.result.astype(np.int64)
    both = fallen.sum(axis=-1)
    burnt = binomial(both, np.full_like(both, table.burnt), bits[..., 2]).result.astype(np.int64)
    # Three armored trains at once could hold more men than the table of chances: more than ever burn.
    aboard = np.minimum(burnt * table.crew, TRIALS)
    dead = binomial(aboard, np.broadcast_to(table.crew_lost, aboard.shape), bits[..., 3]).result
    after = before.copy()
    after[..., LIVE] -= fallen
    after[..., KNOCKED_OUT] += both - burnt
    return Struck(
        vehicles=after.astype(np.int16),
        knocked_out=fallen.astype(np.int16),
        burnt=burnt.astype(np.int16),
        crew=dead.sum(axis=-1).astype(np.int16),
        expected=live * odds * 1000 >> 16,
        draw=drawn.draw,
    )


def close_chance(
    suppression: ArrayLike, escorted: ArrayLike, night: ArrayLike, minutes: int, table: ArmorTable
) -> tuple[Ints, tuple[Ints, ...]]:
    """Chance that infantry in its hex puts a tank out.

    Parameters
    ----------
    suppression : (...) int
        Q10 of the enemy infantry in the hex; 1024 where there is none.
    escorted : (...) bool
        Whether the tanks' own infantry is in the hex.
    night : (...) bool
        Whether it is dark.
    minutes : int
        Time the tanks stay in the hex.
    table : ArmorTable
        Numbers of the rules.

    Returns
    -------
    chance : (...) int64
        Q16 for each tank.
    parts : tuple of (...) int64
        Base Q16 and the Q10 factors in the order of `CLOSE_FACTORS`.

    Notes
    -----
    Rule armor.6. The chance grows with the time in a straight line and never passes certainty.
    """
    base = table.close[np.asarray(night, np.intp)]
    firm = ONE - np.asarray(suppression, np.int64)
    escort = np.where(np.asarray(escorted, np.bool_), table.escorted, ONE)
    time = np.asarray((minutes << 10) // table.close_minutes, np.int64)
    chance = ((base * firm >> 10) * escort >> 10) * time >> 10
    return np.minimum(chance, CERTAIN), (base, firm, escort, time)


def shell_chance(landed: ArrayLike, hex_area: int, table: ArmorTable) -> tuple[Ints, Ints]:
    """Chance that indirect fire on its hex puts a vehicle out.

    Parameters
    ----------
    landed : (..., S) int
        Tenths of a shell that land in the hex, by row of `ArmorTable.shells`.
    hex_area : int
        Square meters.
    table : ArmorTable
        Numbers of the rules.

    Returns
    -------
    out, track : (...) int64
        Q16 of a direct hit, and of a near miss that cuts a track: give the first to `strike`; a cut track
        leaves a vehicle standing like one that is bogged.

    Raises
    ------
    ValueError
        If `hex_area` is not positive.

    Notes
    -----
    Rule armor.7, the coverage of rule artillery.1 with the areas of the chapter armor.
    """
    if hex_area <= 0:
        raise ValueError(f"hex_area must be positive, got {hex_area}")
    covered = np.asarray(landed, np.int64) @ table.shell_area
    chance = one_minus_exp((covered << MOST_BITS) // (100 * hex_area), bits=MOST_BITS)
    return chance[..., 0], chance[..., 1]


def shock(tanks: ArrayLike, helpless: ArrayLike, table: ArmorTable) -> Ints:
    """Cohesion that infantry loses to tanks in its hex or next to it in a pulse.

    Parameters
    ----------
    tanks : (..., V) int
        Enemy vehicles running against the unit, by row of `ArmorTable.vehicles`.
    helpless : (...) bool
        Whether the unit has no means against tanks.
    table : ArmorTable
        Numbers of the rules.

    Returns
    -------
    (...) int64
        Q10, the worse of the two where flame tanks come with others.

    Notes
    -----
    Rule morale.5.
    """
    present = np.asarray(tanks, np.int64) > 0
    frightful, flames = (present & table.frightful).any(axis=-1), (present & table.flames).any(axis=-1)
    loss = np.maximum(np.where(frightful, table.shock[0], 0), np.where(flames, table.shock[1], 0))
    return np.where(np.asarray(helpless, np.bool_), loss, 0)
