"""The map of a review: everybody at one moment, and lines from what was believed to what was true."""

from __future__ import annotations

import numpy as np
import pygame

from game.analysis.film import Reel, Shot, Stand
from game.analysis.review import Beliefs
from game.engine.log import Log
from game.scenario.build import Start
from game.ui.camera import Camera
from game.ui.film import Timeline
from game.ui.film_cast import Cast, Group
from game.ui.kit.theme import Theme
from game.ui.layers.film import draw_cast

NO_ROWS = np.zeros(0)


class Still:
    """A film of one moment, so that a review draws counters as a film does."""

    def __init__(self, start: Start, stand: Stand) -> None:
        self.stand = stand
        shot = Shot(stand, stand, Log().told(), NO_ROWS)  # type: ignore[arg-type]
        self.cast = Cast(start, Timeline(Reel(0, None, (shot,)), start.board))

    def draw(
        self, window: pygame.Surface, camera: Camera, chosen: int | None, look: tuple[str, Theme]
    ) -> list[tuple[pygame.Rect, Group]]:
        """Draw every counter; gives where each lies."""
        return draw_cast(window, camera, self.cast, 0.0, chosen, look)


def draw_beliefs(
    window: pygame.Surface, camera: Camera, told: Beliefs, centers: list[tuple[float, float]], theme: Theme
) -> None:
    """Rings where units were in truth: joined to where they were believed, bare where nobody knew of them."""
    ring, width = max(4, camera.radius // 2), max(2, camera.radius // 14)
    for believed, true in zip(told.believed.tolist(), told.true.tolist(), strict=True):
        if true < 0:
            continue
        there = camera.to_window(*centers[true])
        if not camera.view.inflate(200, 200).collidepoint(there):
            continue
        ink = theme.target if believed < 0 else theme.selection
        if believed >= 0 and believed != true:
            here = camera.to_window(*centers[believed])
            pygame.draw.line(window, theme.symbol_ink, here, there, width + 2)
            pygame.draw.line(window, ink, here, there, width)
        if believed != true:
            pygame.draw.circle(window, theme.symbol_ink, there, ring + 1, width + 2)
            pygame.draw.circle(window, ink, there, ring, width)
