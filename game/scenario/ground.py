"""The surveyed ground below the hexes: heights on a 50 m grid and drawn features, in sheet metres."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game import locate


@dataclass(frozen=True, slots=True)
class Feature:
    """One drawn thing; `lines` holds rings (first outer, rest holes), one line, or one point."""

    id: str
    kind: str
    shape: str
    lines: tuple[NDArray[np.float64], ...]
    status: str
    accuracy_m: int | None
    source: str
    name: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ground:
    """Heights and features of the sheet.

    `heights` is int16[rows, cols] in decimeters, row 0 in the north; the center of cell (i, j) lies at
    x = `x0` + `cell_m` * j, y = `y0` + `cell_m` * i in sheet meters (x east, y south of the corner).
    """

    heights: NDArray[np.int16]
    x0: float
    y0: float
    cell_m: int
    features: tuple[Feature, ...]

    def of_kind(self, *kinds: str) -> tuple[Feature, ...]:
        """Features of the given kinds, in file order."""
        return tuple(f for f in self.features if f.kind in kinds)


def _feature(raw: dict[str, Any]) -> Feature:
    lines = tuple(np.asarray(line, dtype=np.float64).reshape(-1, 2) for line in raw["lines"])
    return Feature(
        id=raw["id"],
        kind=raw["kind"],
        shape=raw["shape"],
        lines=lines,
        status=raw["status"],
        accuracy_m=raw["accuracy_m"],
        source=raw["source"],
        name=raw["name"],
    )


def load_ground(heights: Path | None = None, features: Path | None = None) -> Ground:
    """Read the shipped ground, or another pair of files of the same form."""
    folder = locate.assets() / "terrain"
    with np.load(heights or folder / "heights.npz", allow_pickle=False) as file:
        grid = file["heights"].astype(np.int16)
        x0, y0, cell = (int(file[key]) for key in ("x0", "y0", "cell_m"))
    grid.setflags(write=False)
    raw = json.loads((features or folder / "features.json").read_text("utf-8"))
    return Ground(grid, float(x0), float(y0), cell, tuple(_feature(item) for item in raw["features"]))
