"""Tanks against the ground and time: bogging, cut tracks, recovery by tractors, repair.

The ledger of each is a curve without factors: of so many vehicles so many thousandths are expected to change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account
from game.rules.armor_table import ArmorTable
from game.rules.chance import Bits, binomial
from game.rules.fire_arms import BOGGED, KNOCKED_OUT, RUNNING
from game.rules.fixed import one_minus_exp


@dataclass(frozen=True, slots=True, eq=False)
class Shifted:
    """Vehicles that changed state: T units, V kinds.

    Attributes
    ----------
    vehicles : (..., T, V, 3) int16
        Afterwards.
    moved : (..., T, V) int16
        How many changed state.
    lost : (..., T, V) int16
        How many were written off; `vehicles` has so many fewer.
    account : Account
        (..., T, V); the base is the vehicles to which it could happen.
    """

    vehicles: NDArray[np.int16]
    moved: NDArray[np.int16]
    lost: NDArray[np.int16]
    account: Account


def bog(vehicles: ArrayLike, ground: ArrayLike, bits: Bits, table: ArmorTable) -> Shifted:
    """Vehicles that stick fast on entering a hex.

    Parameters
    ----------
    vehicles : (..., T, V, 3) int
        Running, knocked out, bogged.
    ground : (..., T) int
        Row of `GROUNDS` of the hex entered; 0 for firm ground or no move.
    bits : (..., T, V) uint64
        One word a kind of vehicle.
    table : ArmorTable
        Numbers of the rules.

    Returns
    -------
    Shifted

    Notes
    -----
    Rule armor.5; call it once for each hex entered.
    """
    chance = np.moveaxis(table.bog[:, np.asarray(ground, np.intp)], 0, -1)
    return _shift(vehicles, RUNNING, BOGGED, chance, bits)


def cut_tracks(vehicles: ArrayLike, chance: ArrayLike, bits: Bits) -> Shifted:
    """Vehicles whose track a near miss cuts: they stand like bogged ones; `chance` Q16[..., T] (armor.7)."""
    return _shift(vehicles, RUNNING, BOGGED, np.asarray(chance, np.int64)[..., None], bits)


def recover(vehicles: ArrayLike, tractor: ArrayLike, bits: Bits, table: ArmorTable) -> Shifted:
    """Bogged vehicles pulled out in one night; `tractor` bool[..., T], whether one reaches them (armor.8).

    Call it once a night; the other arguments are those of `bog`.
    """
    chance = np.where(np.asarray(tractor, np.bool_), table.recovery, 0)[..., None]
    return _shift(vehicles, BOGGED, RUNNING, chance, bits)


def repair(vehicles: ArrayLike, reached: ArrayLike, minutes: int, bits: Bits, table: ArmorTable) -> Shifted:
    """Knocked-out vehicles that workshops finish with.

    Parameters
    ----------
    vehicles : (..., T, V, 3) int
        Running, knocked out, bogged.
    reached : (..., T) bool
        Whether workshops can get at them: the hex is held and not under fire.
    minutes : int
        Time of work.
    bits : (..., T, V, 2) uint64
        Finished with; of these mended.
    table : ArmorTable
        Numbers of the rules.

    Returns
    -------
    Shifted
        `moved` run again, `lost` are written off.

    Notes
    -----
    Rule armor.8. Work on a vehicle ends in each span of time with the same chance, `repair_hours` in the
    mean; of all knocked out, burnt ones included, the share `repairable` runs again in the end.
    """
    before = np.asarray(vehicles, np.int64)
    ends = int(one_minus_exp((minutes << 10) // table.mending))
    waiting = before[..., KNOCKED_OUT]
    chance = np.where(np.asarray(reached, np.bool_), ends, 0)[..., None]
    chance = np.broadcast_to(chance, waiting.shape)
    done = binomial(waiting, chance, bits[..., 0]).result.astype(np.int64)
    mended = binomial(done, np.full_like(done, table.mended), bits[..., 1]).result
    after = before.copy()
    after[..., KNOCKED_OUT] -= done
    after[..., RUNNING] += mended
    told = account(waiting, (), waiting * chance * 1000 >> 16, done, bits[..., 0])
    return Shifted(after.astype(np.int16), mended, (done - mended).astype(np.int16), told)


def _shift(vehicles: ArrayLike, source: int, target: int, chance: NDArray[np.int64], bits: Bits) -> Shifted:
    """Move vehicles from one state to another, each with its Q16 chance."""
    before = np.asarray(vehicles, np.int64)
    count = before[..., source]
    odds = np.broadcast_to(chance, count.shape)
    moved = binomial(count, odds, bits).result
    after = before.copy()
    after[..., source] -= moved
    after[..., target] += moved
    told = account(count, (), count * odds * 1000 >> 16, moved, bits)
    return Shifted(after.astype(np.int16), moved, np.zeros_like(moved), told)
