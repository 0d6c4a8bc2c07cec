"""A small battle for tests: two forces in neighboring hexes, pulse after pulse through the chain of rules.

Fire, suppression, assault, cohesion, in the order of a pulse, many games at once. Every force is one unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.dice import draws
from game.rules import close_combat as close
from game.rules.assault import AssaultResult, Attackers, assault, deal, words
from game.rules.assault_fire import Approach, FinalFire, final_fire
from game.rules.assault_table import (
    close_quality,
    freeze_assault,
    hold_threshold,
    reach_threshold,
    stand_threshold,
)
from game.rules.chance import loss_law
from game.rules.fire import Aims, Firers, Targets, fire
from game.rules.fire_arms import arms, exposure, fire_quality, muster, search, visible_men
from game.rules.fire_geometry import fire_range
from game.rules.fire_table import RATES, freeze_fire
from game.rules.fixed import ratio
from game.rules.morale import Pulse, cohesion, state_of
from game.rules.morale_table import freeze_morale
from game.rules.suppression import suppress
from game.rules.tables import ONE, POSTURES
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

Ints = NDArray[np.int64]
RULES = compile_ruleset(load_ruleset("standard").models())
ASSAULT, FIRE, MORALE = freeze_assault(RULES), freeze_fire(RULES), freeze_morale(RULES)
LAW = loss_law(RULES, "fire")
GRADES = RULES.layouts["units.quality"][0]
BRANCHES = RULES.layouts["units.branch"][0]
ADVANCE, PRONE, SCRAPE, TRENCH = (POSTURES.index(p) for p in ("advance", "prone", "scrape", "trench"))


@dataclass(slots=True)
class Force:
    """One unit in B games: arrays (B)."""

    men: Ints
    strength: Ints
    suppression: Ints
    cohesion: Ints
    weapons: Ints
    branch: int
    grade: int
    posture: int
    fallen: Ints

    @property
    def state(self) -> Ints:
        """Row of STATES."""
        no = np.zeros(self.men.shape, np.bool_)
        return state_of(self.cohesion, no, no, MORALE).astype(np.int64)


def force(
    games: int,
    men: int,
    weapons: dict[str, int],
    branch: str,
    grade: str,
    posture: int,
    suppressed: float = 0,
) -> Force:
    """A fresh force in so many games."""
    whole = np.full(games, men, np.int64)
    count = np.zeros(len(RULES.weapons.names), np.int64)
    for name, number in weapons.items():
        count[RULES.weapons.names.index(name)] = number
    return Force(
        men=whole,
        strength=whole.copy(),
        suppression=np.full(games, round(suppressed * ONE), np.int64),
        cohesion=np.full(games, ONE, np.int64),
        weapons=count,
        branch=BRANCHES.index(branch),
        grade=GRADES.index(grade),
        posture=posture,
        fallen=np.zeros(games, np.int64),
    )


def firers_of(unit: Force, rate: str) -> Firers:
    """The force as a firer (B, 1)."""
    men = unit.men[:, None]
    weapons = np.broadcast_to(unit.weapons, (len(men), 1, len(unit.weapons)))
    strength = muster(weapons, np.zeros((*weapons.shape, 3), np.int64), men, FIRE)
    ready = arms(strength, np.full((len(men), 1, 3), 100), np.zeros((len(men), 1), np.bool_), FIRE)
    quality = fire_quality(unit.grade, unit.branch, False, FIRE)
    return Firers(
        ready,
        unit.suppression[:, None],
        np.broadcast_to(quality, men.shape),
        np.zeros(men.shape, np.int64),
        np.full(men.shape, RATES.index(rate)),
    )


def targets_of(men: Ints, suppression: Ints, posture: int) -> Targets:
    """Groups (B, T) as targets on open ground; all their men together set the search time."""
    none = np.zeros(men.shape, np.int64)
    stance = np.full(men.shape, posture)
    seen = visible_men(stance, men, none, FIRE).sum(axis=-1, keepdims=True)
    bare = exposure(stance, suppression, np.full(men.shape, ONE), men, none, FIRE)
    return Targets(bare, np.broadcast_to(search(seen, FIRE), men.shape), men, none)


def aims_at(share: Ints, meters: int, closing: bool) -> Aims:
    """One firer at K targets (B, 1, K), by shares of its fire."""
    row = np.broadcast_to(np.arange(share.shape[-1]), share.shape)
    step = np.broadcast_to(fire_range(meters, closing, FIRE), share.shape)
    full = np.full(share.shape, ONE)
    return Aims(row, share, step, full, np.zeros(share.shape, np.bool_), row)


def volley(firer: Force, target: Force, minutes: int, seed: int, pulse: int, meters: int = 250) -> Ints:
    """Fire of one force at the other for a time: stress on the target; its losses are taken off."""
    share = np.full((len(firer.men), 1, 1), ONE)
    told = fire(
        firers_of(firer, "normal"),
        targets_of(target.men[:, None], target.suppression[:, None], target.posture),
        aims_at(share, meters, True),
        minutes=minutes,
        bits=draws(seed, "fire", 1, pulse, (len(firer.men), 1, 2)),
        law=LAW,
        table=FIRE,
    )
    lost = told.lost[:, 0].astype(np.int64)
    target.men = target.men - lost
    target.fallen = target.fallen + lost
    return told.stress[:, 0]


def settle(unit: Force, stress: Ints, minutes: int) -> None:
    """Suppression after a time under this stress."""
    posture = np.full(unit.men.shape, unit.posture)
    unit.suppression = suppress(unit.suppression, stress, posture, minutes, FIRE).result.astype(np.int64)


def heart(unit: Force, minutes: int, fought: NDArray[np.bool_]) -> None:
    """Cohesion after a pulse, and a new count of the fallen."""
    no = np.zeros(unit.men.shape, np.bool_)
    before = unit.men + unit.fallen
    told = Pulse(before, unit.fallen, unit.suppression, no, no, no, no, fought, ~no)
    unit.cohesion = cohesion(unit.cohesion, told, minutes, MORALE).result.astype(np.int64)
    unit.fallen = np.zeros_like(unit.fallen)


def storm(
    attacker: Force,
    defender: Force,
    groups: int,
    seed: int,
    pulse: int,
    *,
    going: NDArray[np.bool_] | None = None,
    crest: bool = True,
    belts: int = 0,
    climb: int = 15,
    surprise: bool = False,
    troops: int = 1,
) -> AssaultResult:
    """One assault of the attacker over so many hexsides; losses are taken off both."""
    games = len(attacker.men)
    here = np.arange(6) < groups
    goes = np.ones(games, np.bool_) if going is None else going
    part = attacker.men[:, None] // groups + (np.arange(6) < (attacker.men % groups)[:, None])
    men = np.where(here & goes[:, None], part, 0)
    wide = [
        np.repeat(x[:, None], 6, axis=1) for x in (attacker.strength, attacker.fallen, attacker.suppression)
    ]
    target = targets_of(men, wide[2], ADVANCE)
    share = ratio(men, men.sum(axis=-1, keepdims=True))[:, None, :]
    flags = np.full((games, 1, 6), surprise)
    shot = final_fire(
        firers_of(defender, "final_defensive"), target, aims_at(share, 250, True), flags, FIRE, ASSAULT
    )
    result = assault(
        _attackers(attacker, men, wide, groups, troops),
        _defenders(defender, crest),
        Approach(*(np.full((games, 1, 6), v) for v in (belts, 0, 0, climb))),
        FinalFire(shot.hourly, shot.stress, flags),
        deal(
            draws(seed, "assault", 1, pulse, (games, 1, 6 * words(ASSAULT)[0] + words(ASSAULT)[1])), ASSAULT
        ),
        LAW,
        ASSAULT,
    )
    lost = (result.fire_loss + result.melee_loss).sum(axis=(-1, -2)).astype(np.int64)
    attacker.men, attacker.fallen = attacker.men - lost, attacker.fallen + lost
    gone = (result.defense_loss + result.prisoners)[:, 0].astype(np.int64)
    defender.men, defender.fallen = defender.men - gone, defender.fallen + gone
    return result


def _attackers(unit: Force, men: Ints, wide: list[Ints], groups: int, troops: int) -> Attackers:
    def spread(x: Ints) -> Ints:
        return np.repeat(x[:, None], 6, axis=1)[:, None, :]

    night = np.zeros(unit.men.shape, np.bool_)
    quality = close_quality(unit.grade, unit.branch, night, ASSAULT)
    bears = reach_threshold(troops, 0, unit.state, ASSAULT)
    stands = np.broadcast_to(stand_threshold(unit.grade, ASSAULT), unit.men.shape)
    lead = np.full(unit.men.shape, ONE // 2)
    strength, fallen, suppression = (x[:, None, :] for x in (wide[0] // groups, wide[1] // groups, wide[2]))
    return Attackers(
        men[:, None, :],
        np.maximum(strength, men[:, None, :]),
        fallen,
        suppression,
        spread(lead),
        spread(quality),
        spread(bears),
        spread(stands),
    )


def _defenders(unit: Force, crest: bool) -> close.Defenders:
    night = np.zeros(unit.men.shape, np.bool_)
    columns = (
        unit.men,
        unit.strength,
        unit.suppression,
        close_quality(unit.grade, unit.branch, night, ASSAULT),
        hold_threshold(unit.branch, unit.grade, np.full(unit.men.shape, crest), unit.state, ASSAULT),
        np.full(unit.men.shape, unit.posture == TRENCH),
        np.ones(unit.men.shape, np.bool_),
        np.broadcast_to(ASSAULT.surrender[unit.branch], unit.men.shape),
    )
    return close.Defenders(*(column[:, None] for column in columns))
