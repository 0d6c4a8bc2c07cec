"""The baked sheet below everything, from the cache on disk; and the names that are laid over it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property

import pygame

from game.scenario.ground import Ground
from game.ui.camera import Camera
from game.ui.sheet import ink, signs
from game.ui.sheet.bake import ALL, view_of
from game.ui.sheet.cache import load_or_bake
from game.ui.sheet.labels import place_labels
from game.ui.sheet.lettering import Print
from game.ui.sheet.outlines import load_or_draw
from game.ui.sheet.places import Place
from game.ui.sheet.survey import Outlines, SheetSpec

Progress = Callable[[float, str], None]
KEPT = 6
"""Pictures kept in memory, one for each step of zoom: the largest takes about 80 MB, all together 150."""
COUNTER_ROOM = 1.24
"""Room that a counter takes with its trench and rings, in edges of its body."""
LETTERED = 12
"""Sets of names kept, one for each step of zoom and places of counters."""
Spots = frozenset[tuple[float, float]]
"""Sheet meters of counters that names keep off."""
NAMES = frozenset({"labels", "heights"})
SWITCHED = {"relief": frozenset({"relief"}), "grid": frozenset({"hexes", "numbers"})}
PAINTED = frozenset({*SWITCHED, "names"})
"""Layers that are part of the picture; all others are drawn over it."""


class TerrainLayer:
    """Finds, bakes and blits the sheet, and places its names."""

    def __init__(self, ground: Ground, spec: SheetSpec, places: tuple[Place, ...]) -> None:
        self.ground, self.spec, self.places = ground, spec, places
        self.second = "ru"
        self.edition = 0
        self._kept: OrderedDict[tuple[int, frozenset[str]], pygame.Surface] = OrderedDict()
        self._names: OrderedDict[tuple[int, Spots], tuple[Print, ...]] = OrderedDict()

    def rename(self, places: tuple[Place, ...], second: str) -> None:
        """Letter the sheet with other names from now on."""
        self.places, self.second = places, second
        self._kept.clear()
        self._names.clear()
        self.edition += 1

    @cached_property
    def outlines(self) -> Outlines:
        """The ground worked out for lettering."""
        return load_or_draw(self.ground, self.spec)

    def camera(self, step: int) -> Camera:
        """A camera over the whole sheet at a step of zoom."""
        return Camera(self.spec.width_m, self.spec.height_m, self.spec.across_m, step=step)

    def picture(self, step: int, shown: set[str], progress: Progress | None = None) -> pygame.Surface:
        """The sheet at a step of zoom with the layers that are switched on; made when not in memory."""
        key = (step, frozenset(shown & PAINTED))
        if key not in self._kept:
            sheet = self._made(step, shown, progress)
            self._kept[key] = sheet.convert() if pygame.display.get_surface() else sheet
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _made(self, step: int, shown: set[str], progress: Progress | None) -> pygame.Surface:
        layers = ALL - NAMES
        for name, parts in SWITCHED.items():
            if name not in shown:
                layers -= parts
        camera = self.camera(step)
        # Places only matter for lettering here, so that one kept picture serves every language.
        sheet = load_or_bake(self.ground, self.spec, self.places, camera.scale, layers, ("en",), progress)
        if "names" in shown:
            view = view_of(self.spec, camera.scale)
            ink.draw(sheet, view, signs.height_signs(self.places, view.scale))
        return sheet

    def names(self, step: int, spots: Spots) -> tuple[Print, ...]:
        """Heights and names at a step of zoom, none of them below a counter; placed when not in memory."""
        key = (step, spots)
        if key not in self._names:
            self._names[key] = self._placed(step, spots)
            while len(self._names) > LETTERED:
                self._names.popitem(last=False)
        self._names.move_to_end(key)
        return self._names[key]

    def _placed(self, step: int, spots: Spots) -> tuple[Print, ...]:
        camera = self.camera(step)
        side = round(camera.counter * COUNTER_ROOM)
        taken = [
            pygame.Rect(round(x * camera.scale) - side // 2, round(y * camera.scale) - side // 2, side, side)
            for x, y in sorted(spots)
        ]
        scale = view_of(self.spec, camera.scale).scale
        return tuple(place_labels(self.outlines, self.places, scale, ALL, taken))

    def draw(
        self, window: pygame.Surface, camera: Camera, sheet: pygame.Surface, desk: tuple[int, int, int]
    ) -> None:
        """Blit the part of the sheet in view; the desk shows beyond its edges."""
        left, top = camera.corner()
        view = camera.view
        if not sheet.get_rect().contains((left, top, view.width, view.height)):
            window.fill(desk, view)
        window.set_clip(view)
        window.blit(sheet, (view.left - left, view.top - top))
        window.set_clip(None)
