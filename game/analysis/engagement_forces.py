"""Forces on the bench and what they do to each other: fire, suppression, assault, heart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.analysis.engagement_bench import Bench, Ints
from game.rules import close_combat
from game.rules.assault import AssaultResult, Attackers, assault, deal, words
from game.rules.assault_fire import Approach, FinalFire, final_fire
from game.rules.assault_table import TROOPS, close_quality, hold_threshold, reach_threshold, stand_threshold
from game.rules.chance import Bits
from game.rules.fire import Aims, FireResult, Firers, Targets, fire
from game.rules.fire_arms import arms, exposure, fire_quality, muster, search, visible_men
from game.rules.fire_geometry import fire_range
from game.rules.fire_table import RATES
from game.rules.fixed import ratio
from game.rules.morale import Pulse, cohesion, state_of
from game.rules.suppression import suppress
from game.rules.tables import ONE, POSTURES

Flags = NDArray[np.bool_]
SIDES = 6
NOBODY = -1
FULL = 100
"""Hundredths of a unit of fire that a fresh force has of each stock."""


class Kit(NamedTuple):
    """Names of a nation's rifle, light and heavy machine gun, its branch and grade in units.yaml."""

    rifle: str
    light: str
    heavy: str
    branch: str
    grade: str


@dataclass(slots=True, eq=False)
class Force:
    """One unit in all replicas.

    `men`, `strength` when the fighting began, `fallen` in this pulse, Q10 `suppression` and `cohesion`:
    arrays (B). `weapons` (W) by row of the weapon table; the rest are rows of their tables.
    """

    men: Ints
    strength: Ints
    fallen: Ints
    suppression: Ints
    cohesion: Ints
    weapons: Ints
    branch: int
    grade: int
    posture: int


class Aim(NamedTuple):
    """Rows of the firer and the target, their range, and the Q10 share of the firer's fire."""

    firer: int
    target: int
    meters: int
    share: int = ONE


def muster_force(bench: Bench, row: str, kit: Kit, posture: str) -> Force:
    """A fresh force from a row of checks.study_forces."""
    names = bench.rules.weapons.names
    weapons = np.zeros(len(names), np.int64)
    for name, column in ((kit.rifle, "rifles"), (kit.light, "light"), (kit.heavy, "heavy")):
        weapons[names.index(name)] += bench.whole(f"study_forces.{row}.{column}")
    men = np.full(bench.replicas, bench.whole(f"study_forces.{row}.men"), np.int64)
    nothing = np.zeros_like(men)
    return Force(
        men,
        men.copy(),
        nothing,
        nothing.copy(),
        np.full_like(men, ONE),
        weapons,
        bench.rules.layouts["units.branch"][0].index(kit.branch),
        bench.rules.layouts["units.quality"][0].index(kit.grade),
        POSTURES.index(posture),
    )


def volley(
    bench: Bench,
    forces: Sequence[Force],
    aims: Sequence[Aim],
    minutes: int,
    bits: Bits,
    active: Flags | None = None,
) -> FireResult:
    """Fire of all forces at each other on the state at its start; losses are taken off (rules fire.*).

    `bits` (B, N, 2); where `active` (B) is false nobody fires.
    """
    told = fire(
        _firers(bench, forces),
        _targets(bench, forces),
        _aims(bench, len(forces), aims, active),
        minutes=minutes,
        bits=bits,
        law=bench.law,
        table=bench.fire,
    )
    for row, force in enumerate(forces):
        suffer(force, told.lost[:, row])
    return told


def suffer(force: Force, lost: NDArray[np.generic]) -> None:
    """Take losses (B) off a force."""
    gone = np.asarray(lost, np.int64)
    force.men, force.fallen = force.men - gone, force.fallen + gone


def _column(forces: Sequence[Force], name: str) -> Ints:
    return np.stack([getattr(force, name) for force in forces], axis=-1)


def _firers(bench: Bench, forces: Sequence[Force], rate: str = "normal") -> Firers:
    men = _column(forces, "men")
    weapons = np.broadcast_to(
        np.stack([force.weapons for force in forces]), (*men.shape, len(forces[0].weapons))
    )
    vehicles = np.broadcast_to(np.int64(0), (*weapons.shape, 3))
    ready = arms(
        muster(weapons, vehicles, men, bench.fire), np.full((*men.shape, 3), FULL), False, bench.fire
    )
    grade, branch = ([getattr(force, name) for force in forces] for name in ("grade", "branch"))
    quality = np.broadcast_to(fire_quality(grade, branch, False, bench.fire), men.shape)
    unwearied = np.zeros(men.shape, np.int64)
    rates = np.full(men.shape, RATES.index(rate))
    return Firers(ready, _column(forces, "suppression"), quality, unwearied, rates)


def _targets(bench: Bench, forces: Sequence[Force], posture: int | None = None) -> Targets:
    men, none = _column(forces, "men"), np.zeros((bench.replicas, len(forces)), np.int64)
    stance = none + [force.posture if posture is None else posture for force in forces]
    bare = exposure(stance, _column(forces, "suppression"), none + ONE, men, none, bench.fire)
    return Targets(bare, search(visible_men(stance, men, none, bench.fire), bench.fire), men, none)


