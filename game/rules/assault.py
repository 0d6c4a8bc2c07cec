"""The assault, its seven steps in a pulse: approach, final fire, reach, close combat, breaking, pursuit,
holding.

Units are gathered to groups, one for each hexside of each hex attacked (`assault_gather`); the approach and
the fire on it stand in `assault_fire`, the rounds in `close_combat`. Everything is reckoned at once for all
hexes, on the state at the start of the step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules import close_combat as close
from game.rules.account import Account, account, permille_of
from game.rules.assault_fire import Approach, Approached, FinalFire, UnderFire, approach, under_fire
from game.rules.assault_table import AssaultTable, Ints
from game.rules.chance import Bits, LossLaw, happens, losses
from game.rules.fixed import logistic, mul, ratio
from game.rules.tables import ONE

REACH_TERMS = ("losses", "now", "suppression", "lead", "threshold")
"""Ledger of assault.3: Q10 terms that are added, leaders and threshold taken off; expected is the chance of
being repulsed per mille."""
PURSUIT_FACTORS = ("pursuit",)
"""Ledger of assault.6: the base is the survivors, thousandths."""
CAUSES = {"fire_loss": "small_arms", "melee_loss": "close_combat"}
"""Column of the losses in which each result is booked."""

Flags = NDArray[np.bool_]
_ATTACK, _DEFEND = 4, 2


class Attackers(NamedTuple):
    """Groups that assault, (..., K, 6); `men` 0 where there is none.

    `men` who go in; `strength` when the day's fighting began; `fallen` in this pulse so far; Q10
    `suppression` and `lead`; Q10 `close` quality; Q10 thresholds `reach` (0: will not go) and `stand`.
    """

    men: ArrayLike
    strength: ArrayLike
    fallen: ArrayLike
    suppression: ArrayLike
    lead: ArrayLike
    close: ArrayLike
    reach: ArrayLike
    stand: ArrayLike


class Dice(NamedTuple):
    """Words of a pulse's assaults: `attack` (..., K, 6, A) and `defend` (..., K, D)."""

    attack: Bits
    defend: Bits


@dataclass(frozen=True, slots=True, eq=False)
class AssaultResult:
    """What came of the assaults.

    Attributes
    ----------
    fire_loss, melee_loss : (..., K, 6) int16
        Men lost by each group to final fire, and in close combat and pursuit.
    defense_loss : (..., K) int16
        Men lost by the defenders in close combat and pursuit.
    prisoners : (..., K) int16
        Defenders who surrendered; not in `defense_loss`.
    repulsed : (..., K, 6) bool
        Did not reach the trench.
    fell_back : (..., K, 6) bool
        Gave way in it. Groups that did neither and are not in went back to their hex after the last round.
    entered : (..., K, 6) bool
        Hold the hex now.
    captured : (..., K) bool
        Whether the hex changed hands.
    retreats : (..., K) bool
        The defenders leave it.
    cornered : (..., K) bool
        They would leave and cannot.
    suppression : (..., K, 6) int16
        Q10 of the groups afterwards, consolidation counted in.
    mute : (..., K, 6) int8
        Pulses in which a group cannot call for fire; where it is not 0 the group lies in scrapes.
    approached, final, reach, melee, pursuit, chase, surrender
        The steps with their ledgers; `pursuit` and `surrender` of defenders (..., K), `chase` of groups
        (..., K, 6).
    """

    fire_loss: NDArray[np.int16]
    melee_loss: NDArray[np.int16]
    defense_loss: NDArray[np.int16]
    prisoners: NDArray[np.int16]
    repulsed: Flags
    fell_back: Flags
    entered: Flags
    captured: Flags
    retreats: Flags
    cornered: Flags
    suppression: NDArray[np.int16]
    mute: NDArray[np.int8]
    approached: Approached
    final: UnderFire
    reach: Account
    melee: close.Melee
    pursuit: Account
    chase: Account
    surrender: Account


def words(table: AssaultTable) -> tuple[int, int]:
    """Words of dice that an assault takes: A for each hexside, D for the defenders."""
    return _ATTACK + 2 * table.rounds, _DEFEND + 2 * table.rounds


def deal(bits: Bits, table: AssaultTable) -> Dice:
    """Words (..., K, 6 A + D) of the hexes attacked, taken apart.

    Draw them for every hex of the board and take the rows of the hexes attacked: then an assault keeps its
    dice whatever happens elsewhere.
    """
    each, _ = words(table)
    sides = bits[..., : 6 * each]
    return Dice(sides.reshape(*bits.shape[:-1], 6, each), bits[..., 6 * each :])


