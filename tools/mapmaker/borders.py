"""Who owns each hex, and the hexsides that shores, rivers and borders follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from tools.mapmaker import hexes
from tools.mapmaker.source import Source

USSR, DISPUTED, MANCHUKUO, KOREA = range(4)
TERRITORIES = ("ussr", "disputed", "manchukuo", "korea")
_FRAME = shapely.box(-1500, -1100, 15_500, 13_500)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines that divide the sheet, each drawn from north to south."""

    tumen: LineString
    border: LineString
    claim: LineString
    alternative: LineString


def read_lines(source: Source) -> Lines:
    """Lines of the source, joined end to end where they meet."""
    upper = source.shape("Tumen-Ula, middle line (China/Manchukuo - Korea)")
    lower = source.shape("Tumen-Ula, middle line (USSR - Korea)")
    border = source.shape("Russia-China border as demarcated today")
    claim = source.shape("Line claimed by Japan / Manchukuo (east of the lake, sketch)")
    other = source.shape("Pre-1991 border at Yangguanping (sketch)")
    longest = max(upper.geoms, key=lambda part: part.length)
    tumen = LineString([*_southward(longest).coords, *_southward(lower).coords])
    crest = _southward(border)
    joined = LineString([crest.interpolate(crest.project(shapely.Point(claim.coords[0]))), *claim.coords])
    return Lines(tumen, crest, joined, _bypass(crest, _southward(other)))


def _southward(line: LineString) -> LineString:
    """The line, drawn from its northern end."""
    return line if line.coords[0][1] <= line.coords[-1][1] else LineString(line.coords[::-1])


def _bypass(crest: LineString, other: LineString) -> LineString:
    """The border with one stretch replaced by another course."""
    begin, end = (crest.project(shapely.Point(other.coords[i])) for i in (0, -1))
    before = [p for p in crest.coords if crest.project(shapely.Point(p)) < begin]
    after = [p for p in crest.coords if crest.project(shapely.Point(p)) > end]
    return LineString([*before, *other.coords, *after])


def _side_of(line: LineString, inside: tuple[float, float]) -> BaseGeometry:
    """The part of the sheet that holds a point, cut off by a line."""
    parts = split(_FRAME, line).geoms
    return next(part for part in parts if part.contains(shapely.Point(inside)))


def _holds(ground: BaseGeometry) -> NDArray[np.bool_]:
    middle = hexes.centers()
    return np.asarray(shapely.contains_xy(ground, middle[:, 0], middle[:, 1]))


def korean_bank(lines: Lines) -> NDArray[np.bool_]:
    """Hexes whose center lies on the Korean side of the middle of the river."""
    return _holds(_side_of(lines.tumen, (100.0, 6000.0)))


def territory(source: Source, lines: Lines, border: LineString, posts: list[int]) -> NDArray[np.int64]:
    """Owner of every hex, by the side of the lines on which its center lies.

    `posts` are hexes of the crest and the strip held by Soviet posts: disputed wherever their centers lie.
    The large island of the north-west lies beyond the present channel but was, and is, Korean. Lake Khasan
    is disputed whole: the texts put the claimed line east of it, and the drawn line is a sketch.
    """
    left = _side_of(LineString([*border.coords, *_below(lines, border)]), (4000.0, 7000.0))
    tract = shapely.Polygon([*lines.claim.coords, *_between(lines)[::-1]]).buffer(0)
    lake = source.shape("Lake Khasan")
    island = source.shape("Large Tumen island (42.52 N)")
    owner = np.full(hexes.COUNT, USSR, dtype=np.int64)
    owner[_holds(shapely.union(tract, lake))] = DISPUTED
    owner[_holds(left)] = MANCHUKUO
    owner[korean_bank(lines) | _holds(island)] = KOREA
    owner[posts] = DISPUTED
    return owner


def _below(lines: Lines, border: LineString) -> list[tuple[float, ...]]:
    """The river below the end of the land border, which closes the western part of the sheet."""
    end = lines.tumen.project(shapely.Point(border.coords[-1]))
    return [p for p in lines.tumen.coords if lines.tumen.project(shapely.Point(p)) > end]


def _between(lines: Lines) -> list[tuple[float, ...]]:
    """Points of the border between the two ends of the claimed line."""
    begin, end = (lines.border.project(shapely.Point(lines.claim.coords[i])) for i in (0, -1))
    return [p for p in lines.border.coords if begin < lines.border.project(shapely.Point(p)) < end]


def sides_between(left: NDArray[np.bool_], right: NDArray[np.bool_]) -> list[str]:
    """Names of the sides with a hex of one group on one hand and of another group on the other."""
    return [
        hexes.side_name(h, d)
        for h, d, other in hexes.inner_sides()
        if (left[h] and right[other]) or (right[h] and left[other])
    ]
