"""Conditions of a plan, judged by what the side knows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.agents.missions.book import Laid
from game.agents.picture import NIGHT, Picture, battery
from game.engine.view import View
from game.scenario.plans.mission import Test

Ints = NDArray[np.int64]

SHARE = 1000
DUSK = 1
LAID = 12
"""Rounds laid on a hex for each man believed there, by which its defenders are taken to be kept down; judged:
nobody sees how the other side feels, a commander counts his shells."""


def holds(test: Test, picture: Picture, minute: int) -> bool:
    """Whether a condition holds, were it `minute` now; all but the hour is as the view has it."""
    if test.word == "and":
        return all(holds(part, picture, minute) for part in test.parts)
    if test.word == "or":
        return any(holds(part, picture, minute) for part in test.parts)
    if test.word == "not":
        return not holds(test.parts[0], picture, minute)
    if test.word == "light":
        return bool(set(test.values) & light(picture))
    if test.word in ("taken", "lost"):
        return held(picture, test.hexes) if test.word == "taken" else lost(picture, test.hexes)
    return _compared(_value(test, picture, minute), test.compare, test.value)


def _compared(value: int, how: str, limit: int) -> bool:
    told = {">": value > limit, "<": value < limit, ">=": value >= limit, "<=": value <= limit}
    return told[how]


def _value(test: Test, picture: Picture, minute: int) -> int:
    if test.word == "time":
        return minute
    units = np.asarray(test.units, np.int64)
    if test.word == "loss":
        return loss(picture, units)
    if test.word == "ammo":
        return ammunition(picture, units)
    hexes = np.asarray(test.hexes, np.int64)
    return seen(picture, hexes) if test.word == "seen" else kept_down(picture, hexes)


def light(picture: Picture) -> set[str]:
    """Words of the light now."""
    sky = picture.view.public
    told = {"night" if sky.light >= NIGHT else "dusk" if sky.light == DUSK else "day"}
    return told | ({"fog"} if sky.fog else set())


def held(picture: Picture, hexes: tuple[int, ...]) -> bool:
    """Whether a place is known as own, all of it."""
    control = picture.view.ground.control[np.asarray(hexes, np.int64)]
    return bool(len(hexes) and (control == picture.view.side).all())


def lost(picture: Picture, hexes: tuple[int, ...]) -> bool:
    """Whether some of a place is known as the enemy's."""
    control = picture.view.ground.control[np.asarray(hexes, np.int64)]
    return bool((control == 1 - picture.view.side).any())


def loss(picture: Picture, units: Ints) -> int:
    """Thousandths of its men that a formation has lost; those not yet come count as there."""
    forces = picture.view.forces
    lost_men = int(forces.losses[units].sum())
    there = int(np.where(forces.gone[units], 0, forces.men[units]).sum())
    return lost_men * SHARE // max(1, lost_men + there)


def ammunition(picture: Picture, units: Ints) -> int:
    """Thousandths of a unit of fire that a formation has: shells of batteries, cartridges of the others."""
    view = picture.view
    on = units[(view.forces.hex[units] >= 0) & (view.forces.men[units] > 0)]
    if not on.size:
        return 0
    guns = battery(view)[on]
    left = np.where(guns, view.forces.ammunition[on, 1], view.forces.ammunition[on, 0]).astype(np.int64)
    return int(left.mean()) * SHARE // 100


def seen(picture: Picture, hexes: Ints) -> int:
    """Enemy units believed in an area."""
    told = picture.view.contacts
    return int((~picture.view.own & np.isin(told.hex, hexes)).sum())


def kept_down(picture: Picture, hexes: Ints) -> int:
    """Thousandths to which a place is kept down: own troops there as they are, the enemy by own shells."""
    view, forces = picture.view, picture.view.forces
    own = view.own & np.isin(forces.hex, hexes) & (forces.men > 0)
    if own.any():
        men = forces.men[own].astype(np.int64)
        return int((men * forces.suppression[own]).sum() // max(1, int(men.sum()))) * SHARE >> 10
    shells = view.missions
    on = np.isin(shells.hex, hexes) & (shells.rounds > 0) & (shells.start <= view.minute)
    rounds = int(np.where(on & (shells.end > view.minute), shells.rounds, 0).sum())
    rounds += int(picture.fell[hexes].sum()) if picture.fell is not None else 0
    believed = int(picture.enemy[hexes].sum())
    return min(SHARE, rounds * SHARE // max(1, LAID * believed))


def fell(view: View, laid: Laid) -> Ints:
    """Own rounds int64[H] fired on each hex, of those laid down in the last turn: less what is left."""
    out = np.zeros(view.board.hexes, np.int64)
    for unit, hex, rounds in laid:
        if unit < len(view.cadre) and view.own[unit] and hex < out.size:
            same = (view.missions.hex[unit] == hex) & (view.missions.kind[unit] >= 0)
            out[hex] += max(0, rounds - int(np.where(same, view.missions.rounds[unit], 0).sum()))
    return out
