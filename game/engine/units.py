"""The units of a battle as a struct of arrays: one row a unit, rows fixed when the scenario is loaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

OFF_BOARD = -1
NEVER = np.int32(2**31 - 1)
ONE = 1024
"""1.0 in the Q10 integers that the rules count in."""
SIDES = ("soviet", "japanese")
LOSS_CAUSES = ("small_arms", "artillery", "air", "tank", "close_combat", "other")
VEHICLE_STATES = ("running", "knocked_out", "bogged")
AMMUNITION = ("small_arms", "shells", "anti_tank")


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Columns [U, ...]; every array is read-only. Q10 columns hold 0..1024 for 0..1.

    Attributes
    ----------
    side : int8[U]
        Index into `SIDES`.
    kind, formation : int16[U]
        Rows of the kind table and of the formation list.
    hex : int32[U]
        Row of the board, or `OFF_BOARD` while the unit waits or is lost.
    entry : int16[U]
        Row of the map's entries, or -1.
    arrive, release, leave : int32[U]
        Minutes since 29 July 1938 00:00; `NEVER` where there is no such hour.
    men, establishment : int16[U]
        Present and by the table.
    losses : int16[U, 6]
        Men lost by cause, in the order of `LOSS_CAUSES`.
    weapons : int16[U, W]
        Small arms, machine guns and guns by row of the weapon table.
    vehicles : int16[U, W, 3]
        Vehicles, boats and aircraft by row of the weapon table and state, in the order of `VEHICLE_STATES`.
    ammunition : int16[U, 3]
        Hundredths of a unit of fire, in the order of `AMMUNITION`.
    suppression, cohesion, fatigue, link : int16[U]
        Q10.
    works : int16[U]
        Entrenchment progress of the position, Q10 a level (0..4096).
    quality : int8[U]
        Row of the quality table.
    """

    side: NDArray[np.int8]
    kind: NDArray[np.int16]
    formation: NDArray[np.int16]
    hex: NDArray[np.int32]
    entry: NDArray[np.int16]
    arrive: NDArray[np.int32]
    release: NDArray[np.int32]
    leave: NDArray[np.int32]
    men: NDArray[np.int16]
    establishment: NDArray[np.int16]
    losses: NDArray[np.int16]
    weapons: NDArray[np.int16]
    vehicles: NDArray[np.int16]
    ammunition: NDArray[np.int16]
    suppression: NDArray[np.int16]
    cohesion: NDArray[np.int16]
    fatigue: NDArray[np.int16]
    link: NDArray[np.int16]
    works: NDArray[np.int16]
    quality: NDArray[np.int8]

    def __post_init__(self) -> None:
        """Make every column read-only and check that all have the same number of rows."""
        rows = len(self.side)
        for field in fields(self):
            column: NDArray[np.generic] = getattr(self, field.name)
            if len(column) != rows:
                raise ValueError(f"{field.name} has {len(column)} rows, side has {rows}")
            column.setflags(write=False)

    def __len__(self) -> int:
        return len(self.side)

    def digest(self) -> str:
        """Fingerprint of all columns, the same on every machine."""
        total = hashlib.sha256()
        for field in fields(self):
            column: NDArray[np.generic] = getattr(self, field.name)
            little = np.ascontiguousarray(column).astype(column.dtype.newbyteorder("<"), copy=False)
            total.update(f"{field.name}{column.shape}".encode())
            total.update(little.tobytes())
        return total.hexdigest()
