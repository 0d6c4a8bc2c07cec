"""The ledger of assaults: every step with the unit or the hex that it belongs to."""

from __future__ import annotations

import numpy as np

from game.engine.pulse.assault_field import Field, lowest
from game.engine.pulse.now import Flags, Ints, Now
from game.rules.account import Account
from game.rules.assault import AssaultResult
from game.rules.assault_gather import SIDES


def explain(now: Now, field: Field, told: AssaultResult) -> None:
    """The ledger of every step: the groups by one of their units, the hex by itself."""
    found = field.found
    lead = lowest(field, found.defend, len(found.hex))
    groups = lowest(field, found.attack, len(found.hex) * SIDES).reshape(-1, SIDES)
    there = groups >= 0
    for rule, account in (
        ("approach", told.approached.account),
        ("final_fire", told.final.account),
        ("reach", told.reach),
    ):
        _rows(now, rule, account, there, field, groups)
    for rule, account in (("close_attack", told.melee.attack), ("break", told.melee.falling)):
        _rows(now, rule, account, there[..., None] & (account.expected != 0), field, groups[..., None])
    _rows(
        now,
        "close_defense",
        told.melee.defense,
        there[..., None] & (told.melee.defense.expected != 0),
        field,
        lead[:, None, None],
    )
    _rows(now, "break", told.melee.leaving, told.melee.leaving.expected != 0, field, lead[:, None])
    _rows(now, "surrender", told.surrender, told.surrender.expected > 0, field, lead)
    _rows(now, "pursuit", told.pursuit, told.pursuit.expected > 0, field, lead)
    _rows(now, "pursuit", told.chase, told.chase.expected > 0, field, groups)


def _rows(now: Now, rule: str, account: Account, where: Flags, field: Field, target: Ints) -> None:
    """Rows of an account (K, ...), each written into the ledger of its game."""
    lead = np.zeros((len(now.dice.seeds), *where.shape), np.bool_)
    lead[field.found.replica, np.arange(len(field.found.hex))] = where
    place = field.found.hex.reshape(-1, *([1] * (where.ndim - 1)))
    now.log.explain(
        rule,
        lead,
        base=account.base,
        factors=account.factors,
        expected=account.expected,
        draw=account.draw,
        result=account.result,
        target=np.broadcast_to(target, where.shape),
        hex=np.broadcast_to(place, where.shape),
    )