def assault(
    attackers: Attackers,
    defenders: close.Defenders,
    ground: Approach,
    fire: FinalFire,
    dice: Dice,
    law: LossLaw,
    table: AssaultTable,
) -> AssaultResult:
    """Resolve the assaults of a pulse.

    Parameters
    ----------
    attackers : Attackers
        (..., K, 6)
    defenders : close_combat.Defenders
        (..., K); `men` 0 for an empty hex.
    ground : Approach
        (..., K, 6)
    fire : FinalFire
        (..., K, 6), from `final_fire` or another source.
    dice : Dice
        From `deal`.
    law : LossLaw
        `loss_law(rules, "fire")`.
    table : AssaultTable
        Of this chapter.

    Returns
    -------
    AssaultResult

    Notes
    -----
    Rules assault.1 to assault.7. Who reaches the trench and neither takes it nor gives way in three rounds
    goes back to his hex; the defenders do not follow him.
    """
    present = np.where(np.asarray(attackers.reach) > 0, np.asarray(attackers.men, np.int64), 0)
    way = approach(ground, dice.attack[..., 0], table)
    hit = under_fire(present, attackers.suppression, way.tenths, fire, dice.attack[..., 1], law, table)
    there = present - hit.lost.astype(np.int64)
    nerve = reach(attackers, there, hit, dice.attack[..., 2], table)
    repulsed = (present > 0) & ((nerve.result > 0) | (there == 0))
    melee = _close(attackers, defenders, np.where(repulsed, 0, there), hit, fire, dice, law, table)
    white_flag = _surrender(melee, defenders, dice.defend[..., 1])
    gave_up = white_flag.result > 0
    beaten = melee.left | gave_up | (melee.defenders == 0)
    entered = melee.inside & beaten[..., None]
    pursuit = _pursue(np.where(melee.left, melee.defenders, 0), dice.defend[..., 0], law, table)
    holding = (melee.defenders > 0) & ~melee.left & ~gave_up
    chased = np.where(melee.fell_back & holding[..., None], melee.attackers, 0)
    chase = _pursue(chased, dice.attack[..., 3], law, table)
    return AssaultResult(
        fire_loss=hit.lost,
        melee_loss=(melee.attack.result.sum(axis=-1) + chase.result).astype(np.int16),
        defense_loss=(melee.defense.result.sum(axis=(-1, -2)) + pursuit.result).astype(np.int16),
        prisoners=np.where(gave_up, melee.defenders, 0).astype(np.int16),
        repulsed=repulsed,
        fell_back=melee.fell_back,
        entered=entered,
        captured=entered.any(axis=-1),
        retreats=melee.left,
        cornered=melee.cornered,
        suppression=_settle(hit.suppression, entered, table),
        mute=np.where(entered, table.mute, 0).astype(np.int8),
        approached=way,
        final=hit,
        reach=nerve,
        melee=melee,
        pursuit=pursuit,
        chase=chase,
        surrender=white_flag,
    )


def reach(a: Attackers, there: Ints, hit: UnderFire, bits: Bits, table: AssaultTable) -> Account:
    """Whether groups are repulsed before the trench (`result`), with its ledger.

    Parameters
    ----------
    a : Attackers
        The groups.
    there : (..., K, 6) int64
        Men left after the final fire.
    hit : UnderFire
        What the final fire did.
    bits : (..., K, 6) uint64
        Dice, one word a draw.
    table : AssaultTable
        Of this chapter.

    Returns
    -------
    Account
        Base: Q10 stress less threshold.

    Notes
    -----
    Rule assault.3: stress = L + 2 L_now + 0.45 s - 0.1 (lead - 0.5); L counts from the start of the day's
    fighting, L_now from the start of the pulse.
    """
    strength, fallen = np.asarray(a.strength, np.int64), np.asarray(a.fallen, np.int64)
    before = there + hit.lost + fallen
    gone = ratio(np.maximum(strength - there, 0), strength)
    now = ratio(fallen + hit.lost, before) * table.stress_now >> 10
    load = hit.suppression * table.stress_suppression >> 10
    led = (np.asarray(a.lead, np.int64) - ONE // 2) * table.stress_lead >> 10
    limit = np.asarray(a.reach, np.int64)
    excess = gone + now + load - led - limit
    chance = np.where(there > 0, logistic((excess << 10) // table.stress_width), 0)
    fails = happens(bits, chance)
    return account(excess, (gone, now, load, -led, -limit), permille_of(chance), fails, bits)


def _close(
    a: Attackers,
    d: close.Defenders,
    there: Ints,
    hit: UnderFire,
    fire: FinalFire,
    dice: Dice,
    law: LossLaw,
    table: AssaultTable,
) -> close.Melee:
    groups = close.Attackers(there, a.strength, hit.suppression, a.close, a.stand, fire.surprise)
    n = table.rounds
    rolls = close.CloseDice(
        loss=dice.attack[..., _ATTACK : _ATTACK + n],
        fall=dice.attack[..., _ATTACK + n :],
        struck=dice.defend[..., _DEFEND : _DEFEND + n],
        leave=dice.defend[..., _DEFEND + n :],
    )
    return close.fight(groups, d, rolls, law, table)


def _surrender(melee: close.Melee, d: close.Defenders, bits: Bits) -> Account:
    """Cornered remnants that lay down their arms (assault.6); the base is the Q16 chance."""
    pressed = melee.cornered & (melee.defenders > 0) & melee.inside.any(axis=-1)
    chance = np.where(pressed, np.asarray(d.surrender, np.int64), 0)
    return account(chance, (), permille_of(chance), happens(bits, chance), bits)


def _pursue(men: Ints, bits: Bits, law: LossLaw, table: AssaultTable) -> Account:
    """Losses of those who gave way (assault.6)."""
    expected = mul(1000 * men, table.pursuit)
    lost = losses(expected, men, bits, law).result
    return account(1000 * men, (table.pursuit,), expected, lost, bits)


def _settle(suppression: Ints, entered: Flags, table: AssaultTable) -> NDArray[np.int16]:
    """Suppression after consolidation (assault.7)."""
    shaken = np.minimum(suppression + table.consolidation, ONE)
    return np.where(entered, shaken, suppression).astype(np.int16)
