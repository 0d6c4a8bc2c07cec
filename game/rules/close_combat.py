"""Close combat: three rounds of five minutes in the trench, and after each the question who gives way.

Every hex attacked is one fight: a group of attackers for each hexside against all defenders together. Both
sides strike at once, on the state at the start of the round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.account import Account, account, permille_of, stack
from game.rules.assault_table import AssaultTable, Ints
from game.rules.chance import Bits, LossLaw, happens, losses
from game.rules.fixed import logistic, mul, ratio
from game.rules.tables import BITS, ONE

DEFENSE_FACTORS = ("quality", "surprise", "rate")
"""Ledger of assault.4, defenders' losses by attacking group: the base is attackers who get at them,
thousandths."""
ATTACK_FACTORS = ("suppression", "quality", "trench", "share", "effect", "rate")
"""Ledger of assault.4, a group's losses: the base is defenders, thousandths."""
BREAK_TERMS = ("losses", "suppression", "shaken", "threshold")
"""Ledger of assault.5: Q10 terms that are added, the threshold taken off; expected is the chance per
mille."""

Flags = NDArray[np.bool_]


class Attackers(NamedTuple):
    """Groups that have reached the trench, (..., K, 6).

    `men` there (0 for no group); `strength` when the day's fighting began; Q10 `suppression`, `close` quality
    and `stand`, the threshold at which they fall back; `surprise` whether they were not seen coming.
    """

    men: ArrayLike
    strength: ArrayLike
    suppression: ArrayLike
    close: ArrayLike
    stand: ArrayLike
    surprise: ArrayLike


class Defenders(NamedTuple):
    """Who holds each hex, (..., K).

    `men`, `strength` when the day's fighting began; Q10 `suppression`, `close` quality and `hold`, the
    threshold at which they leave; `trench` whether they lie in one; `way_out` whether there is a hex to go
    to; `surrender` Q16 chance of a remnant that has none.
    """

    men: ArrayLike
    strength: ArrayLike
    suppression: ArrayLike
    close: ArrayLike
    hold: ArrayLike
    trench: ArrayLike
    way_out: ArrayLike
    surrender: ArrayLike


class CloseDice(NamedTuple):
    """Words: attackers' `loss` and `fall` (..., K, 6, R), defenders' `struck` and `leave` (..., K, R)."""

    loss: Bits
    fall: Bits
    struck: Bits
    leave: Bits


@dataclass(frozen=True, slots=True, eq=False)
class Melee:
    """The end of the rounds.

    Attributes
    ----------
    attackers : (..., K, 6) int64
        Men left.
    defenders : (..., K) int64
        Men left.
    inside : (..., K, 6) bool
        Groups still in the fight: they take the hex if the defenders have left or are no more.
    fell_back : (..., K, 6) bool
        Groups that gave way.
    left : (..., K) bool
        Defenders that gave way.
    cornered : (..., K) bool
        Defenders that would have left and had nowhere to go.
    rounds : (..., K) int64
        Rounds fought.
    defense, attack : Account
        Losses, (..., K, 6, R): of defenders by group that causes them, of groups.
    leaving, falling : Account
        Nerve, (..., K, R) and (..., K, 6, R).
    """

    attackers: Ints
    defenders: Ints
    inside: Flags
    fell_back: Flags
    left: Flags
    cornered: Flags
    rounds: Ints
    defense: Account
    attack: Account
    leaving: Account
    falling: Account


@dataclass(slots=True)
class _Fight:
    """The fight between two rounds."""

    men: Ints
    against: Ints
    inside: Flags
    fell: Flags
    left: Flags
    cornered: Flags
    rounds: Ints


def fight(a: Attackers, d: Defenders, dice: CloseDice, law: LossLaw, table: AssaultTable) -> Melee:
    """Fight the rounds of close combat.

    Parameters
    ----------
    a, d : Attackers, Defenders
        Leading axes are a batch.
    dice : CloseDice
        Words of the rounds.
    law : LossLaw
        `loss_law(rules, "fire")`.
    table : AssaultTable
        Of this chapter.

    Returns
    -------
    Melee

    Notes
    -----
    Rules assault.4 and assault.5. Those best at it get at the defenders first, up to `superiority` for each
    of them, so that another group never makes an attack weaker. The defenders' blows fall on the groups by
    their men. If every group gives way in the round in which the defenders would leave, the defenders stay.
    """
    men = np.asarray(a.men, np.int64)
    against = np.asarray(d.men, np.int64)
    no = np.zeros(against.shape, np.bool_)
    state = _Fight(men, against, men > 0, np.zeros(men.shape, np.bool_), no, no, np.zeros_like(against))
    accounts: tuple[list[Account], ...] = ([], [], [], [])
    for number in range(table.rounds):
        _round(state, a, d, dice, law, table, number, accounts)
    return Melee(
        state.men,
        state.against,
        state.inside,
        state.fell,
        state.left,
        state.cornered,
        state.rounds,
        *(stack(each) for each in accounts),
    )


