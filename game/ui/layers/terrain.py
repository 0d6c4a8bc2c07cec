"""The baked sheet below everything, one picture for each step of zoom and choice of layers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import pygame

from game.scenario.ground import Ground
from game.ui.camera import Camera
from game.ui.sheet.bake import ALL, Place, SheetSpec
from game.ui.sheet.cache import load_or_bake

Progress = Callable[[float, str], None]
KEPT = 4
"""Pictures kept in memory: the largest takes about 100 MB."""
SWITCHED = {
    "relief": frozenset({"relief"}),
    "grid": frozenset({"hexes", "numbers"}),
    "names": frozenset({"labels", "heights"}),
}


class TerrainLayer:
    """Finds, bakes and blits the sheet."""

    def __init__(self, ground: Ground, spec: SheetSpec, places: tuple[Place, ...], language: str) -> None:
        self.ground, self.spec, self.places, self.language = ground, spec, places, language
        self._kept: OrderedDict[tuple[int, frozenset[str]], pygame.Surface] = OrderedDict()

    def picture(self, step: int, shown: set[str], progress: Progress | None = None) -> pygame.Surface:
        """The sheet at a step of zoom, baked (or read from the cache) when it is not in memory."""
        layers = ALL
        for name, parts in SWITCHED.items():
            if name not in shown:
                layers -= parts
        key = (step, layers)
        if key not in self._kept:
            scale = Camera(self.spec.width_m, self.spec.height_m, self.spec.across_m, step=step).scale
            sheet = load_or_bake(
                self.ground, self.spec, self.places, scale, layers, ("en", self.language), progress
            )
            self._kept[key] = sheet.convert() if pygame.display.get_surface() else sheet
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def draw(
        self, window: pygame.Surface, camera: Camera, sheet: pygame.Surface, desk: tuple[int, int, int]
    ) -> None:
        """Blit the part of the sheet in view; the desk shows beyond its edges."""
        left, top = camera.corner()
        view = camera.view
        if (
            left < 0
            or top < 0
            or left + view.width > sheet.get_width()
            or top + view.height > sheet.get_height()
        ):
            window.fill(desk, view)
        window.set_clip(view)
        window.blit(sheet, (view.left - left, view.top - top))
        window.set_clip(None)
