"""What the painters need from the ground, worked out once for all scales: surfaces, shores, contours."""

from __future__ import annotations

from dataclasses import dataclass

import contourpy
import numpy as np

from game.scenario.ground import Feature, Ground
from game.ui.sheet import shapes
from game.ui.sheet.brush import furrowed, shored
from game.ui.sheet.field import F64, Grid, Spline, at_points, noise, spline
from game.ui.sheet.style import CONTOUR_STEP_M

MARGIN_M = 280.0
WATER_CELL, WATER_REACH = 8.0, 280.0
COVER_CELL, COVER_REACH = 14.0, 120.0
CONTOUR_CELL = 12.5
CURVE_M = 14.0
BANK_M = 26.0
SPARSE_M = 45.0
"""Drawn lines with vertices farther apart than this are rounded; denser ones are taken as surveyed."""
CLEAR_OF_SHORE_M = 5.0
LEAST_CONTOUR_M = 260.0

WATERS = ("lake", "pond", "river")
MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """Size of the sheet in meters, and the hexes on it: columns, rows, meters across the flats."""

    width_m: float
    height_m: float
    cols: int
    rows: int
    across_m: float


@dataclass(frozen=True, slots=True)
class Course:
    """A line on the ground and whether its place was measured."""

    points: F64
    measured: bool


@dataclass(frozen=True, slots=True)
class Outlines:
    """Lines of the ground that names keep off or follow; `water` as in `Survey`."""

    spec: SheetSpec
    water: Grid
    contours: dict[int, tuple[F64, ...]]
    courses: dict[str, tuple[Course, ...]]
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Survey(Outlines):
    """The ground, ready to paint.

    `water`, `marsh`, `sand` hold signed distances to their edges in meters, positive inside; `bars` is the
    zone of shifting sand bars. `breadth` is 1 where the water still widens and 0 along its middle.
    `furrows` are the heights with brushwork added, for the shading alone, and `patches` is noise for the
    edge of the scrub: neither is knowledge of the ground.
    """

    heights: Spline
    breadth: Grid
    marsh: Grid
    sand: Grid
    bars: Grid
    furrows: Spline
    patches: Spline


_last: list[tuple[Ground, SheetSpec, Survey]] = []


def last(ground: Ground, spec: SheetSpec) -> Survey | None:
    """The survey made last, if it is that of this ground."""
    return _last[0][2] if _last and _last[0][0] is ground and _last[0][1] == spec else None


def survey(ground: Ground, spec: SheetSpec) -> Survey:
    """The prepared ground; the last one made is kept, since one ground is painted at several scales."""
    known = last(ground, spec)
    if known is not None:
        return known
    made = _survey(ground, spec)
    _last[:] = [(ground, spec, made)]
    return made


def outlines(ground: Ground, spec: SheetSpec) -> Outlines:
    """What lettering needs of the ground: a part of its survey, made in half the time."""
    water = _areas(ground, spec, WATERS, WATER_CELL, WATER_REACH)
    contours = _contours(_heights(ground, water), spec, water)
    return outlined(ground, spec, water, contours)


def outlined(ground: Ground, spec: SheetSpec, water: Grid, contours: dict[int, tuple[F64, ...]]) -> Outlines:
    """The same from the parts that take long."""
    return Outlines(spec, water, contours, _courses(ground), ground.features)


def _heights(ground: Ground, water: Grid) -> Spline:
    plain = Grid(ground.heights.astype(np.float32) * np.float32(0.1), ground.x0, ground.y0, ground.cell_m)
    return spline(shored(plain, water), ground.x0, ground.y0, ground.cell_m)


def _survey(ground: Ground, spec: SheetSpec) -> Survey:
    water = _areas(ground, spec, WATERS, WATER_CELL, WATER_REACH)
    heights = _heights(ground, water)
    return Survey(
        spec=spec,
        heights=heights,
        water=water,
        breadth=_breadth(water),
        marsh=_areas(ground, spec, ("marsh",), COVER_CELL, COVER_REACH),
        sand=_areas(ground, spec, ("island",), COVER_CELL, COVER_REACH),
        bars=_areas(ground, spec, ("sandbar",), COVER_CELL, COVER_REACH),
        furrows=furrowed(heights, water, spec.width_m, spec.height_m),
        patches=noise(spec.width_m, spec.height_m, 230.0, 29),
        contours=_contours(heights, spec, water),
        courses=_courses(ground),
        features=ground.features,
    )


