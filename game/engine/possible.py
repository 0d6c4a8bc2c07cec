"""Battles as they may be for all that a side knows, side by side: the ground on which plans can be rehearsed.

What is believed of the enemy is taken for the least: each contact may be stronger than it looked, and where a
place is played for and not held, somebody may sit whom nobody has seen. Nothing but a view is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.dice import draws
from game.engine.imagine import imagined
from game.engine.services import ASSAULTS, TANKS_OUT
from game.engine.setting import Fate, Setting
from game.engine.state import State
from game.engine.view import Contacts, View
from game.rules.beliefs_table import GRADES
from game.rules.chance import normal

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ONE = 1024
COMPANY, FEW = 1.25, 50
"""Own units as strong as whoever may sit unseen in a place, and men where there is no unit to go by."""
UNSEEN = (250, 800)
"""Thousandths: how often somebody sits unseen in a place, at least and at most.

To look into it tells nothing of men who have dug in and do not fire: in games of agents such places were held
as often as those that nobody looked into.
"""
HELD_BY = 100
"""Men who are to be had for a place, of whom it is surely held."""
AWARE_M = 1500
"""Meters from a contact within which the enemy is taken to know of ours."""
MORE, SPREAD = 1.25, 0.4
"""Men in a place for each one known there, and the standard deviation of its logarithm."""
SURE = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Battles:
    """Possible battles (S): what is played with, states side by side, luck of each."""

    setting: Setting
    state: State
    fate: Fate


def possible(view: View, samples: int, key: int) -> Battles:
    """So many battles as they may be.

    Parameters
    ----------
    view : View
        Of the side that asks.
    samples : int
        Battles.
    key : int
        Seed of what they differ in, and of their luck.

    Returns
    -------
    Battles
        In each the contacts stand within their errors, in places played for just where they are believed.
    """
    contacts, ghosts, chance = haunted(view)
    told = imagined(view.known, replace(view, contacts=contacts), samples, key)
    state = told.state.copy()
    _people(state, view, ghosts, chance, key)
    _believe(state, view, contacts)
    state.count.assaults[:, view.side] = view.services.toll[ASSAULTS]
    state.count.tanks_out[:, view.side] = view.services.toll[TANKS_OUT]
    return Battles(told.setting, state.seal(), Fate(told.fate.seeds, told.fate.weather))


def haunted(view: View) -> tuple[Contacts, Ints, int]:
    """The contacts with somebody in each place that is played for, not held, and where nobody is known.

    Returns
    -------
    Contacts, int64[N], int
        Rows of those who may be there, and how often (thousandths) they are.
    """
    told = view.contacts
    every = np.unique(view.stakes.victory.ground.hexes).astype(np.int64)
    foreign = (view.ground.control[every] != view.side) & ~np.isin(every, told.hex)
    free = np.flatnonzero(~view.own & (told.hex < 0))
    at = every[foreign][: free.size]
    rows = free[: at.size]
    men, chance = _sitting(view, at.size)

    def put(column: NDArray[Any], value: object) -> NDArray[Any]:
        out = column.copy()
        out[rows] = value
        return out

    wide = replace(
        told,
        hex=put(told.hex, at),
        men=put(told.men, men),
        confidence=put(told.confidence, SURE),
        error=np.where(told.stays | np.isin(told.hex, every), 0, put(told.error, 0)),
        stays=put(told.stays, True),
    )
    return wide, rows, chance


def _sitting(view: View, places: int) -> tuple[int, int]:
    """Men who may sit unseen in each of some places, and thousandths at which somebody does.

    The enemy is taken to have as many as we: a strong unit in each place, or all the foot spread over them.
    The more men there are for a place, the likelier is it held.
    """
    foot = view.own & view.cadre.foot & (view.forces.hex >= 0) & (view.forces.men > 0)
    if not foot.any():
        return FEW, UNSEEN[0]
    men = view.forces.men[foot].astype(np.int64)
    each = int(men.sum()) // max(1, places)
    strong = int(min(COMPANY * men.mean(), men.sum() / max(1, places)))
    return max(1, strong), int(np.clip(1000 * each // HELD_BY, *UNSEEN))


def _people(state: State, view: View, ghosts: Ints, chance: int, key: int) -> None:
    """More men than were seen in some battles, fewer in others; those whom nobody saw, or not."""
    forces, units = state.forces, len(view.own)
    enemy = np.flatnonzero(~view.own & (forces.hex[0] >= 0))
    words = draws(key, "preview", view.turn, view.side, (state.games, units, 2), batch=2)
    scale = np.exp(SPREAD * normal(words[..., 0], ONE) / ONE) * MORE
    scale[:, ghosts] /= MORE
    here = scale[:, enemy]
    forces.men[:, enemy] = np.clip(forces.men[:, enemy] * here, 1, 4000).astype(np.int16)
    forces.strength[:, enemy] = forces.men[:, enemy]
    forces.weapons[:, enemy] = np.ceil(forces.weapons[:, enemy] * here[..., None]).astype(np.int16)
    forces.stood[:, enemy] = True
    away = (words[:, ghosts, 1] >> np.uint64(33)).astype(np.int64) % 1000 >= chance
    game, which = np.nonzero(away)
    rows = ghosts[which]
    forces.hex[game, rows], forces.men[game, rows], forces.gone[game, rows] = -1, 0, True


def _believe(state: State, view: View, contacts: Contacts) -> None:
    """What each side knows of the other: ours all who are there, the enemy those of ours who are near him."""
    forces, own = state.forces, view.own
    there = (forces.hex >= 0) & (forces.men > 0)
    knows = np.zeros((state.games, 2, len(own)), np.bool_)
    knows[:, view.side] = there & ~own
    knows[:, 1 - view.side] = there & own & _seen(view, contacts)
    old, wide = state.beliefs, knows.shape
    state.beliefs = replace(
        old,
        hex=np.where(knows, np.broadcast_to(forces.hex[:, None], wide), old.hex).astype(np.int32),
        confidence=np.where(knows, SURE - 1, old.confidence).astype(np.int32),
        strength=np.where(knows, np.broadcast_to(forces.men[:, None], wide), old.strength).astype(np.int32),
        misread=np.where(knows, ONE, old.misread).astype(np.int32),
        source=np.where(knows, len(GRADES) - 1, old.source).astype(np.uint8),
        known=knows | old.known,
        stays=np.where(knows, np.broadcast_to((forces.works > 0)[:, None], wide), old.stays),
    )


def _seen(view: View, contacts: Contacts) -> Flags:
    """Own units of which the enemy is taken to know: those near somebody believed to be his."""
    at = np.unique(contacts.hex[~view.own & (contacts.hex >= 0)]).astype(np.int64)
    if not at.size:
        return np.zeros(len(view.own), np.bool_)
    here = np.maximum(view.forces.hex, 0).astype(np.int64)
    return np.asarray(view.board.meters(here[:, None], at).min(axis=1) <= AWARE_M)
