"""Names of lakes and rivers in blue italics, letter by letter along the water."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from game.ui.sheet import style
from game.ui.sheet.field import F64
from game.ui.sheet.lettering import Print, Type, curve_length, curved
from game.ui.sheet.places import Place
from game.ui.sheet.room import Room
from game.ui.sheet.style import Scale
from game.ui.sheet.survey import WATERS, Outlines
from game.ui.sheet.wateraxes import calm, lake_axis, river_axis


def water_names(survey: Outlines, places: Iterable[Place], scale: Scale, room: Room) -> list[Print]:
    """Names of lakes along their length, of rivers along the stream at calm stretches."""
    prints: list[Print] = []
    for place in places:
        if place.kind in WATERS and place.name:
            make = _river if place.kind == "river" else _lake
            prints += make(survey, place, scale, room)
    return prints


def _water_type(px: int, spacing: float) -> Type:
    return Type("serif-italic", px, style.WATER_NAME, style.WATER_HALO, 1, 150, spacing)


def _lake(survey: Outlines, place: Place, scale: Scale, room: Room) -> list[Print]:
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


def _river(survey: Outlines, place: Place, scale: Scale, room: Room) -> list[Print]:
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
