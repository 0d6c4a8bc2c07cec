"""Opening the game: window, menu or scenario, and the one sentence when there is no screen."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.ui.app import App, NoScreenError
from game.ui.scenes.loading import Loading
from game.ui.scenes.menu import Menu


def play(size: tuple[int, int], full_screen: bool, scenario: Path | None) -> str | None:
    """Run the game until it is left; a sentence when it could not be opened."""
    try:
        app = App(size, full_screen)
    except NoScreenError as problem:
        return str(problem)
    try:
        app.run(Loading(app.ui, scenario) if scenario else Menu(app.ui))
    finally:
        pygame.quit()
    return None
