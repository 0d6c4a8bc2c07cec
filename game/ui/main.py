"""Opening the game: window, menu or scenario, and the one sentence when there is no screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pygame

from game.ui.app import App, NoScreenError, Scene, opened
from game.ui.folders import ENDING
from game.ui.scenes.cards import card_of
from game.ui.scenes.menu import Menu
from game.ui.settings import place
from game.ui.shell import Shell


def play(size: tuple[int, int] | None, full_screen: bool, path: Path | None) -> str | None:
    """Run the game until it is left; a sentence when it could not be opened.

    `size` is that of the window, None for one that suits the screen; `path` a scenario to set up or a game
    file to go on with.
    """
    shell = Shell(place())
    try:
        app = opened(size, full_screen, shell)
    except NoScreenError as problem:
        return str(problem)
    try:
        app.run(first(app, path) if path else Menu(app.ui, shell.told))
    finally:
        pygame.quit()
    return None


def first(app: App, path: Path) -> Scene:
    """The scene that a file leads to: the set-up of a scenario, or the game of a game file."""
    from game.ui.games import go_on
    from game.ui.scenes.loading import Opening
    from game.ui.scenes.setup import Setup

    if path.suffix == ENDING:
        return Opening(app.ui, partial(go_on, path))
    card = card_of(path)
    return Menu(app.ui, card.fault) if card.model is None else Setup(app.ui, card)
