"""The small map of a scenario, with the places that are played for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import pygame

from game.scenario.faults import BadData
from game.scenario.models.scenario import Scenario
from game.ui.camera import SHEET_M
from game.ui.kit.draw import Ui

if TYPE_CHECKING:
    from game.ui.table import Table

STEP = 0
"""Step of zoom of the picture."""


@lru_cache(maxsize=8)
def small_sheet(path: Path) -> tuple[pygame.Surface, Table] | None:
    """The smallest picture of a scenario's sheet, and its table; None where there is none to be had."""
    # The menu is on the screen before the map and its painters are imported.
    from game.scenario.build import build
    from game.scenario.ground import load_ground
    from game.scenario.load import load_bundle
    from game.ui.layers.terrain import TerrainLayer
    from game.ui.sheetspec import places_of, spec_of
    from game.ui.table import Table

    try:
        start = build(load_bundle(path))
        terrain = TerrainLayer(load_ground(), spec_of(start), places_of(start, "none"))
    except (BadData, OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return terrain.picture(STEP, {"relief"}), Table(start)


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
        found = small_sheet(self.path)
        if found is None:
            return False
        self.picture, table = found
        self.spots = [table.centers[hex_] for hex_ in table.objectives]
        return True

    def of(self, model: Scenario) -> Thumbnail:
        """The same sheet with the places that another scenario on it is played for."""
        other = Thumbnail(self.path)
        other.done, other.picture = True, self.picture
        found = small_sheet(self.path) if self.picture is not None else None
        if found is not None:
            labels = [label for objective in model.victory.objectives for label in objective.hexes]
            other.spots = [found[1].centers[found[1].start.board.hex_of(label)] for label in labels]
        return other

    def fitted(self, room: tuple[int, int]) -> pygame.Rect:
        """The largest frame of the sheet's shape in a room."""
        scale = min(room[0] / SHEET_M[0], room[1] / SHEET_M[1])
        return pygame.Rect(0, 0, round(SHEET_M[0] * scale), round(SHEET_M[1] * scale))

    def draw(self, window: pygame.Surface, frame: pygame.Rect, ui: Ui, dot: float = 6) -> None:
        """The picture in its frame, and a brass ring about each objective."""
        self.drawn = True
        pygame.draw.rect(window, ui.theme.panel, frame)
        if self.picture is not None and frame.width > 0 and frame.height > 0:
            window.blit(_scaled(self.picture, frame.size), frame)
        for x, y in self.spots:
            at = (frame.left + x / SHEET_M[0] * frame.width, frame.top + y / SHEET_M[1] * frame.height)
            pygame.draw.circle(window, ui.theme.trench_edge, at, ui.dp(dot), ui.dp(dot - 2))
            pygame.draw.circle(window, ui.theme.selection, at, ui.dp(dot - 1), ui.dp(dot / 3))
        pygame.draw.rect(window, ui.theme.brass, frame, 1)


@lru_cache(maxsize=8)
def _scaled(picture: pygame.Surface, size: tuple[int, int]) -> pygame.Surface:
    return pygame.transform.smoothscale(picture, size)
