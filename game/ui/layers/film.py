"""The counters of a film, each where it is at the moment, and the dark of night over the sheet."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame

from game.engine.clock import LIGHTS
from game.ui.camera import Camera
from game.ui.counters.counter import render_counter
from game.ui.film import Floats
from game.ui.film_cast import Cast, Group
from game.ui.kit.theme import Theme

NIGHT = (16, 22, 48)
DARKNESS = {"day": 0, "dusk": 40, "night_full_moon": 72, "night_half_moon": 84, "night_dark": 96}
"""How much of the night's color lies over the sheet, of 255."""
ASIDE = 0.3
"""Radii by which the two sides step apart in a hex that both are in."""


def draw_dark(window: pygame.Surface, camera: Camera, light: int) -> None:
    """Lay the color of the hour over the sheet."""
    alpha = DARKNESS[LIGHTS[light]]
    if alpha:
        window.blit(_dark(camera.view.size, alpha), camera.view)


@lru_cache(maxsize=8)
def _dark(size: tuple[int, int], alpha: int) -> pygame.Surface:
    shade = pygame.Surface(size)
    shade.fill(NIGHT)
    shade.set_alpha(alpha)
    return shade


def draw_cast(
    window: pygame.Surface, camera: Camera, cast: Cast, at: float, chosen: int | None, look: tuple[str, Theme]
) -> list[tuple[pygame.Rect, Group]]:
    """Blit every counter in view; gives where each lies. `look` is the style of counters and the theme."""
    stand, places = cast.line.stand(at), cast.line.places(at)
    groups = cast.groups(at)
    shared = _shared(groups)
    counters = cast.counters(stand)
    reach = camera.view.inflate(2 * camera.counter, 2 * camera.counter)
    blits, spots = [], []
    for group in sorted(groups, key=lambda g: (g.hex < 0, chosen in g.rows)):
        top = chosen if chosen is not None and chosen in group.rows else group.rows[0]
        spot = _spot(camera, places, top, group, cast)
        if spot is None:
            continue
        if group.hex in shared:
            step = round(ASIDE * camera.radius)
            spot = (spot[0] + (-step if counters[top].side == "japanese" else step), spot[1])
        if reach.collidepoint(spot):
            face = cast.face(stand, top, len(group.rows), top == chosen)
            picture = render_counter(face, camera.counter, look[0], look[1])
            blits.append((picture, picture.get_rect(center=spot).topleft))
            spots.append((_body(spot, camera.counter), group))
    window.fblits(blits)
    return spots


def _shared(groups: tuple[Group, ...]) -> set[int]:
    """Hexes in which both sides stand."""
    hexes = [group.hex for group in groups if group.hex >= 0]
    return {hex_ for hex_ in hexes if hexes.count(hex_) > 1} if len(set(hexes)) < len(hexes) else set()


def _spot(camera: Camera, places: Floats, top: int, group: Group, cast: Cast) -> tuple[int, int] | None:
    x, y = cast.line.centers[group.hex] if group.hex >= 0 else places[top]
    return None if np.isnan(x) else camera.to_window(float(x), float(y))


def _body(spot: tuple[int, int], size: int) -> pygame.Rect:
    rect = pygame.Rect(0, 0, size, size)
    rect.center = spot
    return rect
