"""Small signs that stand at places: houses, stations, boundary posts, triangles of heights."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from game.ui.kit.theme import SHEET
from game.ui.sheet import style
from game.ui.sheet.field import F64, hashed
from game.ui.sheet.ink import Pen, Stroke
from game.ui.sheet.places import HEIGHTS, SETTLED, Place, points_of
from game.ui.sheet.style import Scale
from game.ui.sheet.survey import Survey

NEAR_M = 260.0
"""A place of the gazetteer this close to a drawn one of its kind is the same."""


def signs(survey: Survey, places: Iterable[Place], scale: Scale) -> list[Stroke]:
    """Houses of villages, station buildings and boundary posts, from the drawn ground and the places."""
    known = [p for p in points_of(survey.features) if p.kind not in HEIGHTS]
    known += [p for p in places if all(_apart(p, q) for q in known if p.kind == q.kind)]
    strokes: list[Stroke] = []
    for place in known:
        if place.kind in SETTLED:
            strokes += _houses(place, scale)
        elif place.kind == "station":
            strokes += _station(place, scale)
        elif place.kind == "marker":
            strokes += _post(place, scale)
    return strokes


def _apart(one: Place, other: Place) -> bool:
    return float(np.hypot(one.x - other.x, one.y - other.y)) > NEAR_M


def _houses(place: Place, scale: Scale) -> list[Stroke]:
    """Small blocks along a crooked street: black when the place is measured, hollow when it is not."""
    unit = scale.meters(scale.sign(1.0))
    seed = np.array([round(place.x), round(place.y)])
    street = float(hashed(seed[:1], seed[1:], 81)[0]) * np.pi
    blocks = [_house(place, k, street, unit) for k in range(11)]
    if place.measured:
        return [Stroke(blocks, Pen(SHEET.ink, fill=True))]
    closed = [np.vstack([b, b[:1]]) for b in blocks]
    return [
        Stroke(blocks, Pen(SHEET.halo, opacity=0.9, fill=True)),
        Stroke(closed, Pen(SHEET.ink, max(0.8, scale.line(1.0)))),
    ]


def _house(place: Place, number: int, street: float, unit: float) -> F64:
    """One house: its place along the street, its side, its turn and size come from a hash."""
    key = np.array([round(place.x) + 7919 * number]), np.array([round(place.y)])
    chance = [float(hashed(*key, seed)[0]) for seed in range(83, 89)]
    away = (number - 5) * 4.6 + 4 * (chance[0] - 0.5)
    aside = (4.5 + 11.0 * chance[1] ** 1.5) * (1 if number % 2 else -1)
    turn = street + 1.1 * (chance[2] - 0.5) + (np.pi / 2 if chance[3] > 0.6 else 0.0)
    long, wide = 4.8 + 3.6 * chance[4] ** 2, 3.4 + 1.2 * chance[5]
    middle: F64 = place.at + unit * _turned(np.array([[away, aside]]), street)[0]
    corners = 0.5 * unit * np.array([[-long, -wide], [long, -wide], [long, wide], [-long, wide]])
    return middle + _turned(corners, turn)


def _turned(points: F64, angle: float) -> F64:
    c, s = np.cos(angle), np.sin(angle)
    return np.asarray(points @ np.array([[c, s], [-s, c]]))


def _box(at: F64, wide: float, tall: float) -> F64:
    return at + 0.5 * np.array([[-wide, -tall], [wide, -tall], [wide, tall], [-wide, tall]])


def _station(place: Place, scale: Scale) -> list[Stroke]:
    """A long building, half of it black."""
    unit = scale.meters(scale.sign(1.0))
    whole, half = (
        _box(place.at, 15 * unit, 6 * unit),
        _box(place.at + np.array([3.75 * unit, 0]), 7.5 * unit, 6 * unit),
    )
    return [
        Stroke([whole], Pen(SHEET.halo, fill=True)),
        Stroke([np.vstack([whole, whole[:1]])], Pen(SHEET.ink, scale.line(1.3))),
        Stroke([half], Pen(SHEET.ink, fill=True)),
    ]


def _post(place: Place, scale: Scale) -> list[Stroke]:
    """A boundary post: a square with a dot in it."""
    unit = scale.meters(scale.sign(1.0))
    box = _box(place.at, 7.5 * unit, 7.5 * unit)
    return [
        Stroke([box], Pen(SHEET.halo, fill=True)),
        Stroke([np.vstack([box, box[:1]])], Pen(SHEET.border, scale.line(1.5))),
        Stroke([_box(place.at, 2.4 * unit, 2.4 * unit)], Pen(SHEET.border, fill=True)),
    ]


def triangle(at: F64, measured: bool, scale: Scale, color: tuple[int, int, int] = style.SPOT) -> list[Stroke]:
    """The sign of a height: black with a pale dot when measured, hollow when the place is reconstructed."""
    unit = scale.meters(scale.sign(1.0))
    shape = at + unit * np.array([[0.0, -6.4], [5.6, 3.6], [-5.6, 3.6]])
    dot = _box(at + np.array([0.0, 0.3 * unit]), 2.2 * unit, 2.2 * unit)
    pale = Stroke([np.vstack([shape, shape[:2]])], Pen(SHEET.halo, scale.line(3.4), 0.8))
    if measured:
        return [
            pale,
            Stroke([shape], Pen(color, fill=True)),
            Stroke([dot], Pen(SHEET.halo, opacity=0.95, fill=True)),
        ]
    edge = Stroke([np.vstack([shape, shape[:2]])], Pen(color, scale.line(1.4)))
    return [pale, Stroke([shape], Pen(SHEET.halo, fill=True)), edge, Stroke([dot], Pen(color, fill=True))]


def height_signs(places: Iterable[Place], scale: Scale) -> list[Stroke]:
    """Triangles of all hills."""
    return [s for p in places if p.kind in HEIGHTS for s in triangle(p.at, p.measured, scale)]
