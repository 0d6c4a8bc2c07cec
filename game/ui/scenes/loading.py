"""Loading a scenario behind a bar; a fault leads back to the menu with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

import pygame

from game.i18n import text as _
from game.scenario.build import build
from game.scenario.check import sound_bundle
from game.scenario.faults import BadData, Fault
from game.scenario.ground import Ground, load_ground
from game.scenario.vision import Vision, vision_of
from game.ui.app import Scene
from game.ui.camera import RADII
from game.ui.flow import Desk, following
from game.ui.games import Progress
from game.ui.kit.draw import Ui
from game.ui.layers.terrain import TerrainLayer
from game.ui.session import Session
from game.ui.sheetspec import places_of, spec_of
from game.ui.table import Table

FIRST_STEP, SMALL_STEP = RADII.index(34), 0
STAGES = ((0.0, 0.04), (0.04, 0.5), (0.5, 0.94), (0.94, 1.0))
"""Shares of the bar: reading, lines of sight, the sheet, the small sheet."""


class LeftError(Exception):
    """The player closed the window or pressed Esc while the work was going on."""


class Loading:
    """Does its work in the first update after it has been drawn once."""

    def __init__(self, ui: Ui, path: Path) -> None:
        self.ui, self.path = ui, path
        self.share, self.what = 0.0, _("Reading the scenario")
        self.part = STAGES[0]
        self.drawn = False
        self.next: Scene | None = None

    def handle(self, event: pygame.Event) -> Scene | None:  # noqa: ARG002
        """Events wait until the work is done."""
        return self.next or self

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Do the work once the bar is on the screen, then knock so that the loop fetches the next scene."""
        from game.ui.scenes.menu import Menu

        if self.drawn and self.next is None:
            try:
                self.next = self._load()
            except LeftError:
                self.next = Menu(self.ui)
            pygame.event.post(pygame.Event(pygame.USEREVENT))
        return True

    def _load(self) -> Scene:
        from game.ui.scenes.menu import Menu

        try:
            return self._next()
        except BadData as bad:
            return Menu(self.ui, str(bad.faults[0]))
        except OSError as error:
            told = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            return Menu(self.ui, told)

    def _next(self) -> Scene:
        """The scene that is loaded: the open map table of a scenario."""
        from game.ui.scenes.sheet import SheetScene

        table = Table(build(sound_bundle(self.path)))
        terrain, small, table.vision = self._sheet(table)
        return SheetScene(self.ui, table, terrain, small)

    def _sheet(self, table: Table) -> tuple[TerrainLayer, pygame.Surface, Vision]:
        """The sheet of a scenario, the small one, and the lines of sight."""
        start, ground = table.start, _ground()
        terrain = TerrainLayer(ground, spec_of(start), places_of(start, table.language))
        self._stage(1)
        vision = vision_of(start.board, ground, start.ruleset, self._sighting)
        self._stage(2)
        terrain.picture(FIRST_STEP, table.layers, self.progress)
        self._stage(3)
        return terrain, terrain.picture(SMALL_STEP, {"relief"}, self.progress).copy(), vision

    def _stage(self, number: int) -> None:
        """Begin a part of the work; the bar goes on from where that part begins."""
        self.part = STAGES[number]
        self.progress(0.0, self.what)

    def _sighting(self, done: int, total: int) -> None:
        """Progress of the sight table, shown now and then because it has thousands of steps."""
        if done % 64 == 0:
            self.progress(done / total, _("Working out lines of sight"))

    def progress(self, share: float, what: str) -> None:
        """Show how far the work is; raises `LeftError` when the player has had enough of waiting."""
        low, high = self.part
        self.share = max(self.share, low + (high - low) * min(1.0, max(0.0, share)))
        self.what = what
        window = pygame.display.get_surface()
        if window is not None:
            self.draw(window)
            pygame.display.flip()
            pygame.event.pump()
            _leave_if_asked()

    def draw(self, window: pygame.Surface) -> None:
        """Paint the bar and what is being done."""
        ui, theme = self.ui, self.ui.theme
        window.fill(theme.bar)
        middle = window.get_rect().center
        ui.text(window, "Khasan 1938", (middle[0], middle[1] - ui.dp(90)), "title", 34, theme.text, align=0.5)
        bar = pygame.Rect(0, 0, min(ui.dp(420), window.get_width() * 4 // 5), ui.dp(10))
        bar.center = middle
        ui.bar(window, bar, self.share, theme.brass, theme.card)
        under = (middle[0], bar.bottom + ui.dp(12))
        ui.text(window, self.what, under, "body", 15, theme.muted, align=0.5, width=window.get_width())
        self.drawn = True


class Opening(Loading):
    """Begins a game or goes on with one. `take` makes its session; it is told of the work on sight lines.

    `tutorial` asks for the tutor beside the game.
    """

    tutorial = False

    def __init__(self, ui: Ui, take: Callable[[Progress], Session]) -> None:
        super().__init__(ui, Path())
        self.take = take

    def _next(self) -> Scene:
        """The first scene of the game."""
        self.part = STAGES[1]
        session = self.take(self._sighting)
        try:
            # Names make way for nobody: by where they stand the sheet could tell where the enemy is.
            terrain, small, vision = self._sheet(Table(session.start))
        except BaseException:
            session.close()
            raise
        return following(Desk(self.ui, session, terrain, small, vision))


def _ground() -> Ground:
    """The surveyed ground; raises `BadData` with one sentence when its files are damaged."""
    try:
        return load_ground()
    except (KeyError, ValueError, EOFError, BadZipFile):
        wanted = "heights.npz and features.json as they were shipped"
        raise BadData([Fault("assets/terrain", 0, 0, "", wanted, "damaged files")]) from None


def _leave_if_asked() -> None:
    """A closed window stays in the queue for the loop; Esc is taken out of it."""
    if pygame.event.peek(pygame.QUIT):
        raise LeftError
    if any(event.key == pygame.K_ESCAPE for event in pygame.event.get(pygame.KEYDOWN)):
        raise LeftError
