"""Opening the window on the review of a game file."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.ui.app import App, NoScreenError
from game.ui.scenes.replay import Replaying


def watch(size: tuple[int, int], path: Path) -> str | None:
    """Show the review until it is left; a sentence when no window could be opened."""
    try:
        app = App(size)
    except NoScreenError as problem:
        return str(problem)
    try:
        app.run(Replaying(app.ui, path, lambda: None))
    finally:
        pygame.quit()
    return None
