"""Where a unit can come this turn: a light tint with the minutes of the way, below the counters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pygame
from numpy.typing import NDArray

from game.ui.camera import Camera
from game.ui.kit import fonts
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.layers.inview import in_window
from game.ui.layers.mosaic import Mark, around
from game.ui.layers.seen import corners
from game.ui.playtable import PlayTable

TINT = 58
WORDS_FROM = 24
"""Radius in pixels from which the minutes are written."""


@dataclass(frozen=True, eq=False, slots=True)
class Reached:
    """Tenths of a minute int32[H] to each hex, negative out of reach; one reach is like no other."""

    minutes: NDArray[np.int32]

    def mark(self, camera: Camera, table: PlayTable) -> Mark:
        """What part of the drawn sheet it takes."""
        spots = table.spots[self.minutes >= 0]
        ends = [spots.min(axis=0), spots.max(axis=0)] if len(spots) else []
        rect = around(camera, [(float(x), float(y)) for x, y in ends]) if ends else pygame.Rect(0, 0, 0, 0)
        return rect, self


def draw_reach(
    window: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui, minutes: NDArray[np.int32]
) -> None:
    """Tint the hexes within reach, draw the edge of it, and write how many minutes away they are."""
    inside = minutes >= 0
    places, shown = in_window(camera, table, inside)
    places = places - np.array(camera.view.topleft)
    picture = pygame.Surface(camera.view.size, pygame.SRCALPHA)
    stamp = _stamp(camera.radius, camera.scale * camera.across_m, ui.theme.map.reach)
    spots = places - np.array((stamp.get_width() // 2, stamp.get_height() // 2))
    # The larger opacity holds where two hexes touch: a seam would be darker.
    picture.fblits([(stamp, (x, y)) for x, y in spots.tolist()], pygame.BLEND_RGBA_MAX)
    _edge(picture, camera, ui, table.board.neighbor, inside, places, shown)
    if camera.radius >= WORDS_FROM:
        _minutes(picture, camera, table, ui, minutes, places, shown)
    window.blit(picture, camera.view)


@lru_cache(maxsize=8)
def _stamp(radius: int, across: float, color: Rgb) -> pygame.Surface:
    """One hex within reach at a step of zoom."""
    width, height = round(across) + 2, 2 * radius + 2
    stamp = pygame.Surface((width, height), pygame.SRCALPHA)
    shape = [(width / 2 + dx, height / 2 + dy) for dx, dy in corners(radius)]
    pygame.draw.polygon(stamp, (*color, TINT), shape)
    return stamp


@lru_cache(maxsize=1024)
def _number(minutes: int, px: float, color: Rgb) -> pygame.Surface:
    """Minutes as they are written on a hex: the same few hundred numbers on every square."""
    return fonts.render(str(minutes), "narrow-bold", px, color)


def _edge(
    window: pygame.Surface,
    camera: Camera,
    ui: Ui,
    neighbor: NDArray[np.int32],
    inside: NDArray[np.bool_],
    places: NDArray[np.int64],
    shown: NDArray[np.int64],
) -> None:
    """Lines along the hexsides behind which nothing can be reached."""
    beside = neighbor[shown]
    border = (beside < 0) | ~inside[np.maximum(beside, 0)]
    ends = np.asarray([_side(direction, camera.radius) for direction in range(6)])
    for row, side in zip(*np.nonzero(border), strict=True):
        a, b = ends[side] + places[row]
        pygame.draw.line(window, ui.theme.map.reach_edge, a, b, max(2, camera.radius // 11))


def _side(direction: int, radius: int) -> list[tuple[float, float]]:
    """Ends of a hexside, about the center: directions count from east against the clock, y runs down."""
    angles = (np.radians(60 * direction - 30), np.radians(60 * direction + 30))
    return [(radius * float(np.cos(angle)), -radius * float(np.sin(angle))) for angle in angles]


def _minutes(
    window: pygame.Surface,
    camera: Camera,
    table: PlayTable,
    ui: Ui,
    minutes: NDArray[np.int32],
    places: NDArray[np.int64],
    shown: NDArray[np.int64],
) -> None:
    """Minutes to each hex on which no counter stands."""
    px = min(18.0, camera.radius * 0.48) / (ui.scale * ui.text_scale)
    high = ui.line_height("narrow-bold", px) // 2
    blits = []
    for (x, y), hex_ in zip(places.tolist(), shown.tolist(), strict=True):
        if minutes[hex_] > 0 and hex_ not in table.stacks:
            word = _number(-(-int(minutes[hex_]) // 10), ui.px(px), ui.theme.map.reach_edge)
            blits.append((word, (x - word.get_width() // 2, y - high)))
    window.fblits(blits)
