"""Settings come to a scene: sizes and colors, names, the speed of the film, and which keys it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.keys_table import FILM, PLOT, REVIEW, TABLE
from game.ui.kit.draw import Ui
from game.ui.settings import Settings
from game.ui.speeds import SPEEDS

if TYPE_CHECKING:
    from game.ui.app import Scene
    from game.ui.scenes.film import Film
    from game.ui.scenes.sheet import SheetScene


def dress(scene: Scene, ui: Ui) -> None:
    """Give a scene and its panels the player's sizes and colors; everything is painted anew."""
    if getattr(scene, "ui", ui) == ui:
        return
    scene.ui = ui  # type: ignore[attr-defined]
    for panel in getattr(scene, "panels", ()):
        panel.ui = ui
        panel.rect = pygame.Rect(0, 0, 0, 0)
    desk = getattr(scene, "desk", None)
    if desk is not None:
        desk.ui = ui


def introduce(scene: Scene, settings: Settings, *, fresh: bool = True) -> None:
    """What else of the settings concerns a scene; a `fresh` one is about to begin."""
    if hasattr(scene, "confirm"):
        scene.confirm = settings.confirm
    if not mapped(scene):
        return
    from game.ui.scenes.film import Film
    from game.ui.scenes.plot import PlotScene
    from game.ui.scenes.sheet import SheetScene

    if isinstance(scene, Film) and fresh:
        _run(scene, settings)
    if isinstance(scene, SheetScene | Film):
        _name(scene, settings.names)
    if isinstance(scene, PlotScene):
        scene.button_place, scene.button_size = settings.commit_place, settings.commit_size


def _run(film: Film, settings: Settings) -> None:
    """The speed of a film that has just begun; at rest for a player who wants no motion."""
    player = film.player
    if player.at > 0 or not player.line.spans:
        return
    if settings.speed == 0:
        player.skip()
        return
    player.speed = settings.speed if settings.speed in SPEEDS else SPEEDS[0]
    if settings.calm:
        player.playing = film.following = False


def _name(scene: SheetScene | Film, language: str) -> None:
    """Second names of places and units."""
    from game.ui.sheetspec import places_of

    scene.table.language = language
    if scene.terrain.second != language:
        scene.terrain.rename(places_of(scene.table.start, language), language)


def mapped(scene: Scene) -> bool:
    """Whether a scene lies over the sheet; for the others nothing is imported that draws one."""
    return hasattr(scene, "camera")


def typing(scene: Scene) -> bool:
    """Whether keys write into a field."""
    return any(getattr(panel, "typing", False) for panel in getattr(scene, "panels", ()))


def places_of_keys(scene: Scene) -> tuple[str, ...]:
    """Which actions of the table of keys a scene knows."""
    if not mapped(scene):
        return ()
    from game.ui.scenes.film import Film
    from game.ui.scenes.plot import PlotScene
    from game.ui.scenes.review import Review
    from game.ui.scenes.sheet import SheetScene

    kinds = ((PlotScene, PLOT), (SheetScene, TABLE), (Film, FILM), (Review, REVIEW))
    return next(((place,) for kind, place in kinds if isinstance(scene, kind)), ())
