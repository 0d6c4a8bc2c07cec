"""Names of places over the light of the hour, each beside the counters of the moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pygame

from game.engine.clock import LIGHTS
from game.ui.camera import Camera
from game.ui.layers.terrain import TerrainLayer
from game.ui.sheet.lettering import put
from game.ui.table import Table

DAY = LIGHTS.index("day")


def draw_names(
    window: pygame.Surface,
    camera: Camera,
    terrain: TerrainLayer,
    table: Table,
    hexes: Iterable[int],
    light: int = DAY,
) -> None:
    """Lay the names in view; `hexes` are those with counters, `light` a row of `LIGHTS`.

    By night letters are light and their halo dark: ink on a dark sheet is not read.
    """
    spots = frozenset(table.centers[hex_] for hex_ in hexes)
    prints = terrain.names(camera.step, spots)
    left, top = camera.corner()
    seen = pygame.Rect((left, top), camera.view.size)
    shown = [one for one in prints if seen.colliderect(one.rect)]
    if LIGHTS[light].startswith("night"):
        shown = [replace(one, picture=turned_light(one.picture, one.blended)) for one in shown]
    before = window.get_clip()
    window.set_clip(camera.view.clip(before))
    put(window, shown, left - camera.view.left, top - camera.view.top)
    window.set_clip(before)


@lru_cache(maxsize=1024)
def turned_light(picture: pygame.Surface, blended: bool = False) -> pygame.Surface:
    """A picture of the same hues, its dark parts light and its light parts dark.

    The colors of a `blended` one are multiplied by their opacity, which is then the whole of each.
    """
    made = picture.copy()
    colors, alpha = pygame.surfarray.pixels3d(made), pygame.surfarray.pixels_alpha(made)
    found, whole = colors.astype(np.int16), alpha.astype(np.int16) if blended else 255
    colors[:] = np.clip(found + (whole - found.max(axis=2) - found.min(axis=2))[..., None], 0, 255)
    return made