def _aims(bench: Bench, count: int, aims: Sequence[Aim], active: Flags | None) -> Aims:
    """Each aim through a hexside of its own."""
    most = max(sum(aim.firer == row for aim in aims) for row in range(count))
    target = np.full((count, most), NOBODY)
    share, meters = np.zeros((count, most), np.int64), np.zeros((count, most), np.int64)
    for row in range(count):
        for slot, aim in enumerate(aim for aim in aims if aim.firer == row):
            target[row, slot], share[row, slot], meters[row, slot] = aim.target, aim.share, aim.meters
    shape = (bench.replicas, count, most)
    going = np.ones(bench.replicas, np.bool_) if active is None else active
    return Aims(
        np.broadcast_to(target, shape),
        np.where(going[:, None, None], share, 0),
        np.broadcast_to(fire_range(meters, True, bench.fire), shape),
        np.full(shape, ONE),
        np.zeros(shape, np.bool_),
        np.broadcast_to(np.arange(count * most).reshape(count, most), shape),
    )


def settle(bench: Bench, force: Force, stress: Ints, minutes: int) -> None:
    """Suppression of a force after a time under this stress (B) (rule fire.6)."""
    posture = np.full(force.men.shape, force.posture)
    force.suppression = suppress(force.suppression, stress, posture, minutes, bench.fire).result.astype(
        np.int64
    )


def close_pulse(bench: Bench, forces: Sequence[Force], stress: Ints, minutes: int) -> None:
    """The end of a pulse under fire: suppression by the stress on each (B, N), cohesion, the fallen counted.

    Rules fire.6 and morale.1, in the order of a pulse: after the assaults.
    """
    for row, force in enumerate(forces):
        settle(bench, force, stress[:, row], minutes)
        no = np.zeros(force.men.shape, np.bool_)
        told = Pulse(force.men + force.fallen, force.fallen, force.suppression, no, no, no, no, ~no, ~no)
        force.cohesion = cohesion(force.cohesion, told, minutes, bench.morale).result.astype(np.int64)
        force.fallen = np.zeros_like(force.fallen)


def _state(bench: Bench, force: Force) -> Ints:
    no = np.zeros(force.men.shape, np.bool_)
    return state_of(force.cohesion, no, no, bench.morale).astype(np.int64)


def storm(
    bench: Bench,
    attackers: Sequence[Force],
    defender: Force,
    bits: Bits,
    *,
    going: Flags,
    crest: bool,
    climb: int = 0,
) -> AssaultResult:
    """Assault by up to six forces, a hexside each, on one; losses are taken off (rules assault.*).

    `bits` (B, 1, n) with n from `storm_words`; only where `going` (B) do they go.
    """
    men = _slots(np.where(going[:, None], _column(attackers, "men"), 0))
    shape = (bench.replicas, 1, SIDES)
    ground = Approach(*(np.full(shape, part) for part in (0, False, False, climb)))
    result = assault(
        _attackers(bench, attackers, men),
        _defender(bench, defender, crest),
        ground,
        _final(bench, attackers, defender, men),
        deal(bits, bench.assault),
        bench.law,
        bench.assault,
    )
    for side, force in enumerate(attackers):
        suffer(force, (result.fire_loss + result.melee_loss)[:, 0, side])
        force.suppression = np.where(going, result.suppression[:, 0, side], force.suppression).astype(
            np.int64
        )
    suffer(defender, (result.defense_loss + result.prisoners)[:, 0])
    return result


def storm_words(bench: Bench) -> int:
    """Words of dice that `storm` takes for its one hex."""
    each, rest = words(bench.assault)
    return SIDES * each + rest


def _slots(values: Ints) -> Ints:
    """Columns (B, n) of the forces as the six hexsides of one hex, (B, 1, 6)."""
    return np.pad(values, ((0, 0), (0, SIDES - values.shape[1])))[:, None, :]


def _final(bench: Bench, attackers: Sequence[Force], defender: Force, men: Ints) -> FinalFire:
    """Final fire of the defender, shared by the men who come through each hexside."""
    own = _targets(bench, attackers, POSTURES.index("advance"))
    targets = Targets(*(_slots(np.asarray(column, np.int64))[:, 0] for column in own))._replace(men=men[:, 0])
    row = np.broadcast_to(np.arange(SIDES), (bench.replicas, 1, SIDES))
    seen, unflanked = np.full(row.shape, ONE), np.zeros(row.shape, np.bool_)
    aims = Aims(row, ratio(men, men.sum(axis=-1, keepdims=True)), 0 * row, seen, unflanked, row)
    return final_fire(_firers(bench, [defender]), targets, aims, unflanked, bench.fire, bench.assault)


def _attackers(bench: Bench, forces: Sequence[Force], men: Ints) -> Attackers:
    table = bench.assault
    usual = TROOPS.index("average")
    bears = [reach_threshold(usual, 0, _state(bench, force), table) for force in forces]
    day = np.zeros(bench.replicas, np.bool_)
    quality = [close_quality(force.grade, force.branch, day, table) for force in forces]
    stands = [np.full(bench.replicas, stand_threshold(force.grade, table)) for force in forces]
    return Attackers(
        men=men,
        strength=_slots(_column(forces, "strength")),
        fallen=_slots(_column(forces, "fallen")),
        suppression=_slots(_column(forces, "suppression")),
        lead=np.full(men.shape, ONE // 2),
        close=_slots(np.stack(quality, axis=-1)),
        reach=_slots(np.stack(bears, axis=-1)),
        stand=_slots(np.stack(stands, axis=-1)),
    )


def _defender(bench: Bench, force: Force, crest: bool) -> close_combat.Defenders:
    table, day = bench.assault, np.zeros(bench.replicas, np.bool_)
    named = np.full(bench.replicas, crest)
    columns = (
        force.men,
        force.strength,
        force.suppression,
        close_quality(force.grade, force.branch, day, table),
        hold_threshold(force.branch, force.grade, named, _state(bench, force), table),
        np.full(bench.replicas, bool(table.sheltered[force.posture])),
        ~day,
        np.full(bench.replicas, table.surrender[force.branch]),
    )
    return close_combat.Defenders(*(column[:, None] for column in columns))
