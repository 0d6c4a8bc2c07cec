"""Places, entries and ways: the hand-written gazetteer joined to the surveyed ground."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml
from numpy.typing import NDArray

from tools.mapmaker import hexes
from tools.mapmaker.borders import TERRITORIES
from tools.mapmaker.chains import chain
from tools.mapmaker.source import Source
from tools.mapmaker.terrain import CODES

Row = dict[str, Any]
_SHEET = shapely.box(0, 0, hexes.WIDTH_M, hexes.HEIGHT_M)


def read(folder: Path) -> Row:
    """The gazetteer of a folder of sources."""
    raw: Row = yaml.safe_load((folder / "gazetteer.yaml").read_text("utf-8"))
    return raw


def status(raw: str) -> str:
    """The word of the map for a status as the source puts it."""
    if raw.startswith("candidate"):
        return "candidate"
    return "measured" if raw.startswith(("measured", "centre line measured")) else "reconstructed"


def places(rows: list[Row], source: Source) -> dict[str, Row]:
    """Places with their hex and point, by id."""
    return {row["id"]: _place(row, source) for row in rows}


def _place(row: Row, source: Source) -> Row:
    drawn = source.titled(row["feature"]) if "feature" in row else None
    facts = drawn.properties if drawn else {}
    if "at" in row:
        x, y = row["at"]
    elif drawn is not None and drawn.geometry is not None:
        point = shapely.point_on_surface(shapely.intersection(drawn.geometry, _SHEET))
        x, y = point.x, point.y
    else:
        x, y = hexes.centers()[hexes.parse(row["hex"])]
    place: Row = {"name": row["name"]}
    if row.get("aliases"):
        place["aliases"] = row["aliases"]
    place["kind"] = row["kind"]
    place["status"] = row.get("status") or status(facts["position_status"])
    place["accuracy_m"] = row.get("accuracy_m", facts.get("accuracy_m"))
    place["hex"] = row.get("hex") or hexes.label(hexes.hex_at(x, y))
    place["x"], place["y"] = round(float(x), 1), round(float(y), 1)
    if row["kind"] in ("hill", "ridge"):
        place["height_m"] = facts.get("height_m", facts["dem_m"])
        place["height_from"] = "text" if "height_m" in facts else "model"
    return place | {key: row[key] for key in ("source", "note") if key in row}


def ways(rows: list[Row], source: Source, shut: NDArray[np.bool_]) -> dict[str, Row]:
    """Ways with their hexes, by id; `shut` are the hexes no way enters."""
    found = {}
    ends = [p for row in rows for p in shapely.get_coordinates(source.shape(row["feature"]))[[0, -1]]]
    kept = {int(h) for h in hexes.nearest(np.array(ends)) if h >= 0}
    for row in rows:
        drawn = source.titled(row["feature"])
        found[row["id"]] = {
            "kind": row["kind"],
            "name": row["name"],
            "status": status(drawn.properties["position_status"]),
            "accuracy_m": drawn.properties["accuracy_m"],
            "hexes": [hexes.label(h) for h in chain(drawn.geometry, shut, kept)],
            "source": row["source"],
            "note": row["note"],
        }
    return found


def entries(
    rows: list[Row],
    chains: dict[str, Row],
    spots: dict[str, Row],
    terrain: NDArray[np.int64],
    owner: NDArray[np.int64],
) -> dict[str, Row]:
    """Entries with their hexes, by id."""
    found = {}
    for row in rows:
        entry: Row = {"name": row["name"], "side": row["side"]}
        if row.get("off_map"):
            entry["off_map"] = True
        else:
            entry["hexes"] = _entry_hexes(row, chains, spots, terrain, owner)
        keys = ("leads_to", "ways", "modes", "status", "source", "note")
        found[row["id"]] = entry | {key: row[key] for key in keys if key in row}
    return found


def _entry_hexes(
    row: Row,
    chains: dict[str, Row],
    spots: dict[str, Row],
    terrain: NDArray[np.int64],
    owner: NDArray[np.int64],
) -> list[str]:
    """Labels of the hexes of an entry: the end of a way, a place, or a stretch of the map's edge."""
    if "place" in row:
        return [spots[row["place"]]["hex"]]
    if "way_end" in row:
        way, end = row["way_end"]
        last = chains[way]["hexes"][0 if end == "north" else -1]
        col, line = int(last[:2]), last[2:]
        wide = row.get("beside", 0)
        beside = [f"{col + step:02d}{line}" for step in range(-wide, wide + 1)]
        inward = chains[way]["hexes"] if end == "north" else chains[way]["hexes"][::-1]
        return list(dict.fromkeys([*beside, *inward[: row.get("along", 0)]]))
    return [hexes.label(h) for h in _edge(row["edge"], terrain, owner)]


def _edge(rule: Row, terrain: NDArray[np.int64], owner: NDArray[np.int64]) -> list[int]:
    """Hexes of the map's edge between two distances, of the terrain and owner that a rule asks for."""
    row, col = np.divmod(np.arange(hexes.COUNT), hexes.COLUMNS)
    middle = hexes.centers()
    rim = {
        "north": row == 0,
        "south": row == hexes.ROWS - 1,
        "west": col == 0,
        "east": col == hexes.COLUMNS - 1,
    }
    along = middle[:, 0] if rule["edge"] in ("north", "south") else middle[:, 1]
    good = rim[rule["edge"]] & (along >= rule["from"]) & (along <= rule["to"])
    good &= np.isin(terrain, [CODES[name] for name in rule["terrain"]])
    if "territory" in rule:
        good &= owner == TERRITORIES.index(rule["territory"])
    return [int(h) for h in np.flatnonzero(good)]
