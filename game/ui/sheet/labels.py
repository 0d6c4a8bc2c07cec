"""Names and heights on the sheet, placed so that none stands on another or on a counter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pygame

from game.ui.kit.theme import SHEET
from game.ui.sheet import contours, style
from game.ui.sheet.field import F64
from game.ui.sheet.lettering import Print, Type, curve_length, curved, stacked, turned
from game.ui.sheet.places import HEIGHTS, SETTLED, Place, shown_name
from game.ui.sheet.shapes import resampled
from game.ui.sheet.style import ALL, INDEX_STEP_M, Scale
from game.ui.sheet.survey import WATERS, Survey
from game.ui.sheet.waternames import calm, lake_axis, river_axis

LEAST_ZOOM_SECOND = 0.55
LEAST_ZOOM_NUMBERS = 0.5
GAP_PX = 4
CROSSED = ("border", "claim", "road", "railway", "track")
IMPORTANCE = ("country", "hill", "ridge", "village", "border_post", "station")
"""Kinds of places in the order in which they get room; others come after these."""


@dataclass(slots=True)
class Room:
    """What is taken: the picture's edges and rectangles in pixels of the whole sheet.

    `drawn` are points along roads, borders and index contours, which a name may cover but better does not.
    """

    bounds: pygame.Rect
    taken: list[pygame.Rect] = field(default_factory=list)
    drawn: F64 = field(default_factory=lambda: np.empty((0, 2)))

    def free(self, rect: pygame.Rect) -> bool:
        """Whether a rectangle lies on the sheet and touches nothing."""
        return self.bounds.contains(rect) and rect.collidelist(self.taken) < 0

    def covered(self, rect: pygame.Rect) -> int:
        """How many points of drawn lines a rectangle would hide."""
        x, y = self.drawn[:, 0], self.drawn[:, 1]
        inside = (x >= rect.left) & (x < rect.right) & (y >= rect.top) & (y < rect.bottom)
        return int(np.count_nonzero(inside))

    def take(self, *rects: pygame.Rect) -> None:
        """Mark rectangles as taken."""
        self.taken += rects


def place_labels(
    survey: Survey,
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
        `labels` gives names, `heights` gives spot heights, `contours` numbers on contours.
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
    ordered = sorted(places, key=_rank)
    prints: list[Print] = []
    for place in ordered:
        room.take(*_sign_room(place, scale))
    if "heights" in layers:
        prints += [p for place in ordered for p in _height(place, scale, room)]
    if "labels" in layers:
        prints += _water_names(survey, ordered, scale, room)
        prints += [p for place in ordered if place.kind not in WATERS for p in _name(place, scale, room)]
    if "contours" in layers and "heights" in layers and scale.zoom >= LEAST_ZOOM_NUMBERS:
        prints += _contour_numbers(survey, scale, room)
    return prints


def _drawn(survey: Survey, scale: Scale) -> F64:
    """Points every 12 pixels along the lines that names had better leave open."""
    courses = [c.points for kind in CROSSED for c in survey.courses.get(kind, ())]
    ridges = [line for level, lines in survey.contours.items() if level % INDEX_STEP_M == 0 for line in lines]
    shores = [f.lines[0] for f in survey.features if f.kind in WATERS and f.shape == "polygon"]
    points = [resampled(line, scale.meters(12.0)) for line in (*courses, *courses, *ridges, *shores)]
    return np.concatenate(points) * scale.px_per_m if points else np.empty((0, 2))


def _rank(place: Place) -> tuple[int, bool, float]:
    kind = IMPORTANCE.index(place.kind) if place.kind in IMPORTANCE else len(IMPORTANCE)
    return kind, not place.measured, -(place.height_m or 0.0)


def _pixel(place: Place, scale: Scale) -> F64:
    return place.at * scale.px_per_m


def _square(at: F64, half: float) -> pygame.Rect:
    return pygame.Rect(round(at[0] - half), round(at[1] - half), round(2 * half), round(2 * half))


def _sign_room(place: Place, scale: Scale) -> list[pygame.Rect]:
    """The room of the sign at a place."""
    half = {"village": 15.0, "station": 9.0, "marker": 6.0}.get(place.kind, 7.0)
    known = place.kind in (*HEIGHTS, *SETTLED, "station", "marker")
    return [_square(_pixel(place, scale), scale.sign(half))] if known else []


def _height(place: Place, scale: Scale, room: Room) -> list[Print]:
    """The height of a hill beside its sign."""
    if place.height_m is None or place.kind not in HEIGHTS:
        return []
    text = f"{place.height_m:.1f}".removesuffix(".0")
    kind = Type("serif-italic", scale.type(14), style.SPOT)
    return _beside(kind.picture(text), _pixel(place, scale), scale.sign(7.0), room, near=True)


def _beside(
    picture: pygame.Surface, at: F64, half: float, room: Room, near: bool = False, beyond: float = 0.0
) -> list[Print]:
    """The picture at the best free spot round a sign, or nothing: early spots, and few lines hidden."""
    width, height = picture.get_size()
    inner = max(1, round(height * 0.2))
    best: tuple[float, pygame.Rect] | None = None
    for order, (left, top) in enumerate(_spots(at, half, width, height, near, beyond)):
        rect = pygame.Rect(left, top, width, height)
        if room.free(rect.inflate(-4, -2 * inner)):
            cost = order + 2.2 * room.covered(rect.inflate(-4, -2 * inner)) * (0.5 if near else 1.0)
            if best is None or cost < best[0]:
                best = cost, rect
    if best is None:
        return []
    room.take(best[1].inflate(-2, -inner))
    return [Print(picture, *best[1].topleft)]


def _spots(at: F64, half: float, width: int, height: int, near: bool, beyond: float) -> Iterable[tuple[int, int]]:
    """Corners to try beside a sign: behind a number, right, left, above, below, corners, then farther out."""
    x, y = at.tolist()
    if beyond:
        yield round(x + half + beyond), round(y - 0.5 * height)
        yield round(x + half + beyond), round(y - 0.8 * height)
    for ring in (0.0, 0.5, 1.0) if near else (0.0, 0.5, 1.0, 1.7, 2.5):
        gap = half + GAP_PX * 0.5 + ring * height * 0.6
        right, left, middle = x + gap, x - gap - width, y - height / 2
        yield round(right), round(middle)
        yield round(left), round(middle)
        for shift in (0.0, 0.28, -0.28):
            yield round(x - width / 2 + shift * width), round(y + gap * 0.8)
            yield round(x - width / 2 + shift * width), round(y - gap * 0.8 - height)
        for up in (-0.8, -0.2):
            yield round(right), round(y + up * height)
            yield round(left), round(y + up * height)


def _name(place: Place, scale: Scale, room: Room) -> list[Print]:
    """The name of a place beside its sign, the second language under it."""
    if place.kind == "country":
        return _country(place, scale, room)
    lines = _lines(place, scale)
    if not lines:
        return []
    half = scale.sign(15.0 if place.kind in SETTLED else 8.0)
    beyond = 2.6 * scale.type(14) if place.height_m is not None and place.kind in HEIGHTS else 0.0
    align = 0.0 if beyond else 0.5
    return _beside(stacked(lines, align), _pixel(place, scale), half, room, beyond=beyond)


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
    """A country in wide pale capitals; other names may cross it."""
    kind = Type("serif", scale.type(30), style.COUNTRY, halo_px=0, spacing=scale.type(16))
    picture = kind.picture(place.name.upper()).copy()
    picture.fill((255, 255, 255, 150), special_flags=pygame.BLEND_RGBA_MULT)
    x, y = _pixel(place, scale).tolist()
    rect = pygame.Rect(round(x - picture.get_width() / 2), round(y - picture.get_height() / 2), 0, 0)
    rect.size = picture.get_size()
    return [Print(picture, *rect.clamp(room.bounds).topleft)]


def _water_names(survey: Survey, places: Iterable[Place], scale: Scale, room: Room) -> list[Print]:
    """Names of lakes along their length, of rivers along the stream at calm stretches."""
    prints: list[Print] = []
    for place in places:
        if place.kind in WATERS and place.name:
            prints += (
                _river(survey, place, scale, room)
                if place.kind == "river"
                else _lake(survey, place, scale, room)
            )
    return prints


def _water_type(px: int, spacing: float) -> Type:
    return Type("serif-italic", px, style.WATER_NAME, style.WATER_HALO, 1, 150, spacing)


def _lake(survey: Survey, place: Place, scale: Scale, room: Room) -> list[Print]:
    """One name along a lake; the second language follows on the same line, smaller."""
    shore = [f for f in survey.features if f.kind in ("lake", "pond") and f.shape == "polygon"]
    nearest = min(shore, key=lambda f: _off(f.lines[0], place), default=None)
    if nearest is None:
        return []
    curve = lake_axis(nearest, survey.water) * scale.px_per_m
    length = float(np.hypot(*np.diff(curve, axis=0).T).sum())
    size = scale.type(27 if length > 420 * scale.zoom else 17)
    for second in (place.second, None):
        prints = _fitted(place.name, second, size, curve, length)
        if prints and all(room.bounds.contains(p.rect) for p in prints):
            if any(p.rect.inflate(-6, -6).collidelist(room.taken) >= 0 for p in prints):
                continue
            room.take(*(p.rect for p in prints))
            return prints
    return []


def _off(ring: F64, place: Place) -> float:
    """Distance between a place and the middle of a ring."""
    return float(np.hypot(*(ring.mean(axis=0) - place.at)))


def _fitted(name: str, second: str | None, size: int, curve: F64, length: float) -> list[Print]:
    """A name spread over the middle of a curve, or nothing when it is too long."""
    small = round(size * 0.72)
    bare = curve_length(name, _water_type(size, 0))
    tail = curve_length(second, _water_type(small, small * 0.12)) + 1.2 * size if second else 0.0
    spare = 0.74 * length - bare - tail
    if spare < 0:
        return []
    spacing = min(0.75 * size, spare / max(1, len(name)))
    kind = _water_type(size, spacing)
    whole = curve_length(name, kind)
    start = (length - whole - tail) / 2
    prints = curved(name, kind, curve, start)
    if second:
        prints += curved(second, _water_type(small, small * 0.12), curve, start + whole + 1.2 * size)
    return prints


def _river(survey: Survey, place: Place, scale: Scale, room: Room) -> list[Print]:
    """The name of a river at up to three calm stretches; languages take turns."""
    prints: list[Print] = []
    size = scale.type(21)
    names = [place.name, place.second or place.name, place.name]
    for feature in survey.features:
        if feature.kind == "river" and feature.shape == "polygon":
            for axis in river_axis(feature, survey):
                prints += _along_river(names, size, axis, scale, room)
    return prints


def _along_river(names: Sequence[str], size: int, axis: F64, scale: Scale, room: Room) -> list[Print]:
    kind = _water_type(size, 0.32 * size)
    longest = max(curve_length(name, kind) for name in names)
    prints: list[Print] = []
    for name, part in zip(names, calm(axis, scale.meters(longest * 1.06), len(names)), strict=False):
        curve = part * scale.px_per_m
        letters = curved(name, kind, curve, (longest * 1.06 - curve_length(name, kind)) / 2)
        if all(room.free(p.rect.inflate(-6, -6)) for p in letters):
            room.take(*(p.rect for p in letters))
            prints += letters
    return prints


def _contour_numbers(survey: Survey, scale: Scale, room: Room) -> list[Print]:
    """Heights on the index contours, where these run straight and nothing else stands."""
    kind = Type("serif", scale.type(12), SHEET.index_contour, halo_alpha=235)
    prints = []
    for level, at, angle in contours.numbers(survey):
        one = turned(str(level), kind, at * scale.px_per_m, angle)
        if room.free(one.rect):
            room.take(one.rect.inflate(2 * kind.px, 2 * kind.px))
            prints.append(one)
    return prints
