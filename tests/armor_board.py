"""Tanks and guns for tests of anti-tank fire, told by their names."""

from __future__ import annotations

import numpy as np
from fire_board import RULES
from numpy.typing import NDArray

from game.engine.dice import draws
from game.rules.armor import ArmorResult, Guns, TankAims, Tanks, at_fire
from game.rules.armor_table import ArmorTable, freeze_armor
from game.rules.fire_table import FireTable, freeze_fire
from game.rules.tables import ONE

ARMOR: ArmorTable = freeze_armor(RULES)
FIRE: FireTable = freeze_fire(RULES)
RUNNING, KNOCKED_OUT, BOGGED = 0, 1, 2
BROKEN, OPEN = 0, 1
Words = NDArray[np.uint64]


def park(*units: dict[str, tuple[int, int, int]]) -> NDArray[np.int64]:
    """Vehicles [T, V, 3] from running, knocked out, bogged by name."""
    vehicles = np.zeros((len(units), len(ARMOR.vehicles), 3), np.int64)
    for row, held in enumerate(units):
        for name, states in held.items():
            vehicles[row, ARMOR.vehicles.index(name)] = states
    return vehicles


def battery(*units: dict[str, int]) -> NDArray[np.int64]:
    """Guns [A, G] by name."""
    number = np.zeros((len(units), len(ARMOR.guns)), np.int64)
    for row, held in enumerate(units):
        for name, count in held.items():
            number[row, ARMOR.guns.index(name)] = count
    return number


def words(*shape: int, seed: int = 1938, pulse: int = 0) -> Words:
    return draws(seed, "armor", 1, pulse, shape)


def engage(
    number: NDArray[np.int64],
    vehicles: NDArray[np.int64],
    meters: int,
    *,
    minutes: int = 30,
    moving: bool = True,
    flank: bool = False,
    suppression: int = 0,
    ammunition: int = 100,
    marked: bool = True,
    seed: int = 1938,
) -> ArmorResult:
    """All gun units at the first tank unit, on broken ground."""
    count, targets = len(number), len(vehicles)
    one = np.ones((count, 1), np.int64)
    return at_fire(
        Guns(number, np.full(count, suppression), np.full((count, 3), ammunition)),
        Tanks(vehicles, np.full(targets, moving), np.full(targets, marked)),
        TankAims(
            0 * one, ONE * one, meters // 25 * one, flank * one, int(ARMOR.view[BROKEN]) * one, ONE * one
        ),
        minutes=minutes,
        bits=words(targets, len(ARMOR.vehicles), 4, seed=seed),
        leader_bits=words(targets, seed=seed, pulse=1),
        table=ARMOR,
    )
