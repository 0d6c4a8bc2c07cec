"""What film and review have in common: a sheet to move about on, panels around it, a page of keys over it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial

import pygame

from game.ui import keys_table
from game.ui.app import Scene
from game.ui.camera import Camera
from game.ui.film_cast import Group
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel, deliver, released
from game.ui.layers.marks import draw_frame, draw_objectives, draw_points
from game.ui.layers.names import draw_names
from game.ui.layers.terrain import TerrainLayer
from game.ui.scenes.help import draw_help, turned
from game.ui.table import SHOWN_LAYERS, Table

DRAG_BUTTONS = (2, 3)
PAN_PX = 80
Acts = dict[int, Callable[[], object]]


class Stage(ABC):
    """A scene over the sheet. `keys`: where its keys stand in the table of keys."""

    keys = keys_table.FILM

    def __init__(self, ui: Ui, terrain: TerrainLayer, table: Table, step: int) -> None:
        self.ui, self.terrain, self.table = ui, terrain, table
        spec = terrain.spec
        self.camera = Camera(spec.width_m, spec.height_m, spec.across_m, step=step)
        self.camera.center(*table.middle)
        self.panels: tuple[Panel, ...] = ()
        self.focus: Panel | None = None
        self.next: Scene | None = None
        self.chosen: int | None = None
        self.spots: list[tuple[pygame.Rect, Group]] = []
        self.style, self.help, self.dragging, self.pointer = "symbol", 0, False, (-1, -1)

    @abstractmethod
    def layout(self, size: tuple[int, int]) -> None:
        """Give every panel and the sheet their places for a size of the window."""

    @abstractmethod
    def play(self, window: pygame.Surface) -> None:
        """Draw what is on the sheet; the clip is the sheet's."""

    @abstractmethod
    def acts(self, event: pygame.Event) -> Acts:
        """What the keys without Ctrl do."""

    @abstractmethod
    def stops(self) -> tuple[Panel | None, ...]:
        """What F6 goes through."""

    @abstractmethod
    def over(self, window: pygame.Surface) -> None:
        """Draw what lies over everything on the sheet; the clip is the sheet's."""

    def order(self) -> tuple[Panel, ...]:
        """The panels, the topmost first."""
        return self.panels

    # what the keys do

    def toggle_help(self) -> None:
        """Show or hide the page of keys."""
        self.help = 0 if self.help else 1

    def toggle_style(self) -> None:
        """Symbols or silhouettes."""
        self.style = "symbol" if self.style == "silhouette" else "silhouette"

    def whole(self) -> None:
        """As much of the sheet as there is room for."""
        while self.camera.width_m * self.camera.scale > self.camera.view.width and self.camera.zoom(-1):
            pass

    def small(self) -> pygame.Surface:
        """The whole sheet, small."""
        return self.terrain.picture(0, {"relief"})

    def pan(self, dx: float, dy: float) -> None:
        """Move the sheet by pixels."""
        self.camera.pan(dx, dy)

    def next_panel(self, by: int) -> None:
        """Give the keyboard to the next panel."""
        stops = self.stops()
        self.focus = stops[(stops.index(self.focus) + by) % len(stops)]

    def resize(self, factor: float) -> None:
        """Change the scale of the interface, 80 to 200 %."""
        self.ui = self.ui.resized(factor)
        for panel in self.panels:
            panel.ui = self.ui
            panel.rect = pygame.Rect(0, 0, 0, 0)

    def choose_at(self, at: tuple[int, int]) -> None:
        """Choose the unit on top of the counter at a place; again, the next one below it."""
        rows = next((group.rows for rect, group in reversed(self.spots) if rect.collidepoint(at)), ())
        if self.chosen in rows:
            self.chosen = rows[(rows.index(self.chosen) + 1) % len(rows)]
        else:
            self.chosen = rows[0] if rows else None

    def press(self, at: tuple[int, int]) -> None:
        """A click on the sheet."""
        self.choose_at(at)

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """Panels first, then the sheet, then the keys."""
        if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN):
            self.pointer = event.pos
        if self.help:
            self.help = turned(self.help, event, self.ui, self.keys)
            return self.next
        for panel in self.panels:
            panel.focused = panel is self.focus
        if event.type == pygame.MOUSEMOTION and released(event):
            self.dragging = False
        if self.dragging and event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
            self._sheet(event)
        elif not deliver(self.order(), event):
            self._sheet(event)
            if event.type == pygame.KEYDOWN:
                self._key(event)
        return self.next

    def _sheet(self, event: pygame.Event) -> None:
        view = self.camera.view
        if event.type == pygame.MOUSEMOTION and self.dragging:
            self.pan(-event.rel[0], -event.rel[1])
        elif event.type == pygame.MOUSEBUTTONDOWN and view.collidepoint(event.pos):
            self.dragging = event.button in DRAG_BUTTONS
            if event.button == 1:
                self.focus = None
                self.press(event.pos)
        elif event.type == pygame.MOUSEBUTTONUP and event.button in DRAG_BUTTONS:
            self.dragging = False
        elif event.type == pygame.MOUSEWHEEL and view.collidepoint(self.pointer) and event.y:
            self.camera.zoom(1 if event.y > 0 else -1, self.pointer)

    def _key(self, event: pygame.Event) -> None:
        if getattr(event, "unicode", "") == "?":
            self.toggle_help()
            return
        held = event.mod & pygame.KMOD_CTRL
        acts = self._with_ctrl() if held else self._plain(event) | self.acts(event)
        act = acts.get(event.key)
        if act is not None:
            act()

    def _with_ctrl(self) -> Acts:
        factors = dict.fromkeys((pygame.K_EQUALS, pygame.K_PLUS, pygame.K_KP_PLUS), 1.1)
        factors |= dict.fromkeys((pygame.K_MINUS, pygame.K_KP_MINUS), 1 / 1.1)
        factors[pygame.K_0] = 1 / self.ui.scale
        sized: Acts = {key: partial(self.resize, factor) for key, factor in factors.items()}
        return sized | {pygame.K_1: self.camera.reset} | self._arrows()

    def _arrows(self) -> Acts:
        return {
            pygame.K_LEFT: lambda: self.pan(-PAN_PX, 0),
            pygame.K_RIGHT: lambda: self.pan(PAN_PX, 0),
            pygame.K_UP: lambda: self.pan(0, -PAN_PX),
            pygame.K_DOWN: lambda: self.pan(0, PAN_PX),
        }

    def _plain(self, event: pygame.Event) -> Acts:
        back = -1 if event.mod & pygame.KMOD_SHIFT else 1
        common: Acts = dict.fromkeys(
            (pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS), lambda: self.camera.zoom(1)
        )
        common |= dict.fromkeys((pygame.K_MINUS, pygame.K_KP_MINUS), lambda: self.camera.zoom(-1))
        common |= {
            pygame.K_F1: self.toggle_help,
            pygame.K_F5: self.whole,
            pygame.K_F6: lambda: self.next_panel(back),
            pygame.K_c: self.toggle_style,
        }
        return common | self._arrows()

    # drawing

    def letter(self, window: pygame.Surface, occupied: frozenset[int], light: int) -> None:
        """Objectives, and names beside the hexes in which counters stand, in the light of an hour."""
        draw_objectives(window, self.camera, self.table, self.ui)
        window.set_clip(self.camera.view)
        draw_names(window, self.camera, self.terrain, self.table, occupied, light)

    def draw(self, window: pygame.Surface) -> None:
        """Draw from the sheet up."""
        self.layout(window.get_size())
        for panel in self.panels:
            panel.focused = panel is self.focus
        camera, ui = self.camera, self.ui
        self.terrain.draw(window, camera, self.terrain.picture(camera.step, set(SHOWN_LAYERS)), ui.theme.bar)
        window.set_clip(camera.view)
        self.play(window)
        window.set_clip(None)
        draw_points(window, camera, self.table, ui)
        window.set_clip(camera.view)
        draw_frame(window, camera, ui)
        self.over(window)
        window.set_clip(None)
        for panel in reversed(self.order()):
            panel.draw(window)
        if self.help:
            draw_help(window, ui, self.keys, self.help)
