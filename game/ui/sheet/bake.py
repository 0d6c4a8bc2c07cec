"""Bakes the sheet: bands of painted ground, then pen strokes, hexes and names, on one plain surface."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pygame

from game.i18n import text as _
from game.scenario.ground import Ground
from game.ui.sheet import contours, cover, grid, ink, lines, relief, signs, water
from game.ui.sheet.field import F32
from game.ui.sheet.ink import Stroke, View
from game.ui.sheet.labels import place_labels
from game.ui.sheet.lettering import put
from game.ui.sheet.places import Place
from game.ui.sheet.style import ALL, LAYERS, Scale
from game.ui.sheet.survey import SheetSpec, Survey, survey

__all__ = ["ALL", "LAYERS", "Place", "SheetSpec", "bake", "paint", "view_of"]

Progress = Callable[[float, str], None]
Window = tuple[float, float, float, float]
BAND_ROWS = 256
SURVEY_SHARE, GROUND_SHARE = 0.2, 0.92
"""Parts of the whole time after which the survey, and then the bands, are done."""


def bake(
    ground: Ground,
    spec: SheetSpec,
    places: Sequence[Place],
    px_per_m: float,
    layers: frozenset[str] = ALL,
    languages: Sequence[str] = ("en", "ru"),
    progress: Progress | None = None,
    window: Window | None = None,
    avoid: Sequence[pygame.Rect] = (),
    larger: float = 1.0,
) -> pygame.Surface:
    """Paint the sheet, or the part of it inside `window`, at `px_per_m`; needs no screen.

    Parameters
    ----------
    ground, spec, places
        Heights and features, the size of the sheet, the places to name.
    px_per_m : float
        Pixels a meter; 0.2356 is zoom 1.
    layers : frozenset of str
        Which of `LAYERS` to paint.
    languages
        Languages of the names; with fewer than two, or "none" as the second, second names are left out.
    progress
        Called with the share done, 0 to 1, and what is being drawn.
    window : left, top, right, bottom in sheet meters
        The same pixels come out as in the picture of the whole sheet.
    avoid
        Rectangles, in pixels of the whole sheet, on which no name may stand.
    larger : float
        How much larger than usual lines, letters and signs are drawn.

    Returns
    -------
    pygame.Surface
        32 bits a pixel, opaque.

    Raises
    ------
    ValueError
        When a layer is unknown, the scale is out of range, or the window holds no pixel.
    """
    _check(layers, px_per_m)
    tell = progress or _silent
    view = view_of(spec, px_per_m, window, larger)
    spots = _spoken(places, languages)
    tell(0.0, _("Working out the ground"))
    known = survey(ground, spec)
    tell(SURVEY_SHARE, _("Drawing the sheet"))
    picture = paint(known, view, spots, layers, avoid, tell)
    tell(1.0, _("Drawing the sheet"))
    return picture


def paint(
    known: Survey,
    view: View,
    places: Sequence[Place],
    layers: frozenset[str] = ALL,
    avoid: Sequence[pygame.Rect] = (),
    progress: Progress | None = None,
) -> pygame.Surface:
    """Paint a rectangle of surveyed ground with its signs and names."""
    tell, drawing = progress or _silent, _("Drawing the sheet")
    picture = pygame.Surface((view.width, view.height), 0, 32)
    strokes = _strokes(known, places, view.scale, layers)
    for top in range(0, view.height, BAND_ROWS):
        band = view.part(top, min(BAND_ROWS, view.height - top))
        picture.blit(_band(known, band, strokes, layers), (0, top))
        tell(SURVEY_SHARE + (GROUND_SHARE - SURVEY_SHARE) * (top + band.height) / view.height, drawing)
    if "numbers" in layers:
        grid.numbers(picture, view, known.spec)
    put(picture, place_labels(known, places, view.scale, layers, avoid), view.left, view.top)
    return picture


def _spoken(places: Sequence[Place], languages: Sequence[str]) -> list[Place]:
    """The places with the names that are wanted."""
    both = len(languages) > 1 and languages[1] != "none"
    return [place if both else replace(place, second=None) for place in places]


def _silent(_share: float, _what: str) -> None:
    """Progress that nobody watches."""


def _check(layers: frozenset[str], px_per_m: float) -> None:
    if unknown := sorted(layers - ALL):
        raise ValueError(f"there is no layer '{unknown[0]}'; known are {', '.join(LAYERS)}")
    if not 0.005 <= px_per_m <= 4.0:
        raise ValueError(f"the scale must lie between 0.005 and 4 pixels a meter, not {px_per_m:g}")


def view_of(spec: SheetSpec, px_per_m: float, window: Window | None = None, larger: float = 1.0) -> View:
    """Rectangle of pixels of a window, by default the whole sheet."""
    x0, y0, x1, y1 = window or (0.0, 0.0, spec.width_m, spec.height_m)
    x0, y0, x1, y1 = max(0.0, x0), max(0.0, y0), min(spec.width_m, x1), min(spec.height_m, y1)
    left, top, right, bottom = (round(v * px_per_m) for v in (x0, y0, x1, y1))
    if right <= left or bottom <= top:
        raise ValueError("the window holds nothing of the sheet")
    return View(Scale(px_per_m, larger), left, top, right - left, bottom - top)


def _strokes(known: Survey, spots: Sequence[Place], scale: Scale, layers: frozenset[str]) -> list[Stroke]:
    """Pen strokes of the layers wanted, from the lowest to the highest."""
    makers: tuple[tuple[str, Callable[[], list[Stroke]]], ...] = (
        ("marsh", lambda: cover.marsh_signs(known, scale)),
        ("cover", lambda: cover.scrub_signs(known, scale) + cover.sand_signs(known, scale)),
        ("contours", lambda: contours.strokes(known, scale)),
        ("water", lambda: lines.streams(known, scale)),
        ("border", lambda: lines.border(known, scale)),
        ("roads", lambda: lines.roads(known, scale)),
        ("railway", lambda: lines.railway(known, scale)),
        ("claim", lambda: lines.claim(known, scale)),
        ("hexes", lambda: grid.outlines(known.spec, scale)),
        ("cover", lambda: signs.signs(known, spots, scale)),
        ("heights", lambda: signs.height_signs(spots, scale)),
    )
    return [stroke for layer, make in makers if layer in layers for stroke in make()]


def _band(known: Survey, view: View, strokes: list[Stroke], layers: frozenset[str]) -> pygame.Surface:
    """One band of the picture."""
    pixels = relief.printed(_ground(known, view, layers))
    band = pygame.image.frombuffer(pixels.tobytes(), (view.width, view.height), "RGB")
    canvas = pygame.Surface((view.width, view.height), 0, 32)
    canvas.blit(band, (0, 0))
    ink.draw(canvas, view, strokes)
    return canvas


def _ground(known: Survey, view: View, layers: frozenset[str]) -> F32:
    """float32[3, h, w] paper, tints, shade, water and grain of a band."""
    distance = water.from_shore(known, view)
    shaded = "relief" in layers
    color = relief.paper(view, relief.heights(known, view) if shaded else None)
    east, south = relief.slopes(known, view)
    if "cover" in layers:
        cover.tint_scrub(color, known, view, np.hypot(east, south))
    if "marsh" in layers:
        cover.tint_marsh(color, known, view, distance)
    if "cover" in layers:
        cover.tint_sand(color, known, view, distance)
    if shaded:
        relief.shade(color, relief.light(east, south))
    if "water" in layers:
        water.paint(color, distance, known, view)
    relief.grain(color, view)
    return color
