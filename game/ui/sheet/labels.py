"""Names and heights on the sheet, placed so that none stands on another or on a counter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from game.ui.kit.theme import SHEET
from game.ui.sheet import contours, style
from game.ui.sheet.field import F64
from game.ui.sheet.lettering import Print, Type, stacked, turned
from game.ui.sheet.places import HEIGHTS, SETTLED, Place, shown_name
from game.ui.sheet.room import Room, Spot, spots
from game.ui.sheet.shapes import resampled
from game.ui.sheet.style import ALL, INDEX_STEP_M, Scale
from game.ui.sheet.survey import WATERS, Outlines
from game.ui.sheet.waternames import water_names

LEAST_ZOOM_SECOND = 0.55
LEAST_ZOOM_NUMBERS = 0.5
CROSSED = ("border", "claim", "road", "railway", "track")
IMPORTANCE = ("country", "hill", "ridge", "village", "border_post", "station")
"""Kinds of places in the order in which they get room; others come after these."""
NEAR, FAR = (0.0, 0.5, 1.0), (0.0, 0.5, 1.0, 1.7, 2.5, 3.4, 4.4, 5.6)
"""How far out a number and a name may go, in heights of its picture."""
FARTHER = (*FAR, 7.0, 9.0)
"""The same for a name of one line, where both languages found no room: its picture is half as high."""


def place_labels(
    survey: Outlines,
    places: Sequence[Place],
    scale: Scale,
    layers: frozenset[str] = ALL,
    avoid: Sequence[pygame.Rect] = (),
) -> list[Print]:
    """All type of the sheet at a scale; what finds no room is left out, the least important first.

    Parameters
    ----------
    survey, places, scale
        The ground, the places with their names, pixels a meter.
    layers
        `labels` gives names, `heights` gives spot heights and, with `contours`, numbers on contours.
    avoid
        Rectangles in pixels of the whole sheet that must stay free: counters.

    Returns
    -------
    list of Print
        Pictures with their corners in pixels of the whole sheet, for `lettering.put`.
    """
    spec = survey.spec
    bounds = pygame.Rect(0, 0, round(spec.width_m * scale.px_per_m), round(spec.height_m * scale.px_per_m))
    room = Room(bounds.inflate(-8, -8), [rect.copy() for rect in avoid], _drawn(survey, scale))
    ordered = sorted((p for p in places if p.kind not in WATERS), key=_rank)
    prints: list[Print] = []
    for place in ordered:
        room.take(*_sign_room(place, scale))
    if "labels" in layers:
        prints += water_names(survey, places, scale, room)
    for place in ordered:
        prints += _label(place, scale, layers, room)
    if "contours" in layers and "heights" in layers and scale.zoom >= LEAST_ZOOM_NUMBERS:
        prints += _contour_numbers(survey, scale, room)
    return prints


def _drawn(survey: Outlines, scale: Scale) -> F64:
    """Points every 12 pixels along the lines that names had better leave open; borders count twice."""
    courses = [c.points for kind in CROSSED for c in survey.courses.get(kind, ())]
    twice = [c.points for kind in CROSSED[:2] for c in survey.courses.get(kind, ())]
    ridges = [line for level, lines in survey.contours.items() if level % INDEX_STEP_M == 0 for line in lines]
    shores = [f.lines[0] for f in survey.features if f.kind in WATERS and f.shape == "polygon"]
    points = [resampled(line, scale.meters(12.0)) for line in (*courses, *twice, *ridges, *shores)]
    return np.concatenate(points) * scale.px_per_m if points else np.empty((0, 2))


def _rank(place: Place) -> tuple[int, bool, float]:
    kind = IMPORTANCE.index(place.kind) if place.kind in IMPORTANCE else len(IMPORTANCE)
    return kind, not place.measured, -(place.height_m or 0.0)


def _pixel(place: Place, scale: Scale) -> F64:
    return place.at * scale.px_per_m


def _half(place: Place) -> float:
    """Half the width of the sign at a place in pixels at zoom 1; 0 where none is drawn."""
    kinds = dict.fromkeys(HEIGHTS, 7.0) | dict.fromkeys(SETTLED, 20.0) | {"station": 9.0, "marker": 6.0}
    return kinds.get(place.kind, 0.0)


def _sign_room(place: Place, scale: Scale) -> list[pygame.Rect]:
    """The room of the sign at a place."""
    if not _half(place):
        return []
    half = scale.sign(_half(place))
    x, y = _pixel(place, scale).tolist()
    return [pygame.Rect(round(x - half), round(y - half), round(2 * half), round(2 * half))]


def _label(place: Place, scale: Scale, layers: frozenset[str], room: Room) -> list[Print]:
    """Height and name of a place, where both together stand best."""
    if place.kind == "country":
        return _country(place, scale, room) if "labels" in layers else []
    number = _number(place, scale) if "heights" in layers else None
    lines = _lines(place, scale) if "labels" in layers else []
    align = 0.0 if place.kind in HEIGHTS else 0.5
    # Where there is no room for both languages the first may find some.
    names: list[pygame.Surface | None] = [stacked(lines[:n], align) for n in range(len(lines), 0, -1)]
    at = _pixel(place, scale)
    numbered: list[Spot | None] = [None]
    if number is not None:
        numbered = [*spots(room, number.get_size(), at, scale.sign(7.0), NEAR)[:6], None]
    for name, rings in zip(names or [None], (FAR, FARTHER), strict=False):
        best = _best(numbered, name, at, scale.sign(_half(place)), room, rings)
        if best[1] is not None:
            break
    prints = []
    for spot, picture in zip(best, (number, name), strict=True):
        if spot is not None and picture is not None:
            room.take(spot.core)
            prints.append(spot.print(picture))
    return prints


def _best(
    numbered: list[Spot | None],
    name: pygame.Surface | None,
    at: F64,
    half: float,
    room: Room,
    rings: Sequence[float],
) -> tuple[Spot | None, Spot | None]:
    """The pair of spots for number and name that costs least; leaving one out costs more than any spot."""
    left_out = 1000.0
    best: tuple[float, Spot | None, Spot | None] = (4 * left_out, None, None)
    for first in numbered:
        cost = left_out if first is None else first.cost
        but = () if first is None else (first.core,)
        named = spots(room, name.get_size(), at, half, rings, but)[:1] if name is not None else []
        second = named[0] if named else None
        cost += second.cost if second is not None else 2 * left_out if name is not None else 0.0
        if cost < best[0]:
            best = cost, first, second
    return best[1], best[2]


def _number(place: Place, scale: Scale) -> pygame.Surface | None:
    """The height of a hill, unless its name already tells it."""
    if place.height_m is None or place.kind not in HEIGHTS or f"{place.height_m:.1f}" in place.name:
        return None
    text = f"{place.height_m:.1f}".removesuffix(".0")
    return Type("serif-italic", scale.type(14), style.SPOT).picture(text)


def _lines(place: Place, scale: Scale) -> list[tuple[str, Type]]:
    """Lines of a name: bold for hills, upright for villages; italic where the position is reconstructed."""
    name, second = shown_name(place)
    hill = place.kind in HEIGHTS
    size = scale.type(18 if hill else 15)
    role = "serif-italic" if not place.measured else "serif-bold" if hill else "serif"
    sand = place.kind == "island"
    lines = [(name, Type(role, size, style.SAND_NAME if sand else SHEET.ink))] if name else []
    if name and second and scale.zoom >= LEAST_ZOOM_SECOND:
        small = "serif" if place.measured else "serif-italic"
        color = style.SAND_NAME if sand else style.SECOND
        lines.append((second, Type(small, scale.type(14 if hill else 13), color)))
    return lines


def _country(place: Place, scale: Scale, room: Room) -> list[Print]:
    """A country in wide pale capitals, near its place where room is, else across whatever is there."""
    px = round(min(44.0, max(13.0, 30 * scale.zoom * scale.larger)))
    kind = Type("serif", px, style.COUNTRY, halo_px=0, spacing=0.5 * px)
    picture = kind.picture(place.name.upper()).copy()
    picture.fill((255, 255, 255, 150), special_flags=pygame.BLEND_RGBA_MULT)
    rect = picture.get_rect(center=tuple(_pixel(place, scale).round().astype(int).tolist())).clamp(
        room.bounds
    )
    steps = [(x * px * 2, y * px) for y in (0, -2, 2, -4, 4, -6, 6) for x in (0, -1, 1, -2, 2)]
    tries = [rect.move(step) for step in steps]
    best = min(
        tries, key=lambda r: (not room.free(r), room.covered(r), abs(r.y - rect.y) + abs(r.x - rect.x))
    )
    room.take(best)
    return [Print(picture, *best.topleft)]


def _contour_numbers(survey: Outlines, scale: Scale, room: Room) -> list[Print]:
    """Heights on the index contours, where these run straight and nothing else stands."""
    kind = Type("serif", scale.type(12), SHEET.index_contour, halo_alpha=235)
    prints = []
    for level, at, angle in contours.numbers(survey):
        one = turned(str(level), kind, at * scale.px_per_m, angle)
        if room.free(one.rect):
            room.take(one.rect.inflate(2 * kind.px, 2 * kind.px))
            prints.append(one)
    return prints
