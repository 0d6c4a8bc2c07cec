"""Guns and aircraft of a staff: what is about to be stormed first, then what is known of the enemy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from game.agents import fires
from game.agents.picture import Picture, turns_left
from game.agents.staff.levels import Level
from game.agents.staff.orders import Attack
from game.agents.staff.words import spending
from game.engine.orders import Bombard, Fly
from game.engine.view import View
from game.i18n import plural
from game.rules.artillery_table import ACCOMPANY, COUNTER_BATTERY, HARASS, PREPARE, SMOKE
from game.rules.tables import ONE

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

BESIDE = 2
"""Hexes beside a place that is stormed on which shells fall too."""
WIDE = 5
"""Among how many of their best aims batteries are spread: a place, fire with the infantry, its flanks."""
STOCK, PART = 50, 3
"""Hundredths of a unit of fire that batteries keep while many turns are to come, and Q10 of one that each
spends in a turn on a contact for each hundredth beyond.
"""
LAST, SOON = 15, 3
"""Hundredths of a unit of fire that a battery keeps against attacks in the last turn, and in how many turns
it fires off what it has beyond.
"""
FIRST = 3
"""What a man in a place that is played for counts as an aim, against one elsewhere."""


def gunnery(picture: Picture, attacks: tuple[Attack, ...], moving: Flags, level: Level) -> list[Bombard]:
    """Fire missions of a turn; who moves does not fire."""
    found = aims(picture, attacks)
    if not level.shares_out:
        return fires.gunnery(picture, found, moving, WIDE)
    return fires.gunnery(picture, quick(found), moving, WIDE, shared_out(picture.view))


def aims(picture: Picture, attacks: tuple[Attack, ...]) -> fires.Aims:
    """What the guns aim at: places about to be stormed first, then what is known of the enemy."""
    found = lavish(picture, fires.on_contacts(picture))
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


def lavish(picture: Picture, aims: fires.Aims) -> fires.Aims:
    """More shells on who holds the places played for, and on batteries, the more of them lie beside the guns.

    What comes up the road finds no room there while they are full: to save it gains nothing.
    """
    view = picture.view
    rows = fires.batteries(picture, np.zeros(len(view.cadre), np.bool_))
    stock = int(view.forces.ammunition[rows, 1].mean()) if rows.size else 0
    played = np.isin(aims.hex, picture.goals)
    some = played | (aims.kind == COUNTER_BATTERY)
    share = np.where(some, np.maximum(aims.share, PART * (stock - STOCK)), aims.share)
    return replace(aims, share=share, worth=np.where(played, FIRST * aims.worth, aims.worth))


def shared_out(view: View) -> Ints:
    """Q10 of a unit of fire [U] that each can spend in a turn: after the last no shell is worth anything.

    In games of agents Japanese batteries ended the counter-attacks with more shells than they had fired.
    """
    left = turns_left(view)
    kept = STOCK if left > SOON else LAST + (STOCK - LAST) * (left - 1) // SOON
    spare = np.maximum(view.forces.ammunition[:, 1].astype(np.int64) - kept, 0)
    return np.asarray(spare * ONE // 100 // min(left, SOON))


def quick(aims: fires.Aims) -> fires.Aims:
    """The aims without harassing fire, of which a gun takes 15 hours or more for its unit of fire."""
    return replace(aims, kind=np.where(aims.kind == HARASS, PREPARE, aims.kind))


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


def notes(view: View, level: Level, guns: int, air: int) -> list[str]:
    """Sentences on fire and flights."""
    told = [plural("{n} fire mission.", "{n} fire missions.", guns)] if guns else []
    if guns and level.shares_out and (left := turns_left(view)) <= SOON:
        told.append(spending(left))
    return told + ([plural("{n} flight.", "{n} flights.", air)] if air else [])
