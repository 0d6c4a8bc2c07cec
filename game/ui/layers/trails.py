"""Trails: where everybody who was seen to go went in the film so far, in thin ink of his side."""

from __future__ import annotations

import numpy as np
import pygame

from game.ui.camera import Camera
from game.ui.film import GO, Floats, Timeline
from game.ui.kit.theme import Theme

START = 3
"""Pixels of the dot at the beginning of a trail, at the drawn size of the sheet."""


class Trails:
    """The paths of a film, in the order in which they are gone."""

    def __init__(self, line: Timeline, sides: tuple[str, ...]) -> None:
        self.paths: list[Floats] = []
        self.sides: list[str] = []
        begins: list[float] = []
        for span in line.spans:
            legs = span.legs
            for unit, path, steps in zip(legs.unit.tolist(), legs.path, legs.steps.tolist(), strict=True):
                self.paths.append(path[: steps + 1])
                self.sides.append(sides[unit])
                begins.append(span.start + GO[0] * (span.stop - span.start))
        self.begins = np.asarray(begins)
        self.low = np.array([path.min(axis=0) for path in self.paths]).reshape(-1, 2)
        self.high = np.array([path.max(axis=0) for path in self.paths]).reshape(-1, 2)

    def shown(self, camera: Camera, at: float) -> list[int]:
        """Numbers of the trails that have been begun and come into view."""
        left, top, right, bottom = camera.seen()
        near = (self.low <= (right, bottom)).all(axis=1) & (self.high >= (left, top)).all(axis=1)
        return [int(n) for n in np.flatnonzero(near & (self.begins <= at))]

    def draw(self, window: pygame.Surface, camera: Camera, at: float, theme: Theme) -> None:
        """Draw the trails that have been begun."""
        corner = np.asarray(camera.corner()) - camera.view.topleft
        width, dot = max(1, round(camera.radius / 17)), max(2, START * camera.radius // 34)
        for n in self.shown(camera, at):
            points = np.rint(self.paths[n] * camera.scale - corner).astype(np.int64).tolist()
            ink = theme.side(self.sides[n]).body
            pygame.draw.lines(window, theme.ivory, False, points, width + 2)
            pygame.draw.lines(window, ink, False, points, width)
            pygame.draw.circle(window, ink, points[0], dot)
