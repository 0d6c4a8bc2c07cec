"""The map table without its picture: its panels, and what buttons and keys do."""

from __future__ import annotations

import pygame

from game.ui import keys_table
from game.ui.app import Scene
from game.ui.camera import RADII, Camera
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel
from game.ui.layers.terrain import TerrainLayer
from game.ui.panels.dock import Dock
from game.ui.panels.hex_card import HexCard
from game.ui.panels.minimap import Minimap
from game.ui.panels.profile import ProfilePanel
from game.ui.panels.rail import Rail
from game.ui.panels.topbar import TopBar
from game.ui.panels.tree import TreePanel
from game.ui.panels.unit_card import UnitCard
from game.ui.table import Table

NOWHERE = (-1, -1)


class SheetBase:
    """Panels over a table, and what can be done with them."""

    keys = keys_table.TABLE
    """Where its keys stand in the table of keys."""

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
        self.next: Scene | None
        self.size, self.objective = (0, 0), -1
        self.pointer = NOWHERE
        self.rest_ms = 0.0
        self.tip = self.dragged = self.dragging = False
        self.help = 0
        """The page of keys that lies open, 0 for none."""
        self.folded = False

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
        self.help = 0 if self.help else 1

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

    def _under(self, at: tuple[int, int]) -> int | None:
        if not self.camera.view.collidepoint(at):
            return None
        hex_ = self.table.start.board.hex_at(*self.camera.to_sheet(at))
        return hex_ if hex_ >= 0 else None
