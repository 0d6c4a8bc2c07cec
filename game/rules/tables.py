"""The frozen tables that kernels read: arrays of integers, one row a terrain, weapon, kind or mobility."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields
from functools import cache
from math import isfinite
from typing import cast

import numpy as np
from numpy.typing import NDArray

BITS = 10
"""Binary places of a factor: 1.0 is 1024."""
ONE = 1 << BITS
IMPASSABLE = np.int16(32767)
"""Minutes to enter ground that a unit cannot enter."""
ABSENT = np.int64(-(2**62))
"""A cell of a table that holds nothing."""
LOST_SHARE = 0.05
"""A number that rounding would change by more than this share needs more binary places."""
POSTURES = ("column", "advance", "prone", "scrape", "trench", "bunker", "riding")
SIDES = ("soviet", "japanese")


def fixed(value: float, bits: int = BITS) -> int:
    """Integer with so many binary places, halves to the even neighbor (rule chance.1).

    Multiplying by a power of two is exact and rounding of floats is the same on every machine.

    Raises
    ------
    ValueError
        If the value is not finite or would change by more than `LOST_SHARE`.
    """
    if not isfinite(value):
        raise ValueError(f"{value} is not a finite number")
    scaled = round(value * (1 << bits))
    if value and abs(scaled / (1 << bits) - value) > LOST_SHARE * abs(value):
        raise ValueError(f"{value:g} needs more than {bits} binary places")
    return scaled


def seal(holder: object) -> None:
    """Make every array of a frozen table read-only."""
    for name in _names(cast(Hashable, type(holder))):
        column = getattr(holder, name)
        if isinstance(column, np.ndarray):
            column.setflags(write=False)


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table of the rules: `cells` int64[R, C] with `bits` binary places, `ABSENT` where nothing is."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: NDArray[np.int64]
    bits: int = BITS

    def __post_init__(self) -> None:
        """Seal the cells."""
        seal(self)

    def at(self, row: str, column: str) -> int:
        """One number."""
        return int(self.cells[self.rows.index(row), self.columns.index(column)])

    def column(self, name: str) -> NDArray[np.int64]:
        """One column, int64[R]."""
        return self.cells[:, self.columns.index(name)]


@dataclass(frozen=True, slots=True, eq=False)
class TerrainTable:
    """Ground, one row a class [T].

    Attributes
    ----------
    land : bool[T]
    cover, dig_rate : int16[T]
        Q10 factors (rules terrain.1, terrain.3).
    concealment : int16[T]
        Decimeters (rule terrain.2).
    """

    names: tuple[str, ...]
    letters: tuple[str, ...]
    land: NDArray[np.bool_]
    cover: NDArray[np.int16]
    concealment: NDArray[np.int16]
    dig_rate: NDArray[np.int16]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


@dataclass(frozen=True, slots=True, eq=False)
class WeaponTable:
    """Weapons, one row each [W].

    Attributes
    ----------
    side, weapon_class, shell : int8[W]
        Rows of `SIDES`, of `classes` and of `shells`; -1 for no shell.
    numbers : int64[W, C]
        Q10 numbers by `columns`, `ABSENT` where a weapon has none.
    """

    names: tuple[str, ...]
    classes: tuple[str, ...]
    shells: tuple[str, ...]
    columns: tuple[str, ...]
    side: NDArray[np.int8]
    weapon_class: NDArray[np.int8]
    shell: NDArray[np.int8]
    numbers: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    def column(self, name: str) -> NDArray[np.int64]:
        """One number of every weapon, int64[W]."""
        return self.numbers[:, self.columns.index(name)]


@dataclass(frozen=True, slots=True, eq=False)
class KindTable:
    """Kinds of unit, one row each [K].

    Attributes
    ----------
    side, mobility, branch, target : int8[K]
        Rows of `SIDES`, `movement.minutes`, `units.branch` and `spotting.detection`.
    men : int16[K]
    armament : int16[K, W]
        Weapons and vehicles by row of the weapon table.
    """

    names: tuple[str, ...]
    side: NDArray[np.int8]
    mobility: NDArray[np.int8]
    branch: NDArray[np.int8]
    target: NDArray[np.int8]
    men: NDArray[np.int16]
    armament: NDArray[np.int16]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


@dataclass(frozen=True, slots=True, eq=False)
class MovementTable:
    """Tenths of a minute to enter a hex (rules movement.1 and 2), `IMPASSABLE` where no way leads.

    Attributes
    ----------
    ground : int16[M, T]
        By mobility and terrain.
    way : int16[M, 4]
        By mobility and way over the hexside, in the order of `WAY_KINDS`.
    climb : int16[M]
        For each 10 m of climb.
    """

    mobilities: tuple[str, ...]
    ground: NDArray[np.int16]
    way: NDArray[np.int16]
    climb: NDArray[np.int16]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


@dataclass(frozen=True, slots=True, eq=False)
class PostureTable:
    """What a posture does, Q10 int16[7] each in the order of `POSTURES` (rule units.1)."""

    exposed_fighting: NDArray[np.int16]
    exposed_suppressed: NDArray[np.int16]
    visible: NDArray[np.int16]
    susceptibility: NDArray[np.int16]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)
