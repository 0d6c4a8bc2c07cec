"""Loading a scenario behind a bar; a fault leads back to the menu with its sentence."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.i18n import text as _
from game.scenario.build import build
from game.scenario.check import sound_bundle
from game.scenario.faults import BadData
from game.scenario.ground import load_ground
from game.scenario.vision import vision_of
from game.ui.app import Scene
from game.ui.kit.draw import Ui
from game.ui.layers.terrain import TerrainLayer
from game.ui.sheetspec import places_of, spec_of
from game.ui.table import Table

FIRST_STEP, SMALL_STEP = 3, 0


class Loading:
    """Does its work in the first update after it has been drawn once."""

    def __init__(self, ui: Ui, path: Path) -> None:
        self.ui, self.path = ui, path
        self.share, self.what = 0.0, _("Reading the scenario")
        self.drawn = False
        self.next: Scene | None = None

    def handle(self, event: pygame.Event) -> Scene | None:  # noqa: ARG002
        """Events wait until the work is done."""
        return self.next or self

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Do the work once the bar is on the screen, then knock so that the loop fetches the next scene."""
        if self.drawn and self.next is None:
            self.next = self._load()
            pygame.event.post(pygame.Event(pygame.USEREVENT))
        return True

    def _load(self) -> Scene:
        from game.ui.scenes.menu import Menu
        from game.ui.scenes.sheet import SheetScene

        try:
            start = build(sound_bundle(self.path))
            ground = load_ground()
        except BadData as bad:
            return Menu(self.ui, str(bad.faults[0]))
        except OSError as error:
            return Menu(self.ui, f"{error.filename}: {error.strerror}")
        table = Table(start)
        spec = spec_of(start)
        occupied = [table.centers[hex_] for hex_ in table.stacks]
        terrain = TerrainLayer(ground, spec, places_of(start, table.language), occupied)
        table.vision = vision_of(start.board, ground, start.ruleset, self._sighting)
        terrain.picture(FIRST_STEP, table.layers, self.progress)
        small = terrain.picture(SMALL_STEP, {"relief"}, self.progress).copy()
        return SheetScene(self.ui, table, terrain, small)

    def _sighting(self, done: int, total: int) -> None:
        """Progress of the sight table, shown now and then because it has thousands of steps."""
        if done % 64 == 0:
            self.progress(done / total, _("Working out lines of sight"))

    def progress(self, share: float, what: str) -> None:
        """Show how far the work is; keeps the window alive."""
        self.share, self.what = share, what
        window = pygame.display.get_surface()
        if window is not None:
            self.draw(window)
            pygame.display.flip()
            pygame.event.pump()

    def draw(self, window: pygame.Surface) -> None:
        """Paint the bar and what is being done."""
        ui, theme = self.ui, self.ui.theme
        window.fill(theme.bar)
        middle = window.get_rect().center
        ui.text(window, "Khasan 1938", (middle[0], middle[1] - ui.dp(90)), "title", 34, theme.text, align=0.5)
        bar = pygame.Rect(0, 0, ui.dp(420), ui.dp(10))
        bar.center = middle
        ui.bar(window, bar, self.share, theme.brass, theme.card)
        ui.text(window, self.what, (middle[0], bar.bottom + ui.dp(12)), "body", 15, theme.muted, align=0.5)
        self.drawn = True
