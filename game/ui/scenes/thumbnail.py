"""The small map of a scenario, with the places that are played for."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.scenario.build import build
from game.scenario.faults import BadData
from game.scenario.ground import load_ground
from game.scenario.load import load_bundle
from game.ui.kit.draw import Ui
from game.ui.layers.terrain import TerrainLayer
from game.ui.sheetspec import SHEET_M, places_of, spec_of
from game.ui.table import Table

STEP = 0
"""Step of zoom of the picture."""


class Thumbnail:
    """Painted from the cached sheet when there is time; an empty frame until then, or without ground."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.drawn = self.done = False
        self.picture: pygame.Surface | None = None
        self.spots: list[tuple[float, float]] = []

    def work(self) -> bool:
        """Make the picture once the page has been drawn; true when it was made."""
        if self.done or not self.drawn:
            return False
        self.done = True
        try:
            start = build(load_bundle(self.path))
            terrain = TerrainLayer(load_ground(), spec_of(start), places_of(start, "none"), ())
        except (BadData, OSError, ValueError, KeyError):
            return False
        self.picture = terrain.picture(STEP, {"relief"})
        table = Table(start)
        self.spots = [table.centers[hex_] for hex_ in table.objectives]
        return True

    def fitted(self, room: tuple[int, int]) -> pygame.Rect:
        """The largest frame of the sheet's shape in a room."""
        scale = min(room[0] / SHEET_M[0], room[1] / SHEET_M[1])
        return pygame.Rect(0, 0, round(SHEET_M[0] * scale), round(SHEET_M[1] * scale))

    def draw(self, window: pygame.Surface, frame: pygame.Rect, ui: Ui) -> None:
        """The picture in its frame, and a brass ring about each objective."""
        self.drawn = True
        pygame.draw.rect(window, ui.theme.panel, frame)
        if self.picture is not None and frame.width and frame.height:
            window.blit(pygame.transform.smoothscale(self.picture, frame.size), frame)
        for x, y in self.spots:
            at = (frame.left + x / SHEET_M[0] * frame.width, frame.top + y / SHEET_M[1] * frame.height)
            pygame.draw.circle(window, ui.theme.trench_edge, at, ui.dp(6), ui.dp(4))
            pygame.draw.circle(window, ui.theme.selection, at, ui.dp(5), ui.dp(2))
        pygame.draw.rect(window, ui.theme.brass, frame, 1)
