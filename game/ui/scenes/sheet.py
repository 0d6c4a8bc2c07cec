"""The map table: the sheet with all counters, panned, zoomed, hovered and searched before the first order.

Both sides' set-ups are open here, as on an umpire's table: no game is running, so nothing is hidden yet.
"""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.i18n import text as _
from game.ui.app import Scene
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel
from game.ui.layers.counters import draw_counters
from game.ui.layers.marks import draw_frame, draw_hover, draw_objectives, draw_points
from game.ui.layers.seen import draw_hidden
from game.ui.layers.terrain import TerrainLayer
from game.ui.layers.tooltip import DELAY_MS, draw_tooltip
from game.ui.panels.dock import Dock
from game.ui.panels.hex_card import HexCard
from game.ui.panels.minimap import Minimap
from game.ui.panels.profile import ProfilePanel
from game.ui.panels.topbar import TopBar
from game.ui.panels.tree import TreePanel
from game.ui.panels.unit_card import UnitCard
from game.ui.scenes.help import draw_help
from game.ui.table import Table

TOP, LEFT, RIGHT, BOTTOM = 52, 300, 340, 176
FOLD_LEFT, FOLD_RIGHT = 1500, 1280
PAN_PX = 80
DRAG_BUTTONS = (2, 3)


class SheetScene:
    """Map, panels and the keys that move between them."""

    def __init__(self, ui: Ui, table: Table, terrain: TerrainLayer, small: pygame.Surface) -> None:
        self.ui, self.table, self.terrain = ui, table, terrain
        spec = terrain.spec
        self.camera = Camera(spec.width_m, spec.height_m, spec.across_m)
        self.camera.center(*table.middle)
        self.top = TopBar(ui, table, (self.whole, self.toggle_help, self.leave))
        self.tree = TreePanel(ui, table, self.go)
        self.mini = Minimap(ui, table, self.camera, small, self.switch)
        self.unit, self.hex, self.dock = UnitCard(ui, table), HexCard(ui, table), Dock(ui, table)
        self.profile = ProfilePanel(ui, table)
        self.panels: tuple[Panel, ...] = (
            self.top,
            self.tree,
            self.mini,
            self.unit,
            self.hex,
            self.profile,
            self.dock,
        )
        self.focus: Panel | None = None
        self.next: Scene | None = self
        self.size = (0, 0)
        self.pointer = (0, 0)
        self.rest_ms = 0.0
        self.tip = self.help = self.dragged = self.dragging = False
        self.folded = False

    # what the buttons and keys do

    def go(self, row: int | None) -> None:
        """Center the map on a unit; one that is not on the map moves nothing."""
        hex_ = None if row is None else self.table.hex_of(row)
        if hex_ is not None:
            self.camera.center(*self.table.centers[hex_])

    def whole(self) -> None:
        """Show as much of the sheet as there is room for."""
        self.camera.step = 0
        self.camera.center(self.camera.width_m / 2, self.camera.height_m / 2)

    def toggle_help(self) -> None:
        """Show or hide the page of keys."""
        self.help = not self.help

    def leave(self) -> None:
        """Go back to the menu."""
        from game.ui.scenes.menu import Menu

        self.next = Menu(self.ui)

    def switch(self, what: str) -> None:
        """Switch a layer, or choose the style of counters."""
        if what in ("symbol", "silhouette"):
            self.table.style = what
        else:
            self.table.toggle(what)

    # layout

    def layout(self, size: tuple[int, int]) -> None:
        """Give every panel its place for a size of the window."""
        dp, (width, height) = self.ui.dp, size
        self.size = size
        self.folded = width < dp(FOLD_LEFT)
        left = 0 if self.folded and self.focus is not self.tree else dp(LEFT)
        right = 0 if width < dp(FOLD_RIGHT) and self.table.selected is None else dp(RIGHT)
        top, bottom = dp(TOP), dp(BOTTOM)
        self.top.place(pygame.Rect(0, 0, width, top))
        mini = min(dp(380), (height - top) // 2)
        self.tree.place(pygame.Rect(0, top, left, height - top - mini))
        self.mini.place(pygame.Rect(0, height - mini, left, mini))
        card, cut = min(dp(560), (height - top) * 11 // 20), min(dp(210), (height - top) // 4)
        ground = height - top - card - cut
        self.unit.place(pygame.Rect(width - right, top, right, card))
        self.hex.place(pygame.Rect(width - right, top + card, right, ground))
        self.profile.place(pygame.Rect(width - right, top + card + ground, right, cut))
        self.dock.place(pygame.Rect(left, height - bottom, width - left - right, bottom))
        self.camera.view = pygame.Rect(left, top, width - left - right, height - top - bottom)
        self.camera.pan(0, 0)

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """Panels first, from the top down, then the map, then the keys."""
        if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN):
            self.pointer, self.rest_ms, self.tip = event.pos, 0.0, False
        if self.help and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self.help = False
            return self.next
        taken = [panel.handle(event) for panel in self.panels]
        if not any(taken):
            self._map(event)
            if event.type == pygame.KEYDOWN:
                self._key(event)
        elif event.type == pygame.MOUSEMOTION:
            self.table.hovered = None
        return self.next

    def _map(self, event: pygame.Event) -> None:
        if event.type == pygame.MOUSEMOTION:
            if self.dragging:
                self.camera.pan(-event.rel[0], -event.rel[1])
                self.dragged = True
            self.table.hovered = self._under(event.pos)
        elif event.type == pygame.MOUSEBUTTONDOWN and self.camera.view.collidepoint(event.pos):
            self.focus = None
            self.dragging, self.dragged = event.button in DRAG_BUTTONS, False
            hex_ = self._under(event.pos)
            if event.button == 1 and hex_ is not None:
                self.table.click(hex_)
        elif event.type == pygame.MOUSEBUTTONUP:
            if event.button == 2 and self.dragging and not self.dragged:
                self.camera.center(*self.camera.to_sheet(event.pos))
            self.dragging = False
        elif event.type == pygame.MOUSEWHEEL and self.camera.view.collidepoint(self.pointer):
            self.camera.zoom(1 if event.y > 0 else -1, self.pointer)

    def _under(self, at: tuple[int, int]) -> int | None:
        if not self.camera.view.collidepoint(at):
            return None
        hex_ = self.table.start.board.hex_at(*self.camera.to_sheet(at))
        return hex_ if hex_ >= 0 else None

    def _key(self, event: pygame.Event) -> None:
        acts = self._control_keys() if event.mod & pygame.KMOD_CTRL else self._plain_keys(event)
        act = acts.get(event.key)
        if act is not None:
            act()

    def _control_keys(self) -> dict[int, Callable[[], object]]:
        return {
            pygame.K_f: self._find,
            pygame.K_EQUALS: lambda: self.resize(1.1),
            pygame.K_PLUS: lambda: self.resize(1.1),
            pygame.K_MINUS: lambda: self.resize(1 / 1.1),
            pygame.K_0: lambda: self.resize(1 / self.ui.scale),
        }

    def _plain_keys(self, event: pygame.Event) -> dict[int, Callable[[], object]]:
        pan, back = self.camera.pan, -1 if event.mod & pygame.KMOD_SHIFT else 1
        return {
            pygame.K_ESCAPE: self._escape,
            pygame.K_F1: self.toggle_help,
            pygame.K_QUESTION: self.toggle_help,
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
            self.table.selected = None
        elif self.focus is not None:
            self.focus = None
        else:
            self.leave()

    def _step(self, by: int) -> None:
        self.table.step(by)
        if self.table.selected is not None:
            self.go(self.table.selected)

    def _next_panel(self, by: int) -> None:
        stops: tuple[Panel | None, ...] = (None, self.tree, self.dock)
        self.focus = stops[(stops.index(self.focus) + by) % len(stops)]

    def resize(self, factor: float) -> None:
        """Change the scale of the interface, 80 to 200 %."""
        scale = min(2.0, max(0.8, round(self.ui.scale * factor, 2)))
        self.ui = Ui(self.ui.theme, scale, self.ui.text_scale)
        for panel in self.panels:
            panel.ui = self.ui
            panel.rect = pygame.Rect(0, 0, 0, 0)
        self.size = (0, 0)

    # time and drawing

    def update(self, seconds: float) -> bool:
        """Let the tooltip ripen under a resting pointer."""
        self.rest_ms += seconds * 1000
        ripe = self.rest_ms >= DELAY_MS and self.table.hovered is not None and not self.dragging
        changed = ripe != self.tip
        self.tip = ripe
        return changed

    def draw(self, window: pygame.Surface) -> None:
        """Draw from the sheet up."""
        self.layout(window.get_size())
        for panel in self.panels:
            panel.focused = panel is self.focus
        sheet = self.terrain.picture(self.camera.step, self.table.layers, self._baking)
        self.terrain.draw(window, self.camera, sheet, self.ui.theme.bar)
        draw_hidden(window, self.camera, self.table, self.ui.theme)
        draw_objectives(window, self.camera, self.table, self.ui)
        if "counters" in self.table.layers:
            draw_counters(window, self.camera, self.table, self.ui.theme)
        draw_points(window, self.camera, self.table, self.ui)
        draw_hover(window, self.camera, self.table, self.ui)
        window.set_clip(self.camera.view)
        draw_frame(window, self.camera, self.ui)
        window.set_clip(None)
        for panel in self.panels:
            panel.draw(window)
        if self.tip:
            draw_tooltip(window, self.camera.view, self.table, self.ui, self.pointer)
        if self.help:
            draw_help(window, self.ui)

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
