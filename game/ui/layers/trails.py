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
        self.paths: list[tuple[float, str, Floats]] = []
        for span in line.spans:
            begins = span.start + GO[0] * (span.stop - span.start)
            legs = span.legs
            for unit, path, steps in zip(legs.unit.tolist(), legs.path, legs.steps.tolist(), strict=True):
                self.paths.append((begins, sides[unit], path[: steps + 1]))

    def draw(self, window: pygame.Surface, camera: Camera, at: float, theme: Theme) -> None:
        """Draw the trails that have been begun."""
        corner = np.asarray(camera.corner()) - camera.view.topleft
        width = max(1, round(camera.radius / 17))
        for begins, side, path in self.paths:
            if begins > at:
                break
            points = [(round(x), round(y)) for x, y in path * camera.scale - corner]
            ink = theme.side(side)
            pygame.draw.lines(window, theme.ivory, False, points, width + 2)
            pygame.draw.lines(window, ink.body, False, points, width)
            pygame.draw.circle(window, ink.body, points[0], max(2, START * camera.radius // 34))
