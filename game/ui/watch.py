"""Opening the window on the review of a game file."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.ui.app import NoScreenError, opened
from game.ui.scenes.replay import Replaying
from game.ui.settings import place
from game.ui.shell import Shell


def watch(size: tuple[int, int] | None, path: Path) -> str | None:
    """Show the review until it is left; a sentence when no window could be opened."""
    shell = Shell(place())
    try:
        app = opened(size, False, shell)
    except NoScreenError as problem:
        return str(problem)
    try:
        app.run(Replaying(app.ui, path, lambda: None))
    finally:
        pygame.quit()
    return None
