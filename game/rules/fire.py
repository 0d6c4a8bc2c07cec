"""Direct fire: expected losses of every target from every firer, the draw, and the stress that suppresses.

Casualties of target j from firer i in a time dt are expected to be

    RE x (a0 dt) x share x (1-s) x quality x fatigue x rate
       x exposure x n/(n+n0) x visibility x flank x frontage

where RE are the rifle equivalents that i brings to bear at that range. All fire of a pulse is reckoned on the
state at its start; what several firers expect is summed before one draw for each target.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.chance import Bits, LossLaw, losses, permille
from game.rules.fire_sums import FINE, flat_rows, gather, gather_causes, milli, offsets, runs, split
from game.rules.fire_table import FireTable, Ints
from game.rules.fixed import saturate
from game.rules.suppression import fire_stress
from game.rules.tables import ONE

FACTORS = (
    "time",
    "share",
    "suppression",
    "quality",
    "fatigue",
    "rate",
    "exposure",
    "search",
    "visibility",
    "flank",
    "frontage",
)
"""The ledger's base is Q10 rifle equivalents; these factors make casualties of it."""
WORDS = 2
"""Words of dice a target: losses, and their causes."""


class Firers(NamedTuple):
    """Those who fire, (..., N).

    `arms` int64[..., N, P] from `fire_arms.arms`; Q10 columns; `rate` a row of `RATES`.
    """

    arms: Ints
    suppression: ArrayLike
    quality: ArrayLike
    fatigue: ArrayLike
    rate: ArrayLike


class Targets(NamedTuple):
    """Those who may be fired at, (..., T): Q10 `exposure` and `search`, `men`, Q10 `sheltered` men."""

    exposure: ArrayLike
    search: ArrayLike
    men: ArrayLike
    sheltered: ArrayLike


class Aims(NamedTuple):
    """Who fires at whom, (..., N, K).

    `target` row of the target or -1; `share` Q10 of the firer's fire; `step` of range; `visibility` Q10;
    `flank` whether through a side the target does not face; `front` number of the hexside below N x K.
    """

    target: ArrayLike
    share: ArrayLike
    step: ArrayLike
    visibility: ArrayLike
    flank: ArrayLike
    front: ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class Expectation:
    """What fire may be expected to do: T targets, N firers with K aims each.

    Attributes
    ----------
    cost : (..., T, 3) int64
        Expected casualties by `FIRE_CAUSES`, in 2**-20.
    afoot : (..., T) int64
        Men who can be hit.
    total : (..., T) int64
        Expected losses in thousandths, men hit twice counted once.
    stress : (..., T) int64
        Q10 exponent of suppression, for `suppress`.
    base : (..., N, K) int64
        Q10 rifle equivalents that bear at that range.
    each : (..., N, K) int64
        Q30 casualties expected of one rifle equivalent of the aim.
    parts : tuple of (...) int64
        Q10 factors in the order of `FACTORS`, each as broad as it needs to be.
    """

    cost: Ints
    afoot: Ints
    total: Ints
    stress: Ints
    base: Ints
    each: Ints
    parts: tuple[Ints, ...]

    @property
    def expected(self) -> Ints:
        """Each aim's part of the expected losses, thousandths, before men hit twice are counted once."""
        return milli(self.base * self.each >> FINE)

    @property
    def factors(self) -> NDArray[np.int32]:
        """What was multiplied, (..., N, K, F) in the order of `FACTORS`."""
        broad = [np.broadcast_to(part, self.base.shape) for part in self.parts]
        return np.stack(broad, axis=-1).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class FireResult:
    """What fire did: T targets.

    Attributes
    ----------
    lost : (..., T) int16
        Men lost.
    causes : (..., T, 6) int16
        The same by cause, in the order of `CAUSES`.
    bits : (..., T) uint64
        The word behind the losses.
    told : Expectation
        What was expected, and of whom.
    """

    lost: NDArray[np.int16]
    causes: NDArray[np.int16]
    bits: Bits
    told: Expectation

    @property
    def total(self) -> Ints:
        """Expected losses, (..., T), thousandths."""
        return self.told.total

    @property
    def stress(self) -> Ints:
        """Exponent of suppression, (..., T), Q10."""
        return self.told.stress

    @property
    def base(self) -> Ints:
        """Rifle equivalents of each aim, (..., N, K), Q10."""
        return self.told.base

    @property
    def expected(self) -> Ints:
        """Each aim's part of the expected losses, (..., N, K), thousandths."""
        return self.told.expected

    @property
    def factors(self) -> NDArray[np.int32]:
        """What was multiplied, (..., N, K, F)."""
        return self.told.factors

    @property
    def draw(self) -> NDArray[np.uint16]:
        """Per mille of the law, (..., T)."""
        return permille(self.bits)


def fire(
    firers: Firers,
    targets: Targets,
    aims: Aims,
    *,
    minutes: int,
    bits: Bits,
    law: LossLaw,
    table: FireTable,
) -> FireResult:
    """Resolve a time of direct fire: `expect`, then `resolve`."""
    return resolve(expect(firers, targets, aims, minutes=minutes, table=table), bits, law)