def outline(feature: Feature) -> list[F64]:
    """Rings of an area as they are drawn: sparse ones rounded, edges of marsh and river softened."""
    if feature.kind == "river":
        return [shapes.eased(ring, BANK_M, 9) for ring in feature.lines if len(ring) >= 3]
    if feature.kind == "marsh":
        return [shapes.chaikin(ring, 3) for ring in feature.lines if len(ring) >= 3]
    return [_smooth(ring, closed=True) for ring in feature.lines if len(ring) >= 3]


def _smooth(line: F64, closed: bool = False) -> F64:
    spacing = float(np.median(np.hypot(*np.diff(line, axis=0).T)))
    return shapes.rounded(line, CURVE_M, closed) if spacing > SPARSE_M else line


def _areas(ground: Ground, spec: SheetSpec, kinds: tuple[str, ...], cell: float, reach: float) -> Grid:
    """Signed distance to the edge of all areas of some kinds."""
    frame = (-MARGIN_M, -MARGIN_M, spec.width_m + MARGIN_M, spec.height_m + MARGIN_M)
    grid = shapes.blank(*frame, cell, -reach)
    areas = [outline(f) for f in ground.of_kind(*kinds) if f.shape == "polygon"]
    return Grid(shapes.signed(grid, [a for a in areas if a], reach), grid.x0, grid.y0, cell)


def _breadth(water: Grid) -> Grid:
    """How much deeper the water is 16 m farther out, as a share of 16 m: 0 along its middle line."""
    widest = water.values
    for axis in (0, 1):
        for _ in range(2):
            rolled = [np.roll(widest, step, axis=axis) for step in (-1, 1)]
            widest = np.maximum(widest, np.maximum(*rolled))
    share = np.clip((widest - water.values) / np.float32(2 * water.cell), 0, 1)
    return Grid(np.asarray(share, dtype=np.float32), water.x0, water.y0, water.cell)


def _contours(heights: Spline, spec: SheetSpec, water: Grid) -> dict[int, tuple[F64, ...]]:
    """Contours every 10 m, cut off at the shores; short wriggles of flat ground are left out."""
    xs = np.arange(-100.0, spec.width_m + 100.0 + CONTOUR_CELL, CONTOUR_CELL)
    ys = np.arange(-100.0, spec.height_m + 100.0 + CONTOUR_CELL, CONTOUR_CELL)
    ground = heights.sample(xs, ys)
    maker = contourpy.contour_generator(xs, ys, ground, name="serial", line_type=contourpy.LineType.Separate)
    levels = range(CONTOUR_STEP_M, int(ground.max()) + 1, CONTOUR_STEP_M)
    return {level: tuple(_dry(_lines(maker, level + 0.01), water)) for level in levels}


def _lines(maker: contourpy.ContourGenerator, level: float) -> list[F64]:
    return [np.asarray(line) for line in maker.lines(level) if line is not None]


def _dry(lines: list[F64], water: Grid) -> list[F64]:
    found: list[F64] = []
    for line in lines:
        if float(shapes.lengths(line)[-1]) >= LEAST_CONTOUR_M:
            found += shapes.pieces(line, at_points(water, line) < -CLEAR_OF_SHORE_M)
    return [line for line in found if float(shapes.lengths(line)[-1]) >= LEAST_CONTOUR_M / 3]


def _courses(ground: Ground) -> dict[str, tuple[Course, ...]]:
    """Lines of every kind, sparse ones rounded."""
    kinds = {f.kind for f in ground.features if f.shape == "line"}
    return {
        kind: tuple(
            Course(_smooth(line), feature.status.startswith(MEASURED))
            for feature in ground.of_kind(kind)
            if feature.shape == "line"
            for line in feature.lines
            if len(line) >= 2
        )
        for kind in sorted(kinds)
    }
