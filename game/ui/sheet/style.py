"""Measures of the printed sheet: line widths, type sizes, shading; its inks are the theme's `SHEET`."""

from __future__ import annotations

import math
from dataclasses import dataclass

from game.ui.kit.theme import Rgb, rgb

STYLE_VERSION = 2
"""Raised whenever the same ground would be painted differently; part of the key of kept pictures."""

RADIUS_ONE = 34.0
"""Pixels from center to corner of a hex of 250 m at zoom 1, for which every size here is given."""
ACROSS_ONE_M = 250.0
PX_PER_M_ONE = RADIUS_ONE * math.sqrt(3.0) / ACROSS_ONE_M

LAYERS = (
    "relief",
    "contours",
    "water",
    "marsh",
    "cover",
    "roads",
    "railway",
    "border",
    "claim",
    "hexes",
    "numbers",
    "labels",
    "heights",
)
ALL = frozenset(LAYERS)

SAND = rgb("#F1E2B4")
SAND_DOT = rgb("#A9793F")
SCRUB = rgb("#D3D3A6")
SCRUB_INK = rgb("#6F7B45")
CLAIM = rgb("#B4481E")
RAIL = rgb("#2B251E")
SPOT = rgb("#3A2C20")
SECOND = rgb("#5A4632")
WATER_NAME = rgb("#23566E")
WATER_HALO = rgb("#CFE2E5")
SAND_NAME = rgb("#7A5426")
COUNTRY = rgb("#7A2452")

CONTOUR_STEP_M = 10
INDEX_STEP_M = 50
EXAGGERATION = 4.9
"""Steepness for shading: 1.15 on slopes in meters a pixel at zoom 1 (4.25 m a pixel)."""

SUNS = ((315.0, 42.0, 0.62), (270.0, 50.0, 0.22), (0.0, 55.0, 0.16))
"""Azimuth and altitude in degrees, and weight, of the three lights."""

WATER_LINES = ((8.0, 0.62), (17.0, 0.46), (28.0, 0.32), (41.0, 0.2))
"""Distance from the shore in pixels and strength of the four water lines."""

GRAIN_SIGMA = 1.6


@dataclass(frozen=True, slots=True)
class Scale:
    """How sizes given for zoom 1 come out at another number of pixels a meter.

    `larger` makes lines, letters and signs larger than the ground, for pictures that are looked at from afar.
    """

    px_per_m: float
    larger: float = 1.0

    @property
    def zoom(self) -> float:
        """1 where a hex of 250 m is 59 pixels across."""
        return self.px_per_m / PX_PER_M_ONE

    def line(self, px: float) -> float:
        """Width of a line: thinner when small but never a whisper, thicker when large but never a slab."""
        return px * self.larger * min(1.5, max(0.5, self.zoom))

    def type(self, px: float) -> int:
        """Size of letters: between two thirds and one and a half of the drawn size."""
        return round(px * self.larger * min(1.5, max(0.66, float(self.zoom**0.8))))

    def sign(self, px: float) -> float:
        """Size of signs and spacing of patterns: half to 1.6 times."""
        return px * self.larger * min(1.6, max(0.55, self.zoom))

    def meters(self, px: float) -> float:
        """Length on the ground of a length on the picture."""
        return px / self.px_per_m


def contour_step(scale: Scale) -> int:
    """Meters between contours: 10, but 20 where ten would run together."""
    return CONTOUR_STEP_M if scale.zoom >= 0.42 else 2 * CONTOUR_STEP_M


def lighter(color: Rgb, share: float) -> Rgb:
    """A color on its way to white paper."""
    red, green, blue = (round(part + (255 - part) * share) for part in color)
    return red, green, blue
