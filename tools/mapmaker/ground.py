"""Writes the ground below the hexes: heights in decimeters and drawn features in sheet meters."""

from __future__ import annotations

import io
import json
import math
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.mapmaker.gazetteer import status
from tools.mapmaker.hexes import HEIGHT_M, WIDTH_M
from tools.mapmaker.source import MARGIN_M, Drawn, Source

HEIGHTS_REACH_M = 1000
SCRAP_M = 50
KINDS = {
    "lake": "lake",
    "river_polygon": "river",
    "sand_island": "island",
    "sand_island_zone": "sandbar",
    "marsh_or_floodplain": "marsh",
    "road": "road",
    "track": "track",
    "railway": "railway",
    "border": "border",
    "border_claim": "claim",
    "border_1938_alternative": "border_1938",
    "coast": "coast",
}
POINT_KINDS = {"ridge": "hill", "border_post": "village"}
POINTS = ("hill", "ridge", "village", "station", "marker", "border_post")
_WINDOW = shapely.box(-MARGIN_M, -MARGIN_M, WIDTH_M + MARGIN_M, HEIGHT_M + MARGIN_M)

Row = dict[str, Any]


def heights(source: Source) -> bytes:
    """The `.npz` file of heights, 1 km beyond the sheet; uncompressed, to be the same anywhere."""
    rows, cols = source.heights.shape
    x = source.x0 + source.cell_m * np.arange(cols)
    y = source.y0 + source.cell_m * np.arange(rows)
    right = (x > -HEIGHTS_REACH_M) & (x < WIDTH_M + HEIGHTS_REACH_M)
    down = (y > -HEIGHTS_REACH_M) & (y < HEIGHT_M + HEIGHTS_REACH_M)
    cut = np.round(source.heights[np.ix_(down, right)] * 10).astype(np.int16)
    file = io.BytesIO()
    np.savez(
        file,
        heights=cut,
        x0=np.int64(round(float(x[right][0]))),
        y0=np.int64(round(float(y[down][0]))),
        cell_m=np.int64(source.cell_m),
    )
    return file.getvalue()


def features(source: Source, places: dict[str, Row]) -> str:
    """The JSON file of the drawn features: areas and lines of the source, and points of the gazetteer."""
    rows = [row for drawn in source.drawn for row in _areas(drawn)]
    rows.append(_inlet(source))
    rows += [_point(key, place) for key, place in places.items() if place["kind"] in POINTS]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in _numbered(rows))
    return '{"features": [\n' + lines + "\n]}\n"


def _areas(drawn: Drawn) -> list[Row]:
    """Lines or areas of the source near the sheet; one row for each part that the clipping leaves."""
    if drawn.kind not in KINDS or drawn.geometry is None:
        return []
    facts = drawn.properties
    kind = "pond" if drawn.title.startswith("Zhanggu pond") else KINDS[drawn.kind]
    return [
        {
            "id": kind,
            "kind": kind,
            "shape": shape,
            "lines": lines,
            "status": status(facts["position_status"]),
            "accuracy_m": facts["accuracy_m"],
            "source": facts["source"],
            "name": _name(facts),
        }
        for lines, shape in _parts(shapely.intersection(drawn.geometry, _WINDOW))
    ]


def _name(facts: Row) -> dict[str, str]:
    """Names of a feature; only English, Russian and Japanese stand in the source."""
    return {key: facts[f"name_{key}"] for key in ("en", "ru", "ja") if f"name_{key}" in facts}


def _inlet(source: Source) -> Row:
    lines, shape = _parts(shapely.intersection(source.inlet(), _WINDOW))[0]
    coast = next(drawn for drawn in source.drawn if drawn.kind == "coast")
    return {
        "id": "inlet",
        "kind": "lake",
        "shape": shape,
        "lines": lines,
        "status": "measured",
        "accuracy_m": coast.properties["accuracy_m"],
        "source": coast.properties["source"],
        "name": {"en": "Inlet of Peter the Great Gulf", "ru": "Залив"},
    }


def _point(key: str, place: Row) -> Row:
    return {
        "id": key,
        "kind": POINT_KINDS.get(place["kind"], place["kind"]),
        "shape": "point",
        "lines": [[[place["x"], place["y"]]]],
        "status": place["status"],
        "accuracy_m": place["accuracy_m"],
        "source": ", ".join(place["source"]),
        "name": place["name"],
    }


def _numbered(rows: list[Row]) -> list[Row]:
    """The rows, with a number behind every id that comes more than once."""
    ids = [row["id"] for row in rows]
    seen: dict[str, int] = {}
    for row in rows:
        key = row["id"]
        seen[key] = seen.get(key, 0) + 1
        if ids.count(key) > 1:
            row["id"] = f"{key}-{seen[key]}"
    return rows


def _parts(cut: BaseGeometry) -> list[tuple[list[list[list[float]]], str]]:
    """Rings of each area (outer ring first) or each line, rounded to 0.1 m; scraps are dropped."""
    found = []
    for part in getattr(cut, "geoms", [cut]):
        if part.geom_type == "LineString" and part.length >= SCRAP_M:
            found.append(([_round(part)], "line"))
        elif part.geom_type == "Polygon" and part.area >= SCRAP_M**2:
            found.append(([_round(ring) for ring in (part.exterior, *part.interiors)], "polygon"))
    return found


def _round(line: BaseGeometry) -> list[list[float]]:
    return [[_tenth(x), _tenth(y)] for x, y in line.coords]


def _tenth(value: float) -> float:
    """Rounded half up to 0.1, never minus zero."""
    return math.floor(value * 10 + 0.5) / 10 + 0.0
