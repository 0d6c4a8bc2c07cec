"""Orders on the map: ways as arrows, aims of guns and aircraft, works; what is under way is thinner."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, sin

import numpy as np
import pygame

from game.engine import acts
from game.engine.orders import Assault, Bombard, Cross, Dig, Fire, Fly, March, Order, Withdraw, Work
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.layers.mosaic import Mark, around
from game.ui.playtable import PlayTable
from game.ui.session import SIDES

Points = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Way:
    """Hexes of a way that a unit is on already, from where it stands."""

    hexes: tuple[int, ...]


def draw_plots(
    window: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui, marks: Sequence[object]
) -> None:
    """Draw what is under way and what is ordered, as `plot_marks` found it."""
    for way in marks:
        if isinstance(way, Way):
            points = _points(camera, table, way.hexes)
            pygame.draw.lines(window, ui.theme.dim, False, points, max(1, camera.radius // 14))
    for order in marks:
        if isinstance(order, Order):
            _draw(window, camera, table, ui, order)


def draw_tentative(
    window: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui, orders: Sequence[Order]
) -> None:
    """Draw what a click would order now."""
    window.set_clip(camera.view)
    for order in orders:
        _draw(window, camera, table, ui, order, ui.theme.selection)
    window.set_clip(None)


def plot_marks(camera: Camera, table: PlayTable, orders: Sequence[Order]) -> list[Mark]:
    """Ways under way and orders, with the part of the drawn sheet that each takes."""
    changed = {order.unit for order in orders if order.group == "act"}
    shown: list[tuple[Sequence[int], Hashable]] = [(way.hexes, way) for way in _under_way(table, changed)]
    shown += [(_hexes(table, order), order) for order in orders]
    return [(around(camera, [table.centers[h] for h in hexes]), what) for hexes, what in shown if hexes]


def _hexes(table: PlayTable, order: Order) -> list[int]:
    """Hexes that the picture of an order lies on and between."""
    here = table.hex_of(order.unit) if order.unit >= 0 else None
    found = [] if here is None else [here]
    match order:
        case March() | Cross():
            found += order.route
        case Bombard() | Fly():
            found.append(order.target)
        case Fire() if order.aim >= 0:
            found.append(order.aim)
        case _:
            pass
    return found


def _draw(
    window: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui, order: Order, color: Rgb | None = None
) -> None:
    own = ui.theme.side(SIDES[table.view.side]).body
    here = table.hex_of(order.unit) if order.unit >= 0 else None
    match order:
        case March() | Cross():
            way = ([] if here is None else [here]) + list(order.route)
            ink = color or (ui.theme.map.attack if isinstance(order, Assault) else own)
            points = _points(camera, table, way)
            arrow(window, ui, camera, points, ink, dashed=isinstance(order, Withdraw))
        case Bombard() | Fly():
            _aim(window, camera, table, here, order.target, color or ui.theme.target)
        case Fire() if order.aim >= 0 and here is not None:
            points = _points(camera, table, [here, order.aim])
            pygame.draw.lines(window, color or ui.theme.target, False, points, max(1, camera.radius // 16))
        case Dig() | Work() if here is not None:
            _spade(window, ui, camera, _points(camera, table, [here])[0], color or ui.theme.trench)
        case _:
            pass


def _under_way(table: PlayTable, changed: set[int]) -> Iterator[Way]:
    """Ways that units are on already, but of those that have a new order."""
    now, going = table.view.acts, (acts.MARCH, acts.ASSAULT, acts.WITHDRAW, acts.CROSS)
    for unit in np.flatnonzero(table.view.own & np.isin(now.act, going)).tolist():
        here = table.hex_of(unit)
        if here is not None and unit not in changed:
            way = (here, *(hex_ for hex_ in now.route[unit].tolist() if hex_ >= 0))
            if len(way) > 1:
                yield Way(way)


def _points(camera: Camera, table: PlayTable, hexes: Sequence[int]) -> Points:
    return [camera.to_window(*table.centers[hex_]) for hex_ in hexes]


def arrow(
    window: pygame.Surface, ui: Ui, camera: Camera, points: Points, ink: Rgb, *, dashed: bool = False
) -> None:
    """A way with a head at its end, cased in ivory so that it stands out on any ground."""
    if len(points) < 2:
        return
    width = max(2, camera.radius // 8)
    head = _head(points, camera.radius * 0.42)
    for color, extra in ((ui.theme.ivory, 2), (ink, 0)):
        if dashed:
            _dashes(window, color, points, width + extra)
        else:
            pygame.draw.lines(window, color, False, points, width + extra)
        for x, y in points[1:-1]:
            pygame.draw.circle(window, color, (x, y), (width + extra) // 2)
        pygame.draw.polygon(window, color, head, extra)
    pygame.draw.polygon(window, ui.theme.ivory, head, 1)


def _head(points: Points, size: float) -> list[tuple[float, float]]:
    (x0, y0), (x, y) = points[-2], points[-1]
    angle = atan2(y - y0, x - x0)
    tip = (x + cos(angle) * size * 0.6, y + sin(angle) * size * 0.6)
    sides = [(x + cos(angle + turn) * size, y + sin(angle + turn) * size) for turn in (2.4, -2.4)]
    return [tip, sides[0], sides[1]]


def _dashes(window: pygame.Surface, color: Rgb, points: Points, width: int) -> None:
    for (x0, y0), (x, y) in pairwise(points):
        for part in range(0, 6, 2):
            a = (x0 + (x - x0) * part / 6, y0 + (y - y0) * part / 6)
            b = (x0 + (x - x0) * (part + 1) / 6, y0 + (y - y0) * (part + 1) / 6)
            pygame.draw.line(window, color, a, b, width)


def _aim(
    window: pygame.Surface, camera: Camera, table: PlayTable, here: int | None, hex_: int, ink: Rgb
) -> None:
    """A thin line from the battery, and a ring of dashes with a cross about the aim."""
    x, y = _points(camera, table, [hex_])[0]
    r = round(camera.radius * 0.72)
    if here is not None:
        start = _points(camera, table, [here])[0]
        _dashes(window, ink, [start, (x, y)], 1)
    box = pygame.Rect(x - r, y - r, 2 * r, 2 * r)
    for part in range(8):
        start_angle = part * np.pi / 4
        pygame.draw.arc(window, ink, box, start_angle, start_angle + np.pi / 7, max(2, camera.radius // 12))
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        pygame.draw.line(window, ink, (x + dx * r // 2, y + dy * r // 2), (x + dx * r, y + dy * r), 2)


def _spade(window: pygame.Surface, ui: Ui, camera: Camera, at: tuple[int, int], ink: Rgb) -> None:
    """A breastwork below the counter: the unit digs or builds."""
    x, y = at
    r, low = camera.radius, y + round(camera.radius * 0.74)
    points = [(x - r // 2, low - r // 7), (x - r // 4, low), (x + r // 4, low), (x + r // 2, low - r // 7)]
    pygame.draw.lines(window, ui.theme.trench_edge, False, points, max(3, r // 7))
    pygame.draw.lines(window, ink, False, points, max(1, r // 12))


def draw_tag(
    window: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui, hex_: int, words: str
) -> pygame.Rect:
    """A label above a hex: what a click there would mean; gives its place, empty without words."""
    if not words:
        return pygame.Rect(0, 0, 0, 0)
    x, y = camera.to_window(*table.centers[hex_])
    high = ui.line_height("narrow-bold", 15) + ui.dp(6)
    box = pygame.Rect(0, 0, ui.width(words, "narrow-bold", 15) + ui.dp(18), high)
    box.midbottom = (x, y - camera.radius - ui.dp(3))
    box.clamp_ip(camera.view)
    ui.box(window, box, ui.theme.bar, ui.theme.brass, 9)
    ui.text(window, words, (box.centerx, box.top + ui.dp(2)), "narrow-bold", 15, ui.theme.text, align=0.5)
    return box
