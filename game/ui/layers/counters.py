"""Counters on the map: the top of each stack, with the number of units below it."""

from __future__ import annotations

import numpy as np
import pygame

from game.ui.camera import Camera
from game.ui.counters.counter import render_counter
from game.ui.kit.theme import Theme
from game.ui.table import Table


def draw_counters(window: pygame.Surface, camera: Camera, table: Table, theme: Theme) -> None:
    """Blit every counter whose hex is in view; the selected one last, so that nothing covers it."""
    window.set_clip(camera.view)
    chosen = None if table.selected is None else table.hex_of(table.selected)
    blits = []
    for hex_ in sorted(_seen(camera, table), key=lambda hex_: hex_ == chosen):
        rows = table.stacks[hex_]
        top = table.top_of(hex_)
        states = frozenset({"selected"}) if table.lit(top) else frozenset()
        face = table.face(top, len(rows), states)
        picture = render_counter(face, camera.counter, table.style, theme)
        at = camera.to_window(*table.centers[hex_])
        blits.append((picture, picture.get_rect(center=at).topleft))
    window.fblits(blits)
    window.set_clip(None)


def _seen(camera: Camera, table: Table) -> list[int]:
    """Occupied hexes of which the counter reaches into the view, in the order of the stacks."""
    hexes = np.fromiter(table.stacks, np.int64, len(table.stacks))
    places = np.rint(table.spots[hexes] * camera.scale) - np.subtract(camera.corner(), camera.view.topleft)
    reach = camera.view.inflate(2 * camera.counter, 2 * camera.counter)
    inside = ((places >= reach.topleft) & (places < reach.bottomright)).all(axis=1)
    return [int(hex_) for hex_ in hexes[inside]]
