"""The counters of a film, each where it is at the moment."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pygame

from game.ui.camera import Camera
from game.ui.counters.counter import render_counter
from game.ui.film_cast import Cast, Group
from game.ui.kit.theme import Theme

ASIDE = 0.18
"""Widths of a hex by which the two sides step apart in one that both are in."""


def draw_cast(
    window: pygame.Surface, camera: Camera, cast: Cast, at: float, chosen: int | None, look: tuple[str, Theme]
) -> list[tuple[pygame.Rect, Group]]:
    """Blit every counter in view; gives where each lies. `look` is the style of counters and the theme."""
    stand, groups = cast.line.stand(at), cast.groups(at)
    order = sorted(groups, key=lambda group: (group.hex < 0, chosen in group.rows))
    tops = [chosen if chosen is not None and chosen in group.rows else group.rows[0] for group in order]
    blits, spots, size = [], [], camera.counter
    for n, spot in _seen(camera, cast, order, tops, at):
        group, top = order[n], tops[n]
        face = cast.face(stand, top, len(group.rows), top == chosen)
        picture = render_counter(face, size, look[0], look[1])
        blits.append((picture, picture.get_rect(center=spot).topleft))
        spots.append((_body(spot, size), group))
    window.fblits(blits)
    return spots


def _seen(
    camera: Camera, cast: Cast, order: list[Group], tops: list[int], at: float
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Numbers of the groups in view, and the pixel of each."""
    hexes = np.array([group.hex for group in order], np.int64)
    places = cast.line.places(at)[np.array(tops, np.int64)]
    places = np.where((hexes >= 0)[:, None], cast.line.centers[np.maximum(hexes, 0)], places)
    places[:, 0] += np.array([group.aside for group in order]) * ASIDE * camera.across_m
    corner = np.asarray(camera.corner()) - camera.view.topleft
    pixels = places * camera.scale - corner
    reach = camera.view.inflate(2 * camera.counter, 2 * camera.counter)
    inside = (pixels > reach.topleft).all(axis=1) & (pixels < reach.bottomright).all(axis=1)
    for n in np.flatnonzero(inside).tolist():
        yield n, (round(pixels[n, 0]), round(pixels[n, 1]))


def _body(spot: tuple[int, int], size: int) -> pygame.Rect:
    rect = pygame.Rect(0, 0, size, size)
    rect.center = spot
    return rect
