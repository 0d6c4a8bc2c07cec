"""The map table: the sheet with all counters, panned, zoomed, hovered and searched before the first order.

Both sides' set-ups are open here, as on an umpire's table: no game is running, so nothing is hidden yet.
"""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui.app import Scene
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel, deliver, released
from game.ui.layers.terrain import TerrainLayer
from game.ui.layers.tooltip import DELAY_MS
from game.ui.scenes.help import turned
from game.ui.scenes.sheet_base import NOWHERE
from game.ui.scenes.sheet_picture import SheetPicture
from game.ui.table import Table

PAN_PX = 80
DRAG_BUTTONS = (2, 3)


class SheetScene(SheetPicture):
    """Map, panels and the keys that move between them."""

    def __init__(self, ui: Ui, table: Table, terrain: TerrainLayer, small: pygame.Surface) -> None:
        super().__init__(ui, table, terrain, small)
        self.next = self

    def handle(self, event: pygame.Event) -> Scene | None:
        """Panels first, from the top down, then the map, then the keys."""
        if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN):
            self.pointer, self.rest_ms, self.tip = event.pos, 0.0, False
        elif event.type == pygame.WINDOWLEAVE:
            self.pointer = NOWHERE
        if event.type == pygame.MOUSEMOTION and released(event):
            self.dragging = False
        if self.help:
            self.help = turned(self.help, event, self.ui, self.keys)
            return self.next
        if self.dragging and event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
            self._map(event)
        elif not deliver(self.panels, event):
            self._map(event)
            if event.type == pygame.KEYDOWN:
                self._key(event)
        self._hover()
        return self.next

    def _hover(self) -> None:
        """The hex below the pointer, whatever moved: the pointer, the map or a panel."""
        covered = self.dragging or any(panel.rect.collidepoint(self.pointer) for panel in self.panels)
        self.table.hovered = None if covered else self._under(self.pointer)

    def _map(self, event: pygame.Event) -> None:
        if event.type == pygame.MOUSEMOTION and self.dragging:
            self.camera.pan(-event.rel[0], -event.rel[1])
            self.dragged = True
        elif event.type == pygame.MOUSEBUTTONDOWN and self.camera.view.collidepoint(event.pos):
            self._press(event)
        elif event.type == pygame.MOUSEBUTTONUP and event.button in DRAG_BUTTONS:
            if event.button == 2 and self.dragging and not self.dragged:
                self.camera.center(*self.camera.to_sheet(event.pos))
            self.dragging = False
        elif event.type == pygame.MOUSEWHEEL and self.camera.view.collidepoint(self.pointer) and event.y:
            self.camera.zoom(1 if event.y > 0 else -1, self.pointer)

    def _press(self, event: pygame.Event) -> None:
        """A click selects, the other buttons take hold of the map; the wheel's own buttons do nothing."""
        hex_ = self._under(event.pos)
        if event.button in DRAG_BUTTONS:
            self.dragging, self.dragged = True, False
        elif event.button == 1:
            self.focus = None
            if hex_ is not None:
                self.table.click(hex_)

    def _key(self, event: pygame.Event) -> None:
        if getattr(event, "unicode", "") == "?":
            self.toggle_help()
            return
        acts = self._control_keys() if event.mod & pygame.KMOD_CTRL else self._plain_keys(event)
        act = acts.get(event.key)
        if act is not None:
            act()

    def _control_keys(self) -> dict[int, Callable[[], object]]:
        return {
            pygame.K_f: self._find,
            pygame.K_l: lambda: self.switch("names"),
            pygame.K_j: self.next_objective,
            pygame.K_EQUALS: lambda: self.resize(1.1),
            pygame.K_PLUS: lambda: self.resize(1.1),
            pygame.K_KP_PLUS: lambda: self.resize(1.1),
            pygame.K_KP_MINUS: lambda: self.resize(1 / 1.1),
            pygame.K_MINUS: lambda: self.resize(1 / 1.1),
            pygame.K_0: lambda: self.resize(1 / self.ui.scale),
            pygame.K_1: self.camera.reset,
        }

    def _plain_keys(self, event: pygame.Event) -> dict[int, Callable[[], object]]:
        pan, back = self.camera.pan, -1 if event.mod & pygame.KMOD_SHIFT else 1
        return {
            pygame.K_ESCAPE: self._escape,
            pygame.K_F1: self.toggle_help,
            pygame.K_F5: self.whole,
            pygame.K_F6: lambda: self._next_panel(back),
            pygame.K_TAB: lambda: self._step(back),
            pygame.K_n: lambda: self._step(back),
            pygame.K_HOME: lambda: self.go(self.table.selected),
            pygame.K_PLUS: lambda: self.camera.zoom(1),
            pygame.K_EQUALS: lambda: self.camera.zoom(1),
            pygame.K_KP_PLUS: lambda: self.camera.zoom(1),
            pygame.K_MINUS: lambda: self.camera.zoom(-1),
            pygame.K_KP_MINUS: lambda: self.camera.zoom(-1),
            pygame.K_LEFT: lambda: pan(-PAN_PX, 0),
            pygame.K_RIGHT: lambda: pan(PAN_PX, 0),
            pygame.K_UP: lambda: pan(0, -PAN_PX),
            pygame.K_DOWN: lambda: pan(0, PAN_PX),
            pygame.K_g: lambda: self.switch("grid"),
            pygame.K_h: lambda: self.switch("counters"),
            pygame.K_l: self.table.observe,
            pygame.K_c: lambda: self.switch("symbol" if self.table.style == "silhouette" else "silhouette"),
            pygame.K_SLASH: self._find,
        }

    def _find(self) -> None:
        self.focus = self.tree
        self.tree.find()

    def _escape(self) -> None:
        """Deselect, then leave a panel, then the menu; never out of the game."""
        if self.table.selected is not None:
            self.table.select(())
        elif self.focus is not None:
            self.focus = None
        else:
            self.leave()

    def _step(self, by: int) -> None:
        self.table.step(by)
        if self.table.selected is not None:
            self.go(self.table.selected)

    def _next_panel(self, by: int) -> None:
        stops: tuple[Panel | None, ...] = (None, self.tree, self.mini, self.dock, self.top)
        self.focus = stops[(stops.index(self.focus) + by) % len(stops)]

    def update(self, seconds: float) -> bool:
        """Let the tooltip ripen under a resting pointer."""
        self.rest_ms += seconds * 1000
        ripe = self.rest_ms >= DELAY_MS and self.table.hovered is not None and not self.dragging
        changed = ripe != self.tip
        self.tip = ripe
        return changed
