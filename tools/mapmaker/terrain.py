"""Terrain class and height of every hex, by rules that the map's notes state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from tools.mapmaker import hexes
from tools.mapmaker.cover import Relief, shares
from tools.mapmaker.source import Source

LETTERS = {
    "open": ".",
    "scrub": "s",
    "crest": "^",
    "sand": ":",
    "marsh": "m",
    "lake": "L",
    "river": "R",
    "ford": "f",
    "village": "v",
}
CODES = {name: code for code, name in enumerate(LETTERS)}
WATER_SHARE = 0.5
MARSH_SHARE = 0.5
SCRUB_SLOPE = 0.09
SCRUB_RISE_M = 13.0
CREST_SLOPE = 0.17
CREST_RISE_M = 30.0
NECK_BOG = ((4150.0, 3300.0), (6700.0, 3300.0), (6700.0, 5650.0), (5000.0, 5400.0))
NECK_FLAT_M = 9.5
BAR_SHARE = 0.6
BAR_REACH_M = 260.0


@dataclass(frozen=True, slots=True)
class Board:
    """Terrain code and height in meters of every hex."""

    terrain: NDArray[np.int64]
    height: NDArray[np.int64]

    def mask(self, *names: str) -> NDArray[np.bool_]:
        """Hexes of some terrains."""
        return np.isin(self.terrain, [CODES[name] for name in names])


def _bars(source: Source) -> NDArray[np.bool_]:
    """Sand: the measured island, and the parts of the reconstructed bar zone close to the channel."""
    island = shares(source.union("sand_island")) >= 0.5
    zone = shares(source.union("sand_island_zone")) >= BAR_SHARE
    middle = hexes.centers()
    river = source.shape("Tumen-Ula, middle line (China/Manchukuo - Korea)")
    near = shapely.distance(shapely.points(middle), river) <= BAR_REACH_M
    return np.asarray(island | (zone & near))


def _bog(source: Source, relief: Relief) -> NDArray[np.bool_]:
    """Marsh: flat ground below 7.5 m, and the flat neck north of the lake that the texts call a bog."""
    wet = shares(source.union("marsh_or_floodplain")) >= MARSH_SHARE
    middle = hexes.centers()
    neck = shapely.contains_xy(shapely.Polygon(NECK_BOG), middle[:, 0], middle[:, 1])
    return np.asarray(wet | (neck & (relief.mean <= NECK_FLAT_M)))


def _levels(lake: NDArray[np.bool_], low: NDArray[np.float64]) -> NDArray[np.float64]:
    """One level for each sheet of lake hexes that touch: the lowest cell of them all."""
    level, todo = low.copy(), set(np.flatnonzero(lake).tolist())
    while todo:
        sheet, edge = set(), [todo.pop()]
        while edge:
            here = edge.pop()
            sheet.add(here)
            near = [h for h in hexes.neighbors(here) if h in todo]
            todo.difference_update(near)
            edge += near
        level[list(sheet)] = low[list(sheet)].min()
    return level


def classify(
    source: Source, relief: Relief, villages: list[int], hills: dict[int, float | None], crests: list[int]
) -> Board:
    """Terrain and height; later rules overrule earlier ones.

    Water beats a village. `hills` are the hexes of named hills with the height in the texts; a hill without
    one takes the highest cell of its hex, like the summits found in the model. `crests` are hexes of the
    border crest that are rock whatever the smooth model says.
    """
    lake = shares(shapely.union(source.union("lake"), source.inlet())) >= WATER_SHARE
    river = shares(source.union("river_polygon")) >= WATER_SHARE
    terrain = np.full(hexes.COUNT, CODES["open"], dtype=np.int64)
    terrain[(relief.slope >= SCRUB_SLOPE) | (relief.rise >= SCRUB_RISE_M)] = CODES["scrub"]
    terrain[(relief.slope >= CREST_SLOPE) & (relief.rise >= CREST_RISE_M)] = CODES["crest"]
    named = np.array(sorted(hills))
    terrain[named[terrain[named] == CODES["open"]]] = CODES["scrub"]
    terrain[crests] = CODES["crest"]
    terrain[_bog(source, relief)] = CODES["marsh"]
    terrain[_bars(source)] = CODES["sand"]
    terrain[villages] = CODES["village"]
    terrain[river] = CODES["river"]
    terrain[lake] = CODES["lake"]
    height = np.where(relief.summit, relief.top, relief.mean)
    for at, told in hills.items():
        height[at] = relief.top[at] if told is None else told
    height[river] = relief.low[river]
    height[lake] = _levels(lake, relief.low)[lake]
    return Board(terrain, np.round(height).astype(np.int64))
