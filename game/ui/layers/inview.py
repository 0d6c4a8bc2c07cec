"""Which hexes lie in a view, and where: only those about it are looked at, however large the map is."""

from __future__ import annotations

import numpy as np
import pygame
from numpy.typing import NDArray

from game.grid import plane
from game.ui.camera import Camera
from game.ui.table import Table


def in_window(
    camera: Camera, table: Table, values: NDArray[np.generic], wanted: int = 1
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hexes int64[N] in view with a wanted value, behind the pixels int64[N, 2] of their centers.

    `values` [H] are those of all hexes, flags or classes; only those about the view are compared.
    """
    corner = np.subtract(camera.corner(), camera.view.topleft)
    reach = camera.view.inflate(2 * camera.radius, 2 * camera.radius)
    near = _about(reach.move(*corner.tolist()), camera.scale, table)
    near = near[values[near] == wanted]
    places = np.rint(table.spots[near] * camera.scale).astype(np.int64) - corner.astype(np.int64)
    inside = ((places >= reach.topleft) & (places < reach.bottomright)).all(axis=1)
    return places[inside], near[inside]


def _about(pixels: pygame.Rect, scale: float, table: Table) -> NDArray[np.int64]:
    """Hexes in the rows and columns about some pixels of the drawn sheet, in their order."""
    board = table.start.board
    across, down = board.scale * scale, 1.5 * plane.radius(board.scale) * scale
    left, right = _span(pixels.left, pixels.right, across, board.cols)
    top, bottom = _span(pixels.top, pixels.bottom, down, board.rows)
    return (np.arange(top, bottom)[:, None] * board.cols + np.arange(left, right)).reshape(-1)


def _span(low: int, high: int, step: float, most: int) -> tuple[int, int]:
    """First number and the one after the last of rows or columns that may reach into some pixels."""
    return max(0, int(low // step) - 1), min(most, int(high // step) + 2)
