"""The bench on which engagements are tried: the ruleset's tables, the dice, forces, and what is measured.

Every engagement runs in many replicas at once: the leading axis (B) of all arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from game.engine.dice import draws
from game.rules.air_table import AirTable, freeze_air
from game.rules.armor_table import ArmorTable, freeze_armor
from game.rules.artillery_table import BatteryTable, ShellTable, freeze_batteries, freeze_shells
from game.rules.assault_table import AssaultTable, freeze_assault
from game.rules.chance import Bits, LossLaw, loss_law
from game.rules.fire_table import FireTable, freeze_fire
from game.rules.morale_table import MoraleTable, freeze_morale
from game.rules.ruleset import Ruleset

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
FLANKS = (5, 95)
"""Percentiles between which the middle nine tenths of the replicas lie."""
_NINETY = 1.6449
"""Standard deviations within which nine tenths of a normal law lie."""


@dataclass(frozen=True)
class Bench:
    """A ruleset, so many replicas and a seed; each chapter's table is made when first asked for."""

    rules: Ruleset
    replicas: int
    seed: int

    def words(self, check: int, step: int, *shape: int) -> Bits:
        """Dice (B, ...) of one step of one check; its number stands where games have the turn."""
        return draws(self.seed, "study", check, step, (self.replicas, *shape))

    def number(self, key: str) -> float:
        """A number of the chapter of checks."""
        return self.rules.where(f"checks.{key}").value

    def whole(self, key: str) -> int:
        """The same as a whole number."""
        return round(self.number(key))

    @cached_property
    def fire(self) -> FireTable:
        """Direct fire."""
        return freeze_fire(self.rules)

    @cached_property
    def assault(self) -> AssaultTable:
        """Assault."""
        return freeze_assault(self.rules)

    @cached_property
    def morale(self) -> MoraleTable:
        """Morale."""
        return freeze_morale(self.rules)

    @cached_property
    def shells(self) -> ShellTable:
        """Shells."""
        return freeze_shells(self.rules)

    @cached_property
    def batteries(self) -> BatteryTable:
        """Batteries."""
        return freeze_batteries(self.rules)

    @cached_property
    def air(self) -> AirTable:
        """Aircraft."""
        return freeze_air(self.rules)

    @cached_property
    def armor(self) -> ArmorTable:
        """Armor."""
        return freeze_armor(self.rules)

    @cached_property
    def law(self) -> LossLaw:
        """Law of losses by fire."""
        return loss_law(self.rules, "fire")


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that an engagement brings out, and the published number it is held against.

    `path` is that number's in the ruleset; `mean`, `low` and `high` are the model's, the last two the 5th and
    95th percentile of the replicas, or of the error of a frequency.
    """

    what: str
    path: str
    mean: float
    low: float
    high: float


def counted(what: str, path: str, samples: NDArray[np.generic]) -> Measure:
    """Measure of a quantity that every replica has (B)."""
    values = np.asarray(samples, np.float64)
    low, high = (float(edge) for edge in np.percentile(values, FLANKS))
    return Measure(what, path, float(values.mean()), low, high)


def frequency(what: str, path: str, happened: NDArray[np.bool_]) -> Measure:
    """Measure of something that happens or not (B): how often, and Wilson's interval of nine tenths."""
    n, share, z = len(happened), float(happened.mean()), _NINETY
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    width = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return Measure(what, path, share, max(middle - width, 0.0), min(middle + width, 1.0))


def certain(what: str, path: str, value: float) -> Measure:
    """Measure of a number in which chance has no part."""
    return Measure(what, path, value, value, value)
