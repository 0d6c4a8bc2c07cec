"""Reads the source data and lays it on the sheet: meters, x to the east, y to the south."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tools.mapmaker.hexes import CRS, EAST, HEIGHT_M, NORTH, WIDTH_M

MARGIN_M = 500

_TO_UTM = Transformer.from_crs("EPSG:4326", CRS, always_xy=True)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One feature of the source, its place in sheet meters (None where no position was found)."""

    geometry: BaseGeometry | None
    properties: dict[str, Any]

    @property
    def title(self) -> str:
        """English name."""
        return str(self.properties["name_en"])

    @property
    def kind(self) -> str:
        """Kind as the source calls it."""
        return str(self.properties["kind"])


@dataclass(frozen=True, slots=True)
class Source:
    """Heights in meters on a grid of cells, and drawn features.

    `water` marks the cells whose height is a water level set by hand; `x0`, `y0` are the sheet
    meters of the center of the north-western cell.
    """

    heights: NDArray[np.float64]
    water: NDArray[np.bool_]
    x0: float
    y0: float
    cell_m: int
    drawn: tuple[Drawn, ...]

    def of_kind(self, *kinds: str) -> list[BaseGeometry]:
        """Geometry of the features of some kinds."""
        return [d.geometry for d in self.drawn if d.kind in kinds and d.geometry is not None]

    def union(self, *kinds: str) -> BaseGeometry:
        """All ground covered by the features of some kinds."""
        return shapely.union_all(self.of_kind(*kinds))

    def inlet(self) -> BaseGeometry:
        """Water of the sea inlet that reaches the sheet from the east, cut off by the drawn shore."""
        sheet = shapely.box(0, 0, WIDTH_M + MARGIN_M, HEIGHT_M + MARGIN_M)
        shore = shapely.intersection(self.union("coast"), sheet)
        parts = shapely.polygonize([shapely.union_all([shore, sheet.boundary])]).geoms
        return min(parts, key=shapely.area)

    def titled(self, title: str) -> Drawn:
        """The one feature with an English name."""
        found = [d for d in self.drawn if d.title == title]
        if len(found) != 1:
            raise ValueError(f"one feature named {title!r} in the source, found {len(found)}")
        return found[0]

    def shape(self, title: str) -> BaseGeometry:
        """Where the one feature with an English name lies."""
        geometry = self.titled(title).geometry
        if geometry is None:
            raise ValueError(f"a position for {title!r} in the source")
        return geometry


def _to_sheet(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    east, north = _TO_UTM.transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([np.asarray(east) - EAST, NORTH - np.asarray(north)])


def _drawn(raw: dict[str, Any]) -> Drawn:
    if raw["geometry"] is None:
        return Drawn(None, raw["properties"])
    return Drawn(shapely.transform(shape(raw["geometry"]), _to_sheet), raw["properties"])


def read(folder: Path) -> Source:
    """Source data of a folder: `khasan-dem.npz` and `khasan-features.geojson`."""
    with np.load(folder / "khasan-dem.npz", allow_pickle=False) as file:
        heights = file["elevation"].astype(np.float64)
        water = file["kind"] == 1
        x0 = float(file["easting"].ravel()[0]) - EAST
        y0 = NORTH - float(file["northing"].ravel()[0])
    raw = json.loads((folder / "khasan-features.geojson").read_text("utf-8"))
    return Source(heights, water, x0, y0, 50, tuple(_drawn(item) for item in raw["features"]))
