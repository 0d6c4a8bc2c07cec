"""Anti-tank fire: shots, what they hit and pierce, and which tanks are out of action afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.armor_losses import LIVE, Struck, strike
from game.rules.armor_table import ArmorTable, Ints
from game.rules.chance import Bits, happens
from game.rules.fire_arms import BOGGED, RUNNING
from game.rules.fire_sums import flat_rows
from game.rules.fire_table import STOCKS
from game.rules.fixed import MOST_BITS, one_minus_exp
from game.rules.tables import ONE

FACTORS = ("view", "share", "suppression", "fatigue", "visibility", "knock_out")
"""The ledger's base is thousandths of a shot, as many as the supply allows."""


class Guns(NamedTuple):
    """Units with anti-tank weapons.

    `number` int[..., A, G] by row of `ArmorTable.guns`; `suppression` Q10[..., A]; `ammunition`
    int[..., A, 3] hundredths of a unit of fire by stock; `fatigue` Q10[..., A] of the crews.
    """

    number: ArrayLike
    suppression: ArrayLike
    ammunition: ArrayLike
    fatigue: ArrayLike = 0


class Tanks(NamedTuple):
    """Units with armor.

    `vehicles` int[..., T, V, 3] by row of `ArmorTable.vehicles`; whether they move; whether the leader's tank
    can be told from the others.
    """

    vehicles: ArrayLike
    moving: ArrayLike
    marked: ArrayLike


class TankAims(NamedTuple):
    """Which gun unit fires at which tank unit, (..., A, K).

    `target` row or -1; `share` Q10; `step` of range; `flank` whether it strikes the side; `view` Q10 share of
    the time with a target in view; `visibility` Q10.
    """

    target: ArrayLike
    share: ArrayLike
    step: ArrayLike
    flank: ArrayLike
    view: ArrayLike
    visibility: ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class ArmorResult:
    """What anti-tank fire did: T tank units, A gun units with K aims each.

    Attributes
    ----------
    struck : Struck
        Vehicles afterwards, knocked out, burnt, crews lost.
    leader : (..., T) bool
        Whether the leader's tank was among them.
    total : (..., T, V, 2) int64
        Expected knock-outs in thousandths, running and bogged, before one tank is hit twice.
    fired : (..., A, G) int64
        Thousandths of a shot fired, by gun.
    base : (..., A, K) int64
        Thousandths of a shot that the weapons could fire in the time.
    expected : (..., A, K) int64
        Expected knock-outs of each aim, thousandths.
    parts : tuple of (...) int64
        Q10 factors in the order of `FACTORS`.
    """

    struck: Struck
    leader: NDArray[np.bool_]
    total: Ints
    fired: Ints
    base: Ints
    expected: Ints
    parts: tuple[Ints, ...]

    @property
    def factors(self) -> NDArray[np.int32]:
        """What was multiplied, (..., A, K, F) in the order of `FACTORS`."""
        broad = [np.broadcast_to(part, self.base.shape) for part in self.parts]
        return np.stack(broad, axis=-1).astype(np.int32)


