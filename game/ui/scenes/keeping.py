"""Saves and bookmarks in plotting, film and review: four keys, and the pages that they lead to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pygame

from game.i18n import text as _
from game.store.saved import UMPIRE
from game.ui import copies
from game.ui.app import Scene
from game.ui.bookmarks import Marking, Spot
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel
from game.ui.layers.terrain import TerrainLayer
from game.ui.panels.log import LogPanel
from game.ui.scenes.load import Load
from game.ui.scenes.saving import SavePage
from game.ui.session import Session
from game.ui.snapshot import picture_of

if TYPE_CHECKING:
    from game.ui.scenes.film import Film

Acts = dict[int, Callable[[], object]]
LAST = 10**9


class Keeping(Scene, Protocol):
    """A scene of a game with a log."""

    ui: Ui
    session: Session
    log: LogPanel
    focus: Panel | None
    next: Scene | None

    def to_bookmark(self, by: int) -> None:
        """Go to the next bookmark, or the one before."""


def acts(scene: Keeping, sheet: Callable[[], pygame.Surface], source: Path | None = None) -> Acts:
    """What the keys with Ctrl do. `sheet` gives the small sheet, `source` the file of a game under review."""
    return {
        pygame.K_s: lambda: _save(scene, sheet(), source),
        pygame.K_o: lambda: _list(scene),
        pygame.K_d: lambda: _mark(scene),
        pygame.K_b: lambda: scene.to_bookmark(-1 if pygame.key.get_mods() & pygame.KMOD_SHIFT else 1),
    }


def beside(marking: Marking, turn: int, event: int | None, by: int) -> tuple[int, int] | None:
    """The next bookmark in the logs, or the one before; from no event, the first or the last."""
    return marking.beside(turn, (-1 if by > 0 else LAST) if event is None else event, by)


def film_of(scene: Keeping, terrain: TerrainLayer, spot: Spot, marking: Marking) -> Film:
    """The film of a turn as the reader of a log saw it, at an event; it leads back to the scene.

    From there the next bookmark may lie in yet another turn.
    """
    from game.ui.scenes.film import Film

    side, (turn, event) = marking.audience(), spot
    film = Film(scene.ui, terrain, scene.session, side, _back(scene), turn, marking.reader)
    film.elsewhere = lambda other: film_of(scene, terrain, other, marking)
    film.show(event)
    return film


def wait(ui: Ui, view: pygame.Rect) -> None:
    """Say why the next moment takes long: a turn from a file is played again before its film can be shown."""
    window = pygame.display.get_surface()
    if window is not None:
        box = pygame.Rect(0, 0, ui.dp(300), ui.row(44))
        box.center = view.center
        ui.box(window, box, ui.theme.bar, ui.theme.brass)
        at = (box.centerx, box.centery - ui.line_height("body", 15) // 2)
        ui.text(window, _("Playing the turn again"), at, align=0.5)
        pygame.display.update(box)


def _save(scene: Keeping, sheet: pygame.Surface, source: Path | None) -> None:
    """Open the page that saves a copy."""
    session = scene.session
    umpire = scene.log.marks.marking is not None and scene.log.marks.marking.reader == UMPIRE
    picture = picture_of(session, sheet, umpire)
    side = UMPIRE if umpire else session.side
    scene.next = SavePage(
        scene.ui, _back(scene), scene, picture, lambda note: copies.save(session, note, side, picture, source)
    )


def _list(scene: Keeping) -> None:
    """Open the list of games, saves and copies."""
    scene.next = Load(scene.ui, _back(scene), scene.session)


def _mark(scene: Keeping) -> None:
    """Bookmark the line of the log, which gets the keyboard for the note."""
    scene.log.mark()
    if scene.log.typing:
        scene.focus = scene.log


def _back(scene: Keeping) -> Callable[[], Scene]:
    def back() -> Scene:
        scene.next = scene
        return scene

    return back