def resolve(told: Expectation, bits: Bits, law: LossLaw) -> FireResult:
    """Draw the losses of a time of direct fire.

    Parameters
    ----------
    told : Expectation
        From `expect`.
    bits : (..., T, 2) uint64
        Dice of the targets: losses, causes.
    law : LossLaw
        `loss_law(rules, "fire")`.

    Returns
    -------
    FireResult

    Notes
    -----
    Rule fire.7: one draw for each target, however many fire at it.
    """
    lost = losses(told.total, told.afoot, bits[..., 0], law).result
    return FireResult(lost, split(lost, told.cost, bits[..., 1]), bits[..., 0], told)


def expect(firers: Firers, targets: Targets, aims: Aims, *, minutes: int, table: FireTable) -> Expectation:
    """Reckon what a time of direct fire may be expected to do.

    Parameters
    ----------
    firers, targets, aims
        The state at the start; leading axes are a batch.
    minutes : int
        Time of fire.
    table : FireTable
        Numbers of the rules.

    Returns
    -------
    Expectation

    Notes
    -----
    Rules fire.1 to fire.6. Reaction fire is the same with the target's posture `advance` and the rates
    `overwatch` or `reaction`. Products are kept to 2**-20 of a casualty and rounded once for each target; no
    factor is rounded to less than 2**-20, and those at their greatest stay below 2**60.
    """
    men = np.asarray(targets.men, np.int64)
    aim, idle = flat_rows(aims.target, men.shape[-1])
    share = np.where(idle, 0, np.asarray(aims.share, np.int64))
    bearing = _bearing(firers.arms, np.asarray(aims.step, np.intp), table)
    base = bearing[..., 0] + bearing[..., 1] + bearing[..., 2]
    room = _frontage(base * share >> 10, aims.front, table)
    seen = np.asarray(aims.visibility, np.int64)
    flank = np.where(np.asarray(aims.flank, np.bool_), table.flank, ONE)
    own, mine = _firer(firers, minutes, table)
    exposed, found = (np.asarray(column, np.int64).take(aim) for column in targets[:2])
    # Room and light multiply before anything is cut off: 7/10 of 3/1024 must not become 2/1024.
    placed = share * room
    each = ((mine[..., None] * (exposed * found) >> 14) * placed >> 26) * seen * flank >> 20
    cost = gather_causes(bearing * each[..., None] >> FINE, aim, men)
    weight = gather(base * (placed * seen >> 20) * _loudness(own)[..., None] >> 30, aim, men)
    afoot = np.maximum(men - (np.asarray(targets.sheltered, np.int64) >> 10), 0)
    return Expectation(
        cost=cost,
        afoot=afoot,
        total=saturate(milli(cost.sum(axis=-1)), afoot),
        stress=fire_stress(weight, minutes, table),
        base=base,
        each=each,
        parts=(
            own[0],
            share,
            *(part[..., None] for part in own[1:]),
            exposed,
            found,
            seen,
            flank,
            room >> 10,
        ),
    )


def _bearing(arms: Ints, step: NDArray[np.intp], table: FireTable) -> Ints:
    """Q10 rifle equivalents of each aim at its range, by cause: (..., N, K, 3).

    The sums run over floats that hold whole numbers far below 2**53: exact in any order.
    """
    profiles, causes = table.sorting.shape
    flat, steps = arms.reshape(-1, 1, profiles), step.reshape(-1, step.shape[-1])
    sums = np.empty((*steps.shape, causes), np.int64)
    for part in runs(len(flat), steps.shape[-1] * table.sorting.size):
        left = table.reach.take(steps[part], axis=0)
        left *= flat[part].astype(np.float64)
        sums[part] = (left.reshape(-1, profiles) @ table.sorting).reshape(sums[part].shape)
    sums >>= 10
    return sums.reshape(*step.shape, causes)


def _frontage(aimed: Ints, front: ArrayLike, table: FireTable) -> Ints:
    """Q20 of the fire that finds room on its hexside (fire.1)."""
    number = np.asarray(front, np.intp)
    if number.ndim > 2:
        number = number + offsets(number, aimed.shape[-2] * aimed.shape[-1])
    crowd = gather(aimed, number, aimed.reshape(-1))
    room: Ints = np.minimum((table.frontage << 20) // np.maximum(crowd, 1), 1 << 20).take(number)
    return room


def _firer(firers: Firers, minutes: int, table: FireTable) -> tuple[tuple[Ints, ...], Ints]:
    """Factors of the firer (time, suppression, quality, fatigue, rate), and their product, Q20."""
    time = np.asarray((table.a0 * minutes * ONE + 30_000) // 60_000, np.int64)
    firing = ONE - np.asarray(firers.suppression, np.int64)
    quality = np.asarray(firers.quality, np.int64)
    fresh = ONE - (np.asarray(firers.fatigue, np.int64) * table.fatigue >> 10)
    rate = table.rate.take(np.asarray(firers.rate, np.intp))
    product: Ints = (firing * quality * fresh >> 10) * (rate * time >> 10) >> 10
    return (time, firing, quality, fresh, rate), product


def _loudness(own: tuple[Ints, ...]) -> Ints:
    """Q10 of a firer that counts for suppression: 1 - s, less for harassing fire, no more for rapid fire."""
    heard: Ints = own[1] * np.minimum(own[4], ONE) >> 10
    return heard