def shots(guns: Guns, minutes: int, table: ArmorTable) -> Ints:
    """Thousandths of a shot in the time by gun, (..., A, G) int64, were a target always in view (armor.1).

    Want of ammunition thins them as it thins all fire (fire.1).
    """
    stock = np.maximum(np.minimum(np.asarray(guns.ammunition, np.int64), table.scarce), 0)
    supplied = ((stock << 10) // table.scarce).take(table.stock, axis=-1)
    return np.asarray(guns.number, np.int64) * table.pace * minutes * supplied >> 10


def at_spend(guns: Guns, fired: Ints, table: ArmorTable) -> NDArray[np.int16]:
    """Stocks (..., A, 3), hundredths, after anti-tank fire.

    Parameters
    ----------
    guns : Guns
        With the stocks before.
    fired : (..., A, G) int64
        Thousandths of a shot, from `ArmorResult.fired`.
    table : ArmorTable
        Numbers of the rules.

    Notes
    -----
    Rule armor.1: of the loads of all guns that draw on a stock; whoever fires uses at least one.
    """
    draws = (table.stock[:, None] == np.arange(len(STOCKS))).astype(np.int64)
    load = (np.asarray(guns.number, np.int64) * table.load) @ draws
    used, load = fired @ draws, np.maximum(load * 10, 1)
    spent = np.maximum((2 * used + load) // (2 * load), used > 0)
    left: NDArray[np.int16] = np.maximum(np.asarray(guns.ammunition, np.int64) - spent, 0).astype(np.int16)
    return left


def at_fire(
    guns: Guns,
    tanks: Tanks,
    aims: TankAims,
    *,
    minutes: int,
    bits: Bits,
    leader_bits: Bits,
    table: ArmorTable,
) -> ArmorResult:
    """Resolve a time of anti-tank fire.

    Parameters
    ----------
    guns, tanks, aims
        The state at the start; leading axes are a batch.
    minutes : int
        Time of fire.
    bits : (..., T, V, 4) uint64
        Dice of each kind of vehicle of a unit: running and bogged tanks knocked out, burnt, crews.
    leader_bits : (..., T) uint64
        Dice of the leader's tank.
    table : ArmorTable
        Numbers of the rules.

    Returns
    -------
    ArmorResult

    Notes
    -----
    Rules armor.1 to armor.4; tired crews fire more slowly (morale.4). Shots spread over the tanks of a unit
    by their numbers; a bogged tank stands still. Of n tanks of a kind each is knocked out with
    1 - exp(-expected / n). Where a leader's tank can be told by its aerial, fire that knocks out any takes it
    first with `leader_first`.
    """
    vehicles = np.asarray(tanks.vehicles, np.int64)
    targets = vehicles.shape[-3]
    row, idle = flat_rows(aims.target, targets)
    share = np.where(idle, 0, np.asarray(aims.share, np.int64))
    parts = _factors(guns, aims, share, table)
    could = shots(guns, minutes, table)
    fired = could[..., None, :]
    for factor in parts:
        fired = fired * factor[..., None] >> 10
    chance = _chance(tanks, vehicles, row, aims, table)
    # Each aim's expectation by vehicle and state: shots in thousandths times Q16.
    hits = (fired[..., None, None] * chance).sum(axis=-3) >> 16
    total = np.zeros((vehicles[..., 0, 0].size, *hits.shape[-2:]), np.int64)
    np.add.at(total, row.ravel(), hits.reshape(-1, *hits.shape[-2:]))
    total = total.reshape(*vehicles.shape[:-1], 2)
    struck = strike(vehicles, _fallen(total, vehicles), bits, table)
    any_lost = struck.knocked_out.sum(axis=(-1, -2)) > 0
    told = np.asarray(tanks.marked, np.bool_)
    base = np.broadcast_to(could.sum(axis=-1)[..., None], row.shape)
    expected = hits.sum(axis=(-1, -2))
    effect = (expected << 10) // np.maximum(fired.sum(axis=-1), 1)
    return ArmorResult(
        struck=struck,
        leader=np.asarray(any_lost & told & happens(leader_bits, table.leader)),
        total=total,
        fired=fired.sum(axis=-2),
        base=base,
        expected=expected,
        parts=(*parts, effect),
    )


def worth_of_tanks(
    guns: Guns, tanks: Tanks, step: ArrayLike, flank: ArrayLike, visibility: ArrayLike, table: ArmorTable
) -> Ints:
    """Weight of every tank unit for every gun unit, (..., A, T) int64, for `allocate`: expected knock-outs.

    `step`, `flank` and Q10 `visibility` are (..., A, T). Rule fire.8 with the chances of armor.2 to armor.4.
    """
    vehicles = np.asarray(tanks.vehicles, np.int64)
    face = np.asarray(flank, np.intp)
    at = table.knock[face, np.asarray(step, np.intp)]
    mix = _mix(tanks, vehicles)
    chance = (at * mix[..., None, :, None, :, :]).sum(axis=(-1, -2)) >> 16
    fired = shots(guns, 1, table)
    hits = (chance * fired[..., None, :]).sum(axis=-1)
    weight: Ints = hits * np.asarray(visibility, np.int64) >> 10
    return weight


def _factors(guns: Guns, aims: TankAims, share: Ints, table: ArmorTable) -> tuple[Ints, ...]:
    """All factors of `FACTORS` but the chance of a knock-out, (..., A, K) or broadcasting to it."""
    nothing = np.zeros_like(share)
    firing = ONE - np.asarray(guns.suppression, np.int64)
    fresh = ONE - (np.asarray(guns.fatigue, np.int64) * table.fatigue >> 10) + np.zeros_like(firing)
    view, seen = np.asarray(aims.view, np.int64), np.asarray(aims.visibility, np.int64)
    return (view + nothing, share, firing[..., None], fresh[..., None], seen + nothing)


def _mix(tanks: Tanks, vehicles: Ints) -> Ints:
    """Q16 of a unit's tanks in action by kind, and moving or still: (..., T, V, 2)."""
    running, bogged = vehicles[..., RUNNING], vehicles[..., BOGGED]
    whole = np.maximum((running + bogged).sum(axis=-1), 1)[..., None]
    moving = np.asarray(tanks.moving, np.bool_)[..., None]
    going = np.where(moving, running, 0)
    mix: Ints = (np.stack([going, running + bogged - going], axis=-1) << 16) // whole[..., None]
    return mix


def _chance(tanks: Tanks, vehicles: Ints, row: NDArray[np.intp], aims: TankAims, table: ArmorTable) -> Ints:
    """Q16 that a shot knocks out a tank of a kind that runs, or is bogged: (..., A, K, G, V, 2)."""
    face = np.asarray(aims.flank, np.intp) + np.zeros_like(row)
    knock = table.knock[face, np.asarray(aims.step, np.intp)]
    moving = np.broadcast_to(np.asarray(tanks.moving, np.bool_), vehicles.shape[:-2]).reshape(-1)[row]
    running = np.where(moving[..., None, None], knock[..., 0], knock[..., 1])
    live = vehicles[..., LIVE]
    whole = np.maximum(live.sum(axis=(-1, -2)), 1)
    mix = ((live << 16) // whole[..., None, None]).reshape(-1, *live.shape[-2:])[row]
    both = np.stack([running, knock[..., 1]], axis=-1)
    chance: Ints = both * mix[..., None, :, :] >> 16
    return chance


def _fallen(total: Ints, vehicles: Ints) -> Ints:
    """Q16 that each tank of a kind is knocked out, (..., T, V, 2)."""
    live = np.maximum(vehicles[..., LIVE], 1)
    return one_minus_exp((total << MOST_BITS) // (live * 1000), bits=MOST_BITS)
