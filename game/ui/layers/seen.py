"""What is seen from a hex: everything else lies under a violet tint with a slanted hatch."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame

from game.grid import plane
from game.ui.camera import Camera
from game.ui.kit.theme import Theme
from game.ui.layers.inview import in_window
from game.ui.table import Table

TINT, HATCH = 52, 60


@lru_cache(maxsize=8)
def _stamp(radius: int, across: float, color: tuple[int, int, int]) -> pygame.Surface:
    """One hidden hex at a step of zoom: tint, and lines at 45 degrees that meet those of the next hex."""
    width, height = round(across) + 2, 2 * radius + 2
    stamp = pygame.Surface((width, height), pygame.SRCALPHA)
    shape = [(width / 2 + dx, height / 2 + dy) for dx, dy in corners(radius)]
    pygame.draw.polygon(stamp, (*color, TINT), shape)
    lines = pygame.Surface((width, height), pygame.SRCALPHA)
    for x in range(-height, width, 7):
        pygame.draw.line(lines, (*color, HATCH), (x, height), (x + height, 0))
    mask = pygame.mask.from_surface(stamp, 1).to_surface(
        setcolor=(255, 255, 255, 255), unsetcolor=(0, 0, 0, 0)
    )
    lines.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
    stamp.blit(lines, (0, 0))
    return stamp


def corners(radius: int) -> list[tuple[float, float]]:
    """Corners of a hex of a radius in pixels, about its center."""
    offsets = plane.corners(0, 0) - np.asarray(plane.center(0, 0))
    return [(float(x), float(y)) for x, y in offsets * radius / plane.radius()]


def draw_hidden(window: pygame.Surface, camera: Camera, table: Table, theme: Theme) -> None:
    """Stamp every hex in view that the observer does not see, and ring his own."""
    if table.observer is None or table.vision is None:
        return
    stamp = _stamp(camera.radius, camera.scale * camera.across_m, theme.map.unseen)
    half = np.array((stamp.get_width() // 2, stamp.get_height() // 2))
    places, _hexes = in_window(camera, table, table.seen_from(table.observer), wanted=0)
    window.set_clip(camera.view)
    window.fblits([(stamp, (x, y)) for x, y in (places - half).tolist()])
    x, y = camera.to_window(*table.centers[table.observer])
    pygame.draw.circle(window, theme.brass, (x, y), round(camera.radius * 0.95), max(2, camera.radius // 14))
    window.set_clip(None)
