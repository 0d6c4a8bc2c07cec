"""Ways as chains of hexes: from a drawn line to neighbor after neighbor."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString

from tools.mapmaker import hexes

STEP_M = 5.0
CLIP_M = 90.0


def chain(line: LineString, shut: NDArray[np.bool_], kept: set[int]) -> list[int]:
    """Hexes a line runs through, north end first, without water hexes and without corners it only clips.

    A hex crossed for less than 90 m is left out where the hexes before and after it touch each other, unless
    it is one of `kept`, where another way ends.
    """
    inside = line.intersection(shapely.box(-150, 0, hexes.WIDTH_M, hexes.HEIGHT_M))
    if inside.geom_type != "LineString":
        inside = max(inside.geoms, key=lambda part: part.length)
    found = _runs(inside)
    dry = [(h, np.inf if h in kept else length) for h, length in found if not shut[h]]
    while (at := _clipped(dry)) is not None:
        del dry[at]
    result = [h for h, _ in dry]
    for before, after in pairwise(result):
        if after not in hexes.neighbors(before):
            raise ValueError(
                f"a way with neighboring hexes, found {hexes.label(before)}, {hexes.label(after)}"
            )
    return result if result[0] <= result[-1] else result[::-1]


def _runs(line: LineString) -> list[tuple[int, float]]:
    """Hexes in the order of the line, with the meters run in each; the edge hex takes points beyond it."""
    along = np.arange(0.0, line.length, STEP_M)
    points = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
    points[:, 0] = np.clip(points[:, 0], 126.0, hexes.WIDTH_M - 126.0)
    points[:, 1] = np.clip(points[:, 1], 75.0, hexes.centers()[-1, 1] + 70.0)
    runs: list[tuple[int, float]] = []
    for h in hexes.nearest(points):
        if runs and runs[-1][0] == h:
            runs[-1] = (int(h), runs[-1][1] + STEP_M)
        else:
            runs.append((int(h), STEP_M))
    return runs


def _clipped(runs: list[tuple[int, float]]) -> int | None:
    """Place in the list of the first hex to leave out, None when there is none."""
    for at in range(1, len(runs) - 1):
        before, (_, length), after = runs[at - 1][0], runs[at], runs[at + 1][0]
        if before == after or (length < CLIP_M and after in hexes.neighbors(before)):
            return at
    return next((i for i in range(1, len(runs)) if runs[i][0] == runs[i - 1][0]), None)
