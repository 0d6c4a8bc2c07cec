"""The picture of the map table: kept in squares, and of a window that stands only what has changed."""

from __future__ import annotations

from collections.abc import Hashable

import pygame

from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.counters import draw_counters
from game.ui.layers.marks import (
    draw_frame,
    draw_hover,
    draw_objectives,
    draw_points,
    furniture,
    hex_spot,
)
from game.ui.layers.mosaic import Mark, Mosaic, around
from game.ui.layers.names import DAY, draw_names
from game.ui.layers.seen import draw_hidden
from game.ui.layers.terrain import TerrainLayer
from game.ui.layers.tooltip import draw_tooltip
from game.ui.scenes.help import draw_help
from game.ui.scenes.sheet_layout import SheetLayout
from game.ui.table import Table

Shown = tuple[Hashable, Hashable, int | None]
"""Where everything lies, the map without the pointer, the pointer's hex."""


class SheetPicture(SheetLayout):
    """The map table with its drawing."""

    def __init__(self, ui: Ui, table: Table, terrain: TerrainLayer, small: pygame.Surface) -> None:
        super().__init__(ui, table, terrain, small)
        self.mosaic = Mosaic(self._paint)
        self.partial = False
        """Whether the window still shows what was drawn last; the loop says so."""
        self.dirty: list[pygame.Rect] | None = None
        """Places that were drawn last; None for all of the window."""
        self.tags: list[pygame.Rect] = []
        """Words on the map that a tip keeps off."""
        self._shown: Shown | None = None

    def resize(self, factor: float) -> None:
        """Change the scale of the interface, 80 to 200 %."""
        self.ui = self.ui.resized(factor)
        self.mosaic.clear()
        for panel in self.panels:
            panel.ui = self.ui
            panel.rect = pygame.Rect(0, 0, 0, 0)
        self.size = (0, 0)

    def draw(self, window: pygame.Surface) -> None:
        """Draw from the sheet up; of a window that is as it was left, only what has changed."""
        self.layout(window.get_size())
        for panel in self.panels:
            panel.focused = panel is self.focus
        covered, shown = self.covered(), self._state()
        self.dirty = None if covered or not self.partial else self._mended(window, shown)
        if self.dirty is None:
            self._draw_all(window)
        self._shown = None if covered else shown

    def covered(self) -> bool:
        """Whether something lies over the map and its panels."""
        return self.tip or self.help > 0

    def lively(self) -> Hashable:
        """What `above` depends on; None while it draws nothing."""
        return None

    def _state(self) -> Shown:
        """What the window shows: where everything lies, the map without the pointer, the pointer's hex."""
        view = self.camera.view
        places = (self.size, *view, *(tuple(panel.rect) for panel in self.panels))
        still = (self.camera.corner(), self.camera.step, self.about(), [what for _, what in self.marks()])
        return places, (still, self.lively()), self.table.hovered

    def _mended(self, window: pygame.Surface, shown: Shown) -> list[pygame.Rect] | None:
        """Draw what differs from what was shown last, and give its places; None when all is to be drawn."""
        was, view = self._shown, self.camera.view
        over = any(panel.shown and panel.rect.colliderect(view) for panel in self.panels)
        if was is None or was[0] != shown[0] or over:
            return None
        dirty = self._mended_map(window, was, shown)
        for panel in self.panels:
            if panel.stale():
                panel.draw(window)
                dirty.append(panel.rect.copy())
        return dirty

    def _mended_map(self, window: pygame.Surface, was: Shown, now: Shown) -> list[pygame.Rect]:
        """The same of the map: all of it, or the hexes that the pointer has left and come to."""
        view = self.camera.view
        if was == now:
            return []
        spots = [hex_spot(self.camera, self.table, hex_) for hex_ in (was[2], now[2]) if hex_ is not None]
        spots = [spot.clip(view) for spot in spots if spot.colliderect(view)]
        if (
            was[1] != now[1]
            or self.lively() is not None
            or any(furniture(view, spot, self.ui) for spot in spots)
        ):
            self._draw_map(window)
            return [view.copy()]
        left, top = self.camera.corner()
        for spot in spots:
            part = self.camera.part(spot.move(left - view.left, top - view.top))
            picture = window.subsurface(spot)
            self.mosaic.draw(picture, part, self.about(), self.marks())
            draw_hover(picture, part, self.table, self.ui)
        return spots

    def _draw_map(self, window: pygame.Surface) -> None:
        """Draw the map."""
        self.mosaic.draw(window, self.camera, self.about(), self.marks(), self.whole_view())
        self.above(window)
        draw_hover(window, self.camera, self.table, self.ui)
        window.set_clip(self.camera.view)
        draw_frame(window, self.camera, self.ui)
        window.set_clip(None)

    def _draw_all(self, window: pygame.Surface) -> None:
        """Draw everything."""
        self._draw_map(window)
        for panel in reversed(self.panels):
            panel.draw(window)
        self._edges(window)
        if self.tip:
            clear = [*self.tags, *(panel.rect for panel in self.panels if panel.shown)]
            draw_tooltip(window, self.camera, self.table, self.ui, clear)
        if self.help:
            draw_help(window, self.ui, self.keys, self.help)

    def _paint(self, picture: pygame.Surface, camera: Camera, marks: tuple[Hashable, ...]) -> None:
        """Paint a part of the map with all that lies still on it."""
        table, ui = self.table, self.ui
        sheet = self.terrain.picture(camera.step, table.layers, self._baking)
        self.terrain.draw(picture, camera, sheet, ui.theme.bar)
        self.below(picture, camera, marks)
        draw_hidden(picture, camera, table, ui.theme)
        if "counters" in table.layers:
            draw_counters(picture, camera, table, ui.theme)
        draw_points(picture, camera, table, ui)
        self.upon(picture, camera, marks)

    def about(self) -> Hashable:
        """What every part of the map depends on."""
        table = self.table
        look = (frozenset(table.layers), table.style, self.ui, self.terrain.edition)
        return (table.version, table.observer, look)

    def marks(self) -> list[Mark]:
        """What single parts of the map depend on: the stacks with selected units."""
        table, chosen = self.table, self.table.selected
        places = dict.fromkeys(hex_ for row in table.chosen if (hex_ := table.hex_of(row)) is not None)
        first = None if chosen is None else table.hex_of(chosen)
        lit = {hex_: table.top_of(hex_) for hex_ in places}
        return [
            (around(self.camera, [table.centers[hex_]]), (hex_, top, table.lit(top), hex_ == first))
            for hex_, top in lit.items()
        ]

    def whole_view(self) -> bool:
        """Whether something lies on the map that is painted for a view as a whole."""
        return False

    def below(
        self,
        picture: pygame.Surface,
        camera: Camera,
        marks: tuple[Hashable, ...],  # noqa: ARG002
    ) -> None:
        """What a scene draws between the sheet and the counters: objectives, and the names of places."""
        self.letter(picture, camera)

    def letter(self, picture: pygame.Surface, camera: Camera, light: int = DAY) -> None:
        """Objectives, and the names that are wanted: beside the counters, where these are shown."""
        table = self.table
        draw_objectives(picture, camera, table, self.ui)
        if "names" in table.layers:
            hexes = table.stacks if "counters" in table.layers else ()
            draw_names(picture, camera, self.terrain, table, hexes, light)

    def upon(self, picture: pygame.Surface, camera: Camera, marks: tuple[Hashable, ...]) -> None:
        """What a scene draws over the counters and keeps with them."""

    def above(self, window: pygame.Surface) -> None:
        """What a scene draws over the map in every frame."""

    def _edges(self, window: pygame.Surface) -> None:
        """A line along the panels that lie over the map."""
        view, low = self.camera.view, window.get_height()
        for panel, x in ((self.mini, self.mini.rect.right), (self.unit, self.unit.rect.left - 1)):
            if panel.shown and view.left < x < view.right - 1:
                pygame.draw.line(window, self.ui.theme.brass, (x, view.top), (x, low))

    def _baking(self, share: float, what: str) -> None:
        """A bar over the map while a new step of zoom is drawn for the first time."""
        window = pygame.display.get_surface()
        if window is None:
            return
        box = pygame.Rect(0, 0, self.ui.dp(340), self.ui.dp(54))
        box.center = self.camera.view.center
        self.ui.box(window, box, self.ui.theme.bar, self.ui.theme.brass)
        self.ui.text(
            window, what or _("Drawing the sheet"), (box.centerx, box.top + self.ui.dp(8)), align=0.5
        )
        bar = pygame.Rect(
            box.left + self.ui.dp(20), box.bottom - self.ui.dp(18), box.width - self.ui.dp(40), self.ui.dp(8)
        )
        self.ui.bar(window, bar, share, self.ui.theme.brass, self.ui.theme.card)
        pygame.display.update(box)
        pygame.event.pump()
