"""Little pieces of painted ground for the legend, made by the same painters as the sheet itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pygame

from game.ui.sheet.bake import paint
from game.ui.sheet.field import F64, Grid, spline
from game.ui.sheet.ink import View
from game.ui.sheet.places import Place
from game.ui.sheet.shapes import rounded
from game.ui.sheet.style import Scale
from game.ui.sheet.survey import Course, SheetSpec, Survey

PLAIN = frozenset(
    {"relief", "contours", "water", "marsh", "cover", "roads", "railway", "border", "claim", "heights"}
)
PLAIN_M = 6.0
FAR_M = 150.0


@dataclass(frozen=True, slots=True)
class Bench:
    """A blank piece of ground of the size of one sample, and how large it is drawn."""

    scale: Scale
    width: int
    height: int

    @property
    def middle(self) -> F64:
        """Middle of the piece in meters."""
        return np.array([self.width, self.height]) / (2 * self.scale.px_per_m)

    def across(self, *heights: float) -> F64:
        """A line from the left edge to the right, at these shares of the height."""
        x = np.linspace(-0.02, 1.02, len(heights)) * self.width
        line = np.column_stack([x, np.array(heights) * self.height]) / self.scale.px_per_m
        return rounded(line, 4.0)

    def blank(self) -> Survey:
        """Level dry ground with nothing on it."""
        width, height = self.width / self.scale.px_per_m, self.height / self.scale.px_per_m
        level = spline(np.full((8, 8), PLAIN_M), -200.0, -200.0, (max(width, height) + 400.0) / 7)
        dry = _even(width, height, -FAR_M)
        return Survey(
            spec=SheetSpec(width, height, 1, 1, 250.0),
            heights=level,
            water=dry,
            breadth=_even(width, height, 1.0),
            marsh=dry,
            sand=dry,
            bars=dry,
            furrows=level,
            patches=spline(np.zeros((8, 8)), -200.0, -200.0, (max(width, height) + 400.0) / 7),
            contours={},
            courses={},
            features=(),
        )

    def drawn(self, ground: Survey, *places: Place) -> pygame.Surface:
        """The painted piece."""
        return paint(ground, View(self.scale, 0, 0, self.width, self.height), places, PLAIN)

    def full(self, value: float) -> Grid:
        """A field of one value over the whole piece."""
        return _even(self.width / self.scale.px_per_m, self.height / self.scale.px_per_m, value)


def _even(width: float, height: float, value: float) -> Grid:
    cell = (max(width, height) + 400.0) / 7
    return Grid(np.full((8, 8), value, dtype=np.float32), -200.0, -200.0, cell)


def _course(kind: str, measured: bool, *heights: float) -> Callable[[Bench], pygame.Surface]:
    def make(bench: Bench) -> pygame.Surface:
        line = Course(bench.across(*heights), measured)
        return bench.drawn(replace(bench.blank(), courses={kind: (line,)}))

    return make


def _border(bench: Bench) -> pygame.Surface:
    """The border runs southward, so its sample leans steeply from the upper right to the lower left."""
    corner = 2 * bench.middle
    line = rounded(corner * np.array([[0.62, -0.1], [0.45, 0.4], [0.3, 0.7], [0.1, 1.1]]), 4.0)
    return bench.drawn(replace(bench.blank(), courses={"border": (Course(line, True),)}))


def _place(kind: str, status: str, height: float | None = None) -> Callable[[Bench], pygame.Surface]:
    def make(bench: Bench) -> pygame.Surface:
        x, y = bench.middle.tolist()
        off = 0.55 * x if height is not None else 0.0
        return bench.drawn(bench.blank(), Place(x - off, y, kind, "", None, height, status))

    return make


def _contours(bench: Bench) -> pygame.Surface:
    shapes = [np.array([0.62, 0.44, 0.5, 0.36]) + shift for shift in (-0.32, -0.08, 0.16, 0.4)]
    lines: dict[int, tuple[F64, ...]] = {
        10 * (k + 4): (bench.across(*shape.tolist()),) for k, shape in enumerate(shapes)
    }
    return bench.drawn(replace(bench.blank(), contours=lines))


def _water(bench: Bench) -> pygame.Surface:
    width, height = bench.width / bench.scale.px_per_m, bench.height / bench.scale.px_per_m
    cell = 4.0
    x = np.arange(0.0, width + 2 * cell, cell, dtype=np.float32)
    y = np.arange(0.0, height + 2 * cell, cell, dtype=np.float32)[:, None]
    depth = (x - 0.3 * width) * 0.9 + (y - 0.5 * height) * 0.44
    return bench.drawn(replace(bench.blank(), water=Grid(np.asarray(depth, np.float32), 0.0, 0.0, cell)))


def _marsh(bench: Bench) -> pygame.Surface:
    return bench.drawn(replace(bench.blank(), marsh=bench.full(100.0)))


def _sand(bench: Bench) -> pygame.Surface:
    return bench.drawn(replace(bench.blank(), bars=bench.full(100.0), water=bench.full(-60.0)))


def _scrub(bench: Bench) -> pygame.Surface:
    """A slope of one in five to the south-west."""
    blank = bench.blank()
    cell = blank.heights.grid.cell
    i, j = np.mgrid[0:8, 0:8]
    slope = spline(PLAIN_M + 0.14 * cell * (i + j), -200.0, -200.0, cell)
    return bench.drawn(replace(blank, furrows=slope, heights=slope))


SAMPLES: dict[str, Callable[[Bench], pygame.Surface]] = {
    "hill": _place("hill", "measured", 155.1),
    "hill-reconstructed": _place("hill", "reconstructed", 77.1),
    "contours": _contours,
    "village": _place("village", "measured"),
    "village-reconstructed": _place("village", "reconstructed"),
    "station": _place("station", "measured"),
    "marker": _place("marker", "measured"),
    "road": _course("road", True, 0.6, 0.42, 0.52, 0.4),
    "road-reconstructed": _course("road", False, 0.6, 0.42, 0.52, 0.4),
    "track": _course("track", True, 0.6, 0.42, 0.52, 0.4),
    "railway": _course("railway", True, 0.4, 0.5, 0.46, 0.58),
    "border": _border,
    "border-1938": _course("border_1938", False, 0.6, 0.42, 0.52, 0.4),
    "claim": _course("claim", False, 0.6, 0.42, 0.52, 0.4),
    "water": _water,
    "marsh": _marsh,
    "sand": _sand,
    "scrub": _scrub,
}
"""Pieces of the legend by name."""
