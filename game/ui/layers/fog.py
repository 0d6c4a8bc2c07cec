"""What a side's troops do not see lies under a thin shade, below the counters."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame
from numpy.typing import NDArray

from game.ui.camera import Camera
from game.ui.kit.theme import Rgb, Theme
from game.ui.layers.inview import in_window
from game.ui.layers.seen import corners
from game.ui.playtable import PlayTable
from game.ui.table import Table

SHADE = 46
"""Opacity of the shade: names and contours below it stay readable."""


def draw_fog(window: pygame.Surface, camera: Camera, table: PlayTable, theme: Theme) -> None:
    """Stamp every hex in view that is out of sight of the side's troops."""
    _shade(window, camera, table, table.view.ground.seen, theme, dark=False)


def shade(
    window: pygame.Surface, camera: Camera, table: Table, unseen: NDArray[np.bool_], theme: Theme
) -> None:
    """The same for hexes bool[H]."""
    _shade(window, camera, table, unseen, theme, dark=True)


def _shade(
    window: pygame.Surface,
    camera: Camera,
    table: Table,
    hexes: NDArray[np.bool_],
    theme: Theme,
    *,
    dark: bool,
) -> None:
    stamp = _stamp(camera.radius, camera.scale * camera.across_m, theme.map.unseen)
    half = np.array((stamp.get_width() // 2, stamp.get_height() // 2))
    places, _shown = in_window(camera, table, hexes, dark)
    window.set_clip(camera.view)
    window.fblits([(stamp, (x, y)) for x, y in (places - half).tolist()])
    window.set_clip(None)


@lru_cache(maxsize=8)
def _stamp(radius: int, across: float, color: Rgb) -> pygame.Surface:
    """One hex out of sight at a step of zoom."""
    width, height = round(across) + 2, 2 * radius + 2
    stamp = pygame.Surface((width, height), pygame.SRCALPHA)
    shape = [(width / 2 + dx, height / 2 + dy) for dx, dy in corners(radius)]
    pygame.draw.polygon(stamp, (*color, SHADE), shape)
    return stamp
