"""Guns and aircraft of a staff: what is about to be stormed first, then what is known of the enemy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.agents import fires
from game.agents.picture import Picture
from game.agents.staff.orders import Attack
from game.engine.orders import Fly
from game.i18n import plural
from game.rules.artillery_table import ACCOMPANY, PREPARE, SMOKE

BESIDE = 2
"""Hexes beside a place that is stormed on which shells fall too."""
WIDE = 5
"""Among how many of their best aims batteries are spread: a place, fire with the infantry, its flanks."""


def aims(picture: Picture, attacks: tuple[Attack, ...]) -> fires.Aims:
    """What the guns aim at: places about to be stormed first, then what is known of the enemy."""
    found = fires.on_contacts(picture)
    for attack in attacks:
        if attack.hexes.size and attack.tactic.fire:
            worth = int(found.worth.max(initial=1)) + 1
            own = fires.before_assault(attack.hexes, worth, attack.fire, attack.hour)
            found = (
                (smoked(own) if attack.tactic.fire == "smoke" else own)
                + found
                + flanks(picture, attack, worth)
            )
    return found


def flanks(picture: Picture, attack: Attack, worth: int) -> fires.Aims:
    """Preparation on the strongest hexes beside a place: they throw back who reaches the trench."""
    around = np.unique(picture.view.board.neighbor[attack.hexes]).astype(np.int64)
    around = around[(around >= 0) & ~np.isin(around, attack.hexes)]
    around = around[picture.enemy[around] > 0]
    around = around[np.argsort(-picture.enemy[around], kind="stable")][:BESIDE]
    return fires.before_assault(around, worth, attack.fire, attack.hour).of(PREPARE)


def smoked(aims: fires.Aims) -> fires.Aims:
    """Fire for an assault with smoke instead of the shells that would go with the infantry."""
    return replace(aims, kind=np.where(aims.kind == ACCOMPANY, SMOKE, aims.kind))


def flights(picture: Picture, attacks: tuple[Attack, ...]) -> list[Fly]:
    """On what is stormed this turn, then on what is known; if nothing is, somebody goes to look."""
    at = np.flatnonzero(picture.enemy)
    worth = picture.enemy[at]
    for attack in attacks:
        at = np.concatenate([attack.hexes, at])
        worth = np.concatenate([np.full(attack.hexes.size, worth.max(initial=1) + 1), worth])
    return fires.sorties(picture, at, worth) or fires.scouts(picture, picture.goals[~picture.held])


def notes(guns: int, air: int) -> list[str]:
    """Sentences on fire and flights."""
    told = [plural("{n} fire mission.", "{n} fire missions.", guns)] if guns else []
    return told + ([plural("{n} flight.", "{n} flights.", air)] if air else [])