def _round(
    state: _Fight,
    a: Attackers,
    d: Defenders,
    dice: CloseDice,
    law: LossLaw,
    table: AssaultTable,
    number: int,
    accounts: tuple[list[Account], ...],
) -> None:
    on = (state.against > 0) & ~state.left & state.inside.any(axis=-1)
    fighting = state.inside & on[..., None]
    held = np.where(on, state.against, 0)
    defense = _strike(np.where(fighting, state.men, 0), held, a, dice.struck[..., number], number, law, table)
    attack = _strike_back(state.men, fighting, held, d, dice.loss[..., number], law, table)
    state.against = state.against - defense.result.sum(axis=-1)
    state.men = state.men - attack.result
    state.rounds = state.rounds + on
    falling, falls = _falls(state, fighting, a, dice.fall[..., number], table)
    leaving, leaves = _leaves(state, on, fighting, d, dice.leave[..., number], table)
    state.fell = state.fell | falls
    state.inside = state.inside & ~falls & (state.men > 0)
    leaves = leaves & state.inside.any(axis=-1)
    free = np.asarray(d.way_out, np.bool_)
    state.left = state.left | (leaves & free)
    state.cornered = state.cornered | (leaves & ~free)
    for kept, new in zip(accounts, (defense, attack, leaving, falling), strict=True):
        kept.append(new)


def _strike(
    men: Ints, held: Ints, a: Attackers, bits: Bits, number: int, law: LossLaw, table: AssaultTable
) -> Account:
    """Losses of the defenders, told by the group that causes them."""
    quality = np.asarray(a.close, np.int64)
    unseen = np.asarray(a.surprise, np.bool_) & (number == 0)
    surprise = np.where(unseen, table.surprise, ONE)
    able = mul(1000 * men, ONE - np.asarray(a.suppression, np.int64))
    room = mul(1000 * held, table.superiority)[..., None]
    near = _first_come(able, quality * surprise, room)
    each = mul(near, quality, surprise, table.rate)
    # Rounded once for all groups: else the order of two groups of equal rank would tell.
    whole = (near * (quality * surprise * table.rate)).sum(axis=-1) >> 3 * BITS
    lost = losses(whole, held, bits, law).result
    spread = np.broadcast_to(bits[..., None], near.shape)
    marks = lost[..., None] * near.cumsum(axis=-1) // np.maximum(near.sum(axis=-1), 1)[..., None]
    result = np.diff(marks, axis=-1, prepend=0)
    return account(near, (quality, surprise, table.rate), each, result, spread)


def _spread(values: ArrayLike, like: Ints) -> Ints:
    return np.broadcast_to(np.asarray(values, np.int64)[..., None], like.shape)


def _first_come(able: Ints, rank: Ints, room: Ints) -> Ints:
    """Of the men able to strike those who find room, the highest rank first."""
    order = np.argsort(-rank, axis=-1, kind="stable")
    there = np.take_along_axis(able, order, axis=-1)
    before = there.cumsum(axis=-1) - there
    placed = np.clip(room - before, 0, there)
    result: Ints = np.empty_like(placed)
    np.put_along_axis(result, order, placed, axis=-1)
    return result


def _strike_back(
    men: Ints, fighting: Flags, held: Ints, d: Defenders, bits: Bits, law: LossLaw, table: AssaultTable
) -> Account:
    """Losses of each attacking group."""
    present = np.where(fighting, men, 0)
    share = ratio(present, present.sum(axis=-1, keepdims=True))
    lamed = np.asarray(d.suppression, np.int64) * table.defender_suppression >> 10
    trench = np.where(np.asarray(d.trench, np.bool_), table.trench, ONE)
    wide = [np.asarray(part)[..., None] for part in (ONE - lamed, np.asarray(d.close, np.int64), trench)]
    base = _spread(1000 * held, present)
    expected = mul(base, *wide, share, table.defender_share, table.rate)
    lost = losses(expected, present, bits, law).result
    return account(base, (*wide, share, table.defender_share, table.rate), expected, lost, bits)


def _loss_share(strength: ArrayLike, men: Ints) -> Ints:
    """Q10 of the strength that is gone."""
    whole = np.asarray(strength, np.int64)
    return ratio(np.maximum(whole - men, 0), whole)


def _falls(
    state: _Fight, fighting: Flags, a: Attackers, bits: Bits, table: AssaultTable
) -> tuple[Account, Flags]:
    gone = _loss_share(a.strength, state.men)
    load = np.asarray(a.suppression, np.int64) * table.break_suppression >> 10
    limit = np.asarray(a.stand, np.int64)
    return _nerve((gone, load, 0, limit), table.attacker_width, fighting & (state.men > 0), bits)


def _leaves(
    state: _Fight, on: Flags, fighting: Flags, d: Defenders, bits: Bits, table: AssaultTable
) -> tuple[Account, Flags]:
    gone = _loss_share(d.strength, state.against)
    load = np.asarray(d.suppression, np.int64) * table.break_suppression >> 10
    foes = np.where(fighting, state.men, 0).sum(axis=-1)
    outnumbered = (foes << 10) >= state.against * table.shaken_odds
    shaken = np.where((gone > table.shaken_loss) & outnumbered, table.break_shaken, 0)
    limit = np.asarray(d.hold, np.int64)
    return _nerve((gone, load, shaken, limit), table.defender_width, on & (state.against > 0), bits)


def _nerve(terms: tuple[ArrayLike, ...], width: int, asked: Flags, bits: Bits) -> tuple[Account, Flags]:
    """Whether nerve fails: logistic((loss + suppression + shaken - threshold) / width)."""
    gone, load, shaken, limit = (np.asarray(term, np.int64) for term in terms)
    excess = gone + load + shaken - limit
    chance = np.where(asked, logistic((excess << 10) // width), 0)
    gives = happens(bits, chance)
    return account(excess, (gone, load, shaken, -limit), permille_of(chance), gives, bits), gives
