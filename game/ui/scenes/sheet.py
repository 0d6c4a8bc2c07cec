"""The map table: the sheet with all counters, panned, zoomed, hovered and searched before the first order.

Both sides' set-ups are open here, as on an umpire's table: no game is running, so nothing is hidden yet.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.i18n import text as _
from game.ui import keys_table
from game.ui.app import Scene
from game.ui.camera import RADII, Camera
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel, deliver
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
from game.ui.layers.seen import draw_hidden
from game.ui.layers.terrain import TerrainLayer
from game.ui.layers.tooltip import DELAY_MS, draw_tooltip
from game.ui.panels.dock import Dock
from game.ui.panels.hex_card import HexCard
from game.ui.panels.minimap import Minimap
from game.ui.panels.profile import ProfilePanel
from game.ui.panels.rail import WIDTH as RAIL
from game.ui.panels.rail import Rail
from game.ui.panels.topbar import TopBar
from game.ui.panels.tree import TreePanel
from game.ui.panels.unit_card import UnitCard
from game.ui.scenes.help import draw_help
from game.ui.table import Table

TOP, LEFT, RIGHT, BOTTOM = 52, 300, 340, 176
FOLD_LEFT, FOLD_RIGHT = 1500, 1280
PAN_PX = 80
DRAG_BUTTONS = (2, 3)
NOWHERE = (-1, -1)


class SheetScene:
    """Map, panels and the keys that move between them."""

    keys = keys_table.TABLE
    """Where its keys stand in the table of keys."""

    def __init__(self, ui: Ui, table: Table, terrain: TerrainLayer, small: pygame.Surface) -> None:
        self.ui, self.table, self.terrain = ui, table, terrain
        self.mosaic = Mosaic(self._paint)
        spec = terrain.spec
        self.camera = Camera(spec.width_m, spec.height_m, spec.across_m)
        self.camera.center(*table.middle)
        self.top = TopBar(ui, table, (self.whole, self.toggle_help, self.leave))
        self.tree = TreePanel(ui, table, self.go)
        self.mini = Minimap(ui, table, self.camera, small, self.switch)
        self.unit, self.hex, self.dock = UnitCard(ui, table), HexCard(ui, table), Dock(ui, table)
        self.profile = ProfilePanel(ui, table)
        self.rail = Rail(ui, self.unfold, lambda: self.unfolded)
        self.panels: tuple[Panel, ...] = (
            self.top,
            self.tree,
            self.mini,
            self.rail,
            self.unit,
            self.hex,
            self.profile,
            self.dock,
        )
        self.focus: Panel | None = None
        self.next: Scene | None = self
        self.size, self.objective = (0, 0), -1
        self.pointer = NOWHERE
        self.rest_ms = 0.0
        self.tip = self.help = self.dragged = self.dragging = False
        self.folded = False
        self.partial = False
        """Whether the window still shows what was drawn last; the loop says so."""
        self.dirty: list[pygame.Rect] | None = None
        """Places that were drawn last; None for all of the window."""
        self._shown: tuple[Hashable, Hashable, int | None] | None = None

    # what the buttons and keys do

    def go(self, row: int | None) -> None:
        """Center the map on a unit; one that is not on the map moves nothing."""
        hex_ = None if row is None else self.table.hex_of(row)
        if hex_ is not None:
            self.camera.center(*self.table.centers[hex_])

    def next_objective(self) -> None:
        """Center on the next hex that is played for, in the order of the map."""
        hexes = sorted(self.table.objectives)
        if hexes:
            self.objective = (self.objective + 1) % len(hexes)
            self.camera.center(*self.table.centers[hexes[self.objective]])

    def whole(self) -> None:
        """Show as much of the sheet as there is room for."""
        view = self.camera.view
        fits = [
            step
            for step in range(len(RADII))
            if max(
                self.camera.width_m * self.camera.scale_at(step) / max(1, view.width),
                self.camera.height_m * self.camera.scale_at(step) / max(1, view.height),
            )
            <= 1.0
        ]
        self.camera.step = fits[-1] if fits else 0
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

    @property
    def unfolded(self) -> bool:
        """Whether the folded left panel lies open over the map: as long as it has the keyboard."""
        return self.focus in (self.tree, self.mini)

    def unfold(self) -> None:
        """Open the folded left panel, or close it."""
        self.focus = None if self.unfolded else self.tree

    # layout

    def layout(self, size: tuple[int, int]) -> None:
        """Give every panel its place for a size of the window."""
        dp, (width, height) = self.ui.dp, size
        self.size = size
        self.folded, narrow = width < dp(FOLD_LEFT), width < dp(FOLD_RIGHT)
        top = dp(TOP)
        high = max(0, height - top)
        bottom, mini = min(dp(BOTTOM), high // 3), min(dp(380), high // 2)
        rail = dp(RAIL) if self.folded else 0
        span = dp(LEFT) if self.unfolded or not self.folded else 0
        self.top.place(pygame.Rect(0, 0, width, top))
        self.rail.place(pygame.Rect(0, top, rail, high))
        self.tree.place(pygame.Rect(rail, top, span, high - mini))
        self.mini.place(pygame.Rect(rail, height - mini, span, mini))
        card = 0 if narrow and self.table.selected is None else dp(RIGHT)
        self._cards(pygame.Rect(width - card, top, card, high))
        left, right = rail or span, 0 if narrow else card
        middle = max(1, width - left - right)
        self._bottom(pygame.Rect(left, height - bottom, middle, bottom))
        self.camera.view = pygame.Rect(left, top, middle, max(1, high - bottom))
        self.camera.pan(0, 0)

    def _bottom(self, rect: pygame.Rect) -> None:
        """What lies below the map."""
        self.dock.place(rect)

    def _cards(self, rect: pygame.Rect) -> None:
        """The unit card, the ground and the line of sight, one below the other."""
        card, cut = min(self.ui.dp(560), rect.height * 11 // 20), min(self.ui.dp(210), rect.height // 4)
        self.unit.place(pygame.Rect(rect.topleft, (rect.width, card)))
        self.hex.place(pygame.Rect(rect.left, rect.top + card, rect.width, rect.height - card - cut))
        self.profile.place(pygame.Rect(rect.left, rect.bottom - cut, rect.width, cut))

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """Panels first, from the top down, then the map, then the keys."""
        if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN):
            self.pointer, self.rest_ms, self.tip = event.pos, 0.0, False
        elif event.type == pygame.WINDOWLEAVE:
            self.pointer = NOWHERE
        if self.help:
            self.help = event.type not in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN)
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

    def pointed(self) -> tuple[int, int]:
        """Pixel beside which the tooltip lies."""
        return self.pointer

    def _under(self, at: tuple[int, int]) -> int | None:
        if not self.camera.view.collidepoint(at):
            return None
        hex_ = self.table.start.board.hex_at(*self.camera.to_sheet(at))
        return hex_ if hex_ >= 0 else None

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

    def resize(self, factor: float) -> None:
        """Change the scale of the interface, 80 to 200 %."""
        self.ui = self.ui.resized(factor)
        self.mosaic.clear()
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
        return self.tip or self.help

    def lively(self) -> Hashable:
        """What `above` depends on; None while it draws nothing."""
        return None

    def _state(self) -> tuple[Hashable, Hashable, int | None]:
        """What the window shows: where everything lies, the map without the pointer, the pointer's hex."""
        view = self.camera.view
        places = (self.size, *view, *(tuple(panel.rect) for panel in self.panels))
        still = (self.camera.corner(), self.camera.step, self.about(), [what for _, what in self.marks()])
        return places, (still, self.lively()), self.table.hovered

    def _mended(
        self, window: pygame.Surface, shown: tuple[Hashable, Hashable, int | None]
    ) -> list[pygame.Rect] | None:
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

    def _mended_map(
        self,
        window: pygame.Surface,
        was: tuple[Hashable, Hashable, int | None],
        now: tuple[Hashable, Hashable, int | None],
    ) -> list[pygame.Rect]:
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
            draw_tooltip(window, self.camera.view, self.table, self.ui, self.pointed())
        if self.help:
            draw_help(window, self.ui, self.keys)

    def _paint(self, picture: pygame.Surface, camera: Camera, marks: tuple[Hashable, ...]) -> None:
        """Paint a part of the map with all that lies still on it."""
        table, ui = self.table, self.ui
        sheet = self.terrain.picture(camera.step, table.layers, self._baking)
        self.terrain.draw(picture, camera, sheet, ui.theme.bar)
        self.below(picture, camera, marks)
        draw_hidden(picture, camera, table, ui.theme)
        draw_objectives(picture, camera, table, ui)
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

    def below(self, picture: pygame.Surface, camera: Camera, marks: tuple[Hashable, ...]) -> None:
        """What a scene draws between the sheet and the counters."""

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
